//! Two nodes on one PostgreSQL.

use super::harness::{Caller, SECRET, json, postgres};
use super::live::Socket;
use super::process::Process;
use reqwest::StatusCode;
use serde_json::json as value;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

#[tokio::test]
async fn when_one_node_is_killed_sockets_on_the_other_miss_nothing_and_its_jobs_are_done() {
    let Some(scratch) = postgres().await else { return };
    let mail = mail_server().await;
    let smtp = format!("smtp://127.0.0.1:{}?from=romashka@one.example&tls=none", mail.port);
    let settings =
        [("DATABASE_URL", scratch.url.as_str()), ("ROMASHKA_SECRET_KEY", SECRET), ("ROMASHKA_SMTP_URL", &smtp)];
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = Process::start(one.path(), &settings).await;
    let owner = first.owner().await;
    let second = Process::start(two.path(), &settings).await;
    let mut on_second = Caller { address: second.address, ..owner.clone() };
    let workspace = json(owner.get("/api/workspace").await).await["id"].as_str().unwrap().to_owned();
    on_second.workspace = Some(workspace.parse().unwrap());
    let mut socket = Socket::follow(&on_second, None).await;
    let start = socket.ready().await;

    // The mail server takes no connection yet, so the mails stay jobs of the first node.
    for n in 0..5 {
        let body = value!({ "email": format!("guest{n}@one.example"), "role": "viewer" });
        assert_eq!(owner.post("/api/invitations", &body).await.status(), StatusCode::CREATED);
    }
    for n in 1..=5 {
        assert_eq!(socket.event_seq().await, start + n);
    }
    first.kill().await;
    let body = value!({ "email": "late@one.example", "role": "viewer" });
    assert_eq!(on_second.post("/api/invitations", &body).await.status(), StatusCode::CREATED);
    assert_eq!(socket.event_seq().await, start + 6);

    let mut received = mail.open();
    let mut receivers = std::collections::BTreeSet::new();
    while receivers.len() < 6 {
        let next = tokio::time::timeout(Duration::from_secs(120), received.recv()).await;
        let next = next.unwrap_or_else(|_| panic!("only {receivers:?} got their mail"));
        receivers.insert(next.unwrap());
    }
    assert_eq!(second.terminate().await, Some(0));
    scratch.drop_database().await.unwrap();
}

struct MailServer {
    port: u16,
    listener: TcpListener,
}

/// A mail server that lets connections wait until it is opened.
async fn mail_server() -> MailServer {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    MailServer { port: listener.local_addr().unwrap().port(), listener }
}

impl MailServer {
    /// Takes mail from now on; gives the receivers as they come.
    fn open(self) -> tokio::sync::mpsc::UnboundedReceiver<String> {
        let (told, received) = tokio::sync::mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = self.listener.accept().await {
                tokio::spawn(talk(stream, told.clone()));
            }
        });
        received
    }
}

/// As much of RFC 5321 as a client needs that sends one mail after the other.
async fn talk(stream: tokio::net::TcpStream, told: tokio::sync::mpsc::UnboundedSender<String>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 test\r\n").await?;
    let mut receiver = String::new();
    let mut in_mail = false;
    while let Some(line) = lines.next_line().await? {
        let upper = line.to_uppercase();
        let answer: &[u8] = match upper.as_str() {
            "." if in_mail => {
                in_mail = false;
                let _ = told.send(receiver.clone());
                b"250 taken\r\n"
            }
            _ if in_mail => continue,
            "DATA" => {
                in_mail = true;
                b"354 go on\r\n"
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ if upper.starts_with("RCPT TO:") => {
                receiver = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                b"250 ok\r\n"
            }
            _ => b"250 ok\r\n",
        };
        write.write_all(answer).await?;
    }
    Ok(())
}
