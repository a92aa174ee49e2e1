//! The guarded client: judge an address, ask it, judge where it redirects to, read the answer within its limits.

use super::limits::size;
use super::resolve::{Filter, LookupError};
use super::{AllowHosts, Fetched, HeaderMap, Limits, Method, Request, Resolve, SystemResolver, guard};
use crate::Error;
use crate::error::{root_cause, seconds, sentence_part};
use ::http::header;
use rustls::pki_types::CertificateDer;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout};
use url::{Host, Url};

/// Longer addresses than this are refused; browsers and servers agree on about as much.
const MAX_URL_BYTES: usize = 8 * 1024;

/// How a [`GuardedClient`] is made, where the defaults do not do.
pub struct Options {
    /// What the operator has opened.
    pub allow_hosts: AllowHosts,
    /// The limits of requests that set none of their own.
    pub limits: Limits,
    /// Who looks names up.
    pub resolver: Arc<dyn Resolve>,
    /// Certificate authorities (DER) that are trusted besides the public ones and the system's.
    pub extra_roots: Vec<CertificateDer<'static>>,
    /// The local address that connections leave from; the system chooses when there is none.
    pub local_address: Option<IpAddr>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            allow_hosts: AllowHosts::none(),
            limits: Limits::default(),
            resolver: Arc::new(SystemResolver),
            extra_roots: Vec::new(),
            local_address: None,
        }
    }
}

/// The client for requests that users cause. Cloning shares its connections.
#[derive(Debug, Clone)]
pub struct GuardedClient {
    /// Its look-ups hand out public addresses only.
    public: reqwest::Client,
    /// Its look-ups hand out everything; used for opened targets and nothing else.
    opened: reqwest::Client,
    allow_hosts: Arc<AllowHosts>,
    limits: Limits,
}

impl GuardedClient {
    /// A client with these opened hosts and limits.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(allow_hosts: AllowHosts, limits: Limits) -> Result<Self, Error> {
        Self::with(Options { allow_hosts, limits, ..Options::default() })
    }

    /// A client with everything set.
    ///
    /// # Errors
    /// When TLS cannot be set up, or an extra authority is unusable.
    pub fn with(options: Options) -> Result<Self, Error> {
        let tls = crate::tls::client_config(&options.extra_roots)?;
        let inner = |open: bool| {
            reqwest::Client::builder()
                .tls_backend_preconfigured(tls.clone())
                .dns_resolver(Filter { resolver: options.resolver.clone(), open })
                .local_address(options.local_address)
                // A proxy from the environment would look names up by itself, behind the guard's back.
                .no_proxy()
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                .user_agent(concat!("Romashka/", env!("CARGO_PKG_VERSION")))
                .connect_timeout(options.limits.connect)
                .pool_idle_timeout(Duration::from_secs(30))
                .pool_max_idle_per_host(4)
                .http2_max_header_list_size(u32::try_from(options.limits.max_header_bytes).unwrap_or(u32::MAX))
                .build()
                .map_err(|e| Error::Unexpected(format!("The HTTP client could not be made: {}.", root_cause(&e))))
        };
        Ok(Self {
            public: inner(false)?,
            opened: inner(true)?,
            allow_hosts: Arc::new(options.allow_hosts),
            limits: options.limits,
        })
    }

    /// Fetches this address, following redirects.
    ///
    /// # Errors
    /// As [`Request::send`]; a status of failure is no error here ([`Fetched::success`]).
    pub async fn get(&self, url: &str) -> Result<Fetched, Error> {
        self.request(Method::GET, url).send().await
    }

    /// Whether the operator has opened this address although it is private.
    pub fn is_opened(&self, url: &Url) -> bool {
        let port = url.port_or_known_default();
        url.host().zip(port).is_some_and(|(host, port)| self.allow_hosts.contains(&host, port))
    }

    /// Whether users may have this address asked, as far as its text tells. Touches no network.
    ///
    /// # Errors
    /// [`Error::Rejected`] with what is wrong with it.
    pub fn allows(&self, url: &Url) -> Result<(), Error> {
        self.judge(url).map(drop)
    }

    /// A request to put together.
    pub fn request(&self, method: Method, url: &str) -> Request<'_> {
        Request::new(self, method, url, self.limits.clone())
    }

    pub(super) async fn send(&self, request: Request<'_>) -> Result<Fetched, Error> {
        let total = request.limits.total;
        let mut url = parse(&request.url)?;
        match timeout(total, self.follow(&request, &mut url)).await {
            Ok(done) => done,
            Err(_) => Err(Error::Unavailable(format!("{} did not finish within {}.", host(&url), seconds(total)))),
        }
    }

    async fn follow(&self, request: &Request<'_>, url: &mut Url) -> Result<Fetched, Error> {
        let follows = matches!(request.method, Method::GET | Method::HEAD);
        let mut headers = request.headers.clone();
        let mut seen = vec![url.clone()];
        loop {
            let answer = self.ask(request, url, &headers).await?;
            let Some(next) = redirect_of(&answer, url)? else {
                return read(answer, url.clone(), &request.limits).await;
            };
            if !follows {
                return Err(Error::Rejected(format!(
                    "{} redirects to {}, and a request that changes something is not sent on. Enter the final address.",
                    host(url),
                    origin(&next)
                )));
            }
            // Without cookies the same address gives the same answer, so this would go on for ever.
            if seen.contains(&next) {
                return Err(Error::Rejected(format!("{} redirects in a circle. Check the address.", host(url))));
            }
            if seen.len() > request.limits.max_redirects {
                return Err(Error::Rejected(format!(
                    "{} redirects more than {} times. Enter the final address.",
                    host(&seen[0]),
                    request.limits.max_redirects
                )));
            }
            if next.origin() != url.origin() {
                // They may hold keys, which the new host was not meant to get.
                headers = public_headers(&headers);
            }
            seen.push(next.clone());
            *url = next;
        }
    }

    async fn ask(&self, request: &Request<'_>, url: &Url, headers: &HeaderMap) -> Result<reqwest::Response, Error> {
        let client = self.judge(url)?;
        let mut outgoing = client.request(request.method.clone(), url.clone()).headers(headers.clone());
        if let Some(body) = &request.body {
            outgoing = outgoing.body(body.clone());
        }
        // The look-up, the connection and the wait for the headers; the first two have their own end inside.
        let wait = request.limits.idle;
        let answer = match timeout(wait, outgoing.send()).await {
            Ok(sent) => sent.map_err(|e| failed(&e, url))?,
            Err(_) => {
                return Err(Error::Unavailable(format!("{} did not answer within {}.", host(url), seconds(wait))));
            }
        };
        let header_bytes: usize =
            answer.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
        if header_bytes as u64 > request.limits.max_header_bytes {
            return Err(Error::Rejected(format!(
                "{} answered with more than {} of headers. Check the address.",
                host(url),
                size(request.limits.max_header_bytes)
            )));
        }
        Ok(answer)
    }

    /// Which inner client may ask this address. Names are judged once more, by their addresses, when it connects.
    pub(super) fn judge(&self, url: &Url) -> Result<&reqwest::Client, Error> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Error::Rejected(format!(
                "“{}” addresses cannot be fetched. Use one that begins with https:// or http://.",
                url.scheme()
            )));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::Rejected(format!(
                "The address of {} holds a name or a password. Remove them from the address.",
                host(url)
            )));
        }
        if url.as_str().len() > MAX_URL_BYTES {
            return Err(Error::Rejected(format!("The address is longer than {}.", size(MAX_URL_BYTES as u64))));
        }
        let (Some(target), Some(port)) = (url.host(), url.port_or_known_default()) else {
            return Err(Error::Rejected("The address names no host. Use one like https://example.com/.".into()));
        };
        if self.allow_hosts.contains(&target, port) {
            return Ok(&self.opened);
        }
        // The connector does not look literal addresses up, so its filter would not see them.
        let literal = match target {
            Host::Ipv4(v4) => Some(IpAddr::V4(v4)),
            Host::Ipv6(v6) => Some(IpAddr::V6(v6)),
            Host::Domain(_) => None,
        };
        match literal.and_then(|address| Some((address, guard::closed(address)?))) {
            Some((address, what)) => {
                Err(Error::Rejected(LookupError::Closed { name: host(url), address, what }.to_string()))
            }
            None => Ok(&self.public),
        }
    }
}

pub(super) fn parse(text: &str) -> Result<Url, Error> {
    Url::parse(text.trim()).map_err(|wrong| {
        Error::Rejected(format!("This is not an address ({wrong}). Use one like https://example.com/page."))
    })
}

/// Where this answer redirects to; `None` when it is an answer in its own right.
pub(super) fn redirect_of(answer: &reqwest::Response, from: &Url) -> Result<Option<Url>, Error> {
    if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let Some(location) = answer.headers().get(header::LOCATION) else { return Ok(None) };
    let location = String::from_utf8_lossy(location.as_bytes());
    let mut next = from
        .join(&location)
        .map_err(|_| Error::Unexpected(format!("{} redirects to something that is not an address.", host(from))))?;
    // Fragments stay with the reader; without them a circle is seen as one.
    next.set_fragment(None);
    Ok(Some(next))
}

/// The headers that any host may see.
fn public_headers(headers: &HeaderMap) -> HeaderMap {
    let open = [header::ACCEPT, header::ACCEPT_LANGUAGE, header::USER_AGENT];
    headers.iter().filter(|(name, _)| open.contains(name)).map(|(name, value)| (name.clone(), value.clone())).collect()
}

async fn read(mut answer: reqwest::Response, url: Url, limits: &Limits) -> Result<Fetched, Error> {
    let too_big = || {
        Error::Rejected(format!(
            "The answer of {} is larger than the {} that are read.",
            host(&url),
            size(limits.max_body_bytes)
        ))
    };
    let announced = answer.content_length().unwrap_or(0);
    if announced > limits.max_body_bytes {
        return Err(too_big());
    }
    let mut body = Vec::with_capacity(usize::try_from(announced).unwrap_or(0).min(1 << 20));
    let begun = Instant::now();
    loop {
        let piece = match timeout(limits.idle, answer.chunk()).await {
            Ok(Ok(Some(piece))) => piece,
            Ok(Ok(None)) => break,
            Ok(Err(wrong)) => return Err(failed(&wrong, &url)),
            Err(_) => {
                let idle = seconds(limits.idle);
                return Err(Error::Unavailable(format!(
                    "{} stopped in the middle of its answer for {idle}.",
                    host(&url)
                )));
            }
        };
        if (body.len() + piece.len()) as u64 > limits.max_body_bytes {
            return Err(too_big());
        }
        body.extend_from_slice(&piece);
        let elapsed = begun.elapsed();
        let least = u128::from(limits.min_bytes_per_s) * elapsed.as_millis() / 1000;
        if elapsed > limits.slow_after && (body.len() as u128) < least {
            return Err(Error::Unavailable(format!("{} sends its answer too slowly.", host(&url))));
        }
    }
    let headers = answer.headers().clone();
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    Ok(Fetched { final_url: url, status: answer.status(), content_type, headers, body: body.into() })
}

/// What an error of the library means. Only the host is named: paths and queries of addresses may hold keys.
pub(super) fn failed(error: &reqwest::Error, url: &Url) -> Error {
    let host = host(url);
    match cause::<LookupError>(error) {
        Some(closed @ LookupError::Closed { .. }) => return Error::Rejected(closed.to_string()),
        Some(unknown @ LookupError::Unknown { .. }) => return Error::Unavailable(unknown.to_string()),
        None => {}
    }
    if let Some(tls) = cause::<rustls::Error>(error) {
        return Error::Unavailable(format!(
            "No safe connection to {host} is possible: {}.",
            sentence_part(&tls.to_string())
        ));
    }
    let why = root_cause(error);
    // A body that does not decompress is an error of input and output too, but of these kinds.
    use std::io::ErrorKind::{InvalidData, InvalidInput, Other};
    let broke_off = cause::<hyper::Error>(error)
        .is_some_and(|e| e.is_incomplete_message() || e.is_closed() || e.is_canceled())
        || cause::<std::io::Error>(error).is_some_and(|e| !matches!(e.kind(), InvalidData | InvalidInput | Other));
    if error.is_timeout() {
        Error::Unavailable(format!("{host} did not answer in time."))
    } else if error.is_connect() {
        Error::Unavailable(format!("{host} could not be reached ({why})."))
    } else if broke_off {
        Error::Unavailable(format!("The connection to {host} broke off ({why})."))
    } else {
        Error::Unexpected(format!("The answer of {host} is broken ({why})."))
    }
}

/// The first error of this type among the causes, looking also into errors of input and output that wrap another.
fn cause<'e, E: std::error::Error + 'static>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e E> {
    let mut next = Some(error);
    while let Some(current) = next {
        if let Some(found) = current.downcast_ref::<E>() {
            return Some(found);
        }
        let wrapped = current.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        next = match wrapped {
            Some(inner) => Some(inner as &(dyn std::error::Error + 'static)),
            None => current.source(),
        };
    }
    None
}

pub(super) fn host(url: &Url) -> String {
    url.host_str().unwrap_or("the address").to_owned()
}

pub(super) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}
