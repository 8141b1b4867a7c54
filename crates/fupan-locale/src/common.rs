//! What every part says.

messages! {
    /// Failures that look the same wherever they happen.
    pub enum CommonMessage {
        /// Nothing lies at the path.
        NotFound { path } => {
            zh: "{path}：没有这个文件或目录",
            en: "{path}: no such file or directory",
        },
        /// The path may not be read.
        NotReadable { path, reason } => {
            zh: "{path}：无法读取：{reason}",
            en: "{path}: cannot be read: {reason}",
        },
    }
}
