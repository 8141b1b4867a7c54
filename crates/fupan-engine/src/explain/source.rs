//! The lines of source around the calls of a stack, from folders that the reader names.
//!
//! A binary knows its files by the paths of the machine that built it: `/build/shop/cart/cart.go`. In the folders given,
//! the file with the longest common end is taken: `cart/cart.go`. Where two have an equally long one there is no telling,
//! and nothing is shown. Only text files inside the folders are read; links are not followed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use fupan_diagnosis::{AttributedFrame, AttributedStack, Attribution, Owner};

/// Lines before and behind the one that matters.
const AROUND: u32 = 3;
/// A larger file is none that a person wrote.
const LARGEST_FILE: u64 = 2 << 20;
/// Entries of folders that are looked at.
const MOST_ENTRIES: usize = 300_000;
/// Folders within folders.
const DEEPEST: usize = 40;
/// Places whose lines are shown.
const MOST_PLACES: usize = 12;
/// Letters of a line that are shown.
const LONGEST_LINE: usize = 200;

/// Lines of source by file and line as the stack has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceExcerpts {
    found: BTreeMap<(String, u32), SourceExcerpt>,
    /// Files of the program that no folder holds, or several alike.
    pub missing: Vec<String>,
}

/// Lines around a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceExcerpt {
    /// The file, as it lies under the folder.
    pub path: PathBuf,
    /// The number of its first line here.
    pub first: u32,
    /// The line that matters.
    pub marked: u32,
    /// The lines.
    pub lines: Vec<String>,
    /// Whether the file names the function: where it does not, it is probably of another version.
    pub names_function: bool,
}

impl SourceExcerpts {
    /// The lines around the calls that matter, from these folders.
    pub(super) fn of(attribution: &Attribution, folders: &[PathBuf]) -> Self {
        let mut excerpts = Self::default();
        if folders.is_empty() {
            return excerpts;
        }
        let places = wanted(attribution);
        let names = places.iter().filter_map(|place| place.file.rsplit(['/', '\\']).next()).collect();
        let files = Files::below(folders, &names);
        for place in places {
            let excerpt = files.nearest(&place.file).and_then(|found| excerpt(&found, &place));
            match excerpt {
                Some(excerpt) => {
                    excerpts.found.insert((place.file, place.line), excerpt);
                }
                None if !place.is_own || excerpts.missing.contains(&place.file) => {}
                None => excerpts.missing.push(place.file),
            }
        }
        excerpts
    }

    /// The lines around a place.
    #[must_use]
    pub fn at(&self, file: &str, line: u32) -> Option<&SourceExcerpt> {
        self.found.get(&(file.to_owned(), line))
    }
}

struct Place {
    file: String,
    line: u32,
    function: String,
    is_own: bool,
}

/// The places of the program and its dependencies, the program's first.
fn wanted(attribution: &Attribution) -> Vec<Place> {
    let stacks = attribution.culprit.iter().flat_map(AttributedStack::frames_and_creation);
    let sides = attribution.races.iter().flat_map(|race| &race.sides);
    let accesses = sides.flat_map(|side| side.frames.iter().chain(&side.created));
    let mut frames: Vec<&AttributedFrame> = stacks.chain(accesses).collect();
    frames.retain(|frame| matches!(frame.owner, Owner::Application | Owner::Dependency));
    frames.sort_by_key(|frame| frame.owner);
    let mut seen = BTreeSet::new();
    let place = |frame: &AttributedFrame| {
        let (file, line) = (frame.file.clone()?, frame.line?);
        let function = frame.symbol.trim_end_matches(".func").rsplit(['.', ')']).next()?.to_owned();
        Some(Place { file, line, function, is_own: frame.owner == Owner::Application })
    };
    let places = frames.into_iter().filter_map(place);
    places.filter(|place| seen.insert((place.file.clone(), place.line))).take(MOST_PLACES).collect()
}

/// Files of the wanted names, with the folder under which each lies.
struct Files {
    found: Vec<Found>,
}

#[derive(Clone)]
struct Found {
    path: PathBuf,
    below: PathBuf,
    parts: Vec<String>,
}

impl Files {
    fn below(folders: &[PathBuf], names: &BTreeSet<&str>) -> Self {
        let mut files = Self { found: Vec::new() };
        let mut left = MOST_ENTRIES;
        for folder in folders {
            let Ok(root) = fs::canonicalize(folder) else { continue };
            files.walk(&root, &root, names, 0, &mut left);
        }
        files
    }

    fn walk(&mut self, root: &Path, folder: &Path, names: &BTreeSet<&str>, depth: usize, left: &mut usize) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        let mut inner = Vec::new();
        for entry in entries.flatten() {
            if *left == 0 {
                return;
            }
            *left -= 1;
            // The kind of the entry itself: a link is neither.
            let Ok(kind) = entry.file_type() else { continue };
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if kind.is_dir() && !name.starts_with('.') && depth < DEEPEST {
                inner.push(entry.path());
            } else if kind.is_file() && names.contains(name.as_ref()) {
                let path = entry.path();
                let below = path.strip_prefix(root).unwrap_or(&path).to_owned();
                self.found.push(Found { parts: parts(&path), path, below });
            }
        }
        inner.sort();
        for next in inner {
            self.walk(root, &next, names, depth + 1, left);
        }
    }

    /// The one whose path ends most like `file`; none where two are alike.
    fn nearest(&self, file: &str) -> Option<Found> {
        let wanted: Vec<&str> = file.split(['/', '\\']).filter(|part| !part.is_empty()).collect();
        let common = |found: &Found| {
            let pairs = found.parts.iter().rev().zip(wanted.iter().rev());
            pairs.take_while(|(part, wanted)| part == *wanted).count()
        };
        let best = self.found.iter().map(common).max().filter(|common| *common > 0)?;
        let mut alike = self.found.iter().filter(|found| common(found) == best);
        let first = alike.next()?;
        alike.all(|other| other.path == first.path).then(|| first.clone())
    }
}

fn parts(path: &Path) -> Vec<String> {
    let normal = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
        _ => None,
    });
    normal.collect()
}

fn excerpt(found: &Found, place: &Place) -> Option<SourceExcerpt> {
    let is_small = fs::symlink_metadata(&found.path).is_ok_and(|it| it.is_file() && it.len() <= LARGEST_FILE);
    let text = if is_small { fs::read(&found.path).ok()? } else { return None };
    let text = String::from_utf8(text).ok().filter(|text| !text.contains('\0'))?;
    let first = place.line.saturating_sub(AROUND).max(1);
    let last = place.line.saturating_add(AROUND);
    let wanted = (1..).zip(text.lines()).skip_while(|(number, _)| *number < first);
    let lines: Vec<(u32, &str)> = wanted.take_while(|(number, _)| *number <= last).collect();
    if !lines.iter().any(|(number, _)| *number == place.line) {
        return None;
    }
    let shown = |line: &str| {
        line.chars().take(LONGEST_LINE).filter(|next| *next == '\t' || !next.is_control()).collect()
    };
    Some(SourceExcerpt {
        path: found.below.clone(),
        first,
        marked: place.line,
        lines: lines.iter().map(|(_, line)| shown(line)).collect(),
        names_function: text.contains(place.function.as_str()),
    })
}

#[cfg(test)]
mod tests;
