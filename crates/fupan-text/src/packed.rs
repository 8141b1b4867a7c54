//! The tables that the build script wrote, read in place. Its module doc has the layout.

const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/packed.bin"));

const HEADER: usize = 16;
const CHARACTERS: usize = 4 * 65_536;

/// A character as the tables have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Character {
    /// The Simplified form of a Traditional character; any other is its own.
    pub(crate) simplified: char,
    /// Its number in the trie; 0 = in no word.
    pub(crate) code: u16,
}

/// The packed tables.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Packed {
    characters: &'static [[u8; 4]],
    /// The character of each code, from 1.
    spelled: &'static [[u8; 2]],
    weights: &'static [[u8; 8]],
    nodes: &'static [[u8; 8]],
    /// The weight of a character in no word: it counts as seen once.
    pub(crate) alone: f64,
}

/// A node of the double array: where its children start, the node above it, and the word that ends here.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Node {
    place: u32,
    bits: u64,
}

impl Node {
    /// No node: no word ends here, and none goes on.
    const NONE: Self = Self { place: u32::MAX, bits: 0 };

    /// The child of a code is at this place plus the code; 0 = it has none.
    fn base(self) -> u32 {
        (self.bits & 0xff_ffff) as u32
    }

    /// 1 + the parent.
    fn check(self) -> u32 {
        (self.bits >> 24 & 0xff_ffff) as u32
    }

    /// The place of the word's weight; 0 = no word ends here.
    fn weight(self) -> u16 {
        (self.bits >> 48) as u16
    }

    /// Whether longer words begin so.
    pub(crate) fn goes_on(self) -> bool {
        self.base() != 0
    }
}

impl Packed {
    pub(crate) fn new() -> Self {
        let (header, rest) = PACKED.split_at_checked(HEADER).unwrap_or_default();
        let count =
            |place: usize| header.as_chunks::<4>().0.get(place).map_or(0, |it| u32::from_le_bytes(*it));
        let (characters, rest) = rest.split_at_checked(CHARACTERS).unwrap_or_default();
        let (spelled, rest) = rest.split_at_checked(2 * count(0) as usize).unwrap_or_default();
        let (weights, nodes) = rest.split_at_checked(8 * count(1) as usize).unwrap_or_default();
        let mut packed = Self {
            characters: characters.as_chunks().0,
            spelled: spelled.as_chunks().0,
            weights: weights.as_chunks().0,
            nodes: nodes.as_chunks().0,
            alone: 0.0,
        };
        packed.alone = packed.weight(0);
        packed
    }

    #[inline]
    pub(crate) fn character(self, written: char) -> Character {
        let Some([low, high, code @ ..]) = self.characters.get(written as usize) else {
            return Character { simplified: written, code: 0 };
        };
        let simplified = u32::from(u16::from_le_bytes([*low, *high]));
        let simplified = char::from_u32(simplified).unwrap_or(written);
        Character { simplified, code: u16::from_le_bytes(*code) }
    }

    /// Every word of the dictionary with its frequency, in the order of the nodes.
    pub(crate) fn words(self) -> impl Iterator<Item = (String, u32)> {
        let nodes = (1..).zip(self.nodes.iter().skip(1));
        nodes.filter_map(move |(place, bits)| {
            let node = Node { place, bits: u64::from_le_bytes(*bits) };
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was a u32")]
            let frequency = (self.weight_at(node)? - self.alone).exp().round() as u32;
            Some((self.word_at(node), frequency))
        })
    }

    /// The characters that lead to a node: each child says who its parent is.
    fn word_at(self, mut node: Node) -> String {
        let mut word = Vec::new();
        while let Some(place) = node.check().checked_sub(1).filter(|_| node.place != 0) {
            let Some(bits) = self.nodes.get(place as usize) else { break };
            let parent = Node { place, bits: u64::from_le_bytes(*bits) };
            word.extend(self.spelled(node.place.wrapping_sub(parent.base())));
            node = parent;
        }
        word.iter().rev().collect()
    }

    fn spelled(self, code: u32) -> Option<char> {
        let character = self.spelled.get(code.checked_sub(1)? as usize)?;
        char::from_u32(u32::from(u16::from_le_bytes(*character)))
    }

    /// The node of the empty word.
    pub(crate) fn root(self) -> Node {
        self.nodes.first().map_or(Node::NONE, |bits| Node { place: 0, bits: u64::from_le_bytes(*bits) })
    }

    /// The node behind one more character. It is a single look into the table, and what is found there decides nothing
    /// but the answer, so that the looks of many characters go on at once.
    #[inline]
    pub(crate) fn child(self, parent: Node, code: u16) -> Node {
        let place = parent.base() + u32::from(code);
        let bits = self.nodes.get(place as usize).map_or(0, |bits| u64::from_le_bytes(*bits));
        let child = Node { place, bits };
        if child.check() == parent.place.wrapping_add(1) { child } else { Node::NONE }
    }

    /// The natural logarithm of the share of the word that ends at a node, of all words.
    #[inline]
    pub(crate) fn weight_at(self, node: Node) -> Option<f64> {
        (node.weight() != 0).then(|| self.weight(node.weight()))
    }

    fn weight(self, place: u16) -> f64 {
        self.weights.get(usize::from(place)).map_or(0.0, |bytes| f64::from_le_bytes(*bytes))
    }
}
