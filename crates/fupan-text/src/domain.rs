//! Words of the domain that count as one beside the parts into which the dictionary cuts them.

use rustc_hash::FxHashMap;

use crate::packed::Character;

const WORDS: &str = include_str!("../data/domain.txt");
/// Longer words are not looked for.
const LONGEST: usize = 8;
/// Bits of the filter for each word: one pair of characters in sixteen that begins no word is looked up in vain.
const BITS: usize = 16;

/// A set of words, asked by their first two characters.
#[derive(Debug)]
pub(crate) struct DomainWords {
    /// Those that begin with a pair, the shortest first.
    words: FxHashMap<(char, char), Vec<Vec<char>>>,
    filter: PairFilter,
}

impl DomainWords {
    pub(crate) fn new(more: impl IntoIterator<Item = String>) -> Self {
        let mut words: FxHashMap<(char, char), Vec<Vec<char>>> = FxHashMap::default();
        for word in WORDS.lines().map(str::to_owned).chain(more) {
            let characters: Vec<char> = word.chars().collect();
            if let [first, second, ..] = *characters.as_slice()
                && characters.len() <= LONGEST
            {
                words.entry((first, second)).or_default().push(characters);
            }
        }
        let mut filter = PairFilter::for_pairs(words.len());
        // The order in which bits are set does not show.
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted on its own")]
        for (pair, list) in &mut words {
            filter.add(*pair);
            list.sort_by_key(Vec::len);
        }
        Self { words, filter }
    }

    /// Every word in a run: its first character, and how many it has.
    pub(crate) fn for_each_in(&self, run: &[Character], mut found: impl FnMut(usize, usize)) {
        for (start, pair) in run.windows(2).enumerate() {
            let [first, second] = pair else { return };
            let pair = (first.simplified, second.simplified);
            if !self.filter.may_hold(pair) {
                continue;
            }
            let rest = || run.iter().skip(start).map(|character| &character.simplified);
            let words = self.words.get(&pair).into_iter().flatten();
            let words = words.filter(|word| rest().take(word.len()).eq(word.iter()));
            words.for_each(|word| found(start, word.len()));
        }
    }
}

/// A set of pairs that holds a few more than were added: a single look rules most others out.
#[derive(Debug)]
struct PairFilter {
    bits: Vec<u64>,
    shift: u32,
}

impl PairFilter {
    fn for_pairs(count: usize) -> Self {
        let words = (count * BITS / 64).next_power_of_two().max(2);
        Self { bits: vec![0; words], shift: u64::BITS - (words * 64).ilog2() }
    }

    fn add(&mut self, pair: (char, char)) {
        let (word, bit) = self.place(pair);
        if let Some(bits) = self.bits.get_mut(word) {
            *bits |= bit;
        }
    }

    fn may_hold(&self, pair: (char, char)) -> bool {
        let (word, bit) = self.place(pair);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }

    fn place(&self, (first, second): (char, char)) -> (usize, u64) {
        let both = u64::from(first) << 32 | u64::from(second);
        let place = both.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift;
        ((place / 64) as usize, 1 << (place % 64))
    }
}
