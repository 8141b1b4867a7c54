//! An engine that follows its corpus, for a process that stays.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use crate::open::reopen_if_changed;
use crate::{Engine, EngineError, Notice, Places, open};

/// How long a view is trusted before the corpus is looked at again.
const LOOK_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Hands out the newest view; a question that is being answered keeps its own.
#[derive(Debug)]
pub struct LiveEngine {
    clock: fn() -> SystemTime,
    current: Mutex<Current>,
}

#[derive(Debug)]
struct Current {
    engine: Arc<Engine>,
    notices: Vec<Notice>,
    looked_at: Instant,
}

impl LiveEngine {
    /// Opens the places, indexing first where that is needed.
    ///
    /// # Errors
    /// As [`open`].
    pub fn start(places: &Places, clock: fn() -> SystemTime) -> Result<Self, EngineError> {
        let opened = open(places, clock())?;
        let current =
            Current { engine: Arc::new(opened.engine), notices: opened.notices, looked_at: Instant::now() };
        Ok(Self { clock, current: Mutex::new(current) })
    }

    /// The newest view, with what should be known beside its answers. While the corpus cannot be indexed, the last
    /// view goes on answering.
    pub fn current(&self) -> (Arc<Engine>, Vec<Notice>) {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if current.looked_at.elapsed() >= LOOK_AGAIN_AFTER {
            if let Ok(Some(opened)) = reopen_if_changed(&current.engine, (self.clock)()) {
                current.engine = Arc::new(opened.engine);
                current.notices = opened.notices;
            }
            current.looked_at = Instant::now();
        }
        (Arc::clone(&current.engine), current.notices.clone())
    }
}
