//! What belongs to one machine stays there: no path of a developer's folders, no address of a package registry or mirror.

use super::{Finding, tree::Tree};
use crate::{Outcome, paths};

/// Addresses of registries, put together here so that this file does not hold them.
const HOSTS: &[&str] = &[
    concat!("registry.", "npmjs"),
    concat!("registry.", "yarnpkg"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("deb.", "debian.org"),
    concat!("security.", "debian.org"),
    concat!("pypi", ".org"),
    concat!("files.", "pythonhosted"),
];

/// Lines that hold one of those, or the path of this checkout or of the home folder.
pub fn find(tree: &Tree) -> Outcome<Vec<Finding>> {
    let here = paths::root().to_string_lossy().into_owned();
    let home = std::env::var("HOME").unwrap_or_default();
    // Short paths such as `/app` stand in honest texts too.
    let own: Vec<String> = [here, home].iter().filter(|path| path.len() > 4).map(|path| format!("{path}/")).collect();
    let mut findings = Vec::new();
    for file in &tree.files {
        for (number, line) in file.lines() {
            if let Some(path) = own.iter().find(|path| line.contains(path.as_str())) {
                findings.push(Finding::new(file.place(number), format!("holds `{path}`, a path of one machine")));
            }
            if let Some(host) = HOSTS.iter().find(|host| line.contains(**host)) {
                findings
                    .push(Finding::new(file.place(number), format!("holds `{host}`, a package registry's address")));
            }
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::{HOSTS, Tree, find};

    #[test]
    fn a_registry_and_a_path_of_this_machine_are_found() {
        let lock = format!("\"resolved\": \"https://{}/x\"", HOSTS[0]);
        let path = format!("see {}/notes", env!("CARGO_MANIFEST_DIR"));
        let tree = Tree::of(&[("package-lock.json", &lock), ("README.md", &path), ("ok.md", "see ./notes")]);
        let found = find(&tree).unwrap();
        let places: Vec<_> = found.iter().map(|finding| finding.place.as_str()).collect();
        assert_eq!(places, ["package-lock.json:1", "README.md:1"]);
    }
}
