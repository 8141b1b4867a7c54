//! What a newcomer should learn first, in the reader's language.

mod lesson;

use fupan_engine::{Onboarding, Period};
use fupan_locale::{Language, OnboardingLabel as Label, OnboardingMessage as Message};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::lesson::{
    ExemplarBody, ExerciseBody, ExpectedImpactBody, FamilyBody, LessonBody, LessonQuestionBody,
};
use crate::{Reader, text_of};

/// What to learn first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OnboardingBody {
    /// For whom it is, in a line.
    pub title: String,
    /// The team, where one was named.
    pub team: Option<String>,
    /// The services that were named beside it.
    pub services: Vec<String>,
    /// The date before which incidents do not count.
    pub since: Option<String>,
    /// Incidents of the scope.
    pub total: usize,
    /// Incidents of the corpus since the same date.
    pub corpus_total: usize,
    /// What the order rests on, a sentence each.
    pub basis: Vec<String>,
    /// The lessons, by when they are to be learned.
    pub periods: Vec<PeriodBody>,
    /// What should be known beside the answer, in the reader's language.
    pub notices: Vec<String>,
}

/// The lessons of one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PeriodBody {
    /// `first_day`, `first_week`, `first_month`.
    pub key: String,
    /// The same in words.
    pub name: String,
    /// Minutes of reading.
    pub minutes: u32,
    /// The same in words.
    pub reading: String,
    /// The lessons in the order in which they are to be learned.
    pub lessons: Vec<LessonBody>,
}

impl OnboardingBody {
    /// The JSON shape of an onboarding list.
    #[must_use]
    pub fn of(onboarding: &Onboarding, reader: Reader<'_>) -> Self {
        let language = reader.language;
        let scope = &onboarding.query.scope;
        let periods = [Period::Day, Period::Week, Period::Month];
        let periods = periods.into_iter().filter_map(|period| PeriodBody::of(period, onboarding, language));
        Self {
            title: title(onboarding, language),
            team: scope.team.as_ref().map(|team| team.id.to_string()),
            services: scope.services.clone(),
            since: scope.since.as_ref().map(ToString::to_string),
            total: onboarding.total,
            corpus_total: onboarding.corpus_total,
            basis: basis(onboarding).iter().map(|message| message.render(language)).collect(),
            periods: periods.collect(),
            notices: reader.notices(&[]),
        }
    }
}

impl PeriodBody {
    fn of(period: Period, onboarding: &Onboarding, language: Language) -> Option<Self> {
        let lessons = onboarding.lessons.iter().filter(|lesson| lesson.period == period);
        let lessons: Vec<LessonBody> =
            lessons.map(|lesson| LessonBody::of(lesson, onboarding, language)).collect();
        if lessons.is_empty() {
            return None;
        }
        let (key, label) = match period {
            Period::Day => ("first_day", Label::FirstDay),
            Period::Week => ("first_week", Label::FirstWeek),
            Period::Month => ("first_month", Label::FirstMonth),
        };
        let minutes = lessons.iter().map(|lesson| lesson.minutes).sum();
        let reading = Message::PeriodMinutes { minutes, lessons: lessons.len() }.render(language);
        Some(Self { key: key.to_owned(), name: label.render(language), minutes, reading, lessons })
    }
}

fn title(onboarding: &Onboarding, language: Language) -> String {
    let scope = &onboarding.query.scope;
    let team = scope.team.as_ref();
    let name = team.map(|team| text_of(&team.name, language).unwrap_or_else(|| team.id.to_string()));
    let who: Vec<String> = name.into_iter().chain(scope.services.iter().cloned()).collect();
    if who.is_empty() {
        return Label::Title.render(language);
    }
    Message::TitleFor { who: who.join(", ") }.render(language)
}

fn basis(onboarding: &Onboarding) -> Vec<Message> {
    let (own, total) = (onboarding.total, onboarding.corpus_total);
    let rests_on = match (onboarding.query.is_of_team(), own) {
        (false, _) => Message::OfCorpus { total },
        (true, 0) => Message::OfTeamWithoutAny { total },
        (true, own) => Message::OfTeam { own, total },
    };
    let unrated = (onboarding.rated == 0).then_some(Message::Unrated);
    [Message::Ranked, Message::Grouped, rests_on].into_iter().chain(unrated).collect()
}
