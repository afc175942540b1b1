//! Programs that stay up until told to stop.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    process::{Child, Command},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

use crate::process;

/// How long a server may take to answer first, and to finish what it is doing at the end.
const START: Duration = Duration::from_secs(20);
const STOP: Duration = Duration::from_secs(12);

/// A server of ours; it is stopped when this is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    name: &'static str,
    child: Child,
}

/// Refuses to go on when something else listens at `port`.
pub(crate) fn ensure_free(port: u16, purpose: &str) -> Result<()> {
    ensure!(
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok(),
        "port {port} is in use, so {purpose} cannot start there; stop the program that uses it and start again"
    );
    Ok(())
}

impl Server {
    pub(crate) fn start(name: &'static str, command: &mut Command) -> Result<Self> {
        let child = command.spawn().with_context(|| format!("{name} cannot be started"))?;
        Ok(Self { name, child })
    }

    /// Waits until a GET of `path` is answered with 200.
    pub(crate) fn wait_for(&mut self, port: u16, path: &str, stopped: impl Fn() -> bool) -> Result<()> {
        let start = Instant::now();
        while !answers(port, path) {
            self.ensure_up()?;
            ensure!(!stopped(), "stopped");
            ensure!(start.elapsed() < START, "{} does not answer at http://127.0.0.1:{port}{path}", self.name);
            sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    /// Fails when the server has ended by itself.
    pub(crate) fn ensure_up(&mut self) -> Result<()> {
        if let Some(status) = self.child.try_wait()? {
            bail!("{} ended with {status}; its own words stand above", self.name);
        }
        Ok(())
    }

    /// Asks politely, so that what is in flight is finished, and insists after a while.
    fn stop(&mut self) -> Result<()> {
        if cfg!(unix) && self.child.try_wait()?.is_none() {
            // It may have ended meanwhile (Ctrl-C reaches the whole terminal); then there is nothing to ask.
            let _ = process::output(Command::new("kill").args(["-TERM", &self.child.id().to_string()]));
            let start = Instant::now();
            while self.child.try_wait()?.is_none() && start.elapsed() < STOP {
                sleep(Duration::from_millis(50));
            }
        }
        if self.child.try_wait()?.is_none() {
            self.child.kill()?;
            self.child.wait()?;
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            eprintln!("{} could not be stopped: {error:#}", self.name);
        }
    }
}

fn answers(port: u16, path: &str) -> bool {
    let get = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(status.ends_with(b" 200"))
    };
    get().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_named_with_its_purpose() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = ensure_free(port, "the proxy").unwrap_err().to_string();
        assert!(error.contains(&port.to_string()) && error.contains("the proxy"), "{error}");
    }

    #[test]
    fn a_port_that_nobody_has_is_free() {
        // Somebody else on this machine may be quicker, but not every time.
        let mut tries = (0..20).map(|_| {
            let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            let port = taken.local_addr().unwrap().port();
            drop(taken);
            ensure_free(port, "the proxy").is_ok()
        });
        assert!(tries.any(|is_free| is_free));
    }

    #[test]
    fn a_server_that_ends_by_itself_is_noticed() {
        let mut server = Server::start("a short one", Command::new("rustc").arg("--version")).unwrap();
        let error = server.wait_for(1, "/", || false).unwrap_err().to_string();
        assert!(error.starts_with("a short one ended"), "{error}");
    }
}
