//! The golangci-lint configuration of the report of guidelines: golangci-lint takes it, finds with it the wrong code of
//! every rule that it is said to enforce, and nothing of the kind in the right code.
//!
//! Without Go, or without golangci-lint, the test says so and passes, unless CI is true.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test ends where an expectation is wrong"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fupan_model::{Catch, CatchingTool, Pattern, VersionBasis};
use fupan_record::{FileKind, list_corpus, read_pattern};
use fupan_tests::{Place, copy_folder, go, incident, shipped_corpus};
use serde_json::Value;

/// The patterns that a linter finds.
fn patterns() -> Vec<Pattern> {
    let files = list_corpus(&shipped_corpus()).unwrap().files;
    let files = files.into_iter().filter(|file| file.kind == FileKind::Pattern);
    let patterns =
        files.filter_map(|file| read_pattern(&file.path, &std::fs::read(&file.path).unwrap()).value);
    patterns.filter(|pattern| pattern.caught_by.iter().any(|catch| catch.tool.is_linter())).collect()
}

/// The patterns of the repository, with one incident of each, so that every rule is called for.
fn place(patterns: &[Pattern]) -> Place {
    let place = Place::empty();
    copy_folder(&shipped_corpus().join("patterns"), &place.corpus().join("patterns"));
    for (pattern, number) in patterns.iter().zip(1..) {
        let id = format!("RPL-2025-{number:04}");
        let text = incident(&id, &format!("It showed {}", pattern.id), pattern.id.as_str(), "");
        place.write(&format!("incidents/{id}/postmortem.md"), text);
    }
    place
}

#[test]
fn it_finds_the_wrong_code_of_its_rules_and_not_the_right_one() {
    if !go::found("go") || !go::found("golangci-lint") {
        return;
    }
    let patterns = patterns();
    let place = place(&patterns);
    let command = ["report", "guidelines", "--format", "golangci", "--as-of", "2026-01-01"];
    let configuration = place.run(&command).with_code(0).stdout;
    // What only an older language has is found only in it.
    let older = configuration.replacen("\nlinters:", "\nrun:\n  go: \"1.21\"\n\nlinters:", 1);
    let mut amiss = Vec::new();
    for (configuration, is_older) in [(configuration, false), (older, true)] {
        let file = place.path().join(format!("golangci-{is_older}.yml"));
        std::fs::write(&file, configuration).unwrap();
        let wrong = findings(&place, &file, &["--build-tags", "wrong"], "wrong.go");
        let right = findings(&place, &file, &[], "right.go");
        for pattern in patterns.iter().filter(|pattern| needs_older_language(pattern) == is_older) {
            let id = pattern.id.to_string();
            let finds =
                |findings: &Findings, claim: &str| findings.get(&id).is_some_and(|it| it.contains(claim));
            for claim in pattern.caught_by.iter().filter_map(claim) {
                if !finds(&wrong, &claim) {
                    amiss.push(format!("{id}: {claim} does not find the wrong code"));
                }
                if finds(&right, &claim) {
                    amiss.push(format!("{id}: {claim} finds the right code too"));
                }
            }
        }
    }
    assert!(amiss.is_empty(), "{} amiss:\n{}", amiss.len(), amiss.join("\n"));
}

fn needs_older_language(pattern: &Pattern) -> bool {
    pattern.go.as_ref().is_some_and(|go| go.range != "all" && go.by == Some(VersionBasis::GoMod))
}

/// What a pattern says of a linter, in the words of golangci-lint: `govet lostcancel`, `gosec G112`, `noctx`.
fn claim(catch: &Catch) -> Option<String> {
    let check = catch.check.as_deref()?;
    match catch.tool {
        CatchingTool::Vet => Some(format!("govet {check}")),
        CatchingTool::Staticcheck => Some(format!("staticcheck {check}")),
        CatchingTool::GolangciLint => Some(check.to_owned()),
        _ => None,
    }
}

/// Findings by pattern.
type Findings = BTreeMap<String, BTreeSet<String>>;

fn findings(place: &Place, configuration: &Path, flags: &[&str], name: &str) -> Findings {
    let run = go::command("golangci-lint")
        .current_dir(place.corpus().join("patterns"))
        .args(["run", "--output.json.path", "stdout", "--show-stats=false", "--issues-exit-code=0"])
        .args(["--uniq-by-line=false", "--config"])
        .arg(configuration)
        .args(flags)
        .arg("./...")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let report: Value =
        serde_json::Deserializer::from_slice(&run.stdout).into_iter().next().unwrap().unwrap();
    let mut findings = Findings::new();
    for issue in report["Issues"].as_array().into_iter().flatten() {
        let path = Path::new(issue["Pos"]["Filename"].as_str().unwrap());
        if !path.ends_with(name) {
            continue;
        }
        let id = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        let (linter, text) = (issue["FromLinter"].as_str().unwrap(), issue["Text"].as_str().unwrap());
        let check = text.split_once(':').map_or("", |(check, _)| check);
        let finding = match linter {
            "govet" | "staticcheck" | "gosec" | "gocritic" => format!("{linter} {check}"),
            _ => linter.to_owned(),
        };
        findings.entry(id).or_default().insert(finding);
    }
    findings
}
