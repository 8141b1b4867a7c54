//! Every message a person reads, in Chinese and English.
