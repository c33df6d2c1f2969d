//! Guard: looks up the machine behind a name, and gives only those that may be asked. What is
//! looked up here is what is connected to, so that neither a redirect nor a name that changes its
//! meaning between two look-ups gets around it. Which machines are private is in `private.rs`.

use std::{
    collections::HashSet,
    fmt,
    net::{IpAddr, SocketAddr, ToSocketAddrs},
    sync::{Arc, Mutex, PoisonError},
};

use ureq::{
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::NextTimeout,
    },
};

use crate::private::is_private;

/// Who gave an address, which says how far it is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Giver {
    /// A person wrote it.
    Person,
    /// A feed, a page or a server led to it.
    Page,
}

/// Private machines that addresses a person wrote stand for. What leads there again may.
pub(crate) type Known = Arc<Mutex<HashSet<SocketAddr>>>;

/// Looks up names, and refuses those of private machines.
pub(crate) struct Guard {
    /// Whose addresses are looked up.
    pub(crate) giver: Giver,
    /// Whether all may be fetched.
    pub(crate) allow_private: bool,
    pub(crate) known: Known,
    pub(crate) names: DefaultResolver,
}

/// All that a name stands for is private.
#[derive(Debug)]
pub(crate) struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it stands in a private network")
    }
}

impl std::error::Error for Refused {}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        // The way out of the network is mostly a private machine, and its owner set it.
        let is_proxy = config.proxy().is_some_and(|it| Some(it.host()) == uri.host());
        if self.allow_private || is_proxy {
            return Ok(found);
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut allowed = self.empty();
        for &address in found.iter() {
            if is_private(address.ip()) {
                match self.giver {
                    Giver::Person => drop(known.insert(address)),
                    Giver::Page if known.contains(&address) => {}
                    Giver::Page => continue,
                }
            }
            allowed.push(address);
        }
        if allowed.is_empty() { Err(ureq::Error::Other(Box::new(Refused))) } else { Ok(allowed) }
    }
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard").field("giver", &self.giver).finish_non_exhaustive()
    }
}

/// Whether a host's name alone says that it is private. For the way through a proxy, which looks
/// up names itself.
pub(crate) fn is_named_private(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    let number = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = number.parse::<IpAddr>() {
        return is_private(address);
    }
    // "127.1", "0x7f.1" and "2130706433" are numbers too; no name server is asked for them.
    let is_number = |it: &str| {
        it.starts_with(|it: char| it.is_ascii_digit())
            && it.trim_start_matches("0x").bytes().all(|it| it.is_ascii_hexdigit())
    };
    if host.rsplit('.').next().is_some_and(is_number) {
        let found = (host, 80).to_socket_addrs();
        return found.map_or(true, |mut it| it.any(|it| is_private(it.ip())));
    }
    ["localhost", "local", "internal", "home.arpa"]
        .iter()
        .any(|it| host.strip_suffix(it).is_some_and(|it| it.is_empty() || it.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_of_private_machines_are_known() {
        for host in ["localhost", "a.localhost.", "printer.local", "metadata.google.internal"] {
            assert!(is_named_private(host), "{host}");
        }
        for host in ["10.0.0.1", "[::1]", "[::ffff:10.0.0.1]", "127.1", "0x7f.1", "2130706433"] {
            assert!(is_named_private(host), "{host}");
        }
        for host in ["news.example", "mylocal.example", "notlocalhost", "1.1.1.1", "face.dead"] {
            assert!(!is_named_private(host), "{host}");
        }
    }
}
