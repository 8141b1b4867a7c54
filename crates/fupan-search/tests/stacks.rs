//! The stack index as its users see it.

#![expect(clippy::unwrap_used, reason = "a test ends where an expectation is wrong")]

use expect_test::expect;
use fupan_search::{StackHit, StackIndex, StackIndexBuilder, StackIndexWriter, StackQuestion};

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
    builder.build().unwrap()
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
    let index = builder.build().unwrap();
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

/// A folder with a segment of which a part is dead, and one more.
fn written(folder: &std::path::Path) {
    let mut writer = StackIndexWriter::open(folder).unwrap();
    let stack = |number: usize| frames(&format!("server.step{} server.handle main.main", number % 700));
    // More stacks than make one segment of everything.
    for number in 0..40_000 {
        let own = format!("server.own{number}");
        writer.put(&format!("many-{number}"), vec![[vec![own], stack(number)].concat()]);
    }
    writer.commit(1).unwrap();
    writer.put("many-7", Vec::new());
    writer.put("more", vec![stack(7)]);
    writer.commit(2).unwrap();
}

/// The whole file is read in the first part; later ones are damaged in places where something is.
#[test]
fn damaged_files_never_panic() {
    let place = tempfile::tempdir().unwrap();
    let (sound, damaged) = (place.path().join("sound"), place.path().join("damaged"));
    written(&sound);
    std::fs::create_dir(&damaged).unwrap();
    let question = frames("server.step7 server.handle main.main");
    let ask = |folder: &std::path::Path| {
        let index = StackIndex::open(folder).ok()?;
        let hits = index.search(StackQuestion { family: &question, calls: &question }, 10);
        Some((hits, index.incidents_with(&question)))
    };
    let names = || std::fs::read_dir(&sound).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names().count(), 3, "the manifest and two segments");
    let whole = ask(&sound).unwrap();
    assert_eq!(whole.1, ["more"]);
    assert_eq!(whole.0.len(), 10);
    for name in names() {
        std::fs::copy(sound.join(&name), damaged.join(&name)).unwrap();
    }
    let (mut refused, mut answered) = (0, 0);
    for name in names() {
        let bytes = std::fs::read(sound.join(&name)).unwrap();
        for step in 0..200 {
            // Every byte of the header, then places all over the file.
            let at = if step < 100 { step * 3 } else { (step * 2_654_435_761) % bytes.len() };
            let mut changed = bytes.clone();
            if let Some(byte) = changed.get_mut(at) {
                *byte ^= 1 << (step % 8);
            }
            if step % 50 == 49 {
                changed.truncate(at);
            }
            std::fs::write(damaged.join(&name), &changed).unwrap();
            match ask(&damaged) {
                None => refused += 1,
                Some(answer) => {
                    assert!(answer.0.len() <= 10);
                    answered += 1;
                }
            }
        }
        std::fs::write(damaged.join(&name), &bytes).unwrap();
    }
    assert!(refused > 150 && answered > 150, "{refused} {answered}");
    std::fs::remove_file(damaged.join("000001.segment")).unwrap();
    assert!(ask(&damaged).is_none());
}
