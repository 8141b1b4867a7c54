//! Figures measured on labelled data: of dumps a table, what collides, what the ranking is worth; of texts one row for
//! each way to search.

mod questions;
mod retrieval;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use questions::evaluated_questions;
pub(crate) use retrieval::evaluated_retrieval;

use fupan_api::{AgreementBody, CollisionBody, RankingQualityBody, StackEvaluationBody};
use fupan_locale::{LabelMessage, percent};

use super::layout::{Page, Style, padded};

/// Collisions and problems shown; `--json` has all.
const SHOWN: usize = 5;
/// Symbols shown of a collision.
const SYMBOLS: usize = 2;

/// How well stacks are told apart.
pub(crate) fn evaluated_stacks(body: &StackEvaluationBody, style: &Style) -> String {
    let mut page = Page::new(style);
    let StackEvaluationBody { labelled, read, without_stack, .. } = *body;
    page.line(&style.label(&LabelMessage::EvaluatedDumps { labelled, read, without_stack }));
    page.blank();
    families(body, &mut page);
    page.blank();
    collisions(body, &mut page);
    page.blank();
    ranking(&body.ranking, &mut page);
    problems(body, &mut page);
    page.finish()
}

fn families(body: &StackEvaluationBody, page: &mut Page<'_>) {
    let style = page.style;
    page.line(&style.strong(&style.label(&LabelMessage::FamiliesAgree)));
    let heads =
        [LabelMessage::DumpKind, LabelMessage::Pairs, LabelMessage::CulpritEqual, LabelMessage::AnyShared];
    page.line(&style.weak(&row(&heads.map(|head| style.label(&head)))));
    for (name, agreement) in [
        (LabelMessage::AllKinds, &body.families.overall),
        (LabelMessage::CrashKinds, &body.families.crashes),
        (LabelMessage::DumpKinds, &body.families.dumps),
    ] {
        page.line(&agreement_row(&style.label(&name), agreement, style));
    }
    for kind in &body.families.kinds {
        page.line(&agreement_row(&format!("  {}", kind.kind), &kind.agreement, style));
    }
}

fn agreement_row(name: &str, agreement: &AgreementBody, style: &Style) -> String {
    row(&[
        name.to_owned(),
        agreement.pairs.to_string(),
        percent_or_none(agreement.share, style),
        percent_or_none(agreement.any_shared_share, style),
    ])
}

fn row([name, pairs, equal, shared]: &[String; 4]) -> String {
    format!("{}{}{}{shared}", padded(name, 28), padded(pairs, 8), padded(equal, 16))
}

fn percent_or_none(share: Option<f64>, style: &Style) -> String {
    share.map_or_else(|| style.label(&LabelMessage::NoFigure), percent)
}

fn collisions(body: &StackEvaluationBody, page: &mut Page<'_>) {
    let style = page.style;
    let collisions = &body.collisions;
    page.line(&style.strong(&style.label(&LabelMessage::FamiliesCollide {
        informative: collisions.informative.len(),
        low_information: collisions.low_information.len(),
    })));
    for collision in collisions.informative.iter().take(SHOWN) {
        describe_collision(collision, page);
    }
    if collisions.informative.len() > SHOWN {
        let count = collisions.informative.len() - SHOWN;
        page.line(&style.weak(&style.label(&LabelMessage::MoreCollisions { count })));
    }
}

fn describe_collision(collision: &CollisionBody, page: &mut Page<'_>) {
    let style = page.style;
    let count = style.label(&LabelMessage::SharedByGroups { count: collision.groups.len() });
    let symbols = collision.symbols.get(..SYMBOLS).unwrap_or(&collision.symbols).join(", ");
    page.line(&format!("  {count}  {}  {symbols}", style.strong(&collision.kind)));
    let paths: Vec<&str> = collision.groups.iter().take(SYMBOLS).map(|group| group.path.as_str()).collect();
    page.line(&style.weak(&format!("    {}", paths.join(", "))));
}

fn ranking(quality: &RankingQualityBody, page: &mut Page<'_>) {
    let style = page.style;
    let heading = LabelMessage::RankingOfDumps { queries: quality.queries };
    page.line(&style.strong(&style.label(&heading)));
    for (name, figure) in [
        (LabelMessage::FirstIsRight, quality.rr_at_1),
        (LabelMessage::MeanReciprocalRank, quality.mrr),
        (LabelMessage::KnownOrNew, quality.auc),
    ] {
        let figure = figure.map_or_else(|| style.label(&LabelMessage::NoFigure), |it| format!("{it:.4}"));
        page.line(&format!("  {}{figure}", padded(&style.label(&name), 28)));
    }
}

fn problems(body: &StackEvaluationBody, page: &mut Page<'_>) {
    let style = page.style;
    if body.problems.is_empty() {
        return;
    }
    page.blank();
    page.line(&style.warn(&style.label(&LabelMessage::Problems { count: body.problems.len() })));
    for problem in body.problems.iter().take(SHOWN) {
        page.line(&format!("  {}: {}", problem.path, problem.message));
    }
}
