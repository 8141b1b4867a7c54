//! The identity of a stack: 128 bits of a hash with the level and version in its written form.
//!
//! `v1:` is exact (one build), `v1f:` the family (the same failure across builds, Go versions and flags), `v1b:` the
//! blame (the failing place alone). Fingerprints of different levels are never equal.

use std::fmt;
use std::str::FromStr;

const HASH_LENGTH: usize = 16;

/// How much of a stack a [`Fingerprint`] covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FingerprintLevel {
    /// Kind, all frames, file names and line numbers: `v1:`.
    Exact,
    /// Kind and the program's own symbols: `v1f:`.
    Family,
    /// Kind and the first of the program's own symbols: `v1b:`.
    Blame,
}

impl FingerprintLevel {
    const ALL: [Self; 3] = [Self::Exact, Self::Family, Self::Blame];

    /// What the written form of this level starts with.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Exact => "v1:",
            Self::Family => "v1f:",
            Self::Blame => "v1b:",
        }
    }
}

/// A fingerprint of version 1. Written as its level's prefix and 32 lower-case hexadecimal digits.
///
/// ```
/// let text = "v1f:00112233445566778899aabbccddeeff";
/// let fingerprint: fupan_stack::Fingerprint = text.parse()?;
/// assert_eq!(fingerprint.to_string(), text);
/// assert_eq!(fingerprint.level(), fupan_stack::FingerprintLevel::Family);
/// # Ok::<(), fupan_stack::InvalidFingerprint>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint {
    level: FingerprintLevel,
    hash: [u8; HASH_LENGTH],
}

/// Why a text is no [`Fingerprint`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidFingerprint {
    /// The text that was given.
    pub text: String,
}

impl fmt::Display for InvalidFingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is not a fingerprint of the form v1:, v1f: or v1b: and 32 hexadecimal digits",
            self.text
        )
    }
}

impl std::error::Error for InvalidFingerprint {}

impl Fingerprint {
    /// The fingerprint of `parts` in their order. Each part is hashed with its length, so that no two lists of parts
    /// give the same bytes.
    pub(crate) fn of(level: FingerprintLevel, parts: impl IntoIterator<Item: AsRef<[u8]>>) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(level.prefix().as_bytes());
        for part in parts {
            let part = part.as_ref();
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        let mut hash = [0; HASH_LENGTH];
        hasher.finalize_xof().fill(&mut hash);
        Self { level, hash }
    }

    /// How much of a stack it covers.
    #[must_use]
    pub fn level(&self) -> FingerprintLevel {
        self.level
    }

    /// The hash alone; a key among fingerprints of one level.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.hash
    }
}

impl AsRef<[u8]> for Fingerprint {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.level.prefix())?;
        self.hash.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

impl FromStr for Fingerprint {
    type Err = InvalidFingerprint;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse_fingerprint(text).ok_or_else(|| InvalidFingerprint { text: text.to_owned() })
    }
}

fn parse_fingerprint(text: &str) -> Option<Fingerprint> {
    let level_and_digits = |level: FingerprintLevel| Some((level, text.strip_prefix(level.prefix())?));
    let (level, digits) = FingerprintLevel::ALL.into_iter().find_map(level_and_digits)?;
    // One spelling for one fingerprint: capital digits are refused.
    let plain = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if digits.len() != 2 * HASH_LENGTH || !digits.bytes().all(plain) {
        return None;
    }
    let value = u128::from_str_radix(digits, 16).ok()?;
    Some(Fingerprint { level, hash: value.to_be_bytes() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_form_is_checked() {
        let digits = "0123456789abcdef0123456789abcdef";
        for prefix in ["v1:", "v1f:", "v1b:"] {
            let text = format!("{prefix}{digits}");
            assert_eq!(text.parse::<Fingerprint>().unwrap().to_string(), text);
        }
        for text in
            ["", "v1:", "v2:0123456789abcdef0123456789abcdef", "v1:0123456789ABCDEF0123456789abcdef", digits]
        {
            assert_eq!(text.parse::<Fingerprint>().unwrap_err().text, text);
        }
    }

    #[test]
    fn lists_of_parts_do_not_run_together() {
        let of = |parts: &[&'static str]| {
            Fingerprint::of(FingerprintLevel::Exact, parts.iter().map(|part| part.as_bytes()))
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
    }
}
