//! What the streams of an input share: where goroutines, problems and residue go.

use std::ops::Range;

use super::collect::Collector;
use super::lines::Line;
use crate::java::JavaPart;
use crate::parsed::{Problem, ProblemKind, Residue, ResidueReason};

pub(crate) struct Output<'c, 'a, C> {
    pub(crate) collector: &'c mut C,
    pub(crate) problems: Vec<Problem>,
    pub(crate) residue: Vec<Residue>,
    /// The text that is being read, to look ahead and back.
    pub(crate) text: &'a [u8],
    /// How many crashes have ended.
    pub(crate) crashes: u64,
}

impl<'a, C> Output<'_, 'a, C> {
    /// What follows a line of the text.
    pub(crate) fn following(&self, line: &Line<'_>) -> &'a [u8] {
        self.text.get(line.place.1..).unwrap_or_default()
    }
}

impl<'c, 'a, C: Collector<'a>> Output<'c, 'a, C> {
    pub(crate) fn new(collector: &'c mut C, text: &'a [u8]) -> Self {
        Self { collector, problems: Vec::new(), residue: Vec::new(), text, crashes: 0 }
    }

    /// Takes what the Java parser read.
    pub(crate) fn take_java(&mut self, part: JavaPart<'a>) {
        self.problems.extend(part.problems);
        self.residue.extend(part.residue);
        for mut crash in part.crashes {
            let mut open = C::Open::default();
            for goroutine in std::mem::take(&mut crash.goroutines) {
                self.collector.add(&mut open, goroutine);
            }
            self.crashes += 1;
            self.collector.close(crash, open);
        }
    }

    pub(crate) fn problem(&mut self, kind: ProblemKind, span: Range<usize>) {
        self.problems.push(Problem { kind, span });
    }

    pub(crate) fn leave(&mut self, reason: ResidueReason, span: Range<usize>) {
        match self.residue.last_mut() {
            Some(last)
                if last.reason == reason && last.span.end >= span.start && last.span.start <= span.start =>
            {
                last.span.end = last.span.end.max(span.end);
            }
            _ => self.residue.push(Residue { reason, span }),
        }
    }
}
