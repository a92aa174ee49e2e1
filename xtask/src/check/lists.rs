//! Kinds (channels, reports, jobs and the like) are a list in `mod.rs`. Forms, catalogues and tests come from it, so the
//! list says what it lists.

use super::{Finding, tree::Tree};
use crate::Outcome;

/// Lists without a documentation comment.
pub fn find(tree: &Tree) -> Outcome<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in tree.below("", &["rs"]).filter(|file| file.path.ends_with("/mod.rs")) {
        let mut documented = false;
        for (number, line) in file.lines() {
            if is_list(line) && !documented {
                findings.push(Finding::new(file.place(number), "a list without a word on what it lists; add `///`"));
            }
            // An attribute may stand between the words and the list.
            documented = line.starts_with("///") || (documented && line.starts_with("#["));
        }
    }
    Ok(findings)
}

/// A `const` or `static` slice of anything but plain values, at the top level of the file, for others to use.
fn is_list(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("pub ").or_else(|| line.strip_prefix("pub(crate) ")) else { return false };
    let declared = rest.starts_with("const ") || rest.starts_with("static ");
    let plain = ["&[&str]", "&[u8]", "&[(&str"].iter().any(|kind| rest.contains(kind));
    declared && rest.contains(": &[") && !plain
}

#[cfg(test)]
mod tests {
    use super::{Tree, find};

    #[test]
    fn a_list_of_kinds_without_words_is_found() {
        let tree = Tree::of(&[
            ("a/mod.rs", "pub static JOBS: &[&dyn Job] = &[];\n"),
            ("b/mod.rs", "/// Every job.\npub static JOBS: &[&dyn Job] = &[];\n"),
            ("c/mod.rs", "const WORDS: &[&str] = &[];\n"),
        ]);
        let found = find(&tree).unwrap();
        assert_eq!(found.iter().map(|finding| finding.place.as_str()).collect::<Vec<_>>(), ["a/mod.rs:1"]);
    }
}
