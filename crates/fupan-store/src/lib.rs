//! The data directory: derived catalogue, published views, one writer and many readers.
