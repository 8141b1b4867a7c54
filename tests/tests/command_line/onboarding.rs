//! `report onboarding`: what a newcomer should learn first.

use std::fs;
use std::sync::OnceLock;

use fupan_tests::{Place, assert_valid};
use serde_json::Value;

/// The corpus of the repository, with a team.
fn place() -> &'static Place {
    static PLACE: OnceLock<Place> = OnceLock::new();
    PLACE.get_or_init(|| {
        let place = Place::shipped();
        place.index();
        place
    })
}

fn list(arguments: &[&str]) -> Value {
    let body = place().run(&[&["report", "onboarding", "--json"], arguments].concat()).with_code(0).json();
    assert_valid("onboarding", &body);
    body
}

fn lessons(body: &Value) -> Vec<&Value> {
    let periods = body["periods"].as_array().unwrap();
    periods.iter().flat_map(|period| period["lessons"].as_array().unwrap()).collect()
}

fn impact(lesson: &Value) -> f64 {
    lesson["expected"]["impact"].as_f64().unwrap()
}

#[test]
fn lessons_stand_by_expected_impact_and_family() {
    let body = list(&["--limit", "20"]);
    let mut ranked = lessons(&body);
    assert_eq!(ranked.len(), 20);
    let families: Vec<&str> = ranked.iter().filter_map(|it| it["family"]["id"].as_str()).collect();
    for (place, lesson) in ranked.iter().enumerate() {
        let (id, expected) = (lesson["id"].as_str().unwrap(), &lesson["expected"]);
        let family = id.rsplit_once('.').unwrap().0;
        let is_first =
            ranked[..place].iter().all(|it| it["id"].as_str().unwrap().rsplit_once('.').unwrap().0 != family);
        assert_eq!(lesson["family"]["id"].as_str() == Some(family), is_first, "{id}: {families:?}");
        let product = ["share", "severity", "teachable"]
            .iter()
            .map(|key| expected[*key].as_f64().unwrap())
            .product::<f64>();
        assert!((product - impact(lesson)).abs() < 1e-3, "{expected}");
        assert!(
            expected["low"].as_f64() < expected["share"].as_f64()
                && expected["share"].as_f64() < expected["high"].as_f64()
        );
    }
    ranked.sort_by_key(|lesson| lesson["rank"].as_u64());
    assert!(ranked.windows(2).all(|pair| impact(pair[0]) >= impact(pair[1])));
}

/// A command names a program that is there, and a question quotes it.
#[test]
fn exercises_and_questions_are_of_the_programs_in_the_corpus() {
    let patterns = place().corpus().join("patterns");
    let body = list(&["--limit", "200"]);
    let exercises: Vec<&Value> =
        lessons(&body).into_iter().map(|lesson| &lesson["exercise"]).filter(|it| it.is_object()).collect();
    assert!(exercises.len() > 50, "{}", exercises.len());
    for exercise in exercises {
        let wrong = exercise["wrong"].as_str().unwrap();
        assert!(wrong.starts_with("go run -trimpath ") && wrong.contains(" -tags wrong ./"), "{wrong}");
        let folder = patterns.join(wrong.rsplit_once("./").unwrap().1);
        assert!(folder.join("drive.go").is_file(), "{wrong}");
        let code = fs::read_to_string(folder.join("wrong.go")).unwrap().replace('\t', "    ");
        let lines: Vec<&str> = code.lines().collect();
        let question = &exercise["question"];
        for quoted in question["code"].as_str().unwrap_or_default().lines() {
            let (number, text) = quoted.split_once(" │").unwrap();
            let line = lines[number.trim().parse::<usize>().unwrap() - 1];
            assert!(
                line.starts_with(text.trim_start_matches(' ').trim_end())
                    || line.trim_start().starts_with(text.trim()),
                "{quoted}"
            );
            assert!(!text.contains(" // "), "a comment gives the answer away: {quoted}");
        }
        let is_answered = question["answer"][0].is_string() && question["right"].is_string();
        assert!(question.is_null() || is_answered, "{question}");
    }
}

#[test]
fn a_team_gets_a_list_however_few_its_incidents_are() {
    let place = Place::shipped();
    place.write(
        "teams.yaml",
        "- id: storage\n  name: { zh: 存储组, en: Storage }\n  services: []\n  projects: [Prometheus]\n",
    );
    let run =
        |arguments: &[&str]| place.run(&[&["report", "onboarding", "--lang", "en"], arguments].concat());
    let body = run(&["--team", "storage", "--json"]).with_code(0).json();
    assert_eq!(body["title"], "Onboarding list for Storage");
    let total = body["total"].as_u64().unwrap();
    assert!(total > 3 && total < body["corpus_total"].as_u64().unwrap());
    let chosen = lessons(&body).into_iter().filter(|lesson| {
        let because = lesson["exemplar"]["because"].as_array().unwrap();
        because.iter().any(|reason| reason == "it struck the services themselves")
    });
    assert!(chosen.count() > 1, "{body}");
    let none = run(&["--service", "nobody's", "--json"]).with_code(0).json();
    assert_eq!((none["total"].as_u64(), lessons(&none).len()), (Some(0), 12));
    let unknown = run(&["--team", "storag"]).with_code(1);
    assert!(unknown.stderr.ends_with("hint: did you mean: storage\n"), "{}", unknown.stderr);
}

#[test]
fn it_is_a_text_or_a_page_in_both_languages() {
    for (language, title) in [("zh", "入职清单"), ("en", "Onboarding list")] {
        let run = |format: &str| {
            let arguments = ["report", "onboarding", "--limit", "2", "--format", format, "--lang", language];
            place().run(&arguments).with_code(0).stdout
        };
        assert!(run("md").starts_with(&format!("# {title}\n")));
        let page = run("html");
        assert!(page.contains(&format!("<title>{title}</title>")));
        // Each link within the page leads somewhere.
        for link in page.split("href=\"#").skip(1) {
            let anchor = link.split('"').next().unwrap();
            assert!(page.contains(&format!(" id=\"{anchor}\"")), "{anchor}");
        }
    }
}
