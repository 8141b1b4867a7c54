//! What the query string of a request says.

use std::convert::Infallible;
use std::str::FromStr;

use axum::extract::{FromRequestParts, Query};
use axum::http::Uri;
use axum::http::request::Parts;
use fupan_engine::SearchQuery;
use fupan_locale::{Language, ServerMessage};

use crate::Service;
use crate::answer::Refusal;

/// Most hits that one request may ask for; a request for more gets these.
const MOST_HITS: usize = 1000;

/// The parameters of a request. A key may come more than once.
#[derive(Debug)]
pub(crate) struct Parameters {
    pairs: Vec<(String, String)>,
    /// What the answer is written in.
    pub(crate) language: Language,
}

/// In which form a report is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReportFormat {
    /// The JSON answer, where nothing else is asked for.
    Json,
    /// Markdown.
    Markdown,
    /// A page that stands alone.
    Html,
}

impl FromRequestParts<Service> for Parameters {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri, service))
    }
}

impl Parameters {
    pub(crate) fn of(uri: &Uri, service: &Service) -> Self {
        // Whatever is no query string says nothing.
        let pairs = Query::try_from_uri(uri).map_or_else(|_| Vec::new(), |Query(pairs)| pairs);
        let mut parameters = Self { pairs, language: service.language };
        let language = parameters.get("lang").and_then(|code| code.parse().ok());
        parameters.language = language.unwrap_or(service.language);
        parameters
    }

    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(other, _)| other == key).map(|(_, value)| value.as_str())
    }

    /// Every value of a key, in the order given.
    pub(crate) fn all(&self, key: &str) -> Vec<String> {
        self.pairs.iter().filter(|(other, _)| other == key).map(|(_, value)| value.clone()).collect()
    }

    /// A parameter read as what it stands for.
    pub(crate) fn parsed<T: FromStr>(&self, key: &str) -> Result<Option<T>, Refusal> {
        self.get(key).map(|text| parse(key, text)).transpose()
    }

    /// Refuses a language that there is not.
    pub(crate) fn checked(self) -> Result<Self, Refusal> {
        match self.get("lang") {
            Some(code) if code.parse::<Language>().is_err() => Err(invalid("lang", code)),
            _ => Ok(self),
        }
    }

    pub(crate) fn report_format(&self) -> Result<ReportFormat, Refusal> {
        match self.get("format") {
            None | Some("json") => Ok(ReportFormat::Json),
            Some("md") => Ok(ReportFormat::Markdown),
            Some("html") => Ok(ReportFormat::Html),
            Some(other) => Err(invalid("format", other)),
        }
    }

    pub(crate) fn filters(&self) -> Result<Vec<(String, String)>, Refusal> {
        let filters = self.pairs.iter().filter(|(key, _)| key == "filter");
        Ok(filters.map(|(_, value)| SearchQuery::filter(value)).collect::<Result<_, _>>()?)
    }

    pub(crate) fn limit(&self, default: usize) -> Result<usize, Refusal> {
        self.parsed("limit")?.map_or(Ok(default), hits)
    }
}

/// A limit as it was asked for; none is no question.
pub(crate) fn hits(limit: usize) -> Result<usize, Refusal> {
    if limit == 0 { Err(invalid("limit", "0")) } else { Ok(limit.min(MOST_HITS)) }
}

pub(crate) fn parse<T: FromStr>(parameter: &str, text: &str) -> Result<T, Refusal> {
    text.parse().ok().ok_or_else(|| invalid(parameter, text))
}

pub(crate) fn invalid(parameter: &str, value: &str) -> Refusal {
    let (parameter, value) = (parameter.to_owned(), value.to_owned());
    Refusal::Request(ServerMessage::InvalidParameter { parameter, value })
}
