//! The binary `fupan` as a library: flags, configuration, printing, exit codes.
//!
//! [`run`] is the whole program as a function of its arguments and an [`Io`], so that tests run it in process.
//! This crate alone prints, exits and reads the environment.

mod command;
mod exit;
mod failure;
mod fonts;
mod human;
mod io;
mod options;
mod usage;
mod verbs;

pub use exit::ExitStatus;
pub use io::{Environment, Io};

use std::ffi::OsString;

use clap::error::ErrorKind;

use crate::failure::Failure;
use crate::options::{Session, language_of};

/// Runs `fupan` with arguments of which the first is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>, io: &mut Io<'_>) -> ExitStatus {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let language = language_of(&arguments, &io.environment);
    let matches = match command::command(language).try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) => return explain(&error, language, io),
    };
    let mut session = Session::new(&matches, language, io);
    let outcome = verbs::dispatch(&matches, &mut session);
    match outcome {
        Ok(status) => status,
        Err(failure) => failure.report(&mut session),
    }
}

/// Help and version are answers; everything else is a complaint.
fn explain(error: &clap::Error, language: fupan_locale::Language, io: &mut Io<'_>) -> ExitStatus {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return match write!(io.stdout, "{}", error.render()) {
            Ok(()) => ExitStatus::Done,
            Err(error) => Failure::output(error).status(),
        };
    }
    usage::complain(error, language, io);
    ExitStatus::Usage
}
