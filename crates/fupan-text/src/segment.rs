//! Chinese runs into words: jieba's route without its hidden Markov model.
//!
//! Every dictionary word in the run is an edge of a graph over its characters; the route with the highest product of
//! frequencies is found from the right. Of two equal ones the longer first word wins, as in jieba-rs.

use jieba_rs::Jieba;

use crate::packed::Packed;

/// What cuts Chinese runs.
#[derive(Debug)]
pub(crate) enum Segmenter {
    /// The packed dictionary.
    Packed(Packed),
    /// A user's own complete dictionary.
    Own(Box<Jieba>),
}

#[derive(Clone, Copy)]
struct Step {
    score: f64,
    end: usize,
}

impl Segmenter {
    /// The lengths of the words of a run, in characters.
    pub(crate) fn cut(&self, run: &[char]) -> Vec<usize> {
        match self {
            Self::Packed(packed) => cut(packed, run),
            Self::Own(jieba) => {
                let text: String = run.iter().collect();
                jieba.cut(&text, false).iter().map(|token| token.word.chars().count()).collect()
            }
        }
    }
}

fn cut(packed: &Packed, run: &[char]) -> Vec<usize> {
    let route = best_route(packed, run);
    let mut lengths = Vec::new();
    let mut place = 0;
    while let Some(step) = route.get(place).filter(|step| step.end > place) {
        lengths.push(step.end - place);
        place = step.end;
    }
    lengths
}

/// For each character the best first word of what follows it; one more for the end.
fn best_route(packed: &Packed, run: &[char]) -> Vec<Step> {
    let count = run.len();
    let mut route = vec![Step { score: 0.0, end: count }; count + 1];
    for place in (0..count).rev() {
        let rest = run.get(place..).unwrap_or_default();
        let mut best: Option<Step> = None;
        packed.for_each_prefix(rest, |word| {
            let end = place + word.length;
            let behind = route.get(end).map_or(0.0, |step| step.score);
            let score = word.weight - packed.total + behind;
            if best.is_none_or(|best| score > best.score || (score == best.score && end > best.end)) {
                best = Some(Step { score, end });
            }
        });
        // A character in no word counts as seen once.
        let alone = || Step {
            score: route.get(place + 1).map_or(0.0, |step| step.score) - packed.total,
            end: place + 1,
        };
        let step = best.unwrap_or_else(alone);
        if let Some(slot) = route.get_mut(place) {
            *slot = step;
        }
    }
    route
}
