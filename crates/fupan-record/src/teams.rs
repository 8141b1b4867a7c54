//! `teams.yaml` at the top of a corpus: a list of teams with what they answer for.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use fupan_locale::RecordMessage;
use fupan_model::Team;

use crate::field::FieldPath;
use crate::front_matter::decode;
use crate::problem::{Read, Report, quoted};
use crate::read::{LARGEST_RECORD, refused, typed_value};
use crate::schema::schema_of;
use crate::shape::Shape;
use crate::tree::{self, Content};

/// Reads the teams of a corpus. A team that is wrong is left out, the others are there; one that answers for nothing,
/// and a second one of the same id, are errors.
#[must_use]
pub fn read_teams(path: &Path, bytes: &[u8]) -> Read<Vec<Team>> {
    static SHAPE: LazyLock<Shape> = LazyLock::new(|| Shape::of_schema(&schema_of::<Team>()));
    let text = match decode(bytes, LARGEST_RECORD) {
        Ok(text) => text,
        Err((at, message)) => return refused(path, bytes, at, message),
    };
    let mut report = Report::new(path, text);
    let mut teams: Option<Vec<Team>> = None;
    if let Some(tree) = tree::parse(text, 1, &mut report) {
        if let Content::List(items) = &tree.content {
            let mut seen = BTreeSet::new();
            for (place, item) in items.iter().enumerate() {
                let field = FieldPath::Item(&FieldPath::Root, place);
                if item.content == Content::Absent {
                    report.error(item.at, field.text(), RecordMessage::BlankText);
                    continue;
                }
                let Some(team) = typed_value::<Team>(item, &SHAPE, field, &mut report) else { continue };
                if !seen.insert(team.id.clone()) {
                    let message = RecordMessage::TeamTwice { id: quoted(team.id.as_str()) };
                    report.error(item.at, field.text(), message);
                } else if team.services.is_empty() && team.projects.is_empty() {
                    report.error(item.at, field.text(), RecordMessage::TeamOfNothing);
                } else {
                    teams.get_or_insert_default().push(team);
                }
            }
        } else {
            report.error(tree.at, None, RecordMessage::ExpectedList);
        }
    }
    Read { value: teams, problems: report.into_problems(), mentions: Vec::new() }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expect: &Expect) {
        let read = read_teams(Path::new("teams.yaml"), text.as_bytes());
        let mut seen = String::new();
        for team in read.value.unwrap_or_default() {
            seen.push_str(&format!("{} {:?} {:?}\n", team.id, team.services, team.projects));
        }
        for problem in read.problems {
            let message = problem.message.render(fupan_locale::Language::En);
            seen.push_str(&format!("{}:{}: {message}\n", problem.line, problem.column));
        }
        expect.assert_eq(&seen);
    }

    #[test]
    fn teams_are_read_and_what_is_wrong_is_named() {
        check(
            "- id: storage\n  name: { zh: 存储组, en: Storage }\n  services: [etcd server]\n  projects: [etcd]\n",
            &expect![[r#"
                storage ["etcd server"] ["etcd"]
            "#]],
        );
        check(
            "- id: a\n  name: { en: A }\n- id: b\n  name: { en: B }\n  services: [x]\n- id: b\n  name: { en: B }\n  services: [y]\n- id: Not One\n  name: { en: C }\n  service: [y]\n",
            &expect![[r#"
                b ["x"] []
                1:3: this team has neither services nor projects
                6:3: there is a team b already
                9:3: cannot be read as a record: "Not One" is not a team id of the form payments-core
                11:3: unknown field service; is it services?
            "#]],
        );
        check(
            "teams: []\n",
            &expect![[r#"
            1:1: a list belongs here
        "#]],
        );
        check(
            "- id: [\n",
            &expect![[r#"
            1:7: not YAML: unclosed bracket '['
        "#]],
        );
        check(
            "",
            &expect![[r#"
            1:1: the YAML is empty
        "#]],
        );
    }
}
