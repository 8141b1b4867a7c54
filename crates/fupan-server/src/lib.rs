//! HTTP: the API over one engine.
