//! Templates: typed data to Markdown.
//!
//! A template is named after what it makes, `guidelines.md`; `guidelines.zh.md`, where there is one, is taken for
//! Chinese readers. It sees `report` (the data, with the keys that the JSON answer has), `label` (words in the reader's
//! language) and `language`. `{{ value }}` is escaped, so that data never becomes markup; the filters `code`, `fence`,
//! `cell`, `anchor`, `target` and `percent` make code, blocks of code, cells of tables, names of headings, targets of links and
//! shares. A folder of
//! one's own replaces single templates by name.
//!
//! Templates read nothing: no file, no variable of the environment, no clock.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use fupan_locale::{Language, ReportFailure};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior, context};
use serde::Serialize;

use crate::markdown;

const BUILT_IN: &[(&str, &str)] = &[
    ("explain.md", include_str!("../templates/explain.md")),
    ("guidelines.md", include_str!("../templates/guidelines.md")),
    ("onboarding.md", include_str!("../templates/onboarding.md")),
];

/// How values are escaped.
const MARKDOWN: &str = "markdown";

/// The most that one template of a folder may hold.
const LARGEST: u64 = 1 << 20;

/// The built-in templates, with those of a folder in their place.
#[derive(Debug, Clone)]
pub struct Templates {
    environment: Environment<'static>,
}

/// Why a report cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TemplateError {
    /// The folder or one of its files cannot be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file is too large to be a template.
    #[error("{path} is too large for a template")]
    TooLarge {
        /// Which.
        path: PathBuf,
    },
    /// A template has a mistake, or asks for what the data has not.
    #[error("template {name}, line {line}: {reason}")]
    Mistake {
        /// Which.
        name: String,
        /// Where, from 1; 0 where that is not known.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
}

impl TemplateError {
    /// What a person is told.
    #[must_use]
    pub fn message(&self) -> ReportFailure {
        match self {
            Self::Unreadable { path, source } => ReportFailure::UnreadableTemplate {
                path: path.display().to_string(),
                reason: source.to_string(),
            },
            Self::TooLarge { path } => ReportFailure::LargeTemplate { path: path.display().to_string() },
            Self::Mistake { name, line: 0, reason } => {
                ReportFailure::MistakenTemplate { name: name.clone(), reason: reason.clone() }
            }
            Self::Mistake { name, line, reason } => {
                ReportFailure::TemplateMistake { name: name.clone(), line: *line, reason: reason.clone() }
            }
        }
    }
}

impl Templates {
    /// Those that fupan comes with.
    ///
    /// # Errors
    /// [`TemplateError::Mistake`], which the tests rule out.
    pub fn built_in() -> Result<Self, TemplateError> {
        let mut templates = Self { environment: environment() };
        for (name, text) in BUILT_IN {
            templates = templates.with(name, text)?;
        }
        Ok(templates)
    }

    /// The text of each built-in one with its name: what one's own begins with.
    #[must_use]
    pub fn texts() -> &'static [(&'static str, &'static str)] {
        BUILT_IN
    }

    /// Those of a folder in front of the built-in ones: its files `NAME.md`.
    ///
    /// # Errors
    /// [`TemplateError`], naming the file, where it cannot be read or has a mistake.
    pub fn with_folder(mut self, folder: &Path) -> Result<Self, TemplateError> {
        let unreadable = |path: &Path| {
            let path = path.to_owned();
            move |source| TemplateError::Unreadable { path, source }
        };
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
            paths.push(entry.map_err(unreadable(folder))?.path());
        }
        paths.sort();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "md")) {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            if fs::metadata(path).map_err(unreadable(path))?.len() > LARGEST {
                return Err(TemplateError::TooLarge { path: path.clone() });
            }
            let text = fs::read_to_string(path).map_err(unreadable(path))?;
            self = self.with(name, &text)?;
        }
        Ok(self)
    }

    /// With one more template, or another in the place of that name.
    ///
    /// # Errors
    /// [`TemplateError::Mistake`]
    pub fn with(mut self, name: &str, text: &str) -> Result<Self, TemplateError> {
        self.environment
            .add_template_owned(name.to_owned(), text.to_owned())
            .map_err(|it| mistake(name, &it))?;
        Ok(self)
    }

    /// The Markdown that a template makes of data. `labels` are words in the reader's language, by name.
    ///
    /// # Errors
    /// [`TemplateError::Mistake`] where there is no such template, or it asks for what the data has not.
    pub fn render(
        &self,
        name: &str,
        language: Language,
        labels: Vec<(&'static str, String)>,
        report: &impl Serialize,
    ) -> Result<String, TemplateError> {
        let own = name.replacen('.', &format!(".{}.", language.code()), 1);
        let template =
            self.environment.get_template(&own).or_else(|_absent| self.environment.get_template(name));
        let template = template.map_err(|it| mistake(name, &it))?;
        let label = Value::from_pairs(labels);
        let report = Value::from(Serde(report));
        let text = template.render(context! { language => language.code(), label, report });
        text.map(|text| tidy(&text)).map_err(|it| mistake(template.name(), &it))
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::empty();
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    if let Ok(syntax) = syntax.build() {
        environment.set_syntax(syntax);
    }
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_auto_escape_callback(|_name| AutoEscape::Custom(MARKDOWN.into()));
    environment.set_formatter(write_value);
    minijinja_builtins(&mut environment);
    environment.add_filter("code", |text: &str| Value::from_safe_string(markdown::code(text)));
    environment.add_filter("fence", |text: &str, language: Option<&str>, indent: Option<usize>| {
        let block = markdown::fence(text, language.unwrap_or_default());
        Value::from_safe_string(markdown::indented(&block, indent.unwrap_or_default()))
    });
    environment.add_filter("cell", |text: Value| Value::from_safe_string(markdown::cell(&text.to_string())));
    environment.add_filter("anchor", |name: &str| Value::from_safe_string(markdown::anchor(name)));
    environment.add_filter("target", |text: &str| Value::from_safe_string(markdown::target(text)));
    environment.add_filter("percent", |share: f64, digits: Option<usize>| {
        // A number at the start of a cell is no list.
        Value::from_safe_string(format!("{:.*}%", digits.unwrap_or(0).min(6), share * 100.0))
    });
    environment
}

/// The filters and tests of the language itself that make sense over data.
fn minijinja_builtins(environment: &mut Environment<'static>) {
    use minijinja::{filters, tests};
    environment.add_filter("length", filters::length);
    environment.add_filter("first", filters::first);
    environment.add_filter("last", filters::last);
    environment.add_filter("join", filters::join);
    environment.add_filter("round", filters::round);
    environment.add_filter("default", filters::default);
    environment.add_filter("lower", filters::lower);
    environment.add_filter("upper", filters::upper);
    environment.add_filter("trim", filters::trim);
    environment.add_filter("replace", filters::replace);
    environment.add_filter("slice", filters::slice);
    environment.add_filter("sum", filters::sum);
    environment.add_filter("safe", filters::safe);
    environment.add_test("defined", tests::is_defined);
    environment.add_test("undefined", tests::is_undefined);
    environment.add_test("none", tests::is_none);
}

/// A value in the text of a template: escaped where it is data, nothing where it is none.
fn write_value(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), minijinja::Error> {
    if value.kind() == ValueKind::None {
        return Ok(());
    }
    let escapes = matches!(state.auto_escape(), AutoEscape::Custom(name) if name == MARKDOWN);
    if value.is_safe() || value.is_number() || !escapes {
        return out.write_str(&value.to_string()).map_err(|_full| write_failed());
    }
    out.write_str(&markdown::inline(&value.to_string())).map_err(|_full| write_failed())
}

fn write_failed() -> minijinja::Error {
    minijinja::Error::new(ErrorKind::WriteFailure, "the text cannot be written")
}

fn mistake(name: &str, error: &minijinja::Error) -> TemplateError {
    let reason = error
        .detail()
        .map_or_else(|| error.kind().to_string(), |detail| format!("{}: {detail}", error.kind()));
    let name = error.name().unwrap_or(name).to_owned();
    TemplateError::Mistake { name, line: error.line().unwrap_or(0), reason }
}

/// At most one empty line in a row outside of code, none with blanks alone, and one line end at the end.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut empty, mut fence) = (0, None);
    for line in text.lines() {
        // Within a list a block stands a little to the right.
        let code = line.trim_start_matches(' ');
        let ticks = code.len() - code.trim_start_matches('`').len();
        match fence {
            None if ticks >= 3 => fence = Some(ticks),
            Some(open) if ticks >= open && code.trim_end_matches('`').is_empty() => fence = None,
            _ => {}
        }
        let line = if fence.is_some() { line } else { line.trim_end() };
        empty = if line.is_empty() && fence.is_none() { empty + 1 } else { 0 };
        if empty < 2 && !(line.is_empty() && out.is_empty()) {
            out.push_str(line);
            out.push('\n');
        }
    }
    let end = out.trim_end_matches('\n').len();
    out.truncate(end);
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use expect_test::{Expect, expect};

    use super::*;

    fn check(template: &str, expect: &Expect) {
        let data = BTreeMap::from([("title", "sync.(*Map) | x"), ("code", "a := `b`\n\n\nc")]);
        let rendered = Templates::built_in()
            .and_then(|it| it.with("a.md", template))
            .and_then(|it| it.render("a.md", Language::Zh, vec![("Why", "为什么".to_owned())], &data));
        expect.assert_eq(&rendered.unwrap_or_else(|error| format!("{error}\n")));
    }

    #[test]
    fn data_is_escaped_and_labels_are_the_readers() {
        check(
            "# {{ label.Why }}: {{ report.title }}\n\n\n\n| {{ report.title|cell }} |\n",
            &expect![[r#"
                # 为什么: sync.(\*Map) | x

                | sync.(\*Map) \| x |
            "#]],
        );
        check(
            "{{ report.code|fence('go') }}\n{{ report.code|code }}",
            &expect![[r#"
            ```go
            a := `b`


            c
            ```
            ``a := `b`   c``
        "#]],
        );
        check(
            "{% for x in [1, 2] %}\n- {{ x }} {{ (x / 3)|percent }}\n{% endfor %}",
            &expect![[r#"
            - 1 33%
            - 2 67%
        "#]],
        );
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        check(
            "\n{{ report.titel }}",
            &expect![[r#"
            template a.md, line 2: undefined value
        "#]],
        );
        check(
            "{% if %}",
            &expect![[r#"
            template a.md, line 1: syntax error: unexpected end of block
        "#]],
        );
        check(
            "{% include '/etc/passwd' %}",
            &expect![[r#"
                template a.md, line 1: template not found: tried to include non-existing template '/etc/passwd'
            "#]],
        );
    }

    #[test]
    fn a_folder_replaces_templates_by_name() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.zh.md"), "中文").unwrap();
        fs::write(folder.path().join("a.md"), "English").unwrap();
        fs::write(folder.path().join("notes.txt"), "{% broken").unwrap();
        let templates = Templates::built_in().unwrap().with_folder(folder.path()).unwrap();
        let render = |language| templates.render("a.md", language, Vec::new(), &0).unwrap();
        assert_eq!(
            (render(Language::Zh), render(Language::En)),
            ("中文\n".to_owned(), "English\n".to_owned())
        );
        let gone = Templates::built_in().unwrap().with_folder(&folder.path().join("gone"));
        assert!(matches!(gone, Err(TemplateError::Unreadable { .. })), "{gone:?}");
    }
}
