//! The root-cause graph: links, paths, statistics.
