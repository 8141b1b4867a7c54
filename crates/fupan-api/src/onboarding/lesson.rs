//! One lesson: why it stands there, what to read, what to run, and a question.

use fupan_engine::{
    ChosenFor, Excerpt, Exemplar, Exercise, ExpectedImpact, Lesson, Onboarding, Question, Teachable, code_of,
};
use fupan_locale::{Language, OnboardingLabel as Label, OnboardingMessage as Message};
use fupan_model::{Catch, Localized, Pattern, Severity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{rounded, text_of, title_of};

/// Letters of Chinese, words of English and lines of code that are read in a minute.
const LETTERS_A_MINUTE: usize = 400;
const WORDS_A_MINUTE: usize = 200;
const LINES_A_MINUTE: usize = 15;
/// Lines that an answer names one by one.
const NAMED_LINES: usize = 2;
/// The same of those that are missing.
const MISSING_LINES: usize = 5;

/// One root cause to learn of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LessonBody {
    /// Its place by expected impact, from 1.
    pub rank: usize,
    /// The pattern.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its family, where this is the first lesson of it: to be read before.
    pub family: Option<FamilyBody>,
    /// What it is ranked by.
    pub expected: ExpectedImpactBody,
    /// What it is.
    pub explanation: Option<String>,
    /// What to look at first with production down.
    pub first_check: Option<String>,
    /// The rule that avoids it.
    pub guideline: Option<String>,
    /// What finds it, the earliest first.
    pub caught_by: Vec<String>,
    /// The Go versions it exists in.
    pub go_versions: Option<String>,
    /// The incident to read.
    pub exemplar: Option<ExemplarBody>,
    /// The program to run; null where the corpus has none.
    pub exercise: Option<ExerciseBody>,
    /// Minutes of reading, roughly.
    pub minutes: u32,
    /// The same in words.
    pub reading_time: String,
}

/// A family of patterns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FamilyBody {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What its members have in common.
    pub explanation: Option<String>,
}

/// What a lesson is ranked by: the product of share, severity and teachability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExpectedImpactBody {
    /// The product.
    pub impact: f64,
    /// Incidents of the scope of which it was the defect to fix.
    pub own: usize,
    /// Those of the corpus.
    pub corpus: usize,
    /// The expected share of the scope's incidents.
    pub share: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The mean weight of severities.
    pub severity: f64,
    /// How teachable it is, 0 to 1.
    pub teachable: f64,
    /// How often, as a sentence.
    pub often: String,
    /// What it can be taught with, in words.
    pub taught_with: Vec<String>,
}

/// An incident to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExemplarBody {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its date, as far as it is known.
    pub date: String,
    /// What happened.
    pub summary: Option<String>,
    /// What the defect was there.
    pub cause: Option<String>,
    /// How it was fixed.
    pub fix: Option<String>,
    /// Why it was chosen, in words.
    pub because: Vec<String>,
}

/// A program to run in the folder `patterns` of the corpus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExerciseBody {
    /// Runs the wrong one.
    pub wrong: String,
    /// Runs the right one.
    pub right: String,
    /// What the wrong one must print: a part.
    pub shows: String,
    /// How to read that, and what the right one does otherwise.
    pub reading: Option<String>,
    /// A question to its code.
    pub question: Option<LessonQuestionBody>,
}

/// A question to wrong code, with the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LessonQuestionBody {
    /// The question.
    pub text: String,
    /// The code that it is about, each line behind its number in `wrong.go`, without comments.
    pub code: String,
    /// The answer, a sentence each.
    pub answer: Vec<String>,
    /// The right code.
    pub right: String,
}

impl LessonBody {
    pub(super) fn of(lesson: &Lesson, onboarding: &Onboarding, language: Language) -> Self {
        let pattern = &lesson.pattern;
        let text = |text: &Option<Localized>| text.as_ref().and_then(|text| text_of(text, language));
        let minutes = minutes(lesson, language);
        Self {
            rank: lesson.rank,
            id: pattern.id.to_string(),
            name: name(pattern, language),
            family: lesson.family.as_ref().map(|family| FamilyBody::of(family, language)),
            expected: ExpectedImpactBody::of(&lesson.expected, onboarding, language),
            explanation: text(&pattern.explanation),
            first_check: text(&pattern.first_check),
            guideline: text(&pattern.guideline),
            caught_by: pattern.caught_by.iter().map(caught).collect(),
            go_versions: pattern.go.as_ref().map(|go| match go.range.as_str() {
                "all" => Label::EveryVersion.render(language),
                range => range.to_owned(),
            }),
            exemplar: lesson.exemplar.as_ref().map(|it| ExemplarBody::of(it, pattern, language)),
            exercise: lesson.exercise.as_ref().map(|it| ExerciseBody::of(it, language)),
            minutes,
            reading_time: Message::Minutes { minutes }.render(language),
        }
    }
}

fn name(pattern: &Pattern, language: Language) -> String {
    text_of(&pattern.name, language).unwrap_or_else(|| pattern.id.to_string())
}

impl FamilyBody {
    fn of(family: &Pattern, language: Language) -> Self {
        let explanation = family.explanation.as_ref().and_then(|text| text_of(text, language));
        Self { id: family.id.to_string(), name: name(family, language), explanation }
    }
}

impl ExpectedImpactBody {
    fn of(expected: &ExpectedImpact, onboarding: &Onboarding, language: Language) -> Self {
        let percent = |share: f64| format!("{:.0}%", share * 100.0);
        let (share, low, high) = (percent(expected.share), percent(expected.low), percent(expected.high));
        let (corpus, corpus_total) = (expected.corpus, onboarding.corpus_total);
        let often = if onboarding.query.is_of_team() {
            let (own, own_total) = (expected.own, onboarding.total);
            Message::OftenOwn { own, own_total, corpus, corpus_total, share, low, high }
        } else {
            Message::Often { corpus, corpus_total, share, low, high }
        };
        Self {
            impact: rounded(expected.score()),
            own: expected.own,
            corpus: expected.corpus,
            share: rounded(expected.share),
            low: rounded(expected.low),
            high: rounded(expected.high),
            severity: rounded(expected.severity),
            teachable: rounded(expected.teachable.weight()),
            often: often.render(language),
            taught_with: taught_with(expected.teachable).iter().map(|it| it.render(language)).collect(),
        }
    }
}

fn taught_with(teachable: Teachable) -> Vec<Message> {
    let person = if teachable.needs_person { Message::NeedsPerson } else { Message::LinterFinds };
    let parts = [
        (teachable.has_program, Message::HasProgram),
        (teachable.has_incident, Message::HasIncident),
        (teachable.has_rule, Message::HasRule),
        (true, person),
    ];
    parts.into_iter().filter(|(is_so, _)| *is_so).map(|(_, message)| message).collect()
}

/// `` `staticcheck SA2001` ``: tools have the same names in every language.
fn caught(catch: &Catch) -> String {
    let tool = serde_json::to_value(catch.tool).ok();
    let tool = tool.as_ref().and_then(|tool| tool.as_str()).unwrap_or_default().replace('-', " ");
    catch.check.as_ref().map_or_else(|| tool.clone(), |check| format!("{tool} `{check}`"))
}

impl ExemplarBody {
    fn of(exemplar: &Exemplar, pattern: &Pattern, language: Language) -> Self {
        let postmortem = &exemplar.postmortem;
        let cause = postmortem.root_causes.iter().find(|cause| cause.pattern == pattern.id);
        let cause = cause.and_then(|cause| cause.cause.as_ref());
        let fix = postmortem.resolution.fix.known().or(postmortem.resolution.mitigation.as_ref());
        Self {
            id: postmortem.id.to_string(),
            title: title_of(&postmortem.title, postmortem.id, language),
            date: postmortem.date.to_string(),
            summary: text_of(&postmortem.summary, language),
            cause: cause.and_then(|text| text_of(text, language)),
            fix: fix.and_then(|text| text_of(text, language)),
            because: exemplar
                .because
                .iter()
                .map(|it| chosen(*it, postmortem.severity).render(language))
                .collect(),
        }
    }
}

fn chosen(reason: ChosenFor, severity: Severity) -> Message {
    match reason {
        ChosenFor::OwnService => Message::OwnService,
        ChosenFor::NamedByPattern => Message::NamedByPattern,
        ChosenFor::Evidence => Message::Evidence,
        ChosenFor::FixKnown => Message::FixKnown,
        ChosenFor::Severe => Message::Severe { severity: format!("{severity:?}") },
        ChosenFor::TriggerKnown => Message::TriggerKnown,
    }
}

impl ExerciseBody {
    fn of(exercise: &Exercise, language: Language) -> Self {
        Self {
            wrong: exercise.command(true),
            right: exercise.command(false),
            shows: exercise.shows.clone(),
            reading: text_of(&exercise.reading, language),
            question: exercise
                .question
                .as_ref()
                .map(|question| LessonQuestionBody::of(question, exercise, language)),
        }
    }
}

impl LessonQuestionBody {
    fn of(question: &Question, exercise: &Exercise, language: Language) -> Self {
        let file = format!("`{}/wrong.go`", exercise.pattern);
        let Question { wrong, right } = question;
        let text = match wrong.changed.len() {
            0 => Message::AskMissing { file },
            1 => Message::AskWrongLine { file },
            _ => Message::AskWrong { file },
        };
        let width = wrong.lines.last().map_or(0, |(number, _)| number.to_string().len());
        // Comments would give the answer away.
        let asked = |(number, line): &(u32, String)| {
            format!("{number:>width$} │ {}", code_of(line).replace('\t', "    ")).trim_end().to_owned()
        };
        Self {
            text: text.render(language),
            code: wrong
                .lines
                .iter()
                .filter(|(_, line)| !is_comment(line))
                .map(asked)
                .collect::<Vec<_>>()
                .join("\n"),
            answer: answer(question, text_of(&exercise.reading, language), language),
            right: right.code(),
        }
    }
}

fn is_comment(line: &str) -> bool {
    !line.trim().is_empty() && code_of(line).trim().is_empty()
}

/// What is wrong and what stands there instead, where that is short enough for a line.
fn answer(question: &Question, reading: Option<String>, language: Language) -> Vec<String> {
    let Question { wrong, right } = question;
    let (wrong_lines, right_lines) = (changed(wrong), changed(right));
    let mut answer: Vec<Message> = Vec::new();
    match (wrong.changed.first(), wrong.changed.last()) {
        (Some(first), Some(last)) if wrong_lines.len() > NAMED_LINES => {
            answer.push(Message::WrongLines { lines: format!("{first}–{last}") });
        }
        _ => answer.extend(wrong_lines.iter().map(|(line, code)| {
            let (line, code) = (*line, code.clone());
            Message::WrongLine { line, code }
        })),
    }
    let most = if wrong_lines.is_empty() { MISSING_LINES } else { NAMED_LINES };
    let is_short = right_lines.len() <= most;
    answer.extend(right_lines.into_iter().filter(|_| is_short).map(
        |(_, code)| match wrong_lines.is_empty() {
            true => Message::Missing { code },
            false => Message::Instead { code },
        },
    ));
    answer.iter().map(|message| message.render(language)).chain(reading).collect()
}

/// The lines that the counterpart does not have, as code.
fn changed(excerpt: &Excerpt) -> Vec<(u32, String)> {
    let changed = excerpt.lines.iter().filter(|(number, _)| excerpt.changed.contains(number));
    changed.map(|(number, line)| (*number, format!("`{}`", line.trim().replace('`', "'")))).collect()
}

/// What is read: texts of the pattern, of its family and of the incident, and code.
fn minutes(lesson: &Lesson, language: Language) -> u32 {
    let pattern = &lesson.pattern;
    let exemplar = lesson.exemplar.as_ref().map(|it| &it.postmortem);
    let texts = [
        pattern.explanation.as_ref(),
        pattern.first_check.as_ref(),
        pattern.guideline.as_ref(),
        lesson.family.as_ref().and_then(|family| family.explanation.as_ref()),
        lesson.exercise.as_ref().map(|exercise| &exercise.reading),
        exemplar.map(|postmortem| &postmortem.summary),
        exemplar.and_then(|postmortem| postmortem.resolution.fix.known()),
    ];
    let texts = texts.into_iter().flatten().filter_map(|text| text_of(text, language));
    let lines =
        pattern.code.as_ref().map_or(0, |code| code.wrong.lines().count() + code.right.lines().count());
    let all: usize = texts.map(|text| seconds(&text)).sum::<usize>() + lines * 60 / LINES_A_MINUTE;
    u32::try_from(all.div_ceil(60)).unwrap_or(u32::MAX).max(1)
}

fn seconds(text: &str) -> usize {
    let chinese = text.chars().filter(|next| ('\u{4e00}'..='\u{9fff}').contains(next)).count();
    let words = text.split_whitespace().filter(|word| word.is_ascii()).count();
    chinese * 60 / LETTERS_A_MINUTE + words * 60 / WORDS_A_MINUTE
}
