//! Java thread dumps and exceptions.

use crate::parse::Line;
use crate::parsed::{Crash, Problem, Residue};

/// What was read.
#[derive(Debug, Default)]
pub(crate) struct JavaPart<'a> {
    pub(crate) crashes: Vec<Crash<'a>>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) residue: Vec<Residue>,
}

pub(crate) struct Reader<'a>(std::marker::PhantomData<&'a ()>);

pub(crate) fn opens(_line: &Line<'_>, _following: &[u8]) -> bool {
    false
}

impl<'a> Reader<'a> {
    pub(crate) fn new(_line: &Line<'a>) -> Self {
        Self(std::marker::PhantomData)
    }
    pub(crate) fn read(&mut self, _line: &Line<'a>) -> bool {
        false
    }
    pub(crate) fn close(self) -> JavaPart<'a> {
        JavaPart::default()
    }
}

pub(crate) fn canonical(function: &str) -> (String, usize) {
    (function.to_owned(), 0)
}

pub(crate) fn owner(_function: &str) -> crate::call::Owner {
    crate::call::Owner::Application
}

pub(crate) fn kind_of_error(text: &str) -> String {
    text.to_owned()
}

pub(crate) fn state_class(state: &str) -> &str {
    state
}
