//! The attribution report of one input: what happened, in one sentence and in all its parts, in the reader's language.
//!
//! Sentences are made here from typed messages, so that a template only puts them in order.

mod groups;
mod link;
mod races;
mod rows;
mod verdict;
mod waits;

use fupan_engine::{Explanation, Remedy};
use fupan_locale::{ExplainMessage as Message, InputProblemMessage, LabelMessage, Language, whole_percent};
use fupan_stack::ProblemKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::groups::{MoreGroupsBody, OtherGroupBody};
pub use self::races::{RaceBody, RaceSideBody};
pub use self::rows::{ExplainedFrameBody, ExplainedStackBody, SourceBody, SourceLineBody, StackRowBody};
pub use self::verdict::{ExplainVerdictBody, RootCauseCertaintyBody};
pub use self::waits::{HeldUpBody, HeldUpWaitBody};
use crate::{
    BecauseBody, DiagnoseBody, DiagnosedPatternBody, ErrorChainBody, EventBody, FingerprintBody, Reader,
    SimilarBody, text_of,
};

/// Races that are shown.
const RACES_SHOWN: usize = 5;
/// Events and errors that are shown.
const SHOWN: usize = 8;
/// Hits of a lower score only cost a reader's time; `similar` lists them too.
const WORTH_READING: f64 = 0.25;
/// Problems of the input that are named one by one.
const PROBLEMS_SHOWN: usize = 10;

/// What happened, from one input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExplainBody {
    /// What failed, in a line.
    pub title: String,
    /// What happened, where, and how sure the cause is.
    pub verdict: ExplainVerdictBody,
    /// What to check first, the nearest first.
    pub check_first: Vec<String>,
    /// The stack to look at first; null of a race, and where no frame is known.
    pub culprit: Option<ExplainedStackBody>,
    /// The data races, each once, five at most.
    pub races: Vec<RaceBody>,
    /// Goroutines that cannot go on; null where nothing shows it.
    pub held_up: Option<HeldUpBody>,
    /// Other groups of goroutines that matter.
    pub groups: Vec<OtherGroupBody>,
    /// The groups that are not told of; null where all are.
    pub more_groups: Option<MoreGroupsBody>,
    /// What happened more than once, or beside the first: each crash of one culprit family, with times.
    pub events: Vec<EventBody>,
    /// The root-cause patterns that show, the surest first; where one is sure only those that are.
    pub patterns: Vec<ExplainedPatternBody>,
    /// The errors of which more is known than one text.
    pub errors: Vec<ExplainedErrorBody>,
    /// Whether it was seen before, with the similar incidents that are worth reading.
    pub similar: SimilarBody,
    /// The same as a sentence.
    pub seen: String,
    /// What could not be read.
    pub problems: Vec<ExplainProblemBody>,
    /// Whether it is of Java threads, not of goroutines.
    pub is_of_threads: bool,
    /// How many lines the input has.
    pub lines: u32,
    /// What should be known beside the answer, in the reader's language.
    pub notices: Vec<String>,
}

/// A pattern that shows, with how it is avoided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExplainedPatternBody {
    /// As of `diagnose`.
    #[serde(flatten)]
    pub shown: DiagnosedPatternBody,
    /// Whether that is a diagnosis, not a hint.
    pub is_sure: bool,
    /// What it is, in the reader's language.
    pub explanation: Option<String>,
    /// The lines that show it, each behind its number.
    pub quotes: String,
    /// The part of right code that wrong code has otherwise; null where it has none or is not explained.
    pub right: Option<String>,
}

/// An error with what was put around it, and what the input does not let be seen, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExplainedErrorBody {
    /// As of `diagnose`.
    #[serde(flatten)]
    pub chain: ErrorChainBody,
    /// How often and where, in words.
    pub occurs: String,
    /// What a reader should mind, in words.
    pub mind: Vec<String>,
}

/// A part of the input that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExplainProblemBody {
    /// What is wrong there.
    pub code: String,
    /// The line where it begins, from 1.
    pub line: u32,
    /// The same in words.
    pub text: String,
}

impl ExplainBody {
    /// The JSON shape of an explanation that took `took_ms`.
    #[must_use]
    pub fn of(explanation: &Explanation, reader: Reader<'_>, took_ms: f64) -> Self {
        let language = reader.language;
        let Explanation { attribution, sources, triage, remedies } = explanation;
        let stacks = FingerprintBody::from(&triage.stacks);
        let mut similar = SimilarBody::of(&triage.similar, reader, took_ms);
        similar.hits.retain(|hit| hit.score >= WORTH_READING);
        let culprit = attribution.culprit.as_ref().map(|stack| {
            ExplainedStackBody::of(stack, triage.stacks.stacks.first(), attribution.kind, sources, language)
        });
        let patterns = patterns(explanation, remedies, reader);
        let held_up = HeldUpBody::of(&stacks, language);
        let (groups, more_groups) = groups::others(&triage.stacks, attribution.kind, language);
        // A stack in a log without a word about it tells of no event.
        let events = stacks.events.iter().filter(|event| event.error.is_some() || event.count > 1);
        let happened: u64 = events.clone().map(|event| event.count).sum();
        let tells_more = happened > 1 && attribution.races.is_empty();
        Self {
            title: verdict::title(explanation, language),
            verdict: ExplainVerdictBody::of(explanation, held_up.as_ref(), language),
            check_first: verdict::check_first(explanation, held_up.as_ref(), &patterns, &similar, language),
            culprit,
            races: attribution
                .races
                .iter()
                .take(RACES_SHOWN)
                .map(|race| RaceBody::of(race, sources, language))
                .collect(),
            held_up,
            groups,
            more_groups,
            events: events.take(if tells_more { SHOWN } else { 0 }).cloned().collect(),
            patterns,
            errors: errors(explanation, language),
            seen: seen(&similar, language),
            similar,
            problems: problems(explanation, language),
            is_of_threads: rows::is_java(attribution.kind),
            lines: attribution.lines,
            notices: notices(explanation, reader),
        }
    }
}

/// Where one is sure the weaker ones would only cost time.
fn patterns(explanation: &Explanation, remedies: &[Remedy], reader: Reader<'_>) -> Vec<ExplainedPatternBody> {
    let shown = DiagnoseBody::of(&explanation.triage.diagnosis, reader).patterns;
    let has_sure = shown.iter().any(|pattern| Explanation::is_sure(pattern.confidence));
    let kept = shown.into_iter().filter(|pattern| !has_sure || Explanation::is_sure(pattern.confidence));
    let body = |shown: DiagnosedPatternBody| {
        let remedy = remedies.iter().find(|remedy| remedy.pattern.as_str() == shown.id);
        let explained = remedy.and_then(|remedy| remedy.explanation.as_ref());
        ExplainedPatternBody {
            is_sure: Explanation::is_sure(shown.confidence),
            explanation: explained.and_then(|text| text_of(text, reader.language)),
            quotes: quotes(&shown),
            right: remedy.and_then(|remedy| remedy.right.clone()),
            shown,
        }
    };
    kept.take(3).map(body).collect()
}

fn quotes(shown: &DiagnosedPatternBody) -> String {
    let width = shown.because.iter().map(|because| because.line.to_string().len()).max().unwrap_or_default();
    let line =
        |because: &BecauseBody| format!("{:>width$} │ {}", because.line, because.text.replace('\t', "    "));
    shown.because.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Errors of which more is known than the line that tells of them.
fn errors(explanation: &Explanation, language: Language) -> Vec<ExplainedErrorBody> {
    let chains = explanation.triage.diagnosis.errors.iter().map(ErrorChainBody::from);
    let tells_more = |chain: &ErrorChainBody| {
        let is_plain = chain.wrappers.is_empty() && chain.joined.is_empty() && chain.lost.is_empty();
        explanation.attribution.culprit.is_none() || chain.count > 1 || chain.repanicked || !is_plain
    };
    let body = |chain: ErrorChainBody| {
        let lost = chain.lost.iter().filter_map(|loss| LabelMessage::of_loss(loss));
        let again = chain.repanicked.then_some(LabelMessage::RaisedAgain);
        let (count, line) = (chain.count, chain.line);
        let occurs =
            if count > 1 { Message::ErrorTimes { count, line } } else { Message::ErrorOnce { line } };
        ExplainedErrorBody {
            mind: lost.chain(again).map(|label| label.render(language)).collect(),
            occurs: occurs.render(language),
            chain,
        }
    };
    chains.filter(tells_more).take(SHOWN).map(body).collect()
}

fn problems(explanation: &Explanation, language: Language) -> Vec<ExplainProblemBody> {
    // Where there is no stack the verdict says so.
    let problems = explanation.attribution.problems.iter().filter(|it| it.kind != ProblemKind::NoStack);
    let problems = problems.take(PROBLEMS_SHOWN);
    let body = |problem: &fupan_engine::PlacedProblem| {
        let code = problem.kind.as_str();
        let text = InputProblemMessage::of(code).map(|words| words.render(language));
        ExplainProblemBody {
            code: code.to_owned(),
            line: problem.line,
            text: text.unwrap_or_else(|| code.to_owned()),
        }
    };
    problems.map(body).collect()
}

fn seen(similar: &SimilarBody, language: Language) -> String {
    let percent = whole_percent(similar.confidence);
    let message = match similar.verdict {
        crate::VerdictBody::Known => Message::Known { percent },
        crate::VerdictBody::Related => Message::Related { percent },
        crate::VerdictBody::Novel => Message::Novel { percent },
    };
    message.render(language)
}

fn notices(explanation: &Explanation, reader: Reader<'_>) -> Vec<String> {
    let missing = &explanation.sources.missing;
    let of_input = [&*explanation.triage.diagnosis.notices, &explanation.triage.similar.notices].concat();
    let mut notices = reader.notices(&of_input);
    if !missing.is_empty() {
        notices.push(Message::SourceMissing { files: missing.join(", ") }.render(reader.language));
    }
    notices
}

/// A name or path of the input, of which no real one is so long that it is cut.
pub(crate) fn bounded(text: &str) -> String {
    const LONGEST: usize = 300;
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
    }
}

/// A text of the input as code of Markdown, on one line.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 160;
    let line = text.lines().next().unwrap_or_default().trim().replace('`', "'");
    let mut short: String = line.chars().take(LONGEST).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    format!("`{short}`")
}
