//! Go crash output.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| fupan_fuzz::parse(input));
