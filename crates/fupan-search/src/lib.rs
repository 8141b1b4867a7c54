//! Full-text index and query over postmortems; the stack index.
