//! A name that fits everything says nothing, and the file under it grows without a purpose.

use super::{Finding, tree::Tree};
use crate::Outcome;

const FORBIDDEN: &[&str] =
    &["utils", "util", "helpers", "helper", "common", "misc", "manager", "service", "data", "info"];

/// Files and folders of code with such a name.
pub fn find(tree: &Tree) -> Outcome<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in tree.below("", &["rs", "css", "js", "mjs", "sql"]) {
        for part in file.path.split('/') {
            let stem = part.split('.').next().unwrap_or(part);
            if FORBIDDEN.contains(&stem) {
                findings.push(Finding::new(&file.path, format!("`{stem}` says nothing; name it after what it does")));
            }
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::{Tree, find};

    #[test]
    fn files_and_folders_named_after_nothing_are_found() {
        let tree =
            Tree::of(&[("app/src/utils.rs", ""), ("common/x.mjs", ""), ("app/src/contacts.rs", ""), ("data.md", "")]);
        let found = find(&tree).unwrap();
        let places: Vec<_> = found.iter().map(|finding| finding.place.as_str()).collect();
        assert_eq!(places, ["app/src/utils.rs", "common/x.mjs"]);
    }
}
