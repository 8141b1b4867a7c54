//! The groups of a view's glossary as a file: the question looks for their terms, so all of them are read at once.
//!
//! ```text
//! [groups by id: postcard of (id, [zh, en, symbols, messages, loose])]
//! ```

use std::collections::BTreeMap;

use fupan_model::{GlossaryGroup, GlossaryId};

type Row<'a> = (&'a GlossaryId, [&'a [String]; 5]);
type OwnedRow = (GlossaryId, [Vec<String>; 5]);

pub(crate) fn encode(groups: &BTreeMap<GlossaryId, GlossaryGroup>) -> postcard::Result<Vec<u8>> {
    // The group's own form leaves empty lists out, which only a form with names of fields can read again.
    let rows: Vec<Row<'_>> = groups
        .values()
        .map(|group| {
            let GlossaryGroup { id, zh, en, symbols, messages, loose } = group;
            (id, [zh.as_slice(), en, symbols, messages, loose])
        })
        .collect();
    postcard::to_stdvec(&rows)
}

pub(crate) fn decode(bytes: &[u8]) -> postcard::Result<Vec<GlossaryGroup>> {
    let rows: Vec<OwnedRow> = postcard::from_bytes(bytes)?;
    Ok(rows.into_iter().map(group).collect())
}

fn group((id, [zh, en, symbols, messages, loose]): OwnedRow) -> GlossaryGroup {
    GlossaryGroup { id, zh, en, symbols, messages, loose }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_come_back() {
        let group = |id: &str, zh: &[&str], loose: &[&str]| GlossaryGroup {
            id: id.parse().unwrap(),
            zh: zh.iter().map(ToString::to_string).collect(),
            en: vec![id.replace('-', " ")],
            symbols: Vec::new(),
            messages: vec!["close of closed channel".to_owned()],
            loose: loose.iter().map(ToString::to_string).collect(),
        };
        let groups =
            [group("closed-channel", &["关闭已关闭的 channel"], &[]), group("leak", &[], &["一直涨"])];
        let by_id = groups.iter().map(|group| (group.id.clone(), group.clone())).collect();
        let bytes = encode(&by_id).unwrap();
        assert_eq!(decode(&bytes).unwrap(), groups);
        for length in 0..bytes.len() {
            assert!(decode(&bytes[..length]).is_err(), "{length} bytes");
        }
        assert_eq!(decode(&encode(&BTreeMap::new()).unwrap()).unwrap(), []);
    }
}
