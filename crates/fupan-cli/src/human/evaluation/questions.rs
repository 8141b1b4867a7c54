//! How well judged questions are answered: a row for each way to answer, the verdicts, parts of the questions.

use fupan_api::{
    AnsweringBaselineBody, CameBody, MissBody, QuestionEvaluationBody, QuestionFailureBody,
    QuestionFiguresBody, QuestionGroupBody, QuestionLanguageBody, VerdictBody, VerdictCountsBody,
};
use fupan_locale::{EvaluationLabel, LabelMessage};

use super::retrieval::{baseline, milliseconds, problems, share};
use super::table::{Better, Column, Row, table};
use crate::human::layout::{Page, Style};

/// Characters shown of a question that was not answered as it should be.
const QUESTION_LETTERS: usize = 120;
/// Incidents shown of what came instead.
const CAME: usize = 3;

/// Figures; what failed where that is wanted.
pub(crate) fn evaluated_questions(
    body: &QuestionEvaluationBody,
    with_failures: bool,
    style: &Style,
) -> String {
    let mut page = Page::new(style);
    let label = |label: EvaluationLabel| label.render(style.language);
    let (incidents, all) = (body.incidents, &body.all);
    let QuestionGroupBody { questions, answerable, unanswerable, partly_answerable, .. } = *all;
    page.line(&label(EvaluationLabel::QuestionsMeasured { questions, incidents }));
    page.line(&label(EvaluationLabel::QuestionKinds { answerable, partly_answerable, unanswerable }));
    page.blank();
    systems(all, &mut page);
    page.blank();
    verdicts(all, &mut page);
    page.blank();
    parts(body, &mut page);
    wrong_ones(all, &mut page);
    failures(body, with_failures, &mut page);
    problems(&body.problems, &mut page);
    page.finish()
}

fn systems(all: &QuestionGroupBody, page: &mut Page<'_>) {
    let style = page.style;
    let mut rows = vec![row(EvaluationLabel::Ours.render(style.language), &all.figures)];
    rows.extend(all.baselines.iter().map(|other| row(baseline(&other.name, style), &other.figures)));
    let column = |head: EvaluationLabel, better, written| {
        let head = head.render(style.language);
        Column { head, better, written }
    };
    let columns = [
        column(EvaluationLabel::SuccessAt5, Better::Higher, share),
        column(EvaluationLabel::RecallAt10, Better::Higher, share),
        column(EvaluationLabel::Mrr, Better::Higher, share),
        column(EvaluationLabel::Ndcg, Better::Higher, share),
        column(EvaluationLabel::MedianTime, Better::Lower, milliseconds),
        column(EvaluationLabel::LongTime, Better::Lower, milliseconds),
    ];
    table(&columns, &rows, page);
    page.weak_paragraph("", &EvaluationLabel::BestOfColumn.render(style.language));
    for other in &all.baselines {
        candidates(other, all.questions, page);
    }
}

fn row(name: String, figures: &QuestionFiguresBody) -> Row {
    let QuestionFiguresBody { success_at_5, recall_at_10, mrr_at_10, ndcg_at_10, query_ms, .. } = *figures;
    let figures = vec![success_at_5, recall_at_10, mrr_at_10, ndcg_at_10, query_ms.p50, query_ms.p99];
    Row { name, figures }
}

/// How few incidents a window leaves.
fn candidates(other: &AnsweringBaselineBody, questions: usize, page: &mut Page<'_>) {
    let Some(counts) = other.candidates else { return };
    let name = baseline(&other.name, page.style);
    let mean = counts.mean.map_or_else(String::new, |mean| format!("{mean:.2}"));
    let label = EvaluationLabel::Candidates { name, with_any: counts.questions, questions, mean };
    page.weak_paragraph("", &label.render(page.style.language));
}

/// What was said, by what the corpus has.
fn verdicts(all: &QuestionGroupBody, page: &mut Page<'_>) {
    let style = page.style;
    let label = |label: EvaluationLabel| label.render(style.language);
    let Some(verdicts) = all.figures.verdicts else { return };
    page.line(&style.strong(&label(EvaluationLabel::VerdictsGiven)));
    let plain = |head: EvaluationLabel| Column { head: label(head), better: Better::Neither, written: whole };
    let mut columns = vec![
        plain(EvaluationLabel::SaidKnown),
        plain(EvaluationLabel::SaidRelated),
        plain(EvaluationLabel::SaidNovel),
    ];
    columns.push(Column {
        head: label(EvaluationLabel::NovelShare),
        better: Better::Neither,
        written: fupan_locale::percent,
    });
    let rows = [
        (EvaluationLabel::Answerable, verdicts.answerable),
        (EvaluationLabel::PartlyAnswerable, verdicts.partly_answerable),
        (EvaluationLabel::Unanswerable, verdicts.unanswerable),
    ];
    let rows = rows.map(|(name, counts)| verdict_row(label(name), counts));
    let rows: Vec<Row> =
        rows.into_iter().filter(|row| row.figures.iter().any(|figure| is_some(*figure))).collect();
    table(&columns, &rows, page);
}

fn is_some(figure: Option<f64>) -> bool {
    figure.is_some_and(|figure| figure > 0.0)
}

fn whole(figure: f64) -> String {
    format!("{figure:.0}")
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions")]
fn verdict_row(name: String, counts: VerdictCountsBody) -> Row {
    let VerdictCountsBody { known, related, novel } = counts;
    let all = known + related + novel;
    let share = (all > 0).then(|| novel as f64 / all as f64);
    Row { name, figures: vec![Some(known as f64), Some(related as f64), Some(novel as f64), share] }
}

/// Our figures by language and split.
#[expect(clippy::cast_precision_loss, reason = "counts of questions")]
fn parts(body: &QuestionEvaluationBody, page: &mut Page<'_>) {
    let style = page.style;
    let label = |label: EvaluationLabel| label.render(style.language);
    page.line(&style.strong(&label(EvaluationLabel::PartsOfQuestions)));
    let column =
        |head: EvaluationLabel, written| Column { head: label(head), better: Better::Neither, written };
    let columns = [
        column(EvaluationLabel::Questions, whole),
        column(EvaluationLabel::Answerable, whole),
        column(EvaluationLabel::SuccessAt5, share),
        column(EvaluationLabel::Mrr, share),
        column(EvaluationLabel::Ndcg, share),
        column(EvaluationLabel::MissedAsNovel, fupan_locale::percent),
        column(EvaluationLabel::RightlyNovel, fupan_locale::percent),
    ];
    let part = |name: String, group: &QuestionGroupBody| {
        let QuestionFiguresBody { success_at_5, mrr_at_10, ndcg_at_10, .. } = group.figures;
        let counts = [group.questions, group.answerable].map(|count| Some(count as f64));
        let shares = [group.figures.answerable_novel, group.figures.unanswerable_novel];
        let figures = [&counts[..], &[success_at_5, mrr_at_10, ndcg_at_10], &shares].concat();
        Row { name, figures }
    };
    let mut rows = Vec::new();
    for part_of in &body.languages {
        rows.push(part(label(language(part_of.language)), &part_of.group));
    }
    for part_of in &body.splits {
        rows.push(part(part_of.split.clone(), &part_of.group));
    }
    table(&columns, &rows, page);
}

fn language(language: QuestionLanguageBody) -> EvaluationLabel {
    match language {
        QuestionLanguageBody::Chinese => EvaluationLabel::InChinese,
        QuestionLanguageBody::Mixed => EvaluationLabel::InBoth,
        QuestionLanguageBody::English => EvaluationLabel::InEnglish,
    }
}

/// Incidents that people judged wrong.
fn wrong_ones(all: &QuestionGroupBody, page: &mut Page<'_>) {
    if all.judged_wrong > 0 {
        let label =
            EvaluationLabel::JudgedWrong { count: all.judged_wrong, standing: all.figures.wrong_among_five };
        page.blank();
        page.line(&label.render(page.style.language));
    }
}

fn failures(body: &QuestionEvaluationBody, all: bool, page: &mut Page<'_>) {
    let style = page.style;
    if body.failures.is_empty() {
        return;
    }
    page.blank();
    let count = body.failures.len();
    if !all {
        page.line(&style.weak(&EvaluationLabel::FailuresHidden { count }.render(style.language)));
        return;
    }
    page.line(&style.strong(&EvaluationLabel::Failures { count }.render(style.language)));
    for failure in &body.failures {
        page.blank();
        describe(failure, page);
    }
}

fn describe(failure: &QuestionFailureBody, page: &mut Page<'_>) {
    let style = page.style;
    let question: String = failure.question.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown: String = question.chars().take(QUESTION_LETTERS).collect();
    let more = if shown.len() < question.len() { "…" } else { "" };
    page.paragraph("", &format!("{}  {shown}{more}", style.strong(&failure.qid)));
    let misses: Vec<String> =
        failure.misses.iter().map(|miss| self::miss(*miss).render(style.language)).collect();
    let said = EvaluationLabel::Said { verdict: verdict(failure.verdict).render(style.language) };
    page.line(&format!("   {}{}{}", misses.join(style.comma()), style.comma(), said.render(style.language)));
    if !failure.relevant.is_empty() {
        page.entry(&EvaluationLabel::RightOnes.render(style.language), &[failure.relevant.join(", ")]);
    }
    let came = |came: &CameBody| format!("{}  {} ({:.2})", came.id, came.title, came.score);
    let came: Vec<String> = failure.came.iter().take(CAME).map(came).collect();
    let nothing = style.label(&LabelMessage::NoFigure);
    page.entry(
        &EvaluationLabel::Came.render(style.language),
        if came.is_empty() { std::slice::from_ref(&nothing) } else { &came },
    );
}

fn miss(miss: MissBody) -> EvaluationLabel {
    match miss {
        MissBody::NotAmongFive => EvaluationLabel::NotAmongFive,
        MissBody::CalledNovel => EvaluationLabel::CalledNovel,
        MissBody::NotCalledNovel => EvaluationLabel::NotCalledNovel,
        MissBody::WrongAmongFive => EvaluationLabel::WrongAmongFive,
    }
}

fn verdict(verdict: VerdictBody) -> EvaluationLabel {
    match verdict {
        VerdictBody::Known => EvaluationLabel::SaidKnown,
        VerdictBody::Related => EvaluationLabel::SaidRelated,
        VerdictBody::Novel => EvaluationLabel::SaidNovel,
    }
}
