//! Names of products, from the caller's list.

use super::text::Text;
use super::{Found, Kind};

pub(super) fn find(text: &Text, products: &[&str]) -> Vec<Found> {
    let mut products: Vec<(&str, String)> = products
        .iter()
        .map(|&product| (product, Text::new(product.trim())))
        .map(|(product, folded)| (product, folded.small(0, folded.len())))
        .filter(|(_, folded)| !folded.is_empty())
        .collect();
    // 'AirStep 2' before 'AirStep'.
    products.sort_by_key(|(_, folded)| std::cmp::Reverse(folded.len()));
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = |(name, folded): &(&str, String)| {
            // A number goes on: 'AirStep 2' is not in 'AirStep 20'.
            let to = text.phrase(at, folded)?;
            (!(text.is_digit(to) && text.before(to).is_ascii_digit())).then(|| (to, (*name).to_owned()))
        };
        match products.iter().find_map(end) {
            Some((to, name)) => {
                found.push(Found::new(Kind::Product, (at, to), name, 0.95));
                at = to;
            }
            None => at += 1,
        }
    }
    found
}
