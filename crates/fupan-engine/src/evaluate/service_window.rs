//! What incident products offer as past incidents: those of the same service in the last weeks or months, the most
//! similar text first.
//!
//! A question names its service in a field, or else in its text: any service or project of the corpus that stands there
//! as a word of its own. Without a date the window ends with the newest incident of the corpus. A date that is not
//! exact counts as its first day.

use std::collections::BTreeSet;

use fupan_model::{Moment, Postmortem};

use super::judged::Judged;

const DAY: i64 = 86_400;

/// When each incident happened, and where.
#[derive(Debug)]
pub(super) struct ServiceWindows {
    incidents: Vec<(BTreeSet<String>, i64)>,
    newest: i64,
}

impl ServiceWindows {
    /// Incidents keep their places.
    pub(super) fn of(postmortems: &[Postmortem]) -> Self {
        let named = |postmortem: &Postmortem| {
            let names = postmortem.services.iter().chain(&postmortem.project);
            (names.map(|name| name.to_lowercase()).collect(), postmortem.date.earliest_unix_seconds())
        };
        let incidents: Vec<(BTreeSet<String>, i64)> = postmortems.iter().map(named).collect();
        let newest = incidents.iter().map(|(_, at)| *at).max().unwrap_or_default();
        Self { incidents, newest }
    }

    /// The services that a question is about, in lower case.
    pub(super) fn services_of(&self, question: &Judged) -> BTreeSet<String> {
        if let Some(service) = &question.service {
            return BTreeSet::from([service.to_lowercase()]);
        }
        let text = question.text().to_lowercase();
        let names = self.incidents.iter().flat_map(|(names, _)| names);
        names.filter(|name| stands_alone(&text, name)).cloned().collect()
    }

    /// The places of the incidents of these services in the `days` before the question.
    pub(super) fn candidates(
        &self,
        question: &Judged,
        services: &BTreeSet<String>,
        days: i64,
    ) -> BTreeSet<usize> {
        let end = question.at.as_ref().map_or(self.newest, Moment::earliest_unix_seconds);
        let window = end - days * DAY..=end;
        let belongs = |(_, (names, at)): &(usize, &(BTreeSet<String>, i64))| {
            window.contains(at) && !names.is_disjoint(services)
        };
        self.incidents.iter().enumerate().filter(belongs).map(|(place, _)| place).collect()
    }
}

/// Whether a name stands in a text without a letter or digit of its script beside it.
fn stands_alone(text: &str, name: &str) -> bool {
    let is_part = |next: Option<char>| next.is_some_and(|next| next.is_ascii_alphanumeric());
    let alone = |(start, found): (usize, &str)| {
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let after = text.get(start + found.len()..).and_then(|after| after.chars().next());
        !is_part(before) && !is_part(after)
    };
    !name.is_empty() && text.match_indices(name).any(alone)
}

#[cfg(test)]
mod tests {
    use super::stands_alone;

    #[test]
    fn a_service_is_a_word_of_its_own() {
        for (text, name, expected) in [
            ("etcd 选主失败", "etcd", true),
            ("给etcd扩容", "etcd", true),
            ("my-etcd-1 is slow", "etcd", true),
            ("etcdctl hangs", "etcd", false),
            ("getcd", "etcd", false),
            ("getcd and etcd", "etcd", true),
            ("", "etcd", false),
            ("anything", "", false),
        ] {
            assert_eq!(stands_alone(text, name), expected, "{text} {name}");
        }
    }
}
