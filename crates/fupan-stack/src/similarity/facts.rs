//! What two dumps may have in common, as numbers that compare fast: a call, a kind, a word of a message.
//!
//! A call is known under three names, each less exact than the one before:
//!
//! | name | of `repo/vendor/go.etcd.io/bbolt/v2.(*Bucket).write` in `bucket.go` |
//! |---|---|
//! | symbol | `go.etcd.io/bbolt.Bucket.write`: its vendor folder, major version and pointer mark do not matter |
//! | local | `bbolt.Bucket.write`: nor do the folders of its package |
//! | moved | `Bucket.write@bucket.go`: nor the package, as long as the file keeps its name |
//!
//! Only methods have the last two: any program may have a `server.Run`, in a `main.go`.

use std::collections::BTreeSet;

/// The hash of a text and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Fact(u64);

impl Fact {
    /// A kind of failure, or a state.
    pub(super) fn kind(kind: &str) -> Self {
        Self::of(&["kind", kind])
    }

    /// Equal lists of parts are one fact. The hash has no room for chance: 64 bits of blake3.
    fn of(parts: &[&str]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let mut hash = [0; 8];
        hasher.finalize_xof().fill(&mut hash);
        Self(u64::from_le_bytes(hash))
    }
}

/// A call by its symbol.
pub(super) fn symbol_fact(function: &str) -> Fact {
    let name = Name::of(function);
    Fact::of(&["symbol", name.folders, name.package, &name.plain()])
}

/// A method by its package's name and its own.
pub(super) fn local_fact(function: &str) -> Option<Fact> {
    let name = Name::of(function);
    Some(Fact::of(&["local", name.package, &name.method()?]))
}

/// A method by its own name and its file's; none where the file is not known.
pub(super) fn moved_fact(function: &str, file: Option<&str>) -> Option<Fact> {
    Some(Fact::of(&["moved", &Name::of(function).method()?, base_name(file?)]))
}

/// A line of a source file, by the file's name.
pub(super) fn line_fact(file: Option<&str>, line: Option<u32>) -> Option<Fact> {
    Some(Fact::of(&["line", base_name(file?), &line?.to_string()]))
}

/// The words of an error line that are the same in every run: without numbers and single letters.
pub(super) fn message_words(error: Option<&str>) -> BTreeSet<Fact> {
    let Some(error) = error else { return BTreeSet::new() };
    let text = error.trim_start();
    let text = ["panic: ", "fatal error: "].iter().find_map(|label| text.strip_prefix(label)).unwrap_or(text);
    let text = text.strip_prefix("runtime error: ").unwrap_or(text);
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '.');
    let words = text.split(|character| !is_part(character)).map(|word| word.trim_matches('.'));
    let telling = words.filter(|word| word.len() > 1 && !word.contains(|c: char| c.is_ascii_digit()));
    telling.map(|word| Fact::of(&["word", &word.to_lowercase()])).collect()
}

/// A symbol without the folders above the last vendor folder.
pub(super) fn without_vendor(function: &str) -> &str {
    match function.rfind("/vendor/") {
        Some(at) => function.get(at + "/vendor/".len()..).unwrap_or_default(),
        None => function.strip_prefix("vendor/").unwrap_or(function),
    }
}

/// The parts of a symbol.
struct Name<'a> {
    /// What stands before the package's name: `go.etcd.io`.
    folders: &'a str,
    /// `bbolt`.
    package: &'a str,
    /// `(*Bucket).write`.
    function: &'a str,
}

impl<'a> Name<'a> {
    fn of(symbol: &'a str) -> Self {
        let (folders, last) = without_vendor(symbol).rsplit_once('/').unwrap_or(("", without_vendor(symbol)));
        let (package, function) = last.split_once('.').unwrap_or((last, ""));
        if is_major_version(package) {
            let (folders, package) = folders.rsplit_once('/').unwrap_or(("", folders));
            return Self { folders, package, function };
        }
        // `gopkg.in/yaml.v2.Marshal`
        match function.split_once('.') {
            Some((version, function)) if folders.starts_with("gopkg.in") && is_major_version(version) => {
                Self { folders, package, function }
            }
            _ => Self { folders, package, function },
        }
    }

    /// `(*Bucket).write` and `Bucket.write` are one method: the second is called through a wrapper.
    fn plain(&self) -> String {
        self.function.replace("(*", "").replace(')', "")
    }

    /// The plain name of a method.
    fn method(&self) -> Option<String> {
        let plain = self.plain();
        let is_method = plain.split('.').filter(|part| !part.is_empty() && *part != "func").count() > 1;
        is_method.then_some(plain)
    }
}

fn is_major_version(text: &str) -> bool {
    text.strip_prefix('v')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn base_name(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_keeps_its_names_where_code_moves() {
        let vendored = "repo/vendor/go.etcd.io/bbolt.(*Bucket).write";
        for same in ["go.etcd.io/bbolt.(*Bucket).write", "go.etcd.io/bbolt/v2.Bucket.write"] {
            assert_eq!(symbol_fact(vendored), symbol_fact(same), "{same}");
        }
        assert_eq!(symbol_fact("gopkg.in/yaml.v2.unmarshal"), symbol_fact("gopkg.in/yaml.v3.unmarshal"));
        let forked = "github.com/etcd-io/bbolt.(*Bucket).write";
        assert_ne!(symbol_fact(vendored), symbol_fact(forked));
        assert_eq!(local_fact(vendored), local_fact(forked));
        let (old, new) = ("github.com/boltdb/bolt.(*Bucket).write", "go.etcd.io/bbolt.(*Bucket).write");
        assert_ne!(local_fact(old), local_fact(new));
        let file = Some("/go/pkg/mod/bolt/bucket.go");
        assert_eq!(moved_fact(old, file), moved_fact(new, Some(r"C:\bbolt\bucket.go")));
        assert_ne!(moved_fact(old, file), moved_fact(old, Some("node.go")));
        assert_eq!(moved_fact(old, None), None);
    }

    #[test]
    fn what_is_no_method_is_not_looked_for_elsewhere() {
        for function in
            ["example.com/shop/server.Run", "example.com/shop/server.Run.func", "main.main", "panic", ""]
        {
            assert_eq!(local_fact(function), None, "{function}");
            assert_eq!(moved_fact(function, Some("main.go")), None, "{function}");
        }
    }

    #[test]
    fn numbers_are_no_words_of_a_message() {
        let first = message_words(Some("panic: runtime error: index out of range [5] with length 3"));
        assert_eq!(first, message_words(Some("panic: index out of range [17] with length 12")));
        assert_eq!(first.len(), 6);
        assert!(message_words(None).is_empty());
    }
}
