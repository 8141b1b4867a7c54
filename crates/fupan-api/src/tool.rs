//! What catches a pattern, in words.

use fupan_locale::{Language, WordLabel};
use fupan_model::CatchingTool;

/// The name of a tool, or way of working, that finds defects.
#[must_use]
pub fn tool_name(tool: CatchingTool, language: Language) -> String {
    let label = match tool {
        // Names of programs are the same in both languages.
        CatchingTool::Vet => return "go vet".to_owned(),
        CatchingTool::Staticcheck => return "staticcheck".to_owned(),
        CatchingTool::GolangciLint => return "golangci-lint".to_owned(),
        CatchingTool::Govulncheck => return "govulncheck".to_owned(),
        CatchingTool::Gctrace => return "GODEBUG=gctrace=1".to_owned(),
        CatchingTool::Compiler => WordLabel::Compiler,
        CatchingTool::CodeReview => WordLabel::Reader,
        CatchingTool::Test => WordLabel::Tests,
        CatchingTool::Fuzzing => WordLabel::Fuzzing,
        CatchingTool::RaceDetector => WordLabel::RaceDetector,
        CatchingTool::Runtime => WordLabel::Runtime,
        CatchingTool::GoroutineProfile => WordLabel::GoroutineProfile,
        CatchingTool::GoroutineleakProfile => WordLabel::GoroutineleakProfile,
        CatchingTool::HeapProfile => WordLabel::HeapProfile,
        CatchingTool::AllocsProfile => WordLabel::AllocsProfile,
        CatchingTool::CpuProfile => WordLabel::CpuProfile,
        CatchingTool::MutexProfile => WordLabel::MutexProfile,
        CatchingTool::BlockProfile => WordLabel::BlockProfile,
        CatchingTool::ThreadcreateProfile => WordLabel::ThreadcreateProfile,
        CatchingTool::ExecutionTrace => WordLabel::ExecutionTrace,
        CatchingTool::Metrics => WordLabel::Metrics,
        CatchingTool::Logs => WordLabel::Logs,
        CatchingTool::OperatingSystem => WordLabel::OperatingSystem,
        CatchingTool::Database => WordLabel::Database,
    };
    label.render(language)
}
