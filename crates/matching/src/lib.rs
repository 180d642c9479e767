//! From items and interests to signals, each with its reasons.
