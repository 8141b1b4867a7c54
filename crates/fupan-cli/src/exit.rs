//! The documented exit codes.

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// Done; for `similar`: seen before.
    Done,
    /// `similar`: only related incidents.
    Related,
    /// Never seen.
    Novel,
    /// The operation failed.
    Failed,
    /// The arguments are wrong.
    Usage,
    /// The input could not be understood.
    NotUnderstood,
    /// It was refused: a data directory of a newer release.
    Refused,
    /// The data directory is in use.
    InUse,
}

impl ExitStatus {
    /// The code that the process ends with.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::NotUnderstood => 3,
            Self::Refused => 5,
            Self::InUse => 7,
            Self::Related => 10,
            Self::Novel => 11,
        }
    }
}
