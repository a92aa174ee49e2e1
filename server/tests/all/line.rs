//! A line to PostgreSQL that can be cut.

use std::net::SocketAddr;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use url::Url;

/// Passes bytes on between a port of its own and a database.
pub struct Line {
    here: SocketAddr,
    there: String,
    task: Option<JoinHandle<()>>,
}

impl Line {
    /// To the database at this address; gives the line and the address through it.
    pub async fn to(database: &str) -> (Self, String) {
        let mut url = Url::parse(database).unwrap();
        let there = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap_or(5432));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let here = listener.local_addr().unwrap();
        url.set_host(Some("127.0.0.1")).unwrap();
        url.set_port(Some(here.port())).unwrap();
        let task = Some(tokio::spawn(pass(listener, there.clone())));
        (Self { here, there, task }, url.to_string())
    }

    /// Breaks every connection, and refuses new ones.
    pub async fn cut(&mut self) {
        let task = self.task.take().unwrap();
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
    }

    /// Takes connections again.
    pub async fn mend(&mut self) {
        let listener = TcpListener::bind(self.here).await.unwrap();
        self.task = Some(tokio::spawn(pass(listener, self.there.clone())));
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

async fn pass(listener: TcpListener, there: String) {
    // Dropped, and its connections broken, together with this task.
    let mut open = JoinSet::new();
    while let Ok((mut here, _)) = listener.accept().await {
        let there = there.clone();
        open.spawn(async move {
            if let Ok(mut there) = TcpStream::connect(there).await {
                let _ = tokio::io::copy_bidirectional(&mut here, &mut there).await;
            }
        });
    }
}
