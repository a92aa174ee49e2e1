//! German and Dutch write words together that others write apart.

use domain::Language;

/// Shortest part of a compound, in characters.
const SHORTEST: usize = 4;

/// The ways to cut a folded word into two parts, with the letters that join them taken off the first. Whether a part is a
/// word, the caller knows. Languages that write words apart give none.
pub fn splits(word: &str, language: Language) -> Vec<(&str, &str)> {
    let joints: &[&str] = match language {
        Language::De => &["", "s", "es", "n", "en", "er"],
        Language::Nl => &["", "s", "en", "e"],
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for (at, _) in word.char_indices().skip(SHORTEST) {
        let (first, second) = word.split_at(at);
        if second.chars().count() < SHORTEST {
            break;
        }
        for joint in joints {
            if let Some(first) = first.strip_suffix(joint)
                && first.chars().count() >= SHORTEST
            {
                found.push((first, second));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compound_is_cut_with_and_without_its_joint() {
        let found = splits("lieferungszeit", Language::De);
        assert!(found.contains(&("lieferung", "zeit")) && found.contains(&("lieferungs", "zeit")));
        assert!(splits("versandkosten", Language::De).contains(&("versand", "kosten")));
        assert!(splits("verzendkosten", Language::Nl).contains(&("verzend", "kosten")));
        assert!(splits("shippingcosts", Language::En).is_empty() && splits("kurz", Language::De).is_empty());
    }
}
