//! Index a corpus and answer from it: search, similar incidents, look-up, statistics, graph.
