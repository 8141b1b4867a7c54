//! Statistics over the incidents of a view, from its table.

use fupan_model::{Localized, PatternId};
use fupan_statistics::{
    Grouping, Recurrence, RecurrencePair, Scope, ShareQuery, ShareRow, Shares, Table, Times, TrendPeriod,
    TrendRow, Trends, recurrence, shares, times, trends,
};

use crate::catalogue::IncidentSummary;
use crate::{Engine, EngineError};

/// What came back, told with its incidents.
#[derive(Debug, Clone, PartialEq)]
pub struct RecurrenceAnswer {
    /// The figures.
    pub recurrence: Recurrence,
    /// The latest pairs.
    pub told: Vec<ToldPair>,
}

/// A root cause that was seen again, told.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldPair {
    /// Which, where and when.
    pub pair: RecurrencePair,
    /// The name of the pattern.
    pub name: Option<Localized>,
    /// The incident that was mended.
    pub fixed: IncidentSummary,
    /// How, where that is known.
    pub fix: Option<Localized>,
    /// The commits of that.
    pub commits: Vec<String>,
    /// The incident that came after.
    pub again: IncidentSummary,
}

impl Engine {
    /// How the incidents spread over causes, triggers, services, versions or time, with 95 % intervals.
    ///
    /// # Errors
    /// [`EngineError::Index`] where the view is damaged.
    pub fn root_cause_shares(&self, query: &ShareQuery) -> Result<Shares, EngineError> {
        let mut shares = shares(self.table()?, query);
        if query.by == Grouping::Trigger {
            self.name_triggers(&mut shares.rows)?;
        }
        if query.by.is_of_patterns() {
            for row in &mut shares.rows {
                row.name = self.pattern_name(&row.key).or(row.name.take());
            }
        }
        Ok(shares)
    }

    /// The same root causes in the same places after they were mended there; the latest `most` of them are told.
    ///
    /// # Errors
    /// [`EngineError::Index`] where the view is damaged.
    pub fn recurrence(&self, scope: &Scope, most: usize) -> Result<RecurrenceAnswer, EngineError> {
        let mut recurrence = recurrence(self.table()?, scope, most);
        for row in &mut recurrence.rows {
            row.name = self.pattern_name(row.pattern.as_str());
        }
        let mut told = Vec::new();
        for pair in &recurrence.pairs {
            let (Some(fixed), Some(again)) = (self.incident(pair.fixed)?, self.incident(pair.again)?) else {
                continue;
            };
            told.push(ToldPair {
                name: self.pattern_name(pair.pattern.as_str()),
                fix: fixed.resolution.fix.known().cloned(),
                commits: fixed.resolution.commits.clone(),
                fixed: IncidentSummary::of(&fixed),
                again: IncidentSummary::of(&again),
                pair: pair.clone(),
            });
        }
        Ok(RecurrenceAnswer { recurrence, told })
    }

    /// How long incidents took until they were noticed, taken on, mitigated and resolved.
    ///
    /// # Errors
    /// [`EngineError::Index`] where the view is damaged.
    pub fn times(&self, by: Option<Grouping>, scope: &Scope) -> Result<Times, EngineError> {
        let mut times = times(self.table()?, by, scope);
        if by.is_some_and(Grouping::is_of_patterns) {
            for row in &mut times.rows {
                row.name = row.name.take().or_else(|| self.pattern_name(&row.key));
            }
        }
        Ok(times)
    }

    /// What becomes more frequent and what less.
    ///
    /// # Errors
    /// [`EngineError::Index`] where the view is damaged.
    pub fn trends(&self, period: TrendPeriod, by: Grouping, scope: &Scope) -> Result<Trends, EngineError> {
        let mut trends = trends(self.table()?, period, by, scope);
        let name = |row: &mut TrendRow| row.name = row.name.take().or_else(|| self.pattern_name(&row.key));
        trends.rows.iter_mut().for_each(name);
        Ok(trends)
    }

    /// The pattern or family that a person means.
    ///
    /// # Errors
    /// [`EngineError::UnknownEntry`].
    pub fn pattern_named(&self, name: &str) -> Result<PatternId, EngineError> {
        let catalogue = &self.opened.catalogue;
        let found = catalogue.resolve_pattern(name.trim());
        found.ok_or_else(|| EngineError::UnknownEntry {
            name: name.to_owned(),
            near: catalogue.nearest_of_all(name),
        })
    }

    /// Triggers have no ids: their text is the key, and equal counts are in its order.
    fn name_triggers(&self, rows: &mut [ShareRow]) -> Result<(), EngineError> {
        let triggers = self.opened.triggers()?;
        for row in rows.iter_mut() {
            let number = row.trigger.and_then(|number| usize::try_from(number).ok());
            let Some(trigger) = number.and_then(|number| triggers.get(number)) else { continue };
            row.key = trigger.en.as_ref().or(trigger.zh.as_ref()).cloned().unwrap_or_default();
            row.name = Some(trigger.clone());
        }
        rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.key.cmp(&b.key)));
        Ok(())
    }

    pub(crate) fn pattern_name(&self, id: &str) -> Option<Localized> {
        let id = id.parse().ok()?;
        self.pattern(&id).ok().flatten().map(|pattern| pattern.name)
    }

    /// The table, read when it is first asked for.
    pub(crate) fn table(&self) -> Result<&Table, EngineError> {
        if let Some(table) = self.table.get() {
            return Ok(table);
        }
        let table = self.opened.incidents()?;
        Ok(self.table.get_or_init(|| table))
    }
}
