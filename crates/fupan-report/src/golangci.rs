//! A golangci-lint configuration (version 2) of the checks that enforce rules, each with the incidents behind it.
//!
//! ```yaml
//! version: "2"
//!
//! linters:
//!   default: none
//!   enable:
//!     # res.http-body-not-closed: the root cause of 3 of 187 incidents (1.6%)
//!     # incidents RPL-2017-0004, RPL-2019-0011, RPL-2021-0007
//!     - bodyclose
//! ```
//!
//! Which checks find a pattern is what the corpus says in `caught_by`, and the suite tries. Nothing that no incident
//! calls for is switched on.

use std::collections::BTreeMap;

use fupan_engine::{Guidelines, RankedRule};
use fupan_locale::{GuidelinesMessage as Message, Language, percent};
use fupan_model::{Catch, CatchingTool, ForbiddenCall};

/// Incidents that the comment of a line names.
const INCIDENTS_NAMED: usize = 6;
/// Checks that are about calls which tests may make on purpose.
const NOT_IN_TESTS: [&str; 1] = ["forbidigo"];

/// The configuration that enforces the rules, the most urgent first.
#[must_use]
pub fn golangci(guidelines: &Guidelines, language: Language) -> String {
    let mut linters: Vec<Linter<'_>> = Vec::new();
    for rule in &guidelines.rules {
        for catch in rule.pattern.caught_by.iter().filter(|catch| catch.tool.is_linter()) {
            add(&mut linters, rule, catch);
        }
    }
    let total = guidelines.total;
    let mut out = Lines::default();
    let date = guidelines.query.as_of.to_string();
    out.comment(0, &Message::ConfigurationHead { total, date }.render(language));
    out.comment(0, &Message::ConfigurationUse.render(language));
    if linters.is_empty() {
        out.comment(0, &Message::ConfigurationEmpty.render(language));
    }
    out.line(0, "version: \"2\"");
    out.blank();
    out.line(0, "linters:");
    out.line(2, "default: none");
    if !linters.is_empty() {
        enable(&mut out, &linters, total, language);
        settings(&mut out, &linters, language);
        exclusions(&mut out, &linters, language);
    }
    out.blank();
    out.line(0, "issues:");
    out.line(2, "max-issues-per-linter: 0");
    out.line(2, "max-same-issues: 0");
    out.text
}

/// A linter with what it is to do, and why.
struct Linter<'a> {
    name: String,
    /// The rules that it enforces, with the check of each where it has several.
    reasons: Vec<(&'a RankedRule, Option<String>)>,
    /// Settings that are to be `true`.
    settings: Vec<&'a str>,
    forbid: Vec<&'a ForbiddenCall>,
}

fn add<'a>(linters: &mut Vec<Linter<'a>>, rule: &'a RankedRule, catch: &'a Catch) {
    let Some((name, check)) = linter_and_check(catch) else { return };
    let place = linters.iter().position(|linter| linter.name == name);
    let place = place.unwrap_or_else(|| {
        linters.push(Linter { name, reasons: Vec::new(), settings: Vec::new(), forbid: Vec::new() });
        linters.len() - 1
    });
    let Some(linter) = linters.get_mut(place) else { return };
    linter.reasons.push((rule, check));
    linter.settings.extend(catch.settings.iter().map(String::as_str));
    linter.forbid.extend(&catch.forbid);
}

/// The linter of golangci-lint that makes a check, and the name of the check where it makes several: `vet copylocks`
/// is govet with copylocks, `gosec G112` gosec with G112.
fn linter_and_check(catch: &Catch) -> Option<(String, Option<String>)> {
    let check = catch.check.as_deref().filter(|check| is_name(check))?;
    Some(match catch.tool {
        CatchingTool::Vet => ("govet".to_owned(), Some(check.to_owned())),
        CatchingTool::Staticcheck => ("staticcheck".to_owned(), Some(check.to_owned())),
        CatchingTool::GolangciLint => match check.split_once(' ') {
            Some((linter, check)) => (linter.to_owned(), Some(check.to_owned())),
            None => (check.to_owned(), None),
        },
        _ => return None,
    })
}

/// A corpus of one's own may say anything: only names become keys and words of YAML.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|next| next.is_ascii_alphanumeric() || next == '-' || next == '_' || next == ' ')
}

fn enable(out: &mut Lines, linters: &[Linter<'_>], total: usize, language: Language) {
    out.line(2, "enable:");
    for linter in linters {
        let mut told: Vec<&str> = Vec::new();
        for (rule, _) in &linter.reasons {
            if !told.contains(&rule.share.key.as_str()) {
                told.push(&rule.share.key);
                reason(out, 4, rule, total, language);
            }
        }
        out.line(4, &format!("- {}", linter.name));
    }
}

fn reason(out: &mut Lines, indent: usize, rule: &RankedRule, total: usize, language: Language) {
    let share = percent(rule.share.share);
    let (id, count) = (of_versions(rule), rule.share.count);
    out.comment(indent, &Message::ConfigurationReason { id, count, total, share }.render(language));
    let named = rule.incidents.iter().take(INCIDENTS_NAMED).map(|it| it.incident.id.to_string());
    let ids = named.collect::<Vec<_>>().join(", ");
    let all = rule.share.count + rule.beside;
    let message = match all > INCIDENTS_NAMED.min(rule.incidents.len()) {
        true => Message::ConfigurationMore { ids, count: all },
        false => Message::ConfigurationIncidents { ids },
    };
    out.comment(indent, &message.render(language));
}

/// The id of the pattern, with the Go versions it exists in: a check finds nothing in code of others.
fn of_versions(rule: &RankedRule) -> String {
    let range = rule.pattern.go.as_ref().map(|go| go.range.as_str()).filter(|range| *range != "all");
    range.map_or_else(|| rule.share.key.clone(), |range| format!("{} (Go {range})", rule.share.key))
}

/// Of linters with several checks those that are called for, and what else each needs.
fn settings(out: &mut Lines, linters: &[Linter<'_>], language: Language) {
    let mut sorted: BTreeMap<&str, &Linter<'_>> = BTreeMap::new();
    for linter in linters {
        let has_check = linter.reasons.iter().any(|(_, check)| check.is_some());
        if has_check || !linter.settings.is_empty() || !linter.forbid.is_empty() {
            sorted.insert(&linter.name, linter);
        }
    }
    if sorted.is_empty() {
        return;
    }
    out.line(2, "settings:");
    for (name, linter) in sorted {
        out.line(4, &format!("{name}:"));
        let mut of_linter: Vec<&str> = linter.settings.clone();
        of_linter.sort_unstable();
        of_linter.dedup();
        for setting in of_linter.iter().filter(|setting| is_name(setting)) {
            out.line(6, &format!("{setting}: true"));
        }
        checks(out, linter);
        forbidden(out, linter, language);
    }
}

fn checks(out: &mut Lines, linter: &Linter<'_>) {
    let mut checks: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (rule, check) in &linter.reasons {
        if let Some(check) = check {
            checks.entry(check).or_default().push(of_versions(rule));
        }
    }
    if checks.is_empty() {
        return;
    }
    let list = match linter.name.as_str() {
        "govet" => {
            out.line(6, "disable-all: true");
            "enable"
        }
        "gosec" => "includes",
        "gocritic" => {
            out.line(6, "disable-all: true");
            "enabled-checks"
        }
        _ => "checks",
    };
    out.line(6, &format!("{list}:"));
    for (check, patterns) in checks {
        out.line(8, &format!("- {check} # {}", patterns.join(", ")));
    }
}

fn forbidden(out: &mut Lines, linter: &Linter<'_>, language: Language) {
    if linter.forbid.is_empty() {
        return;
    }
    out.line(6, "forbid:");
    for call in &linter.forbid {
        let message = call.message.read(language).map_or("", |reading| reading.text);
        out.line(8, &format!("- pattern: {}", quoted(&call.pattern)));
        out.line(8, &format!("  msg: {}", quoted(message)));
    }
    // A name is the one of the package that it is imported from, whatever it is called there.
    out.line(6, "analyze-types: true");
}

fn exclusions(out: &mut Lines, linters: &[Linter<'_>], language: Language) {
    let spared = linters.iter().map(|linter| linter.name.as_str()).filter(|name| NOT_IN_TESTS.contains(name));
    let spared: Vec<&str> = spared.collect();
    out.line(2, "exclusions:");
    out.comment(4, &Message::ConfigurationGenerated.render(language));
    out.line(4, "generated: strict");
    if spared.is_empty() {
        return;
    }
    out.line(4, "rules:");
    out.comment(6, &Message::ConfigurationTests.render(language));
    out.line(6, "- path: _test\\.go$");
    out.line(6, &format!("  linters: [{}]", spared.join(", ")));
}

/// A text as YAML takes it on one line.
fn quoted(text: &str) -> String {
    let plain: String = text.chars().map(|next| if next.is_control() { ' ' } else { next }).collect();
    format!("'{}'", plain.replace('\'', "''"))
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn line(&mut self, indent: usize, text: &str) {
        self.text.extend(std::iter::repeat_n(' ', indent));
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn comment(&mut self, indent: usize, text: &str) {
        let text: String = text.chars().map(|next| if next.is_control() { ' ' } else { next }).collect();
        self.line(indent, &format!("# {text}"));
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }
}
