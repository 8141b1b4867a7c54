//! One function for each verb: read the arguments, ask the engine, print.

mod annotate;
mod ask;
mod dumps;
mod eval;
mod explain;
mod feedback;
mod graph;
mod guidelines;
mod keep;
mod onboarding;
mod report;
mod serve;
mod statistics;

pub(crate) use dumps::duration;

use clap::ArgMatches;

use crate::ExitStatus;
use crate::failure::Failure;
use crate::options::Session;

/// Runs the verb that was named.
pub(crate) fn dispatch(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let Some((verb, matches)) = matches.subcommand() else {
        return Ok(ExitStatus::Usage);
    };
    match verb {
        "search" => ask::search(matches, session),
        "similar" => ask::similar(matches, session),
        "fingerprint" => ask::fingerprint(matches, session),
        "diff-dumps" => dumps::diff_dumps(matches, session),
        "diagnose" => ask::diagnose(matches, session),
        "triage" => ask::triage(matches, session),
        "explain" => explain::explain(matches, session),
        "lookup" => ask::lookup(matches, session),
        "show" => ask::show(matches, session),
        "list" => ask::list(matches, session),
        "stats" => statistics::dispatch(matches, session),
        "graph" => graph::dispatch(matches, session),
        "report" => guidelines::dispatch(matches, session),
        "index" => keep::index(matches, session),
        "new" => keep::new(matches, session),
        "format" => keep::format(matches, session),
        "lint" => keep::lint(matches, session),
        "eval" => eval::eval(matches, session),
        "annotate" => annotate::annotate(matches, session),
        "feedback" => feedback::feedback(matches, session),
        "doctor" => keep::doctor(session),
        "completions" => keep::completions(matches, session),
        "serve" => serve::serve(matches, session),
        _ => Ok(ExitStatus::Usage),
    }
}
