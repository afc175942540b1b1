//! A value whose readers are told when it changes.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{ArcTrigger, Notify, Track};

/// A value whose readers are told when it changes; a handle to it. What a signal of Leptos' is,
/// without the code that each type of signal brings along.
#[derive(Debug, Default)]
pub(crate) struct Told<T>(Rc<(RefCell<T>, ArcTrigger)>);

impl<T> Clone for Told<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Clone> Told<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Rc::new((RefCell::new(value), ArcTrigger::new())))
    }

    /// The value; an effect that asks is told of the next one.
    pub(crate) fn get(&self) -> T {
        self.0.1.track();
        self.peek()
    }

    /// The value.
    pub(crate) fn peek(&self) -> T {
        self.0.0.borrow().clone()
    }

    /// Another value.
    pub(crate) fn set(&self, value: T) {
        self.0.0.replace(value);
        self.0.1.notify();
    }
}
