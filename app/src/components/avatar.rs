//! A person or a workspace as two letters.

use leptos::prelude::*;

/// The shape of an avatar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AvatarShape {
    /// A person.
    #[default]
    Round,
    /// A workspace.
    Square,
}

/// The first letters of the first and the last word of a name.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// One of six tints, always the same for one name.
fn tint(name: &str) -> u32 {
    name.chars().fold(7_u32, |sum, c| sum.wrapping_mul(31).wrapping_add(c as u32)) % 6 + 1
}

/// The initials of a name on a tint of its own. The name itself stands beside it, so this one is not read out.
#[component]
pub fn Avatar(
    /// The name.
    #[prop(into)]
    name: String,
    /// A person or a workspace.
    #[prop(optional)]
    shape: AvatarShape,
    /// Larger, for the head of a page.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let class = format!(
        "avatar avatar-{}{}{}",
        tint(&name),
        if shape == AvatarShape::Square { " avatar-square" } else { "" },
        if large { " avatar-large" } else { "" }
    );
    view! { <span class=class aria-hidden="true">{initials(&name)}</span> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_come_from_the_first_and_the_last_word() {
        assert_eq!(initials("Ann Marie Lee"), "AL");
        assert_eq!(initials("ann"), "A");
        assert_eq!(initials("анна петрова"), "АП");
        assert_eq!(initials("(the) shop"), "TS");
        assert_eq!(initials("  "), "");
    }
}
