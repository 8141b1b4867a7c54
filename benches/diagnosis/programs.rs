//! Labels of the corpus's own programs, by which no weight was set until half of them was looked at.
//!
//! Right are the patterns of an incident that are its root or showed it, and the pattern of a wrong snippet; where the output
//! ends in a panic of Go's own, so is the pattern of that panic, as in labels of dumps. Evidence whose
//! name begins with `fixed` is of the mended program and shows nothing. An output in which no stack, profile or race is found
//! tells of counters or lines; most of these cannot show a cause at all, so they stand apart.

use std::error::Error;
use std::path::Path;

use fupan_diagnosis::Rules;
use fupan_model::{EvidenceKind, Role};

use crate::label::{Answer, KEPT, Label};

/// Every output of a program of the corpus, with what is said of it.
pub(crate) fn answers(corpus: &Path, rules: &Rules) -> Result<Vec<Answer>, Box<dyn Error>> {
    let mut answers = Vec::new();
    for id in names(&corpus.join("incidents"))? {
        answers.extend(of_incident(&corpus.join("incidents").join(&id), &id, rules)?);
    }
    for id in names(&corpus.join("patterns"))? {
        let Ok(output) = std::fs::read(corpus.join("patterns").join(&id).join("output.txt")) else {
            continue;
        };
        let kind = if has_stacks(&output) { "snippet" } else { "snippet without stacks" };
        let patterns = with_panic(vec![id.clone()], &output);
        answers.push(answer(&format!("{id}/output.txt"), kind, &id, patterns, &output, rules));
    }
    Ok(answers)
}

fn names(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn of_incident(folder: &Path, id: &str, rules: &Rules) -> Result<Vec<Answer>, Box<dyn Error>> {
    let file = folder.join("postmortem.md");
    let Ok(text) = std::fs::read(&file) else { return Ok(Vec::new()) };
    let postmortem = fupan_record::read_postmortem(&file, &text).value.ok_or("a postmortem is damaged")?;
    let showed = postmortem.root_causes.iter().filter(|cause| cause.role != Role::Latent);
    let patterns: Vec<String> = showed.map(|cause| cause.pattern.to_string()).collect();
    let mut answers = Vec::new();
    for evidence in &postmortem.evidence {
        let Some(kind) = kind(evidence.kind) else { continue };
        let output = std::fs::read(folder.join(&evidence.path))?;
        let is_mended = evidence.path.contains("/fixed");
        let patterns = if is_mended { Vec::new() } else { with_panic(patterns.clone(), &output) };
        answers.push(answer(&format!("{id}/{}", evidence.path), kind, id, patterns, &output, rules));
    }
    Ok(answers)
}

/// The patterns of the panics that Go itself raises.
const PANICS: [(&str, &str); 7] = [
    ("assignment to entry in nil map", "panic.nil-map-write"),
    ("index out of range [", "panic.index-out-of-range"),
    ("interface conversion: ", "panic.type-assertion"),
    ("invalid memory address or nil pointer", "panic.nil-deref"),
    ("makeslice: len out of range", "panic.invalid-argument"),
    ("send on closed channel", "conc.chan.send-on-closed"),
    ("sync: negative WaitGroup counter", "conc.sync.wg-negative"),
];

fn with_panic(mut patterns: Vec<String>, output: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(output);
    let raised = |wanted: &str| {
        text.lines()
            .any(|line| line.contains(wanted) && (line.contains("panic: ") || line.contains("panic serving")))
    };
    patterns.extend(PANICS.iter().filter(|(text, _)| raised(text)).map(|(_, pattern)| (*pattern).to_owned()));
    patterns
}

/// What is read of the kinds of evidence.
fn kind(kind: EvidenceKind) -> Option<&'static str> {
    match kind {
        EvidenceKind::Panic => Some("panic"),
        EvidenceKind::GoroutineDump => Some("goroutine dump"),
        EvidenceKind::RaceReport => Some("race report"),
        EvidenceKind::HeapProfile => Some("heap profile"),
        EvidenceKind::GcTrace | EvidenceKind::Log => Some("log"),
        _ => None,
    }
}

fn has_stacks(output: &[u8]) -> bool {
    let parsed = fupan_stack::parse(output);
    parsed.goroutines().next().is_some()
}

fn answer(path: &str, kind: &str, id: &str, patterns: Vec<String>, output: &[u8], rules: &Rules) -> Answer {
    let half = if hash(id).is_multiple_of(2) { "seen" } else { KEPT };
    let label = Label {
        path: path.to_owned(),
        kind: kind.to_owned(),
        precision: half.to_owned(),
        patterns,
        group: id.to_owned(),
    };
    Answer { shown: rules.diagnose(output), label }
}

/// FNV-1a: which half a program is in must never change.
fn hash(id: &str) -> u64 {
    id.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
        >> 20
}
