//! A stack call by call: each with its owner, part, documentation and source; runs of others folded.

use std::collections::BTreeSet;

use fupan_engine::{AttributedFrame, AttributedStack, FrameRole, Owner, SourceExcerpt, SourceExcerpts};
use fupan_locale::{ExplainMessage as Message, Language, StateMessage, WaitMessage};
use fupan_stack::{CrashKind, StackGroup};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::bounded;
use super::link::documentation;
use crate::MinutesBody;

/// Calls that are shown; a deep recursion has thousands.
const MOST_SHOWN: usize = 16;
/// A longer address is none.
const LONGEST_LINK: usize = 500;
/// Packages that are named for a run of calls.
const NAMED_PACKAGES: usize = 3;

/// The stack to look at first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExplainedStackBody {
    /// The goroutine's number.
    pub goroutine: Option<u64>,
    /// The name of a Java thread.
    pub name: Option<String>,
    /// Who it is, in words.
    pub who: String,
    /// What it was doing, as printed.
    pub state: Option<String>,
    /// The same in words.
    pub state_words: Option<String>,
    /// For how long its group had been doing so.
    pub minutes: Option<MinutesBody>,
    /// How many goroutines have this stack.
    pub goroutines: u32,
    /// Its identity across builds, Go versions and flags.
    pub family: Option<String>,
    /// Profiler labels, `key=value`.
    pub labels: Vec<String>,
    /// The calls, the innermost first, with runs of others folded.
    pub rows: Vec<StackRowBody>,
    /// Who started the goroutine, in words.
    pub started: Option<String>,
    /// The `go` statement that did.
    pub created_by: Option<ExplainedFrameBody>,
    /// Whether the run-time left frames out.
    pub is_elided: bool,
    /// The line of its header in the input, from 1.
    pub line: u32,
}

/// A call, or a run of calls that are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StackRowBody {
    /// The call; null where several are folded.
    pub frame: Option<ExplainedFrameBody>,
    /// What is folded, in words.
    pub folded: Option<String>,
}

/// A call with its owner and part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExplainedFrameBody {
    /// The function as printed, without its arguments.
    pub function: String,
    /// The same in canonical form.
    pub symbol: String,
    /// Its import path.
    pub package: String,
    /// The documentation of a public function.
    pub link: Option<String>,
    /// The module of a dependency.
    pub module: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// Whose code it is: `application`, `dependency`, `standard`, `runtime`.
    pub owner: String,
    /// The same in words.
    pub owner_words: String,
    /// What it did: `raised`, `raised_again`, `recovered`, `waits`, `runs`, `accesses`, `logged`; null where it only called.
    pub role: Option<String>,
    /// The same in words, also of the first call of the program's own.
    pub role_words: Option<String>,
    /// The source file as printed.
    pub file: Option<String>,
    /// The line in it.
    pub line: Option<u32>,
    /// The file's name and the line: `conn.go:617`.
    pub place: Option<String>,
    /// How often it comes in a row, in words; null where it comes once.
    pub times: Option<String>,
    /// The lines around it, where the source was found.
    pub source: Option<SourceBody>,
}

/// Lines of source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceBody {
    /// The file, as it lies under the folder.
    pub path: String,
    /// The lines.
    pub lines: Vec<SourceLineBody>,
    /// The same as one text, each behind its number, the one that matters behind `>`.
    pub text: String,
    /// What a reader should mind: that the file seems to be of another version.
    pub mind: Option<String>,
}

/// A line of source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceLineBody {
    /// Its number.
    pub number: u32,
    /// The line.
    pub text: String,
    /// Whether it is the one that matters.
    pub is_marked: bool,
}

impl ExplainedStackBody {
    pub(super) fn of(
        stack: &AttributedStack,
        group: Option<&StackGroup>,
        kind: Option<CrashKind>,
        sources: &SourceExcerpts,
        language: Language,
    ) -> Self {
        let frame = |frame: &AttributedFrame| ExplainedFrameBody::of(frame, kind, sources, language);
        // Who panics runs: that needs no word.
        let state = stack.state.as_deref().filter(|state| *state != "running");
        let words = state.and_then(StateMessage::of);
        let minutes = stack.minutes.map(|minutes| MinutesBody { shortest: minutes, longest: minutes });
        Self {
            goroutine: stack.goroutine,
            name: stack.name.as_deref().map(bounded),
            who: match kind {
                Some(CrashKind::Log) if stack.goroutine.is_none() => Message::StackOfLog.render(language),
                _ => who(stack, language),
            },
            state: stack.state.as_deref().map(bounded),
            state_words: words.map(|words| words.render(language)),
            minutes: group.and_then(|group| group.minutes).map(MinutesBody::from).or(minutes),
            goroutines: group.map_or(1, |group| group.goroutines),
            family: group.filter(|group| !group.low_information).map(|group| group.family.to_string()),
            labels: stack.labels.iter().map(|(key, value)| bounded(&format!("{key}={value}"))).collect(),
            rows: rows(&stack.frames, is_java(kind), language, &frame),
            started: started(stack, language),
            created_by: stack.created_by.as_ref().map(frame),
            is_elided: stack.elided.is_some(),
            line: stack.line,
        }
    }
}

impl ExplainedFrameBody {
    pub(super) fn of(
        frame: &AttributedFrame,
        kind: Option<CrashKind>,
        sources: &SourceExcerpts,
        language: Language,
    ) -> Self {
        let excerpt = frame.file.as_deref().zip(frame.line).and_then(|(file, line)| sources.at(file, line));
        let module = frame.module.as_ref();
        Self {
            function: bounded(&frame.function),
            symbol: bounded(&frame.symbol),
            package: bounded(&frame.package),
            link: documentation(frame).filter(|link| !is_java(kind) && link.len() < LONGEST_LINK),
            module: module.map(|module| bounded(&module.path)),
            version: module.and_then(|module| module.version.as_deref()).map(bounded),
            owner: frame.owner.as_str().to_owned(),
            owner_words: owner_words(frame, is_java(kind)).render(language),
            role: frame.role.map(|role| role.as_str().to_owned()),
            role_words: role_words(frame, kind).map(|words| words.render(language)),
            file: frame.file.as_deref().map(bounded),
            line: frame.line,
            place: frame.place().as_deref().map(bounded),
            times: (frame.times > 1).then(|| Message::Times { count: frame.times }.render(language)),
            source: excerpt.map(|excerpt| SourceBody::of(excerpt, language)),
        }
    }
}

impl SourceBody {
    fn of(excerpt: &SourceExcerpt, language: Language) -> Self {
        let path = excerpt.path.display().to_string();
        let line = |(number, text): (u32, &String)| SourceLineBody {
            number,
            text: text.replace('\t', "    "),
            is_marked: number == excerpt.marked,
        };
        let lines: Vec<SourceLineBody> = (excerpt.first..).zip(&excerpt.lines).map(line).collect();
        let width = lines.last().map_or(0, |line| line.number.to_string().len());
        let written = |line: &SourceLineBody| {
            let mark = if line.is_marked { '>' } else { ' ' };
            format!("{mark} {:>width$} │ {}", line.number, line.text).trim_end().to_owned()
        };
        Self {
            text: lines.iter().map(written).collect::<Vec<_>>().join("\n"),
            lines,
            mind: (!excerpt.names_function)
                .then(|| Message::OtherVersion { path: path.clone() }.render(language)),
            path,
        }
    }
}

/// Who a stack is of: `Goroutine 5`.
pub(super) fn who(stack: &AttributedStack, language: Language) -> String {
    let message = match (&stack.name, stack.goroutine) {
        (Some(name), _) => {
            return WaitMessage::Thread { name: super::quoted(name) }.render(language);
        }
        (None, Some(number)) => Message::Goroutine { number },
        (None, None) => Message::SomeGoroutine,
    };
    message.render(language)
}

/// The same within a sentence: `goroutine 5`.
pub(super) fn who_within(stack: &AttributedStack, language: Language) -> String {
    match stack.goroutine.filter(|_| stack.name.is_none()) {
        Some(number) => WaitMessage::Goroutine { number }.render(language),
        None => who(stack, language),
    }
}

fn started(stack: &AttributedStack, language: Language) -> Option<String> {
    let frame = stack.created_by.as_ref()?;
    let place = place_words(frame);
    let message = match stack.created_in {
        Some(number) => Message::StartedIn { place, number },
        None => Message::Started { place },
    };
    Some(message.render(language))
}

/// `` `main.(*room).broadcast` (main.go:21) ``
pub(super) fn place_words(frame: &AttributedFrame) -> String {
    let function = super::quoted(&frame.function);
    match frame.place() {
        Some(place) => format!("{function} ({})", bounded(&place)),
        None => function,
    }
}

pub(super) fn is_java(kind: Option<CrashKind>) -> bool {
    matches!(kind, Some(CrashKind::ThreadDump | CrashKind::Exception))
}

/// The calls that matter one by one, runs of others as one row.
fn rows(
    frames: &[AttributedFrame],
    is_java: bool,
    language: Language,
    body: &dyn Fn(&AttributedFrame) -> ExplainedFrameBody,
) -> Vec<StackRowBody> {
    let has_own = frames.iter().any(|frame| frame.owner == Owner::Application);
    let mut rows = Vec::new();
    let mut run: Vec<&AttributedFrame> = Vec::new();
    let mut shown = 0;
    let mut known: BTreeSet<(&str, Option<u32>)> = BTreeSet::new();
    let mut again = 0;
    for (at, frame) in frames.iter().enumerate() {
        // A call of the same function at the same line within itself.
        if !known.insert((&frame.symbol, frame.line)) && frame.role.is_none() {
            again += frame.times as usize;
            continue;
        }
        rows.extend(recursion(&mut again, language));
        let is_near = !has_own && at < MOST_SHOWN / 2;
        let matters = frame.role.is_some()
            || frame.is_panic()
            || matches!(frame.owner, Owner::Application)
            || (frame.owner == Owner::Dependency && !is_java)
            || is_near;
        if !matters {
            run.push(frame);
            continue;
        }
        rows.extend(folded(&run, language));
        run.clear();
        if shown == MOST_SHOWN {
            let count = frames.len() - at;
            let rest = Message::FoldedRest { count }.render(language);
            rows.push(StackRowBody { frame: None, folded: Some(rest) });
            return rows;
        }
        shown += 1;
        rows.push(StackRowBody { frame: Some(body(frame)), folded: None });
    }
    rows.extend(folded(&run, language));
    rows.extend(recursion(&mut again, language));
    rows
}

/// What was counted until now, as a row.
fn recursion(again: &mut usize, language: Language) -> Option<StackRowBody> {
    let count = std::mem::take(again);
    let words = || Message::FoldedRecursion { count }.render(language);
    (count > 0).then(|| StackRowBody { frame: None, folded: Some(words()) })
}

fn folded(run: &[&AttributedFrame], language: Language) -> Option<StackRowBody> {
    let mut packages: Vec<&str> = Vec::new();
    for frame in run {
        let package = if frame.package.is_empty() { &frame.symbol } else { &frame.package };
        if !packages.contains(&package.as_str()) {
            packages.push(package);
        }
    }
    let rest = if packages.len() > NAMED_PACKAGES { ", …" } else { "" };
    packages.truncate(NAMED_PACKAGES);
    let packages = format!("{}{rest}", bounded(&packages.join(", ")));
    let message = match run.len() {
        0 => return None,
        1 => Message::FoldedOne { packages },
        count => Message::Folded { count, packages },
    };
    Some(StackRowBody { frame: None, folded: Some(message.render(language)) })
}

fn owner_words(frame: &AttributedFrame, is_java: bool) -> Message {
    match (frame.owner, &frame.module) {
        (Owner::Application, _) => Message::Application,
        (Owner::Dependency, Some(module)) => {
            let version = module.version.as_deref().map(|version| format!(" {version}")).unwrap_or_default();
            Message::DependencyModule { module: bounded(&format!("{}{version}", module.path)) }
        }
        (Owner::Dependency, None) => Message::Dependency,
        (Owner::Standard, _) if is_java => Message::JavaStandard,
        (Owner::Standard, _) => Message::Standard,
        (Owner::Runtime, _) => Message::Runtime,
    }
}

fn role_words(frame: &AttributedFrame, kind: Option<CrashKind>) -> Option<Message> {
    Some(match frame.role {
        Some(FrameRole::Raised) => match kind {
            Some(CrashKind::Panic | CrashKind::Dump) => Message::Panics,
            Some(CrashKind::Exception) => Message::Throws,
            _ => Message::Raised,
        },
        Some(FrameRole::RaisedAgain) => Message::RaisedAgain,
        Some(FrameRole::Recovered) => Message::Recovered,
        Some(FrameRole::Waits) => Message::Waits,
        Some(FrameRole::Runs) => Message::Runs,
        Some(FrameRole::Accesses) => Message::Accesses,
        Some(FrameRole::Logged) => Message::TakenHere,
        None if frame.is_own => Message::Own,
        None => return None,
    })
}
