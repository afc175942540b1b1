//! A PostgreSQL server of a test's own: a fresh cluster in a temporary directory, reached over a
//! Unix socket there, and gone with the value.

use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a server may take to begin or to end.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where Debian's packages put the binaries.
const DEBIAN: &str = "/usr/lib/postgresql";

const INSTALL: &str =
    "this test needs the PostgreSQL server's binaries (initdb, postgres): apt-get install -y postgresql";

/// A running (or stopped) server with one superuser, `deskbell`, and no password.
#[derive(Debug)]
pub struct Postgres {
    directory: PathBuf,
    server: Option<Child>,
}

impl Postgres {
    /// Makes a cluster and starts its server.
    ///
    /// # Panics
    /// Where the binaries are missing, with what to install.
    pub fn start() -> Self {
        let directory = PathBuf::from(format!("/tmp/deskbell-pg-{}", uuid::Uuid::new_v4().simple()));
        std::fs::create_dir(&directory).expect("a temporary directory");
        std::fs::set_permissions(&directory, PermissionsExt::from_mode(0o700)).expect("permissions");
        if let Some((user, group)) = other_user() {
            chown(&directory, Some(user), Some(group)).expect("to give the directory away");
        }
        let mut this = Self { directory, server: None };
        let made = this.command("initdb").args(["-A", "trust", "-U", "deskbell", "-E", "UTF8", "--no-sync"]).output();
        let made = made.unwrap_or_else(|error| panic!("initdb: {error}; {INSTALL}"));
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        this.resume();
        this
    }

    /// The URL of the database `name`.
    pub fn url(&self, name: &str) -> String {
        format!("postgres://deskbell@localhost/{name}?host={}", self.directory.display())
    }

    /// Makes an empty database and gives its URL.
    pub fn database(&self, name: &str) -> String {
        let made = self.command("createdb").args(["-h", &self.socket(), "-U", "deskbell", name]).output();
        let made = made.expect("createdb");
        assert!(made.status.success(), "createdb: {}", String::from_utf8_lossy(&made.stderr));
        self.url(name)
    }

    /// Takes the server away, as a crash does: no connection is seen to its end.
    pub fn crash(&mut self) {
        self.stop("immediate");
    }

    /// Ends the server in good order; open connections are cut.
    pub fn shut_down(&mut self) {
        self.stop("fast");
    }

    /// Starts the server again, with the data that is there, and waits until it answers.
    pub fn resume(&mut self) {
        let server = self
            .command("postgres")
            .args(["-c", "listen_addresses=", "-c", "log_min_messages=fatal", "-k", &self.socket()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        self.server = Some(server.unwrap_or_else(|error| panic!("postgres: {error}; {INSTALL}")));
        let started = Instant::now();
        loop {
            let ready = self.command("pg_isready").args(["-q", "-h", &self.socket()]).status();
            if ready.is_ok_and(|status| status.success()) {
                return;
            }
            assert!(started.elapsed() < PATIENCE, "the server does not start");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn stop(&mut self, mode: &str) {
        let Some(mut server) = self.server.take() else { return };
        let data = self.data();
        let data = data.to_str().expect("a path");
        let ended = self.command("pg_ctl").args(["stop", "-s", "-w", "-D", data, "-m", mode]).status();
        if !ended.is_ok_and(|status| status.success()) {
            drop(server.kill());
        }
        drop(server.wait());
    }

    fn socket(&self) -> String {
        self.directory.display().to_string()
    }

    fn data(&self) -> PathBuf {
        self.directory.join("data")
    }

    /// One of the server's programs, as a user that it accepts.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(binaries().join(program));
        command.env("PGDATA", self.data()).current_dir("/");
        if let Some((user, group)) = other_user() {
            command.uid(user).gid(group);
        }
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.stop("immediate");
        drop(std::fs::remove_dir_all(&self.directory));
    }
}

/// The newest version's binaries; else whatever `PATH` has.
fn binaries() -> PathBuf {
    let versions = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let found = versions.map(|entry| entry.path().join("bin")).filter(|bin| bin.join("initdb").exists());
    let in_path = || {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).find(|directory| directory.join("initdb").exists())
    };
    found.max().or_else(in_path).unwrap_or_else(|| panic!("{INSTALL}"))
}

/// The server refuses to be run by root; the packages bring a user for it.
fn other_user() -> Option<(u32, u32)> {
    if id(&["-u"]) != Some(0) {
        return None;
    }

    let user = id(&["-u", "postgres"]).unwrap_or_else(|| panic!("there is no user postgres; {INSTALL}"));
    Some((user, id(&["-g", "postgres"]).unwrap_or(user)))
}

fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
