//! Addresses: where to listen, under which name people come, whose word about them counts, what may be reached.

use super::{Refused, refuse};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use url::Url;

pub(super) fn listen(text: Option<&str>) -> Result<SocketAddr, Refused> {
    let Some(text) = text else { return Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, 3000))) };
    let numeric = text.strip_prefix("localhost:").map_or_else(|| text.to_owned(), |port| format!("127.0.0.1:{port}"));
    numeric.parse().or_else(|_| {
        refuse("ROMASHKA_ADDR", format!("is “{text}”. Write an address and a port, as in 127.0.0.1:3000 or [::]:3000."))
    })
}

pub(super) fn public_url(text: Option<&str>) -> Result<Option<Url>, Refused> {
    const NAME: &str = "ROMASHKA_PUBLIC_URL";
    let Some(text) = text else { return Ok(None) };
    let Ok(url) = Url::parse(text) else {
        return refuse(NAME, format!("is “{text}”, which is no address. Write it as in https://chat.example.com."));
    };
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return refuse(NAME, format!("is “{text}”. It must start with https:// (or http:// for trying things out)."));
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return refuse(NAME, format!("is “{text}”. Leave out what follows the host: the server owns its whole host."));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return refuse(NAME, "holds a name or password. It stands in every link that is sent, so leave them out.");
    }
    if url.host().is_some_and(|h| matches!(h, url::Host::Ipv4(ip) if ip.is_unspecified())) {
        return refuse(NAME, format!("is “{text}”, which no browser can open. Write the name that people use."));
    }
    Ok(Some(url))
}

/// The networks whose `X-Forwarded-For` is believed.
#[derive(Debug, Clone, Default)]
pub struct Proxies(Vec<IpNet>);

impl Proxies {
    pub(super) fn check(text: Option<&str>) -> Result<Self, Refused> {
        const NAME: &str = "ROMASHKA_TRUSTED_PROXIES";
        let parts = text.unwrap_or_default().split(',').map(str::trim).filter(|p| !p.is_empty());
        let nets = parts.map(|part| {
            let net = part.parse::<IpNet>().or_else(|_| part.parse::<IpAddr>().map(IpNet::from));
            match net {
                Ok(net) if net.prefix_len() == 0 => refuse(
                    NAME,
                    format!("has “{part}”, which lets every visitor choose the address they seem to come from. Name your proxies' network."),
                ),
                Ok(net) => Ok(net),
                Err(_) => refuse(NAME, format!("has “{part}”. Write networks, as in 10.0.0.0/8,::1/128.")),
            }
        });
        nets.collect::<Result<_, _>>().map(Self)
    }

    /// Whether this address is a proxy of ours.
    pub fn trusts(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        self.0.iter().any(|net| net.contains(&ip))
    }

    /// The address of the one who asked: the last in `X-Forwarded-For` that is no proxy of ours, if the connection
    /// comes from such a proxy; else the connection's own.
    pub fn client<'h>(&self, peer: IpAddr, forwarded: impl DoubleEndedIterator<Item = &'h str>) -> IpAddr {
        let mut client = peer.to_canonical();
        if !self.trusts(client) {
            return client;
        }
        // Each proxy appends whom it heard from, so only what stands right of the first stranger can be believed.
        for hop in forwarded.rev().flat_map(|line| line.rsplit(',')).map(str::trim) {
            let Some(ip) = parse_hop(hop) else { break };
            client = ip;
            if !self.trusts(client) {
                break;
            }
        }
        client
    }
}

/// An address as proxies write it: bare, with a port, or in brackets.
fn parse_hop(hop: &str) -> Option<IpAddr> {
    let ip = hop.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|a| a.ip()));
    ip.or_else(|| hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok()).map(|ip: IpAddr| ip.to_canonical())
}
