//! Words that mean one thing in different languages, found in a question.
//!
//! A meaning is a group of terms: `协程泄漏`, `goroutine leak`, `runtime.NumGoroutine`. A term is compared by its units,
//! one for each Chinese character and one for each part of an identifier, without function words: `goroutines 的泄漏`
//! and `Goroutine泄漏` are the units `goroutin 泄 漏`. So it does not matter how a sentence is cut into words.
//!
//! ```
//! use fupan_text::{Analyzer, Glossary, GlossaryTerm};
//!
//! let analyzer = Analyzer::new();
//! let terms = ["协程泄漏", "goroutine leak"].map(|text| GlossaryTerm { text: text.to_owned(), weight: 1.0 });
//! let glossary = Glossary::new(&analyzer, [terms.to_vec()]);
//! let question = "发布之后出现了协程泄漏";
//! let [found] = glossary.find(&analyzer, question)[..] else { panic!("one meaning") };
//! assert_eq!(&question[found.start..found.end], "协程泄漏");
//! assert_eq!(glossary.others(found).next().unwrap().text, "goroutine leak");
//! ```
//!
//! Finding the units of every term takes longer than a question, so a glossary is made once and can be stored (serde).
//!
//! What it does not do: look inside documents; whoever searches asks for the other terms.

use serde::{Deserialize, Serialize};

use crate::{Analyzer, Field, Token};

/// Function words that turn a meaning round: `no deadline` is no `deadline`.
const NEGATIONS: [&str; 14] =
    ["no", "not", "without", "never", "cannot", "不", "没", "没有", "未", "无", "别", "非", "nor", "none"];

/// Between the units of an entry: less than every character of a unit, so that those of one first unit lie together.
const SEPARATOR: char = '\0';

/// One way to say something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GlossaryTerm {
    /// As a person writes it.
    pub text: String,
    /// How surely it means what the others mean, 0 to 1.
    pub weight: f32,
}

/// Meanings with their terms.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Glossary {
    meanings: Vec<Vec<GlossaryTerm>>,
    /// By units.
    entries: Vec<Entry>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Entry {
    /// With separators between them.
    units: String,
    meaning: usize,
    term: usize,
}

impl Entry {
    fn first(&self) -> &str {
        self.units.split(SEPARATOR).next().unwrap_or_default()
    }
}

/// A meaning that a question names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundMeaning {
    /// The first byte of the term in the question.
    pub start: usize,
    /// Behind its last byte.
    pub end: usize,
    /// Which meaning, in the order in which they were given.
    pub meaning: usize,
    /// Which of its terms.
    pub term: usize,
}

/// A Chinese character or a part of an identifier.
struct Unit {
    text: String,
    start: usize,
    end: usize,
    tells: bool,
}

impl Glossary {
    /// Meanings, each a list of terms. A term without a letter means nothing.
    #[must_use]
    pub fn new(analyzer: &Analyzer, meanings: impl IntoIterator<Item = Vec<GlossaryTerm>>) -> Self {
        let mut glossary = Self { meanings: meanings.into_iter().collect(), ..Self::default() };
        for (meaning, terms) in glossary.meanings.iter().enumerate() {
            for (term, GlossaryTerm { text, .. }) in terms.iter().enumerate() {
                let units = compared(analyzer, text).join(&SEPARATOR.to_string());
                if !units.is_empty() {
                    glossary.entries.push(Entry { units, meaning, term });
                }
            }
        }
        glossary.entries.sort();
        glossary
    }

    /// Every term, in the order in which they were given.
    pub fn terms(&self) -> impl Iterator<Item = &GlossaryTerm> {
        self.meanings.iter().flatten()
    }

    /// Whether it knows nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The terms of a meaning besides the one that was found.
    pub fn others(&self, found: FoundMeaning) -> impl Iterator<Item = &GlossaryTerm> {
        let terms = self.meanings.get(found.meaning).into_iter().flatten().enumerate();
        terms.filter(move |(place, _)| *place != found.term).map(|(_, term)| term)
    }

    /// The term that was found.
    #[must_use]
    pub fn term(&self, found: FoundMeaning) -> Option<&GlossaryTerm> {
        self.meanings.get(found.meaning)?.get(found.term)
    }

    /// Every meaning that the text names, each once, by its longest term; by place.
    #[must_use]
    pub fn find(&self, analyzer: &Analyzer, text: &str) -> Vec<FoundMeaning> {
        if self.is_empty() {
            return Vec::new();
        }
        let units = units(analyzer, text);
        let telling: Vec<&Unit> = units.iter().filter(|unit| unit.tells).collect();
        let all: Vec<&Unit> = units.iter().collect();
        let mut found = Vec::new();
        for units in [telling, all] {
            for start in 0..units.len() {
                self.find_at(units.get(start..).unwrap_or_default(), &mut found);
            }
        }
        longest_of_each(found)
    }

    fn find_at(&self, units: &[&Unit], found: &mut Vec<FoundMeaning>) {
        let Some(first) = units.first() else { return };
        let at = self.entries.partition_point(|entry| entry.first() < first.text.as_str());
        let entries = self.entries.iter().skip(at).take_while(|entry| entry.first() == first.text);
        for entry in entries {
            if let Some(end) = end_of_run(units, &entry.units) {
                let start = first.start;
                found.push(FoundMeaning { start, end, meaning: entry.meaning, term: entry.term });
            }
        }
    }
}

/// Where the units that are wanted end, if the text begins with them.
fn end_of_run(units: &[&Unit], wanted: &str) -> Option<usize> {
    let mut said = units.iter();
    let mut end = None;
    for wanted in wanted.split(SEPARATOR) {
        end = Some(said.next().filter(|unit| unit.text == wanted)?.end);
    }
    end
}

/// Each meaning once, by its longest term; in the order of their places.
fn longest_of_each(mut found: Vec<FoundMeaning>) -> Vec<FoundMeaning> {
    let longest = |find: &FoundMeaning| std::cmp::Reverse(find.end - find.start);
    found.sort_by_key(|find| (find.meaning, longest(find), find.start, find.term));
    found.dedup_by_key(|find| find.meaning);
    found.sort_by_key(|find| (find.start, longest(find), find.meaning));
    found
}

/// The units by which a term is compared: those that tell something; all where those are too little to go by, as of
/// `out of connections` and `等连接`.
fn compared(analyzer: &Analyzer, text: &str) -> Vec<String> {
    let units = units(analyzer, text);
    // A word counts as two characters.
    let width = |unit: &&Unit| if unit.text.is_ascii() { 2 } else { 1 };
    let telling: Vec<&Unit> = units.iter().filter(|unit| unit.tells).collect();
    let says_enough = telling.iter().map(width).sum::<usize>() > 2;
    let kept: Vec<&Unit> = if says_enough { telling } else { units.iter().collect() };
    kept.into_iter().map(|unit| unit.text.clone()).collect()
}

fn units(analyzer: &Analyzer, text: &str) -> Vec<Unit> {
    let tokens = analyzer.analyze(text);
    let function_words: Vec<&Token> = tokens
        .iter()
        .filter(|token| analyzer.is_function_word(token) && !NEGATIONS.contains(&token.text.as_str()))
        .collect();
    let tells =
        |start: usize, end: usize| !function_words.iter().any(|word| word.start <= start && end <= word.end);
    let mut units: Vec<Unit> = Vec::new();
    for token in &tokens {
        match token.field {
            Field::Bigrams => {
                let mut start = token.start;
                for character in token.text.chars() {
                    let written = text.get(start..).and_then(|rest| rest.chars().next());
                    let end = start + written.map_or(0, char::len_utf8);
                    units.push(Unit { text: character.to_string(), start, end, tells: tells(start, end) });
                    start = end;
                }
            }
            Field::Words if !is_chinese(token) => units.push(Unit {
                text: token.text.clone(),
                start: token.start,
                end: token.end,
                tells: tells(token.start, token.end),
            }),
            Field::Words | Field::Identifiers => {}
        }
    }
    // A character stands in two pairs; the whole of a name that was cut begins with its first part.
    units.sort_by_key(|unit| (unit.start, unit.end));
    units.dedup_by_key(|unit| unit.start);
    units
}

fn is_chinese(word: &Token) -> bool {
    word.text.chars().next().is_some_and(crate::fold::is_han)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glossary(analyzer: &Analyzer) -> Glossary {
        let meaning = |terms: &[&str]| {
            terms.iter().map(|text| GlossaryTerm { text: (*text).to_owned(), weight: 1.0 }).collect()
        };
        let meanings = [
            meaning(&["goroutine泄漏", "协程泄漏", "goroutine leak", "协程一直涨"]),
            meaning(&["goroutine", "协程"]),
            meaning(&["死锁", "deadlock", "all goroutines are asleep - deadlock!"]),
            meaning(&["sync.WaitGroup", "等待组"]),
        ];
        Glossary::new(analyzer, meanings)
    }

    #[track_caller]
    fn check(question: &str, expected: &[&str]) {
        let analyzer = Analyzer::new();
        let glossary = glossary(&analyzer);
        let shown = |found: FoundMeaning| {
            let said = question.get(found.start..found.end).unwrap();
            format!("{said}={}", glossary.term(found).unwrap().text)
        };
        let found: Vec<String> = glossary.find(&analyzer, question).into_iter().map(shown).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn finds_terms_however_they_are_written() {
        check(
            "ＧＯＲＯＵＴＩＮＥ 洩漏了",
            &["ＧＯＲＯＵＴＩＮＥ 洩漏=goroutine泄漏", "ＧＯＲＯＵＴＩＮＥ=goroutine"],
        );
        check("Goroutine 的泄漏", &["Goroutine 的泄漏=goroutine泄漏", "Goroutine=goroutine"]);
        check("leaked? no: goroutines leak", &["goroutines leak=goroutine leak", "goroutines=goroutine"]);
        check("協程泄漏", &["協程泄漏=协程泄漏", "協程=协程"]);
        check("sync.(*WaitGroup).Add", &["sync.(*WaitGroup=sync.WaitGroup"]);
        check("wait group", &[]);
    }

    #[test]
    fn of_one_meaning_the_longest_term_counts() {
        check(
            "fatal error: all goroutines are asleep - deadlock!",
            &[
                "goroutines are asleep - deadlock=all goroutines are asleep - deadlock!",
                "goroutines=goroutine",
            ],
        );
    }

    #[test]
    fn what_says_the_opposite_is_another_term() {
        let analyzer = Analyzer::new();
        let term = |text: &str| GlossaryTerm { text: text.to_owned(), weight: 1.0 };
        let glossary = Glossary::new(&analyzer, [vec![term("no deadline"), term("没设超时")]]);
        assert_eq!(glossary.find(&analyzer, "deadline 超时"), []);
        assert_eq!(glossary.find(&analyzer, "there is no deadline, 没设超时").len(), 1);
    }

    #[test]
    fn what_is_left_of_a_phrase_is_no_term() {
        let analyzer = Analyzer::new();
        let term = |text: &str| GlossaryTerm { text: text.to_owned(), weight: 1.0 };
        let glossary = Glossary::new(&analyzer, [vec![term("out of connections"), term("等连接")]]);
        assert_eq!(glossary.find(&analyzer, "connection 连接"), []);
        assert_eq!(glossary.find(&analyzer, "we are out of connections").len(), 1);
        check("内存在涨", &[]);
        check("协程一直涨", &["协程一直涨=协程一直涨", "协程=协程"]);
    }

    #[test]
    fn comes_back_as_it_was_stored() {
        let glossary = glossary(&Analyzer::new());
        let bytes = postcard::to_stdvec(&glossary).unwrap();
        assert_eq!(postcard::from_bytes::<Glossary>(&bytes).unwrap(), glossary);
        assert_eq!(glossary.terms().count(), 11);
    }

    #[test]
    fn knows_nothing_of_nothing() {
        let analyzer = Analyzer::new();
        let empty = Glossary::new(&analyzer, [vec![GlossaryTerm { text: "!?".to_owned(), weight: 1.0 }]]);
        assert!(empty.is_empty());
        assert_eq!(empty.find(&analyzer, "死锁"), []);
        check("", &[]);
    }
}
