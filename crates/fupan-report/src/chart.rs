//! Charts as SVG texts: horizontal bars with their intervals, columns over time, and ranges of times.
//!
//! ```
//! use fupan_report::{Bar, BarChart};
//!
//! let bar = Bar { label: "死锁".to_owned(), share: 0.25, low: 0.15, high: 0.38, ..Bar::default() };
//! let chart = BarChart { title: "Root causes".to_owned(), bars: vec![bar], ..BarChart::default() };
//! assert!(chart.svg().starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
//! ```
//!
//! A chart stands alone: no script, nothing fetched, the reader's fonts, and colours for light and dark pages on a
//! ground of its own, so that it can be read wherever it is put. The same data gives the same text. Widths of words
//! are estimated by the columns that they take, since no font is at hand; labels are broken and cut with room to
//! spare. Every word comes in with the data, so a chart has the language of who asks.

mod bars;
mod canvas;
mod labels;
mod ranges;
mod scale;
mod trends;

pub use bars::{Bar, BarChart};
pub use ranges::{Range, RangeChart};
pub use trends::{TrendChart, TrendPanel};
