//! `serve`: the HTTP interface, until the process is told to stop.

use std::net::TcpListener;

use clap::ArgMatches;
use fupan_engine::LiveEngine;
use fupan_locale::LabelMessage;

use crate::ExitStatus;
use crate::failure::Failure;
use crate::options::Session;

pub(super) fn serve(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let address = matches.get_one::<String>("listen").cloned().unwrap_or_default();
    let failed = |source| Failure::Listen { address: address.clone(), source };
    let listener = TcpListener::bind(&address).map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    let engine = LiveEngine::start(&session.places, session.io.clock)?;
    session.notify(&engine.current().1);
    let language = session.language;
    let text = LabelMessage::Listening { address: bound.to_string() }.render(language);
    let announce = || session.diagnose(&LabelMessage::Note, &text);
    fupan_server::serve(listener, engine, language, announce).map_err(failed)?;
    Ok(ExitStatus::Done)
}
