//! E-mail addresses.

use super::text::Text;
use super::{Found, Kind};

/// Longest part before and behind the `@` (RFC 5321).
const LOCAL: usize = 64;
const HOST: usize = 255;

pub(super) fn find(text: &Text) -> Vec<Found> {
    (0..text.len()).filter(|&at| text.at(at) == '@').filter_map(|at| around(text, at)).collect()
}

fn around(text: &Text, at: usize) -> Option<Found> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || "._%+-'&~".contains(c);
    let length = (1..=LOCAL + 1).find(|&back| back > at || !is_local(text.at(at - back)))? - 1;
    let from = (at - length..at).find(|&from| text.at(from).is_ascii_alphanumeric())?;
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let mut to = (at + 1..at + HOST).find(|&to| !is_host(text.at(to)))?;
    while to > at && !text.before(to).is_ascii_alphanumeric() {
        to -= 1;
    }
    let host = text.text(at + 1, to);
    let (name, top) = host.rsplit_once('.')?;
    let is_top = top.len() >= 2 && top.chars().all(|c| c.is_ascii_alphabetic());
    let is_name = name.split('.').all(|part| !part.is_empty() && !part.starts_with('-') && !part.ends_with('-'));
    let local = text.text(from, at);
    let fits = is_top && is_name && !local.contains("..") && !local.ends_with('.') && text.at(to) != '@';
    fits.then(|| Found::new(Kind::Email, (from, to), format!("{local}@{host}").to_lowercase(), 0.99))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_what_only_has_the_sign() {
        for (text, found) in [
            ("mail me: <Jane@Shop.example.com>.", Some("jane@shop.example.com")),
            ("寄到ｗａｎｇ＠lizi.cn就好", Some("wang@lizi.cn")),
            ("see @handle or a@b", None),
            ("x@y@z.com", Some("y@z.com")),
            ("3 pieces @ 4.50", None),
            ("a@-b.com a@b..com a@b.c0", None),
        ] {
            let first = super::find(&Text::new(text)).into_iter().next().map(|one| one.value);
            assert_eq!(first.as_deref(), found, "{text}");
        }
    }
}
