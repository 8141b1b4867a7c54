//! The verb that compares dumps.

use std::path::PathBuf;
use std::time::Duration;

use clap::ArgMatches;
use fupan_api::DiffDumpsBody;
use fupan_locale::{DumpMessage, LabelMessage};
use fupan_stack::{Growth, Snapshot};

use super::ask::limit;
use crate::ExitStatus;
use crate::failure::Failure;
use crate::human;
use crate::options::Session;

pub(super) fn diff_dumps(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let (mut names, mut snapshots) = (Vec::new(), Vec::new());
    let mut understood = true;
    for path in matches.get_many::<PathBuf>("dumps").into_iter().flatten() {
        let read = session.with_text_input(Some(path), |source| Snapshot::all_of(source))?;
        let path = path.display().to_string();
        names.extend(std::iter::repeat_n(path.clone(), read.len()));
        if read.is_empty() {
            understood = false;
            let text = DumpMessage::NoDump { path }.render(session.language);
            session.diagnose(&LabelMessage::Error, &text);
        }
        snapshots.extend(read);
    }
    // A dump that is missing would make every rate wrong.
    if !understood {
        snapshots.clear();
    }
    let growth = Growth::of(&snapshots, matches.get_one::<Duration>("interval").copied());
    let threshold = matches.get_one::<u64>("threshold").copied().unwrap_or_default();
    let body = DiffDumpsBody::of(&names, &snapshots, &growth, threshold);
    if session.json || understood {
        answer(&body, matches, session)?;
    }
    Ok(if understood { ExitStatus::Done } else { ExitStatus::NotUnderstood })
}

fn answer(body: &DiffDumpsBody, matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let note = match (body.dumps.len(), body.minutes) {
        (0, _) | (2.., Some(_)) => None,
        (1, _) => Some(DumpMessage::OneDump),
        (2.., None) => Some(DumpMessage::NoTimes),
    };
    let has_several_forms =
        body.dumps.iter().any(|dump| body.dumps.first().is_some_and(|first| first.form != dump.form));
    let forms = has_several_forms.then_some(DumpMessage::SeveralForms);
    for note in forms.into_iter().chain(note) {
        session.diagnose(&LabelMessage::Note, &note.render(session.language));
    }
    let limit = limit(matches);
    let all = matches.get_flag("all");
    session.answer(body, |body, style| human::growth(body, limit, all, style))
}

/// A span of time as Go writes it: `30s`, `1m30s`, `500ms`.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let mut rest = text;
    let mut total = Duration::ZERO;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, after) = rest.split_at_checked(digits).ok_or(text)?;
        let letters = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at_checked(letters).ok_or(text)?;
        let number: u64 = number.parse().map_err(|_error| text)?;
        let milliseconds = match unit {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => return Err(text.to_owned()),
        };
        let part = number.checked_mul(milliseconds).map(Duration::from_millis).ok_or(text)?;
        total = total.checked_add(part).ok_or(text)?;
        rest = after;
    }
    if total.is_zero() { Err(text.to_owned()) } else { Ok(total) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_time() {
        for (text, milliseconds) in [("30s", 30_000), ("1m30s", 90_000), ("500ms", 500), ("2h", 7_200_000)] {
            assert_eq!(duration(text), Ok(Duration::from_millis(milliseconds)), "{text}");
        }
        for text in ["", "30", "s", "0s", "5 m", "-3s", "9d", "99999999999999999999s"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }
}
