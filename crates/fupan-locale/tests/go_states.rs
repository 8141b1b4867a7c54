//! Every state that the installed release of Go can print has words.
//!
//! The run-time's own tables are read from its source: `waitReasonStrings` and `gStatusStrings`. Where Go is not
//! installed the test says so and passes, unless `CI=true` asks for it.

use std::path::{Path, PathBuf};

use fupan_locale::{Language, StateMessage};

#[test]
fn each_state_of_the_installed_go_has_words() {
    let Some(runtime) = runtime_sources() else {
        assert!(!is_checked_for_all(), "Go is not installed, and CI=true needs it");
        eprintln!("SKIPPED: Go is not installed, so its states were not compared with ours");
        return;
    };
    let mut states = table(&runtime.join("runtime2.go"), "var waitReasonStrings = ").unwrap();
    states.extend(table(&runtime.join("traceback.go"), "var gStatusStrings = ").unwrap());
    assert!(states.len() > 40, "the tables have moved: {states:?}");
    let unknown: Vec<_> = states.iter().filter(|state| StateMessage::of(state).is_none()).collect();
    assert!(unknown.is_empty(), "without words: {unknown:?}");
}

#[test]
fn words_of_a_state_fit_beside_it() {
    for state in ["chan receive", "sync.RWMutex.RLock", "GC assist wait", "BLOCKED", "select (durable)"] {
        let words = StateMessage::of(state).unwrap();
        for language in [Language::Zh, Language::En] {
            let text = words.render(language);
            assert!(!text.contains('\n') && text.chars().count() < 80, "{state}: {text}");
        }
    }
}

/// The texts of a table of the run-time: `waitReasonIOWait: "IO wait",`.
fn table(file: &Path, head: &str) -> Option<Vec<String>> {
    let source = std::fs::read_to_string(file).ok()?;
    let (_, body) = source.split_once(head)?;
    let lines = body.lines().skip(1).take_while(|line| *line != "}");
    let text = |line: &str| Some(line.split_once('"')?.1.split_once('"')?.0.to_owned());
    Some(lines.filter_map(text).filter(|text| !text.is_empty()).collect())
}

/// The folder of the run-time's source, found through the `go` of the search path.
fn runtime_sources() -> Option<PathBuf> {
    let path = environment("PATH")?;
    let tools = std::env::split_paths(&path).map(|folder| folder.join("go"));
    let roots = tools.filter_map(|tool| Some(tool.canonicalize().ok()?.parent()?.parent()?.to_path_buf()));
    roots.map(|root| root.join("src/runtime")).find(|runtime| runtime.join("runtime2.go").is_file())
}

fn is_checked_for_all() -> bool {
    environment("CI").as_deref() == Some("true")
}

#[expect(clippy::disallowed_methods, reason = "a test finds out what the machine has")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
