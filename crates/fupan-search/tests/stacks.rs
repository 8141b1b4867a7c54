//! The stack index as its users see it.

use expect_test::expect;
use fupan_search::{StackHit, StackIndex, StackIndexBuilder, StackQuestion};
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

fn ask(index: &StackIndex, family: &str, calls: &str) -> Vec<StackHit> {
    let words = |text: &str| if text.is_empty() { Vec::new() } else { frames(text) };
    index.search(StackQuestion { family: &words(family), calls: &words(calls) }, 10)
}

fn lines(hits: &[StackHit]) -> String {
    let line = |hit: &StackHit| {
        let frames = hit.shared_frames.join(" ");
        format!("{} {:.3} {:.3} [{frames}]\n", hit.incident, hit.similarity, hit.contained)
    };
    hits.iter().map(line).collect()
}

/// A published excerpt is found inside a whole stack, also where its packages lack their path.
#[test]
fn excerpts_are_found() {
    let mut builder = StackIndexBuilder::new();
    builder.add("library", &frames("github.com/x/socket.(*Conn).flush github.com/x/socket.(*Conn).Write"));
    builder.add("short", &frames("daemon.(*Daemon).lock daemon.(*Daemon).list daemon.(*Daemon).Containers"));
    let index = builder.build();
    let calls =
        "github.com/x/socket.(*Conn).flush github.com/x/socket.(*Conn).Write shop.(*Hub).send shop.run";
    expect![[r#"
        library -1.000 0.750 [github.com/x/socket.(*Conn).flush github.com/x/socket.(*Conn).Write]
    "#]]
    .assert_eq(&lines(&ask(&index, "shop.(*Hub).send shop.run", calls)));
    let calls =
        "github.com/d/daemon.(*Daemon).lock github.com/d/daemon.(*Daemon).list github.com/d/api.serve";
    expect![[r#"
        short 0.397 0.500 [github.com/d/daemon.(*Daemon).lock github.com/d/daemon.(*Daemon).list]
    "#]]
    .assert_eq(&lines(&ask(&index, calls, calls)));
}

#[test]
fn similar_stacks_come_first() {
    let calls = "pool.(*Pool).Get pool.(*Pool).lock server.serve main.main";
    let hits = ask(&index(), calls, calls);
    expect![[r#"
        a 0.530 0.665 [pool.(*Pool).Get pool.(*Pool).lock main.main]
        b 0.530 0.665 [pool.(*Pool).Get pool.(*Pool).lock main.main]
        d -0.450 0.500 [main.main]
        c -0.561 0.153 [main.main]
    "#]]
    .assert_eq(&lines(&hits));
    let same = ask(&index(), "cache.(*Cache).Set server.handle main.main", "");
    assert!((same.first().unwrap().similarity - 1.0).abs() < 1e-9);
    assert_eq!(ask(&index(), "nobody.knows", "nobody.knows"), []);
    assert_eq!(ask(&index(), "", ""), []);
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
            prop_assert!(ask(&damaged, "server.handle main.main", "server.handle").len() <= 5);
        }
    }
}
