//! A folder of samples: each file of `valid` reads without a problem and comes back as it was; what is said of each
//! file of `broken` stands beside it, in both languages. `UPDATE_EXPECT=1 cargo test -p fupan-record` writes that anew.

#![expect(clippy::unwrap_used, reason = "a test ends where an expectation is wrong")]

use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use fupan_locale::Language;
use fupan_record::{
    Problem, Read, Severity, read_annotations, read_glossary, read_pattern, read_postmortem,
    write_annotation, write_glossary, write_pattern, write_postmortem,
};

/// The samples of a folder, each with the name of its kind.
fn samples(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(folder);
    let mut samples: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.to_owned();
            let kind = name.split('.').nth(1)?.to_owned();
            (!name.ends_with(".txt")).then_some((path, kind))
        })
        .collect();
    samples.sort();
    samples
}

/// Where a sample is taken to lie: the names of file and folder are part of what is checked.
fn place_of(kind: &str) -> &'static Path {
    Path::new(match kind {
        "postmortem" => "RPL-2024-0001/postmortem.md",
        "pattern" => "mem.sample.md",
        "glossary" => "glossary/sample.yaml",
        _ => "RPL-2024-0001/annotations.jsonl",
    })
}

fn problems_of(kind: &str, bytes: &[u8]) -> Vec<Problem> {
    let place = place_of(kind);
    match kind {
        "postmortem" => read_postmortem(place, bytes).problems,
        "pattern" => read_pattern(place, bytes).problems,
        "glossary" => read_glossary(place, bytes).problems,
        _ => read_annotations(place, bytes).problems,
    }
}

fn comes_back<T: Debug + PartialEq>(
    place: &Path,
    bytes: &[u8],
    read: fn(&Path, &[u8]) -> Read<T>,
    write: impl Fn(&T) -> String,
) {
    let value = read(place, bytes).value.unwrap();
    let written = write(&value);
    let again = read(place, written.as_bytes()).value.unwrap();
    assert_eq!(again, value);
    assert_eq!(write(&again), written);
}

#[test]
fn valid_samples_have_no_problem_and_come_back() {
    let samples = samples("valid");
    assert!(samples.len() > 8);
    for (path, kind) in samples {
        let bytes = fs::read(&path).unwrap();
        let full = path.ends_with("full.postmortem.md");
        // The full sample names other files and an id of its own.
        let problems = if full { Vec::new() } else { problems_of(&kind, &bytes) };
        assert_eq!(problems, [], "{}", path.display());
        let place = place_of(&kind);
        match kind.as_str() {
            "postmortem" => comes_back(place, &bytes, read_postmortem, write_postmortem),
            "pattern" => comes_back(place, &bytes, read_pattern, write_pattern),
            "glossary" => comes_back(place, &bytes, read_glossary, |groups| write_glossary(groups)),
            _ => {
                comes_back(place, &bytes, read_annotations, |all| all.iter().map(write_annotation).collect());
            }
        }
    }
}

#[test]
fn what_is_wrong_with_broken_samples_is_said_at_its_line_in_both_languages() {
    let samples = samples("broken");
    assert!(samples.len() > 40);
    for (path, kind) in samples {
        let problems = problems_of(&kind, &fs::read(&path).unwrap());
        assert!(!problems.is_empty(), "{}", path.display());
        let said = |language| -> String {
            let line = |problem: &Problem| {
                let severity = match problem.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                };
                format!("{severity} {}\n", problem.render(language).trim_end())
            };
            problems.iter().map(line).collect()
        };
        let both = format!("{}\n{}", said(Language::En), said(Language::Zh));
        expect_file![path.with_extension("txt")].assert_eq(&both);
    }
}
