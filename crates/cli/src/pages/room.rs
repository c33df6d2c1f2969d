//! Room: how much may be held at once of what was found and is not printed yet. Who finds and who
//! prints is not here.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// So many pages may wait for an earlier one, for each thread that reads.
const AHEAD: usize = 32;

/// So many bytes of pages may be held at once, besides one page that is larger.
const MOST_BYTES: usize = 16_000_000;

pub(super) struct Room {
    held: Mutex<Held>,
    changed: Condvar,
    most_pages: usize,
}

#[derive(Default)]
struct Held {
    n_pages: usize,
    n_bytes: usize,
    is_closed: bool,
}

impl Room {
    pub(super) fn new(n_threads: usize) -> Room {
        Room { held: Mutex::default(), changed: Condvar::new(), most_pages: AHEAD * n_threads }
    }

    /// Waits until there is room for a page of so many bytes, and takes it; `false` where no page is
    /// wanted any more.
    pub(super) fn enter(&self, n_bytes: usize) -> bool {
        let is_full = |held: &mut Held| {
            let is_full = held.n_pages >= self.most_pages || held.n_bytes + n_bytes > MOST_BYTES;
            is_full && held.n_pages > 0 && !held.is_closed
        };
        let mut held =
            self.changed.wait_while(self.held(), is_full).unwrap_or_else(PoisonError::into_inner);
        held.n_pages += 1;
        held.n_bytes += n_bytes;
        !held.is_closed
    }

    /// Gives the room of a page back.
    pub(super) fn leave(&self, n_bytes: usize) {
        let mut held = self.held();
        held.n_pages -= 1;
        held.n_bytes -= n_bytes;
        drop(held);
        self.changed.notify_one();
    }

    /// Lets nobody in any more.
    pub(super) fn close(&self) {
        self.held().is_closed = true;
        self.changed.notify_all();
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
