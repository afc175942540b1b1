//! How large the files are that were uploaded lately, for the limit of a ticket. A file that is
//! forgotten counts nothing: each of them was checked when it came.

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;

use super::tag::Tag;

/// So many are remembered.
const MOST: usize = 50_000;

/// The sizes of files.
#[derive(Debug)]
pub(super) struct Sizes {
    limit: usize,
    known: Mutex<(HashMap<Tag, u64>, VecDeque<Tag>)>,
}

impl Sizes {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, known: Mutex::default() }
    }

    pub(super) fn note(&self, file: Tag, bytes: u64) {
        let mut known = self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (sizes, order) = &mut *known;
        if sizes.insert(file, bytes).is_none() {
            order.push_back(file);
        }
        if order.len() > MOST
            && let Some(oldest) = order.pop_front()
        {
            sizes.remove(&oldest);
        }
    }

    /// The limit, if these files are larger together.
    pub(super) fn exceeded(&self, files: impl Iterator<Item = Tag>) -> Option<usize> {
        let known = self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let total: u64 = files.filter_map(|file| known.0.get(&file)).sum();
        (total > self.limit as u64).then_some(self.limit)
    }
}
