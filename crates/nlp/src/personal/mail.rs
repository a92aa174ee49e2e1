//! E-mail addresses, with letters of every alphabet that sets spaces between words.

/// Most characters before and behind the sign.
const LOCAL: usize = 64;
const HOST: usize = 255;

/// Where addresses stand.
pub(super) fn find(text: &str) -> Vec<(usize, usize)> {
    text.char_indices().filter(|(_, c)| is_sign(*c)).filter_map(|(at, sign)| around(text, at, sign)).collect()
}

fn is_sign(c: char) -> bool {
    matches!(c, '@' | '＠' | '﹫')
}

fn around(text: &str, at: usize, sign: char) -> Option<(usize, usize)> {
    let local = text[..at].char_indices().rev().take(LOCAL).take_while(|(_, c)| is_letter(*c) || is_local_sign(*c));
    let start = local.filter(|(_, c)| c.is_alphanumeric()).last()?.0;
    let behind = at + sign.len_utf8();
    let host = text[behind..].char_indices().take(HOST).take_while(|(_, c)| is_letter(*c) || is_host_sign(*c));
    let (last, c) = host.filter(|(_, c)| c.is_alphanumeric()).last()?;
    let end = behind + last + c.len_utf8();
    let (name, top) = text[behind..end].rsplit_once(['.', '．'])?;
    let is_top = top.chars().count() >= 2 && top.chars().all(|c| c.is_alphabetic() || c == '-');
    let is_punycode = top.to_lowercase().starts_with("xn--");
    ((is_top || is_punycode) && name.chars().any(char::is_alphanumeric)).then_some((start, end))
}

/// Letters and digits; not of scripts that set no spaces, where the words around would count as well.
fn is_letter(c: char) -> bool {
    let is_dense = matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7a3);
    c.is_alphanumeric() && !is_dense
}

fn is_local_sign(c: char) -> bool {
    "._%+-'&~!#$*/=?^`{|}．＿－＋".contains(c)
}

fn is_host_sign(c: char) -> bool {
    ".-．－".contains(c)
}

#[cfg(test)]
mod tests {
    #[test]
    fn addresses_are_found_with_letters_of_many_alphabets() {
        for (text, found) in [
            ("mail me: <Jane.O'Neil+shop@Shop.example.com>.", Some("Jane.O'Neil+shop@Shop.example.com")),
            ("jörg.weiß@müller.de bitte", Some("jörg.weiß@müller.de")),
            ("иван@почта.рф", Some("иван@почта.рф")),
            ("寄到ｗａｎｇ＠lizi.cn就好", Some("ｗａｎｇ＠lizi.cn")),
            ("a@xn--mller-kva.xn--p1ai", Some("a@xn--mller-kva.xn--p1ai")),
            ("jane@shop.kr로 보내 주세요", Some("jane@shop.kr")),
            ("see @handle, a@b or 3 pieces @ 4.50", None),
        ] {
            let first = super::find(text).into_iter().next().map(|(start, end)| &text[start..end]);
            assert_eq!(first, found, "{text}");
        }
    }
}
