//! What the input shows by itself: the incidents of that cause are likelier to help.
//!
//! ```text
//! the input shows conc.map.concurrent-write (0.96); RPL-2016-0003 has it as its root cause
//! ```

use fupan_diagnosis::Shown;
use fupan_graph::{Around, LinkKind, NodeId, NodeKind};
use fupan_locale::ReasonMessage;

use super::fusion::Candidates;
use super::weights::SHOWN;
use crate::{Engine, EngineError};

/// Incidents of one pattern that are looked at.
const MOST: usize = 200;

impl Engine {
    /// Adds the incidents whose root or direct cause is a pattern that the input shows.
    pub(super) fn add_incidents_of_shown(
        &self,
        shown: &[Shown],
        candidates: &mut Candidates,
    ) -> Result<(), EngineError> {
        for shown in shown.iter().filter(|shown| shown.confidence >= SHOWN) {
            let reason = self.shown_reason(shown)?;
            let near = Around { depth: 1, kinds: vec![NodeKind::Incident], most: MOST };
            let around = self.opened.graph.neighbourhood(&NodeId::pattern(&shown.pattern), &near);
            let causes = around.links.iter().filter(|link| {
                matches!(link.kind, LinkKind::RootCause | LinkKind::DirectCause)
                    && link.to.name() == shown.pattern.as_str()
            });
            for link in causes {
                let Ok(id) = link.from.name().parse() else { continue };
                candidates.add_cause(id, shown.confidence * link.weight, &reason);
            }
        }
        Ok(())
    }

    fn shown_reason(&self, shown: &Shown) -> Result<ReasonMessage, EngineError> {
        let (zh, en) = self.pattern_names(&shown.pattern)?;
        let confidence = format!("{:.2}", shown.confidence);
        Ok(ReasonMessage::ShownCause { zh, en, pattern: shown.pattern.to_string(), confidence })
    }
}
