//! Emoji and faces made of signs.

use super::lexicon::weight as weight_of;
use std::collections::HashMap;
use std::sync::LazyLock;

/// All signs of a text together count no more than this: one emoji is often set many times.
const MOST: f32 = 3.0;

static SIGNS: LazyLock<HashMap<&str, f32>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let (mark, signs) = line.split_once(' ')?;
        let weight = weight_of(mark)?;
        Some(signs.split_whitespace().map(move |sign| (sign, weight)))
    };
    include_str!("../../models/sentiment/signs.txt").lines().filter_map(line).flatten().collect()
});

/// The weight of the signs of `text`.
pub(super) fn weight(text: &str) -> f32 {
    let mut sum = 0.0;
    let mut buffer = [0; 4];
    for c in text.chars().filter(|&c| u32::from(c) > 0x2000) {
        sum += SIGNS.get(&*c.encode_utf8(&mut buffer)).copied().unwrap_or(0.0);
    }
    for word in text.split_whitespace() {
        // Faces stand at the end of words too: 'thanks:)'. The longest is taken.
        let ends = word.char_indices().rev().take(3).map(|(at, _)| at);
        let face = |at: usize| {
            let face = word.get(at..).filter(|face| face.is_ascii() && face.len() > 1)?.to_ascii_lowercase();
            let stands = at == 0 || !face.starts_with(|c: char| c.is_ascii_alphanumeric());
            SIGNS.get(face.as_str()).copied().filter(|_| stands)
        };
        sum += ends.filter_map(face).last().unwrap_or(0.0);
    }
    sum.clamp(-MOST, MOST)
}
