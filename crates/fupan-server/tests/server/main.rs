//! The interface as a client sees it: requests go through the router, answers are compared whole.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test ends where an expectation is wrong"
)]

mod clients;
mod corpus;
mod live;
mod refusals;
mod routes;
mod shipped;
mod support;
