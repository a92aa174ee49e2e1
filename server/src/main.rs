//! `romashka`: the whole program.
// The types of the pages nest deeper than the compiler follows by itself.
#![recursion_limit = "512"]

use std::process::ExitCode;

fn main() -> ExitCode {
    server::command::run()
}
