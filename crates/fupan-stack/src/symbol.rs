//! The canonical form of a function symbol: the same text whatever the compiler's release and inlining made of it.
//!
//! `example.com/shop@v1.2.0/cart.(*Cart[...]).Close.func2.1(0xc000012345)` becomes
//! `example.com/shop/cart.(*Cart[]).Close.func`.
//!
//! A closure is named after the declaration it stands in. Where that declaration was inlined, the compiler puts the
//! names of all callers before it (`closureName` in `cmd/compile/internal/ir/func.go`); only the innermost is kept.

use std::borrow::Cow;

use crate::java;

/// Text that is not canonical after so many steps is no symbol.
const MOST_STEPS: usize = 8;

/// A canonical symbol and where its package path ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Symbol {
    text: String,
    package_length: usize,
}

impl Symbol {
    /// The canonical form of `raw`, with or without its arguments.
    pub(crate) fn new(raw: &str) -> Self {
        // One step is enough for what compilers write. Other text may need more, and stays as it is where it has no form,
        // so that a canonical form is always its own.
        let mut form = Self::step(raw);
        for _ in 0..MOST_STEPS {
            let next = Self::step(&form.text);
            if next == form {
                return form;
            }
            form = next;
        }
        Self { text: raw.to_owned(), package_length: 0 }
    }

    fn step(raw: &str) -> Self {
        let name = without_brackets(without_arguments(raw.trim()));
        let (package, function) = split_package(&name);
        let mut text = import_path(&without_version(package));
        let package_length = text.len();
        let declaration = declaration(function);
        if !text.is_empty() && !declaration.is_empty() {
            text.push('.');
        }
        text.push_str(&declaration);
        Self { text, package_length }
    }

    /// The canonical form of a Java method.
    pub(crate) fn of_java(raw: &str) -> Self {
        let (text, package_length) = java::canonical(raw);
        Self { text, package_length }
    }

    /// The whole symbol.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The type whose method it is, of methods with a pointer receiver and their closures: `(*Cart)`.
    pub(crate) fn receiver(&self) -> Option<&str> {
        let declaration = self.text.get(self.package_length..)?.strip_prefix('.')?;
        let end = declaration.strip_prefix("(*")?.find(')')?;
        declaration.get(..end + 3)
    }

    /// The import path, empty for built-in functions such as `panic`.
    pub(crate) fn package(&self) -> &str {
        self.text.get(..self.package_length).unwrap_or_default()
    }
}

/// The canonical form of `symbol`, with or without arguments.
///
/// ```
/// use fupan_stack::canonical_symbol;
///
/// assert_eq!(canonical_symbol("main.(*Pool[...]).run.func1.2(0x1, {0x2, ...})"), "main.(*Pool[]).run.func");
/// assert_eq!(canonical_symbol("gopkg.in/yaml%2ev3.Unmarshal"), "gopkg.in/yaml.v3.Unmarshal");
/// assert_eq!(canonical_symbol("main.glob..func1"), "main.init.func");
/// ```
#[must_use]
pub fn canonical_symbol(symbol: &str) -> String {
    Symbol::new(symbol).text
}

fn without_arguments(raw: &str) -> &str {
    let open = raw.strip_suffix(')').and_then(|body| body.rsplit_once('('));
    match open {
        // `main.(*T)`: the parenthesis belongs to a receiver.
        Some((name, _)) if !name.is_empty() && !name.ends_with('.') => name,
        _ => raw,
    }
}

/// Type arguments differ between printers (`[...]`, `[go.shape.int]`); what is inside brackets is dropped.
fn without_brackets(name: &str) -> Cow<'_, str> {
    if !name.contains('[') {
        return Cow::Borrowed(name);
    }
    let mut depth = 0_usize;
    let mut kept = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            ']' if depth > 0 => depth -= 1,
            _ if depth > 0 && character != '[' => continue,
            '[' => depth += 1,
            _ => {}
        }
        if depth <= 1 && (character != '[' || depth == 1) && (character != ']' || depth == 0) {
            kept.push(character);
        }
    }
    Cow::Owned(kept)
}

/// The import path and the name after its last element's first dot.
fn split_package(name: &str) -> (&str, &str) {
    // A receiver's type argument list is empty by now, so every slash belongs to the path.
    let element = name.rfind('/').map_or(0, |slash| slash + 1);
    let Some((parents, last)) = name.split_at_checked(element) else { return ("", name) };
    let Some(dot) = last.find('.').map(|dot| dot + version_suffix_length(parents, last, dot)) else {
        return ("", name);
    };
    match (name.get(..element + dot), name.get(element + dot + 1..)) {
        (Some(package), Some(function)) => (package, function),
        _ => ("", name),
    }
}

/// What must be added to the first dot so that the package name is whole: an unescaped `yaml.v3`, a version `@v1.2.3`.
fn version_suffix_length(parents: &str, last: &str, dot: usize) -> usize {
    let rest = last.get(dot + 1..).unwrap_or_default();
    let (name, wanted) = match last.get(..dot) {
        Some(name) if name.contains('@') => (name, 2),
        Some(name) if parents.contains("gopkg.in/") => (name, 1),
        // `nats.go.Connect`: no function has the name of a keyword.
        Some(_) if rest.starts_with("go.") => return "go.".len(),
        _ => return 0,
    };
    debug_assert!(!name.contains('.'));
    let mut length = 0;
    for part in rest.split('.').take(wanted) {
        let digits = part.strip_prefix('v').filter(|_| wanted == 1).or((wanted == 2).then_some(part));
        if !digits.is_some_and(|digits| digits.starts_with(|first: char| first.is_ascii_digit())) {
            break;
        }
        length += part.len() + 1;
    }
    if length == rest.len() + 1 { 0 } else { length }
}

/// `@v1.2.3` dropped, up to the next slash; `/v2` is a part of the import path and stays.
fn without_version(package: &str) -> Cow<'_, str> {
    if !package.contains('@') {
        return Cow::Borrowed(package);
    }
    let elements = package.split('/').map(|element| element.split('@').next().unwrap_or_default());
    Cow::Owned(elements.collect::<Vec<_>>().join("/"))
}

/// `package` as it is imported, unless nobody could then tell its dots from the one before the function.
fn import_path(package: &str) -> String {
    let path = unescaped(package);
    let is_clear = path == package || split_package(&format!("{path}.x")).0 == path;
    if is_clear { path } else { package.to_owned() }
}

/// The linker writes dots, quotes and other signs of the last path element as `%2e`.
fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        match escaped_byte(rest) {
            Some((value, after)) => {
                bytes.push(value);
                rest = after;
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

fn escaped_byte(text: &[u8]) -> Option<(u8, &[u8])> {
    let [b'%', high, low, rest @ ..] = text else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok());
    Some((digit(*high)? << 4 | digit(*low)?, rest))
}

/// The declaration a function stands in, with `.func` where it is a closure or a wrapper in it.
fn declaration(function: &str) -> String {
    let function =
        function.strip_suffix(".abi0").or(function.strip_suffix(".abiinternal")).unwrap_or(function);
    if let Some(initializer) = initializer(function) {
        return initializer;
    }
    let mut innermost: Vec<&str> = Vec::new();
    let mut is_closure = false;
    for part in function.split('.') {
        let (name, is_wrapped) = without_wrapper_suffix(part);
        // The name after a receiver is a method's, whatever it looks like; so is the first of all.
        let is_declared = innermost.last().is_none_or(|last| last.ends_with(')') && !is_closure);
        if !is_declared && is_closure_part(name) {
            is_closure = true;
            continue;
        }
        if is_closure || (name.starts_with('(') && name.ends_with(')')) {
            innermost.clear();
        }
        is_closure = is_wrapped;
        innermost.push(name);
    }
    let mut declaration = match innermost.as_slice() {
        // `F.G.func1` is a closure of `G`, which was inlined into `F`, or of the method `G` of the type `F`: the same
        // closure has either name, so that only the last part can be relied on.
        [.., parent, last] if is_closure && !parent.ends_with(')') => (*last).to_owned(),
        parts => parts.join("."),
    };
    if is_closure {
        declaration.push_str(".func");
    }
    declaration
}

/// `init.0`, `glob..func1`, `map.init.2`: all run while the package is initialised.
fn initializer(function: &str) -> Option<String> {
    let rest = function
        .strip_prefix("glob.")
        .or_else(|| function.strip_prefix("map.init"))
        .or_else(|| function.strip_prefix("init").filter(|rest| rest.is_empty() || rest.starts_with('.')))?;
    let mut parts = rest.split('.').filter(|part| !part.is_empty());
    let first_is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_closure = match parts.next() {
        Some(part) if first_is_number(part) => parts.next().is_some(),
        Some(part) if is_closure_part(without_wrapper_suffix(part).0) => true,
        Some(_) => return None,
        None => false,
    };
    Some(if is_closure { "init.func".to_owned() } else { "init".to_owned() })
}

/// `func1`, `gowrap2`, `deferwrap1`, `3`: numbered by the compiler; `func` is what they fold to.
fn is_closure_part(part: &str) -> bool {
    if part == "func" {
        return true;
    }
    let number =
        ["func", "gowrap", "deferwrap"].iter().find_map(|word| part.strip_prefix(word)).unwrap_or(part);
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// `-fm` of a method value, `-range1` of a loop body, one for each loop around another; whether there was one.
fn without_wrapper_suffix(part: &str) -> (&str, bool) {
    let is_loop = |suffix: &str| {
        suffix.strip_prefix("range").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let mut name = part;
    while let Some((rest, suffix)) = name.rsplit_once('-')
        && (suffix == "fm" || is_loop(suffix))
    {
        name = rest;
    }
    (name, name.len() < part.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn canonical_forms() {
        for (raw, canonical) in [
            ("main.main()", "main.main"),
            ("panic({0x4a0b40?, 0xc000012345?})", "panic"),
            ("main.(*Cart).Close(...)", "main.(*Cart).Close"),
            ("main.(*Cart)", "main.(*Cart)"),
            ("main.Map[...](0x1)", "main.Map[]"),
            ("main.Map[go.shape.int,go.shape.[]string].func1", "main.Map[].func"),
            ("main.(*List[example.com/a/b.T]).Push", "main.(*List[]).Push"),
            ("main.main.func1", "main.main.func"),
            ("main.main.func1.2.3", "main.main.func"),
            ("main.main.gowrap1", "main.main.func"),
            ("main.main.deferwrap2", "main.main.func"),
            ("main.main.func3.deferwrap1", "main.main.func"),
            ("main.(*T).Run-fm", "main.(*T).Run.func"),
            ("main.walk-range1", "main.walk.func"),
            ("main.walk.func2-range1", "main.walk.func"),
            ("main.main.each.main-range1-range3", "main.main.func"),
            ("main.main.func1.main.func1.1.2", "main.main.func"),
            ("main.main.Map[...].main.func1.func6", "main.main.func"),
            ("main.main.func1.func1", "main.main.func"),
            ("main.run.(*Pool).Do.func1", "main.(*Pool).Do.func"),
            ("main.run.func1.each.func2", "main.each.func"),
            ("main.Until.JitterUntil.BackoffUntil.func1", "main.BackoffUntil.func"),
            ("main.Value.Method.func1", "main.Method.func"),
            ("main.Value.Method", "main.Value.Method"),
            ("main.Value.Method-fm", "main.Method.func"),
            ("main.(*T).Run.(*T).check.func1.2", "main.(*T).check.func"),
            ("main.glob..func1", "main.init.func"),
            ("main.init.0", "main.init"),
            ("main.init.func2", "main.init.func"),
            ("main.init.0.func1", "main.init.func"),
            ("main.map.init.0", "main.init"),
            ("main.initialize", "main.initialize"),
            ("main.func1", "main.func1"),
            ("main.(*T).func1", "main.(*T).func1"),
            ("runtime.asmcgocall.abi0", "runtime.asmcgocall"),
            ("example.com/app@v1.2.3/cart.Add", "example.com/app/cart.Add"),
            ("example.com/app/v2.Run", "example.com/app/v2.Run"),
            ("example.com/app/v2@v2.0.1/x.Run.func1", "example.com/app/v2/x.Run.func"),
            ("example.com/app@v1.2.3.Run", "example.com/app.Run"),
            ("gopkg.in/yaml%2ev3.(*Decoder).Decode", "gopkg.in/yaml.v3.(*Decoder).Decode"),
            ("gopkg.in/yaml.v3.Unmarshal", "gopkg.in/yaml.v3.Unmarshal"),
            ("订单.(*服务).提交", "订单.(*服务).提交"),
            ("github.com/nats-io/nats%2ego.Connect.func1", "github.com/nats-io/nats.go.Connect.func"),
            ("github.com/nats-io/nats%2ego.(*Conn).Flush(0x1)", "github.com/nats-io/nats.go.(*Conn).Flush"),
            ("example.com/shop%2ecart.Add.func1", "example.com/shop%2ecart.Add.func"),
            ("main.f()()", "main.f"),
            ("..", ""),
            ("", ""),
        ] {
            assert_eq!(canonical_symbol(raw), canonical, "{raw}");
            assert_eq!(canonical_symbol(canonical), canonical, "again {canonical}");
        }
    }

    #[test]
    fn packages() {
        for (raw, package) in [
            ("net/http.(*conn).serve", "net/http"),
            ("gopkg.in/yaml%2ev3.Unmarshal", "gopkg.in/yaml.v3"),
            ("gopkg.in/yaml.v3.Unmarshal", "gopkg.in/yaml.v3"),
            ("github.com/nats-io/nats%2ego.Connect", "github.com/nats-io/nats.go"),
            ("github.com/nats-io/nats.go.Connect", "github.com/nats-io/nats.go"),
            ("example.com/shop%2ecart.Add", "example.com/shop%2ecart"),
            ("main.Map[example.com/a.T]", "main"),
            ("panic", ""),
        ] {
            assert_eq!(Symbol::new(raw).package(), package, "{raw}");
        }
    }

    /// What symbols are made of.
    const PARTS: &[&str] = &[
        "main",
        "init",
        "glob",
        "map.init",
        "func1",
        "func",
        "gowrap2",
        "-fm",
        "-range1",
        ".",
        "..",
        "/",
        "(*T)",
        "(",
        ")",
        "[",
        "]",
        "[...]",
        "@v1.2.3",
        "@",
        "gopkg.in/",
        "yaml",
        "v3",
        "%2e",
        "%",
        "2e",
        ".abi0",
        " ",
        "3",
        "é",
    ];

    proptest! {
        #[test]
        fn any_text_has_a_form(raw in "[a-z0-9/.@%()*\\[\\]{}é -]{0,40}") {
            let symbol = Symbol::new(&raw);
            prop_assert!(symbol.as_str().starts_with(symbol.package()));
            prop_assert_eq!(canonical_symbol(symbol.as_str()), symbol.as_str());
        }

        #[test]
        fn a_form_is_its_own(raw in ".*") {
            let canonical = canonical_symbol(&raw);
            prop_assert_eq!(canonical_symbol(&canonical), canonical);
        }

        #[test]
        fn a_form_of_many_parts_is_its_own(parts in prop::collection::vec(prop::sample::select(PARTS), 0..12)) {
            let canonical = canonical_symbol(&parts.concat());
            prop_assert_eq!(canonical_symbol(&canonical), canonical);
        }
    }
}
