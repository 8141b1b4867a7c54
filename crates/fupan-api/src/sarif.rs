//! What is wrong with a corpus as a SARIF log, which code review shows beside the lines.
//!
//! The shape is that of the standard, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0" (OASIS, 2020),
//! as far as a problem fills it; no schema of ours describes it again.

use fupan_engine::RecordProblem;
use fupan_locale::Language;
use serde::{Deserialize, Serialize};

use crate::index::severity_word;

/// A SARIF log with one run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SarifBody {
    #[serde(rename = "$schema")]
    schema: String,
    version: String,
    runs: Vec<Run>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    /// Columns count characters.
    column_kind: String,
    results: Vec<Finding>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Tool {
    driver: Driver,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Driver {
    name: String,
    version: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: String,
    level: String,
    message: Text,
    locations: Vec<Location>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Text {
    text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    /// None where the whole file is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<u32>,
}

impl SarifBody {
    /// The log of what a check found.
    #[must_use]
    pub fn of(problems: &[RecordProblem], language: Language) -> Self {
        let driver = Driver { name: "fupan".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() };
        let run = Run {
            tool: Tool { driver },
            column_kind: "unicodeCodePoints".to_owned(),
            results: problems.iter().map(|problem| Finding::of(problem, language)).collect(),
        };
        Self {
            schema: "https://json.schemastore.org/sarif-2.1.0.json".to_owned(),
            version: "2.1.0".to_owned(),
            runs: vec![run],
        }
    }
}

impl Finding {
    fn of(problem: &RecordProblem, language: Language) -> Self {
        let (line, column) = (problem.line, problem.column);
        let region =
            (line > 0).then(|| Region { start_line: line, start_column: (column > 0).then_some(column) });
        let artifact_location = ArtifactLocation { uri: uri_of(&problem.path) };
        let message = problem.message.render(language);
        Self {
            rule_id: problem.message.name().to_owned(),
            level: severity_word(problem.severity).to_owned(),
            message: Text {
                text: problem
                    .field
                    .as_ref()
                    .map_or_else(|| message.clone(), |field| format!("{field}: {message}")),
            },
            locations: vec![Location { physical_location: PhysicalLocation { artifact_location, region } }],
        }
    }
}

/// The path as a relative or absolute URI reference: what has a meaning in one is escaped.
fn uri_of(path: &std::path::Path) -> String {
    let mut uri = String::new();
    for byte in path.to_string_lossy().replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn paths_are_escaped() {
        assert_eq!(uri_of(Path::new("corpus/a b#c/复.md")), "corpus/a%20b%23c/%E5%A4%8D.md");
    }
}
