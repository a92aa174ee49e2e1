//! Words in pieces of some letters: forms, compounds and derived words that a stemmer keeps apart share most of them.

use super::fold::{Script, script};

/// Letters of a piece.
const LETTERS: usize = 4;

/// The pieces of a word, as numbers; its beginning counts as a letter. Words of scripts without spaces, which are pieces
/// already, have none.
pub(crate) fn pieces(word: &str) -> Box<[u32]> {
    if !word.chars().next().is_some_and(|c| script(c) == Script::Word) {
        return Box::default();
    }
    let letters: Vec<char> = std::iter::once(' ').chain(word.chars()).collect();
    if letters.len() <= LETTERS {
        return Box::new([number(&letters)]);
    }
    letters.windows(LETTERS).map(number).collect()
}

/// FNV-1a over the letters.
fn number(letters: &[char]) -> u32 {
    letters.iter().fold(0x811c_9dc5, |hash, letter| (hash ^ u32::from(*letter)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn related_words_share_pieces_and_others_do_not() {
        let shared = |one: &str, other: &str| pieces(one).iter().filter(|piece| pieces(other).contains(piece)).count();
        assert!(shared("versandkosten", "versand") >= 4);
        assert!(shared("navigation", "navigable") >= 4);
        assert_eq!(shared("bread", "wine"), 0);
        assert!(pieces("退货").is_empty() && pieces("배송").is_empty());
        assert_eq!(pieces("an").len(), 1);
    }
}
