//! How well text is found: one row for each way to search.

use fupan_api::{JudgementProblemBody, RetrievalEvaluationBody, RetrievalFiguresBody};
use fupan_locale::{EvaluationLabel, LabelMessage};

use super::SHOWN;
use super::table::{Better, Column, Row, table};
use crate::human::layout::{Page, Style};

/// Figures, and what could not be used.
pub(crate) fn evaluated_retrieval(body: &RetrievalEvaluationBody, style: &Style) -> String {
    let mut page = Page::new(style);
    let label = |label: EvaluationLabel| label.render(style.language);
    let RetrievalEvaluationBody { documents, queries, unjudged, .. } = *body;
    page.line(&label(EvaluationLabel::RetrievalMeasured { queries, documents }));
    if unjudged > 0 {
        page.line(&label(EvaluationLabel::WithoutAnswer { count: unjudged }));
    }
    page.blank();
    let mut rows = vec![row(label(EvaluationLabel::Ours), &body.figures)];
    rows.extend(body.baselines.iter().map(|other| row(baseline(&other.name, style), &other.figures)));
    table(&columns(style), &rows, &mut page);
    page.weak_paragraph("", &label(EvaluationLabel::BestMarked));
    problems(&body.problems, &mut page);
    page.finish()
}

/// The name of a baseline in the reader's language.
pub(super) fn baseline(name: &str, style: &Style) -> String {
    let label = match name {
        "bm25-default" => EvaluationLabel::Bm25Default,
        "bm25-jieba" => EvaluationLabel::Bm25Jieba,
        "tfidf-cosine" => EvaluationLabel::TfIdfCosine,
        "same-service-30d" => EvaluationLabel::SameService30Days,
        "same-service-6m" => EvaluationLabel::SameService6Months,
        other => return other.to_owned(),
    };
    label.render(style.language)
}

fn columns(style: &Style) -> [Column; 6] {
    let column = |head: EvaluationLabel, better, written| {
        let head = head.render(style.language);
        Column { head, better, written }
    };
    [
        column(EvaluationLabel::Mrr, Better::Higher, share),
        column(EvaluationLabel::Ndcg, Better::Higher, share),
        column(EvaluationLabel::RecallAt100, Better::Higher, share),
        column(EvaluationLabel::DocumentsPerSecond, Better::Higher, |rate| format!("{rate:.0}")),
        column(EvaluationLabel::MedianTime, Better::Lower, milliseconds),
        column(EvaluationLabel::LongTime, Better::Lower, milliseconds),
    ]
}

/// Three digits: more would say nothing over a few thousand questions.
pub(super) fn share(figure: f64) -> String {
    format!("{figure:.3}")
}

pub(super) fn milliseconds(figure: f64) -> String {
    format!("{figure:.2} ms")
}

fn row(name: String, figures: &RetrievalFiguresBody) -> Row {
    let RetrievalFiguresBody { mrr_at_10, ndcg_at_10, recall_at_100, index_docs_per_s, query_ms } = *figures;
    let figures = vec![mrr_at_10, ndcg_at_10, recall_at_100, index_docs_per_s, query_ms.p50, query_ms.p99];
    Row { name, figures }
}

/// The first lines that could not be used.
pub(super) fn problems(problems: &[JudgementProblemBody], page: &mut Page<'_>) {
    if problems.is_empty() {
        return;
    }
    let style = page.style;
    page.blank();
    page.line(&style.warn(&style.label(&LabelMessage::Problems { count: problems.len() })));
    for problem in problems.iter().take(SHOWN) {
        page.line(&format!("  {}:{}: {}", problem.path, problem.line, problem.message));
    }
    if problems.len() > SHOWN {
        let count = problems.len() - SHOWN;
        page.line(&style.weak(&style.label(&LabelMessage::MoreCollisions { count })));
    }
}
