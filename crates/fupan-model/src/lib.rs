//! The vocabulary of fupan: ids, postmortems, patterns, annotations.
