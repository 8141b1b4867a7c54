//! The same properties as `parse`, begun with Java thread dumps and exceptions: their words are far from Go's.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| fupan_fuzz::parse(input));
