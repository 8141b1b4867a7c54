//! A root-cause pattern: one way in which Go services fail, with what shows it, what catches it and what to do.
//!
//! Patterns form a tree by their `parent`. A leaf names one cause; the node above it a family of causes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Localized, PatternId};

/// One node of the tree of root causes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Its name in data.
    pub id: PatternId,
    /// Ids it had before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<PatternId>,
    /// Its name for a reader.
    pub name: Localized,
    /// The family it belongs to; none for the top of the tree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<PatternId>,
    /// How sure the pattern itself is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// What it is, in a few sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Localized>,
    /// Hints that it is at work; to be weighed, never verdicts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<Signal>,
    /// What can show it at all, best first: where `dump` is missing, no dump can.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shown_by: Vec<SignalPlace>,
    /// What finds it before or after it happens, or an entry that says that nothing does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caught_by: Vec<CatchingTool>,
    /// What to look at first with production down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_check: Option<Localized>,
    /// The rule that avoids it, in one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guideline: Option<Localized>,
    /// The Go versions it exists in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go: Option<GoRange>,
    /// Code that has the defect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrong: Option<Snippet>,
    /// The same code without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right: Option<Snippet>,
    /// Whether `recover` can stop the failure it ends in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recoverable: Option<bool>,
    /// Incidents that show it best: ids or aliases of postmortems.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exemplars: Vec<String>,
    /// The name of this cause in the GoKer collection of bug kernels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goker_subcategory: Option<String>,
    /// Why the corpus has no incident of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unused_reason: Option<String>,
    /// Where its statements come from; none for a family that says nothing but its name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// What follows the front matter, verbatim.
    #[serde(skip)]
    #[schemars(skip)]
    pub body: String,
}

/// How sure a pattern is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Reproduced with programs on several Go versions.
    Core,
    /// Comes from incidents of the corpus.
    Corpus,
    /// Comes from documentation or experience, and wants checking.
    Extended,
}

/// Where a signal counts, and what can show a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignalPlace {
    /// A person's words.
    Text,
    /// A line the program printed: panic, fatal error, a message of the runtime.
    Message,
    /// One goroutine of a dump.
    Dump,
    /// The two accesses of a race report.
    Race,
    /// A profile.
    Profile,
    /// A log line.
    Log,
    /// Source code.
    Code,
    /// Configuration.
    Config,
    /// Metrics over time.
    Metrics,
    /// An execution trace or the spans of a request.
    Trace,
}

/// How much a signal says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignalStrength {
    /// Counts only together with others.
    Weak,
    /// Usually this pattern.
    Strong,
    /// The runtime says so itself.
    Proof,
}

/// One hint that a pattern is at work. Which fields mean something depends on the place; all that are given must hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signal {
    /// Where it counts.
    #[serde(rename = "in")]
    pub place: SignalPlace,
    /// Phrases of which one occurs, in any case (text).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<String>,
    /// A regular expression that a line matches (message, log).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regex: Option<String>,
    /// A regular expression for the whole wait reason without its minutes (dump).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Each of these regular expressions matches some function of the goroutine or profile stack.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frame: Vec<String>,
    /// A regular expression for the first frame outside the runtime and `sync` (dump).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top: Option<String>,
    /// A regular expression for the function that started the goroutine (dump).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<String>,
    /// `same-receiver`: two methods of one receiver on the goroutine's own stack (dump).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// The state of another goroutine that shares a receiver (dump).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    /// None of these regular expressions matches a function (dump, race).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
    /// At least so many goroutines or lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
    /// They have one top frame in common (dump).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_top: Option<bool>,
    /// They have waited so many minutes (dump).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// It is the first goroutine printed (dump).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<bool>,
    /// Some line of the input matches this regular expression too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub and: Option<String>,
    /// No line of the input matches this regular expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless: Option<String>,
    /// A regular expression occurs in one of the two stacks (race).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub one: Vec<String>,
    /// One stack's top is a closure of the other's (race).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closure: Option<bool>,
    /// Both tops are methods of one receiver of the service (race).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receiver: Option<bool>,
    /// Both tops are methods of one type outside the module (race).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_type: Option<bool>,
    /// Kinds of profile (profile).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kind: Vec<String>,
    /// At least this part (0–1) of the profile's value lies in stacks with such a frame (profile).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// A sentence, where more than one goroutine, profile or the code is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// How much it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<SignalStrength>,
    /// Other patterns beside which it may rightly show, with `*` for all below; `none` for no pattern at all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<String>,
    /// What a reader should know of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

// `share` is read from decimal text and never NaN: record refuses anything outside 0–1.
impl Eq for Signal {}

/// A tool that finds the pattern, or an honest word that none does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct CatchingTool {
    /// The tool's name, with what is known of how well it finds the pattern.
    pub text: String,
}

/// The Go versions a pattern exists in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoRange {
    /// `all`, or a range such as `<1.22`.
    pub range: String,
    /// Which version counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<VersionBasis>,
    /// What a reader should know of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Which Go version decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum VersionBasis {
    /// The release that built the binary.
    #[serde(rename = "toolchain")]
    Toolchain,
    /// The `go` line of go.mod, together with GODEBUG.
    #[serde(rename = "go.mod")]
    GoMod,
}

/// A piece of Go code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Snippet {
    /// The code.
    pub code: String,
}
