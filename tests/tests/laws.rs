//! The laws of the house: a crate depends only on crates of lower levels, each engine has one owner, and no engine
//! shows in a public signature.
//!
//! Each law is a function over plain data, so that a second test can break it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test ends where an expectation is wrong"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use cargo_metadata::{Metadata, MetadataCommand};
use fupan_tests::files_below;

/// The level of each crate.
const LEVELS: &[(&str, u8)] = &[
    ("fupan-stack", 0),
    ("fupan-text", 0),
    ("fupan-locale", 0),
    ("fupan-model", 1),
    ("fupan-record", 2),
    ("fupan-evidence", 2),
    ("fupan-diagnosis", 3),
    ("fupan-graph", 3),
    ("fupan-search", 3),
    ("fupan-statistics", 3),
    ("fupan-store", 3),
    ("fupan-engine", 4),
    ("fupan-report", 5),
    ("fupan-api", 6),
    ("fupan-server", 7),
    ("fupan-cli", 8),
];

/// The crate that owns each engine.
const OWNERS: &[(&str, &str)] = &[
    ("tantivy", "fupan-search"),
    ("petgraph", "fupan-graph"),
    ("sled", "fupan-store"),
    ("jieba-rs", "fupan-text"),
    ("rust-stemmers", "fupan-text"),
    ("axum", "fupan-server"),
    ("tokio", "fupan-server"),
    ("clap", "fupan-cli"),
    ("minijinja", "fupan-report"),
    ("pulldown-cmark", "fupan-report"),
    ("krilla", "fupan-report"),
    ("fontdb", "fupan-cli"),
    ("flate2", "fupan-evidence"),
];

/// Everything that the stack crate may need: others build on it, and it builds for wasm32.
const STACK_DEPENDENCIES: &[&str] = &["blake3", "encoding_rs", "memchr", "rustc-hash"];

/// What a manifest says.
#[derive(Debug, Clone, Default)]
struct Manifest {
    /// Every dependency, for the build and the tests alike.
    all: BTreeSet<String>,
    /// Those that its users get too.
    normal: BTreeSet<String>,
}

/// The manifests under `crates/`, by name.
type Manifests = BTreeMap<String, Manifest>;

fn manifests(metadata: &Metadata) -> Manifests {
    let crates = metadata.workspace_root.join("crates");
    let packages = metadata.packages.iter().filter(|package| package.manifest_path.starts_with(&crates));
    let manifest = |package: &cargo_metadata::Package| {
        let normal =
            package.dependencies.iter().filter(|it| it.kind == cargo_metadata::DependencyKind::Normal);
        Manifest {
            all: package.dependencies.iter().map(|it| it.name.clone()).collect(),
            normal: normal.map(|it| it.name.clone()).collect(),
        }
    };
    packages.map(|package| (package.name.to_string(), manifest(package))).collect()
}

fn level(name: &str) -> Option<u8> {
    LEVELS.iter().find(|(other, _)| *other == name).map(|(_, level)| *level)
}

/// Crates without a level, and dependencies on one that is not lower.
fn against_levels(manifests: &Manifests) -> Vec<String> {
    let mut complaints = Vec::new();
    for (name, manifest) in manifests {
        let Some(own) = level(name) else {
            complaints.push(format!("{name} has no level"));
            continue;
        };
        for inner in manifest.all.iter().filter(|inner| inner.starts_with("fupan-")) {
            if level(inner).is_none_or(|inner| inner >= own) {
                complaints.push(format!("{name} depends on {inner}"));
            }
        }
    }
    complaints
}

/// Engines in a manifest that is not their owner's, or in none.
fn against_owners(manifests: &Manifests) -> Vec<String> {
    let mut complaints = Vec::new();
    for (engine, owner) in OWNERS {
        let users: Vec<&str> =
            manifests.iter().filter(|(_, it)| it.all.contains(*engine)).map(|(name, _)| &**name).collect();
        if users != [*owner] {
            complaints.push(format!("{engine} belongs to {owner}, not to {users:?}"));
        }
    }
    complaints
}

/// Dependencies of the stack crate beyond the few that it has.
fn against_few_dependencies(manifests: &Manifests) -> Vec<String> {
    let stack = manifests.get("fupan-stack").map(|it| it.normal.clone()).unwrap_or_default();
    let more = stack.iter().filter(|name| !STACK_DEPENDENCIES.contains(&name.as_str()));
    more.map(|name| format!("fupan-stack depends on {name}")).collect()
}

/// Public signatures and re-exports of a source text that name an engine.
fn against_hidden_engines(path: &str, source: &str) -> Vec<String> {
    let engines = OWNERS.iter().map(|(engine, _)| engine.replace('-', "_"));
    let names: Vec<String> = engines.collect();
    let mut imported: BTreeMap<String, &str> = BTreeMap::new();
    for import in statements(source, "use ") {
        if let Some(engine) = names.iter().find(|engine| import.starts_with(&format!("use {engine}::"))) {
            imported.extend(words(&import).filter(|word| is_type_name(word)).map(|word| (word, &**engine)));
        }
    }
    let shown = |signature: &str| {
        let named = names.iter().find(|engine| signature.contains(&format!("{engine}::")));
        let alias = words(signature).find_map(|word| imported.get(&word).copied());
        named.map(String::as_str).or(alias).map(str::to_owned)
    };
    let mut complaints = Vec::new();
    for signature in
        ["pub fn ", "pub async fn ", "pub use ", "pub type "].map(|it| statements(source, it)).concat()
    {
        let is_the_exception = path.ends_with("fupan-server/src/routes.rs") && signature.contains("fn app(");
        if let Some(engine) = shown(&signature).filter(|_| !is_the_exception) {
            complaints.push(format!("{path}: {engine} in `{signature}`"));
        }
    }
    for field in source.lines().map(str::trim).filter(|line| line.starts_with("pub ") && line.contains(": "))
    {
        if let Some(engine) = shown(field).filter(|_| !field.contains("fn ")) {
            complaints.push(format!("{path}: {engine} in `{field}`"));
        }
    }
    complaints
}

/// Each piece of a source text that begins a line with `start`, up to its body or end, on one line.
fn statements(source: &str, start: &str) -> Vec<String> {
    let stop: &[char] = if start.contains("use ") { &[';'] } else { &['{', ';'] };
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let begins = (0..lines.len()).filter(|at| lines[*at].starts_with(start));
    let statement = |at: usize| {
        let rest = lines[at..].join(" ");
        rest.split(stop).next().unwrap_or_default().trim().to_owned()
    };
    begins.map(statement).collect()
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|next: char| !next.is_alphanumeric() && next != '_').map(str::to_owned)
}

fn is_type_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_uppercase())
}

fn workspace() -> Metadata {
    MetadataCommand::new().no_deps().other_options(vec!["--offline".to_owned()]).exec().unwrap()
}

#[test]
fn crates_depend_on_lower_levels_alone() {
    assert_eq!(against_levels(&manifests(&workspace())), [""; 0]);
}

#[test]
fn each_engine_has_one_owner() {
    assert_eq!(against_owners(&manifests(&workspace())), [""; 0]);
}

#[test]
fn the_stack_crate_has_few_dependencies() {
    assert_eq!(against_few_dependencies(&manifests(&workspace())), [""; 0]);
}

#[test]
fn no_engine_shows_in_a_public_signature() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut read = 0;
    for file in files_below(&root).iter().filter(|file| file.extension().is_some_and(|end| end == "rs")) {
        read += 1;
        let source = fs::read_to_string(file).unwrap();
        assert_eq!(against_hidden_engines(file.to_str().unwrap(), &source), [""; 0]);
    }
    assert!(read > 100, "{read} files");
}

#[test]
fn every_crate_of_the_levels_exists() {
    let manifests = manifests(&workspace());
    let gone: Vec<_> = LEVELS.iter().filter(|(name, _)| !manifests.contains_key(*name)).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

/// Made-up manifests: name, then what it depends on.
fn made_up(manifests: &[(&str, &[&str])]) -> Manifests {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    let manifest = |all: &[&str]| Manifest { all: names(all), normal: names(all) };
    manifests.iter().map(|(name, all)| ((*name).to_owned(), manifest(all))).collect()
}

#[test]
fn a_broken_law_is_seen() {
    let upward = made_up(&[("fupan-model", &["fupan-engine"]), ("fupan-engine", &["fupan-model"])]);
    assert_eq!(against_levels(&upward), ["fupan-model depends on fupan-engine"]);
    let sideways = made_up(&[("fupan-search", &["fupan-store"])]);
    assert_eq!(against_levels(&sideways), ["fupan-search depends on fupan-store"]);
    let strangers = made_up(&[("fupan-new", &[]), ("fupan-cli", &["fupan-tests"])]);
    assert_eq!(against_levels(&strangers), ["fupan-cli depends on fupan-tests", "fupan-new has no level"]);

    let good = OWNERS.iter().fold(Manifests::new(), |mut manifests, (engine, owner)| {
        manifests.entry((*owner).to_owned()).or_default().all.insert((*engine).to_owned());
        manifests
    });
    assert_eq!(against_owners(&good), [""; 0]);
    let mut shared = good.clone();
    shared.entry("fupan-cli".to_owned()).or_default().all.insert("sled".to_owned());
    assert_eq!(
        against_owners(&shared),
        [r#"sled belongs to fupan-store, not to ["fupan-cli", "fupan-store"]"#]
    );
    let mut unowned = good;
    unowned.get_mut("fupan-text").unwrap().all.remove("jieba-rs");
    assert_eq!(against_owners(&unowned), ["jieba-rs belongs to fupan-text, not to []"]);

    let stack = made_up(&[("fupan-stack", &["memchr", "regex"])]);
    assert_eq!(against_few_dependencies(&stack), ["fupan-stack depends on regex"]);
}

#[test]
fn a_shown_engine_is_seen() {
    let complaints = |source: &str| against_hidden_engines("a.rs", source);
    assert_eq!(
        complaints("    pub fn open(\n        at: &Path,\n    ) -> tantivy::Result<()> {\n"),
        ["a.rs: tantivy in `pub fn open( at: &Path, ) -> tantivy::Result<()>`"]
    );
    assert_eq!(
        complaints("use sled::{Db, Tree};\npub fn database(&self) -> &Db {\n"),
        ["a.rs: sled in `pub fn database(&self) -> &Db`"]
    );
    assert_eq!(complaints("pub use clap::Command;\n"), ["a.rs: clap in `pub use clap::Command`"]);
    assert_eq!(complaints("    pub graph: petgraph::Graph<u8, u8>,\n").len(), 1);
    assert_eq!(complaints("use sled::Db;\npub(crate) fn database(&self) -> &Db {\n"), [""; 0]);
    assert_eq!(complaints("use axum::Router;\npub fn app() -> Router {\n").len(), 1);
    let routes = "crates/fupan-server/src/routes.rs";
    assert_eq!(against_hidden_engines(routes, "pub fn app() -> axum::Router {\n"), [""; 0]);
}
