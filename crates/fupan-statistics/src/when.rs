//! Moments in a few bytes, as exact as they were written.

use fupan_model::{Moment, date_of_day, day_number};
use serde::{Deserialize, Serialize};

const DAY: i64 = 86_400;

/// How exact a moment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Exactness {
    /// The year is known.
    Year,
    /// The month.
    Month,
    /// The day.
    Day,
    /// The second, or the minute.
    Time,
}

/// A moment, with how exact it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct When {
    earliest: i64,
    exactness: Exactness,
}

impl When {
    /// The moment that was written.
    #[must_use]
    pub fn of(moment: &Moment) -> Self {
        let exactness = match (moment.month(), moment.day(), moment.as_str().contains('T')) {
            (None, ..) => Exactness::Year,
            (_, None, _) => Exactness::Month,
            (_, _, false) => Exactness::Day,
            (_, _, true) => Exactness::Time,
        };
        Self { earliest: moment.earliest_unix_seconds(), exactness }
    }

    /// The UTC day of an instant in seconds since the Unix epoch.
    pub(crate) fn day_of(seconds: i64) -> Self {
        Self { earliest: seconds.div_euclid(DAY) * DAY, exactness: Exactness::Day }
    }

    /// How exact it is.
    #[must_use]
    pub fn exactness(self) -> Exactness {
        self.exactness
    }

    /// Seconds since the Unix epoch of the first instant that it can mean.
    #[must_use]
    pub fn earliest(self) -> i64 {
        self.earliest
    }

    /// Of the last one.
    #[must_use]
    pub fn latest(self) -> i64 {
        let (year, month) = self.month();
        let next = match self.exactness {
            Exactness::Year => first_of(year + 1, 1),
            Exactness::Month if month == 12 => first_of(year + 1, 1),
            Exactness::Month => first_of(year, month + 1),
            Exactness::Day => self.earliest + DAY,
            // A time is written to the minute at least.
            Exactness::Time => self.earliest + 60,
        };
        next - 1
    }

    /// Its year and month in UTC; the first month where only the year is known.
    #[must_use]
    pub fn month(self) -> (i64, i64) {
        let (year, month, _) = date_of_day(self.earliest.div_euclid(DAY));
        (year, month)
    }

    /// The same in the written form; a time becomes its day.
    #[must_use]
    pub fn text(self) -> String {
        let (year, month, day) = date_of_day(self.earliest.div_euclid(DAY));
        match self.exactness {
            Exactness::Year => format!("{year:04}"),
            Exactness::Month => format!("{year:04}-{month:02}"),
            Exactness::Day | Exactness::Time => format!("{year:04}-{month:02}-{day:02}"),
        }
    }
}

/// The first second of a month, since the Unix epoch.
fn first_of(year: i64, month: i64) -> i64 {
    day_number(year, month, 1) * DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_was_written_and_where_it_ends() {
        let second = |text: &str| text.parse::<Moment>().unwrap().earliest_unix_seconds();
        for (text, written, end) in [
            ("2019", "2019", "2020-01-01"),
            ("2019-12", "2019-12", "2020-01-01"),
            ("2020-02", "2020-02", "2020-03-01"),
            ("2020-02-28", "2020-02-28", "2020-02-29"),
            ("2020-02-29T03:08:00+08:00", "2020-02-28", "2020-02-28T19:09:00Z"),
        ] {
            let when = When::of(&text.parse().unwrap());
            assert_eq!(when.text(), written);
            assert_eq!(when.latest() + 1, second(end), "{text}");
        }
    }
}
