//! Complaints about the arguments, in the reader's language.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use fupan_locale::{LabelMessage, Language, UsageMessage};

use crate::Io;
use crate::human::without_controls;
use crate::options::labelled;

/// Says on standard error what is wrong with the arguments.
pub(crate) fn complain(error: &clap::Error, language: Language, io: &mut Io<'_>) {
    let mut lines = vec![labelled(&LabelMessage::Error, &message(error).render(language), language)];
    if let Some(word) = suggestion(error) {
        lines.push(UsageMessage::DidYouMean { word }.render(language));
    }
    lines.push(UsageMessage::SeeHelp.render(language));
    for line in lines {
        // A closed standard error is nothing to fail about.
        let _written = writeln!(io.stderr, "{}", without_controls(&line));
    }
}

fn message(error: &clap::Error) -> UsageMessage {
    let context = |kind| error.get(kind).map(text).unwrap_or_default();
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => UsageMessage::UnknownArgument { argument },
        ErrorKind::InvalidSubcommand => {
            UsageMessage::UnknownCommand { command: context(ContextKind::InvalidSubcommand) }
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            UsageMessage::MissingCommand
        }
        ErrorKind::MissingRequiredArgument => UsageMessage::MissingArgument { arguments: argument },
        ErrorKind::ArgumentConflict => UsageMessage::Conflict { argument },
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            UsageMessage::MissingValue { argument }
        }
        ErrorKind::InvalidValue if value.is_empty() => UsageMessage::MissingValue { argument },
        ErrorKind::InvalidValue if error.get(ContextKind::ValidValue).is_some() => {
            UsageMessage::InvalidChoice { argument, value, choices: context(ContextKind::ValidValue) }
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            UsageMessage::InvalidValue { argument, value }
        }
        kind => UsageMessage::Invalid { reason: kind.to_string() },
    }
}

fn suggestion(error: &clap::Error) -> Option<String> {
    let kinds = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    kinds.into_iter().find_map(|kind| error.get(kind)).map(text).filter(|word| !word.is_empty())
}

fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        other => other.to_string(),
    }
}
