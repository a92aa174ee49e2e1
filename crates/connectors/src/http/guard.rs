//! Which addresses are public: the special-purpose registries of IANA, written as what must not be reached.
//!
//! The IPv6 rule is the other way round from the IPv4 rule: only the range that has been given out for the public
//! internet (`2000::/3`) is public, so a range that is put to use tomorrow is closed until this file says otherwise.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Network, prefix length, and what it is, as the end of "… is".
type V4 = (Ipv4Addr, u32, &'static str);
type V6 = (Ipv6Addr, u32, &'static str);

const METADATA: &str = "where cloud machines keep their secrets";
const PRIVATE: &str = "in a private network";
const LOOPBACK: &str = "this machine itself";
const LINK_LOCAL: &str = "in the local network segment";
const DOCUMENTATION: &str = "reserved for documentation";
const TRANSITION: &str = "a wrapping of another address that is not followed";
const MULTICAST: &str = "a multicast address";
const RESERVED: &str = "reserved";

/// First match wins, so single addresses stand before the networks around them.
const CLOSED_V4: &[V4] = &[
    (Ipv4Addr::new(169, 254, 169, 254), 32, METADATA),
    // Looks public, and answers only inside Azure: the host's own service for its machines.
    (Ipv4Addr::new(168, 63, 129, 16), 32, METADATA),
    (Ipv4Addr::new(100, 100, 100, 200), 32, METADATA),
    (Ipv4Addr::new(0, 0, 0, 0), 8, LOOPBACK),
    (Ipv4Addr::new(10, 0, 0, 0), 8, PRIVATE),
    (Ipv4Addr::new(100, 64, 0, 0), 10, "in a provider's inner network"),
    (Ipv4Addr::new(127, 0, 0, 0), 8, LOOPBACK),
    (Ipv4Addr::new(169, 254, 0, 0), 16, LINK_LOCAL),
    (Ipv4Addr::new(172, 16, 0, 0), 12, PRIVATE),
    (Ipv4Addr::new(192, 0, 0, 0), 24, RESERVED),
    (Ipv4Addr::new(192, 0, 2, 0), 24, DOCUMENTATION),
    (Ipv4Addr::new(192, 88, 99, 0), 24, TRANSITION),
    (Ipv4Addr::new(192, 168, 0, 0), 16, PRIVATE),
    (Ipv4Addr::new(198, 18, 0, 0), 15, "reserved for measurements"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, DOCUMENTATION),
    (Ipv4Addr::new(203, 0, 113, 0), 24, DOCUMENTATION),
    (Ipv4Addr::new(224, 0, 0, 0), 4, MULTICAST),
    (Ipv4Addr::new(255, 255, 255, 255), 32, "the broadcast address"),
    (Ipv4Addr::new(240, 0, 0, 0), 4, RESERVED),
];

const CLOSED_V6: &[V6] = &[
    (Ipv6Addr::UNSPECIFIED, 128, LOOPBACK),
    (Ipv6Addr::LOCALHOST, 128, LOOPBACK),
    (Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254), 128, METADATA),
    // IPv4-compatible (::a.b.c.d) and IPv4-translated (::ffff:0:a.b.c.d): long out of use, still understood by some.
    (Ipv6Addr::UNSPECIFIED, 96, TRANSITION),
    (Ipv6Addr::new(0, 0, 0, 0, 0xffff, 0, 0, 0), 96, TRANSITION),
    (Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, 0, 0), 48, PRIVATE),
    (Ipv6Addr::new(0x100, 0, 0, 0, 0, 0, 0, 0), 64, RESERVED),
    // Teredo (2001::/32), benchmarks (2001:2::/48), ORCHID and what else the IETF keeps for protocols.
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 32, TRANSITION),
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, RESERVED),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, DOCUMENTATION),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, TRANSITION),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, DOCUMENTATION),
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, PRIVATE),
    (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10, LINK_LOCAL),
    (Ipv6Addr::new(0xfec0, 0, 0, 0, 0, 0, 0, 0), 10, PRIVATE),
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8, MULTICAST),
];

/// The well-known prefix under which a network without IPv4 shows the IPv4 internet (NAT64).
const NAT64: (Ipv6Addr, u32) = (Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96);
/// The part of IPv6 that has been given out for the public internet.
const GLOBAL_UNICAST: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// Why users must not reach this address, as the end of "… is"; `None` for a public address.
pub fn closed(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(v4) => closed_v4(v4),
        IpAddr::V6(v6) => closed_v6(v6),
    }
}

/// Whether this is an address of the public internet.
pub fn is_public(address: IpAddr) -> bool {
    closed(address).is_none()
}

fn closed_v4(address: Ipv4Addr) -> Option<&'static str> {
    let bits = u32::from(address);
    CLOSED_V4
        .iter()
        .find(|(network, prefix, _)| (bits ^ u32::from(*network)).leading_zeros() >= *prefix)
        .map(|(_, _, what)| *what)
}

fn closed_v6(address: Ipv6Addr) -> Option<&'static str> {
    // Connecting to ::ffff:a.b.c.d is connecting to a.b.c.d, so the IPv4 rules decide.
    if let Some(mapped) = address.to_ipv4_mapped() {
        return closed_v4(mapped);
    }
    // Through NAT64 too, and there public names really do resolve to this form.
    if within(address, NAT64.0, NAT64.1) {
        let [.., a, b, c, d] = address.octets();
        return closed_v4(Ipv4Addr::new(a, b, c, d));
    }
    CLOSED_V6
        .iter()
        .find(|(network, prefix, _)| within(address, *network, *prefix))
        .map(|(_, _, what)| *what)
        .or_else(|| (!within(address, GLOBAL_UNICAST.0, GLOBAL_UNICAST.1)).then_some("not part of the public internet"))
}

fn within(address: Ipv6Addr, network: Ipv6Addr, prefix: u32) -> bool {
    (u128::from(address) ^ u128::from(network)).leading_zeros() >= prefix
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn is_closed(text: &str) -> bool {
        closed(text.parse().unwrap()).is_some()
    }

    #[test]
    fn public_addresses_are_open() {
        for text in [
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "168.63.129.17",
            "2606:4700::1111",
            "2a00:1450::1",
            "2001:200::1",
            "2003::1",
            "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8",
        ] {
            assert!(!is_closed(text), "{text}");
        }
    }

    #[test]
    fn everything_else_is_closed() {
        for text in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.0",
            "100.127.255.255",
            "100.100.100.200",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::8.8.8.8",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "::ffff:0:8.8.8.8",
            "64:ff9b::127.0.0.1",
            "64:ff9b::192.168.0.1",
            "64:ff9b::169.254.169.254",
            "64:ff9b:1::8.8.8.8",
            "64:ff9b:0:0:0:1:808:808",
            "100::1",
            "2001::1",
            "2001:0:53aa:64c:0:0:0:1",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "2002:808:808::1",
            "3fff::1",
            "4000::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fdff:ffff::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
            "ff0e::1",
        ] {
            assert!(is_closed(text), "{text}");
        }
    }

    #[test]
    fn the_reason_names_what_it_is() {
        assert_eq!(closed("169.254.169.254".parse().unwrap()), Some(METADATA));
        assert_eq!(closed("169.254.1.1".parse().unwrap()), Some(LINK_LOCAL));
        assert_eq!(closed("::1".parse().unwrap()), Some(LOOPBACK));
        assert_eq!(closed("::ffff:192.168.0.1".parse().unwrap()), Some(PRIVATE));
    }

    /// The standard library knows part of the truth in its own words; over a million addresses both must agree on it.
    #[test]
    fn nothing_that_the_standard_library_calls_private_is_open() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..1_000_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let v4 = Ipv4Addr::from(u32::try_from(state >> 32).unwrap());
            let known = v4.is_loopback()
                || v4.is_private()
                || v4.is_link_local()
                || v4.is_multicast()
                || v4.is_broadcast()
                || v4.is_documentation()
                || v4.is_unspecified();
            assert!(!known || !is_public(v4.into()), "{v4}");
            assert_eq!(is_public(v4.into()), is_public(v4.to_ipv6_mapped().into()), "{v4}");
            assert!(!is_public(v4.to_ipv6_compatible().into()), "{v4}");
            let v6 = Ipv6Addr::from(u128::from(state) << 64 | u128::from(state.rotate_left(17)));
            let known = v6.is_loopback()
                || v6.is_unique_local()
                || v6.is_unicast_link_local()
                || v6.is_multicast()
                || v6.is_unspecified();
            assert!(!known || !is_public(v6.into()), "{v6}");
        }
    }
}
