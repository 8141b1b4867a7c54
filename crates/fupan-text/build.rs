//! Packs the Chinese dictionary and the Traditional-to-Simplified table into the form that the program reads in place.
//!
//! The dictionary becomes a double array over characters (J. Aoe, "An efficient digital search algorithm by using a
//! double-array structure", 1989). Characters are numbered by how often they occur in texts, and the children of frequent
//! beginnings are placed first: what a text asks for most lies close together, and a processor has it at hand.
//! `src/packed.rs` reads what is written here.
//!
//! ```text
//! header      u32 × 4: character codes, weights, nodes, 0
//! characters  u16 × 2 for each character of the basic plane: its Simplified form, and the code of that; 0 = in no word
//! spelled     u16 for each code from 1: its character
//! weights     f64 each: ln(frequency of a word ÷ sum of all); the first is that of a word seen once
//! nodes       u64 each: base 24 bits, check 24 bits, weight 16 bits (place in weights; 0 = no word ends here)
//! ```

// A build script may stop: nothing runs yet.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a build script stops where its input is wrong"
)]
#![expect(clippy::disallowed_methods, reason = "a build script is told its folders by the environment")]
#![expect(clippy::cast_possible_truncation, reason = "counts of the dictionary fit; the assertions say so")]

use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::path::Path;
use std::{env, fs};

/// Raised with every change of the analysis that its data files do not show.
const RULES: u32 = 1;

fn main() {
    for file in ["dict.txt", "domain.txt", "simplified.txt"] {
        println!("cargo::rerun-if-changed=data/{file}");
    }
    println!("cargo::rerun-if-changed=build.rs");
    let read = |file: &str| fs::read_to_string(Path::new("data").join(file)).unwrap();
    let (dictionary, domain, simplified) = (read("dict.txt"), read("domain.txt"), read("simplified.txt"));
    let packed = pack(&dictionary, &simplified);
    fs::write(Path::new(&env::var("OUT_DIR").unwrap()).join("packed.bin"), packed).unwrap();
    let mut hash = Hash::new();
    for text in [&dictionary, &domain, &simplified] {
        hash.add(text.as_bytes());
    }
    println!("cargo::rustc-env=FUPAN_ANALYSIS={RULES}-{:016x}", hash.value);
}

/// FNV-1a: it tells versions of a file apart, no more.
struct Hash {
    value: u64,
}

impl Hash {
    fn new() -> Self {
        Self { value: 0xcbf2_9ce4_8422_2325 }
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.value = (self.value ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
}

fn pack(dictionary: &str, simplified: &str) -> Vec<u8> {
    let (words, total) = words_of(dictionary);
    let codes = codes_of(&words);
    let mut weights: Vec<u32> = words.values().copied().collect();
    weights.sort_unstable();
    weights.dedup();
    assert!(weights.len() < usize::from(u16::MAX));
    let place = |frequency: &u32| weights.binary_search(frequency).unwrap() as u16 + 1;
    let mut keys: Vec<Key> = words
        .iter()
        .map(|(word, frequency)| Key {
            codes: word.chars().map(|c| codes[&c]).collect(),
            weight: place(frequency),
            frequency: u64::from(*frequency),
        })
        .collect();
    keys.sort_unstable_by(|a, b| a.codes.cmp(&b.codes));
    let mut array = DoubleArray::new(codes.len());
    array.fill(&keys);
    let simplified = simplified_of(simplified);

    let mut bytes = Vec::new();
    for count in [codes.len(), weights.len() + 1, array.nodes.len(), 0] {
        bytes.extend((count as u32).to_le_bytes());
    }
    for character in 0..=u16::MAX {
        let folded = simplified.get(&character).copied().unwrap_or(character);
        let code = char::from_u32(u32::from(folded)).and_then(|folded| codes.get(&folded));
        bytes.extend(folded.to_le_bytes());
        bytes.extend(code.copied().unwrap_or_default().to_le_bytes());
    }
    let mut spelled: Vec<(u16, char)> = codes.iter().map(|(character, code)| (*code, *character)).collect();
    spelled.sort_unstable();
    for (_, character) in spelled {
        bytes.extend((character as u16).to_le_bytes());
    }
    let total = (total as f64).ln();
    bytes.extend((-total).to_le_bytes());
    for frequency in weights {
        bytes.extend((f64::from(frequency).ln() - total).to_le_bytes());
    }
    for node in array.nodes {
        assert!(node.base < 1 << 24);
        let check = u64::from(node.check & 0xff_ffff);
        bytes.extend((u64::from(node.base) | check << 24 | u64::from(node.weight) << 48).to_le_bytes());
    }
    bytes
}

/// Every word with its frequency, and the sum of all frequencies. Words beyond the basic plane are left out of the
/// trie but not out of the sum.
fn words_of(dictionary: &str) -> (BTreeMap<&str, u32>, u64) {
    let mut words = BTreeMap::new();
    let mut total = 0;
    for line in dictionary.lines() {
        let mut fields = line.split_whitespace();
        let (Some(word), Some(frequency)) = (fields.next(), fields.next()) else { continue };
        let frequency: u32 = frequency.parse().unwrap();
        total += u64::from(frequency);
        if word.chars().all(|c| u32::from(c) <= 0xffff) && words.insert(word, frequency).is_some() {
            panic!("{word} stands twice in the dictionary");
        }
    }
    (words, total)
}

/// Numbers from 1, the most frequent character first.
fn codes_of(words: &BTreeMap<&str, u32>) -> HashMap<char, u16> {
    let mut counts: BTreeMap<char, u64> = BTreeMap::new();
    for (word, frequency) in words {
        for character in word.chars() {
            *counts.entry(character).or_default() += 1 + u64::from(*frequency);
        }
    }
    let mut characters: Vec<(char, u64)> = counts.into_iter().collect();
    characters.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    assert!(characters.len() < usize::from(u16::MAX));
    characters.into_iter().map(|(character, _)| character).zip(1..).collect()
}

/// By the Traditional character. Both forms have as many bytes, so that folding moves nothing.
fn simplified_of(simplified: &str) -> HashMap<u16, u16> {
    let pair = |line: &str| {
        assert_eq!(line.len(), 6, "{line} is not a pair of characters of three bytes");
        let mut characters = line.chars().map(|c| u16::try_from(u32::from(c)).unwrap());
        (characters.next().unwrap(), characters.next().unwrap())
    };
    simplified.lines().map(pair).collect()
}

#[derive(Clone, Copy, Default)]
struct Node {
    /// Where the children start: child = base + code.
    base: u32,
    /// 1 + the parent; 0 = free.
    check: u32,
    weight: u16,
}

/// A word as the array takes it.
struct Key {
    codes: Vec<u16>,
    weight: u16,
    frequency: u64,
}

/// A node whose children are not yet placed; the most frequent comes first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Pending {
    frequency: u64,
    /// Its words, as places in the sorted list of all.
    start: usize,
    end: usize,
    depth: usize,
    node: u32,
}

struct DoubleArray {
    nodes: Vec<Node>,
    /// The free places behind each free place.
    next_free: Vec<u32>,
    first_free: u32,
    codes: usize,
}

impl DoubleArray {
    fn new(codes: usize) -> Self {
        let mut array = Self { nodes: Vec::new(), next_free: Vec::new(), first_free: 1, codes };
        array.grow(codes + 2);
        array.nodes[0].check = u32::MAX;
        array
    }

    fn grow(&mut self, length: usize) {
        while self.nodes.len() < length {
            self.nodes.push(Node::default());
            self.next_free.push(self.nodes.len() as u32);
        }
    }

    /// Puts in every word, those below frequent beginnings first.
    fn fill(&mut self, keys: &[Key]) {
        let mut pending =
            BinaryHeap::from([Pending { frequency: 0, start: 0, end: keys.len(), depth: 0, node: 0 }]);
        while let Some(next) = pending.pop() {
            self.insert(&next, keys, &mut pending);
        }
    }

    /// Puts in the children of a node, whose words agree in their first `depth` characters.
    fn insert(&mut self, parent: &Pending, keys: &[Key], pending: &mut BinaryHeap<Pending>) {
        let Pending { mut start, end, depth, node, .. } = *parent;
        if keys[start].codes.len() == depth {
            self.nodes[node as usize].weight = keys[start].weight;
            start += 1;
        }
        if start == end {
            return;
        }
        let groups: Vec<&[Key]> =
            keys[start..end].chunk_by(|a, b| a.codes[depth] == b.codes[depth]).collect();
        let codes: Vec<u32> = groups.iter().map(|group| u32::from(group[0].codes[depth])).collect();
        let base = self.free_base(&codes);
        self.nodes[node as usize].base = base;
        for code in &codes {
            self.take(base + code, node + 1);
        }
        for (group, code) in groups.iter().zip(&codes) {
            let frequency = group.iter().map(|key| key.frequency).sum();
            pending.push(Pending {
                frequency,
                start,
                end: start + group.len(),
                depth: depth + 1,
                node: base + code,
            });
            start += group.len();
        }
    }

    /// The least base at which every child falls on a free place.
    fn free_base(&mut self, codes: &[u32]) -> u32 {
        let first = codes[0];
        let mut place = self.first_free;
        loop {
            self.grow(place as usize + self.codes + 2);
            if place > first {
                let base = place - first;
                if codes.iter().all(|code| self.nodes[(base + code) as usize].check == 0) {
                    return base;
                }
            }
            place = self.following_free(place);
        }
    }

    fn following_free(&mut self, place: u32) -> u32 {
        let mut next = self.next_free[place as usize];
        while (next as usize) < self.nodes.len() && self.nodes[next as usize].check != 0 {
            next = self.next_free[next as usize];
        }
        // Later searches jump over what was found taken.
        self.next_free[place as usize] = next;
        next
    }

    fn take(&mut self, place: u32, check: u32) {
        self.nodes[place as usize].check = check;
        if place == self.first_free {
            self.first_free = self.following_free(place);
        }
    }
}
