//! The stacks that gin's recovery prints, and others after its model: the place first, then the function and its line.
//!
//! ```text
//! /srv/shop/orders/handler.go:31 (0x7ac8f7)
//!     (*Handler).Order: total += prices[i]
//! ```
//!
//! The layout is that of `stack` in gin's `recovery.go`, which it took from martini. The function lacks its package; the
//! folder tells which it was, of a program's own code the last element alone. Where a source file cannot be read, as in
//! most containers, only the place is printed; the function is unknown then.

use super::frame::{Location, location};
use crate::bytes::{rsplit_once_text, text_of};
use crate::packages::is_std_package;
use crate::parsed::Frame;

/// `/srv/shop/orders/handler.go:31 (0x7ac8f7)`
pub(super) fn place(text: &[u8]) -> Option<Location<'_>> {
    let (place, address) = rsplit_once_text(text.trim_ascii().strip_suffix(b")")?, b" (0x")?;
    let is_address = !address.is_empty() && address.iter().all(u8::is_ascii_hexdigit);
    let place = location(place).filter(|_| is_address && !place.ends_with(b" "))?;
    let is_source = place.file.ends_with(".go") || place.file.ends_with(".s");
    is_source.then_some(place)
}

/// Whether `text` goes on with what stands at `place`, or is the next one.
pub(super) fn goes_on(text: &[u8], place: &Location<'_>) -> bool {
    call(text, place).is_some() || self::place(text).is_some()
}

/// What Go itself prints for a function that is not known.
pub(super) fn unknown<'a>(place: Location<'a>) -> Frame<'a> {
    Frame::of_function("???".into()).at(Some(place.file), Some(place.line))
}

/// `(*Handler).Order: total += prices[i]`: the function at `place`.
pub(super) fn call<'a>(text: &[u8], place: &Location<'a>) -> Option<Frame<'a>> {
    let text = text.trim_ascii();
    let end = memchr::memchr(b':', text)?;
    let (name, rest) = text.split_at_checked(end)?;
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"._*()-[]".contains(byte) || *byte >= 128;
    let is_line = rest == b":" || rest.starts_with(b": ");
    if name.is_empty() || !is_line || !name.iter().all(is_name) {
        return None;
    }
    let symbol = format!("{}.{}", package_of(&place.file), text_of(name));
    Some(Frame::of_function(symbol.into()).at(Some(place.file.clone()), Some(place.line)))
}

/// The import path of the package a source file is of, as far as its place tells.
fn package_of(file: &str) -> String {
    let folder = file.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder).replace('\\', "/");
    let behind = |mark: &str| folder.rsplit_once(mark).map(|(_, path)| path);
    if let Some(path) = behind("/pkg/mod/").or_else(|| behind("/vendor/")) {
        return path.to_owned();
    }
    let is_import =
        |path: &&str| is_std_package(path) || path.split('/').next().is_some_and(|host| host.contains('.'));
    if let Some(path) = behind("/src/").filter(is_import) {
        return path.to_owned();
    }
    let is_main = file.ends_with("/main.go") || file == "main.go";
    let last = folder.rsplit('/').next().filter(|last| !last.is_empty() && !is_main);
    last.unwrap_or("main").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_of_files() {
        for (file, package) in [
            ("/usr/local/go/src/net/http/server.go", "net/http"),
            ("C:/Program Files/Go/src/runtime/panic.go", "runtime"),
            ("/go/pkg/mod/github.com/gin-gonic/gin@v1.10.0/context.go", "github.com/gin-gonic/gin@v1.10.0"),
            ("/srv/shop/vendor/github.com/gin-gonic/gin/context.go", "github.com/gin-gonic/gin"),
            ("/go/src/example.com/shop/orders/handler.go", "example.com/shop/orders"),
            ("/go/src/shop/orders/handler.go", "orders"),
            ("/srv/shop/orders/handler.go", "orders"),
            ("/srv/shop/main.go", "main"),
            ("main.go", "main"),
        ] {
            assert_eq!(package_of(file), package, "{file}");
        }
    }

    #[test]
    fn lines() {
        let place = place(b"/srv/orders/handler.go:31 (0x7ac8f7)").unwrap();
        assert_eq!((&*place.file, place.line), ("/srv/orders/handler.go", 31));
        let frame = call(b"\t(*Handler).Order: total += prices[i]", &place).unwrap();
        assert_eq!((frame.function(), frame.line()), ("orders.(*Handler).Order", Some(31)));
        for text in
            ["listening: x y", "main.func1", "GET /order/7 HTTP/1.1", "10:00:00 INFO: x", ": x", "a b: c"]
        {
            let is_call = text == "listening: x y";
            assert_eq!(call(text.as_bytes(), &place).is_some(), is_call, "{text}");
        }
        for text in ["/srv/a.go:31", "/srv/a.go:31 (0x)", "a.go (0x1)", "call(0x1)", "/srv/a.go:31 (0x1) x"] {
            assert!(super::place(text.as_bytes()).is_none(), "{text}");
        }
    }
}
