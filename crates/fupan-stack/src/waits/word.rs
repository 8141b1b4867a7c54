//! The first argument of a call as the run-time prints it.
//!
//! `0xc000012345` is what the function was called with. `0xc000012345?` was read from where the argument had been, which
//! may hold something else by now (`printArgs` in `runtime/traceback.go`). `{0xc000012345, 0x3}` is no pointer but a
//! string, a slice, an interface or a struct, and `...` tells nothing.

/// Set where the run-time marked the word with `?`.
const UNCERTAIN: u64 = 1 << 63;
/// Nothing is allocated below this address.
const FIRST_ADDRESS: u64 = 0x1000;

/// A pointer that was passed to a call; zero where none is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Word(u64);

impl Word {
    /// The first argument of a call whose arguments were printed as `arguments`.
    pub(super) fn first_of(arguments: &str) -> Self {
        let Some(digits) = arguments.trim_start().strip_prefix("0x") else { return Self::default() };
        let length = digits.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(digits.len());
        let Some((number, rest)) = digits.split_at_checked(length) else { return Self::default() };
        match u64::from_str_radix(number, 16) {
            Ok(value) if (FIRST_ADDRESS..UNCERTAIN).contains(&value) => {
                Self(if rest.starts_with('?') { value | UNCERTAIN } else { value })
            }
            _ => Self::default(),
        }
    }

    /// A word that is what it says.
    pub(super) fn certain(value: u64) -> Self {
        Self(value & !UNCERTAIN)
    }

    /// The address, be it certain or not.
    pub(super) fn address(self) -> Option<u64> {
        (self.0 != 0).then_some(self.0 & !UNCERTAIN)
    }

    /// The address where it is certain.
    pub(super) fn certain_address(self) -> Option<u64> {
        self.address().filter(|_| self.0 & UNCERTAIN == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_arguments() {
        for (arguments, address, is_certain) in [
            ("0xc000012345", Some(0xc0_0001_2345), true),
            ("0xc000012345, {0x1, ...}", Some(0xc0_0001_2345), true),
            ("0xc000012345?", Some(0xc0_0001_2345), false),
            ("0xc000012345?, 0x1", Some(0xc0_0001_2345), false),
            ("0x0", None, false),
            ("0x0?", None, false),
            ("0x15", None, false),
            ("{0xc000012345?, 0x3}", None, false),
            ("...", None, false),
            ("", None, false),
            ("0xffffffffffffffff", None, false),
            ("0xfffffffffffffffff", None, false),
        ] {
            let word = Word::first_of(arguments);
            assert_eq!(word.address(), address, "{arguments}");
            assert_eq!(word.certain_address().is_some(), is_certain, "{arguments}");
        }
    }
}
