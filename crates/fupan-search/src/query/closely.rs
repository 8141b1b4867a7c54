//! The best documents by their words, looked at closely: which tokens each has, where, and what that adds.

use std::collections::BTreeMap;

use fupan_text::Field as Kind;
use tantivy::postings::Postings;
use tantivy::query::Bm25Weight;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED};

use crate::TextIndex;
use crate::query::asked::Asked;
use crate::schema::Weighted;
use crate::weights;

/// What a document has of a question.
#[derive(Debug, Clone, Default)]
pub(super) struct Contents {
    /// Places in the asked tokens, in order.
    pub(super) tokens: Vec<usize>,
    /// Where the words among them stand, in the same order.
    positions: Vec<(usize, Vec<u32>)>,
    /// BM25 of the function words by token: the best field and the sum of all.
    function_words: BTreeMap<usize, (f32, f32)>,
}

impl TextIndex {
    /// What each of the documents has of the asked tokens.
    pub(super) fn contents(
        &self,
        asked: &[Asked],
        mut addresses: Vec<DocAddress>,
    ) -> tantivy::Result<BTreeMap<DocAddress, Contents>> {
        addresses.sort_unstable();
        let mut contents: BTreeMap<DocAddress, Contents> = BTreeMap::new();
        for (place, token) in asked.iter().enumerate() {
            for weighted in &token.fields {
                self.look_for(place, token, *weighted, &addresses, &mut contents)?;
            }
        }
        Ok(contents)
    }

    fn look_for(
        &self,
        place: usize,
        token: &Asked,
        weighted: Weighted,
        addresses: &[DocAddress],
        contents: &mut BTreeMap<DocAddress, Contents>,
    ) -> tantivy::Result<()> {
        let term = token.term(weighted.field);
        let bm25 = token
            .is_function_word
            .then(|| Bm25Weight::for_terms(&self.statistics, std::slice::from_ref(&term)))
            .transpose()?;
        let wanted = match token.kind {
            Kind::Words if token.is_function_word => IndexRecordOption::WithFreqs,
            Kind::Words => IndexRecordOption::WithFreqsAndPositions,
            Kind::Identifiers | Kind::Bigrams => IndexRecordOption::Basic,
        };
        for group in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let Some(first) = group.first() else { continue };
            let segment = self.searcher.segment_reader(first.segment_ord);
            let index = segment.inverted_index(weighted.field)?;
            let Some(mut postings) = index.read_postings(&term, wanted)? else { continue };
            let norms = bm25.is_some().then(|| segment.get_fieldnorms_reader(weighted.field)).transpose()?;
            for address in group {
                if postings.doc() < address.doc_id {
                    postings.seek(address.doc_id);
                }
                if postings.doc() == TERMINATED {
                    break;
                }
                if postings.doc() != address.doc_id {
                    continue;
                }
                let contents = contents.entry(*address).or_default();
                if contents.tokens.last() != Some(&place) {
                    contents.tokens.push(place);
                }
                if token.has_neighbours() {
                    contents.add_positions(place, &mut postings);
                }
                if let (Some(bm25), Some(norms)) = (&bm25, &norms) {
                    let score = bm25.score(norms.fieldnorm_id(address.doc_id), postings.term_freq());
                    let (best, sum) = contents.function_words.entry(place).or_default();
                    *best = best.max(score * weighted.weight);
                    *sum += score * weighted.weight;
                }
            }
        }
        Ok(())
    }
}

impl Contents {
    fn add_positions(&mut self, place: usize, postings: &mut impl Postings) {
        if self.positions.last().is_none_or(|(last, _)| *last != place) {
            self.positions.push((place, Vec::new()));
        }
        if let Some((_, positions)) = self.positions.last_mut() {
            postings.append_positions_with_offset(0, positions);
        }
    }

    /// What function words add, and neighbours of the question that are neighbours here.
    pub(super) fn bonus(&self, asked: &[Asked], neighbours: &[Neighbours]) -> f32 {
        let function_words = self.function_words.iter().filter_map(|(place, (best, sum))| {
            let boost = asked.get(*place)?.boost();
            Some(boost * (best + weights::TIE_BREAKER * (sum - best)))
        });
        let close: f64 = neighbours.iter().map(|pair| pair.told * self.closeness(pair)).sum();
        #[expect(clippy::cast_possible_truncation, reason = "a small number")]
        let close = (weights::CLOSENESS * close) as f32;
        function_words.sum::<f32>() + close
    }

    /// 1 where two words stand as in the question, less the farther they are from that.
    fn closeness(&self, pair: &Neighbours) -> f64 {
        let (Some(left), Some(right)) = (self.positions_of(pair.left), self.positions_of(pair.right)) else {
            return 0.0;
        };
        let nearest = left.iter().flat_map(|left| right.iter().map(|right| pair.distance_off(*left, *right)));
        match nearest.min() {
            Some(off) if off <= weights::FARTHEST => 1.0 / (1.0 + f64::from(off)),
            _ => 0.0,
        }
    }

    fn positions_of(&self, token: usize) -> Option<&[u32]> {
        let place = self.positions.binary_search_by_key(&token, |(place, _)| *place).ok()?;
        self.positions.get(place).map(|(_, positions)| positions.as_slice())
    }
}

/// Two words that follow each other in the question.
#[derive(Debug)]
pub(super) struct Neighbours {
    left: usize,
    right: usize,
    gap: i64,
    /// What the less telling of the two tells.
    told: f64,
}

impl Neighbours {
    /// Those of a question; parts of one name are none, since the name is asked for as a whole.
    pub(super) fn of(asked: &[Asked], text: &str) -> Vec<Self> {
        let mut words: Vec<(usize, &Asked)> =
            asked.iter().enumerate().filter(|(_, token)| token.has_neighbours()).collect();
        words.sort_by_key(|(_, word)| (word.position, word.span.end));
        let pair = |pair: &[(usize, &Asked)]| {
            let [(left, first), (right, second)] = *pair else { return None };
            let told = first.rarity.min(second.rarity).powf(1.0 + weights::RARITY_POWER);
            let gap = i64::from(second.position) - i64::from(first.position);
            (!are_of_one_name(first, second, text)).then_some(Self { left, right, gap, told })
        };
        words.windows(2).filter_map(pair).collect()
    }

    fn distance_off(&self, left: u32, right: u32) -> u32 {
        let off = (i64::from(right) - i64::from(left) - self.gap).unsigned_abs();
        u32::try_from(off).unwrap_or(u32::MAX)
    }
}

fn are_of_one_name(first: &Asked, second: &Asked, text: &str) -> bool {
    let between = text.get(first.span.end.min(second.span.start)..second.span.start).unwrap_or(" ");
    first.text.is_ascii() && second.text.is_ascii() && !between.contains(char::is_whitespace)
}
