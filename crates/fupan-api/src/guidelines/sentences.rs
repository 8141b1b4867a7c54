//! The sentences of the report, made of its figures.

use std::collections::BTreeSet;

use fupan_engine::{Enforcement, Guidelines, RankedRule, ShareRow};
use fupan_locale::{GuidelinesMessage as Message, Language, percent};

use super::TOO_FEW;
use super::rule::check_name;
use crate::{text_of, tool_name};

/// Families that the summary names.
const FAMILIES_NAMED: usize = 3;
/// Rules without a linter that the summary names.
const REVIEWS_NAMED: usize = 3;

/// Which incidents count.
pub(super) fn scope(guidelines: &Guidelines, language: Language) -> String {
    let query = &guidelines.query;
    let team = query.scope.team.as_ref();
    let team = team.map(|team| text_of(&team.name, language).unwrap_or_else(|| team.id.to_string()));
    let services = listed(&query.scope.services, language);
    let what = match (team, services.is_empty()) {
        (None, true) => Message::Everything,
        (Some(team), true) => Message::OfTeam { team },
        (None, false) => Message::OfServices { services },
        (Some(team), false) => Message::OfTeamAndServices { team, services },
    };
    let since = query.scope.since.as_ref().map(|since| Message::Since { since: since.to_string() });
    let as_of = Message::AsOf { date: query.as_of.to_string() };
    let parts: Vec<String> =
        [Some(what), since, Some(as_of)].iter().flatten().map(|part| part.render(language)).collect();
    parts.join(comma(language))
}

/// What to do, in a few sentences.
pub(super) fn summary(guidelines: &Guidelines, language: Language) -> Vec<String> {
    if guidelines.rules.is_empty() {
        return Vec::new();
    }
    let mut sentences = Vec::new();
    sentences.extend(reach(guidelines));
    if guidelines.total < TOO_FEW {
        sentences.push(Message::TooFewIncidents { total: guidelines.total, needed: TOO_FEW });
    } else {
        sentences.extend(most_frequent(&guidelines.families, language));
    }
    sentences.extend(switch_on(&guidelines.rules, language));
    sentences.extend(review(&guidelines.rules, language));
    if guidelines.total >= TOO_FEW {
        let ShareRow { count: incidents, share, low, high, .. } = guidelines.enforceable;
        let (share, low, high) = (percent(share), percent(low), percent(high));
        sentences.push(Message::LintersReach { incidents, share, low, high });
    }
    sentences.iter().map(|sentence| sentence.render(language)).collect()
}

/// How many incidents the rules answer; one incident may have several root causes.
fn reach(guidelines: &Guidelines) -> Option<Message> {
    let (first, last) = guidelines.span.as_ref()?;
    let ShareRow { count: covered, share, low, high, .. } = guidelines.covered;
    Some(Message::Reach {
        total: guidelines.total,
        first: first.to_string(),
        last: last.to_string(),
        rules: guidelines.rules.len(),
        covered,
        share: percent(share),
        low: percent(low),
        high: percent(high),
    })
}

fn most_frequent(families: &[ShareRow], language: Language) -> Option<Message> {
    let [first, rest @ ..] = families else { return None };
    let name = |row: &ShareRow| row.name.as_ref().and_then(|name| text_of(name, language));
    let named = families.iter().take(FAMILIES_NAMED).map(|row| {
        let family = Message::FamilyShare {
            name: name(row).unwrap_or_else(|| row.key.clone()),
            count: row.count,
            share: percent(row.share),
            low: percent(row.low),
            high: percent(row.high),
        };
        family.render(language)
    });
    let families = listed(&named.collect::<Vec<_>>(), language);
    let leads = rest.iter().all(|other| other.high < first.low);
    Some(if leads { Message::MostFrequent { families } } else { Message::MostFrequentOpen { families } })
}

/// The checks of the rules, in the order of the rules.
fn switch_on(rules: &[RankedRule], language: Language) -> Option<Message> {
    let mut linters: Vec<String> = Vec::new();
    let mut found = 0;
    let mut incidents = BTreeSet::new();
    for rule in rules {
        let checks = rule.pattern.caught_by.iter().filter(|catch| catch.tool.is_linter());
        let names: Vec<String> = checks.map(|catch| format!("`{}`", check_name(catch))).collect();
        if names.is_empty() {
            continue;
        }
        found += 1;
        incidents.extend(rule.roots.iter().copied());
        for name in names {
            if !linters.contains(&name) {
                linters.push(name);
            }
        }
    }
    let linters = (!linters.is_empty()).then(|| listed(&linters, language))?;
    Some(Message::SwitchOn { linters, rules: found, incidents: incidents.len() })
}

/// The first of the rules that no linter enforces, with the tools that show what they are about.
fn review(rules: &[RankedRule], language: Language) -> Option<Message> {
    let without =
        rules.iter().filter(|rule| !rule.pattern.caught_by.iter().any(|catch| catch.tool.is_linter()));
    let without: Vec<&RankedRule> = without.take(REVIEWS_NAMED).collect();
    let mut tools: Vec<String> = Vec::new();
    for rule in &without {
        let catches = rule.pattern.caught_by.iter();
        let mut shows = catches.filter(|catch| Enforcement::of_one(catch) == Enforcement::Runtime);
        let name = shows.next().map(|catch| tool_name(catch.tool, language));
        tools.extend(name.filter(|name| !tools.contains(name)));
    }
    let names = without.iter().filter_map(|rule| text_of(&rule.pattern.name, language));
    let names: Vec<String> = names.map(|name| quoted(&name)).collect();
    let names = (!names.is_empty()).then(|| listed(&names, language))?;
    Some(match tools.is_empty() {
        true => Message::ReviewAlone { names },
        false => Message::Review { names, tools: listed(&tools, language) },
    })
}

/// How often a rule's pattern struck.
pub(super) fn told(share: &ShareRow, beside: usize, total: usize, language: Language) -> String {
    let often = Message::Told {
        count: share.count,
        total,
        share: percent(share.share),
        low: percent(share.low),
        high: percent(share.high),
    };
    let beside = (beside > 0).then_some(Message::Beside { count: beside });
    let too_few = (share.count < TOO_FEW).then_some(Message::TooFew);
    let parts = [Some(often), beside, too_few];
    let parts: Vec<String> = parts.iter().flatten().map(|part| part.render(language)).collect();
    parts.join(if language == Language::Zh { "；" } else { "; " })
}

pub(super) fn method(guidelines: &Guidelines, language: Language) -> Vec<String> {
    let date = guidelines.query.as_of.to_string();
    let sentences = [
        Message::MethodScore,
        Message::MethodFrequency,
        Message::MethodSeverity,
        Message::MethodRecency { date },
        Message::MethodPreventability,
    ];
    sentences.iter().map(|sentence| sentence.render(language)).collect()
}

pub(super) fn limits(guidelines: &Guidelines, language: Language) -> Vec<String> {
    let Guidelines { total, rated, laboratory, unspecific, .. } = *guidelines;
    let severity = match rated {
        0 => Message::NoneRated { total },
        _ => Message::SomeRated { rated, total },
    };
    let sentences = [
        (total > 0).then_some(severity),
        Some(Message::CorpusIsNoSample),
        Some(Message::LintersAreTried),
        (laboratory > 0).then_some(Message::LaboratoryApart { count: laboratory }),
        (unspecific > 0).then_some(Message::Unspecific { count: unspecific }),
    ];
    sentences.iter().flatten().map(|sentence| sentence.render(language)).collect()
}

/// A factor with two digits at most.
pub(super) fn short(factor: f64) -> String {
    let text = format!("{factor:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Several things side by side.
pub(super) fn listed(things: &[String], language: Language) -> String {
    match (things, language) {
        (things, Language::Zh) => things.join("、"),
        ([first, second], Language::En) => format!("{first} and {second}"),
        ([head @ .., last], Language::En) if !head.is_empty() => format!("{}, and {last}", head.join(", ")),
        (things, Language::En) => things.concat(),
    }
}

fn quoted(name: &str) -> String {
    format!("“{name}”")
}

fn comma(language: Language) -> &'static str {
    match language {
        Language::Zh => "，",
        Language::En => ", ",
    }
}
