//! `feedback`: keeps what a person says about an answer.

use clap::ArgMatches;
use fupan_api::FeedbackBody;
use fupan_engine::Feedback;
use fupan_locale::UsageMessage;

use super::ask::{pasted, texts};
use crate::ExitStatus;
use crate::failure::Failure;
use crate::human;
use crate::options::Session;

pub(super) fn feedback(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let mut said = Feedback {
        text: text("text"),
        input: None,
        right: texts(matches, "right"),
        wrong: texts(matches, "wrong"),
        novel: matches.get_flag("novel"),
        annotator: text("by").unwrap_or_default(),
        note: text("note"),
    };
    // Before anybody waits for a paste.
    if said.right.is_empty() && said.wrong.is_empty() && !said.novel {
        return Err(fupan_engine::EngineError::NothingSaid.into());
    }
    said.input = pasted(matches.get_one("file"), said.text.is_none(), session)?;
    let now = session.now().ok_or(Failure::Usage(UsageMessage::NoTime))?;
    let kept = session.engine()?.keep_feedback(&said, &now)?;
    session.notify(&kept.notices);
    session
        .answer(&FeedbackBody::from(&kept), |body, style| human::kept_feedback(body, &kept.path, style))?;
    Ok(ExitStatus::Done)
}
