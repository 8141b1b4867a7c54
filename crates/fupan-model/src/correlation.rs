//! Keys that join evidence of one event across tools: trace, span, request and deployment ids.

use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// Why a text is no correlation key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a {kind}")]
pub struct InvalidCorrelationKey {
    /// The text that was given.
    pub text: String,
    /// What it should have been.
    pub kind: &'static str,
}

macro_rules! correlation_key {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $canonical:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name {
            text: String,
        }

        impl $name {
            /// The key as text, in its canonical spelling.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.text
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.text)
            }
        }

        impl FromStr for $name {
            type Err = InvalidCorrelationKey;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let canonical: fn(&str) -> Option<String> = $canonical;
                canonical(text)
                    .map(|text| Self { text })
                    .ok_or_else(|| InvalidCorrelationKey { text: text.to_owned(), kind: $kind })
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidCorrelationKey;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "description": $kind })
            }
        }

        impl From<$name> for String {
            fn from(key: $name) -> Self {
                key.text
            }
        }
    };
}

correlation_key!(
    /// A W3C trace id: 32 lower-case hexadecimal digits, not all zero. Upper case and dashes are accepted; a
    /// 64-bit id (Jaeger, Zipkin) is padded with zeros on the left.
    TraceId,
    "trace id of 16 or 32 hexadecimal digits",
    |text| {
        let digits: String = text.chars().filter(|c| *c != '-').collect();
        let digits = hexadecimal(&digits, &[16, 32])?;
        Some(format!("{digits:0>32}"))
    }
);

correlation_key!(
    /// A W3C span id: 16 lower-case hexadecimal digits, not all zero.
    SpanId,
    "span id of 16 hexadecimal digits",
    |text| hexadecimal(text, &[16])
);

correlation_key!(
    /// A request id: what the service put into `X-Request-Id`, 1–200 printable characters without blanks.
    RequestId,
    "request id of 1 to 200 printable characters",
    printable
);

correlation_key!(
    /// A deployment id (OpenTelemetry `deployment.id`), 1–200 printable characters without blanks.
    DeployId,
    "deployment id of 1 to 200 printable characters",
    printable
);

fn hexadecimal(text: &str, lengths: &[usize]) -> Option<String> {
    let digits = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let zero = text.bytes().all(|byte| byte == b'0');
    (lengths.contains(&text.len()) && digits && !zero).then(|| text.to_ascii_lowercase())
}

fn printable(text: &str) -> Option<String> {
    let visible = text.chars().all(|c| !c.is_whitespace() && !c.is_control());
    ((1..=200).contains(&text.len()) && visible).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trace_ids_have_one_spelling() {
        for text in [
            "4bf92f35-77b3-4da6-a3ce-929d0e0e4736",
            "4BF92F3577B34DA6A3CE929D0E0E4736",
            "4bf92f3577b34da6a3ce929d0e0e4736",
        ] {
            assert_eq!(text.parse::<TraceId>().unwrap().as_str(), "4bf92f3577b34da6a3ce929d0e0e4736");
        }
        assert_eq!(
            "a3ce929d0e0e4736".parse::<TraceId>().unwrap().as_str(),
            "0000000000000000a3ce929d0e0e4736"
        );
        for text in ["", "00000000000000000000000000000000", "4bf92f3577b34da6a3ce929d0e0e473g", "4bf9"] {
            assert!(text.parse::<TraceId>().is_err(), "{text}");
        }
    }

    #[test]
    fn request_ids_are_printable() {
        assert!("req-7f3a".parse::<RequestId>().is_ok());
        assert!("req 7f3a".parse::<RequestId>().is_err());
        assert!("".parse::<RequestId>().is_err());
    }
}
