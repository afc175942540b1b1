//! The proxy's process, at the same address from one start to the next.

use std::fs::OpenOptions;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::sleep;

/// How long a proxy may take to listen: debug builds on busy machines are slow.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a start ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Started {
    /// It listens.
    Listening,
    /// It was killed, or ended, before.
    Ended,
}

/// A proxy that may be running.
#[derive(Debug)]
pub(crate) struct Proxy {
    program: PathBuf,
    directory: PathBuf,
    log: PathBuf,
    environment: Vec<(String, String)>,
    address: SocketAddr,
    admin: SocketAddr,
    child: Option<Child>,
    minds_no_limits: bool,
}

impl Proxy {
    /// A proxy called `name`, with its files in `directory`; not started.
    pub(crate) fn new(
        program: &Path,
        name: &str,
        directory: &Path,
        environment: Vec<(String, String)>,
    ) -> Result<Self> {
        let (address, admin) = (free()?, free()?);
        let log = directory.join(format!("{name}.log"));
        let directory = directory.join(name);
        std::fs::create_dir_all(&directory)?;
        Ok(Self {
            program: program.to_owned(),
            directory,
            log,
            environment,
            address,
            admin,
            child: None,
            minds_no_limits: false,
        })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn admin_url(&self) -> String {
        format!("http://{}", self.admin)
    }

    /// Sets a variable of its environment.
    pub(crate) fn set(&mut self, name: &str, value: String) {
        self.environment.retain(|(known, _)| known != name);
        self.environment.push((name.to_owned(), value));
    }

    /// From the next start on, a file that may not grow is an error and no signal, which would
    /// end it: the limit on the size of files is to be like a disk that is full.
    pub(crate) fn mind_no_limits(&mut self) {
        self.minds_no_limits = true;
    }

    /// The process's id, while it runs.
    pub(crate) fn id(&self) -> Result<u32> {
        self.child.as_ref().and_then(Child::id).context("the proxy does not run")
    }

    /// Starts it, to be killed at `crash_at`, and waits until it listens.
    ///
    /// # Errors
    /// When it ends by itself, or does neither in time.
    pub(crate) async fn start(&mut self, crash_at: Option<&str>) -> Result<Started> {
        let mut command = self.command();
        command.arg("serve").env("DESKBELL_LISTEN", self.address.to_string());
        command.env("DESKBELL_ADMIN_LISTEN", self.admin.to_string());
        if let Some(place) = crash_at {
            command.env("DESKBELL_CRASH_AT", place);
        }
        let log = OpenOptions::new().create(true).append(true).open(&self.log)?;
        command.stdout(log.try_clone()?).stderr(log);
        self.child = Some(command.spawn().with_context(|| format!("{} cannot be started", self.program.display()))?);
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            if self.ended()?.is_some() {
                return Ok(Started::Ended);
            }
            if TcpStream::connect(self.address).await.is_ok() {
                return Ok(Started::Listening);
            }
            sleep(Duration::from_millis(5)).await;
        }
        bail!("the proxy does not listen; see {}", self.log.display())
    }

    /// Starts it and expects it to stay.
    pub(crate) async fn serve(&mut self) -> Result<()> {
        match self.start(None).await? {
            Started::Listening => Ok(()),
            Started::Ended => bail!("the proxy ended at once; see {}", self.log.display()),
        }
    }

    /// Everything that it has printed.
    pub(crate) fn log(&self) -> Result<String> {
        Ok(String::from_utf8_lossy(&std::fs::read(&self.log)?).into_owned())
    }

    /// Waits until it ends, for at most `patience`. Whether it was killed meanwhile.
    ///
    /// # Errors
    /// When it ended in any other way.
    pub(crate) async fn killed_within(&mut self, patience: Duration) -> Result<bool> {
        let until = Instant::now() + patience;
        while Instant::now() < until {
            if self.ended()?.is_some() {
                return Ok(true);
            }
            sleep(Duration::from_millis(2)).await;
        }
        Ok(false)
    }

    /// SIGKILL, and the process is gone when this returns.
    pub(crate) async fn kill(&mut self) -> Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill().await?;
        }
        Ok(())
    }

    /// SIGTERM: it ends in good order.
    pub(crate) async fn stop(&mut self) -> Result<()> {
        if self.child.is_some() {
            self.signal(Signal::TERM)?;
        }
        let Some(mut child) = self.child.take() else { return Ok(()) };
        let status = child.wait().await?;
        anyhow::ensure!(status.success(), "the proxy ended with {status} when it was told to stop");
        Ok(())
    }

    /// SIGSTOP, SIGCONT: it stands still, without knowing.
    pub(crate) fn signal(&self, signal: Signal) -> Result<()> {
        let id = Pid::from_raw(i32::try_from(self.id()?)?).context("no process")?;
        Ok(kill_process(id, signal)?)
    }

    fn command(&self) -> Command {
        let mut command = if self.minds_no_limits {
            let mut shell = Command::new("sh");
            shell.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(&self.program);
            shell
        } else {
            Command::new(&self.program)
        };
        command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command.env("RUST_BACKTRACE", "1").envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.current_dir(&self.directory).kill_on_drop(true);
        command
    }

    /// Whether it has been killed. A proxy that ends in another way is broken.
    fn ended(&mut self) -> Result<Option<ExitStatus>> {
        use std::os::unix::process::ExitStatusExt;
        let Some(child) = &mut self.child else { bail!("the proxy was not started") };
        let Some(status) = child.try_wait()? else { return Ok(None) };
        self.child = None;
        if status.signal() != Some(Signal::KILL.as_raw()) {
            bail!("the proxy ended by itself with {status}; see {}", self.log.display());
        }
        Ok(Some(status))
    }
}

/// A port that nobody has, right now.
fn free() -> Result<SocketAddr> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?)
}
