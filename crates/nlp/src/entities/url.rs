//! Links, with a scheme or without.

use super::text::{Text, is_dense};
use super::{Found, Kind};

/// Ends of hosts that make a link without `http` or `www`.
const TOPS: &str = "|com|net|org|io|de|fr|es|it|pt|nl|ru|jp|cn|kr|sa|ae|eg|eu|uk|us|ca|au|br|mx|ar|at|ch|be|pl|se|dk|no|fi|tr|in|info|\
    biz|shop|store|app|dev|co|me|tv|online|site|cloud|page|edu|gov|help|support|tech|";

/// Links that start with `http://`, `https://` or `www.`.
pub(super) fn with_scheme(text: &Text) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let is_start = matches!(text.at(at), 'h' | 'H' | 'w' | 'W') && !text.before(at).is_ascii_alphanumeric();
        let begin = |start: &&str| text.starts(at, start);
        let Some(host) = ["https://", "http://", "www."].iter().filter(|_| is_start).find_map(begin) else {
            at += 1;
            continue;
        };
        let to = end(text, host);
        if text.at(host).is_alphanumeric() && text.text(host, to).contains(['.', ':']) {
            let scheme = if text.before(host) == '/' { "" } else { "https://" };
            found.push(Found::new(Kind::Url, (at, to), format!("{scheme}{}", host_small(text, at, to)), 0.99));
        }
        at = to.max(at + 1);
    }
    found
}

/// Links that start with their host.
pub(super) fn bare(text: &Text) -> Vec<Found> {
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !text.at(at).is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let mut stop = at;
        while is_host(text.at(stop)) {
            stop += 1;
        }
        let mut host = stop;
        while host > at && !text.before(host).is_ascii_alphanumeric() {
            host -= 1;
        }
        let name = text.text(at, host);
        let stands = !matches!(text.before(at), '@' | '/' | '_') && text.at(stop) != '@';
        if stands && is_name(&name) {
            let to = if text.at(host) == '/' { end(text, host) } else { host };
            let confidence = if to > host { 0.95 } else { 0.85 };
            found.push(Found::new(Kind::Url, (at, to), format!("https://{}", host_small(text, at, to)), confidence));
            stop = stop.max(to);
        }
        at = stop + 1;
    }
    found
}

fn is_name(name: &str) -> bool {
    let Some((before, top)) = name.rsplit_once('.') else { return false };
    let parts = || before.split('.');
    parts().all(|part| !part.is_empty() && !part.starts_with('-') && !part.ends_with('-'))
        // 'end.It was': a sentence without its space, and no host.
        && top.chars().all(|c| c.is_ascii_lowercase())
        && TOPS.contains(&format!("|{top}|"))
        && parts().any(|part| part.len() > 1 && part.contains(|c: char| c.is_ascii_alphabetic()))
}

/// Where a link that goes on at `at` ends: before spaces, signs of sentences, and scripts that set no spaces.
fn end(text: &Text, at: usize) -> usize {
    let goes_on =
        |c: char| !c.is_whitespace() && !is_dense(c) && (c.is_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c));
    let mut to = at;
    let mut open = 0_i32;
    while goes_on(text.at(to)) {
        match text.at(to) {
            '(' => open += 1,
            ')' if open == 0 => break,
            ')' => open -= 1,
            _ => {}
        }
        to += 1;
    }
    while to > at && ".,;:!?'(&".contains(text.before(to)) {
        to -= 1;
    }
    to
}

/// The link with its scheme and host in small letters.
fn host_small(text: &Text, from: usize, to: usize) -> String {
    let link = text.text(from, to);
    let host = link.find("://").map_or(0, |at| at + 3);
    let path = link[host..].find('/').map_or(link.len(), |at| host + at);
    format!("{}{}", link[..path].to_lowercase(), &link[path..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_end_where_the_sentence_goes_on() {
        for (text, link) in [
            ("See https://Shop.example.com/A?b=1. Thanks", Some("https://shop.example.com/A?b=1")),
            ("(https://a.example/x_(1))", Some("https://a.example/x_(1)")),
            ("请看https://a.example/b。谢谢", Some("https://a.example/b")),
            ("on romashka.io, today", Some("https://romashka.io")),
            ("shop.example.com/help/1!", Some("https://shop.example.com/help/1")),
            ("the file invoice.pdf, e.g. here", None),
            ("It broke.It was new. Version 2.0.1", None),
            ("jane@shop.com", None),
        ] {
            let text_ = Text::new(text);
            let first = with_scheme(&text_).into_iter().chain(bare(&text_)).next().map(|one| one.value);
            assert_eq!(first.as_deref(), link, "{text}");
        }
    }
}
