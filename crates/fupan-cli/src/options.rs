//! The options that every verb has, and what a verb does with its streams.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::time::Instant;

use clap::ArgMatches;
use fupan_api::{Reader, milliseconds};
use fupan_engine::{Engine, Notice, Opened, Places};
use fupan_locale::{LabelMessage, Language, UsageMessage};
use fupan_model::Moment;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::failure::Failure;
use crate::human::{Style, without_controls};
use crate::{Environment, Io};

/// Most of an input that is read: beyond that a dump is cut.
const INPUT_LIMIT_MIB: usize = 256;

/// One run of a verb.
pub(crate) struct Session<'a, 'io> {
    pub(crate) language: Language,
    pub(crate) places: Places,
    pub(crate) json: bool,
    started: Instant,
    /// What should be known beside the answers of the engine that was opened.
    notices: Vec<Notice>,
    pub(crate) io: &'a mut Io<'io>,
}

/// The language is needed before the arguments are parsed, for what is said of them.
pub(crate) fn language_of(arguments: &[OsString], environment: &Environment) -> Language {
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    let mut chosen = None;
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang") {
            Some("") => chosen = words.next().and_then(|value| value.parse().ok()).or(chosen),
            Some(rest) => chosen = rest.strip_prefix('=').and_then(|value| value.parse().ok()).or(chosen),
            None if word == "--" => break,
            None => {}
        }
    }
    chosen.unwrap_or_else(|| Language::of_locale(environment.locale.as_deref().unwrap_or_default()))
}

impl<'a, 'io> Session<'a, 'io> {
    pub(crate) fn new(matches: &ArgMatches, language: Language, io: &'a mut Io<'io>) -> Self {
        // The options are global: clap hands them to the innermost verb.
        let mut innermost = matches;
        while let Some((_, inner)) = innermost.subcommand() {
            innermost = inner;
        }
        let directory = |option: &str, fallback: &Option<PathBuf>, default: &str| {
            let given = innermost.get_one::<PathBuf>(option).cloned();
            given.or_else(|| fallback.clone()).unwrap_or_else(|| PathBuf::from(default))
        };
        let places = Places {
            corpus: directory("corpus", &io.environment.corpus, "corpus"),
            data_directory: directory("data-dir", &io.environment.data_directory, ".fupan"),
        };
        Self {
            language,
            places,
            json: innermost.get_flag("json"),
            started: Instant::now(),
            notices: Vec::new(),
            io,
        }
    }

    /// Opens the engine and says what should be known beside its answers.
    pub(crate) fn engine(&mut self) -> Result<Engine, Failure> {
        let opened = fupan_engine::open(&self.places, (self.io.clock)())?;
        Ok(self.opened(opened))
    }

    /// The same, where the files beside the records count too.
    pub(crate) fn engine_with_files(&mut self) -> Result<Engine, Failure> {
        let opened = fupan_engine::open_with_files(&self.places, (self.io.clock)())?;
        Ok(self.opened(opened))
    }

    fn opened(&mut self, opened: Opened) -> Engine {
        self.notify(&opened.notices);
        self.notices = opened.notices;
        opened.engine
    }

    /// For whom the answers of the opened engine are rendered.
    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader { language: self.language, notices: &self.notices }
    }

    pub(crate) fn notify(&mut self, notices: &[Notice]) {
        for notice in notices {
            let text = notice.render(self.language);
            self.diagnose(&LabelMessage::Note, &text);
        }
    }

    /// The time to the second; none where the clock stands before 1970.
    pub(crate) fn now(&self) -> Option<Moment> {
        fupan_engine::moment_of((self.io.clock)())
    }

    /// Milliseconds since the verb began.
    pub(crate) fn took_ms(&self) -> f64 {
        milliseconds(self.started.elapsed())
    }

    pub(crate) fn style(&self) -> Style {
        let environment = &self.io.environment;
        Style {
            language: self.language,
            colours: self.io.stdout_is_terminal && !environment.no_color,
            width: environment.columns.unwrap_or(100).clamp(40, 120),
        }
    }

    /// One line on standard error. A closed standard error is nothing to fail about.
    pub(crate) fn diagnose(&mut self, label: &LabelMessage, text: &str) {
        let line = labelled(label, &without_controls(text), self.language);
        let _written = writeln!(self.io.stderr, "{line}");
    }

    pub(crate) fn print(&mut self, text: &str) -> Result<(), Failure> {
        self.print_bytes(text.as_bytes())
    }

    pub(crate) fn print_bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.io.stdout.write_all(bytes).map_err(Failure::output)?;
        self.io.stdout.flush().map_err(Failure::output)
    }

    /// The answer: one JSON document, or the human form.
    pub(crate) fn answer<B: Serialize + DeserializeOwned>(
        &mut self,
        body: &B,
        human: impl FnOnce(&B, &Style) -> String,
    ) -> Result<(), Failure> {
        if self.json {
            return self.document(body);
        }
        let value = serde_json::to_value(body).map_err(|error| Failure::Output(error.into()))?;
        let body = serde_json::from_value(without_escapes(value));
        let text = human(&body.map_err(|error| Failure::Output(error.into()))?, &self.style());
        self.print(&text)
    }

    /// One JSON document.
    pub(crate) fn document(&mut self, body: &impl Serialize) -> Result<(), Failure> {
        let text = self.json_of(body)?;
        self.print(&text)
    }

    /// The text of one JSON document.
    pub(crate) fn json_of(&self, body: &impl Serialize) -> Result<String, Failure> {
        let value = serde_json::to_value(body).map_err(|error| Failure::Output(error.into()))?;
        Ok(json_document(&value))
    }

    /// The bytes of a file argument, or of standard input where it is `-` or absent.
    pub(crate) fn read_input(&mut self, file: Option<&PathBuf>) -> Result<Vec<u8>, Failure> {
        let (bytes, cut) = self.with_input(file, |source| read_limited(source))?;
        if cut {
            let message = UsageMessage::TooLarge { path: input_name(file), limit: INPUT_LIMIT_MIB };
            let text = message.render(self.language);
            self.diagnose(&LabelMessage::Warning, &text);
        }
        Ok(bytes)
    }

    /// What `read` makes of the text of a file argument, or of standard input: a profile and what is compressed are opened
    /// first.
    pub(crate) fn with_text_input<T>(
        &mut self,
        file: Option<&PathBuf>,
        read: impl FnOnce(&mut dyn BufRead) -> std::io::Result<T>,
    ) -> Result<T, Failure> {
        let (result, notices) = self.with_input(file, |source| {
            if !fupan_engine::is_closed(source.fill_buf()?) {
                return Ok((read(source)?, Vec::new()));
            }
            let (bytes, _cut) = read_limited(source)?;
            let (text, notices) = fupan_engine::unpack(&bytes);
            Ok((read(&mut &*text)?, notices))
        })?;
        self.notify(&notices);
        Ok(result)
    }

    /// What `read` makes of a file argument, or of standard input where it is `-` or absent.
    pub(crate) fn with_input<T>(
        &mut self,
        file: Option<&PathBuf>,
        read: impl FnOnce(&mut dyn BufRead) -> std::io::Result<T>,
    ) -> Result<T, Failure> {
        let result = match file.filter(|file| file.as_os_str() != "-") {
            Some(path) => std::fs::File::open(path).and_then(|file| read(&mut BufReader::new(file))),
            None => read(&mut BufReader::new(&mut *self.io.stdin)),
        };
        result.map_err(|source| Failure::Input { path: input_name(file), source })
    }
}

fn input_name(file: Option<&PathBuf>) -> String {
    file.map_or_else(|| "-".to_owned(), |path| path.display().to_string())
}

/// A text behind its label: `error: …`.
pub(crate) fn labelled(label: &LabelMessage, text: &str, language: Language) -> String {
    let separator = match language {
        Language::Zh => "：",
        Language::En => ": ",
    };
    format!("{}{separator}{text}", label.render(language))
}

fn read_limited(source: &mut dyn Read) -> std::io::Result<(Vec<u8>, bool)> {
    let limit = INPUT_LIMIT_MIB * 1024 * 1024;
    let mut bytes = Vec::new();
    source.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    let cut = bytes.len() > limit;
    bytes.truncate(limit);
    Ok((bytes, cut))
}

/// JSON escapes the first control characters alone; the others steer some terminals too.
fn json_document(value: &Value) -> String {
    let mut text = String::new();
    for next in format!("{value:#}\n").chars() {
        match next {
            '\u{7f}'..='\u{9f}' => text.push_str(&format!("\\u{:04x}", u32::from(next))),
            next => text.push(next),
        }
    }
    text
}

/// Data that cannot be taken for the marks of a style: each escape becomes the substitute character, which is as long,
/// so that byte offsets hold, and which no page shows.
fn without_escapes(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.replace('\u{1b}', "\u{1a}")),
        Value::Array(values) => values.into_iter().map(without_escapes).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(name, value)| (name, without_escapes(value))).collect()
        }
        other => other,
    }
}
