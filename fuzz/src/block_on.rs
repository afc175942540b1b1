//! Waiting for what never has to wait: everything that is read here is there already.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// More often than anything here says that it is not ready yet.
const PATIENCE: usize = 1_000_000;

/// The output of `future`.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..PATIENCE {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
    panic!("it waits for something that never comes");
}
