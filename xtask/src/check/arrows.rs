//! The arrows between crates (ARCHITECTURE.md). What a crate may use is small, so that what it can break is small.

use super::{Finding, tree::Tree};
use crate::{Outcome, shell};
use serde_json::Value;

/// Each crate of the house and the crates of ours that it may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("embedder", &[]),
    ("nlp", &["domain"]),
    ("store", &["domain"]),
    ("connectors", &["domain"]),
    ("engine", &["domain", "embedder", "nlp", "store", "connectors"]),
    ("app", &["domain", "engine"]),
    ("frontend", &["app"]),
    ("server", &["app", "domain", "embedder", "engine", "store", "connectors"]),
    ("widget", &["domain"]),
    ("xtask", &[]),
];

/// Outside crates that only one crate of ours may use, tests aside: the database and the network.
const ONLY: &[(&str, &str)] = &[
    ("sqlx", "store"),
    ("rusqlite", "store"),
    ("tokio-postgres", "store"),
    ("reqwest", "connectors"),
    ("lettre", "connectors"),
    ("async-imap", "connectors"),
    ("chromiumoxide", "connectors"),
    ("object_store", "connectors"),
];

/// Arrows that are not drawn, crates that are not known, and crates that plain `cargo test` would forget.
pub fn find(_: &Tree) -> Outcome<Vec<Finding>> {
    let words = ["metadata", "--no-deps", "--format-version", "1", "--offline"];
    let metadata = shell::output(&mut shell::cargo(&words)?)?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    Ok(judge(&metadata))
}

fn judge(metadata: &Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    let defaults = list(&metadata["workspace_default_members"]);
    for package in list(&metadata["packages"]) {
        let name = text(&package["name"]);
        let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == name) else {
            findings.push(Finding::new(name, "is a new crate: it needs a decision, and its arrows here"));
            continue;
        };
        if name != "frontend" && !defaults.contains(&package["id"]) {
            findings.push(Finding::new(
                "Cargo.toml",
                format!("`{name}` is missing in default-members: no test would run it"),
            ));
        }
        for dependency in list(&package["dependencies"]) {
            let used = text(&dependency["name"]);
            if dependency["kind"].as_str() == Some("dev") {
                continue;
            }
            let ours = dependency["path"].is_string();
            if ours && !allowed.contains(&used) {
                findings.push(Finding::new(name, format!("uses `{used}`, and there is no such arrow")));
            }
            if name == "app" && used == "engine" && dependency["optional"] != true {
                findings.push(Finding::new(name, "uses `engine` also in the browser; it is for ssr alone (optional)"));
            }
            if let Some((_, home)) = ONLY.iter().find(|(outside, home)| *outside == used && *home != name) {
                findings.push(Finding::new(name, format!("uses `{used}`, which is for `{home}` alone")));
            }
        }
    }
    findings
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::judge;
    use serde_json::{Value, json};

    fn metadata(name: &str, dependency: Value) -> Value {
        json!({ "workspace_default_members": ["id"],
                "packages": [{ "name": name, "id": "id", "dependencies": [dependency] }] })
    }

    fn problems(metadata: &Value) -> usize {
        judge(metadata).len()
    }

    #[test]
    fn an_arrow_that_is_not_drawn_is_found() {
        assert_eq!(problems(&metadata("store", json!({ "name": "connectors", "path": "x", "kind": null }))), 1);
        assert_eq!(problems(&metadata("store", json!({ "name": "domain", "path": "x", "kind": null }))), 0);
    }

    #[test]
    fn sql_outside_the_store_is_found_except_in_tests() {
        assert_eq!(problems(&metadata("engine", json!({ "name": "sqlx", "kind": null }))), 1);
        assert_eq!(problems(&metadata("engine", json!({ "name": "sqlx", "kind": "dev" }))), 0);
        assert_eq!(problems(&metadata("store", json!({ "name": "sqlx", "kind": null }))), 0);
    }

    #[test]
    fn the_browser_never_gets_the_engine() {
        let engine = |optional| json!({ "name": "engine", "path": "x", "kind": null, "optional": optional });
        assert_eq!(problems(&metadata("app", engine(false))), 1);
        assert_eq!(problems(&metadata("app", engine(true))), 0);
    }

    #[test]
    fn an_unknown_crate_and_a_forgotten_one_are_found() {
        let none = json!({ "name": "serde", "kind": null });
        assert_eq!(problems(&metadata("eleventh", none.clone())), 1);
        let mut forgotten = metadata("store", none);
        forgotten["workspace_default_members"] = json!([]);
        assert_eq!(problems(&forgotten), 1);
    }
}
