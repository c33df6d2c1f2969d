//! Private: which machines stand in the open internet, and which in somebody's own network. What is
//! done about it is for `guard.rs`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address is one of a machine that stands in no open network: this machine, its
/// neighbours, the network of a house or a firm, the services that clouds offer to their own
/// machines, and what no machine has.
///
/// An address that carries another (IPv4 within IPv6, in its four forms) is judged by that.
pub(crate) fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => is_private_v4(it),
        IpAddr::V6(it) => is_private_v6(it),
    }
}

/// Networks and the length of their prefix, as IANA registers them for special purposes.
const PRIVATE_V4: [(Ipv4Addr, u32); 17] = [
    // "This network": Linux takes 0.0.0.0 for this machine.
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    // Behind a provider's translation; a cloud has its metadata at 100.100.100.200.
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    // Link-local; most clouds have their metadata at 169.254.169.254.
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    // Outside every special network, and yet a cloud's own service for its machines.
    (Ipv4Addr::new(168, 63, 129, 16), 32),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    // Protocols; a cloud has its metadata at 192.0.0.192.
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
    (Ipv4Addr::new(255, 255, 255, 255), 32),
];

fn is_private_v4(address: Ipv4Addr) -> bool {
    PRIVATE_V4
        .iter()
        .any(|&(network, n_bits)| (address.to_bits() ^ network.to_bits()) >> (32 - n_bits) == 0)
}

/// Parts of the open internet's 2000::/3 that are none: Teredo and other protocols, examples, and
/// the relays of 6to4 are judged before.
const PRIVATE_V6: [(Ipv6Addr, u32); 3] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

fn is_private_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let carried = match parts {
        // ::ffff:a.b.c.d, IPv4 for programs that know IPv6 alone.
        [0, 0, 0, 0, 0, 0xffff, high, low] => Some((high, low)),
        // 64:ff9b::a.b.c.d, IPv4 behind a translation (NAT64).
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some((high, low)),
        // 2002:ab:cd::, IPv4 behind a tunnel (6to4).
        [0x2002, high, low, ..] => Some((high, low)),
        _ => None,
    };
    if let Some((high, low)) = carried {
        return is_private_v4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
    }
    // All that is open today lies in 2000::/3; what lies outside is loopback, local, or nobody's.
    let is_open = parts[0] >> 13 == 1;
    !is_open
        || PRIVATE_V6.iter().any(|&(network, n_bits)| {
            (address.to_bits() ^ network.to_bits()) >> (128 - n_bits) == 0
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(addresses: &[&str], private: bool) {
        for address in addresses {
            let read: IpAddr = address.parse().expect("the test writes addresses");
            assert_eq!(is_private(read), private, "{address}");
        }
    }

    #[test]
    fn what_stands_in_the_open_may_be_fetched() {
        check(&["1.1.1.1", "93.184.216.34", "100.63.255.255", "100.128.0.0", "172.32.0.1"], false);
        check(&["168.63.129.15", "192.0.1.1", "223.255.255.255"], false);
        check(&["2606:4700:4700::1111", "2a00:1450::1", "2001:4860:4860::8888"], false);
    }

    #[test]
    fn what_stands_in_a_network_of_its_own_may_not() {
        check(&["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.255"], true);
        check(&["169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192"], true);
        check(&["172.16.0.1", "172.31.255.255", "192.168.0.1", "198.19.0.1"], true);
        check(&["224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"], true);
        check(&["::", "::1", "fe80::1", "febf::1", "fec0::1", "fc00::1", "fd00:ec2::254"], true);
        check(&["ff02::1", "2001::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1"], true);
    }

    #[test]
    fn an_address_within_an_address_is_seen() {
        check(&["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"], true);
        check(
            &["64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:c0a8:1::1"],
            true,
        );
        // Local translations and the old form carry what nobody knows.
        check(&["64:ff9b:1::1.1.1.1", "::127.0.0.1", "::1.1.1.1"], true);
        check(&["::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2002:101:101::1"], false);
    }
}
