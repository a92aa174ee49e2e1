//! Mail to a real SMTP server.

use crate::encryption::certificate;
use crate::site::{rejected, unavailable};
use connectors::Error;
use connectors::mail::{Mail, Mailer, Smtp};
use connectors::testing::{Hang, Script, SmtpServer};
use std::io::Write;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};

fn mail() -> Mail {
    Mail {
        to: "ann@example.com".into(),
        to_name: Some("Ann Öztürk, Büro".into()),
        subject: "Ваше приглашение – 歓迎".into(),
        text: "Grüße!\n\n.a line that begins with a dot\nAccept: https://romashka.test/i/1\n".into(),
        html: Some("<p>Grüße! <a href=\"https://romashka.test/i/1\">Annehmen</a></p>".into()),
        headers: vec![
            ("List-Unsubscribe".into(), "<https://romashka.test/u/1>".into()),
            ("Auto-Submitted".into(), "auto-generated".into()),
        ],
        message_id: "job_17@romashka.test".into(),
    }
}

fn smtp(url: &str) -> Smtp {
    Smtp::from_url(url).unwrap().with_timeouts(Duration::from_secs(5), Duration::from_secs(5))
}

#[tokio::test]
async fn both_parts_arrive_with_names_in_every_alphabet() {
    let server = SmtpServer::start().await;
    let accepted = smtp(&server.url()).send(&mail()).await.unwrap();
    assert_eq!(accepted.server_reply, "250 queued as 1");
    let received = &server.wait_for(1).await[0];
    assert_eq!(received.from, "no-reply@romashka.test");
    assert_eq!(received.to, ["ann@example.com"]);
    assert_eq!(received.content_type().as_deref(), Some("multipart/alternative"));
    assert_eq!(received.header("subject").as_deref(), Some("Ваше приглашение – 歓迎"));
    assert_eq!(received.recipient(), (Some("Ann Öztürk, Büro".into()), Some("ann@example.com".into())));
    assert_eq!(received.sender(), (Some("Romashka".into()), Some("no-reply@romashka.test".into())));
    assert_eq!(received.text().as_deref(), Some(mail().text.trim_end()));
    assert_eq!(received.html(), mail().html);
    assert_eq!(received.header("message-id").as_deref(), Some("job_17@romashka.test"));
    assert_eq!(received.header("list-unsubscribe").as_deref(), Some("<https://romashka.test/u/1>"));
    assert_eq!(received.header("auto-submitted").as_deref(), Some("auto-generated"));
    assert!(received.header("date").is_some());
    assert!(received.raw.is_ascii() && received.raw.split(|b| *b == b'\n').all(|line| line.len() <= 998));
}

#[tokio::test]
async fn a_mail_without_html_is_plain_text() {
    let server = SmtpServer::start().await;
    smtp(&server.url()).send(&Mail { html: None, ..mail() }).await.unwrap();
    let received = &server.wait_for(1).await[0];
    assert_eq!(received.content_type().as_deref(), Some("text/plain"));
    assert_eq!((received.text().as_deref(), received.html()), (Some(mail().text.trim_end()), None));
}

#[tokio::test]
async fn a_repeated_job_sends_a_mail_that_is_recognisable_as_the_same() {
    let server = SmtpServer::start_with(Script { hang: Some(Hang::AfterMessage), ..Script::default() }).await;
    let impatient = smtp(&server.url()).with_timeouts(Duration::from_secs(5), Duration::from_millis(300));
    // The answer is lost after the server has taken the mail, so the job repeats it.
    let sentence = unavailable(impatient.send(&mail()).await);
    assert!(sentence.contains("did not take the mail within 300 ms"), "{sentence}");
    server.set(Script::default());
    impatient.send(&mail()).await.unwrap();
    let received = server.wait_for(2).await;
    assert_eq!(received[0].header("message-id"), received[1].header("message-id"));
}

#[tokio::test]
async fn attempts_to_inject_headers_never_reach_a_server() {
    let server = SmtpServer::start().await;
    let smtp = smtp(&server.url());
    for attack in [
        Mail { subject: "Hi\r\nBcc: eve@example.com".into(), ..mail() },
        Mail { to: "ann@example.com\r\nRCPT TO:<eve@example.com>".into(), ..mail() },
        Mail { to: "ann@example.com>\r\nDATA".into(), ..mail() },
        Mail { to_name: Some("Ann\nBcc: eve@example.com".into()), ..mail() },
        Mail { headers: vec![("X-A\r\nBcc".into(), "eve@example.com".into())], ..mail() },
        Mail { headers: vec![("Bcc".into(), "eve@example.com".into())], ..mail() },
        Mail { message_id: "a@b>\r\nBcc: eve@example.com".into(), ..mail() },
    ] {
        rejected(smtp.send(&attack).await);
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_body_cannot_end_the_message_early() {
    let server = SmtpServer::start().await;
    let text = "Hi\r\n.\r\nMAIL FROM:<eve@example.com>\r\nRCPT TO:<bob@example.com>\n.\nDATA\r.\rend";
    smtp(&server.url()).send(&Mail { text: text.into(), html: None, ..mail() }).await.unwrap();
    let received = server.wait_for(1).await;
    assert_eq!(received.len(), 1);
    assert!(received[0].text().unwrap().contains("MAIL FROM:<eve@example.com>"));
}

#[tokio::test]
async fn hosts_with_other_letters_are_rewritten_and_unsendable_users_are_told() {
    let server = SmtpServer::start().await;
    let smtp = smtp(&server.url());
    smtp.send(&Mail { to: "info@münchen.example".into(), ..mail() }).await.unwrap();
    assert_eq!(server.received()[0].to, ["info@xn--mnchen-3ya.example"]);
    let sentence = rejected(smtp.send(&Mail { to: "jörg@münchen.example".into(), ..mail() }).await);
    assert!(sentence.contains("jörg@münchen.example"), "{sentence}");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_final_refusal_is_told_with_the_servers_words() {
    let script = Script { recipient_reply: Some((550, "5.1.1 no such mailbox".into())), ..Script::default() };
    let server = SmtpServer::start_with(script).await;
    let sentence = rejected(smtp(&server.url()).send(&mail()).await);
    assert!(sentence.contains("answered 550: 5.1.1 no such mailbox."), "{sentence}");
    server.set(Script { message_reply: Some((554, "5.7.1 looks like spam".into())), ..Script::default() });
    assert!(rejected(smtp(&server.url()).send(&mail()).await).contains("554: 5.7.1 looks like spam"));
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_passing_refusal_may_be_tried_again_and_then_succeeds() {
    let script = Script { recipient_reply: Some((450, "4.2.0 greylisted".into())), ..Script::default() };
    let server = SmtpServer::start_with(script).await;
    let smtp = smtp(&server.url());
    assert!(unavailable(smtp.send(&mail()).await).contains("450: 4.2.0 greylisted"));
    server.set(Script { message_reply: Some((452, "4.3.1 disk full".into())), ..Script::default() });
    assert!(unavailable(smtp.send(&mail()).await).contains("452"));
    server.set(Script::default());
    smtp.send(&mail()).await.unwrap();
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_server_that_hangs_is_given_up() {
    let server = SmtpServer::start_with(Script { hang: Some(Hang::BeforeGreeting), ..Script::default() }).await;
    let impatient = smtp(&server.url()).with_timeouts(Duration::from_millis(300), Duration::from_secs(5));
    assert!(unavailable(impatient.send(&mail()).await).contains("did not greet within 300 ms"));
    assert!(unavailable(impatient.check().await).contains("did not greet"));
}

#[tokio::test]
async fn a_server_that_is_away_or_something_else_is_told() {
    let server = SmtpServer::start().await;
    let url = server.url();
    let addr = server.addr();
    drop(server);
    // The port is free once the server's task has ended.
    tokio::time::sleep(Duration::from_millis(50)).await;
    let sentence = unavailable(smtp(&url).send(&mail()).await);
    assert!(sentence.contains(&format!("{addr} could not be reached")), "{sentence}");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}?from=a@b.example", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"SSH-2.0-OpenSSH_9.2\r\n").await.unwrap();
        let _ = stream.read_u8().await;
    });
    let result = smtp(&url).send(&mail()).await;
    assert!(matches!(&result, Err(Error::Unexpected(_))), "{result:?}");
}

#[tokio::test]
async fn a_sign_in_is_used_and_a_wrong_one_is_told_without_the_password() {
    let user = Some(("help@example.com".into(), "p@ss word".into()));
    let server = SmtpServer::start_with(Script { user, ..Script::default() }).await;
    let with = |userinfo: &str| smtp(&format!("smtp://{userinfo}@{}?from=help@example.com", server.addr()));
    with("help%40example.com:p%40ss%20word").send(&mail()).await.unwrap();
    assert_eq!(server.received()[0].user.as_deref(), Some("help@example.com"));
    with("help%40example.com:p%40ss%20word").check().await.unwrap();
    for wrong in [with("help%40example.com:geheim"), with("eve:p%40ss%20word"), smtp(&server.url())] {
        let result = wrong.send(&mail()).await;
        match &result {
            Err(Error::Auth(reason)) => assert!(!reason.contains("geheim"), "{reason}"),
            // Without a sign-in this server calls the next command out of order instead of asking for one.
            other => assert!(format!("{other:?}").contains("503"), "{other:?}"),
        }
    }
    let open = SmtpServer::start().await;
    let result = smtp(&format!("smtp://u:geheim@{}?from=a@b.example", open.addr())).send(&mail()).await;
    assert!(matches!(&result, Err(Error::Auth(reason)) if reason.contains("no sign-in")), "{result:?}");
}

/// A file with the authority behind a server's certificate, as an operator would name it.
fn ca_file(der: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let text = {
        use std::fmt::Write as _;
        let mut text = String::from("-----BEGIN CERTIFICATE-----\n");
        for line in base64(der).as_bytes().chunks(64) {
            writeln!(text, "{}", std::str::from_utf8(line).unwrap()).unwrap();
        }
        text + "-----END CERTIFICATE-----\n"
    };
    file.write_all(text.as_bytes()).unwrap();
    file
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place)) as usize & 63] as char;
            text.push(if place <= three.len() { letter } else { '=' });
        }
    }
    text
}

#[tokio::test]
async fn starttls_encrypts_before_the_sign_in() {
    let (tls, certificate) = certificate("localhost");
    let user = Some(("help".into(), "secret".into()));
    let server = SmtpServer::start_with(Script { tls: Some(tls), user, ..Script::default() }).await;
    let ca = ca_file(&certificate);
    let url = |tls: &str| {
        let (port, ca) = (server.addr().port(), ca.path().display());
        format!("smtp://help:secret@localhost:{port}?from=help@example.com&tls={tls}&ca={ca}")
    };
    for mode in ["required", "opportunistic"] {
        smtp(&url(mode)).send(&mail()).await.unwrap();
    }
    assert!(server.received().iter().all(|mail| mail.encrypted && mail.user.as_deref() == Some("help")));
    // The server offers the sign-in only after encryption, so without it nothing goes out.
    let result = smtp(&url("none")).send(&mail()).await;
    assert!(matches!(&result, Err(Error::Auth(_))), "{result:?}");
}

#[tokio::test]
async fn words_slipped_in_before_encryption_are_not_taken_for_the_servers() {
    let (tls, certificate) = certificate("localhost");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let played = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        let mut line = String::new();
        stream.write_all(b"220 mail.test ESMTP\r\n").await.unwrap();
        stream.read_line(&mut line).await.unwrap();
        stream.write_all(b"250-mail.test\r\n250 STARTTLS\r\n").await.unwrap();
        stream.read_line(&mut line).await.unwrap();
        // Somebody on the way appends the answer to the next greeting.
        stream.write_all(b"220 go ahead\r\n250-mail.test\r\n250 AUTH PLAIN\r\n").await.unwrap();
        let Ok(stream) = tokio_rustls::TlsAcceptor::from(tls).accept(stream.into_inner()).await else {
            return String::new();
        };
        let mut said = String::new();
        let _ = BufReader::new(stream).read_line(&mut said).await;
        said
    });
    let ca = ca_file(&certificate);
    let ca = ca.path().display();
    let url = format!("smtp://u:secret@localhost:{port}?from=a@b.example&tls=required&ca={ca}");
    let sentence = unavailable(smtp(&url).send(&mail()).await);
    assert!(sentence.contains("corrupt message"), "{sentence}");
    assert_eq!(played.await.unwrap(), "");
}

#[tokio::test]
async fn smtps_encrypts_from_the_first_byte() {
    let (tls, certificate) = certificate("localhost");
    let script = Script { tls: Some(tls), implicit_tls: true, ..Script::default() };
    let server = SmtpServer::start_with(script).await;
    let ca = ca_file(&certificate);
    let (port, ca) = (server.addr().port(), ca.path().display());
    smtp(&format!("smtps://localhost:{port}?from=a@b.example&ca={ca}")).send(&mail()).await.unwrap();
    assert!(server.received()[0].encrypted);
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_or_for_another_name_stops_the_mail() {
    let (tls, certificate) = certificate("mail.example.com");
    let server = SmtpServer::start_with(Script { tls: Some(tls), ..Script::default() }).await;
    let port = server.addr().port();
    let ca = ca_file(&certificate);
    for extra in [String::new(), format!("&ca={}", ca.path().display())] {
        let url = format!("smtp://localhost:{port}?from=a@b.example&tls=required{extra}");
        let sentence = unavailable(smtp(&url).send(&mail()).await);
        assert!(sentence.to_lowercase().contains("certificate"), "{sentence}");
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_server_without_encryption_is_refused_where_it_is_required() {
    let server = SmtpServer::start().await;
    let port = server.addr().port();
    let required = smtp(&format!("smtp://localhost:{port}?from=a@b.example&tls=required"));
    let sentence = rejected(required.send(&mail()).await);
    assert!(sentence.contains("offers no encryption") && sentence.contains("tls=none"), "{sentence}");
    smtp(&format!("smtp://localhost:{port}?from=a@b.example&tls=opportunistic")).send(&mail()).await.unwrap();
    assert_eq!(server.received().len(), 1);
}

#[test]
fn a_wrong_file_of_authorities_is_told_at_the_start() {
    let file = ca_file(b"");
    std::fs::write(file.path(), "no certificate").unwrap();
    for (ca, part) in [("/nowhere/ca.pem".to_owned(), "cannot be read"), (file.path().display().to_string(), "PEM")] {
        let sentence =
            Smtp::from_url(&format!("smtps://mail.example.com?from=a@b.example&ca={ca}")).unwrap_err().to_string();
        assert!(sentence.starts_with("ROMASHKA_SMTP_URL: ca=") && sentence.contains(part), "{sentence}");
    }
}
