//! Anything that is diagnosed: dumps, profiles, logs, compressed or not.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| fupan_fuzz::diagnosis(input));
