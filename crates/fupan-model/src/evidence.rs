//! Files and stacks that show what happened, and the program that shows it again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{DeployId, Moment, RequestId, TraceId};

/// What an evidence file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// Output of a Go program that panicked.
    Panic,
    /// A dump of goroutines (SIGQUIT, `debug=2`).
    GoroutineDump,
    /// Output of the race detector.
    RaceReport,
    /// Spans of a request.
    HttpTrace,
    /// Slow query log of a database.
    SlowQuery,
    /// A heap profile.
    HeapProfile,
    /// `runtime.MemStats`.
    Memstats,
    /// Lines of `GODEBUG=gctrace=1`.
    GcTrace,
    /// A thread dump of a JVM.
    Jstack,
    /// Log lines.
    Log,
    /// A fragment of configuration.
    Config,
    /// Anything else.
    Other,
}

/// One file in the incident's `evidence/` folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Where it lies, from the incident's folder: `evidence/panic.txt`.
    pub path: String,
    /// What it holds.
    pub kind: EvidenceKind,
    /// Its media type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Its size in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// When it was captured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captured_at: Option<Moment>,
    /// Whether secrets or personal data were removed from it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub redacted: bool,
    /// The request it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<RequestId>,
    /// The trace it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<TraceId>,
    /// The deployment it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deploy_id: Option<DeployId>,
    /// How it was made, where a program of ours printed it; none where a source published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reproduced: Option<Reproduction>,
}

/// The program of ours that made a file of evidence by failing in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reproduction {
    /// The folder of the program, from the incident's folder: `program`.
    pub program: String,
    /// The Go release it was run with; none for a program in another language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go: Option<String>,
    /// Whether it was built with the race detector.
    #[serde(default, skip_serializing_if = "is_false")]
    pub race: bool,
    /// A regular expression, in multi-line mode, that the file and the output of every other run match.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if passes a reference")]
pub(crate) fn is_false(value: &bool) -> bool {
    !*value
}

/// How the frames of a [`PublishedStack`] are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StackBasis {
    /// They stand in a stack or race report that was published.
    PublishedStack,
    /// They stand in a published profile or a summary of a dump.
    ProfileOrSummary,
    /// A program of ours failed in this way.
    Reproduced,
}

/// The frames of one goroutine as the public source shows them: names only, often only the top of the stack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedStack {
    /// The error line above it, where one was published: `fatal error: concurrent map writes`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Function symbols, the innermost call first.
    pub frames: Vec<String>,
    /// How the frames are known.
    pub basis: StackBasis,
}

/// What `verify.go` must show before or after the fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerificationOutcome {
    /// A test fails.
    Fail,
    /// The test does not end.
    Hang,
    /// Goroutines or memory stay behind.
    Leak,
    /// Every test passes.
    Pass,
}

/// The program that shows the failure, and that it is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Verification {
    /// Where it lies, from the incident's folder: `verify.go`.
    pub path: String,
    /// Go versions it runs with, as `go.mod` writes them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go: Option<String>,
    /// Whether it runs under the race detector.
    #[serde(default, skip_serializing_if = "is_false")]
    pub race: bool,
    /// What it shows with the defect in place.
    pub expect_before: VerificationOutcome,
    /// What it shows once fixed.
    pub expect_after: VerificationOutcome,
    /// Seconds after which a run counts as hanging.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_s: Option<u32>,
}
