//! The binary fupan: flags, printing, exit codes.
