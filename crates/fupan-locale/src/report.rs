//! Words of reports: headings, and the words that templates put around data.

messages! {
    /// Words that stand in every report.
    pub enum ReportLabel {
        /// Before the list of chapters.
        Contents => { zh: "目录", en: "Contents" },
    }
}

messages! {
    /// Why a report cannot be written.
    pub enum ReportFailure {
        /// A folder of templates, or a file in it, cannot be read.
        UnreadableTemplate { path, reason } => { zh: "无法读取模板 {path}：{reason}", en: "the template {path} cannot be read: {reason}" },
        /// A file is too large to be a template.
        LargeTemplate { path } => { zh: "{path} 太大，不像是模板", en: "{path} is too large for a template" },
        /// A template has a mistake in a line.
        TemplateMistake { name, line: usize, reason } => { zh: "模板 {name} 第 {line} 行有误：{reason}", en: "template {name}, line {line}: {reason}" },
        /// A template has a mistake.
        MistakenTemplate { name, reason } => { zh: "模板 {name} 有误：{reason}", en: "template {name}: {reason}" },
    }
}
