//! The whole service, as the command line and the tests start it.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::{self, Config, Upstream};
use crate::error::Error;
use crate::guard::{Gate, Secret};
use crate::routes::Shared;
use crate::server::{self, Limits};
use crate::store::{self, Store};
use crate::submission::{self, Policy, Submissions};
use crate::{crash, guard, routes, upstream, zoho};

/// Connections of the operator's listener: probes, and perhaps a person.
const ADMIN_CONNECTIONS: usize = 64;

/// A proxy that listens, but does not answer before [`App::run`].
#[derive(Debug)]
pub struct App {
    config: Config,
    public: TcpListener,
    admin: TcpListener,
    address: SocketAddr,
    admin_address: SocketAddr,
    sandbox: Option<deskbell_sandbox::Running>,
    desk: zoho::Client,
    store: Arc<dyn Store>,
    gate: Arc<Gate>,
    submissions: Submissions,
    tracker: TaskTracker,
    stop: CancellationToken,
}

impl App {
    /// Binds the listeners, starts the sandbox if tickets go there, opens the database and goes
    /// on with the tickets in it.
    ///
    /// # Errors
    /// An address that is taken, a database that cannot be opened, settings of Zoho's that cannot
    /// be right.
    pub async fn build(config: Config) -> Result<Self, Error> {
        let (public, address) = listen(config.listen, "DESKBELL_LISTEN").await?;
        let (admin, admin_address) = listen(config.admin_listen, "DESKBELL_ADMIN_LISTEN").await?;
        let policy = Arc::new(policy(&config));
        let store = store::open(config.database_url.expose_secret(), Arc::clone(&policy)).await?;
        let secret = Secret::open(&config.secret, &config.zoho.client_secret, config.database_url.expose_secret())
            .map_err(Error::Secret)?;
        let gate = Gate::new(&config, &secret)?;
        let sandbox = match config.upstream {
            Upstream::Sandbox => Some(upstream::start_sandbox(&config.sandbox).await?),
            Upstream::Zoho => None,
        };
        let settings = match &sandbox {
            Some(sandbox) => upstream::sandbox(sandbox.address(), &config),
            None => upstream::zoho(&config),
        };
        let desk = zoho::Client::keeping(settings, Some(Arc::clone(&store)))?;
        let (tracker, stop) = (TaskTracker::new(), CancellationToken::new());
        let settings = submission::Settings {
            concurrency: config.submissions.concurrency,
            repeats: config.submissions.repeats,
            retention: config.retention,
            // Storing takes its time, however great the hurry.
            wait: crash::hurried(submission::Settings::default().wait).max(Duration::from_secs(1)),
            policy,
            ..submission::Settings::default()
        };
        let submissions =
            Submissions::start(store.clone(), desk.clone(), settings, tracker.clone(), stop.clone()).await?;
        Ok(Self {
            config,
            public,
            admin,
            address,
            admin_address,
            sandbox,
            desk,
            store,
            gate,
            submissions,
            tracker,
            stop,
        })
    }

    /// Where browsers come in.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where the operator's tools come in.
    pub fn admin_address(&self) -> SocketAddr {
        self.admin_address
    }

    /// Where the built-in sandbox listens, if tickets go there.
    pub fn sandbox_address(&self) -> Option<SocketAddr> {
        self.sandbox.as_ref().map(deskbell_sandbox::Running::address)
    }

    /// Answers until `shutdown` is ready, then takes nothing new, finishes what is in flight (for
    /// at most the configured grace) and closes the database.
    pub async fn run(self, shutdown: impl Future<Output = ()>) {
        tracing::info!(address = %self.address, listener = "public", "listening");
        tracing::info!(address = %self.admin_address, listener = "admin", "listening");
        for warning in self.config.warnings() {
            tracing::warn!(event = "config.warning", "{warning}");
        }
        if self.config.upstream == Upstream::Zoho {
            self.tracker.spawn(upstream::try_out(self.desk.clone(), self.stop.clone()));
        }
        let stop = self.stop.clone();
        let waiting = async move {
            shutdown.await;
            tracing::info!(event = "shutdown.begun");
            stop.cancel();
        };
        let shared = self.shared();
        let (origins, trusted) = (Arc::new(self.config.origins.clone()), Arc::new(self.config.trusted_proxies.clone()));
        let public = guard::public(routes::public(&shared), &origins, &trusted, &self.gate, shared.answers.clone());
        let admin = guard::admin(routes::admin(&shared));
        let limits = limits(&self.config);
        tokio::join!(
            waiting,
            server::serve(self.public, public, limits, self.stop.clone()),
            server::serve(self.admin, admin, Limits { connections: ADMIN_CONNECTIONS, ..limits }, self.stop.clone()),
        );
        // Tickets whose browser has left, but which are on their way to Zoho.
        self.tracker.close();
        if tokio::time::timeout(limits.grace, self.tracker.wait()).await.is_err() {
            tracing::warn!(
                event = "shutdown.cut",
                submissions = self.tracker.len(),
                "they are gone on with at the next start"
            );
        }
        self.store.close().await;
        if let Some(sandbox) = self.sandbox {
            sandbox.stop().await;
        }
        tracing::info!(event = "shutdown.done");
    }

    fn shared(&self) -> Arc<Shared> {
        let (submissions, store) = (self.submissions.clone(), self.store.clone());
        Shared::new(&self.config, submissions, store, Arc::clone(&self.gate), self.stop.clone())
    }
}

fn policy(config: &Config) -> Policy {
    // What Zoho refuses of these goes back to whoever typed it; nobody types a department, at
    // most they choose one of the operator's own.
    let typed = config.form().allowed.unwrap_or_default().into_iter().filter(|name| name != "departmentId");
    let config::Submissions { on_unknown, absent_after, lease, held, .. } = config.submissions;
    Policy { visitor_fields: typed.collect(), on_unknown, lease, max_age: held, ..Policy::default() }
        .with_absent_after(absent_after)
        .hurried()
}

fn limits(config: &Config) -> Limits {
    let connections = if config.limits { config.server.max_connections } else { usize::MAX };
    Limits { connections, header_timeout: config.server.header_timeout, grace: config.server.shutdown_grace }
}

async fn listen(address: SocketAddr, variable: &'static str) -> Result<(TcpListener, SocketAddr), Error> {
    let failed = |source| Error::Listen { address, variable, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}
