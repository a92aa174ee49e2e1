//! How long a text is.

use super::fold::{Script, script};

/// Words of `text`, as it is read aloud: runs of letters and digits between spaces and signs. Where no spaces stand between
/// words, two Chinese characters count as one, and a run of Japanese syllables of one kind does.
pub fn count_words(text: &str) -> usize {
    let mut words = 0;
    let mut run: Option<(Script, usize)> = None;
    let mut close = |run: Option<(Script, usize)>| {
        words += match run {
            Some((Script::Han, length)) => length.div_ceil(2),
            Some((Script::Other, _)) | None => 0,
            Some(_) => 1,
        };
    };
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // 3.50 and don't are one word each.
        let joins = matches!(c, '.' | ',' | ':' | '\'' | '’')
            && matches!(run, Some((Script::Word, _)))
            && chars.peek().is_some_and(|next| script(*next) == Script::Word);
        let kind = if joins { Script::Word } else { script(c) };
        run = match run {
            Some((before, length)) if before == kind => Some((kind, length + 1)),
            before => {
                close(before);
                Some((kind, 1))
            }
        };
    }
    close(run);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(count_words("Don't pay 3.50 euros, please!"), 5);
        assert_eq!(count_words("运费是十元。"), 3);
        assert_eq!(count_words("送料は無料です"), 4);
        assert_eq!(count_words("배송비는 3,000원입니다."), 3);
        assert_eq!(count_words("الشحن مجاني"), 2);
        assert_eq!(count_words(" … "), 0);
    }
}
