//! Whatever a record holds, reading what was written gives it again; and no input makes reading panic.

use std::path::Path;

use fupan_model::{Annotation, GlossaryGroup, Pattern, Postmortem};
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::schema::schema_of;
use crate::shape::{Field, Form, Shape};
use crate::{
    Read, read_annotations, read_glossary, read_pattern, read_postmortem, write_annotation, write_glossary,
    write_pattern, write_postmortem,
};

/// JSON of a shape, with the texts that a written form gets wrong first.
fn value_of(shape: &Shape) -> BoxedStrategy<Value> {
    match shape {
        Shape::Text => text().prop_map(Value::from).boxed(),
        Shape::Checked(form) => proptest::sample::select(examples(*form)).prop_map(Value::from).boxed(),
        Shape::Word(words) => proptest::sample::select(words.clone()).prop_map(Value::from).boxed(),
        Shape::Truth => any::<bool>().prop_map(Value::from).boxed(),
        Shape::Whole(most) => (0..=*most).prop_map(Value::from).boxed(),
        Shape::Number => any::<f64>().prop_filter("finite", |n| n.is_finite()).prop_map(Value::from).boxed(),
        Shape::List(shape) => proptest::collection::vec(value_of(shape), 0..3).prop_map(Value::from).boxed(),
        Shape::Record(fields) => record_of(fields),
        Shape::Localized(fields) => {
            let blank = |texts: &Value| {
                texts.as_object().unwrap().values().all(|text| text.as_str().unwrap().trim().is_empty())
            };
            record_of(fields).prop_filter("a text in some language", move |texts| !blank(texts)).boxed()
        }
        Shape::Known(shape) => prop_oneof![Just(Value::from("unknown")), value_of(shape)].boxed(),
    }
}

fn record_of(fields: &[Field]) -> BoxedStrategy<Value> {
    let fields: Vec<_> = fields
        .iter()
        .map(|field| {
            let some = value_of(&field.shape).prop_map(Some);
            let value = if field.required { some.boxed() } else { prop_oneof![Just(None), some].boxed() };
            (Just(field.name.clone()), value)
        })
        .collect();
    fields
        .prop_map(|fields| {
            let given = fields.into_iter().filter_map(|(name, value)| Some((name, value?)));
            Value::Object(given.collect::<Map<_, _>>())
        })
        .boxed()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,12}",
        "[ -~]{0,40}",
        "[a-z:#,\\[\\]{}'\"\\\\ \n-]{0,200}",
        "([a-zé，]{1,12} {1,2}){0,40}[a-z]?",
        "[ \t\n\r\u{85}\u{2028}\u{FEFF}\u{0}\u{7F}a0-]{0,8}",
        proptest::sample::select(vec![
            "",
            "~",
            "null",
            "True",
            "no",
            "1.20",
            "0x1f",
            "1_000",
            "12:30:45",
            ".inf",
            "2019",
            "2019-05-31",
            "<<",
            "=",
            "- a",
            "? a",
            "a: b",
            "a #b",
            "unknown",
            "---",
            "...",
            "a\n---\nb\n",
            "\nline\n",
            "  indented\nlines\n\n\n",
            "'quoted' \"twice\"",
            "复盘：锁顺序",
            "%YAML 1.2",
            "@at",
            "`tick`",
        ])
        .prop_map(str::to_owned),
    ]
}

fn examples(form: Form) -> Vec<&'static str> {
    match form {
        Form::PostmortemId => vec!["RPL-2024-0892", "RPL-1999-12345"],
        Form::PatternId => vec!["conc.deadlock.self-lock", "no", "panic"],
        Form::GlossaryId => vec!["goroutine-leak", "no", "y"],
        Form::Moment => {
            vec!["2019", "2019-05", "2019-05-31", "2020-02-29T03:08:00Z", "2020-02-29T11:08+08:00"]
        }
        Form::TraceId => vec!["4bf92f3577b34da6a3ce929d0e0e4736", "00000000000000000000000000000001"],
        Form::SpanId => vec!["00f067aa0ba902b7", "1234567890123456", "12345678901234e5"],
        Form::RequestId | Form::DeployId => {
            vec!["req-7f3a", "~", "1e3", "#7", "&a", "*b", "!c", "[d]", "k:v"]
        }
    }
}

fn record<T>() -> impl Strategy<Value = T>
where
    T: serde::de::DeserializeOwned + schemars::JsonSchema + std::fmt::Debug,
{
    value_of(&Shape::of_schema(&schema_of::<T>())).prop_map(|value| serde_json::from_value(value).unwrap())
}

fn path() -> &'static Path {
    Path::new("corpus/incidents/RPL-2024-0892/postmortem.md")
}

fn sees_every_place<T>(read: &Read<T>, bytes: &[u8]) {
    let lines = bytes.split(|byte| *byte == b'\n').count();
    for problem in &read.problems {
        assert!(problem.line >= 1 && problem.line as usize <= lines + 1, "{problem:?}");
        assert!(problem.column >= 1, "{problem:?}");
        assert!(!problem.render(fupan_model::Language::Zh).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn postmortems_come_back(mut postmortem in record::<Postmortem>(), body in "[^\u{0}]{0,60}") {
        postmortem.body = body;
        let written = write_postmortem(&postmortem);
        let read = read_postmortem(path(), written.as_bytes());
        prop_assert_eq!(read.value.as_ref(), Some(&postmortem), "{}", written);
    }

    #[test]
    fn patterns_come_back(mut pattern in record::<Pattern>(), body in "[^\u{0}]{0,60}") {
        pattern.body = body;
        let written = write_pattern(&pattern);
        let read = read_pattern(path(), written.as_bytes());
        prop_assert_eq!(read.value.as_ref(), Some(&pattern), "{}", written);
    }

    #[test]
    fn annotations_come_back(annotations in proptest::collection::vec(record::<Annotation>(), 0..4)) {
        let written: String = annotations.iter().map(write_annotation).collect();
        let read = read_annotations(path(), written.as_bytes());
        prop_assert_eq!(read.value.as_ref(), Some(&annotations), "{}", written);
    }

    #[test]
    fn glossaries_come_back(groups in proptest::collection::vec(group(), 0..4)) {
        let written = write_glossary(&groups);
        let read = read_glossary(path(), written.as_bytes());
        prop_assert_eq!(read.value.as_ref(), Some(&groups), "{}", written);
    }

    #[test]
    fn nothing_panics(bytes in hostile()) {
        sees_every_place(&read_postmortem(path(), &bytes), &bytes);
        sees_every_place(&read_pattern(path(), &bytes), &bytes);
        sees_every_place(&read_annotations(path(), &bytes), &bytes);
        sees_every_place(&read_glossary(path(), &bytes), &bytes);
    }
}

/// A group whose terms are all different and none of them blank, as reading would leave out those.
fn group() -> impl Strategy<Value = GlossaryGroup> {
    record::<GlossaryGroup>().prop_map(|mut group| {
        let mut number = 0..;
        let lists = [&mut group.zh, &mut group.en, &mut group.symbols, &mut group.messages, &mut group.loose];
        for term in lists.into_iter().flatten() {
            term.push_str(&format!("#{}", number.next().unwrap()));
        }
        group.loose.extend(["one more".to_owned(), "and another".to_owned()]);
        group
    })
}

/// Bytes of any kind, and a good file with a piece taken out or put in.
fn hostile() -> impl Strategy<Value = Vec<u8>> {
    const GOOD: [&str; 2] = [
        include_str!("../tests/samples/valid/full.postmortem.md"),
        include_str!("../tests/samples/valid/groups.glossary.yaml"),
    ];
    let pieces = vec![
        "[", "{", "- ", ": ", "\n", "'", "\"", "&a ", "*a", "!t ", "|", ">", "\t", "? ", "---\n", "\u{85}",
    ];
    let edited = (
        proptest::sample::select(GOOD.to_vec()),
        0..10_000usize,
        0..40usize,
        proptest::sample::select(pieces),
    )
        .prop_map(|(good, at, cut, piece)| {
            let mut bytes = good.as_bytes().to_vec();
            let at = at % bytes.len();
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, piece.bytes());
            bytes
        });
    let yaml =
        "[a-z:\\-\\[\\]{}&*!|>'\"#?, \n]{0,80}".prop_map(|yaml| format!("---\n{yaml}\n---\n").into_bytes());
    prop_oneof![proptest::collection::vec(any::<u8>(), 0..200), yaml, edited]
}
