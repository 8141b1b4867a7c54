//! What the suites over the whole of fupan share.
