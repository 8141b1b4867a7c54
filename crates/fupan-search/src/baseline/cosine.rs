//! Cosine of TF-IDF vectors, with the formula that scikit-learn's `TfidfVectorizer` has by default: the count of a word
//! times `ln((1 + documents) / (1 + documents with the word)) + 1`, each vector of length 1.
//! <https://scikit-learn.org/stable/modules/feature_extraction.html#tfidf-term-weighting>

use std::collections::HashMap;

use tantivy::tokenizer::{TextAnalyzer, TokenStream};

use super::BaselineHit;

/// Vectors of documents, word by word.
pub(super) struct CosineIndex {
    words: TextAnalyzer,
    /// The number of each word.
    numbers: HashMap<String, u32>,
    /// Of each word.
    rarities: Vec<f32>,
    /// The documents of each word, by place, with what it weighs there.
    postings: Vec<Vec<(u32, f32)>>,
    documents: usize,
}

/// The words of a text by number, with how often each stands there.
type Counts = Vec<(u32, f32)>;

impl std::fmt::Debug for CosineIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CosineIndex").field("documents", &self.documents).finish_non_exhaustive()
    }
}

impl CosineIndex {
    pub(super) fn of(documents: &[String], words: TextAnalyzer) -> Self {
        let (numbers, rarities, postings) = (HashMap::new(), Vec::new(), Vec::new());
        let mut index = Self { words, numbers, rarities, postings, documents: 0 };
        let vectors: Vec<Counts> = documents.iter().map(|text| index.count_anew(text)).collect();
        index.documents = vectors.len();
        index.rarities = index.rarities_of(&vectors);
        index.postings = vec![Vec::new(); index.rarities.len()];
        for (place, mut vector) in (0..).zip(vectors) {
            index.weigh(&mut vector);
            for (word, weight) in vector {
                if let Some(list) = index.postings.get_mut(word as usize) {
                    list.push((place, weight));
                }
            }
        }
        index
    }

    /// The counts of a document, whose new words get numbers.
    fn count_anew(&mut self, text: &str) -> Counts {
        let mut found = Vec::new();
        let mut stream = self.words.token_stream(text);
        while let Some(token) = stream.next() {
            let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            let number = match self.numbers.get(&token.text) {
                Some(number) => *number,
                None => *self.numbers.entry(token.text.clone()).or_insert(next),
            };
            found.push(number);
        }
        counts(found)
    }

    #[expect(clippy::cast_precision_loss, reason = "a logarithm of counts")]
    fn rarities_of(&self, vectors: &[Counts]) -> Vec<f32> {
        let mut documents = vec![0_usize; self.numbers.len()];
        for (word, _) in vectors.iter().flatten() {
            if let Some(count) = documents.get_mut(*word as usize) {
                *count += 1;
            }
        }
        let all = 1.0 + vectors.len() as f32;
        documents.into_iter().map(|with| (all / (1.0 + with as f32)).ln() + 1.0).collect()
    }

    /// Counts become a vector of length 1.
    fn weigh(&self, vector: &mut Counts) {
        for (word, weight) in vector.iter_mut() {
            *weight *= self.rarities.get(*word as usize).copied().unwrap_or_default();
        }
        let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    }

    pub(super) fn search(&self, text: &str, limit: usize) -> Vec<BaselineHit> {
        let scores = self.scores(text);
        let hits = scores.into_iter().enumerate().map(|(place, score)| BaselineHit { place, score });
        let mut hits: Vec<BaselineHit> = hits.filter(|hit| hit.score > 0.0).collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.cmp(&b.place)));
        hits.truncate(limit);
        hits
    }

    /// The cosine of a question and each document.
    fn scores(&self, text: &str) -> Vec<f32> {
        let mut words = self.words.clone();
        let mut stream = words.token_stream(text);
        let mut known = Vec::new();
        while let Some(token) = stream.next() {
            known.extend(self.numbers.get(&token.text).copied());
        }
        let mut question = counts(known);
        self.weigh(&mut question);
        let mut scores = vec![0.0; self.documents];
        for (word, weight) in question {
            for (place, other) in self.postings.get(word as usize).into_iter().flatten() {
                if let Some(score) = scores.get_mut(*place as usize) {
                    *score += weight * other;
                }
            }
        }
        scores
    }
}

#[expect(clippy::cast_precision_loss, reason = "how often a word stands in a text")]
fn counts(mut found: Vec<u32>) -> Counts {
    found.sort_unstable();
    let same = found.chunk_by(PartialEq::eq);
    same.filter_map(|same| Some((*same.first()?, same.len() as f32))).collect()
}
