//! The stack index as its users see it.

use expect_test::expect;
use fupan_search::{StackIndex, StackIndexBuilder};
use proptest::prelude::*;

fn frames(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

fn index() -> StackIndex {
    let mut builder = StackIndexBuilder::new();
    builder.add("a", &frames("pool.(*Pool).Get pool.(*Pool).lock server.handle main.main"));
    builder.add("b", &frames("pool.(*Pool).Get pool.(*Pool).lock server.handle main.main"));
    builder.add("c", &frames("cache.(*Cache).Set server.handle main.main"));
    builder.add("d", &frames("main.main"));
    builder.add("e", &[]);
    builder.build()
}

#[test]
fn similar_stacks_come_first() {
    let hits = index().search(&frames("pool.(*Pool).Get pool.(*Pool).lock server.serve main.main"), 10);
    let lines = hits
        .iter()
        .map(|hit| format!("{} {:.3} [{}]\n", hit.incident, hit.similarity, hit.shared_frames.join(" ")));
    expect![[r#"
        a 0.530 [pool.(*Pool).Get pool.(*Pool).lock main.main]
        b 0.530 [pool.(*Pool).Get pool.(*Pool).lock main.main]
        d -0.450 [main.main]
        c -0.561 [main.main]
    "#]]
    .assert_eq(&lines.collect::<String>());
    let same = index().search(&frames("cache.(*Cache).Set server.handle main.main"), 1);
    assert!((same.first().unwrap().similarity - 1.0).abs() < 1e-9);
    assert_eq!(index().search(&frames("nobody.knows"), 10), []);
    assert_eq!(index().search(&[], 10), []);
}

proptest! {
    #[test]
    fn damaged_bytes_never_panic(place in any::<prop::sample::Index>(), change in 1..=255_u8, cut in any::<prop::sample::Index>()) {
        let mut bytes = index().to_bytes().unwrap();
        prop_assert_eq!(StackIndex::from_bytes(&bytes).unwrap(), index());
        let place = place.index(bytes.len());
        if let Some(byte) = bytes.get_mut(place) {
            *byte ^= change;
        }
        bytes.truncate(cut.index(bytes.len()) + 1);
        if let Ok(damaged) = StackIndex::from_bytes(&bytes) {
            prop_assert!(damaged.search(&frames("server.handle main.main"), 5).len() <= 5);
        }
    }
}
