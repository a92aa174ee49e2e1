//! What we do: every use case. Knows no HTTP server and no user interface.
