//! Words of reports: headings, and the words that templates put around data.

messages! {
    /// Words that stand in every report.
    pub enum ReportLabel {
        /// Before the list of chapters.
        Contents => { zh: "目录", en: "Contents" },
    }
}
