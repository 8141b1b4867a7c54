//! Where the parser puts what it reads: into a list, or straight into groups.

use crate::group::{Drafts, Grouper};
use crate::parsed::{Crash, Frame, Goroutine};

/// Takes goroutines as they are read and crashes as they end. Several crashes may be open at once, where the lines of two
/// processes stand in one log.
pub(crate) trait Collector<'a> {
    /// What is kept of an open crash.
    type Open: Default;

    /// Takes a goroutine of the crash `open` belongs to; gives back a list of frames to use again.
    fn add(&mut self, open: &mut Self::Open, goroutine: Goroutine<'a>) -> Vec<Frame<'a>>;

    /// Takes a crash that has ended; its goroutines were added before.
    fn close(&mut self, crash: Crash<'a>, open: Self::Open);
}

/// Keeps everything.
#[derive(Debug, Default)]
pub(crate) struct Crashes<'a> {
    pub(crate) crashes: Vec<Crash<'a>>,
}

impl<'a> Collector<'a> for Crashes<'a> {
    type Open = Vec<Goroutine<'a>>;

    fn add(&mut self, open: &mut Self::Open, mut goroutine: Goroutine<'a>) -> Vec<Frame<'a>> {
        // Kept without the room that was left for more.
        let mut frames = std::mem::take(&mut goroutine.frames);
        goroutine.frames.reserve_exact(frames.len());
        goroutine.frames.append(&mut frames);
        goroutine.labels.shrink_to_fit();
        open.push(goroutine);
        frames
    }

    fn close(&mut self, crash: Crash<'a>, open: Self::Open) {
        self.crashes.push(Crash { goroutines: open, ..crash });
    }
}

/// Keeps everything, and groups it too.
#[derive(Default)]
pub(crate) struct Both<'a> {
    pub(crate) crashes: Crashes<'a>,
    pub(crate) grouper: Grouper,
}

impl<'a> Collector<'a> for Both<'a> {
    type Open = (Vec<Goroutine<'a>>, Drafts);

    fn add(&mut self, (kept, drafts): &mut Self::Open, goroutine: Goroutine<'a>) -> Vec<Frame<'a>> {
        self.grouper.note(drafts, &goroutine);
        self.crashes.add(kept, goroutine)
    }

    fn close(&mut self, crash: Crash<'a>, (kept, drafts): Self::Open) {
        self.grouper.end(&crash, &drafts);
        self.crashes.close(crash, kept);
    }
}
