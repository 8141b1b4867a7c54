//! Signals of race reports: two accesses, each with its stack.

use fupan_stack::{Crash, Frame, Goroutine, Section};

use crate::Because;
use crate::expression::Expression;
use crate::rules::Rule;
use crate::scene::{Scene, is_go_s, is_machinery, owner};

pub(crate) fn found(rule: &Rule, scene: &Scene<'_>) -> Vec<Because> {
    for race in scene.races() {
        let Some((one, two)) = accesses(race) else { continue };
        if is_shown_by(rule, one, two, race) {
            return [one, two].into_iter().flat_map(|access| lines(access, scene)).collect();
        }
    }
    Vec::new()
}

/// Both accesses.
pub(crate) fn accesses<'r, 'a>(race: &'r Crash<'a>) -> Option<(&'r Goroutine<'a>, &'r Goroutine<'a>)> {
    let mut accesses = race.goroutines.iter().filter(|part| matches!(part.section, Section::Access(_)));
    let both = (accesses.next()?, accesses.next()?);
    accesses.next().is_none().then_some(both)
}

/// The line that tells of an access, and that of the program's own call.
fn lines(access: &Goroutine<'_>, scene: &Scene<'_>) -> Vec<Because> {
    let section = scene.text.get(access.span.clone()).unwrap_or_default();
    let mut because = vec![scene.quoted(access.span.start, "race")];
    let own = functions(access).find(|function| !is_go_s(function));
    if let Some(at) = own.and_then(|function| section.find(function)) {
        because.push(scene.quoted(access.span.start + at, "race"));
    }
    because
}

fn functions<'a>(access: &'a Goroutine<'_>) -> impl Iterator<Item = &'a str> {
    access.frames.iter().map(Frame::function)
}

fn is_shown_by(rule: &Rule, one: &Goroutine<'_>, two: &Goroutine<'_>, race: &Crash<'_>) -> bool {
    let in_either =
        |wanted: &Expression| functions(one).chain(functions(two)).any(|function| wanted.is_match(function));
    let anywhere = |wanted: &Expression| {
        race.goroutines.iter().any(|part| functions(part).any(|name| wanted.is_match(name)))
    };
    rule.one.iter().all(in_either)
        && !rule.without.iter().any(anywhere)
        && (!rule.closure || is_closure_of(one, two) || is_closure_of(two, one))
        && (!rule.receiver || have_one_owner(one, two, |function| !is_go_s(function)))
        && (!rule.same_type
            || have_one_owner(one, two, |function| !is_machinery(function) && !is_main(function)))
}

pub(crate) fn top<'a>(access: &'a Goroutine<'_>) -> Option<&'a str> {
    functions(access).find(|function| !is_machinery(function))
}

/// Whether the top of one stack is a closure of a function of the other.
pub(crate) fn is_closure_of(one: &Goroutine<'_>, two: &Goroutine<'_>) -> bool {
    let Some(top_of_one) = top(one) else { return false };
    let Some((outer, _)) = top_of_one.split_once(".func") else { return false };
    functions(two).any(|function| {
        function == outer
            || function.split_once(".func").is_some_and(|(other, _)| other == outer && function != top_of_one)
    })
}

fn have_one_owner(one: &Goroutine<'_>, two: &Goroutine<'_>, counts: impl Fn(&str) -> bool) -> bool {
    match (top(one), top(two)) {
        (Some(a), Some(b)) => counts(a) && counts(b) && owner(a).is_some() && owner(a) == owner(b),
        _ => false,
    }
}

fn is_main(function: &str) -> bool {
    function.starts_with("main.")
}
