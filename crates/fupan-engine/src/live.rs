//! An engine that follows its corpus, for a process that stays.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, SystemTime};

use fupan_model::Moment;

use crate::open::reopen_if_changed;
use crate::{Engine, EngineError, Notice, Places, open};

/// A time of day to the second, in UTC; none before 1970 and beyond the year 9999.
#[must_use]
pub fn moment_of(time: SystemTime) -> Option<Moment> {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs();
    let day = Moment::day_of_unix_seconds(i64::try_from(since).ok()?)?;
    let (hours, minutes, seconds) = (since / 3600 % 24, since / 60 % 60, since % 60);
    format!("{day}T{hours:02}:{minutes:02}:{seconds:02}Z").parse().ok()
}

/// How long a view is trusted before the corpus is looked at again.
const LOOK_AGAIN_AFTER: Duration = Duration::from_secs(1);
/// A look may take half a second where there are a hundred thousand files: it is not taken more often than once in as many
/// times its own duration, unless that is long, as where it has just been indexed.
const LOOK_AGAIN_AFTER_TIMES: u32 = 20;
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Hands out the newest view; a question that is being answered keeps its own.
#[derive(Debug)]
pub struct LiveEngine {
    clock: fn() -> SystemTime,
    current: Mutex<Current>,
    /// The last look at the corpus. Whoever holds the lock is looking.
    look: Mutex<Look>,
}

/// A look at the corpus.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// When it was begun.
    at: SystemTime,
    /// How long it took.
    took: Duration,
}

#[derive(Debug, Clone)]
struct Current {
    engine: Arc<Engine>,
    notices: Vec<Notice>,
}

impl LiveEngine {
    /// Opens the places, indexing first where that is needed.
    ///
    /// # Errors
    /// As [`open`].
    pub fn start(places: &Places, clock: fn() -> SystemTime) -> Result<Self, EngineError> {
        let now = clock();
        let opened = open(places, now)?;
        let current = Current { engine: Arc::new(opened.engine), notices: opened.notices };
        Ok(Self {
            clock,
            current: Mutex::new(current),
            look: Mutex::new(Look { at: now, took: Duration::ZERO }),
        })
    }

    /// The newest view, with what should be known beside its answers. While the corpus cannot be indexed, and for
    /// everybody else while one question waits for the index to follow the corpus, the last view goes on answering.
    pub fn current(&self) -> (Arc<Engine>, Vec<Notice>) {
        if let Some(look) = self.nobody_is_looking() {
            self.look_again(look);
        }
        let Current { engine, notices } = self.last();
        (engine, notices)
    }

    /// The day by its clock; none where that lies before 1970 or beyond the year 9999.
    #[must_use]
    pub fn today(&self) -> Option<Moment> {
        let since = (self.clock)().duration_since(SystemTime::UNIX_EPOCH).ok()?;
        Moment::day_of_unix_seconds(i64::try_from(since.as_secs()).ok()?)
    }

    /// Has the next question look at the corpus, which somebody here has just changed.
    pub fn expect_change(&self) {
        let mut look = self.look.lock().unwrap_or_else(PoisonError::into_inner);
        look.at = SystemTime::UNIX_EPOCH;
    }

    /// The time by its clock, to the second; none where that is no date.
    #[must_use]
    pub fn now(&self) -> Option<Moment> {
        moment_of((self.clock)())
    }

    fn nobody_is_looking(&self) -> Option<MutexGuard<'_, Look>> {
        match self.look.try_lock() {
            Ok(look) => Some(look),
            // Whoever brought its thread down looking left a time that is still true.
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    fn look_again(&self, mut look: MutexGuard<'_, Look>) {
        let now = (self.clock)();
        let pause = LOOK_AGAIN_AFTER.max((look.took * LOOK_AGAIN_AFTER_TIMES).min(LONGEST_PAUSE));
        // A clock that was set back says nothing about how long ago that was.
        if now.duration_since(look.at).is_ok_and(|since| since < pause) {
            return;
        }
        // Before the work: a corpus that brings its thread down does so once a second, not with every question.
        *look = Look { at: now, took: Duration::ZERO };
        if let Ok(Some(opened)) = reopen_if_changed(&self.last().engine, now) {
            let newer = Current { engine: Arc::new(opened.engine), notices: opened.notices };
            *self.current.lock().unwrap_or_else(PoisonError::into_inner) = newer;
        }
        look.took = (self.clock)().duration_since(now).unwrap_or_default();
    }

    fn last(&self) -> Current {
        self.current.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
