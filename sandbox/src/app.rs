//! What all handlers share.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use tokio_util::sync::CancellationToken;

use crate::fault::Faults;
use crate::portal::Portal;
use crate::quota::{self, Quota};
use crate::refusal::Refusal;
use crate::store::Store;
use crate::throttle::Throttle;
use crate::{accounts, console, control, date, inbox, portal, tickets, uploads};

/// One portal.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) store: Store,
    pub(crate) faults: Faults,
    pub(crate) throttle: Throttle,
    pub(crate) quota: Arc<Quota>,
    pub(crate) portal: Portal,
    /// Ends whatever waits on purpose.
    pub(crate) stop: CancellationToken,
    /// Where people open the inbox: `http://127.0.0.1:8789`.
    pub(crate) origin: String,
}

impl App {
    pub(crate) fn new(store: Store, stop: CancellationToken, address: SocketAddr) -> Self {
        let origin = format!("http://{}", reachable(address));
        let (faults, throttle, quota, portal) = Default::default();
        Self { store, faults, throttle, quota, portal, stop, origin }
    }

    pub(crate) fn router(self) -> Router {
        let quota = from_fn_with_state(Arc::clone(&self.quota), quota::keep);
        let desk = Router::new().merge(tickets::routes()).merge(uploads::routes()).merge(portal::routes());
        let desk = desk.route_layer(quota);
        let app = Arc::new(self);
        Router::new()
            .merge(accounts::routes())
            .merge(desk)
            .merge(control::routes())
            .merge(console::routes())
            .merge(portal::control())
            .merge(inbox::routes())
            .fallback(async || Refusal::url_not_found())
            .method_not_allowed_fallback(async || Refusal::method_not_allowed())
            .layer(from_fn_with_state(Arc::clone(&app), date::set))
            .with_state(app)
    }
}

/// A listener on all addresses is reached by the loopback one.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}
