//! The word somebody probably meant.

/// Words longer than this are not compared.
const LONGEST: usize = 100;

/// The candidate that differs from the word by the fewest changed, added or left out letters; none where every one
/// differs by more than about a third of its letters. The first of equals.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters: Vec<char> = word.chars().take(LONGEST + 1).collect();
    if letters.len() > LONGEST {
        return None;
    }
    // One more than a third, so that two letters of a short word may have changed places.
    let most = letters.len() / 3 + 1;
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate.chars().count().abs_diff(letters.len()) > most {
            continue;
        }
        let distance = edit_distance(&letters, candidate);
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Levenshtein distance, one row at a time.
fn edit_distance(letters: &[char], candidate: &str) -> usize {
    let mut row: Vec<usize> = (0..=letters.len()).collect();
    for (place, other) in candidate.chars().enumerate() {
        let mut diagonal = place;
        let mut left = place + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (letter, cell) in letters.iter().zip(row.iter_mut().skip(1)) {
            let changed = diagonal + usize::from(*letter != other);
            diagonal = *cell;
            left = changed.min(diagonal + 1).min(left + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_the_word_that_was_meant() {
        let fields = ["title", "timeline", "trigger", "status"];
        for (word, meant) in [
            ("titel", Some("title")),
            ("triger", Some("trigger")),
            ("status", Some("status")),
            ("severity", None),
            ("", None),
            ("标题", None),
        ] {
            assert_eq!(nearest(word, fields), meant, "{word}");
        }
    }
}
