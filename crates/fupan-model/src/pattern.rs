//! A root-cause pattern: one way in which Go services fail, with what shows it, what catches it and what to do.
//!
//! Patterns form a tree by their `parent`. A leaf names one cause; the node above it a family of causes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::is_false;
use crate::{Localized, PatternId, PostmortemId};

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
    /// What finds it, the earliest first. Where no linter stands among them, none finds the wrong snippet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caught_by: Vec<Catch>,
    /// What to look at first with production down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_check: Option<Localized>,
    /// The rule that avoids it, in one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guideline: Option<Localized>,
    /// The Go versions it exists in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go: Option<GoRange>,
    /// What the wrong and the right snippet beside the pattern's file show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snippets: Option<Snippets>,
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
    pub unused_reason: Option<Localized>,
    /// Where its statements come from; none for a family that says nothing but its name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<PatternSource>,
    /// What follows the front matter, verbatim.
    #[serde(skip)]
    #[schemars(skip)]
    pub body: String,
    /// The snippets themselves, where they were read.
    #[serde(skip)]
    #[schemars(skip)]
    pub code: Option<Box<PatternCode>>,
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
    pub rule: Option<Localized>,
    /// How much it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<SignalStrength>,
    /// Other patterns beside which it may rightly show, with `*` for all below; `none` for no pattern at all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<String>,
    /// What a reader should know of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Localized>,
}

// `share` is read from decimal text and never NaN: record refuses anything outside 0–1.
impl Eq for Signal {}

/// What finds a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Catch {
    /// The tool.
    pub tool: CatchingTool,
    /// Which of its checks: `SA1015`, `lostcancel`, `gosec G112`. A linter's check finds the wrong snippet as it
    /// stands, and nothing in the right one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
    /// Settings of the linter that must be `true` for it to find the wrong snippet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settings: Vec<String>,
    /// What forbidigo must forbid to find the wrong snippet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbid: Vec<ForbiddenCall>,
    /// What it does not see, or when it sees it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<Localized>,
}

/// Something that code may not use, as forbidigo takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForbiddenCall {
    /// A regular expression for its qualified name: `^runtime\.GC$`.
    pub pattern: String,
    /// Why, and what to do instead.
    pub message: Localized,
}

/// A tool, or a way of working, that finds defects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CatchingTool {
    /// The Go compiler.
    Compiler,
    /// `go vet` with the analyzers it runs by default.
    Vet,
    /// staticcheck.
    Staticcheck,
    /// A linter that golangci-lint runs, other than those two.
    GolangciLint,
    /// govulncheck.
    Govulncheck,
    /// A reader of the code.
    CodeReview,
    /// A test that was written for it.
    Test,
    /// A fuzz test.
    Fuzzing,
    /// The race detector.
    RaceDetector,
    /// The runtime itself, which ends the program or prints a message.
    Runtime,
    /// The goroutine profile or dump.
    GoroutineProfile,
    /// The goroutineleak profile of Go 1.27.
    GoroutineleakProfile,
    /// The heap profile.
    HeapProfile,
    /// The allocs profile.
    AllocsProfile,
    /// The CPU profile.
    CpuProfile,
    /// The mutex profile.
    MutexProfile,
    /// The block profile.
    BlockProfile,
    /// The threadcreate profile.
    ThreadcreateProfile,
    /// The execution trace.
    ExecutionTrace,
    /// `GODEBUG=gctrace=1`.
    Gctrace,
    /// Metrics over time.
    Metrics,
    /// Logs.
    Logs,
    /// Tools of the operating system.
    OperatingSystem,
    /// The database's own view.
    Database,
}

impl CatchingTool {
    /// Whether it reads code and runs nothing, so that a check of it can be tried on a snippet.
    #[must_use]
    pub fn is_linter(self) -> bool {
        matches!(self, Self::Vet | Self::Staticcheck | Self::GolangciLint)
    }
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
    pub note: Option<Localized>,
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

/// What the two snippets of a pattern show when they are run.
///
/// The code lies beside the pattern's file, in the folder of the pattern's id: `wrong.go` (built with the tag `wrong`),
/// `right.go` (built without), `drive.go` with the `main` that runs either, and `output.txt`, what the wrong one
/// printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Snippets {
    /// A regular expression, in multi-line mode, that the output of the wrong one matches and that of the right one
    /// does not.
    pub shows: String,
    /// Whether both are built with the race detector.
    #[serde(default, skip_serializing_if = "is_false")]
    pub race: bool,
    /// How to read the output, and what the right one does otherwise.
    pub reading: Localized,
}

/// The files beside a pattern's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatternCode {
    /// `wrong.go`: Go code that has the defect.
    pub wrong: String,
    /// `right.go`: the same code without it.
    pub right: String,
    /// `output.txt`: what the wrong one printed.
    pub output: String,
}

/// Where statements of a pattern come from: a document, an incident of the corpus or a measurement of ours.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PatternSource {
    /// What a document is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The incident that shows it: the id of a postmortem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<PostmortemId>,
    /// What the snippets were run with: `Go 1.26.8`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<String>,
    /// The statements that rest on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supports: Vec<PatternStatement>,
}

/// A field of a pattern that states something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PatternStatement {
    /// What it is.
    Explanation,
    /// What hints at it.
    Signals,
    /// What can show it.
    ShownBy,
    /// What finds it.
    CaughtBy,
    /// What to look at first.
    FirstCheck,
    /// How to avoid it.
    Guideline,
    /// The Go versions it exists in.
    Go,
    /// What the code beside it shows.
    Snippets,
    /// Whether `recover` stops it.
    Recoverable,
}
