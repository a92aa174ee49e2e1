//! From names to addresses, with what users must not reach taken out.

use super::guard;
use async_trait::async_trait;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Looks names up. The system's resolver in life; tests bring their own.
#[async_trait]
pub trait Resolve: Send + Sync {
    /// All addresses of this name, in the order in which they are to be tried.
    ///
    /// # Errors
    /// When there is no such name or nobody could be asked.
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>>;
}

/// The resolver of the operating system, with its hosts file and search domains.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemResolver;

#[async_trait]
impl Resolve for SystemResolver {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        Ok(tokio::net::lookup_host((name, 0)).await?.map(|address| address.ip()).collect())
    }
}

/// Why a look-up led to no address that may be connected to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LookupError {
    /// All its addresses are closed to users; one of them and what it is.
    Closed { name: String, address: IpAddr, what: &'static str },
    /// It has none.
    Unknown { name: String, cause: String },
}

impl fmt::Display for LookupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed { name, address, what } => write!(
                f,
                "{name} leads to {address}, which is {what} and not on the public internet. If it is meant, the operator \
                 of this server can open it with ROMASHKA_ALLOW_HOSTS."
            ),
            Self::Unknown { name, cause } => {
                write!(f, "{name} could not be looked up ({cause}); check how it is spelled.")
            }
        }
    }
}

impl std::error::Error for LookupError {}

/// The connector's resolver: what it hands out is what gets connected to, so the check and the use are one.
pub(super) struct Filter {
    pub(super) resolver: Arc<dyn Resolve>,
    /// Hand out closed addresses too. Only for the client that serves the targets an operator has opened.
    pub(super) open: bool,
}

impl Filter {
    pub(super) async fn addresses(resolver: &dyn Resolve, name: &str, open: bool) -> Result<Vec<IpAddr>, LookupError> {
        let unknown = |cause: String| LookupError::Unknown { name: name.to_owned(), cause };
        let found = resolver.resolve(name).await.map_err(|e| unknown(crate::error::sentence_part(&e.to_string())))?;
        if open {
            return if found.is_empty() { Err(unknown("it has no address".into())) } else { Ok(found) };
        }
        let mut closed = None;
        let mut public = Vec::with_capacity(found.len());
        for address in found {
            match guard::closed(address) {
                None => public.push(address),
                Some(what) => closed = closed.or(Some((address, what))),
            }
        }
        match closed {
            _ if !public.is_empty() => Ok(public),
            Some((address, what)) => Err(LookupError::Closed { name: name.to_owned(), address, what }),
            None => Err(unknown("it has no address".into())),
        }
    }
}

impl reqwest::dns::Resolve for Filter {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let (resolver, open) = (self.resolver.clone(), self.open);
        Box::pin(async move {
            let addresses = Self::addresses(&*resolver, name.as_str(), open).await?;
            // Port 0 stands for the port of the request.
            let addresses = addresses.into_iter().map(|ip| SocketAddr::new(ip, 0));
            Ok(Box::new(addresses) as reqwest::dns::Addrs)
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    struct Fixed(&'static [&'static str]);

    #[async_trait]
    impl Resolve for Fixed {
        async fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
            Ok(self.0.iter().map(|text| text.parse().unwrap()).collect())
        }
    }

    #[tokio::test]
    async fn closed_addresses_are_taken_out_of_a_mixed_answer() {
        let mixed = Fixed(&["127.0.0.1", "8.8.8.8", "::1", "10.0.0.1", "2606:4700::1111"]);
        let left = Filter::addresses(&mixed, "mixed.test", false).await.unwrap();
        assert_eq!(left, ["8.8.8.8".parse::<IpAddr>().unwrap(), "2606:4700::1111".parse().unwrap()]);
    }

    #[tokio::test]
    async fn a_name_with_closed_addresses_only_is_refused_with_the_first() {
        let wrong = Filter::addresses(&Fixed(&["10.0.0.1", "::1"]), "inside.test", false).await.unwrap_err();
        assert!(wrong.to_string().starts_with("inside.test leads to 10.0.0.1, which is in a private network"));
        assert!(Filter::addresses(&Fixed(&["10.0.0.1"]), "inside.test", true).await.is_ok());
    }

    #[tokio::test]
    async fn a_name_without_addresses_is_not_the_same_as_a_closed_one() {
        for open in [true, false] {
            let wrong = Filter::addresses(&Fixed(&[]), "empty.test", open).await.unwrap_err();
            assert!(matches!(wrong, LookupError::Unknown { .. }));
        }
    }
}
