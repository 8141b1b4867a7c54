//! The accesses of races, two and two, each with the start of its goroutine.

use fupan_stack::{Access, Crash, CrashKind, Goroutine, Section};

use super::Lines;
use super::frame::{AttributedFrame, frames_of};
use super::role;
use crate::Reading;

/// A data race.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributedRace {
    /// The access that was reported first, then the one before it.
    pub sides: Vec<RaceSide>,
    /// How often it is in the input.
    pub count: u32,
    /// The line of its first report, from 1.
    pub line: u32,
}

/// An access of a race.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RaceSide {
    /// What sort of access it is.
    pub access: Access,
    /// The goroutine that made it; none of the main goroutine.
    pub goroutine: Option<u64>,
    /// The calls, the innermost first.
    pub frames: Vec<AttributedFrame>,
    /// Where its goroutine was started, the innermost call first; empty where the report does not say.
    pub created: Vec<AttributedFrame>,
}

impl RaceSide {
    /// The call that accesses.
    #[must_use]
    pub fn acting(&self) -> Option<&AttributedFrame> {
        self.frames.iter().find(|frame| frame.role.is_some())
    }

    /// The first call of the program's own.
    #[must_use]
    pub fn own(&self) -> Option<&AttributedFrame> {
        self.frames.iter().find(|frame| frame.is_own)
    }
}

/// The races of an input, each once.
pub(super) fn races(reading: &Reading<'_>, lines: &Lines) -> Vec<AttributedRace> {
    let mut races: Vec<AttributedRace> = Vec::new();
    let reports = reading.parsed.crashes.iter().filter(|crash| crash.kind == CrashKind::DataRace);
    for report in reports {
        let accesses = report.goroutines.iter().filter_map(|it| Some((access_of(it)?, it)));
        let sides: Vec<RaceSide> = accesses.map(|(access, it)| side(access, it, report)).collect();
        if sides.is_empty() {
            continue;
        }
        let next = AttributedRace { sides, count: 1, line: lines.at(report.span.start) };
        match races.iter_mut().find(|known| is_same(known, &next)) {
            Some(known) => known.count = known.count.saturating_add(1),
            None => races.push(next),
        }
    }
    races
}

fn access_of(goroutine: &Goroutine<'_>) -> Option<Access> {
    match goroutine.section {
        Section::Access(access) => Some(access),
        _ => None,
    }
}

fn side(access: Access, goroutine: &Goroutine<'_>, report: &Crash<'_>) -> RaceSide {
    let mut frames = frames_of(&goroutine.frames, goroutine.section);
    role::assign(&mut frames, goroutine, report);
    let creation =
        goroutine.created_by.as_ref().map(|it| vec![AttributedFrame::of(&it.frame, goroutine.section)]);
    let ancestor = goroutine.ancestors.first().map(|it| frames_of(&it.frames, goroutine.section));
    RaceSide { access, goroutine: goroutine.id, frames, created: ancestor.or(creation).unwrap_or_default() }
}

/// Which of two accesses is reported first is chance.
fn is_same(one: &AttributedRace, two: &AttributedRace) -> bool {
    let mut sides = [places(one), places(two)];
    sides.iter_mut().for_each(|sides| sides.sort());
    let [one, two] = sides;
    one == two
}

/// Whether it writes, in which function, at which line.
type Place<'a> = (bool, Option<(&'a str, Option<u32>)>);

fn places(race: &AttributedRace) -> Vec<Place<'_>> {
    race.sides.iter().map(place).collect()
}

fn place(side: &RaceSide) -> Place<'_> {
    (side.access.is_write, side.acting().map(|frame| (frame.symbol.as_str(), frame.line)))
}
