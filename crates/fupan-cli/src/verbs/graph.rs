//! `graph show`, `graph path`, `graph export`.

use clap::ArgMatches;
use fupan_api::GraphBody;
use fupan_engine::Subgraph;

use crate::ExitStatus;
use crate::failure::Failure;
use crate::human;
use crate::options::Session;

pub(super) fn dispatch(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let Some((verb, matches)) = matches.subcommand() else {
        return Ok(ExitStatus::Usage);
    };
    let engine = session.engine()?;
    let text = |name: &str| matches.get_one::<String>(name).map_or("", String::as_str);
    match verb {
        "show" => {
            let depth = matches.get_one::<u32>("depth").copied().unwrap_or(1);
            show(&engine.graph_around(text("node"), depth)?, session)?;
        }
        "path" => show(&engine.graph_path(text("from"), text("to"))?, session)?,
        _ => export(&engine.whole_graph(), text("format"), session)?,
    }
    Ok(ExitStatus::Done)
}

fn show(answer: &Subgraph, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let body = GraphBody::of(answer, session.language);
    session.answer(&body, human::graph)
}

fn export(answer: &Subgraph, format: &str, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    match format {
        "dot" => session.print(&answer.dot(session.language)),
        "mermaid" => session.print(&answer.mermaid(session.language)),
        _ => {
            session.json = true;
            show(answer, session)
        }
    }
}
