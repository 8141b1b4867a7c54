//! `stats`: which incidents, by what, and in which form.

use clap::{Arg, Command, value_parser};
use fupan_engine::{Grouping, Level, TrendPeriod};
use fupan_locale::HelpMessage as Help;
use fupan_model::Moment;

use super::Words;

impl Words {
    pub(super) fn stats(&self) -> Command {
        let root_causes = self
            .command("root-causes", &Help::RootCauses)
            .arg(self.by(&Help::By, Grouping::NAMES).default_value("pattern"))
            .arg(self.level())
            .arg(self.option("under", "PATTERN", &Help::Under));
        let recurrence = self.command("recurrence", &Help::Recurrence);
        let times = self.command("times", &Help::Times).arg(self.by(&Help::By, Grouping::NAMES));
        let period = self.option("period", "PERIOD", &Help::Period).value_parser(TrendPeriod::NAMES);
        let trends = self
            .command("trends", &Help::Trends)
            .arg(period.hide_possible_values(true).default_value("year"))
            .arg(self.level().default_value("2"));
        let with_scope = |verb: Command| verb.args(self.scope()).args(self.narrower()).args(self.forms());
        self.command("stats", &Help::Stats)
            .subcommand_required(true)
            .subcommands([root_causes, recurrence, times, trends].map(with_scope))
    }

    fn by(&self, help: &Help, names: impl IntoIterator<Item = &'static str>) -> Arg {
        let names: Vec<&str> = names.into_iter().collect();
        self.option("by", "KEY", help).value_parser(names).hide_possible_values(true)
    }

    fn level(&self) -> Arg {
        self.option("level", "LEVEL", &Help::Level).value_parser(value_parser!(Level))
    }

    /// Which of the incidents of a scope count.
    fn narrower(&self) -> [Arg; 2] {
        let until = self.option("until", "DATE", &Help::Until).value_parser(value_parser!(Moment));
        [until, self.option("pattern", "PATTERN", &Help::StatsPattern)]
    }

    /// How the answer is given.
    fn forms(&self) -> [Arg; 2] {
        let format = self
            .option("format", "FORMAT", &Help::StatsFormat)
            .value_parser(["table", "json", "svg"])
            .hide_possible_values(true);
        [format.conflicts_with("json"), self.limit("20")]
    }
}
