//! Where a page of hits ends, as a text that the next request gives back.
//!
//! ```text
//! 3f2a9c0b11d4e6f7.10.40a8f5c3.RPL-2017-0008
//! ```
//!
//! names the query, how many hits stand before, and score and id of the last of them. The hits that follow are those
//! behind that one, so that none is shown twice or left out where the corpus has not changed.

use fupan_search::AfterHit;

use crate::EngineError;

/// The cursor behind a hit.
pub(super) fn behind(query: u64, rank: usize, score: f32, id: &str) -> String {
    format!("{query:016x}.{rank}.{:08x}.{id}", score.to_bits())
}

/// The place that a cursor of the query stands for.
///
/// # Errors
/// [`EngineError::InvalidCursor`] where it is none, or one of another query.
pub(super) fn read(cursor: &str, query: u64) -> Result<AfterHit, EngineError> {
    place(cursor, query).ok_or_else(|| EngineError::InvalidCursor { cursor: cursor.to_owned() })
}

fn place(cursor: &str, query: u64) -> Option<AfterHit> {
    let mut parts = cursor.splitn(4, '.');
    let is_of_query = parts.next()? == format!("{query:016x}");
    let rank = parts.next()?.parse().ok().filter(|rank| (1..=DEEPEST).contains(rank))?;
    let score = f32::from_bits(u32::from_str_radix(parts.next()?, 16).ok()?);
    let id = parts.next()?.to_owned();
    (is_of_query && score.is_finite()).then_some(AfterHit { score, id, rank })
}

/// Nobody reads so far, and each page costs those before it.
const DEEPEST: usize = 10_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_for_its_query_alone() {
        let cursor = behind(7, 10, 5.28, "RPL-2017-0008");
        let place = AfterHit { score: 5.28, id: "RPL-2017-0008".to_owned(), rank: 10 };
        assert_eq!(read(&cursor, 7).unwrap(), place);
        assert!(read(&cursor, 8).is_err());
        for wrong in
            ["", "....", "0000000000000007.0.40a8f5c3.x", "0000000000000007.99999.40a8f5c3.x", "7.1.z.x"]
        {
            assert!(read(wrong, 7).is_err(), "{wrong}");
        }
    }
}
