//! Every constant of the comparison.
//!
//! They were chosen on two sets: real traces of public trackers with their duplicates and look-alikes, and dumps of
//! programs that fail on purpose, their names blinded. Around these values the figures hardly move: the report beside the
//! program that measures them (`benches/calibration`) shows by how much.

/// How fast a call weighs less with its distance from the top: the power of its place.
pub(super) const DEPTH: f64 = 0.2;
/// How fast an aligned pair of calls loses with the difference of their places.
pub(super) const SHIFT: f64 = 0.1;
/// What a call of Go's or Java's own packages weighs, and one to `main.main`, which every program has.
pub(super) const COMMON_CALL: f64 = 0.3;
/// What a call of the run-time weighs, which counts only where a stack has no other.
pub(super) const RUNTIME_CALL: f64 = 0.1;
/// What more a pair of calls weighs whose file and line are the same too.
pub(super) const SAME_LINE: f64 = 0.2;
/// What is left of a pair whose files are the same but not the lines: another call, or another version of the code.
pub(super) const OTHER_LINE: f64 = 0.8;
/// What is left of a pair that agrees but for the folders of its package, or but for its package: code that moved.
pub(super) const MOVED: f64 = 0.8;
/// What calls below the end of the other stack weigh: traces are cut, and nothing contradicts them.
pub(super) const BEYOND_END: f64 = 0.25;
/// What the kind of a failure weighs, and the state of a goroutine that did not fail.
pub(super) const KIND: f64 = 0.4;
pub(super) const STATE: f64 = 0.2;
/// What the words of two messages weigh.
pub(super) const MESSAGE: f64 = 0.3;
/// The rarity of the words from which on a message weighs fully.
pub(super) const FULL_MESSAGE: f64 = 2.0;
/// Doubt that evidence must outweigh, so that two short stacks are never sure of each other.
pub(super) const DOUBT: f64 = 0.1;

/// Dumps that a corpus is taken to have beside its own: few dumps say little about how rare a call is.
pub(super) const UNSEEN_DUMPS: f64 = 50.0;

/// What a stack counts in its dump beside its calls.
pub(super) const ANY_STACK: f64 = 0.05;
/// How much of a common call counts for how much a stack tells.
pub(super) const COMMON_TELLS: f64 = 0.2;
/// How many times more the stack that failed counts.
pub(super) const FAILED: f64 = 2.0;

/// The odds of one bug are `exp(SLOPE * (likeness - EVEN))`: fitted by `benches/calibration`.
pub(super) const SLOPE: f64 = 4.4;
pub(super) const EVEN: f64 = 0.22;
/// What is left of the probability where only Go's own code is shared: it is in every program.
pub(super) const NOTHING_OWN: f64 = 0.5;
