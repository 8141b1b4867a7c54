//! What the corpus claims of Go code, tried with Go: wrong and right snippets differ as their pattern says, the linters
//! that are said to find the wrong one do and no other does, and programs that reproduce an incident still fail so.
//!
//! Without Go, or without golangci-lint, a test says so and passes, unless CI is true.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test ends where an expectation is wrong"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use fupan_model::{Pattern, Postmortem, Reproduction};
use fupan_record::{FileKind, list_corpus, read_pattern, read_postmortem};
use fupan_tests::{go, shipped_corpus};
use rayon::prelude::*;
use regex::{Regex, RegexBuilder};
use serde_json::Value;

/// How often a wrong program may run until it shows what it is to show: a race is a matter of chance.
const TRIES: usize = 5;
/// How often a right one may run until it ends well: a busy machine may keep it from being back in time.
const TRIES_OF_RIGHT: usize = 2;

/// The patterns with snippets.
fn patterns() -> Vec<Pattern> {
    let files = list_corpus(&shipped_corpus()).unwrap().files;
    let files = files.into_iter().filter(|file| file.kind == FileKind::Pattern);
    let patterns =
        files.filter_map(|file| read_pattern(&file.path, &std::fs::read(&file.path).unwrap()).value);
    patterns.filter(|pattern| pattern.snippets.is_some()).collect()
}

fn patterns_folder() -> PathBuf {
    shipped_corpus().join("patterns")
}

fn expression(text: &str) -> Regex {
    RegexBuilder::new(text).multi_line(true).build().unwrap()
}

/// Fails with everything that is amiss at once.
#[track_caller]
fn assert_none(amiss: &[String]) {
    assert!(amiss.is_empty(), "{} amiss:\n{}", amiss.len(), amiss.join("\n"));
}

#[test]
fn every_leaf_has_snippets() {
    let all = list_corpus(&shipped_corpus()).unwrap().files;
    let ids: BTreeSet<String> = all
        .iter()
        .filter(|file| file.kind == FileKind::Pattern)
        .map(|file| file.path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let shown: BTreeSet<String> = patterns().iter().map(|pattern| pattern.id.to_string()).collect();
    let is_family = |id: &str| ids.iter().any(|other| other.starts_with(&format!("{id}.")));
    let without: Vec<String> =
        ids.iter().filter(|id| !is_family(id) && !shown.contains(*id)).cloned().collect();
    assert_none(&without);
}

#[test]
fn code_is_formatted() {
    if !go::found("go") {
        return;
    }
    for module in ["patterns", "incidents"] {
        let listed = go::command("gofmt")
            .current_dir(shipped_corpus().join(module))
            .args(["-l", "."])
            .output()
            .unwrap();
        assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
        assert_eq!(String::from_utf8_lossy(&listed.stdout), "", "in {module}");
    }
}

/// The two variants of every snippet: the folder of the programs, and the flags they are built with.
const VARIANTS: [(&str, &[&str]); 2] = [("wrong", &["-tags", "wrong"]), ("right", &[])];

#[test]
fn wrong_snippets_show_what_right_ones_do_not() {
    if !go::found("go") {
        return;
    }
    let (patterns, programs) = (patterns(), tempfile::tempdir().unwrap());
    for (name, flags) in VARIANTS {
        for race in [false, true] {
            let packages: Vec<String> = patterns
                .iter()
                .filter(|pattern| pattern.snippets.as_ref().is_some_and(|snippets| snippets.race == race))
                .map(|pattern| format!("./{}", pattern.id))
                .collect();
            let flags = if race { [flags, &["-race"]].concat() } else { flags.to_vec() };
            go::build(&patterns_folder(), &programs.path().join(name), &flags, &packages);
        }
    }
    let amiss: Vec<String> = patterns
        .par_iter()
        .flat_map_iter(|pattern| {
            let shows = expression(&pattern.snippets.as_ref().unwrap().shows);
            let program = |name: &str| programs.path().join(name).join(pattern.id.as_str());
            [wrong_objection(&program("wrong"), &shows), right_objection(&program("right"), &shows)]
                .into_iter()
                .flatten()
                .map(|objection| format!("{}: {objection}", pattern.id))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_none(&amiss);
}

fn wrong_objection(program: &Path, shows: &Regex) -> Option<String> {
    let mut last = String::new();
    for _ in 0..TRIES {
        let run = go::run(program);
        if run.timed_out {
            return Some("the wrong one does not end".to_owned());
        }
        if shows.is_match(&run.output) {
            return None;
        }
        last = run.output;
    }
    Some(format!("the wrong one does not show {shows}:\n{last}"))
}

fn right_objection(program: &Path, shows: &Regex) -> Option<String> {
    let mut objection = None;
    for _ in 0..TRIES_OF_RIGHT {
        objection = Some(objection_to_right(program, shows)?);
    }
    objection
}

fn objection_to_right(program: &Path, shows: &Regex) -> Option<String> {
    let run = go::run(program);
    if run.timed_out {
        return Some("the right one does not end".to_owned());
    }
    if shows.is_match(&run.output) {
        return Some(format!("the right one shows {shows} too:\n{}", run.output));
    }
    (!run.succeeded).then(|| format!("the right one fails:\n{}", run.output))
}

/// Findings of linters in one file of each pattern: `vet copylocks`, `staticcheck SA1015`, `golangci-lint bodyclose`.
type Findings = BTreeMap<String, BTreeSet<String>>;

#[test]
fn linters_find_in_wrong_snippets_exactly_what_patterns_claim() {
    if !go::found("go") || !go::found("golangci-lint") {
        return;
    }
    let mut found = vet(&["-tags", "wrong"], "wrong.go");
    merge(&mut found, golangci(&["--build-tags", "wrong"], "wrong.go"));
    let mut noise = vet(&[], "right.go");
    merge(&mut noise, golangci(&[], "right.go"));
    let mut amiss = Vec::new();
    for pattern in patterns() {
        let id = pattern.id.to_string();
        let of = |findings: &Findings| findings.get(&id).cloned().unwrap_or_default();
        let found: BTreeSet<String> = of(&found).difference(&of(&noise)).cloned().collect();
        let linters = pattern.caught_by.iter().filter(|catch| catch.tool.is_linter());
        let claimed: BTreeSet<String> = linters
            .map(|catch| {
                let tool = serde_json::to_value(catch.tool).unwrap();
                format!("{} {}", tool.as_str().unwrap(), catch.check.as_deref().unwrap_or_default())
            })
            .collect();
        amiss.extend(claimed.difference(&found).map(|claim| format!("{id}: {claim} does not find it")));
        amiss
            .extend(found.difference(&claimed).map(|finding| format!("{id}: {finding} finds it, unclaimed")));
    }
    assert_none(&amiss);
}

fn merge(into: &mut Findings, from: Findings) {
    for (id, findings) in from {
        into.entry(id).or_default().extend(findings);
    }
}

/// The pattern of a file: `…/conc.leak.timeout/wrong.go`.
fn pattern_of(file: &str, name: &str) -> Option<String> {
    let folder = Path::new(file.strip_suffix(name)?.trim_end_matches(['/', '\\']));
    Some(folder.file_name()?.to_str()?.to_owned())
}

/// What `go vet` finds with the analyzers that it runs by default.
fn vet(flags: &[&str], name: &str) -> Findings {
    let run = go::command("go")
        .current_dir(patterns_folder())
        .args(["vet", "-json"])
        .args(flags)
        .arg("./...")
        .output();
    let output = run.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // One JSON object for each package, on the one stream or the other, with comments between them.
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text);
    let json: String =
        text.lines().filter(|line| !line.starts_with('#')).fold(String::new(), |mut all, line| {
            writeln!(all, "{line}").unwrap();
            all
        });
    let mut findings = Findings::new();
    for packages in serde_json::Deserializer::from_str(&json).into_iter::<Value>() {
        for analyzers in packages.unwrap().as_object().unwrap().values() {
            for (analyzer, found) in analyzers.as_object().unwrap() {
                for finding in found.as_array().into_iter().flatten() {
                    let place = finding["posn"].as_str().unwrap_or_default();
                    let file = place.rsplitn(3, ':').last().unwrap_or_default();
                    if let Some(id) = pattern_of(file, name) {
                        findings.entry(id).or_default().insert(format!("vet {analyzer}"));
                    }
                }
            }
        }
    }
    findings
}

/// What golangci-lint finds with `patterns/.golangci.yml`, its own `go vet` apart.
fn golangci(flags: &[&str], name: &str) -> Findings {
    let run = go::command("golangci-lint")
        .current_dir(patterns_folder())
        .args(["run", "--output.json.path", "stdout", "--show-stats=false", "--issues-exit-code=0"])
        .args(flags)
        .arg("./...")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let report: Value =
        serde_json::Deserializer::from_slice(&run.stdout).into_iter().next().unwrap().unwrap();
    let mut findings = Findings::new();
    for issue in report["Issues"].as_array().into_iter().flatten() {
        let Some(id) = pattern_of(issue["Pos"]["Filename"].as_str().unwrap(), name) else { continue };
        let (linter, text) = (issue["FromLinter"].as_str().unwrap(), issue["Text"].as_str().unwrap());
        let code = text.split_once(':').map_or("", |(code, _)| code);
        let finding = match linter {
            "govet" => continue,
            "staticcheck" => format!("staticcheck {code}"),
            // Linters of many checks, each of which has a name.
            "gosec" | "gocritic" => format!("golangci-lint {linter} {code}"),
            _ => format!("golangci-lint {linter}"),
        };
        findings.entry(id).or_default().insert(finding);
    }
    findings
}

/// Every program of an incident with what its output shows.
fn reproductions() -> Vec<(Postmortem, Reproduction)> {
    let files = list_corpus(&shipped_corpus()).unwrap().files;
    let files = files.into_iter().filter(|file| file.kind == FileKind::Postmortem);
    let postmortems =
        files.filter_map(|file| read_postmortem(&file.path, &std::fs::read(&file.path).unwrap()).value);
    postmortems
        .flat_map(|postmortem| {
            let reproduced: Vec<Reproduction> =
                postmortem.evidence.iter().filter_map(|evidence| evidence.reproduced.clone()).collect();
            let of_go = reproduced.into_iter().filter(|reproduced| reproduced.go.is_some());
            of_go.map(|reproduced| (postmortem.clone(), reproduced)).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn programs_of_incidents_still_fail_as_their_evidence_shows() {
    if !go::found("go") {
        return;
    }
    let mut programs: BTreeMap<(String, String, bool), Vec<Regex>> = BTreeMap::new();
    for (postmortem, reproduced) in reproductions() {
        let key = (postmortem.id.to_string(), reproduced.program, reproduced.race);
        programs.entry(key).or_default().extend(reproduced.shows.as_deref().map(expression));
    }
    // Some start a JVM as their neighbour.
    let needs_java = |id: &str, program: &str| {
        shipped_corpus().join("incidents").join(id).join(program).join("Main.java").exists()
    };
    if programs.keys().any(|(id, program, _)| needs_java(id, program)) && !go::found("javac") {
        programs.retain(|(id, program, _), _| !needs_java(id, program));
    }
    let out = tempfile::tempdir().unwrap();
    let amiss: Vec<String> = programs
        .par_iter()
        .filter_map(|((id, program, race), shows)| {
            let out = out.path().join(format!("{id}-{race}"));
            let flags: &[&str] = if *race { &["-race"] } else { &[] };
            go::build(&shipped_corpus().join("incidents"), &out, flags, &[format!("./{id}/{program}")]);
            let name = program.rsplit('/').next().unwrap();
            objection_to_program(&out.join(name), shows).map(|objection| format!("{id}: {objection}"))
        })
        .collect();
    assert_none(&amiss);
}

fn objection_to_program(program: &Path, shows: &[Regex]) -> Option<String> {
    if shows.is_empty() {
        return None;
    }
    let mut objection = None;
    for _ in 0..TRIES {
        let run = go::run(program);
        if run.timed_out {
            return Some("does not end".to_owned());
        }
        let missing = shows.iter().find(|shows| !shows.is_match(&run.output))?;
        objection = Some(format!("does not show {missing}:\n{}", run.output));
    }
    objection
}
