//! Verbs that answer a question: search, show, list, similar, diagnose, triage, fingerprint, lookup.

use std::path::PathBuf;

use clap::ArgMatches;
use fupan_api::{
    CompletionsBody, DiagnoseBody, EntryBody, FingerprintBody, IncidentListBody, LookupBody, PatternListBody,
    SearchBody, SimilarBody, TriageBody,
};
use fupan_engine::{ListQuery, SearchQuery, SimilarQuery, Verdict};
use fupan_locale::{DumpMessage, LabelMessage, UsageMessage};
use fupan_stack::Fingerprint;

use crate::ExitStatus;
use crate::failure::Failure;
use crate::human;
use crate::options::Session;

pub(super) fn limit(matches: &ArgMatches) -> usize {
    matches.get_one::<u16>("limit").map_or(10, |limit| usize::from(*limit))
}

pub(super) fn texts(matches: &ArgMatches, option: &str) -> Vec<String> {
    matches.get_many::<String>(option).into_iter().flatten().cloned().collect()
}

fn filters(matches: &ArgMatches) -> Result<Vec<(String, String)>, Failure> {
    let filters = texts(matches, "filter");
    Ok(filters.iter().map(|filter| SearchQuery::filter(filter)).collect::<Result<_, _>>()?)
}

pub(super) fn show(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let Some(name) = matches.get_one::<String>("name") else { return Ok(ExitStatus::Usage) };
    let entry = session.engine_with_files()?.entry(name)?;
    let body = EntryBody::of(&entry, session.reader());
    let corpus = session.places.corpus.clone();
    session.answer(&body, |body, style| human::entry(body, &corpus, style))?;
    Ok(ExitStatus::Done)
}

pub(super) fn list(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let query = ListQuery { filters: filters(matches)?, limit: limit(matches) };
    let engine = session.engine()?;
    if matches.get_one::<String>("what").is_some_and(|what| what == "patterns") {
        let body = PatternListBody::of(&engine.list_patterns(&query)?, session.reader());
        session.answer(&body, human::pattern_list)?;
    } else {
        let body = IncidentListBody::of(&engine.list_incidents(&query)?, session.reader());
        session.answer(&body, human::incident_list)?;
    }
    Ok(ExitStatus::Done)
}

pub(super) fn search(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let filters = filters(matches)?;
    let text = texts(matches, "query").join(" ");
    if matches.get_flag("complete") {
        let completions = session.engine()?.complete(&text, limit(matches))?;
        session.answer(&CompletionsBody::of(&text, &completions), human::completions)?;
        return Ok(ExitStatus::Done);
    }
    let cursor = matches.get_one::<String>("cursor").cloned();
    let query = SearchQuery { text, limit: limit(matches), filters, cursor };
    let answer = session.engine()?.search(&query)?;
    let body = SearchBody::of(&query, &answer, session.reader(), session.took_ms());
    if !session.json {
        session.notify(&answer.notices);
    }
    session.answer(&body, human::search)?;
    Ok(ExitStatus::Done)
}

pub(super) fn similar(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let text = matches.get_one::<String>("text").cloned();
    let like = matches.get_one::<String>("id").cloned();
    let file = matches.get_one::<PathBuf>("file");
    let input = pasted(file, text.is_none() && like.is_none(), session)?;
    let query = SimilarQuery { text, input, like, limit: limit(matches), exclude: texts(matches, "exclude") };
    let answer = session.engine()?.similar(&query)?;
    let body = SimilarBody::of(&answer, session.reader(), session.took_ms());
    if !session.json {
        session.notify(&answer.notices);
    }
    session.answer(&body, human::similar)?;
    Ok(status_of(answer.verdict))
}

pub(super) fn diagnose(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let files: Vec<&PathBuf> = matches.get_many("files").into_iter().flatten().collect();
    let series = match &files[..] {
        [] => vec![session.read_input(None)?],
        files => files.iter().map(|file| session.read_input(Some(file))).collect::<Result<_, _>>()?,
    };
    let diagnosis = session.engine()?.diagnose_series(&series)?;
    if let [_, .., last] = &files[..] {
        let path = last.display().to_string();
        let text = DumpMessage::LinesOfLast { path }.render(session.language);
        session.diagnose(&LabelMessage::Note, &text);
    }
    if !session.json {
        session.notify(&diagnosis.notices);
    }
    let body = DiagnoseBody::of(&diagnosis, session.reader());
    session.answer(&body, human::diagnosis)?;
    Ok(ExitStatus::Done)
}

pub(super) fn triage(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let input = session.read_input(matches.get_one("file"))?;
    let triage = session.engine()?.triage(&input, limit(matches))?;
    let body = TriageBody::of(&triage, session.reader(), session.took_ms());
    if !session.json {
        session.notify(&triage.similar.notices);
    }
    session.answer(&body, human::triage)?;
    Ok(status_of(triage.similar.verdict))
}

fn status_of(verdict: Verdict) -> ExitStatus {
    match verdict {
        Verdict::Known => ExitStatus::Done,
        Verdict::Related => ExitStatus::Related,
        Verdict::Novel => ExitStatus::Novel,
    }
}

/// Standard input is read when it is named, or when nothing else was given.
pub(super) fn pasted(
    file: Option<&PathBuf>,
    nothing_else: bool,
    session: &mut Session<'_, '_>,
) -> Result<Option<Vec<u8>>, Failure> {
    if file.is_none() && !nothing_else {
        return Ok(None);
    }
    if file.is_none() && session.io.stdin_is_terminal {
        return Err(Failure::Usage(UsageMessage::NothingAsked));
    }
    session.read_input(file).map(Some)
}

pub(super) fn fingerprint(
    matches: &ArgMatches,
    session: &mut Session<'_, '_>,
) -> Result<ExitStatus, Failure> {
    let summary =
        session.with_text_input(matches.get_one("file"), |source| fupan_stack::summarize_reader(source))?;
    let body = FingerprintBody::from(&summary);
    let understood = !body.stacks.is_empty();
    if session.json || understood {
        let (limit, all) = (limit(matches), matches.get_flag("all"));
        session.answer(&body, |body, style| human::stacks(body, limit, all, style))?;
    } else {
        let text = LabelMessage::NoStack.render(session.language);
        session.diagnose(&LabelMessage::Error, &text);
    }
    Ok(if understood { ExitStatus::Done } else { ExitStatus::NotUnderstood })
}

pub(super) fn lookup(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let Some(fingerprint) = matches.get_one::<Fingerprint>("fingerprint") else {
        return Ok(ExitStatus::Usage);
    };
    let answer = session.engine()?.lookup(fingerprint)?;
    let body = LookupBody::of(&answer, session.reader());
    session.answer(&body, human::lookup)?;
    Ok(if body.incidents.is_empty() { ExitStatus::Novel } else { ExitStatus::Done })
}
