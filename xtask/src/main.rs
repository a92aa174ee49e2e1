//! Developer commands and house checks.
fn main() {}
