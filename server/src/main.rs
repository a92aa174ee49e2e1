//! axum routes, REST API, sockets, workers and the command line of romashka.
fn main() {}
