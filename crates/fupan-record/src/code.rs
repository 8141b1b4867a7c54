//! The code beside a pattern's file: what its snippets are, and whether their output shows what the pattern says.
//!
//! ```text
//! patterns/conc.leak.timeout.md
//! patterns/conc.leak.timeout/wrong.go    built with the tag `wrong`
//! patterns/conc.leak.timeout/right.go    built without
//! patterns/conc.leak.timeout/drive.go    the main function that runs either
//! patterns/conc.leak.timeout/output.txt  what the wrong one printed
//! ```
//!
//! Nothing is built or run here.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use fupan_locale::RecordMessage;
use fupan_model::{Pattern, PatternCode};
use regex::RegexBuilder;

use crate::problem::{Problem, quoted};

/// A file of code or output larger than this, in bytes, is none that a reader wants.
const LARGEST_FILE: u64 = 256 << 10;
/// Lines of an output that a reader sees at once.
const LINES_SHOWN: usize = 18;

/// The files that lie beside the file of a pattern with snippets, from the folder of that file.
#[must_use]
pub fn code_files(pattern: &Pattern) -> Vec<String> {
    let files = ["wrong.go", "right.go", "drive.go", "output.txt"];
    let files = files.iter().filter(|_| pattern.snippets.is_some());
    files.map(|file| format!("{}/{file}", pattern.id)).collect()
}

/// Reads the code beside the file of a pattern, which lies at `path`; none where the pattern says nothing of snippets.
#[must_use]
pub fn read_code(path: &Path, pattern: &Pattern) -> (Option<PatternCode>, Vec<Problem>) {
    let Some(snippets) = &pattern.snippets else { return (None, Vec::new()) };
    let mut problems = Vec::new();
    let folder = path.parent().unwrap_or(Path::new("")).join(pattern.id.as_str());
    let mut text = |name: &str| {
        let file = folder.join(name);
        text_of(&file).unwrap_or_else(|message| {
            problems.push(Problem::of_path(&file, message));
            String::new()
        })
    };
    let code = PatternCode { wrong: text("wrong.go"), right: text("right.go"), output: text("output.txt") };
    text("drive.go");
    if let Some(message) = objection_to_output(&snippets.shows, &code.output) {
        problems.push(Problem::of_path(&folder.join("output.txt"), message));
    }
    (Some(code), problems)
}

/// The part of a wrong snippet's output that shows the pattern: all of a short one, otherwise what begins with the
/// paragraph in which the pattern's expression first matches, with an ellipsis where something is left out.
#[must_use]
pub fn shown_part(pattern: &Pattern) -> Option<String> {
    let (snippets, code) = (pattern.snippets.as_ref()?, pattern.code.as_ref()?);
    let lines: Vec<&str> = code.output.trim_end().lines().collect();
    if lines.len() <= LINES_SHOWN {
        return Some(lines.join("\n"));
    }
    let at = multi_line(&snippets.shows)?.find(&code.output).map_or(0, |found| found.start());
    let line = code.output.get(..at).map_or(0, |before| before.matches('\n').count());
    let is_blank = |place: &usize| lines.get(*place).is_none_or(|line| line.trim().is_empty());
    let paragraph = (0..=line).rev().find(|place| is_blank(place)).map_or(0, |blank| blank + 1);
    // Of a paragraph that is itself too long, what stands around the line.
    let start = paragraph.max(line.saturating_sub(LINES_SHOWN / 2));
    let end = lines.len().min(start + LINES_SHOWN);
    let mut shown: Vec<&str> = lines.get(start..end)?.to_vec();
    while shown.last().is_some_and(|line| line.trim().is_empty()) {
        shown.pop();
    }
    if start > 0 {
        shown.insert(0, "…");
    }
    if end < lines.len() {
        shown.push("…");
    }
    Some(shown.join("\n"))
}

/// What is wrong with a text that is to match a regular expression; what is wrong with the expression is said elsewhere.
pub(crate) fn objection_to_output(shows: &str, output: &str) -> Option<RecordMessage> {
    let shown = multi_line(shows)?;
    (!shown.is_match(output)).then(|| RecordMessage::NotShown { expression: quoted(shows) })
}

/// A regular expression in multi-line mode; none where it is no regular expression.
pub(crate) fn multi_line(expression: &str) -> Option<regex::Regex> {
    RegexBuilder::new(expression).multi_line(true).size_limit(1 << 20).build().ok()
}

/// The text of a file, or why there is none. Carriage returns are left out, so that a checkout changes nothing.
pub(crate) fn text_of(file: &Path) -> Result<String, RecordMessage> {
    let unreadable = |error: std::io::Error| RecordMessage::NotReadable { reason: error.to_string() };
    let mut bytes = Vec::new();
    let opened = File::open(file).map_err(unreadable)?;
    opened.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(RecordMessage::TooLarge { limit: LARGEST_FILE });
    }
    let text = std::str::from_utf8(&bytes).ok().ok_or(RecordMessage::NotUtf8)?;
    Ok(text.replace("\r\n", "\n"))
}

#[cfg(test)]
mod tests {
    use fupan_model::{Localized, Snippets};

    use super::*;

    #[track_caller]
    fn check(output: &str, expected: &[&str]) {
        let mut pattern: Pattern = serde_json::from_value(serde_json::json!({
            "id": "mem.sample", "name": { "en": "Sample" }
        }))
        .unwrap();
        let reading = Localized::english("Read it.");
        pattern.snippets = Some(Snippets { shows: "^here$".to_owned(), race: false, reading });
        pattern.code = Some(Box::new(PatternCode { output: output.to_owned(), ..PatternCode::default() }));
        assert_eq!(shown_part(&pattern).unwrap().lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_paragraph_that_matches_is_shown() {
        check("a\n\nhere\nb\n", &["a", "", "here", "b"]);
        let before = "x\n".repeat(20);
        check(&format!("{before}\nfirst\nhere\nlast\n\n"), &["…", "first", "here", "last"]);
        let after = format!("first\nhere\n\n{}", "y\n".repeat(40));
        let shown = ["first", "here", ""].into_iter().chain(["y"; 15]).chain(["…"]);
        check(&after, &shown.collect::<Vec<_>>());
        let long = format!("{}here\n{}", "x\n".repeat(30), "y\n".repeat(30));
        let shown = ["…"].into_iter().chain(["x"; 9]).chain(["here"]).chain(["y"; 8]).chain(["…"]);
        check(&long, &shown.collect::<Vec<_>>());
    }
}
