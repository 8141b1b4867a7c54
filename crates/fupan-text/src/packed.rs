//! The tables that the build script wrote, read in place. Its module doc has the layout.

use rustc_hash::FxHashMap;

const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/packed.bin"));

const CODES: usize = 16;
const WEIGHTS: usize = CODES + 2 * 65_536;
const NODE: usize = 10;

/// A word that begins at a place of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Match {
    /// How many characters it has.
    pub(crate) length: usize,
    /// The natural logarithm of its frequency.
    pub(crate) weight: f64,
}

/// The packed tables.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Packed {
    nodes: usize,
    pairs: usize,
    pair_count: usize,
    /// The natural logarithm of the sum of all frequencies.
    pub(crate) total: f64,
}

impl Packed {
    pub(crate) fn new() -> Self {
        let count = |at: usize| u32_at(4 * at) as usize;
        let nodes = WEIGHTS + 8 * count(1);
        Self { nodes, pairs: nodes + NODE * count(2), pair_count: count(3), total: f64_at(WEIGHTS) }
    }

    /// Every word that begins the characters, the shortest first.
    pub(crate) fn for_each_prefix(&self, characters: &[char], mut found: impl FnMut(Match)) {
        let mut node = 0;
        for (place, character) in characters.iter().enumerate() {
            let Some(child) = self.child(node, *character) else { return };
            node = child;
            let weight = u16_at(self.nodes + NODE * node as usize + 8);
            if weight != 0 {
                found(Match { length: place + 1, weight: f64_at(WEIGHTS + 8 * usize::from(weight)) });
            }
        }
    }

    /// Every word of the dictionary with its frequency, in the order of the nodes.
    pub(crate) fn words(self) -> impl Iterator<Item = (String, u32)> {
        let characters = characters_by_code();
        let nodes = u32::try_from((self.pairs - self.nodes) / NODE).unwrap_or(u32::MAX);
        (1..nodes).filter_map(move |node| {
            let weight = u16_at(self.nodes + NODE * node as usize + 8);
            let word = (weight != 0).then(|| self.word_at(node, &characters))?;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was a u32")]
            let frequency = f64_at(WEIGHTS + 8 * usize::from(weight)).exp().round() as u32;
            Some((word, frequency))
        })
    }

    /// The characters that lead to a node: each child says who its parent is.
    fn word_at(&self, node: u32, characters: &FxHashMap<u32, char>) -> String {
        let (mut node, mut word): (u32, Vec<char>) = (node, Vec::new());
        while node != 0 {
            let check = u32_at(self.nodes + NODE * node as usize + 4);
            let Some(parent) = check.checked_sub(1) else { break };
            let code = node.wrapping_sub(u32_at(self.nodes + NODE * parent as usize));
            word.extend(characters.get(&code));
            node = parent;
        }
        word.iter().rev().collect()
    }

    fn child(&self, node: u32, character: char) -> Option<u32> {
        let character = u16::try_from(u32::from(character)).ok()?;
        let code = u16_at(CODES + 2 * usize::from(character));
        if code == 0 {
            return None;
        }
        let child = u32_at(self.nodes + NODE * node as usize) + u32::from(code);
        let check = u32_at(self.nodes + NODE * child as usize + 4);
        (child as usize * NODE + self.nodes < self.pairs && check == node + 1).then_some(child)
    }

    /// The Simplified form of a Traditional character; any other is its own.
    pub(crate) fn simplified(&self, character: char) -> char {
        let Ok(wanted) = u16::try_from(u32::from(character)) else { return character };
        let (mut low, mut high) = (0, self.pair_count);
        while low < high {
            let middle = usize::midpoint(low, high);
            let at = self.pairs + 4 * middle;
            match u16_at(at).cmp(&wanted) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => {
                    return char::from_u32(u32::from(u16_at(at + 2))).unwrap_or(character);
                }
            }
        }
        character
    }
}

/// The character of each code.
fn characters_by_code() -> FxHashMap<u32, char> {
    let character = |unit: u16| {
        let code = u32::from(u16_at(CODES + 2 * usize::from(unit)));
        Some((code, char::from_u32(u32::from(unit))?)).filter(|(code, _)| *code != 0)
    };
    (0..=u16::MAX).filter_map(character).collect()
}

fn array_at<const N: usize>(at: usize) -> [u8; N] {
    PACKED.get(at..).and_then(|rest| rest.first_chunk::<N>()).copied().unwrap_or([0; N])
}

fn u16_at(at: usize) -> u16 {
    u16::from_le_bytes(array_at(at))
}

fn u32_at(at: usize) -> u32 {
    u32::from_le_bytes(array_at(at))
}

fn f64_at(at: usize) -> f64 {
    f64::from_le_bytes(array_at(at))
}
