use std::fmt::Write as _;

use expect_test::{Expect, expect};
use fupan_diagnosis::{Input, Reading};

use super::*;

const STACK: &str = "panic: late

goroutine 1 [running]:
example.com/shop/cart.(*Cart).Close(0x1)
	/build/shop/cart/cart.go:4 +0x1
main.main()
	/build/shop/main.go:2 +0x1
";

fn check(files: &[(&str, &str)], expect: &Expect) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    expect.assert_eq(&shown(folder.path()));
}

fn shown(folder: &Path) -> String {
    let input = Input::of(STACK.as_bytes());
    let attribution = Attribution::of(&Reading::of(&input));
    let excerpts = SourceExcerpts::of(&attribution, &[folder.to_owned()]);
    let mut out = String::new();
    for excerpt in excerpts.found.values() {
        let named = if excerpt.names_function { "" } else { " (other version)" };
        writeln!(out, "{}{named}", excerpt.path.display()).unwrap();
        for (number, line) in (excerpt.first..).zip(&excerpt.lines) {
            let mark = if number == excerpt.marked { '>' } else { ' ' };
            writeln!(out, "{mark} {number} {line}").unwrap();
        }
    }
    for missing in &excerpts.missing {
        writeln!(out, "missing {missing}").unwrap();
    }
    out
}

const CART: &str = "package cart\n\nfunc (c *Cart) Close() {\n\tc.open.Close()\n}\n";

#[test]
fn the_longest_common_end_decides() {
    check(
        &[
            ("cart/cart.go", CART),
            ("old/cart.go", "package old\n"),
            ("main.go", "package main\nfunc main() {}\n"),
        ],
        &expect![[r#"
            cart/cart.go
              1 package cart
              2 
              3 func (c *Cart) Close() {
            > 4 	c.open.Close()
              5 }
            main.go
              1 package main
            > 2 func main() {}
        "#]],
    );
}

#[test]
fn two_that_are_alike_are_none() {
    check(
        &[("a/cart/cart.go", CART), ("b/cart/cart.go", CART), ("x/main.go", "package main\n")],
        &expect![[r#"
            missing /build/shop/cart/cart.go
            missing /build/shop/main.go
        "#]],
    );
}

#[test]
fn another_version_is_told() {
    check(
        &[("cart/cart.go", "package cart\n\n\nvar x = 1\n")],
        &expect![[r#"
            cart/cart.go (other version)
              1 package cart
              2 
              3 
            > 4 var x = 1
            missing /build/shop/main.go
        "#]],
    );
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_and_hidden_folders_not_read() {
    let outside = tempfile::tempdir().unwrap();
    fs::create_dir(outside.path().join("cart")).unwrap();
    fs::write(outside.path().join("cart/cart.go"), CART).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join(".git/cart")).unwrap();
    fs::write(folder.path().join(".git/cart/cart.go"), CART).unwrap();
    std::os::unix::fs::symlink(outside.path().join("cart"), folder.path().join("cart")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("cart/cart.go"), folder.path().join("cart.go")).unwrap();
    expect![[r#"
        missing /build/shop/cart/cart.go
        missing /build/shop/main.go
    "#]]
    .assert_eq(&shown(folder.path()));
}
