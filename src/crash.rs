//! After a panic the module is unusable, for all forms on the page at once: each is told to show
//! its way out.

use std::cell::RefCell;
use std::sync::Once;

use crate::dom::Host;

thread_local! {
    static HOSTS: RefCell<Vec<Host>> = const { RefCell::new(Vec::new()) };
}

/// Counts `host` among those to tell.
pub(crate) fn watch(host: Host) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| std::panic::set_hook(Box::new(|info| tell_all(&info.to_string()))));
    HOSTS.with_borrow_mut(|hosts| hosts.push(host));
}

/// The form of `host` has gone.
pub(crate) fn forget(host: &Host) {
    HOSTS.with_borrow_mut(|hosts| hosts.retain(|known| !known.is(host)));
}

fn tell_all(message: &str) {
    for host in HOSTS.with(RefCell::take) {
        host.complain("crashed", message);
    }
}
