//! Which networks may be asked. A source row or a redirect must not make the desk read from the
//! network it stands in; what is fetched from the allowed ones is not looked at.

use crate::fault::{Fault, loggable};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use url::{Host, Url};

/// What is told of a name all of whose addresses may not be asked.
pub const LEADS_ASTRAY: &str = "the name leads into a private network or nowhere";

/// The networks that may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Only addresses of the public internet.
    Public,
    /// These, and the machine itself; for tests.
    Loopback,
    /// Everything, for an installation that reads from its own network on purpose.
    Any,
}

impl Reach {
    /// Reads an address that may be asked; refuses other schemes and literal private addresses.
    /// Names are checked when they are resolved.
    pub fn check(self, address: &str) -> Result<Url, Fault> {
        let refused = |why: &str| Fault::Refused {
            url: loggable(address),
            why: why.to_owned(),
        };
        let url = Url::parse(address).map_err(|_| refused("is no absolute address"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refused("is neither http nor https"));
        }
        let literal = match url.host() {
            Some(Host::Ipv4(ip)) => Some(IpAddr::V4(ip)),
            Some(Host::Ipv6(ip)) => Some(IpAddr::V6(ip)),
            Some(Host::Domain(_)) => None,
            None => return Err(refused("names no host")),
        };
        match literal {
            Some(ip) if !self.allows(ip) => Err(refused("lies in a private network")),
            _ => Ok(url),
        }
    }

    /// Refuses a name that leads into a private network, as far as this machine can tell. For requests
    /// that leave through a proxy: that resolves names by itself, also those only it knows.
    pub async fn check_name(self, url: &Url) -> Result<(), Fault> {
        let Some(Host::Domain(name)) = url.host() else {
            return Ok(());
        };
        let Ok(found) = tokio::net::lookup_host((name, 0)).await else {
            return Ok(());
        };
        let found: Vec<SocketAddr> = found.collect();
        match found.is_empty() || found.iter().any(|one| self.allows(one.ip())) {
            true => Ok(()),
            false => Err(Fault::Refused {
                url: loggable(url.as_str()),
                why: "lies in a private network".to_owned(),
            }),
        }
    }

    /// Whether an address may be asked.
    pub fn allows(self, ip: IpAddr) -> bool {
        match self {
            Reach::Any => true,
            Reach::Loopback => ip.is_loopback() || is_public(ip),
            Reach::Public => is_public(ip),
        }
    }
}

/// Names are resolved by the system, and only allowed addresses are passed on: a name cannot lead
/// into a private network either.
impl Resolve for Reach {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = *self;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|a| reach.allows(a.ip())).collect();
            if allowed.is_empty() {
                return Err(LEADS_ASTRAY.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(mapped) => is_public_v4(mapped),
            None => is_public_v6(ip),
        },
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, ..] = ip.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let special = a == 0 || a >= 224 || (a == 198 && (18..20).contains(&b)) || (a == 192 && b == 0);
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_documentation()
        || shared
        || special)
}

/// Only what is given out for use on the internet (2000::/3), and of that neither the blocks for
/// papers and books nor those that carry an IPv4 address, possibly a private one (6to4, Teredo).
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    let global = first & 0xe000 == 0x2000;
    let books = (first == 0x2001 && second == 0xdb8) || first & 0xfff0 == 0x3ff0;
    let carries_v4 = first == 0x2002 || (first == 0x2001 && second == 0);
    global && !books && !carries_v4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_of_the_web_may_be_asked() {
        for good in [
            "https://example.org/x",
            "http://93.184.216.34/",
            "https://[2606:2800:220:1::1]/",
        ] {
            assert!(Reach::Public.check(good).is_ok(), "{good}");
        }
        for bad in [
            "http://10.0.0.1/",
            "http://127.0.0.1/",
            "http://169.254.169.254/latest",
            "http://192.168.1.1",
            "http://[::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[fd00::1]/",
            "http://[::10.0.0.1]/",
            "http://[64:ff9b::a00:1]/",
            "http://[2001:0:a00:1::1]/",
            "http://[2001:db8::1]/",
            "http://2130706433/",
            "http://0x7f.1/",
            "file:///etc/passwd",
            "ftp://example.org",
            "niets",
        ] {
            assert!(Reach::Public.check(bad).is_err(), "{bad}");
        }
        assert!(Reach::Loopback.check("http://127.0.0.1:8080/").is_ok());
        assert!(Reach::Loopback.check("http://10.0.0.1/").is_err());
        assert!(Reach::Any.check("http://10.0.0.1/").is_ok());
    }
}
