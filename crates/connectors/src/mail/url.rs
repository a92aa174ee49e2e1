//! How the operator names the mail server: `smtp://user:password@host:587?from=…`.

use crate::Error;
use lettre::Address;
use lettre::message::Mailbox;
use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use url::Url;

/// How the connection to the mail server is encrypted. Certificates are checked whenever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsMode {
    /// From the first byte (`smtps://`).
    Implicit,
    /// By STARTTLS, and a server that does not offer it is refused (`smtp://`, except for this machine itself). Were
    /// plain text accepted instead, anybody on the way could have it by removing the offer.
    Required,
    /// By STARTTLS where it is offered (`?tls=opportunistic`).
    Opportunistic,
    /// Never (`?tls=none`, and `smtp://` to this machine itself).
    None,
}

/// A mail server with sender and sign-in, read from `ROMASHKA_SMTP_URL`.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpUrl {
    /// Name or address of the server.
    pub host: String,
    /// Its port: 587 for `smtp://` and 465 for `smtps://` unless given.
    pub port: u16,
    /// How the connection is encrypted.
    pub tls: TlsMode,
    /// User and password, when the server wants a sign-in.
    pub credentials: Option<(String, String)>,
    /// The sender of all mail: `?from=`, or the user when that is an address.
    pub from: Mailbox,
    /// A PEM file with certificate authorities to trust besides the public ones and the system's (`?ca=`).
    pub ca_file: Option<PathBuf>,
}

impl SmtpUrl {
    /// Reads `smtp[s]://[user:password@]host[:port][?from=Name <address>][&tls=required|opportunistic|none][&ca=file]`.
    ///
    /// # Errors
    /// [`Error::Rejected`] with a sentence that names the variable and never the password.
    pub fn parse(text: &str) -> Result<Self, Error> {
        parse(text.trim()).map_err(|wrong| Error::Rejected(format!("ROMASHKA_SMTP_URL: {wrong}.")))
    }

    /// The server as people write it.
    pub fn server(&self) -> String {
        if self.host.contains(':') {
            format!("[{}]:{}", self.host, self.port)
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }
}

impl fmt::Debug for SmtpUrl {
    /// Without the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpUrl")
            .field("server", &self.server())
            .field("tls", &self.tls)
            .field("user", &self.credentials.as_ref().map(|(user, _)| user))
            .field("from", &self.from.to_string())
            .finish_non_exhaustive()
    }
}

fn parse(text: &str) -> Result<SmtpUrl, String> {
    const SHAPE: &str = "write it like smtp://user:password@mail.example.com:587?from=help@example.com";
    // The parser's own words could quote the password, so they are not passed on.
    let url = Url::parse(text)
        .map_err(|_| format!("it is not an address; {SHAPE}, with %40 for @ and %23 for # in user and password"))?;
    let implicit = match url.scheme() {
        "smtp" => false,
        "smtps" => true,
        other => {
            return Err(format!("it begins with “{other}:”, but only smtp:// and smtps:// are mail servers; {SHAPE}"));
        }
    };
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| format!("it names no server; {SHAPE}"))?;
    let host = decode(host.trim_start_matches('[').trim_end_matches(']'), "server")?;
    if !matches!(url.path(), "" | "/") {
        return Err(format!("it has a path behind the server; {SHAPE}, with %2F for / in user and password"));
    }
    if url.fragment().is_some() {
        return Err("it has a # in it; write %23 for # in user and password".to_owned());
    }
    let user = decode(url.username(), "user")?;
    let password = url.password().map(|password| decode(password, "password")).transpose()?;
    let credentials = match (user.is_empty(), password) {
        (true, None) => None,
        (false, Some(password)) => Some((user, password)),
        (true, Some(_)) => return Err("it has a password but no user".to_owned()),
        (false, None) => return Err("it has a user but no password".to_owned()),
    };
    let (mut from, mut tls, mut ca_file) = (None, None, None);
    for (name, value) in url.query_pairs() {
        match &*name {
            "from" => from = Some(mailbox(&value)?),
            "ca" => ca_file = Some(PathBuf::from(&*value)),
            "tls" => tls = Some(tls_mode(&value, implicit)?),
            other => return Err(format!("“{other}” behind the ? is not known; there are from, tls and ca")),
        }
    }
    let from = match (from, &credentials) {
        (Some(from), _) => from,
        (None, Some((user, _))) if user.parse::<Address>().is_ok() => mailbox(user)?,
        _ => return Err("the sender is missing; add it as ?from=help@example.com".to_owned()),
    };
    let tls = match (implicit, tls) {
        (true, _) => TlsMode::Implicit,
        (false, Some(mode)) => mode,
        (false, None) if is_this_machine(&host) => TlsMode::None,
        (false, None) => TlsMode::Required,
    };
    let port = url.port().unwrap_or(if implicit { 465 } else { 587 });
    if port == 0 {
        return Err("the port must be between 1 and 65535".to_owned());
    }
    Ok(SmtpUrl { host, port, tls, credentials, from, ca_file })
}

fn tls_mode(value: &str, implicit: bool) -> Result<TlsMode, String> {
    match value {
        _ if implicit => Err("smtps:// is always encrypted; leave tls= out".to_owned()),
        "required" => Ok(TlsMode::Required),
        "opportunistic" => Ok(TlsMode::Opportunistic),
        "none" => Ok(TlsMode::None),
        other => Err(format!("tls={other} is not known; there are required, opportunistic and none")),
    }
}

/// Nobody can listen on the way to the machine itself, and the certificates of local relays are rarely anybody's.
fn is_this_machine(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback())
}

/// `address` or `Name <address>`.
fn mailbox(text: &str) -> Result<Mailbox, String> {
    let text = text.trim();
    let (name, address) = match text.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((name, address)) => (name.trim().trim_matches('"').trim(), address.trim()),
        None => ("", text),
    };
    if name.chars().any(char::is_control) {
        return Err("the sender's name must be one line".to_owned());
    }
    let address = super::compose::address(address).ok_or_else(|| format!("“{address}” is not a sender's address"))?;
    Ok(Mailbox::new((!name.is_empty()).then(|| name.to_owned()), address))
}

/// Undoes percent signs. A stray one is a mistake to tell: the password would be wrong without it.
fn decode(text: &str, what: &str) -> Result<String, String> {
    let wrong = || format!("the {what} has a percent sign that is no code; write %25 for %");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (Some(high), Some(low)) = (digit(rest.next()), digit(rest.next())) else { return Err(wrong()) };
        bytes.push((high * 16 + low) as u8);
    }
    String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.chars().any(char::is_control))
        .ok_or_else(|| format!("the {what} has characters that cannot be sent"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_full_address_is_read() {
        let url = SmtpUrl::parse(
            "smtp://help%40example.com:p%23ss%2Fw%3Ard%25@mail.example.com:2525?from=Caf%C3%A9 <hello@example.com>",
        )
        .unwrap();
        assert_eq!((url.host.as_str(), url.port, url.tls), ("mail.example.com", 2525, TlsMode::Required));
        assert_eq!(url.credentials, Some(("help@example.com".into(), "p#ss/w:rd%".into())));
        assert_eq!(url.from.name.as_deref(), Some("Café"));
        assert_eq!(url.from.email.to_string(), "hello@example.com");
        assert!(!format!("{url:?}").contains("p#ss"));
    }

    #[test]
    fn the_user_is_the_sender_when_it_is_an_address() {
        let url = SmtpUrl::parse("smtps://help%40example.com:x@mail.example.com").unwrap();
        assert_eq!(url.from.to_string(), "help@example.com");
        assert_eq!((url.port, url.tls), (465, TlsMode::Implicit));
    }

    #[test]
    fn encryption_is_required_except_for_this_machine() {
        let tls = |text: &str| SmtpUrl::parse(text).unwrap().tls;
        assert_eq!(tls("smtp://mail.example.com?from=a@b.c"), TlsMode::Required);
        assert_eq!(tls("smtp://10.0.0.1?from=a@b.c"), TlsMode::Required);
        assert_eq!(tls("smtp://mail.example.com?from=a@b.c&tls=opportunistic"), TlsMode::Opportunistic);
        assert_eq!(tls("smtp://mail.example.com?from=a@b.c&tls=none"), TlsMode::None);
        assert_eq!(tls("smtp://localhost?from=a@b.c"), TlsMode::None);
        assert_eq!(tls("smtp://127.0.0.1:25?from=a@b.c"), TlsMode::None);
        assert_eq!(tls("smtp://[::1]:25?from=a@b.c"), TlsMode::None);
        assert_eq!(tls("smtp://[::1]:25?from=a@b.c&tls=required"), TlsMode::Required);
        assert_eq!(SmtpUrl::parse("smtp://[::1]:25?from=a@b.c").unwrap().server(), "[::1]:25");
    }

    #[test]
    fn mistakes_are_told_with_the_variable_and_without_the_password() {
        for (text, part) in [
            ("", "not an address"),
            ("mail.example.com", "not an address"),
            ("http://mail.example.com", "only smtp:// and smtps://"),
            ("mail.example.com:587", "only smtp:// and smtps://"),
            ("smtp://", "no server"),
            ("smtp://mail.example.com", "sender is missing"),
            ("smtp://user:secret@mail.example.com", "sender is missing"),
            ("smtp://user@mail.example.com?from=a@b.c", "no password"),
            ("smtp://:secret@mail.example.com?from=a@b.c", "no user"),
            ("smtp://u:sec#ret@mail.example.com", ""),
            ("smtp://u:sec/ret@mail.example.com", ""),
            ("smtp://u:secret%@mail.example.com?from=a@b.c", "%25"),
            ("smtp://u:secret%0a@mail.example.com?from=a@b.c", "cannot be sent"),
            ("smtp://mail.example.com/inbox?from=a@b.c", "a path"),
            ("smtp://mail.example.com?from=nobody", "not a sender's address"),
            ("smtp://mail.example.com?from=a@b.c&tls=maybe", "tls=maybe"),
            ("smtps://mail.example.com?from=a@b.c&tls=none", "always encrypted"),
            ("smtp://mail.example.com?form=a@b.c", "“form”"),
            ("smtp://mail.example.com:99999?from=a@b.c", "not an address"),
            ("smtp://mail.example.com:0?from=a@b.c", "between 1 and 65535"),
        ] {
            let sentence = SmtpUrl::parse(text).unwrap_err().to_string();
            assert!(sentence.starts_with("ROMASHKA_SMTP_URL: "), "{sentence}");
            assert!(sentence.contains(part), "{text}: {sentence}");
            assert!(!sentence.contains("secret") && !sentence.contains("ret@"), "{sentence}");
        }
    }
}
