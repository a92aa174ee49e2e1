//! Colours have roles, and the roles have their values in `style/tokens/`, for light and dark at once. A colour anywhere
//! else is one that a theme forgets. Inline styles are refused by our own Content Security Policy, and `!important` is how
//! a style sheet loses its layers.

use super::{
    Finding,
    tree::{File, Tree},
};
use crate::Outcome;

const FUNCTIONS: &[&str] = &["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch(", "color("];
const NAMES: &[&str] =
    &["white", "black", "red", "green", "blue", "yellow", "orange", "gray", "grey", "silver", "purple"];

/// Raw colours outside the tokens, `!important`, and inline styles in the app.
pub fn find(tree: &Tree) -> Outcome<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in tree.below("", &["css"]) {
        sheet(file, &mut findings);
    }
    for file in tree.below("app/src/", &["rs"]) {
        // Tests may name colours: they are about reading them.
        let code = file.lines().take_while(|(_, line)| !line.starts_with("#[cfg(test)]"));
        for (number, line) in code.filter(|(_, line)| !line.trim_start().starts_with("//")) {
            if has_inline_style(line) {
                findings.push(Finding::new(
                    file.place(number),
                    "an inline style; give it a class, or set it through the CSSOM",
                ));
            }
            if line.split('"').any(|text| text.starts_with('#') && is_hex(text)) {
                findings.push(Finding::new(file.place(number), "a raw colour; read it from a token"));
            }
        }
    }
    Ok(findings)
}

fn sheet(file: &File, findings: &mut Vec<Finding>) {
    let mut comment = false;
    for (number, line) in file.lines() {
        let code = without_comments(line, &mut comment);
        if code.contains("!important") {
            findings.push(Finding::new(file.place(number), "`!important`; use the layers"));
        }
        // The widget lives on other people's pages, where our tokens are not: it has its own, as custom properties.
        let declares = code.trim_start().starts_with("--");
        // The demo shop is somebody else's website, with colours of its own.
        let apart = ["widget/", "server/src/command/demo/"];
        if file.path.starts_with("style/tokens/") || (declares && apart.iter().any(|p| file.path.starts_with(p))) {
            continue;
        }
        if let Some(colour) = raw_colour(&code) {
            findings.push(Finding::new(file.place(number), format!("`{colour}` is a raw colour; use or add a token")));
        }
    }
}

/// The first raw colour among the values of a line. A colour computed from a token (`oklch(from var(…) …)`) is none.
fn raw_colour(code: &str) -> Option<String> {
    // What comes before the colon is a property or a selector; `a:hover {` is no value.
    let value = code.split_once(':').map(|(_, value)| value).filter(|_| !code.trim_end().ends_with(['{', ',']))?;
    let words = || value.split(|c: char| !(c.is_alphanumeric() || c == '#' || c == '-' || c == '_'));
    if let Some(word) = words().find(|word| word.starts_with('#') && is_hex(word) || NAMES.contains(word)) {
        return Some(word.into());
    }
    FUNCTIONS
        .iter()
        .find(|function| value.match_indices(**function).any(|(at, _)| is_raw_call(value, at, function)))
        .map(|function| format!("{function}…)"))
}

fn is_raw_call(value: &str, at: usize, function: &str) -> bool {
    let before = value[..at].chars().next_back();
    let is_whole_name = before.is_none_or(|c| !c.is_alphanumeric() && c != '-');
    is_whole_name && !value[at + function.len()..].trim_start().starts_with("from ")
}

fn is_hex(word: &str) -> bool {
    matches!(word.len(), 4 | 5 | 7 | 9) && word[1..].chars().all(|c| c.is_ascii_hexdigit())
}

/// `style="…"` or leptos's `style:width=…`, as an attribute.
fn has_inline_style(line: &str) -> bool {
    let attribute = |mark: &str| line.starts_with(mark.trim_start()) || line.contains(mark);
    let property = line.split(" style:").skip(1).any(|rest| {
        let name = rest.split(['=', ' ', '(']).next().unwrap_or("");
        !name.is_empty() && rest[name.len()..].starts_with('=')
    });
    attribute(" style=") || property
}

fn without_comments(line: &str, comment: &mut bool) -> String {
    let mut code = String::new();
    let mut rest = line;
    loop {
        let mark = if *comment { "*/" } else { "/*" };
        match rest.split_once(mark) {
            Some((before, after)) => {
                if !*comment {
                    code.push_str(before);
                }
                *comment = !*comment;
                rest = after;
            }
            None => {
                if !*comment {
                    code.push_str(rest);
                }
                return code;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Tree, find};

    fn places(path: &str, text: &str) -> usize {
        find(&Tree::of(&[(path, text)])).unwrap().len()
    }

    #[test]
    fn raw_colours_are_found_outside_the_tokens_only() {
        for colour in ["#fff", "#1f7a4d", "rgb(0 0 0 / 0.2)", "oklch(0.7 0.1 150)", "white"] {
            let line = format!("  color: {colour};\n");
            assert_eq!(places("style/components/button.css", &line), 1, "{colour}");
            assert_eq!(places("style/tokens/colour.css", &line), 0, "{colour}");
        }
    }

    #[test]
    fn tokens_selectors_and_computed_colours_are_no_raw_colours() {
        for line in [
            "  color: var(--text);",
            "  background: color-mix(in oklab, var(--accent) 20%, transparent);",
            "  color: oklch(from var(--accent) l c h);",
            "#facade:hover {",
            "  /* once #fff */",
            "  grid-area: redness;",
        ] {
            assert_eq!(places("style/components/button.css", line), 0, "{line}");
        }
    }

    #[test]
    fn the_widget_keeps_its_colours_in_custom_properties() {
        assert_eq!(places("widget/style/launcher.css", "  --romashka-accent: #1f7a4d;\n"), 0);
        assert_eq!(places("widget/style/launcher.css", "  color: #1f7a4d;\n"), 1);
    }

    #[test]
    fn importance_is_found() {
        assert_eq!(places("style/tokens/space.css", "  margin: 0 !important;\n"), 1);
    }

    #[test]
    fn inline_styles_are_found_and_fields_named_style_are_not() {
        assert_eq!(places("app/src/inbox/mod.rs", "<p style=\"top: 0\">"), 1);
        assert_eq!(places("app/src/inbox/mod.rs", "<p style:width=move || width>"), 1);
        assert_eq!(places("app/src/inbox/mod.rs", "    style: Style,"), 0);
        assert_eq!(places("app/src/inbox/mod.rs", "let colour = \"#1f7a4d\";"), 1);
    }
}
