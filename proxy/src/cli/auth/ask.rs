//! Asking the operator: a line of standard input for each question.

use std::io::{IsTerminal, Write};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use secrecy::SecretString;
use secrecy::zeroize::Zeroize;

/// Says something to the operator, and not to whoever reads standard output.
pub(super) fn tell(text: &str) {
    // Nowhere is left to complain about this.
    let _ = write!(std::io::stderr(), "{text}");
}

/// A line; empty at the end of the input.
pub(super) fn ask(prompt: &str) -> Result<String, String> {
    tell(prompt);
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(unreadable)?;
    Ok(line.trim().to_owned())
}

/// A line that is not shown while it is typed.
pub(super) fn ask_secretly(prompt: &str) -> Result<SecretString, String> {
    let mut line = String::new();
    {
        // Before anybody can begin to type.
        let _silence = Silence::begin().map_err(unreadable)?;
        tell(prompt);
        std::io::stdin().read_line(&mut line).map_err(unreadable)?;
    }
    let secret = SecretString::from(line.trim());
    line.zeroize();
    Ok(secret)
}

fn unreadable(error: impl std::fmt::Display) -> String {
    format!("standard input cannot be read: {error}")
}

/// A terminal that shows nothing of what is typed, until this is dropped.
struct Silence(Option<Termios>);

impl Silence {
    fn begin() -> Result<Self, rustix::io::Errno> {
        if !std::io::stdin().is_terminal() {
            return Ok(Self(None));
        }
        let before = tcgetattr(std::io::stdin())?;
        let mut silent = before.clone();
        silent.local_modes.remove(LocalModes::ECHO);
        silent.local_modes.insert(LocalModes::ECHONL);
        tcsetattr(std::io::stdin(), OptionalActions::Now, &silent)?;
        Ok(Self(Some(before)))
    }
}

impl Drop for Silence {
    fn drop(&mut self) {
        if let Some(before) = &self.0 {
            // Where it fails, the terminal is gone.
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, before);
        }
    }
}
