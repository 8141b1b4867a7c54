//! What happened in one sentence, how sure the cause is, and what to check first.

use fupan_engine::{AttributedFrame, AttributedStack, Attribution, Explanation};
use fupan_locale::{ExplainMessage as Message, Language, StateMessage, whole_percent};
use fupan_stack::{CrashKind, ProblemKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rows::{is_java, place_words, who, who_within};
use super::{ExplainedPatternBody, HeldUpBody, bounded, quoted};
use crate::{SimilarBody, VerdictBody, rounded, text_of};

/// What is checked first: more is no first any more.
const CHECKS: usize = 4;

/// What happened, where, and how sure the cause is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExplainVerdictBody {
    /// What happened and where, in one sentence of Markdown whose only markup is code.
    pub happened: String,
    /// The root cause and how sure it is, as a sentence.
    pub cause: String,
    /// How sure the root cause is.
    pub certainty: RootCauseCertaintyBody,
    /// The pattern, where one shows or may be.
    pub pattern: Option<String>,
    /// Its confidence, 0 to 1.
    pub confidence: Option<f64>,
}

/// How sure a root cause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RootCauseCertaintyBody {
    /// Lines of the input show it.
    Shown,
    /// Lines of the input hint at it.
    Hint,
    /// Nothing shows it.
    Open,
}

impl ExplainVerdictBody {
    pub(super) fn of(explanation: &Explanation, held_up: Option<&HeldUpBody>, language: Language) -> Self {
        let first = explanation.triage.diagnosis.patterns.first();
        let (certainty, cause) = match first {
            None => (RootCauseCertaintyBody::Open, Message::CauseOpen),
            Some(pattern) => {
                let name = text_of(&pattern.name, language).unwrap_or_else(|| pattern.id.to_string());
                let (id, percent) = (quoted(pattern.id.as_str()), whole_percent(pattern.confidence));
                match Explanation::is_sure(pattern.confidence) {
                    true => (RootCauseCertaintyBody::Shown, Message::Cause { name, id, percent }),
                    false => (RootCauseCertaintyBody::Hint, Message::CauseHint { name, id, percent }),
                }
            }
        };
        Self {
            happened: happened(explanation, held_up, language),
            cause: cause.render(language),
            certainty,
            pattern: first.map(|pattern| pattern.id.to_string()),
            confidence: first.map(|pattern| rounded(pattern.confidence)),
        }
    }
}

/// The error line, or what sort of input it is.
pub(super) fn title(explanation: &Explanation, language: Language) -> String {
    const LONGEST: usize = 100;
    let stacks = &explanation.triage.stacks;
    let kind = explanation.attribution.kind;
    let error = stacks.stacks.first().and_then(|stack| stack.error.clone());
    let is_logged = matches!(kind, None | Some(CrashKind::Log));
    let cause = || explanation.triage.diagnosis.errors.first().map(|chain| chain.cause.clone());
    let error = error.or_else(|| if is_logged { cause() } else { None });
    let message = match (error, kind) {
        (_, Some(CrashKind::DataRace)) => Message::RaceTitle,
        (Some(error), _) => {
            let line: String = error.lines().next().unwrap_or_default().chars().take(LONGEST).collect();
            return line;
        }
        (None, Some(CrashKind::Dump | CrashKind::Signal)) if stacks.goroutines == 1 => Message::OneStackTitle,
        (None, Some(CrashKind::ThreadDump)) => Message::ThreadDumpTitle { goroutines: stacks.goroutines },
        (None, Some(CrashKind::Dump | CrashKind::Profile | CrashKind::Signal)) => {
            Message::DumpTitle { goroutines: stacks.goroutines }
        }
        _ => Message::OtherTitle,
    };
    message.render(language)
}

fn happened(explanation: &Explanation, held_up: Option<&HeldUpBody>, language: Language) -> String {
    let attribution = &explanation.attribution;
    let mut sentence = match &attribution.culprit {
        Some(stack) if attribution.kind.is_some() => of_stack(explanation, stack, language),
        _ if !attribution.races.is_empty() => of_races(attribution, language),
        _ => without_stack(explanation, language),
    };
    let times = explanation.triage.stacks.events.first().map_or(1, |event| event.count);
    if times > 1 && attribution.races.is_empty() {
        sentence.push_str(&Message::Often { count: times }.render(language));
    }
    // Where the run-time itself said so, its words are the text of the failure.
    let told = held_up.filter(|held_up| held_up.verdict.as_deref() != Some("all_asleep"));
    if let Some(verdict) = told.and_then(|held_up| held_up.sentence.clone()) {
        sentence.push_str(&Message::Deadlocked { verdict }.render(language));
    }
    let end = match language {
        Language::Zh => "。",
        Language::En => ".",
    };
    sentence.trim_end_matches(['.', '。']).to_owned() + end
}

fn of_stack(explanation: &Explanation, stack: &AttributedStack, language: Language) -> String {
    let attribution = &explanation.attribution;
    let unknown = || Message::UnknownPlace.render(language);
    let acting = stack.acting().or(stack.frames.first());
    let place = acting.map_or_else(unknown, place_words);
    let text = error_text(explanation);
    let is_first = matches!(attribution.kind, Some(CrashKind::Panic | CrashKind::Dump));
    let who = if is_first { who(stack, language) } else { who_within(stack, language) };
    let message = match attribution.kind {
        Some(CrashKind::Panic) if has_timed_out(explanation) => {
            Message::TestTimedOut { who: who_within(stack, language), text, place }
        }
        Some(CrashKind::Panic | CrashKind::Dump) if text == "``" && stack.recovering().is_some() => {
            Message::PanickedUntold { who, place }
        }
        Some(CrashKind::Panic) => Message::Panicked { who, text, place },
        Some(CrashKind::FatalError) => Message::Fatal { who, text, place },
        Some(CrashKind::Exception) => Message::Threw { text, place },
        Some(CrashKind::Log) if text == "``" => Message::LoggedStack { place },
        Some(CrashKind::Log) => Message::Logged { text, place },
        Some(CrashKind::Signal) if is_failure(explanation) => Message::Signalled { who, text, place },
        Some(CrashKind::Dump) if stack.recovering().is_some() => Message::Panicked { who, text, place },
        _ => return of_dump(explanation, stack, language),
    };
    let mut sentence = message.render(language);
    if let Some(own) = stack.own().filter(|own| acting != Some(*own)) {
        sentence.push_str(&Message::CalledByOwn { place: place_words(own) }.render(language));
    }
    if let Some(recovering) = stack.recovering() {
        let function = quoted(&recovering.function);
        sentence.push_str(&Message::RecoveredBy { function }.render(language));
    }
    sentence
}

/// The alarm of a test panics, and its goroutine tells nothing: the culprit is the test's.
fn has_timed_out(explanation: &Explanation) -> bool {
    let text = explanation.attribution.messages.first();
    text.is_some_and(|text| text.starts_with("test timed out"))
}

fn is_failure(explanation: &Explanation) -> bool {
    explanation.triage.stacks.stacks.first().is_some_and(|stack| stack.error.is_some())
}

/// The text of the error without the words before it that say what sort it is.
fn error_text(explanation: &Explanation) -> String {
    let attribution = &explanation.attribution;
    let own = attribution.messages.first().cloned();
    let chain = || explanation.triage.diagnosis.errors.first().map(|chain| chain.cause.clone());
    let text = own.or_else(chain).unwrap_or_default();
    let signal = attribution.signal.as_deref().filter(|_| attribution.kind == Some(CrashKind::Panic));
    match signal.and_then(|signal| signal.split_once("addr=")) {
        // Where it was: 0x0 is a nil pointer.
        Some((_, rest)) => {
            let address = rest.split([' ', ']']).next().unwrap_or_default();
            quoted(&format!("{} (addr={address})", text.lines().next().unwrap_or_default()))
        }
        None => quoted(&text),
    }
}

fn of_dump(explanation: &Explanation, stack: &AttributedStack, language: Language) -> String {
    let summary = &explanation.triage.stacks;
    let group = summary.stacks.first();
    let frame = stack.own().or(stack.acting()).or(stack.frames.first());
    let place = frame.map_or_else(|| Message::UnknownPlace.render(language), place_words);
    let state = group.and_then(|group| group.state.clone().or(Some(group.kind.clone()))).unwrap_or_default();
    let words = StateMessage::of(&state).map(|words| words.render(language));
    let doing = words.unwrap_or_else(|| match state.as_str() {
        "" | "unknown" => Message::DoingUntold.render(language),
        _ => bounded(&state),
    });
    let (goroutines, groups) = (summary.goroutines, summary.stacks.len());
    let count = group.map_or(0, |group| group.goroutines);
    let message = if is_java(explanation.attribution.kind) {
        Message::ThreadDump { goroutines, groups, count, place, doing }
    } else {
        Message::Dump { goroutines, groups, count, place, doing }
    };
    message.render(language)
}

fn of_races(attribution: &Attribution, language: Language) -> String {
    let unknown = || Message::UnknownPlace.render(language);
    let first = attribution.races.first();
    let mut sides = first.into_iter().flat_map(|race| &race.sides).map(|side| {
        let frame = side.own().or(side.acting());
        let place = frame.map_or_else(unknown, place_words);
        let message =
            if side.access.is_write { Message::RaceWrite { place } } else { Message::RaceRead { place } };
        message.render(language)
    });
    let (one, other) = (sides.next().unwrap_or_else(unknown), sides.next().unwrap_or_else(unknown));
    let mut sentence = Message::Raced { one, other }.render(language);
    let count = attribution.races.len();
    if count > 1 {
        sentence.push_str(&Message::OneOfRaces { count }.render(language));
    }
    sentence
}

fn without_stack(explanation: &Explanation, language: Language) -> String {
    let error = explanation.triage.stacks.stacks.first().and_then(|stack| stack.error.as_deref());
    let chain = explanation.triage.diagnosis.errors.first();
    let message = match (error, chain) {
        (Some(error), _) => Message::WithoutStack { text: quoted(error) },
        (None, Some(chain)) => Message::ErrorText { text: quoted(&chain.cause), line: chain.line },
        (None, None) => Message::SignsOnly,
    };
    message.render(language)
}

/// What the patterns say, where to read, what helped with the incident that it is like.
pub(super) fn check_first(
    explanation: &Explanation,
    held_up: Option<&HeldUpBody>,
    patterns: &[ExplainedPatternBody],
    similar: &SimilarBody,
    language: Language,
) -> Vec<String> {
    let mut checks: Vec<String> = Vec::new();
    let mut add = |check: Option<String>| {
        checks.extend(check.filter(|check| !checks.contains(check)));
    };
    let first_hit = similar.hits.first().and_then(|hit| hit.first_check.clone());
    let of_hit = |verdicts: &[VerdictBody]| first_hit.clone().filter(|_| verdicts.contains(&similar.verdict));
    // What helped with the same incident is nearer than what helps with its pattern.
    add(of_hit(&[VerdictBody::Known]));
    let sure = patterns.iter().find(|pattern| pattern.is_sure);
    add(sure.and_then(|pattern| pattern.shown.first_check.clone()));
    add(place_to_read(&explanation.attribution).map(|frame| read(frame, language)));
    add(held_up.and_then(|held_up| holder(held_up, language)));
    add(of_hit(&[VerdictBody::Related]));
    patterns.iter().take(2).for_each(|pattern| add(pattern.shown.first_check.clone()));
    let is_cut =
        |kind| matches!(kind, ProblemKind::CutFrame | ProblemKind::CutProfile | ProblemKind::MalformedHeader);
    let was_cut = explanation.attribution.problems.iter().any(|problem| is_cut(problem.kind));
    checks.truncate(CHECKS);
    checks.extend(was_cut.then(|| Message::TakeWhole.render(language)));
    checks
}

fn place_to_read(attribution: &Attribution) -> Option<&AttributedFrame> {
    let side = attribution.races.first().and_then(|race| race.sides.first());
    let of_race = side.and_then(|side| side.own().or(side.acting()));
    let stack = attribution.culprit.as_ref();
    of_race.or_else(|| stack.and_then(|stack| stack.own().or(stack.acting())))
}

fn read(frame: &AttributedFrame, language: Language) -> String {
    let function = quoted(&frame.function);
    let place = frame.file.as_deref().map(|file| match frame.line {
        Some(line) => format!("{file}:{line}"),
        None => file.to_owned(),
    });
    let message = match place {
        Some(place) => Message::ReadPlace { place: quoted(&place), function },
        None => Message::ReadFunction { function },
    };
    message.render(language)
}

/// Where the holder of the first lock stands: the next goroutine of a verdict, or the holder of what many wait for.
fn holder(held_up: &HeldUpBody, language: Language) -> Option<String> {
    let first = held_up.because.first();
    if let Some(next) = held_up.because.get(1).filter(|next| first.is_none_or(|it| it.place != next.place)) {
        let place = quoted(next.place.as_deref()?);
        return Some(Message::ReadHolder { place, function: quoted(&next.function) }.render(language));
    }
    None
}
