//! The written form of postmortems, patterns and annotations: read, check, write.
