//! Packages of Go symbols as records write them.

/// The import path of a symbol's package: all before the first dot behind the last slash. None where that is no path
/// that others can mean too: `main` is another package in every program, and a bare word other than one of Go's own
/// may be short for several.
pub(crate) fn package_of(symbol: &str) -> Option<&str> {
    let symbol = symbol.trim();
    if symbol.contains(char::is_whitespace) {
        return None;
    }
    // Slashes in the type arguments of a generic function are none of the path.
    let path = symbol.split(['[', '(']).next().unwrap_or_default();
    let behind = path.rfind('/').map_or(0, |slash| slash + 1);
    let dot = path.get(behind..)?.find('.')?;
    let package = path.get(..behind + dot)?;
    let is_path = package.contains('/') && !package.starts_with('/');
    (is_path || fupan_stack::is_std_package(package)).then_some(package)
}

#[cfg(test)]
mod tests {
    use super::package_of;

    #[test]
    fn packages_are_told_from_names() {
        for (symbol, package) in [
            ("sync.(*Mutex).Lock", Some("sync")),
            ("net/http.(*Client).Do", Some("net/http")),
            ("github.com/gorilla/websocket.(*Conn).WriteMessage", Some("github.com/gorilla/websocket")),
            ("gopkg.in/yaml.v3.Unmarshal", Some("gopkg.in/yaml")),
            ("example.com/a/b.Map[go.shape.string/x].Get", Some("example.com/a/b")),
            ("main.main", None),
            ("websocket.Conn.WriteMessage", None),
            ("select {}", None),
            ("", None),
        ] {
            assert_eq!(package_of(symbol), package, "{symbol}");
        }
    }
}
