//! Inputs that the measurements share.
