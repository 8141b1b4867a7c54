//! An input read in parts.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| fupan_fuzz::summarize_reader(input));
