//! Root-cause statistics.

use fupan_graph::{Grouping, Shares, root_cause_shares};
use fupan_model::Moment;

use crate::{Engine, EngineError};

impl Engine {
    /// How the incidents spread over causes, triggers, services or months, with 95 % intervals.
    ///
    /// # Errors
    /// [`EngineError::Index`] where the view is damaged.
    pub fn root_cause_shares(&self, by: Grouping, since: Option<&Moment>) -> Result<Shares, EngineError> {
        let postmortems = self.incidents()?;
        let mut shares = root_cause_shares(&postmortems, by, since);
        if matches!(by, Grouping::Pattern | Grouping::PatternGroup) {
            for row in &mut shares.rows {
                row.name =
                    row.key.parse().ok().and_then(|id| self.pattern(&id).ok().flatten()).map(|p| p.name);
            }
        }
        Ok(shares)
    }
}
