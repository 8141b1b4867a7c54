//! The routes of the graph.

use axum::extract::State;
use axum::response::Response;
use fupan_api::{CommunitiesBody, GraphBody, RelatedNodesBody, TogetherBody};
use fupan_engine::{GraphScope, NodeKind};

use super::ask;
use crate::Service;
use crate::answer::{Document, Refusal};
use crate::parameters::{Parameters, invalid};

/// Links away from a node where a request does not say, and the most that it may say.
const DEPTH: u32 = 1;
const MOST_DEPTH: u32 = 6;
/// Ways between two nodes.
const PATHS: usize = 3;
const MOST_PATHS: usize = 20;
/// Nodes close to another, and pairs.
const LISTED: usize = 15;

/// `kinds=incident,pattern`.
fn kinds(parameters: &Parameters) -> Result<Vec<NodeKind>, Refusal> {
    let names = parameters.get("kinds").unwrap_or_default().split(',').filter(|name| !name.is_empty());
    names.map(|name| NodeKind::named(name).ok_or_else(|| invalid("kinds", name))).collect()
}

fn required<'a>(parameters: &'a Parameters, key: &str) -> Result<&'a str, Refusal> {
    parameters.get(key).filter(|text| !text.is_empty()).ok_or_else(|| invalid(key, ""))
}

pub(super) async fn part(State(service): State<Service>, parameters: Parameters) -> Response {
    ask(service, parameters, |engine, parameters, reader| {
        let depth = parameters.parsed("depth")?.unwrap_or(DEPTH);
        if depth > MOST_DEPTH {
            return Err(invalid("depth", &depth.to_string()));
        }
        let node = parameters.get("root").map(str::to_owned);
        let scope = GraphScope { node, depth, kinds: kinds(&parameters)? };
        let part = engine.graph_part(&scope)?;
        let language = reader.language;
        Ok(match parameters.get("format").unwrap_or("json") {
            "json" => match &scope.node {
                Some(node) => {
                    Document::of(&GraphBody::around(&engine.graph_node(node)?.id, &part, language))?
                }
                None => Document::of(&GraphBody::of(&part, language))?,
            },
            "dot" => Document::text("text/vnd.graphviz; charset=utf-8", part.dot(language)),
            "graphml" => Document::text("application/xml", part.graphml(language)),
            "mermaid" => Document::text("text/plain; charset=utf-8", part.mermaid(language)),
            "svg" => Document::text("image/svg+xml", engine.graph_drawing(&scope, language)?),
            other => return Err(invalid("format", other)),
        })
    })
    .await
}

pub(super) async fn path(State(service): State<Service>, parameters: Parameters) -> Response {
    ask(service, parameters, |engine, parameters, reader| {
        let most = parameters.parsed("paths")?.unwrap_or(PATHS).clamp(1, MOST_PATHS);
        let paths = engine.graph_paths(required(&parameters, "from")?, required(&parameters, "to")?, most)?;
        Document::of(&GraphBody::of_paths(&paths, reader.language))
    })
    .await
}

pub(super) async fn related(State(service): State<Service>, parameters: Parameters) -> Response {
    ask(service, parameters, |engine, parameters, reader| {
        let node = required(&parameters, "root")?;
        let related = engine.graph_related(node, &kinds(&parameters)?, parameters.limit(LISTED)?)?;
        Document::of(&RelatedNodesBody::of(&engine.graph_node(node)?, &related, reader.language))
    })
    .await
}

pub(super) async fn together(State(service): State<Service>, parameters: Parameters) -> Response {
    ask(service, parameters, |engine, parameters, reader| {
        let what = engine.what_occurs(required(&parameters, "of")?)?;
        let pairs = engine.graph_together(&what, &kinds(&parameters)?, parameters.limit(LISTED)?);
        Document::of(&TogetherBody::of(engine, &pairs, reader.language))
    })
    .await
}

pub(super) async fn communities(State(service): State<Service>, parameters: Parameters) -> Response {
    ask(service, parameters, |engine, _, reader| {
        Document::of(&CommunitiesBody::of(engine, &engine.graph_communities(), reader.language))
    })
    .await
}
