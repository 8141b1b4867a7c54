//! A point in time as exact as its source: a year, a month, a day or a second with its offset from UTC.
//!
//! `2019` is not the first of January 2019. A moment keeps what was written and compares by its earliest instant,
//! the less exact first where two begin together.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A year, a month, a day or an exact time: `2019`, `2019-05`, `2019-05-31`, `2020-02-29T03:08:00Z`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment {
    text: String,
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
    /// Seconds since the Unix epoch of the earliest instant meant.
    seconds: i64,
}

/// Why a text is no [`Moment`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a date (2019, 2019-05, 2019-05-31) or time (2020-02-29T03:08:00Z)")]
pub struct InvalidMoment {
    /// The text that was given.
    pub text: String,
}

impl Moment {
    /// The year as written.
    #[must_use]
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The month (1–12), where it is known.
    #[must_use]
    pub fn month(&self) -> Option<u8> {
        self.month
    }

    /// The day of the month (1–31), where it is known.
    #[must_use]
    pub fn day(&self) -> Option<u8> {
        self.day
    }

    /// Seconds since the Unix epoch of the earliest instant that is meant.
    #[must_use]
    pub fn earliest_unix_seconds(&self) -> i64 {
        self.seconds
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The UTC day of an instant, given in seconds since the Unix epoch; `None` outside 1970–9999.
    #[must_use]
    pub fn day_of_unix_seconds(seconds: i64) -> Option<Self> {
        let (year, month, day) = date_of_day(seconds.div_euclid(86_400));
        format!("{year:04}-{month:02}-{day:02}").parse().ok()
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> Ordering {
        self.seconds
            .cmp(&other.seconds)
            .then_with(|| self.text.len().cmp(&other.text.len()))
            .then_with(|| self.text.cmp(&other.text))
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Moment {
    type Err = InvalidMoment;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).ok_or_else(|| InvalidMoment { text: text.to_owned() })
    }
}

fn parse(text: &str) -> Option<Moment> {
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let year: u16 = number(parts.next()?, 4)?;
    let month: Option<u8> = parts.next().map(|part| number(part, 2).ok_or(())).transpose().ok()?;
    let day: Option<u8> = parts.next().map(|part| number(part, 2).ok_or(())).transpose().ok()?;
    let in_calendar = year >= 1970
        && month.is_none_or(|month| (1..=12).contains(&month))
        && day.is_none_or(|day| day >= 1 && day <= days_of_month(year, month.unwrap_or(1)));
    if !in_calendar || parts.next().is_some() || (time.is_some() && day.is_none()) {
        return None;
    }
    let first = |part: Option<u8>| i64::from(part.unwrap_or(1));
    let midnight = day_number(i64::from(year), first(month), first(day)) * 86_400;
    let seconds = midnight + time.map_or(Some(0), seconds_of_day)?;
    Some(Moment { text: text.to_owned(), year, month, day, seconds })
}

/// Seconds after UTC midnight of `03:08`, `03:08:00`, `03:08:00.25`, each with `Z`, `+08:00` or `-07:00` behind.
fn seconds_of_day(time: &str) -> Option<i64> {
    let (clock, offset) = match time.strip_suffix('Z') {
        Some(clock) => (clock, 0),
        None => {
            let sign_at = time.rfind(['+', '-'])?;
            let (clock, offset) = time.split_at_checked(sign_at)?;
            let (sign, offset) = offset.split_at_checked(1)?;
            let (hours, minutes) = offset.split_once(':')?;
            let seconds = clock_part(hours, 23)? * 3600 + clock_part(minutes, 59)? * 60;
            (clock, if sign == "-" { -seconds } else { seconds })
        }
    };
    let mut parts = clock.split(':');
    let hours = clock_part(parts.next()?, 23)?;
    let minutes = clock_part(parts.next()?, 59)?;
    let seconds = match parts.next() {
        None => 0,
        Some(part) => {
            let (whole, fraction) = part.split_once('.').unwrap_or((part, "0"));
            if fraction.is_empty() || fraction.len() > 9 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            // A leap second is written as 60.
            clock_part(whole, 60)?
        }
    };
    parts.next().is_none().then_some(hours * 3600 + minutes * 60 + seconds - offset)
}

fn clock_part(text: &str, most: i64) -> Option<i64> {
    number::<i64>(text, 2).filter(|value| *value <= most)
}

fn number<T: FromStr>(text: &str, digits: usize) -> Option<T> {
    if text.len() != digits || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

fn days_of_month(year: u16, month: u8) -> u8 {
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar. The year is counted from March, so that the leap
/// day comes last and a month's first day is a linear function of its number.
#[must_use]
pub fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let shifted = year - i64::from(month <= 2);
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day: the inverse of [`day_number`].
#[must_use]
pub fn date_of_day(day: i64) -> (i64, i64, i64) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

impl TryFrom<String> for Moment {
    type Error = InvalidMoment;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.text
    }
}

impl JsonSchema for Moment {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A year, month, day or exact time, as exact as its source.",
            "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_of_known_instants() {
        for (text, seconds) in [
            ("1970", 0),
            ("1970-01-01T00:00:00Z", 0),
            ("2020-02-29T03:08:00Z", 1_582_945_680),
            ("2020-02-29T11:08:00+08:00", 1_582_945_680),
            ("2016-12-31T23:59:60Z", 1_483_228_800),
            ("2000-02-29", 951_782_400),
        ] {
            assert_eq!(text.parse::<Moment>().unwrap().earliest_unix_seconds(), seconds, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "19",
            "2019-13",
            "2019-02-29",
            "2019-5-1",
            "2019-05T10:00Z",
            "2019-05-01T25:00Z",
            "2019-05-01T10:00",
            "2019-05-01T10:00:00.Z",
            "2019-05-01 10:00",
            "2019-05-01-02",
            "unknown",
            "2019-05-01T10:00é",
        ] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }

    #[test]
    fn orders_by_earliest_instant_then_by_exactness() {
        let mut moments: Vec<Moment> = ["2019-05-01", "2018-12-31", "2019", "2019-05"]
            .iter()
            .map(|text| text.parse().unwrap())
            .collect();
        moments.sort();
        let texts: Vec<_> = moments.iter().map(Moment::as_str).collect();
        assert_eq!(texts, ["2018-12-31", "2019", "2019-05", "2019-05-01"]);
    }

    #[test]
    fn days_and_seconds_are_inverse() {
        for day in (0..2_900_000).step_by(37) {
            let moment = Moment::day_of_unix_seconds(day * 86_400 + 5).unwrap();
            assert_eq!(moment.earliest_unix_seconds(), day * 86_400);
        }
    }
}
