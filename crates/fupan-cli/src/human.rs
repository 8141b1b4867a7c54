//! The human forms of the answers, for a terminal in either language.

mod corpus;
mod diagnosis;
mod entry;
mod evaluation;
mod graph;
mod growth;
mod layout;
mod progress;
mod stacks;
mod statistics;
mod waits;

pub(crate) use corpus::{draft, examined, formatted, indexed, kept_annotation, kept_feedback, linted};
pub(crate) use diagnosis::{diagnosis, triage};
pub(crate) use entry::{entry, incident_list, pattern_list};
pub(crate) use evaluation::{evaluated_questions, evaluated_retrieval, evaluated_stacks};
pub(crate) use graph::{graph, graph_communities, graph_paths, graph_related, graph_together};
pub(crate) use growth::growth;
pub(crate) use layout::{Style, lines_without_controls, without_controls};
pub(crate) use progress::ProgressBar;
pub(crate) use stacks::stacks;
pub(crate) use statistics::{recurrence, shares, times, trends};

use fupan_api::{
    CompletionsBody, CorrectionBody, LookupBody, SearchBody, SearchHitBody, SimilarBody, SimilarHitBody,
    VerdictBody,
};
use fupan_locale::{EntryLabel, LabelMessage, whole_percent};

use self::layout::Page;

/// Hits of a lower score only cost a reader's time; `--json` lists them too.
const WORTH_READING: f64 = 0.25;

/// Hits of a search, each with the words that were found marked.
pub(crate) fn search(body: &SearchBody, style: &Style) -> String {
    let mut page = Page::new(style);
    if body.hits.is_empty() {
        page.line(&style.label(&LabelMessage::NothingFound));
        return page.finish();
    }
    page.line(&style.label(&LabelMessage::Found { total: body.total, shown: body.hits.len() }));
    for (place, hit) in body.hits.iter().enumerate() {
        page.blank();
        page.line(&format!("{}. {}  {}", place + 1, style.strong(&hit.id), style.strong(&hit.title)));
        page.paragraph("   ", &marked(hit, style));
        if !hit.matched.is_empty() {
            page.entry(&style.label(&LabelMessage::Matched), &[hit.matched.join(", ")]);
        }
        page.corrections(&hit.corrections);
        if !hit.instead.is_empty() {
            let instead = hit.instead.iter().map(|other| format!("{} → {}", other.asked, other.found));
            page.entry(&style.label(&LabelMessage::OtherWords), &[instead.collect::<Vec<_>>().join(", ")]);
        }
    }
    if let Some(cursor) = &body.next_cursor {
        page.blank();
        page.line(&style.label(&LabelMessage::MoreHits { cursor: cursor.clone() }));
    }
    page.finish()
}

/// One completion on each line, so that a shell can take them.
pub(crate) fn completions(body: &CompletionsBody, style: &Style) -> String {
    let mut page = Page::new(style);
    for completion in &body.completions {
        page.line(&completion.text);
    }
    page.finish()
}

/// The snippet on one line with its matches in bold.
fn marked(hit: &SearchHitBody, style: &Style) -> String {
    let mut text = String::new();
    let mut done = 0;
    for (start, end) in &hit.highlights {
        let (Some(before), Some(found)) = (hit.snippet.get(done..*start), hit.snippet.get(*start..*end))
        else {
            continue;
        };
        text.push_str(before);
        text.push_str(&style.found(found));
        done = *end;
    }
    text.push_str(hit.snippet.get(done..).unwrap_or_default());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The verdict, then the hits with reasons, fix and first check.
pub(crate) fn similar(body: &SimilarBody, style: &Style) -> String {
    let mut page = Page::new(style);
    let percent = whole_percent(body.confidence);
    let verdict = match body.verdict {
        VerdictBody::Known => style.good(&style.label(&LabelMessage::Known { percent })),
        VerdictBody::Related => style.warn(&style.label(&LabelMessage::Related { percent })),
        VerdictBody::Novel => style.warn(&style.label(&LabelMessage::Novel { percent })),
    };
    page.line(&verdict);
    let mut worth_reading = (1..).zip(&body.hits).filter(|(_, hit)| hit.score >= WORTH_READING).peekable();
    if body.verdict == VerdictBody::Novel && worth_reading.peek().is_some() {
        page.line(&style.label(&LabelMessage::NearestAnyway));
    }
    for (place, hit) in worth_reading {
        page.blank();
        similar_hit(place, hit, &mut page);
    }
    page.finish()
}

fn similar_hit(place: usize, hit: &SimilarHitBody, page: &mut Page<'_>) {
    let style = page.style;
    let score = style.weak(&format!("({:.2})", hit.score));
    page.line(&format!("{place}. {}  {} {score}", style.strong(&hit.id), style.strong(&hit.title)));
    page.entry(&style.label(&LabelMessage::Why), &hit.why);
    let unknown = style.label(&LabelMessage::FixUnknown);
    page.entry(&style.label(&LabelMessage::Fix), &[hit.resolution.clone().unwrap_or(unknown)]);
    page.corrections(&hit.corrections);
    if let Some(check) = &hit.first_check {
        page.entry(&style.label(&LabelMessage::FirstCheck), std::slice::from_ref(check));
    }
}

impl Page<'_> {
    /// Who corrected what of a hit.
    fn corrections(&mut self, corrections: &[CorrectionBody]) {
        let language = self.style.language;
        let sentences: Vec<String> = corrections.iter().map(|it| it.sentence(language)).collect();
        self.entry(&EntryLabel::CorrectedLater.render(language), &sentences);
    }
}

/// The incidents of a fingerprint.
pub(crate) fn lookup(body: &LookupBody, style: &Style) -> String {
    let mut page = Page::new(style);
    let fingerprint = body.fingerprint.clone();
    if body.incidents.is_empty() {
        page.line(&style.warn(&style.label(&LabelMessage::FingerprintUnknown { fingerprint })));
        return page.finish();
    }
    let count = body.incidents.len();
    page.line(&style.label(&LabelMessage::FingerprintKnown { fingerprint, count }));
    for seen in &body.incidents {
        let between =
            LabelMessage::SeenBetween { first: seen.first_seen.clone(), last: seen.last_seen.clone() };
        let when =
            if seen.first_seen == seen.last_seen { seen.first_seen.clone() } else { style.label(&between) };
        page.line(&format!("  {}  {}  {}", style.strong(&seen.id), seen.title, style.weak(&when)));
    }
    page.finish()
}
