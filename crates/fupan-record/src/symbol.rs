//! How Go functions are spelled in records: as the runtime prints them.
//!
//! `net/http.(*conn).serve`, `main.run.func1`, `slices.SortFunc[...]`, `example.com/queue.T.Len-fm`. The frames of a
//! JVM, `java.util.ArrayList.add` or `shop.Cart$Item.<init>`, are spelled alike.

use std::sync::LazyLock;

use regex::Regex;

/// Folders of an import path; then the package, and behind each dot a name, a type in parentheses or nothing.
const SYMBOL: &str = r"(?x)
    ^ (?: [^\s/()\[\]]+ / )*
    [\w%$-]+
    (?: \. (?: \( \*? [\w$]+ (?: \[ [^\s\[\]]* \] )? \) | [\w$]+ (?: \[ [^\s\[\]]* \] )? | <\w+> | ) )+
    (?: -fm | -range\d+ )? $";

/// A function or method of the package that a record names beside it: `ServeMux.Handler`, `Listen`.
const MEMBER: &str = r"^ \w+ (?: \. \w+ )? $";

/// Whether a text is a function's symbol with its package.
pub(crate) fn is_symbol(text: &str) -> bool {
    static WRITTEN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(SYMBOL).ok());
    !text.ends_with('.') && WRITTEN.as_ref().is_none_or(|written| written.is_match(text))
}

/// Whether a text is a function or `Type.Method` in the form of the Go vulnerability database.
pub(crate) fn is_member(text: &str) -> bool {
    static WRITTEN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&MEMBER.replace(' ', "")).ok());
    WRITTEN.as_ref().is_none_or(|written| written.is_match(text))
}

/// The symbol without what says that its receiver is a pointer: two that agree in this are one function.
pub(crate) fn without_receiver_marks(symbol: &str) -> String {
    symbol.replace("(*", "").replace(['(', ')'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_spelled_as_the_runtime_prints_them() {
        for symbol in [
            "main.main",
            "main.run.func1.2",
            "glob..func1",
            "net/http.(*conn).serve",
            "slices.SortFunc[...]",
            "github.com/x/y/v2.(*Cache[go.shape.int,string]).Get",
            "gopkg.in/yaml%2ev3.(*Decoder).Decode",
            "k8s.io/apimachinery/pkg/util/wait.JitterUntil.func1",
            "example.com/queue.T.Len-fm",
            "main.all-range1",
            "shop.Cart$Item.<init>",
        ] {
            assert!(is_symbol(symbol), "{symbol}");
        }
        for text in
            ["serve", "net/http", "conn.serve()", "*conn.serve", "a b.c", "main.", "(*conn).serve", ""]
        {
            assert!(!is_symbol(text), "{text}");
        }
    }

    #[test]
    fn members_have_no_package() {
        assert!(is_member("Listen") && is_member("ServeMux.Handler"));
        assert!(!is_member("net/http.Listen") && !is_member("(*T).M") && !is_member("a.b.c"));
    }

    #[test]
    fn a_pointer_receiver_is_a_mark() {
        assert_eq!(without_receiver_marks("a/b.(*T).M"), without_receiver_marks("a/b.T.M"));
    }
}
