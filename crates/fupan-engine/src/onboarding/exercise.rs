//! The program of a pattern as an exercise: how it is run, what it must print, and a question whose answer stands in it.

use fupan_model::{Localized, Pattern, PatternId};

use crate::Engine;
use crate::explain::{Excerpt, changed_part};

/// Files that must be there for a program to run.
const FILES: [&str; 3] = ["wrong.go", "right.go", "drive.go"];

/// A program to run, in the folder `patterns` of a corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// The folder of its program.
    pub pattern: PatternId,
    /// Whether it is built with the race detector.
    pub race: bool,
    /// What the wrong one must print: the part of the stored output that shows the defect.
    pub shows: String,
    /// How to read that, and what the right one does otherwise.
    pub reading: Localized,
    /// A question to its code; none where wrong and right code differ too little to ask.
    pub question: Option<Question>,
}

/// A question to wrong code, with the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The part of wrong code, with its defect.
    pub wrong: Excerpt,
    /// The part of right code that it is compared with.
    pub right: Excerpt,
}

impl Exercise {
    /// How one of the two programs is run.
    #[must_use]
    pub fn command(&self, wrong: bool) -> String {
        let race = if self.race { " -race" } else { "" };
        let tags = if wrong { " -tags wrong" } else { "" };
        format!("go run -trimpath{race}{tags} ./{}", self.pattern)
    }
}

impl Question {
    fn of(wrong: &str, right: &str) -> Option<Self> {
        let question = Self { wrong: changed_part(wrong, right)?, right: changed_part(right, wrong)? };
        let differs = !question.wrong.changed.is_empty() || !question.right.changed.is_empty();
        differs.then_some(question)
    }
}

impl Engine {
    /// The program of a pattern, where its files lie in the corpus.
    pub(super) fn exercise(&self, pattern: &Pattern) -> Option<Exercise> {
        let (code, snippets) = (pattern.code.as_ref()?, pattern.snippets.as_ref()?);
        let folder = self.places.corpus.join("patterns");
        let module = folder.join("go.mod");
        let own = folder.join(pattern.id.as_str());
        if !module.is_file() || !FILES.iter().all(|name| own.join(name).is_file()) {
            return None;
        }
        Some(Exercise {
            pattern: pattern.id.clone(),
            race: snippets.race,
            shows: fupan_record::shown_part(pattern)?,
            reading: snippets.reading.clone(),
            question: Question::of(&code.wrong, &code.right),
        })
    }
}
