//! The binary `fupan`.
fn main() {}
