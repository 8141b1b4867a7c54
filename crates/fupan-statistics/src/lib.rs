//! What counts over many incidents, each figure with how sure it is.
//!
//! ```
//! use fupan_statistics::{Grouping, Scope, ShareQuery, TableBuilder, shares};
//!
//! let table = TableBuilder::default().finish().table;
//! let counted = shares(&table, &ShareQuery { by: Grouping::Pattern, under: None, scope: Scope::default() });
//! assert_eq!(counted.total, 0);
//! ```
//!
//! Postmortems are long and statistics read little of them. So a [`Table`] holds that little in columns: numbers of
//! patterns, services and projects, moments with how exact they are, and the times between them. A hundred thousand
//! incidents are a few megabytes that are counted in milliseconds.
//!
//! Incidents of a laboratory are counted apart: that a program of ours fails says nothing of how often others do.
//! Examples and withdrawn incidents are not in a table at all. A date that is known to the year alone is never taken
//! for a day.
//!
//! Not here: names for readers, which the records have, and the clock.

mod chance;
mod recurrence;
mod scope;
mod shares;
mod table;
mod times;
mod trends;
mod when;

pub use chance::wilson_interval;
pub use recurrence::{Recurrence, RecurrencePair, RecurrenceRow, Returns, recurrence};
pub use scope::{Scope, Selection};
pub use shares::{FEW, Grouping, InvalidLevel, Level, ShareQuery, ShareRow, Shares, UNKNOWN, shares};
pub use table::{Incident, Lag, Table, TableBuilder, Tables};
pub use times::{ALL, ENOUGH_FOR_P90, LagTimes, Times, TimesRow, times};
pub use trends::{Trend, TrendPeriod, TrendRow, Trends, trends};
pub use when::{Exactness, When};
