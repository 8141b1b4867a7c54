//! The times that logs put before their lines.
//!
//! ```text
//! 2026-03-07T10:00:00.123Z          RFC 3339; a blank for the T, a comma for the point, no zone
//! 2026/03/07 10:00:00.123456        Go's log package
//! E0307 10:00:00.123456             Kubernetes
//! Mar  7 10:00:00                   syslog
//! 07/Mar/2026:10:00:00 +0000        web servers
//! 1772877600.123                    a number of seconds, milliseconds or nanoseconds, only as a field of a record
//! ```

use crate::bytes::text_of;
use crate::parsed::LogTime;

/// A time further right in a line is not its own.
const LONGEST_LEAD: usize = 160;
/// How many lines before a crash are looked at.
const LINES_BEFORE: usize = 3;

const MONTHS: [&[u8]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
const SECOND: i64 = 1_000_000_000;

/// The first time in `text`.
pub(crate) fn in_text(text: &[u8]) -> Option<LogTime<'_>> {
    let head = text.get(..LONGEST_LEAD).unwrap_or(text);
    let mut is_start = true;
    for (at, byte) in head.iter().enumerate() {
        let may_start = is_start && (byte.is_ascii_digit() || byte.is_ascii_uppercase());
        is_start = !byte.is_ascii_alphanumeric();
        if may_start && let Some(time) = text.get(at..).and_then(at_start) {
            return Some(time);
        }
    }
    None
}

/// The time in a field of a record, which may be a number.
pub(super) fn of_field(text: &str) -> Option<LogTime<'_>> {
    let text = text.trim();
    in_text(text.as_bytes()).or_else(|| {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let number: i64 = whole.parse().ok().filter(|number| *number > 0)?;
        let unit = match whole.len() {
            9 | 10 => SECOND,
            13 => SECOND / 1_000,
            16 => 1_000,
            19 => 1,
            _ => return None,
        };
        let nanoseconds = number.checked_mul(unit)?;
        let nanoseconds =
            if unit == SECOND { nanoseconds + fraction_of(fraction.as_bytes()) } else { nanoseconds };
        Some(LogTime { text: text.into(), nanoseconds })
    })
}

/// What stands before `place` on its line.
pub(super) fn line_head(text: &[u8], place: usize) -> Option<&[u8]> {
    let before = text.get(..place)?;
    let start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
    before.get(start..).filter(|head| !head.is_empty())
}

/// The lines before the one at `place`, the nearest first, none that starts before `taken`.
pub(super) fn lines_before(text: &[u8], taken: usize, place: usize) -> impl Iterator<Item = &[u8]> {
    let mut before = text.get(taken..place).unwrap_or_default();
    std::iter::from_fn(move || {
        if before.is_empty() {
            return None;
        }
        let body = before.strip_suffix(b"\n").unwrap_or(before);
        let start = memchr::memrchr(b'\n', body).map_or(0, |newline| newline + 1);
        let line = body.get(start..)?;
        before = body.get(..start)?;
        Some(line)
    })
    .take(LINES_BEFORE)
}

/// The time `text` starts with.
fn at_start(text: &[u8]) -> Option<LogTime<'_>> {
    let mut cursor = Cursor { text, at: 0 };
    let (year, month, day) = cursor.date()?;
    let nanoseconds = cursor.clock()?;
    let end = cursor.at;
    let zone = cursor.zone().unwrap_or_default();
    let end = if zone.1 { cursor.at } else { end };
    let days = days_of(year, month, day)?;
    Some(LogTime {
        text: text_of(text.get(..end)?),
        nanoseconds: (days * 86_400 - zone.0).checked_mul(SECOND)?.checked_add(nanoseconds)?,
    })
}

struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn take(&mut self, wanted: impl Fn(u8) -> bool) -> Option<u8> {
        let byte = self.peek().filter(|byte| wanted(*byte))?;
        self.at += 1;
        Some(byte)
    }

    fn digits(&mut self, count: usize) -> Option<i64> {
        let digits = self.text.get(self.at..self.at + count)?;
        let number = crate::bytes::decimal(digits)?;
        self.at += count;
        i64::try_from(number).ok()
    }

    fn month(&mut self) -> Option<i64> {
        let name = self.text.get(self.at..self.at + 3)?;
        let month = (1_i64..).zip(MONTHS).find(|(_, month)| *month == name)?.0;
        self.at += 3;
        Some(month)
    }

    /// Year, month, day; the year is 1970 where none is told.
    fn date(&mut self) -> Option<(i64, i64, i64)> {
        match self.peek()? {
            b'I' | b'W' | b'E' | b'F' => self.dense_date(),
            b'A'..=b'Z' => self.named_date(),
            _ if self.text.get(2) == Some(&b'/') => self.web_date(),
            _ => self.full_date(),
        }
    }

    fn full_date(&mut self) -> Option<(i64, i64, i64)> {
        let year = self.digits(4)?;
        let separator = self.take(|byte| matches!(byte, b'-' | b'/' | b'.'))?;
        let month = self.digits(2)?;
        self.take(|byte| byte == separator)?;
        let day = self.digits(2)?;
        self.take(|byte| matches!(byte, b'T' | b't' | b' ' | b'_'))?;
        Some((year, month, day))
    }

    /// `E0307 `
    fn dense_date(&mut self) -> Option<(i64, i64, i64)> {
        self.at += 1;
        let date = (1970, self.digits(2)?, self.digits(2)?);
        self.take(|byte| byte == b' ')?;
        Some(date)
    }

    /// `Mar  7 `
    fn named_date(&mut self) -> Option<(i64, i64, i64)> {
        let month = self.month()?;
        self.take(|byte| byte == b' ')?;
        let day = if self.take(|byte| byte == b' ').is_some() { self.digits(1)? } else { self.digits(2)? };
        self.take(|byte| byte == b' ')?;
        Some((1970, month, day))
    }

    /// `07/Mar/2026:`
    fn web_date(&mut self) -> Option<(i64, i64, i64)> {
        let day = self.digits(2)?;
        self.at += 1;
        let month = self.month()?;
        self.take(|byte| byte == b'/')?;
        let year = self.digits(4)?;
        self.take(|byte| byte == b':')?;
        Some((year, month, day))
    }

    /// The time of day in nanoseconds.
    fn clock(&mut self) -> Option<i64> {
        let hours = self.digits(2)?;
        self.take(|byte| byte == b':')?;
        let minutes = self.digits(2)?;
        self.take(|byte| byte == b':')?;
        let seconds = self.digits(2)?;
        let is_time = hours < 24 && minutes < 60 && seconds <= 60;
        let whole = is_time.then_some((hours * 3_600 + minutes * 60 + seconds) * SECOND)?;
        let before = self.at;
        if self.take(|byte| matches!(byte, b'.' | b',')).is_none() {
            return Some(whole);
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if length == 0 {
            self.at = before;
            return Some(whole);
        }
        self.at += length;
        Some(whole + fraction_of(rest.get(..length)?))
    }

    /// The distance of the zone from UTC in seconds, and that there was one.
    fn zone(&mut self) -> Option<(i64, bool)> {
        if self.take(|byte| matches!(byte, b'Z' | b'z')).is_some() {
            return Some((0, true));
        }
        let is_spaced = self.take(|byte| byte == b' ').is_some();
        let sign = if self.take(|byte| byte == b'+').is_some() {
            1
        } else {
            self.take(|byte| byte == b'-' && !is_spaced).map(|_| -1)?
        };
        let hours = self.digits(2)?;
        let minutes = match self.take(|byte| byte == b':') {
            Some(_) => self.digits(2)?,
            None => self.digits(2).unwrap_or_default(),
        };
        (hours <= 14 && minutes < 60).then_some((sign * (hours * 3_600 + minutes * 60), true))
    }
}

/// The digits behind the point as nanoseconds.
fn fraction_of(digits: &[u8]) -> i64 {
    let digits = digits.iter().copied().chain(std::iter::repeat(b'0')).take(9);
    digits.fold(0, |value, digit| value * 10 + i64::from(digit.wrapping_sub(b'0').min(9)))
}

/// Days since 1970-01-01 in the Gregorian calendar, by counting in eras of 400 years that begin in March.
fn days_of(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(1970..2200).contains(&year) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year / 400, year % 400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_logs() {
        const MARCH_7: i64 = 1_772_877_600 * SECOND;
        for (text, printed, nanoseconds) in [
            ("2026-03-07T10:00:00Z panic", "2026-03-07T10:00:00Z", MARCH_7),
            ("2026-03-07T18:00:00.5+08:00 x", "2026-03-07T18:00:00.5+08:00", MARCH_7 + SECOND / 2),
            ("[2026-03-07 10:00:00,250] x", "2026-03-07 10:00:00,250", MARCH_7 + SECOND / 4),
            ("2026/03/07 10:00:00 http: panic", "2026/03/07 10:00:00", MARCH_7),
            ("07/Mar/2026:10:00:00 +0000", "07/Mar/2026:10:00:00 +0000", MARCH_7),
            (
                "pod-7 E0307 10:00:00.000001 1 x",
                "E0307 10:00:00.000001",
                (65 * 86_400 + 36_000) * SECOND + 1_000,
            ),
            ("Mar  7 10:00:00 host x", "Mar  7 10:00:00", (65 * 86_400 + 36_000) * SECOND),
        ] {
            let time = in_text(text.as_bytes()).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((&*time.text, time.nanoseconds), (printed, nanoseconds), "{text}");
        }
        for text in ["", "2026-13-07 10:00:00", "10:00:00", "2026-03-07", "E0307", "Marvin 10:00:00"] {
            assert_eq!(in_text(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_times_only_as_fields() {
        for text in ["1772877600", "1772877600000", "1772877600000000000", "1772877600.0"] {
            assert_eq!(of_field(text).map(|time| time.nanoseconds), Some(1_772_877_600 * SECOND), "{text}");
            assert_eq!(in_text(text.as_bytes()), None);
        }
        assert_eq!(of_field("12"), None);
    }
}
