//! Chinese runs into words: jieba's route without its hidden Markov model.
//!
//! Every dictionary word in the run is an edge of a graph over its characters; the route with the highest product of
//! frequencies is found from the right. Of two equal ones the longer first word wins, as in jieba-rs.

use jieba_rs::Jieba;

use crate::packed::{Character, Node, Packed};

/// What cuts Chinese runs.
#[derive(Debug)]
pub(crate) enum Segmenter {
    /// The packed dictionary.
    Packed(Packed),
    /// A user's own complete dictionary.
    Own(Box<Jieba>),
}

/// How many characters of every word are looked up before the route is sought: most words have no more.
const AHEAD: usize = 3;

/// For each character of a run the best first word of what follows it.
#[derive(Debug, Default)]
pub(crate) struct Route {
    /// The logarithm of the probability of the best route to the end; one more for the end itself.
    scores: Vec<f64>,
    lengths: Vec<usize>,
    /// The nodes behind the first three characters of each word that may begin there.
    nodes: Vec<[Node; AHEAD]>,
}

/// The best of the words that begin at one character.
struct Best {
    score: f64,
    length: usize,
}

impl Best {
    /// Takes a word of this weight, if there is one, in the place of a shorter one that is no better.
    #[inline]
    fn consider(&mut self, weight: Option<f64>, behind: f64, length: usize) {
        if let Some(score) = weight.map(|weight| weight + behind).filter(|score| *score >= self.score) {
            *self = Self { score, length };
        }
    }
}

impl Segmenter {
    /// Cuts a run, given as its text and by its characters. The words are read by [`Route::words`].
    pub(crate) fn cut(&self, text: &str, run: &[Character], route: &mut Route) {
        match self {
            Self::Packed(packed) => route.find(*packed, run),
            Self::Own(jieba) => route.take(jieba, text),
        }
    }
}

impl Route {
    fn find(&mut self, packed: Packed, run: &[Character]) {
        self.begin(packed, run);
        self.scores.clear();
        self.scores.resize(run.len() + 1, 0.0);
        self.lengths.clear();
        self.lengths.resize(run.len(), 1);
        for (place, (slot, nodes)) in self.lengths.iter_mut().zip(&self.nodes).enumerate().rev() {
            let Some((before, behind)) = self.scores.split_at_mut_checked(place + 1) else { return };
            let mut best = Best { score: f64::NEG_INFINITY, length: 0 };
            let (mut node, mut length) = (nodes.first().copied().unwrap_or_default(), 1);
            while let Some(behind) = behind.get(length - 1) {
                best.consider(packed.weight_at(node), *behind, length);
                if !node.goes_on() {
                    break;
                }
                node = match (nodes.get(length), run.get(place + length)) {
                    (Some(known), _) => *known,
                    (None, Some(next)) => packed.child(node, next.code),
                    (None, None) => break,
                };
                length += 1;
            }
            if best.length == 0 {
                best = Best { score: packed.alone + behind.first().copied().unwrap_or_default(), length: 1 };
            }
            *slot = best.length;
            if let Some(score) = before.last_mut() {
                *score = best.score;
            }
        }
    }

    /// Looks up the first characters of every word, so that no look waits for another.
    fn begin(&mut self, packed: Packed, run: &[Character]) {
        let root = packed.root();
        self.nodes.clear();
        self.nodes.extend(
            run.iter().map(|first| [packed.child(root, first.code), Node::default(), Node::default()]),
        );
        for ahead in 1..AHEAD {
            for (nodes, character) in self.nodes.iter_mut().zip(run.iter().skip(ahead)) {
                if let Some([before, next]) =
                    nodes.get_mut(ahead - 1..).and_then(|nodes| nodes.first_chunk_mut())
                {
                    *next = packed.child(*before, character.code);
                }
            }
        }
    }

    fn take(&mut self, jieba: &Jieba, text: &str) {
        self.lengths.clear();
        for token in jieba.cut(text, false) {
            let length = token.word.chars().count();
            self.lengths.push(length);
            self.lengths.extend(std::iter::repeat_n(1, length.saturating_sub(1)));
        }
    }

    /// The words of the best route: the first character of each, and how many it has.
    pub(crate) fn words(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut place = 0;
        std::iter::from_fn(move || {
            let start = place;
            let length = self.lengths.get(start)?;
            place += length;
            Some((start, *length))
        })
    }
}
