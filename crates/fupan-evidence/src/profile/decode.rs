//! From bytes to a profile, with a limit on how many there may be of anything.

use rustc_hash::FxHashMap;

use super::{Function, Location, Profile, RawSample, ValueType};
use crate::OpenProblem;
use crate::wire::{Damaged, Fields, Value};

/// Samples, locations, functions and strings, each.
const MOST: usize = 1 << 20;
/// Places on all stacks together.
const MOST_PLACES: usize = 1 << 23;
/// Places on one stack: Go keeps 128, and 1,024 where it is told to.
const DEEPEST: usize = 1_024;
/// Calls that were inlined into one.
const MOST_INLINED: usize = 64;
/// Values of a sample.
const MOST_VALUES: usize = 16;
/// Labels of a sample.
const MOST_LABELS: usize = 64;

/// The numbers of the fields of `Profile` in `profile.proto`.
mod field {
    pub(super) const SAMPLE_TYPE: u64 = 1;
    pub(super) const SAMPLE: u64 = 2;
    pub(super) const LOCATION: u64 = 4;
    pub(super) const FUNCTION: u64 = 5;
    pub(super) const STRING: u64 = 6;
    pub(super) const TIME: u64 = 9;
    pub(super) const PERIOD_TYPE: u64 = 11;
    pub(super) const DEFAULT_TYPE: u64 = 14;
}

/// Types name strings, which come last.
#[derive(Default)]
struct Reading {
    profile: Profile,
    types: Vec<(u64, u64)>,
    default_type: u64,
    places: usize,
    is_cut: bool,
}

impl Profile {
    /// Whether bytes begin as an uncompressed profile does: with a type of samples, which is two places in the table of
    /// strings. No text does.
    pub(crate) fn is_one(bytes: &[u8]) -> bool {
        let Some(Ok((number, Value::Bytes(message)))) = Fields::of(bytes).next() else { return false };
        let is_type =
            |field: Result<(u64, Value<'_>), Damaged>| matches!(field, Ok((1 | 2, Value::Number(_))));
        matches!(number, field::SAMPLE_TYPE | field::PERIOD_TYPE)
            && (2..=20).contains(&message.len())
            && Fields::of(message).all(is_type)
    }

    /// Reads an uncompressed profile. Where it is damaged or too large, what could be read is given.
    pub(crate) fn decode(bytes: &[u8]) -> (Self, Vec<OpenProblem>) {
        let mut reading = Reading::default();
        let mut damaged = false;
        for field in Fields::of(bytes) {
            damaged |= field.and_then(|(number, value)| reading.add(number, value)).is_err();
        }
        let is_cut = reading.is_cut;
        let problems = [(damaged, OpenProblem::Profile), (is_cut, OpenProblem::TooLarge)];
        let problems = problems.into_iter().filter(|(is, _)| *is).map(|(_, problem)| problem);
        (reading.finish(), problems.collect())
    }
}

impl Reading {
    fn add(&mut self, number: u64, value: Value<'_>) -> Result<(), Damaged> {
        match number {
            field::SAMPLE_TYPE => {
                let [name, unit] = pair(value)?;
                push(&mut self.types, (name, unit), MOST_VALUES, &mut self.is_cut);
            }
            field::SAMPLE => self.add_sample(value.bytes().ok_or(Damaged)?)?,
            field::LOCATION => {
                let (id, location) = self.location(value.bytes().ok_or(Damaged)?)?;
                insert(&mut self.profile.locations, id, location, &mut self.is_cut);
            }
            field::FUNCTION => {
                let (id, function) = function(value.bytes().ok_or(Damaged)?)?;
                insert(&mut self.profile.functions, id, function, &mut self.is_cut);
            }
            field::STRING => {
                let text = String::from_utf8_lossy(value.bytes().ok_or(Damaged)?).into_owned();
                push(&mut self.profile.strings, text, MOST, &mut self.is_cut);
            }
            field::TIME => self.profile.time = Some(value.number().ok_or(Damaged)?.cast_signed()),
            field::DEFAULT_TYPE => self.default_type = value.number().ok_or(Damaged)?,
            _ => {}
        }
        Ok(())
    }

    fn add_sample(&mut self, message: &[u8]) -> Result<(), Damaged> {
        let mut sample = RawSample::default();
        for field in Fields::of(message) {
            let (number, value) = field?;
            match number {
                1 => {
                    let room = DEEPEST.min(MOST_PLACES - self.places).saturating_sub(sample.locations.len());
                    let mut places = value.numbers();
                    sample.locations.extend(places.by_ref().take(room));
                    self.is_cut |= places.next().is_some();
                }
                2 => {
                    let room = MOST_VALUES.saturating_sub(sample.values.len());
                    sample.values.extend(value.numbers().take(room).map(u64::cast_signed));
                }
                3 => {
                    let [key, text] = pair(value)?;
                    if text != 0 {
                        push(&mut sample.labels, (key, text), MOST_LABELS, &mut self.is_cut);
                    }
                }
                _ => {}
            }
        }
        self.places += sample.locations.len();
        push(&mut self.profile.samples, sample, MOST, &mut self.is_cut);
        Ok(())
    }

    fn location(&mut self, message: &[u8]) -> Result<(u64, Location), Damaged> {
        let (mut id, mut location) = (0, Location::default());
        for field in Fields::of(message) {
            let (number, value) = field?;
            match number {
                1 => id = value.number().ok_or(Damaged)?,
                3 => location.address = value.number().ok_or(Damaged)?,
                4 => {
                    let [function, line] = pair(value)?;
                    let line = line.cast_signed();
                    push(&mut location.lines, (function, line), MOST_INLINED, &mut self.is_cut);
                }
                _ => {}
            }
        }
        Ok((id, location))
    }

    fn finish(self) -> Profile {
        let Self { mut profile, types, default_type, .. } = self;
        let text = |place: u64| profile.string(place).to_owned();
        let types = types.into_iter().map(|(name, unit)| ValueType { name: text(name), unit: text(unit) });
        profile.sample_types = types.collect();
        profile.default_type = Some(profile.string(default_type).to_owned()).filter(|name| !name.is_empty());
        profile
    }
}

/// The fields 1 and 2 of a message, both numbers.
fn pair(value: Value<'_>) -> Result<[u64; 2], Damaged> {
    let (mut one, mut two) = (0, 0);
    for field in Fields::of(value.bytes().ok_or(Damaged)?) {
        match field? {
            (1, Value::Number(number)) => one = number,
            (2, Value::Number(number)) => two = number,
            _ => {}
        }
    }
    Ok([one, two])
}

fn function(message: &[u8]) -> Result<(u64, Function), Damaged> {
    let (mut id, mut function) = (0, Function::default());
    for field in Fields::of(message) {
        let (number, value) = field?;
        match number {
            1 => id = value.number().ok_or(Damaged)?,
            2 => function.name = value.number().ok_or(Damaged)?,
            4 => function.file = value.number().ok_or(Damaged)?,
            _ => {}
        }
    }
    Ok((id, function))
}

fn push<T>(list: &mut Vec<T>, value: T, most: usize, is_cut: &mut bool) {
    if list.len() < most {
        list.push(value);
    } else {
        *is_cut = true;
    }
}

fn insert<T>(table: &mut FxHashMap<u64, T>, id: u64, value: T, is_cut: &mut bool) {
    if table.len() < MOST {
        table.insert(id, value);
    } else {
        *is_cut = true;
    }
}
