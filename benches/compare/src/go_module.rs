//! Builds the Go module with the contenders that are Go libraries.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The program, or why there is none.
pub(crate) fn build(folder: &Path) -> Result<PathBuf, String> {
    let program = folder.join("contender");
    #[expect(clippy::disallowed_methods, reason = "whole processes are what is measured")]
    let mut go = Command::new("go");
    go.args(["build", "-trimpath", "-o"]).arg(&program).arg(".");
    go.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("go"));
    match go.status() {
        Ok(status) if status.success() => Ok(program),
        Ok(status) => Err(format!("go build: {status}")),
        Err(error) => Err(format!("go cannot be run: {error}")),
    }
}
