//! The shipped corpus is what this crate says a corpus is: no problems, canonical, valid by its own schemas.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fupan_record::{
    CorpusFile, FileKind, MentionKind, Problem, Read, RecordFile, check_corpus, list_corpus,
    read_annotations, read_glossary, read_pattern, read_postmortem, schemas, write_annotation,
    write_glossary, write_pattern, write_postmortem,
};
use serde_json::Value;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus")
}

/// One reading of one file, whatever its kind.
struct Reading {
    path: PathBuf,
    text: String,
    written: Option<String>,
    problems: Vec<Problem>,
    file: RecordFile,
}

fn reading<T>(path: &Path, read: fn(&Path, &[u8]) -> Read<T>, write: fn(&T) -> String) -> Reading {
    let text = fs::read_to_string(path).unwrap();
    let Read { value, problems, mentions } = read(path, text.as_bytes());
    let file = RecordFile { path: path.to_owned(), mentions };
    Reading { path: path.to_owned(), text, written: value.as_ref().map(write), problems, file }
}

fn readings() -> Vec<Reading> {
    let files = list_corpus(&corpus()).unwrap();
    assert_eq!(files.problems, []);
    assert!(!files.files.is_empty());
    let readings = files.files.iter().map(|CorpusFile { path, kind, .. }| match kind {
        FileKind::Postmortem => reading(path, read_postmortem, write_postmortem),
        FileKind::Pattern => reading(path, read_pattern, write_pattern),
        FileKind::Annotations => {
            reading(path, read_annotations, |annotations| annotations.iter().map(write_annotation).collect())
        }
        FileKind::Glossary => reading(path, read_glossary, |groups| write_glossary(groups)),
    });
    readings.collect()
}

#[test]
fn has_no_problems_within_or_between_files() {
    let readings = readings();
    let mut problems: Vec<Problem> = readings.iter().flat_map(|reading| reading.problems.clone()).collect();
    let files: Vec<RecordFile> = readings.into_iter().map(|reading| reading.file).collect();
    problems.extend(check_corpus(&files));
    let rendered: String =
        problems.iter().map(|problem| problem.render(fupan_locale::Language::En)).collect();
    assert_eq!(rendered, "");
}

/// Elsewhere a pattern may name incidents of the corpus that it was copied from.
#[test]
fn has_the_exemplars_of_its_patterns() {
    let files: Vec<RecordFile> = readings().into_iter().map(|reading| reading.file).collect();
    let of_kind = |kind: MentionKind| -> BTreeSet<&str> {
        let mentions = files.iter().flat_map(|file| &file.mentions);
        mentions.filter(|mention| mention.kind == kind).map(|mention| mention.name.as_str()).collect()
    };
    let (incidents, exemplars) = (of_kind(MentionKind::Postmortem), of_kind(MentionKind::Exemplar));
    assert!(!exemplars.is_empty());
    assert_eq!(exemplars.difference(&incidents).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn is_written_as_it_is_read() {
    for reading in readings() {
        assert_eq!(reading.written.as_deref(), Some(reading.text.as_str()), "{}", reading.path.display());
    }
}

/// Words that stand in most questions tell nothing: as terms of their own they would ask for everything.
const TOO_GENERAL: [&str; 14] = [
    "timeout", "超时", "slow", "慢", "error", "错误", "报错", "panic", "bug", "fatal", "failed", "失败",
    "issue", "问题",
];

#[test]
fn has_a_glossary_whose_terms_tell_something() {
    let mut groups = Vec::new();
    for CorpusFile { path, kind, .. } in list_corpus(&corpus()).unwrap().files {
        if kind == FileKind::Glossary {
            groups.extend(read_glossary(&path, &fs::read(&path).unwrap()).value.unwrap());
        }
    }
    assert!(groups.len() >= 250, "{} groups", groups.len());
    let general =
        groups.iter().flat_map(|group| group.terms().map(move |(_, term)| (group.id.as_str(), term)));
    let general: Vec<_> =
        general.filter(|(_, term)| TOO_GENERAL.contains(&term.to_lowercase().as_str())).collect();
    assert_eq!(general, []);
}

/// Another YAML reader and another validator come to the same judgement.
#[test]
fn is_valid_by_its_schemas() {
    let validator = |name: &str| {
        let (_, schema) = schemas().into_iter().find(|(file, _)| *file == name).unwrap();
        jsonschema::validator_for(&schema).unwrap()
    };
    let (postmortem, pattern) = (validator("postmortem.schema.json"), validator("pattern.schema.json"));
    let glossary = validator("glossary.schema.json");
    for Reading { path, text, .. } in readings() {
        let is_glossary = path.extension().is_some_and(|end| end == "yaml");
        let yaml = if is_glossary { text.as_str() } else { text.split("---\n").nth(1).unwrap() };
        let value: Value = serde_saphyr::from_str(yaml).unwrap();
        let validator = match path.ends_with("postmortem.md") {
            true => &postmortem,
            false if is_glossary => &glossary,
            false => &pattern,
        };
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
    }
}
