//! `xtask new KIND NAME`: a file with the next number, in its place, so that nobody has to look up where and how.

use crate::{Outcome, paths};
use std::path::{Path, PathBuf};

struct Kind {
    name: &'static str,
    folder: &'static str,
    between: char,
    extension: &'static str,
    content: fn(&str) -> String,
}

/// What can be made.
const KINDS: &[Kind] = &[
    Kind { name: "migration", folder: "migrations", between: '_', extension: "sql", content: migration },
    Kind { name: "decision", folder: "docs/decisions", between: '-', extension: "md", content: decision },
];

/// The command.
pub fn run(words: &[String]) -> Outcome {
    let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    let usage = format!("say what and its name: cargo xtask new {} \"what it is about\"", kinds.join("|"));
    let (kind, title) = words.split_first().ok_or(&usage)?;
    let kind = KINDS.iter().find(|known| known.name == kind).ok_or(&usage)?;
    let title = title.join(" ");
    let name = slug(&title, kind.between);
    if name.is_empty() {
        return Err(usage);
    }
    let folder = paths::root().join(kind.folder);
    let file = next(&folder, kind, &name)?;
    paths::write(&file, (kind.content)(&title))?;
    println!("{}", file.strip_prefix(paths::root()).unwrap_or(&file).display());
    Ok(())
}

fn next(folder: &Path, kind: &Kind, name: &str) -> Outcome<PathBuf> {
    paths::make_dir(folder)?;
    let entries = std::fs::read_dir(folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let last = names.filter_map(|name| name.get(..4)?.parse::<u32>().ok()).max().unwrap_or(0);
    Ok(folder.join(format!("{:04}{}{name}.{}", last + 1, kind.between, kind.extension)))
}

fn slug(title: &str, between: char) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(&between.to_string())
}

fn migration(title: &str) -> String {
    format!(
        "-- {title}. One text for both databases: lowercase types text, bigint, boolean, double precision, bytea; times in\n\
         -- milliseconds. Harmless to the version that is still running.\n"
    )
}

fn decision(title: &str) -> String {
    format!(
        "# {title}\n\n## What it is about\nWhat has to be decided, and what makes it hard.\n\n\
         ## What we do\nThe decision, in one paragraph.\n\n\
         ## Why\nWhat was measured, what was tried, what speaks against it.\n\n\
         ## What would change our minds\nThe observation after which this should be looked at again.\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{KINDS, next, slug};

    #[test]
    fn a_title_becomes_a_file_name() {
        assert_eq!(slug("Add API keys!", '_'), "add_api_keys");
        assert_eq!(slug("  Two databases, one text ", '-'), "two-databases-one-text");
    }

    #[test]
    fn numbers_go_on_where_they_ended() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("0007_x.sql"), "").unwrap();
        let file = next(folder.path(), &KINDS[0], "y").unwrap();
        assert!(file.ends_with("0008_y.sql"), "{}", file.display());
    }
}
