//! Text in two languages, and statements that may be unknown.

use std::fmt;
use std::marker::PhantomData;

use fupan_locale::Language;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer, StrDeserializer};
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text in Chinese, English or both; never in neither once it was checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Localized {
    /// The Chinese text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zh: Option<String>,
    /// The English text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

/// What a reader gets of a [`Localized`]: the text, and the language it really is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading<'a> {
    /// The text.
    pub text: &'a str,
    /// Its language: the one asked for, or the other where only that exists.
    pub language: Language,
}

impl Localized {
    /// A text in both languages.
    #[must_use]
    pub fn both(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: Some(zh.into()), en: Some(en.into()) }
    }

    /// A text in English alone.
    #[must_use]
    pub fn english(en: impl Into<String>) -> Self {
        Self { zh: None, en: Some(en.into()) }
    }

    /// The text in one language, where it exists.
    #[must_use]
    pub fn get(&self, language: Language) -> Option<&str> {
        match language {
            Language::Zh => self.zh.as_deref(),
            Language::En => self.en.as_deref(),
        }
    }

    /// The text in the language asked for, or else in the other; `None` where there is neither.
    #[must_use]
    pub fn read(&self, language: Language) -> Option<Reading<'_>> {
        [language, language.other()]
            .into_iter()
            .find_map(|language| self.get(language).map(|text| Reading { text, language }))
    }

    /// Each text that exists, Chinese first.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [self.zh.as_deref(), self.en.as_deref()].into_iter().flatten()
    }
}

/// A statement that is known, or said to be unknown; written as the statement or as the word `unknown`.
///
/// A postmortem that does not mention its trigger and one whose authors never found it are the same to a reader:
/// the trigger is unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Known<T> {
    /// Nobody says.
    #[default]
    Unknown,
    /// It is this.
    Known(T),
}

impl<T> Known<T> {
    /// The statement, where it is known.
    #[must_use]
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Unknown => None,
            Self::Known(value) => Some(value),
        }
    }
}

impl<T> From<Option<T>> for Known<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Unknown, Self::Known)
    }
}

const UNKNOWN: &str = "unknown";

impl<T: Serialize> Serialize for Known<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown => serializer.serialize_str(UNKNOWN),
            Self::Known(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Known<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KnownVisitor(PhantomData))
    }
}

struct KnownVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for KnownVisitor<T> {
    type Value = Known<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the statement, or the word unknown")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        if text == UNKNOWN {
            return Ok(Known::Unknown);
        }
        T::deserialize(StrDeserializer::new(text)).map(Known::Known)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Known::Known)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        T::deserialize(SeqAccessDeserializer::new(seq)).map(Known::Known)
    }
}

impl<T: JsonSchema> JsonSchema for Known<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Known{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [{ "const": UNKNOWN }, value] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_other_language_where_one_is_missing() {
        let title = Localized::english("negative WaitGroup counter");
        let reading = title.read(Language::Zh).unwrap();
        assert_eq!((reading.text, reading.language), ("negative WaitGroup counter", Language::En));
        assert_eq!(Localized::default().read(Language::Zh), None);
    }

    #[test]
    fn unknown_is_a_word() {
        for (json, value) in [
            ("\"unknown\"", Known::Unknown),
            (r#"{"en":"leap second"}"#, Known::Known(Localized::english("leap second"))),
        ] {
            assert_eq!(serde_json::from_str::<Known<Localized>>(json).unwrap(), value);
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
        assert!(serde_json::from_str::<Known<Localized>>("\"unknwon\"").is_err());
    }
}
