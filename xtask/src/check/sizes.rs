//! A file that a person can hold in their head has at most 400 lines.

use super::{Finding, tree::Tree};
use crate::Outcome;

const LIMIT: usize = 400;

/// Files over the limit.
pub fn find(tree: &Tree) -> Outcome<Vec<Finding>> {
    let files = tree.below("", &["rs", "css", "js", "mjs", "sql"]);
    let long = files.map(|file| (file, file.text.lines().count())).filter(|(_, lines)| *lines > LIMIT);
    Ok(long
        .map(|(file, lines)| Finding::new(&file.path, format!("{lines} lines, {LIMIT} at most; split it")))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::{Tree, find};

    #[test]
    fn a_file_of_401_lines_is_found_and_one_of_400_is_not() {
        let tree =
            Tree::of(&[("a.rs", &"x\n".repeat(400)), ("b.rs", &"x\n".repeat(401)), ("c.md", &"x\n".repeat(999))]);
        let found = find(&tree).unwrap();
        assert_eq!(found.iter().map(|finding| finding.place.as_str()).collect::<Vec<_>>(), ["b.rs"]);
    }
}
