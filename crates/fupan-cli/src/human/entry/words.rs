//! What records write as one word, in the reader's language.

use fupan_locale::WordLabel;
use fupan_model::{
    ActionStatus, CatchingTool, Confidence, DetectionBy, Origin, PatternStatement, RelationKind, Role,
    Severity, SignalPlace, Status, TimelinePhase,
};

use crate::human::layout::Style;

/// A word of a record.
pub(super) trait Word {
    /// As it is shown.
    fn word(&self, style: &Style) -> String;
}

/// One arm for each word.
macro_rules! words {
    ($type:ty { $($variant:ident => $label:ident),+ $(,)? }) => {
        impl Word for $type {
            fn word(&self, style: &Style) -> String {
                match self {
                    $(<$type>::$variant => WordLabel::$label,)+
                }
                .render(style.language)
            }
        }
    };
}

words!(Role { Root => Root, Direct => Direct, Latent => Latent });
words!(Origin { Public => Public, Internal => Internal, Reproduced => Reproduced, Example => Example });
words!(Status { Draft => Draft, InReview => InReview, Final => Final, Withdrawn => Withdrawn });
words!(Confidence { Low => Low, Medium => Medium, High => High });
words!(DetectionBy {
    Alert => Alert, User => User, Test => Test, CodeReview => CodeReview, Unknown => Unknown,
});
words!(RelationKind {
    Duplicate => Duplicate,
    Regression => Regression,
    SameBugElsewhere => SameBugElsewhere,
    SamePattern => SamePattern,
    SameSymptom => SameSymptom,
});
words!(TimelinePhase {
    LeadUp => LeadUp,
    Start => Start,
    Detect => Detect,
    Respond => Respond,
    Mitigate => Mitigate,
    Resolve => Resolve,
    FollowUp => FollowUp,
});
words!(ActionStatus { Open => Open, Done => Done, Dropped => Dropped, Unknown => Unknown });
words!(SignalPlace {
    Text => Text,
    Message => Message,
    Dump => Dump,
    Race => Race,
    Profile => Profile,
    Log => Log,
    Code => Code,
    Config => Config,
    Metrics => Metrics,
    Trace => Trace,
});
words!(PatternStatement {
    Explanation => Explanation,
    Signals => Signals,
    ShownBy => ShownBy,
    CaughtBy => CaughtBy,
    FirstCheck => FirstCheck,
    Guideline => Guideline,
    Go => GoVersions,
    Snippets => Snippets,
    Recoverable => Recover,
});

impl Word for Severity {
    fn word(&self, style: &Style) -> String {
        match self {
            Self::P0 => "P0".to_owned(),
            Self::P1 => "P1".to_owned(),
            Self::P2 => "P2".to_owned(),
            Self::P3 => "P3".to_owned(),
            Self::P4 => "P4".to_owned(),
            Self::Notice => WordLabel::Notice.render(style.language),
            Self::Unrated => WordLabel::Unrated.render(style.language),
        }
    }
}

impl Word for CatchingTool {
    fn word(&self, style: &Style) -> String {
        fupan_api::tool_name(*self, style.language)
    }
}

/// The words of several, side by side.
pub(super) fn listed<'a, W: Word + 'a>(words: impl IntoIterator<Item = &'a W>, style: &Style) -> String {
    let words: Vec<String> = words.into_iter().map(|word| word.word(style)).collect();
    words.join(if style.language == fupan_locale::Language::Zh { "、" } else { ", " })
}
