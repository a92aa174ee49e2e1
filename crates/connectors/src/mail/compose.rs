//! From a [`Mail`] to the bytes that go over the wire.

use super::Mail;
use crate::Error;
use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};

/// Headers that the mail is made of; a second one would decide what the reader sees or where answers of servers go.
const OURS: &[&str] =
    &["bcc", "cc", "date", "from", "message-id", "mime-version", "received", "return-path", "sender", "subject", "to"];
const MAX_SUBJECT_CHARS: usize = 998;

/// The message with its envelope.
pub(super) fn compose(mail: &Mail, from: &Mailbox) -> Result<Message, Error> {
    one_line("The subject", &mail.subject)?;
    if mail.subject.chars().count() > MAX_SUBJECT_CHARS {
        return Err(Error::Rejected(format!("The subject is longer than {MAX_SUBJECT_CHARS} characters. Shorten it.")));
    }
    let to = address(&mail.to)
        .ok_or_else(|| Error::Rejected(format!("“{}” is not a mail address. Correct it.", mail.to.escape_debug())))?;
    if let Some(name) = &mail.to_name {
        one_line("The recipient's name", name)?;
    }
    let name = mail.to_name.clone().filter(|name| !name.trim().is_empty());
    let mut message = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(name, to))
        .subject(&mail.subject)
        .message_id(Some(message_id(&mail.message_id)?));
    for (name, value) in &mail.headers {
        message = message.raw_header(header(name, value)?);
    }
    let text = SinglePart::plain(mail.text.clone());
    let built = match &mail.html {
        Some(html) => message.multipart(
            MultiPart::alternative()
                .singlepart(text)
                .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(html.clone())),
        ),
        None => message.singlepart(text),
    };
    built.map_err(|wrong| Error::Rejected(format!("The mail cannot be written: {wrong}.")))
}

/// An address whose host is written in letters that every server understands (`münchen.de` as `xn--mnchen-3ya.de`).
pub(super) fn address(text: &str) -> Option<Address> {
    if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return None;
    }
    let (user, host) = text.rsplit_once('@')?;
    let host = match url::Host::parse(host) {
        Ok(url::Host::Domain(domain)) => domain,
        // An address of a network in brackets is lettre's to judge.
        _ => host.to_owned(),
    };
    Address::new(user, host).ok()
}

fn header(name: &str, value: &str) -> Result<HeaderValue, Error> {
    let refuse = |why: &str| Error::Rejected(format!("The header “{}” {why}.", name.escape_debug()));
    let lower = name.to_ascii_lowercase();
    if OURS.contains(&lower.as_str()) || lower.starts_with("content-") || lower.starts_with("resent-") {
        return Err(refuse("belongs to the mail itself and cannot be set separately"));
    }
    // What RFC 5322 allows in a name; everything else could end the header and begin another.
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':') {
        return Err(refuse("has a name that cannot be sent"));
    }
    if value.chars().any(char::is_control) {
        return Err(refuse("must have a value of one line"));
    }
    let name = HeaderName::new_from_ascii(name.to_owned()).map_err(|_| refuse("has a name that cannot be sent"))?;
    Ok(HeaderValue::new(name, value.to_owned()))
}

fn message_id(text: &str) -> Result<String, Error> {
    let inner = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(text);
    let plain =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_graphic() && !b"<>()[]\\,;:@\"".contains(&b));
    match inner.split_once('@') {
        Some((left, right)) if inner.len() <= 240 && plain(left) && plain(right) => Ok(format!("<{inner}>")),
        _ => Err(Error::Rejected(format!(
            "“{}” cannot be a Message-ID; it must look like name@host.",
            text.escape_debug()
        ))),
    }
}

fn one_line(what: &str, text: &str) -> Result<(), Error> {
    if text.chars().any(char::is_control) {
        return Err(Error::Rejected(format!("{what} must be one line without control characters.")));
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn mail() -> Mail {
        Mail {
            to: "ann@example.com".into(),
            subject: "Hello".into(),
            text: "Hi".into(),
            message_id: "job-1@romashka.example".into(),
            ..Mail::default()
        }
    }

    fn refused(mail: &Mail) -> String {
        match compose(mail, &"Help <help@example.com>".parse().unwrap()) {
            Err(Error::Rejected(reason)) => reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn line_breaks_cannot_add_headers_or_recipients() {
        for attack in ["a\r\nBcc: eve@example.com", "a\nX: y", "a\rX: y", "a\0b", "a\u{85}\r\n\r\nbody"] {
            assert!(refused(&Mail { subject: attack.into(), ..mail() }).contains("one line"));
            assert!(refused(&Mail { to_name: Some(attack.into()), ..mail() }).contains("one line"));
            refused(&Mail { to: format!("ann@example.com{attack}"), ..mail() });
            refused(&Mail { message_id: format!("{attack}@x.example"), ..mail() });
            refused(&Mail { headers: vec![("X-A".into(), attack.into())], ..mail() });
            refused(&Mail { headers: vec![(attack.into(), "v".into())], ..mail() });
        }
    }

    #[test]
    fn what_the_mail_is_made_of_cannot_be_set_twice() {
        for name in ["Bcc", "CC", "from", "To", "Subject", "Sender", "Content-Type", "Date", "Message-ID", "Resent-To"]
        {
            assert!(refused(&Mail { headers: vec![(name.into(), "v".into())], ..mail() }).contains("itself"), "{name}");
        }
        refused(&Mail { headers: vec![("X:Y".into(), "v".into())], ..mail() });
        refused(&Mail { headers: vec![("".into(), "v".into())], ..mail() });
    }

    #[test]
    fn only_one_address_is_a_recipient() {
        for to in ["", "ann", "ann@", "@example.com", "a@b.c, d@e.f", "Ann <ann@example.com>", "ann@exa mple.com"] {
            assert!(refused(&Mail { to: to.into(), ..mail() }).contains("not a mail address"), "{to}");
        }
    }

    #[test]
    fn a_host_with_other_letters_is_written_so_that_every_server_understands_it() {
        assert_eq!(address("info@münchen.de").unwrap().to_string(), "info@xn--mnchen-3ya.de");
        assert_eq!(address("Info@EXAMPLE.com").unwrap().to_string(), "Info@example.com");
    }

    #[test]
    fn a_message_id_keeps_its_shape() {
        assert_eq!(message_id("a.b-1@x.example").unwrap(), "<a.b-1@x.example>");
        assert_eq!(message_id("<a@x>").unwrap(), "<a@x>");
        for wrong in ["", "a", "a@", "@b", "a@b@c", "a b@c", "<a@b", "é@b"] {
            assert!(message_id(wrong).is_err(), "{wrong}");
        }
    }
}
