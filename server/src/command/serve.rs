//! `romashka serve`

use super::{Failure, explained, failure};
use crate::compose;
use crate::config::{Config, reachable};
use crate::http::limits::{Limits, Rates};
use crate::http::listener::{self, Bounds};
use crate::http::{Web, WebParts, router};
use crate::telemetry;
use std::io::Write;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Time for requests in flight when the server goes down.
pub const REQUESTS_GRACE: Duration = Duration::from_secs(20);
/// Time for jobs in flight after that; what is left over is taken up by another node or the next start.
pub const JOBS_GRACE: Duration = Duration::from_secs(20);

/// A server that listens.
pub struct Running {
    /// The address listened on.
    pub address: SocketAddr,
    /// The use cases.
    pub engine: engine::App,
    /// What the handlers share.
    pub web: Web,
    stop: CancellationToken,
    served: tokio::task::JoinHandle<()>,
    tidied: tokio::task::JoinHandle<()>,
    background: engine::Background,
    _alone: compose::Alone,
}

/// Starts a server. `limits` are the product's, except in `bench`.
pub async fn start(config: &Config, limits: Limits) -> Result<Running, Failure> {
    // The address first: a second server notices before it touches the database.
    let listener = TcpListener::bind(config.addr).await.map_err(|wrong| {
        let advice = match wrong.kind() {
            std::io::ErrorKind::AddrInUse => "Another program listens there; stop it or choose another port",
            std::io::ErrorKind::PermissionDenied => "Ports below 1024 need rights; choose a higher one",
            _ => "Choose an address of this machine",
        };
        failure(format!("ROMASHKA_ADDR {} cannot be listened on ({wrong}). {advice}.", config.addr))
    })?;
    let address = listener.local_addr()?;
    telemetry::figures();
    let alone = compose::Alone::take(config)?;
    let engine = compose::open(config, config.links(address)).await.map_err(explained)?;
    let background = engine.run_background();
    let stop = CancellationToken::new();
    let web = Web::new(WebParts {
        engine: engine.clone(),
        proxies: config.proxies.clone(),
        has_public_url: config.public_url.is_some(),
        limits,
        stopping: stop.clone(),
        socket_tick: crate::http::live::TICK,
        patience: crate::http::bounds::Patience::default(),
    });
    let (router, _) = router(&web);
    let bounds = Bounds { connections: connections(), ..Bounds::default() };
    let served = tokio::spawn(listener::serve(listener, router, bounds, stop.clone(), REQUESTS_GRACE));
    let tidied = tokio::spawn(tidy(web.clone()));
    Ok(Running { address, engine, web, stop, served, tidied, background, _alone: alone })
}

impl Running {
    /// Goes down in order: no new connections, sockets told to come back later, requests and then jobs to their end, the
    /// database closed last.
    pub async fn stop(self) {
        self.stop.cancel();
        let _ = self.served.await;
        self.web.sockets().closed(Duration::from_secs(5)).await;
        self.tidied.abort();
        self.background.stop(JOBS_GRACE).await;
        self.engine.store().close().await;
    }
}

/// Every minute: forgets counters that nobody needs, and folds the figures of durations, which pile up unread otherwise.
async fn tidy(web: Web) {
    let mut minute = tokio::time::interval(Duration::from_secs(60));
    loop {
        minute.tick().await;
        web.limits().tidy();
        if let Some(figures) = telemetry::figures() {
            figures.run_upkeep();
        }
    }
}

/// Connections at once, as far as the system lets us: some file handles are for the database and files.
fn connections() -> usize {
    const FOR_OURSELVES: u64 = 256;
    let most = Bounds::default().connections;
    let handles = rlimit::increase_nofile_limit(most as u64 + FOR_OURSELVES).unwrap_or(1_024);
    let seats = usize::try_from(handles.saturating_sub(FOR_OURSELVES)).unwrap_or(most).clamp(64, most);
    if seats < 5_000 {
        tracing::warn!(seats, "the system's limit on open files is low (ulimit -n); that many connections at once");
    }
    seats
}

pub(super) async fn run(config: Config) -> Result<(), Failure> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    for warning in config.warnings() {
        tracing::warn!("{warning}");
    }
    // A signal during the start counts as well.
    let running = tokio::select! {
        running = start(&config, Limits::new(Rates::STANDARD)) => running?,
        () = either(&mut terminate, &mut interrupt) => return Ok(()),
    };
    tracing::info!(address = %running.address, version = compose::VERSION, "ready");
    let open_here = config.public_url.as_ref().map_or_else(
        || format!("http://{}", reachable(running.address)),
        |url| url.as_str().trim_end_matches('/').to_owned(),
    );
    let mut stdout = std::io::stdout().lock();
    // A closed standard output is no reason not to serve.
    let _ = writeln!(stdout, "ROMASHKA is ready at {open_here}");
    let _ = stdout.flush();
    drop(stdout);

    either(&mut terminate, &mut interrupt).await;
    tracing::info!("going down; a second signal ends at once");
    tokio::select! {
        () = running.stop() => {
            tracing::info!("down");
            Ok(())
        }
        () = either(&mut terminate, &mut interrupt) => Err(failure("ended at once by a second signal")),
    }
}

async fn either(terminate: &mut Signal, interrupt: &mut Signal) {
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
