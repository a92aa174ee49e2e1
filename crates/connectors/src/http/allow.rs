//! What an operator opens although it is private: a list of exact host and port.

use crate::Error;
use std::collections::BTreeSet;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;
use url::Host;

/// Hosts with their ports that guarded requests may reach although they are private, from `ROMASHKA_ALLOW_HOSTS`.
///
/// A target is opened when its host is written in the address exactly as in the list (case and the forms of one IP
/// address do not count) and the port is the one listed. A name is not opened by listing the address that it resolves to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllowHosts(BTreeSet<(String, u16)>);

impl AllowHosts {
    /// Nothing private may be reached.
    pub fn none() -> Self {
        Self::default()
    }

    /// Reads `host:port, host:port, [::1]:9000`; an empty text opens nothing.
    ///
    /// # Errors
    /// [`Error::Rejected`] with a sentence that names the variable and the entry that cannot be read.
    pub fn parse(text: &str) -> Result<Self, Error> {
        text.split(',')
            .map(str::trim)
            .filter(|entry| !entry.is_empty())
            .map(|entry| {
                parse_entry(entry).map_err(|wrong| Error::Rejected(format!("ROMASHKA_ALLOW_HOSTS: “{entry}” {wrong}.")))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Whether this host on this port is on the list.
    pub fn contains(&self, host: &Host<&str>, port: u16) -> bool {
        self.0.contains(&(canonical(host), port))
    }

    /// Whether nothing is opened.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromStr for AllowHosts {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl fmt::Display for AllowHosts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (host, port)) in self.0.iter().enumerate() {
            write!(f, "{}{host}:{port}", if index == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

fn parse_entry(entry: &str) -> Result<(String, u16), &'static str> {
    const SHAPE: &str = "must be a host and a port, for example localhost:11434 or [::1]:9000";
    if entry.contains("://") || entry.contains(['/', '@', '?', '#']) {
        return Err("must be only a host and a port, without a scheme or a path, for example localhost:11434");
    }
    if entry.contains('*') {
        return Err("must name one host; patterns are not understood");
    }
    if entry.parse::<Ipv6Addr>().is_ok() {
        return Err("is an IPv6 address; put it in brackets and add a port, for example [::1]:9000");
    }
    let (host, port) = entry.rsplit_once(':').ok_or("has no port; write host:port, for example localhost:11434")?;
    let port: u16 = port.parse().ok().filter(|port| *port != 0).ok_or("has no port between 1 and 65535 at its end")?;
    let host = Host::parse(host).map_err(|_| SHAPE)?;
    let host = match &host {
        Host::Domain(name) => Host::Domain(name.as_str()),
        Host::Ipv4(v4) => Host::Ipv4(*v4),
        Host::Ipv6(v6) => Host::Ipv6(*v6),
    };
    Ok((canonical(&host), port))
}

/// One spelling for each host: lower case (the parser sees to it), no final dot, an IPv4 address as such also when it
/// came wrapped into IPv6.
fn canonical(host: &Host<&str>) -> String {
    match host {
        Host::Domain(name) => name.trim_end_matches('.').to_owned(),
        Host::Ipv4(v4) => v4.to_string(),
        Host::Ipv6(v6) => match IpAddr::V6(*v6).to_canonical() {
            IpAddr::V4(v4) => v4.to_string(),
            IpAddr::V6(v6) => format!("[{v6}]"),
        },
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn opens(list: &str, url: &str) -> bool {
        let url = url::Url::parse(url).unwrap();
        AllowHosts::parse(list).unwrap().contains(&url.host().unwrap(), url.port_or_known_default().unwrap())
    }

    #[test]
    fn host_and_port_must_both_match() {
        let list = "localhost:11434, 127.0.0.1:9000,[::1]:9000 , Models.Internal:80";
        assert!(opens(list, "http://localhost:11434/v1"));
        assert!(opens(list, "http://LOCALHOST.:11434/v1"));
        assert!(opens(list, "http://127.0.0.1:9000"));
        assert!(opens(list, "http://0x7f.1:9000"));
        assert!(opens(list, "http://[::ffff:127.0.0.1]:9000"));
        assert!(opens(list, "http://[0:0::1]:9000"));
        assert!(opens(list, "http://models.internal/"));
        assert!(!opens(list, "https://models.internal/"));
        assert!(!opens(list, "http://localhost:11435"));
        assert!(!opens(list, "http://localhost:9000"));
        assert!(!opens(list, "http://127.0.0.2:9000"));
        assert!(!opens(list, "http://sub.localhost:11434"));
        assert!(!opens("", "http://localhost:11434"));
    }

    #[test]
    fn wrong_entries_are_named_with_the_variable() {
        for (list, part) in [
            ("localhost", "has no port"),
            ("localhost:http", "between 1 and 65535"),
            ("localhost:0", "between 1 and 65535"),
            ("localhost:70000", "between 1 and 65535"),
            ("http://localhost:80", "without a scheme"),
            ("me@localhost:80", "without a scheme"),
            ("*.internal:80", "patterns"),
            ("::1", "brackets"),
            ("::1:9000", "brackets"),
            ("exa mple:80", "host and a port"),
            (":80", "host and a port"),
            ("ok:80, localhost", "“localhost” has no port"),
        ] {
            let sentence = AllowHosts::parse(list).unwrap_err().to_string();
            assert!(sentence.starts_with("ROMASHKA_ALLOW_HOSTS: "), "{sentence}");
            assert!(sentence.contains(part), "{list}: {sentence}");
        }
    }

    #[test]
    fn it_is_shown_as_it_is_written() {
        let list = AllowHosts::parse(" B:2 , a:1, [::1]:3,").unwrap();
        assert_eq!(list.to_string(), "[::1]:3, a:1, b:2");
        assert!(AllowHosts::parse(" ").unwrap().is_empty());
        assert_eq!("a:1".parse::<AllowHosts>().unwrap().to_string(), "a:1");
    }
}
