//! `xtask check`: the house rules that the compiler and clippy cannot hold.

mod arrows;
mod licences;
mod lists;
mod names;
mod reach;
mod sizes;
mod tokens;
mod tree;
mod words;

use crate::Outcome;
use tree::Tree;

/// One place where a rule is broken.
pub struct Finding {
    place: String,
    problem: String,
}

impl Finding {
    fn new(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { place: place.into(), problem: problem.into() }
    }
}

struct Rule {
    name: &'static str,
    about: &'static str,
    find: fn(&Tree) -> Outcome<Vec<Finding>>,
}

/// Every rule. Each stands in a file of its own, with its reason.
const RULES: &[Rule] = &[
    Rule { name: "sizes", about: "no file over 400 lines", find: sizes::find },
    Rule { name: "names", about: "no file whose name says nothing", find: names::find },
    Rule { name: "arrows", about: "a crate uses only what ARCHITECTURE.md lets it", find: arrows::find },
    Rule { name: "reach", about: "the database and the network are reached in one place each", find: reach::find },
    Rule { name: "tokens", about: "raw colours only in the tokens, no inline styles", find: tokens::find },
    Rule { name: "lists", about: "every list of kinds says what it lists", find: lists::find },
    Rule { name: "words", about: "no path of a machine, no registry's address", find: words::find },
    Rule {
        name: "licences",
        about: "licences and banned crates (where cargo-deny is installed)",
        find: licences::find,
    },
];

/// Holds every rule, or those that are named.
pub fn run(words: &[String]) -> Outcome {
    if let Some(unknown) = words.iter().find(|word| RULES.iter().all(|rule| rule.name != word.as_str())) {
        let names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
        return Err(format!("there is no rule {unknown}; there are {}", names.join(", ")));
    }
    let tree = Tree::read()?;
    let mut broken = 0;
    for rule in RULES.iter().filter(|rule| words.is_empty() || words.iter().any(|word| word == rule.name)) {
        let findings = (rule.find)(&tree)?;
        println!("{:9} {:62} {}", rule.name, rule.about, if findings.is_empty() { "held" } else { "broken" });
        for finding in &findings {
            println!("  {}: {}", finding.place, finding.problem);
        }
        broken += findings.len();
    }
    if broken == 0 { Ok(()) } else { Err(format!("the house rules are broken in {broken} places")) }
}
