//! Starting other programs; what they print streams to the terminal.

use std::{
    io::{BufRead, BufReader, pipe},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// Runs to the end, with the terminal as its input and output.
///
/// # Errors
/// When the program is missing or its exit code is not 0.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| missing(command))?;
    if !status.success() {
        bail!("`{}` ended with {status}", line(command));
    }
    Ok(())
}

/// Runs to the end and returns what stood on standard output; standard error streams.
///
/// # Errors
/// When the program is missing or its exit code is not 0.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output().with_context(|| missing(command))?;
    if !output.status.success() {
        bail!("`{}` ended with {}", line(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs to the end, prints every line of both streams as it comes and shows it to `each`. Both streams share
/// one pipe, so the order of the lines is the order in which they were written. Returns whether the exit code was 0.
///
/// # Errors
/// When the program is missing.
pub(crate) fn watch(command: &mut Command, mut each: impl FnMut(&str)) -> Result<bool> {
    let (reader, writer) = pipe().context("no pipe to read the output from")?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().with_context(|| missing(command))?;
    // Our own ends of the pipe must go, or reading never ends.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    for bytes in BufReader::new(reader).split(b'\n') {
        let bytes = bytes?;
        let text = String::from_utf8_lossy(&bytes);
        println!("{text}");
        each(text.trim_end());
    }
    Ok(child.wait()?.success())
}

fn missing(command: &Command) -> String {
    format!("`{}` cannot be started", command.get_program().to_string_lossy())
}

/// The command as one would type it, without the environment.
fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
