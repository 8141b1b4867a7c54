//! `graph show`, `path`, `related`, `together`, `communities` and `export`.

use clap::ArgMatches;
use fupan_api::{CommunitiesBody, GraphBody, RelatedNodesBody, TogetherBody};
use fupan_engine::{Engine, GraphScope, NodeKind, Subgraph};

use super::ask::{limit, texts};
use crate::ExitStatus;
use crate::failure::Failure;
use crate::human;
use crate::options::Session;

pub(super) fn dispatch(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let Some((verb, matches)) = matches.subcommand() else {
        return Ok(ExitStatus::Usage);
    };
    let engine = session.engine()?;
    match verb {
        "show" => show(&engine, matches, session)?,
        "path" => path(&engine, matches, session)?,
        "related" => related(&engine, matches, session)?,
        "together" => together(&engine, matches, session)?,
        "communities" => communities(&engine, matches, session)?,
        _ => export(&engine, matches, session)?,
    }
    Ok(ExitStatus::Done)
}

fn text<'a>(matches: &'a ArgMatches, name: &str) -> &'a str {
    matches.get_one::<String>(name).map_or("", String::as_str)
}

fn kinds(matches: &ArgMatches) -> Vec<NodeKind> {
    texts(matches, "kinds").iter().filter_map(|kind| NodeKind::named(kind)).collect()
}

fn scope(matches: &ArgMatches) -> GraphScope {
    GraphScope {
        node: matches.get_one::<String>("node").cloned(),
        depth: matches.get_one::<u32>("depth").copied().unwrap_or(1),
        kinds: kinds(matches),
    }
}

fn body(
    engine: &Engine,
    scope: &GraphScope,
    session: &Session<'_, '_>,
) -> Result<(Subgraph, GraphBody), Failure> {
    let part = engine.graph_part(scope)?;
    let body = match &scope.node {
        Some(node) => GraphBody::around(&engine.graph_node(node)?.id, &part, session.language),
        None => GraphBody::of(&part, session.language),
    };
    Ok((part, body))
}

fn show(engine: &Engine, matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let (_, body) = body(engine, &scope(matches), session)?;
    session.answer(&body, human::graph)
}

fn path(engine: &Engine, matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let most = matches.get_one::<u16>("paths").map_or(1, |most| usize::from(*most));
    let paths = engine.graph_paths(text(matches, "from"), text(matches, "to"), most)?;
    session.answer(&GraphBody::of_paths(&paths, session.language), human::graph_paths)
}

fn related(engine: &Engine, matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let node = text(matches, "node");
    let related = engine.graph_related(node, &kinds(matches), limit(matches))?;
    let body = RelatedNodesBody::of(&engine.graph_node(node)?, &related, session.language);
    session.answer(&body, human::graph_related)
}

fn together(engine: &Engine, matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let what = engine.what_occurs(text(matches, "what"))?;
    let pairs = engine.graph_together(&what, &kinds(matches), limit(matches));
    session.answer(&TogetherBody::of(engine, &pairs, session.language), human::graph_together)
}

fn communities(engine: &Engine, matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let body = CommunitiesBody::of(engine, &engine.graph_communities(), session.language);
    let limit = limit(matches);
    session.answer(&body, |body, style| human::graph_communities(body, limit, style))
}

fn export(engine: &Engine, matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let scope = scope(matches);
    let (part, body) = body(engine, &scope, session)?;
    match text(matches, "format") {
        "dot" => session.print(&part.dot(session.language)),
        "graphml" => session.print(&part.graphml(session.language)),
        "mermaid" => session.print(&part.mermaid(session.language)),
        "svg" => session.print(&engine.graph_drawing(&scope, session.language)?),
        _ => session.document(&body),
    }
}
