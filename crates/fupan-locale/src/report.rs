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
        /// There is no font for a PDF.
        NoFont => {
            zh: "找不到字体，写不了 PDF：请安装字体（例如 fonts-noto-cjk），或用 --font 指定字体文件",
            en: "no font was found, so no PDF can be written: install fonts (fonts-noto-cjk, for one), or name a file with --font",
        },
        /// No font has a letter.
        NoLetter { letter } => {
            zh: "没有字体含有“{letter}”，写出的 PDF 会缺字：请安装中文字体（Debian/Ubuntu：fonts-noto-cjk；Fedora：google-noto-sans-cjk-fonts），或用 --font 指定字体文件",
            en: "no font has “{letter}”, which the PDF would lack: install a font with Chinese letters (Debian and Ubuntu: fonts-noto-cjk; Fedora: google-noto-sans-cjk-fonts), or name a file with --font",
        },
        /// A PDF cannot be written.
        PdfUnwritable { reason } => { zh: "写不出 PDF：{reason}", en: "the PDF cannot be written: {reason}" },
        /// A font file is none.
        NotFont { path } => { zh: "{path} 不是能用的字体文件", en: "{path} is no font file that can be used" },
        /// A PDF does not go to a terminal.
        PdfToTerminal => { zh: "PDF 不打印到终端：用 --output 指定文件，或重定向", en: "a PDF is not printed to a terminal: name a file with --output, or redirect it" },
        /// A template has a mistake.
        MistakenTemplate { name, reason } => { zh: "模板 {name} 有误：{reason}", en: "template {name}: {reason}" },
    }
}
