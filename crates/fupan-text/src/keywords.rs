//! Words and phrases that a text is about, before anything is known of other texts.
//!
//! Words that stand near each other vote for each other, as pages do in PageRank (Mihalcea and Tarau, "TextRank:
//! Bringing order into texts", 2004); neighbours become phrases. How rare a word is elsewhere is for whoever knows the
//! other texts: [`choose`] multiplies both.
//!
//! Function words, numbers and ids are passed over. Code is one word however many parts it has; Chinese words have at
//! least two characters.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::fold::is_han;
use crate::{Analyzer, Field, FieldSet, Scratch, Token};

/// Words this far behind each other vote for each other.
const WINDOW: usize = 4;
/// The share of a word's standing that comes from its neighbours.
const DAMPING: f64 = 0.85;
const ROUNDS: usize = 24;
/// Words of a phrase at most.
const LONGEST_PHRASE: usize = 3;
/// Characters of a Chinese phrase, and letters of a name, at most.
const LONGEST_CHINESE: usize = 8;
const LONGEST_LATIN: usize = 40;
/// What is kept of one text.
const MOST_CANDIDATES: usize = 60;
/// What is left of a word that no other text has: it links nothing.
const LONELY: f64 = 0.6;

/// The script of a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum KeywordScript {
    /// Chinese.
    Chinese,
    /// English and other words in letters.
    Latin,
    /// An identifier.
    Code,
}

/// A word or phrase that may be one of the keywords of a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeywordCandidate {
    /// As it is compared: stems in lower case.
    pub key: String,
    /// As it is written.
    pub text: String,
    /// Its script.
    pub script: KeywordScript,
    /// How much it stands out in its text.
    pub weight: f64,
}

/// One word of a text.
#[derive(Debug)]
struct Word {
    key: String,
    text: String,
    script: KeywordScript,
    /// Whether nothing but a blank lies between it and the word before.
    follows: bool,
}

impl Analyzer {
    /// What texts are about; each counts as often as it says. The most telling candidates first.
    #[must_use]
    pub fn keyword_candidates(&self, texts: &[(&str, u32)]) -> Vec<KeywordCandidate> {
        let read: Vec<(Vec<Word>, u32)> =
            texts.iter().map(|(text, times)| (self.keyword_words(text), *times)).collect();
        let standing = standing(&read);
        let mut found: BTreeMap<String, KeywordCandidate> = BTreeMap::new();
        for (words, times) in &read {
            for (place, word) in words.iter().enumerate() {
                for length in 1..=LONGEST_PHRASE {
                    let Some(part) = words.get(place..place + length) else { break };
                    if length > 1 && !is_phrase(part, word.script) {
                        break;
                    }
                    add(&mut found, part, f64::from(*times), &standing);
                }
            }
        }
        let mut candidates: Vec<KeywordCandidate> = found.into_values().collect();
        candidates.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.key.cmp(&b.key)));
        candidates.truncate(MOST_CANDIDATES);
        candidates
    }

    fn keyword_words(&self, text: &str) -> Vec<Word> {
        let mut tokens: Vec<Token> = Vec::new();
        let wanted = FieldSet::of(&[Field::Words, Field::Identifiers]);
        self.for_each_token(text, wanted, &mut Scratch::default(), |token| tokens.push(token.into()));
        // The longest token that begins at a place stands for what begins there.
        tokens.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)).then(a.field.cmp(&b.field)));
        let mut words: Vec<Word> = Vec::new();
        let (mut end, mut skipped) = (0, true);
        for token in tokens {
            if token.start < end {
                continue;
            }
            let between = text.get(end..token.start).unwrap_or_default();
            let is_near = between.chars().all(|next| next == ' ') && between.len() <= 1;
            end = token.end;
            let written = text.get(token.start..token.end).unwrap_or_default();
            match self.word(&token, written) {
                Some((key, script)) => {
                    let text = if script == KeywordScript::Latin {
                        written.to_lowercase()
                    } else {
                        written.to_owned()
                    };
                    words.push(Word { key, text, script, follows: is_near && !skipped });
                    skipped = false;
                }
                None => skipped = true,
            }
        }
        words
    }

    /// The key and the script of a word that can be a keyword.
    fn word(&self, token: &Token, written: &str) -> Option<(String, KeywordScript)> {
        if written.chars().any(is_han) {
            let length = written.chars().count();
            let is_word = (2..=LONGEST_CHINESE).contains(&length)
                && !self.is_function_word(token)
                && !is_general(GENERAL_CHINESE, written);
            return is_word.then(|| (token.text.clone(), KeywordScript::Chinese));
        }
        let letters = written.chars().filter(|next| next.is_alphabetic()).count();
        let digits = written.chars().filter(char::is_ascii_digit).count();
        if letters < 3 || letters <= 2 * digits || written.len() > LONGEST_LATIN || is_id(written) {
            return None;
        }
        if is_code(written) {
            return Some((written.to_lowercase(), KeywordScript::Code));
        }
        let as_word = Token { field: Field::Words, ..token.clone() };
        (!self.is_function_word(&as_word) && !is_general(GENERAL, &written.to_lowercase()))
            .then(|| (self.stem_of(written), KeywordScript::Latin))
    }

    /// The word as the analysis compares it.
    fn stem_of(&self, word: &str) -> String {
        let mut stem = None;
        let words = FieldSet::of(&[Field::Words]);
        self.for_each_token(word, words, &mut Scratch::default(), |token| {
            stem.get_or_insert_with(|| token.text.to_owned());
        });
        stem.unwrap_or_else(|| word.to_lowercase())
    }
}

/// English words that every report has, and that say nothing of what it is about.
const GENERAL: &str = "
    after all also always another any because been before behind being call called calls came case cases code connect
    did different done during each ends ever every example explicit false few first found four given goes however instead
    into just keep keeps kept later less made make makes many may more most much must needs never new none nothing often
    old once one only other others own part program same second seconds several show shown shows since something still such
    takes than that their them then there these they this three time times true two until use used users uses using was
    were what when where which while whose with without wrong
";

/// Chinese words of the same kind, beside the function words.
const GENERAL_CHINESE: &str = "
    一个 一次 一直 一旦 一些 一样 不同 不会 不再 不能 两个 两次 事件 事故 产生 什么 任何 作者 使用 例如 依次 其中 其他 其余 再次 出现 分别
    前者 原来 只有 只要 只能 可以 可能 同时 后来 后者 发生 发现 命中 因此 多个 多次 大量 如果 它们 存在 完成 实际 导致 就会 已经 开始 引起
    当时 影响 得到 必须 恰好 所有 所以 持续 改为 故障 数据 整个 旧的 时间 时候 显示 最后 最终 有时 某个 某些 根本 每个 每次 没有 直到 直至
    直接 相同 看到 知道 程序 立刻 第一 第二 第三 简单 结果 继续 自己 至少 触发 认为 许多 讨论 说明 超过 还有 还是 这个 这些 这样 通常 那个 里面
    问题 需要 非常 首先
";

fn is_general(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|general| general == word)
}

/// Numbers of incidents, advisories and commits.
fn is_id(written: &str) -> bool {
    let upper = written.to_uppercase();
    let is_hex = written.len() >= 7 && written.chars().all(|next| next.is_ascii_hexdigit());
    ["RPL-", "CVE-", "GO-20", "GHSA-", "HTTP"]
        .iter()
        .any(|start| upper.starts_with(start) && upper.contains(|c: char| c.is_ascii_digit()))
        || is_hex
        || upper == "RPL"
}

/// Whether a name is one of code: parts with a sign between, or capitals within.
fn is_code(written: &str) -> bool {
    let signs = written.contains(['.', '_', '/', '(', ':']);
    let mut previous = ' ';
    let camel = written.chars().any(|next| {
        let is_hump = previous.is_lowercase() && next.is_uppercase();
        previous = next;
        is_hump
    });
    signs || camel
}

/// Whether words one behind the other in one script make a phrase.
fn is_phrase(words: &[Word], script: KeywordScript) -> bool {
    let all_follow = words.iter().skip(1).all(|word| word.follows && word.script == script);
    let length: usize = words.iter().map(|word| word.text.chars().count()).sum();
    match script {
        KeywordScript::Chinese => all_follow && length <= LONGEST_CHINESE,
        KeywordScript::Latin => all_follow && length <= LONGEST_LATIN,
        KeywordScript::Code => false,
    }
}

fn add(
    found: &mut BTreeMap<String, KeywordCandidate>,
    words: &[Word],
    times: f64,
    standing: &BTreeMap<String, f64>,
) {
    let Some(first) = words.first() else { return };
    let separator = if first.script == KeywordScript::Chinese { "" } else { " " };
    let join = |of: fn(&Word) -> &str| words.iter().map(of).collect::<Vec<_>>().join(separator);
    let key = join(|word| &word.key);
    let sum: f64 = words.iter().filter_map(|word| standing.get(&word.key)).sum();
    #[expect(clippy::cast_precision_loss, reason = "a few words")]
    let gain = sum / (words.len() as f64).sqrt() * times;
    let candidate = found.entry(key.clone()).or_insert_with(|| KeywordCandidate {
        key,
        text: join(|word| &word.text),
        script: first.script,
        weight: 0.0,
    });
    candidate.weight += gain;
}

/// The standing of each word: what its neighbours give it.
fn standing(read: &[(Vec<Word>, u32)]) -> BTreeMap<String, f64> {
    let mut near: BTreeMap<&str, BTreeMap<&str, f64>> = BTreeMap::new();
    for (words, times) in read {
        for (place, word) in words.iter().enumerate() {
            near.entry(&word.key).or_default();
            for other in words.iter().skip(place + 1).take(WINDOW) {
                if other.key != word.key {
                    *near.entry(&word.key).or_default().entry(&other.key).or_default() += f64::from(*times);
                    *near.entry(&other.key).or_default().entry(&word.key).or_default() += f64::from(*times);
                }
            }
        }
    }
    let sums: BTreeMap<&str, f64> = near.iter().map(|(key, others)| (*key, others.values().sum())).collect();
    let mut ranks: BTreeMap<&str, f64> = near.keys().map(|key| (*key, 1.0)).collect();
    for _ in 0..ROUNDS {
        let given = |key: &str| {
            let voters = near.get(key).into_iter().flatten();
            voters
                .map(|(voter, votes)| {
                    let rank = ranks.get(voter).copied().unwrap_or_default();
                    rank * votes / sums.get(voter).copied().unwrap_or(1.0).max(f64::EPSILON)
                })
                .sum::<f64>()
        };
        ranks = near.keys().map(|key| (*key, 1.0 - DAMPING + DAMPING * given(key))).collect();
    }
    ranks.into_iter().map(|(key, rank)| (key.to_owned(), rank)).collect()
}

/// The keywords of each of some texts: what stands out in it and is rare in the others, at most so many of Chinese, and
/// of English and code. A word within a chosen phrase is not chosen too.
#[must_use]
pub fn choose(texts: &[Vec<KeywordCandidate>], most: usize) -> Vec<Vec<String>> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for candidate in texts.iter().flatten() {
        *counts.entry(&candidate.key).or_default() += 1;
    }
    let all = f64::from(u32::try_from(texts.len()).unwrap_or(u32::MAX));
    let score = |candidate: &KeywordCandidate| {
        let count = counts.get(candidate.key.as_str()).copied().unwrap_or(1);
        let lonely = if count < 2 { LONELY } else { 1.0 };
        candidate.weight.ln_1p() * ((all + 1.0) / (f64::from(count) + 0.5)).ln().max(0.0) * lonely
    };
    texts
        .iter()
        .map(|candidates| {
            let mut scored: Vec<(f64, &KeywordCandidate)> =
                candidates.iter().map(|candidate| (score(candidate), candidate)).collect();
            scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.key.cmp(&b.1.key)));
            let of = |is_chinese: bool| {
                let ranked = scored.iter().map(|(_, candidate)| *candidate);
                let same = ranked.filter(|it| (it.script == KeywordScript::Chinese) == is_chinese);
                chosen(same.collect(), most)
            };
            let mut keywords = of(false);
            keywords.extend(of(true));
            keywords
        })
        .collect()
}

fn chosen(ranked: Vec<&KeywordCandidate>, most: usize) -> Vec<String> {
    let mut kept: Vec<&KeywordCandidate> = Vec::new();
    for candidate in ranked {
        let overlaps = |other: &&KeywordCandidate| {
            let (a, b) = (&candidate.key, &other.key);
            a.contains(b.as_str()) || b.contains(a.as_str()) || shares_word(a, b)
        };
        if kept.len() < most && !kept.iter().any(overlaps) {
            kept.push(candidate);
        }
    }
    kept.into_iter().map(|candidate| candidate.text.clone()).collect()
}

fn shares_word(a: &str, b: &str) -> bool {
    a.split(' ').any(|word| b.split(' ').any(|other| word == other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_texts_are_about() {
        let analyzer = Analyzer::new();
        let texts = [
            "A connection of gorilla/websocket allows one writer at a time. Two writers wrote to the connection of the \
             websocket: concurrent write to websocket connection, RPL-2016-0003.",
            "sync.Map 误用于高写场景，互斥锁争用严重；互斥锁争用让写入变慢，互斥锁是瓶颈。",
            "The connection pool was exhausted because rows were never closed; the connection pool had 20 connections.",
        ];
        let candidates: Vec<Vec<KeywordCandidate>> =
            texts.iter().map(|text| analyzer.keyword_candidates(&[(text, 1)])).collect();
        let chosen = choose(&candidates, 4);
        for (words, part) in chosen.iter().zip(["websocket", "互斥锁", "pool"]) {
            assert!(words.iter().any(|word| word.contains(part)), "{words:?}");
            assert!(words.len() <= 8 && !words.iter().any(|word| word.contains("2016")), "{words:?}");
        }
        assert!(chosen[1].contains(&"sync.Map".to_owned()), "code is one word: {chosen:?}");
    }

    #[test]
    fn ids_and_numbers_are_none() {
        let analyzer = Analyzer::new();
        for text in ["RPL-2016-0003 83b3ae5be39d461cb58f 2024-01-02 1.24.3 the of and", "的 了 在 是", ""]
        {
            assert_eq!(analyzer.keyword_candidates(&[(text, 1)]), [], "{text}");
        }
    }
}
