//! The server hands requests to the engine. It names the store, the connectors and the embedder only where the parts are
//! put together (`compose.rs`).

use super::{Finding, tree::Tree};
use crate::Outcome;

/// Places in the server that reach past the engine.
pub fn find(tree: &Tree) -> Outcome<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in tree.below("server/src/", &["rs"]) {
        if file.path == "server/src/compose.rs" {
            continue;
        }
        for (number, line) in file.lines() {
            let code = line.split("//").next().unwrap_or("").trim();
            for name in ["store", "connectors", "embedder"] {
                if names_crate(code, name) {
                    let problem = format!("reaches `{name}`; that is for compose.rs, here ask the engine");
                    findings.push(Finding::new(file.place(number), problem));
                }
            }
        }
    }
    Ok(findings)
}

/// Whether the line names the crate: `store::` as the first part of a path, or `use store` alone.
fn names_crate(code: &str, name: &str) -> bool {
    let path = format!("{name}::");
    let starts = code.match_indices(&path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':') || code[..at].ends_with(" ::")
    });
    starts || code.starts_with(&format!("use {name};")) || code.starts_with(&format!("use {name} as "))
}

#[cfg(test)]
mod tests {
    use super::{Tree, find};

    #[test]
    fn the_store_is_reached_only_where_parts_are_put_together() {
        let code = "use store::Db;\nlet x = engine::store::y; // store::\n";
        let tree = Tree::of(&[
            ("server/src/http/health.rs", code),
            ("server/src/compose.rs", code),
            ("server/src/command/migrate.rs", code),
        ]);
        let found = find(&tree).unwrap();
        assert_eq!(
            found.iter().map(|finding| finding.place.as_str()).collect::<Vec<_>>(),
            ["server/src/http/health.rs:1", "server/src/command/migrate.rs:1"]
        );
    }
}
