//! The verbs and their arguments, described in the reader's language.

mod statistics;

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgGroup, Command, value_parser};
use clap_complete::Shell;
use fupan_engine::NodeKind;
use fupan_locale::{HelpMessage as Help, Language};
use fupan_model::Moment;

/// The whole command line.
pub(crate) fn command(language: Language) -> Command {
    let words = Words { language };
    let root = words.command("fupan", &Help::About).version(env!("CARGO_PKG_VERSION"));
    root.subcommand_required(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .after_help(Help::ExitCodes.render(language))
        .arg(words.flag("version", &Help::Version).short('V').action(ArgAction::Version))
        .args(words.everywhere())
        .subcommands(words.asking())
        .subcommands(words.keeping())
}

struct Words {
    language: Language,
}

impl Words {
    fn command(&self, name: &'static str, about: &Help) -> Command {
        let usage = Help::Usage.render(self.language);
        Command::new(name)
            .about(about.render(self.language))
            .help_template(format!("{{about}}\n\n{usage}: {{usage}}\n\n{{all-args}}{{after-help}}"))
            .subcommand_help_heading(Help::Commands.render(self.language))
            .subcommand_value_name("COMMAND")
            .disable_help_flag(true)
            .next_help_heading(Help::Options.render(self.language))
            .arg(self.flag("help", &Help::Help).short('h').action(ArgAction::Help))
    }

    fn flag(&self, name: &'static str, help: &Help) -> Arg {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.render(self.language))
    }

    fn option(&self, name: &'static str, value: &'static str, help: &Help) -> Arg {
        Arg::new(name).long(name).value_name(value).help(help.render(self.language)).hide_default_value(true)
    }

    fn positional(&self, name: &'static str, value: &'static str, help: &Help) -> Arg {
        let heading = Help::Arguments.render(self.language);
        Arg::new(name).value_name(value).help(help.render(self.language)).help_heading(heading)
    }

    /// The options that every verb has.
    fn everywhere(&self) -> [Arg; 4] {
        let directory = |name, help: &Help| {
            self.option(name, "DIR", help).value_parser(value_parser!(PathBuf)).global(true)
        };
        [
            self.flag("json", &Help::Json).global(true),
            self.option("lang", "LANG", &Help::Lang)
                .value_parser(["zh", "en"])
                .hide_possible_values(true)
                .global(true),
            directory("corpus", &Help::Corpus),
            directory("data-dir", &Help::DataDir),
        ]
    }

    fn limit(&self, default: &'static str) -> Arg {
        self.option("limit", "N", &Help::Limit)
            .value_parser(value_parser!(u16).range(1..))
            .default_value(default)
    }

    fn file(&self) -> Arg {
        self.positional("file", "FILE", &Help::File).value_parser(value_parser!(PathBuf))
    }

    /// Verbs that answer from the index.
    fn asking(&self) -> Vec<Command> {
        let search = self
            .command("search", &Help::Search)
            .arg(self.positional("query", "QUERY", &Help::Query).required(true).num_args(1..))
            .arg(self.limit("10"))
            .arg(self.option("filter", "K:V", &Help::Filter).action(ArgAction::Append))
            .arg(self.option("cursor", "CURSOR", &Help::Cursor))
            .arg(self.flag("complete", &Help::Complete).conflicts_with_all(["filter", "cursor"]));
        let show = self
            .command("show", &Help::Show)
            .arg(self.positional("name", "ID", &Help::ShowName).required(true));
        let list = self
            .command("list", &Help::List)
            .arg(
                self.positional("what", "WHAT", &Help::ListWhat)
                    .value_parser(["incidents", "patterns"])
                    .hide_possible_values(true),
            )
            .arg(self.limit("20"))
            .arg(self.option("filter", "K:V", &Help::Filter).action(ArgAction::Append));
        let similar = self
            .command("similar", &Help::Similar)
            .arg(self.file())
            .arg(self.option("text", "TEXT", &Help::Text))
            .arg(self.option("id", "RPL", &Help::LikeId))
            .arg(self.limit("5"))
            .arg(self.option("exclude", "RPL", &Help::Exclude).action(ArgAction::Append));
        let series = self
            .positional("files", "FILE", &Help::DiagnosedFiles)
            .num_args(1..)
            .value_parser(value_parser!(PathBuf));
        let diagnose = self.command("diagnose", &Help::Diagnose).arg(series);
        let triage = self.command("triage", &Help::Triage).arg(self.file()).arg(self.limit("3"));
        let explain = self.explain();
        let fingerprint = self
            .command("fingerprint", &Help::Fingerprint)
            .arg(self.file())
            .arg(self.limit("10"))
            .arg(self.flag("all", &Help::All));
        let lookup = self.command("lookup", &Help::Lookup).arg(
            self.positional("fingerprint", "FINGERPRINT", &Help::FingerprintArgument)
                .required(true)
                .value_parser(value_parser!(fupan_stack::Fingerprint)),
        );
        vec![
            search,
            show,
            list,
            similar,
            diagnose,
            triage,
            explain,
            fingerprint,
            lookup,
            self.diff_dumps(),
            self.stats(),
            self.report(),
            self.graph(),
        ]
    }

    fn explain(&self) -> Command {
        let source = self
            .option("source", "DIR", &Help::Source)
            .value_parser(value_parser!(PathBuf))
            .action(ArgAction::Append);
        self.command("explain", &Help::Explain)
            .arg(self.file())
            .arg(self.report_format(&["md", "html", "pdf", "json"]))
            .arg(source)
            .arg(self.limit("3"))
            .args(self.written())
    }

    fn onboarding(&self) -> Command {
        self.command("onboarding", &Help::ReportOnboarding)
            .args(self.scope())
            .arg(self.limit("12"))
            .args(self.written())
            .arg(self.report_format(&["md", "html", "pdf", "json"]))
    }

    /// In which form a report is written.
    fn report_format(&self, formats: &'static [&'static str]) -> Arg {
        self.option("format", "FORMAT", &Help::ReportFormat { formats: formats.join(", ") })
            .value_parser(PossibleValuesParser::new(formats.iter().copied()))
            .hide_possible_values(true)
            .default_value("md")
    }

    fn diff_dumps(&self) -> Command {
        let dumps = self
            .positional("dumps", "DUMP", &Help::Dumps)
            .required(true)
            .num_args(1..)
            .value_parser(value_parser!(PathBuf));
        let interval = self.option("interval", "D", &Help::Interval).value_parser(crate::verbs::duration);
        let threshold = self
            .option("threshold", "N", &Help::Threshold)
            .value_parser(value_parser!(u64))
            .default_value("5000");
        self.command("diff-dumps", &Help::DiffDumps)
            .arg(dumps)
            .arg(interval)
            .arg(threshold)
            .arg(self.limit("10"))
            .arg(self.flag("all", &Help::All))
    }

    fn graph(&self) -> Command {
        let node = |name, value| self.positional(name, value, &Help::Node).required(true);
        let depth = self
            .option("depth", "N", &Help::Depth)
            .value_parser(value_parser!(u32).range(0..=6))
            .default_value("1");
        let kinds = || {
            self.option("kinds", "KINDS", &Help::Kinds)
                .value_delimiter(',')
                .value_parser(NodeKind::ALL.map(NodeKind::as_str))
                .hide_possible_values(true)
        };
        let paths = self
            .option("paths", "N", &Help::Paths)
            .value_parser(value_parser!(u16).range(1..=20))
            .default_value("3");
        let format = self
            .option("format", "FORMAT", &Help::GraphFormat)
            .value_parser(["json", "dot", "graphml", "mermaid", "svg"])
            .hide_possible_values(true);
        let what = self.positional("what", "WHAT", &Help::TogetherWhat).required(true);
        let show = self.command("show", &Help::GraphShow).arg(node("node", "NODE"));
        let path = self.command("path", &Help::GraphPath).arg(node("from", "A")).arg(node("to", "B"));
        let related = self.command("related", &Help::GraphRelated).arg(node("node", "NODE"));
        let together = self.command("together", &Help::GraphTogether).arg(what);
        let export = self.command("export", &Help::GraphExport);
        let middle = self.positional("node", "NODE", &Help::Node);
        self.command("graph", &Help::Graph)
            .subcommand_required(true)
            .subcommand(show.arg(depth.clone()).arg(kinds()))
            .subcommand(path.arg(paths))
            .subcommand(related.arg(kinds()).arg(self.limit("10")))
            .subcommand(together.arg(kinds()).arg(self.limit("15")))
            .subcommand(self.command("communities", &Help::GraphCommunities).arg(self.limit("15")))
            .subcommand(export.arg(middle).arg(format.required(true)).arg(depth).arg(kinds()))
    }

    fn report(&self) -> Command {
        let folder = |name, help: &Help| self.option(name, "DIR", help).value_parser(value_parser!(PathBuf));
        let guidelines = self
            .command("guidelines", &Help::ReportGuidelines)
            .arg(self.report_format(&["md", "html", "pdf", "json", "golangci"]))
            .args(self.scope())
            .arg(self.option("limit", "N", &Help::ReportLimit).value_parser(value_parser!(u16).range(1..)))
            .arg(self.option("as-of", "DATE", &Help::AsOf).value_parser(value_parser!(Moment)))
            .args(self.written());
        let templates =
            self.command("templates", &Help::TemplatesVerb).arg(folder("write", &Help::TemplatesWrite));
        self.command("report", &Help::Report)
            .subcommand_required(true)
            .subcommand(guidelines)
            .subcommand(self.onboarding())
            .subcommand(templates)
    }

    /// How a report is written, and where to.
    fn written(&self) -> [Arg; 3] {
        let path =
            |name, value, help: &Help| self.option(name, value, help).value_parser(value_parser!(PathBuf));
        [
            path("templates", "DIR", &Help::ReportTemplates),
            path("output", "FILE", &Help::Output),
            path("font", "FILE", &Help::Font),
        ]
    }

    /// Which incidents a report counts.
    fn scope(&self) -> [Arg; 3] {
        [
            self.option("team", "TEAM", &Help::Team),
            self.option("service", "SERVICE", &Help::Service).action(ArgAction::Append),
            self.option("since", "DATE", &Help::Since).value_parser(value_parser!(Moment)),
        ]
    }

    fn eval(&self) -> Command {
        let path =
            |name, value, help: &Help| self.option(name, value, help).value_parser(value_parser!(PathBuf));
        self.command("eval", &Help::Eval)
            .arg(path("stacks", "DIR", &Help::EvalStacks))
            .arg(path("retrieval", "DIR", &Help::EvalRetrieval))
            .arg(path("queries", "PATH", &Help::EvalQueries))
            .arg(self.flag("failures", &Help::EvalFailures).requires("queries"))
            .arg(path("ranking", "FILE", &Help::EvalRanking).requires("stacks"))
            .group(ArgGroup::new("measured").args(["queries", "retrieval", "stacks"]).required(true))
    }

    fn annotate(&self) -> Command {
        let kinds = ["note", "correction", "decision"];
        let kind = self.option("kind", "KIND", &Help::AnnotateKind).value_parser(kinds);
        self.command("annotate", &Help::Annotate)
            .arg(self.positional("incident", "RPL", &Help::AnnotateIncident).required(true))
            .arg(self.option("by", "NAME", &Help::FeedbackBy).required(true))
            .arg(self.option("text", "TEXT", &Help::AnnotateText).required(true))
            .arg(kind.hide_possible_values(true))
            .arg(self.option("field", "FIELD", &Help::AnnotateField))
            .arg(self.option("value", "VALUE", &Help::AnnotateValue).requires("field"))
            .arg(self.option("supersedes", "ID", &Help::AnnotateSupersedes).alias("corrects"))
            .arg(self.option("ref", "URL", &Help::AnnotateRef).action(ArgAction::Append))
    }

    fn feedback(&self) -> Command {
        let ids = |name, help: &Help| {
            self.option(name, "RPL", help).action(ArgAction::Append).num_args(1..).value_delimiter(',')
        };
        self.command("feedback", &Help::Feedback)
            .arg(self.file())
            .arg(self.option("text", "TEXT", &Help::Text))
            .arg(ids("right", &Help::FeedbackRight))
            .arg(ids("wrong", &Help::FeedbackWrong))
            .arg(self.flag("novel", &Help::FeedbackNovel))
            .arg(self.option("by", "NAME", &Help::FeedbackBy).required(true))
            .arg(self.option("note", "TEXT", &Help::FeedbackNote))
    }

    /// Verbs that keep the corpus and its index.
    fn keeping(&self) -> Vec<Command> {
        let path = self.positional("path", "PATH", &Help::LintPath).value_parser(value_parser!(PathBuf));
        let lint_format = self
            .option("format", "FORMAT", &Help::LintFormat)
            .value_parser(["human", "json", "sarif"])
            .hide_possible_values(true);
        let shell =
            self.positional("shell", "SHELL", &Help::Shell).required(true).value_parser(value_parser!(Shell));
        vec![
            self.command("index", &Help::Index).arg(self.flag("rebuild", &Help::Rebuild)),
            self.command("new", &Help::New)
                .arg(self.option("title", "TEXT", &Help::Title))
                .arg(self.option("date", "DATE", &Help::Date).value_parser(value_parser!(Moment))),
            self.command("lint", &Help::Lint).arg(path).arg(lint_format),
            self.command("format", &Help::Format)
                .arg(self.positional("path", "PATH", &Help::FormatPath).value_parser(value_parser!(PathBuf)))
                .arg(self.flag("check", &Help::FormatCheck)),
            self.command("doctor", &Help::Doctor),
            self.eval(),
            self.annotate(),
            self.feedback(),
            self.command("serve", &Help::Serve)
                .arg(self.option("listen", "ADDR", &Help::Listen).default_value("127.0.0.1:8317")),
            self.command("completions", &Help::Completions).arg(shell.hide_possible_values(true)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_is_sound() {
        for language in [Language::Zh, Language::En] {
            command(language).debug_assert();
        }
    }
}
