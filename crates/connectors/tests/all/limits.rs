//! Everything has an end: size, silence, slowness, and time as a whole.

use crate::site::{Site, client, limits, rejected, unavailable};
use brotli::enc::BrotliEncoderParams;
use connectors::Error;
use connectors::http::{AllowHosts, GuardedClient, Limits};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio::time::sleep;

const MIB: usize = 1024 * 1024;

fn limited(site: &Site, limits: Limits) -> GuardedClient {
    GuardedClient::new(AllowHosts::parse(&site.addr.to_string()).unwrap(), limits).unwrap()
}

fn answer(headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
    [head.as_bytes(), body].concat()
}

#[tokio::test]
async fn a_body_that_is_announced_too_large_is_not_read() {
    // Nothing of it ever comes; waiting for it would end in another error.
    let site = Site::start(|_, mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\n").await;
        sleep(Duration::from_secs(60)).await;
    })
    .await;
    let sentence = rejected(client(&site.addr.to_string()).get(&site.url()).await);
    assert!(sentence.contains("larger than the 1 MB"), "{sentence}");
}

#[tokio::test]
async fn a_body_without_an_end_is_given_up_at_the_limit() {
    let site = Site::start(|_, mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
        while stream.write_all(&[b'x'; 64 * 1024]).await.is_ok() {}
    })
    .await;
    rejected(client(&site.addr.to_string()).get(&site.url()).await);
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_is_read() {
    let site = Site::saying(answer("", &vec![b'x'; MIB])).await;
    let client = client(&site.addr.to_string());
    assert_eq!(client.get(&site.url()).await.unwrap().body.len(), MIB);
    let less = client.request(connectors::http::Method::GET, &site.url()).max_body_bytes(MIB as u64 - 1).send().await;
    rejected(less);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn decompression_bombs_are_given_up_at_the_limit() {
    let zeros = vec![0; 8 * MIB];
    let mut brotlied = Vec::new();
    let params = BrotliEncoderParams { quality: 3, ..BrotliEncoderParams::default() };
    brotli::BrotliCompress(&mut &zeros[..], &mut brotlied, &params).unwrap();
    for (encoding, bomb) in [("gzip", gzip(&zeros)), ("br", brotlied)] {
        assert!(bomb.len() < MIB, "the limit must not be hit by what comes over the wire");
        let site = Site::saying(answer(&format!("Content-Encoding: {encoding}\r\n"), &bomb)).await;
        let sentence = rejected(client(&site.addr.to_string()).get(&site.url()).await);
        assert!(sentence.contains("larger than"), "{sentence}");
    }
}

#[tokio::test]
async fn compressed_pages_are_unpacked_and_broken_ones_are_told() {
    let site = Site::saying(answer("Content-Encoding: gzip\r\n", &gzip("Grüße".as_bytes()))).await;
    assert_eq!(client(&site.addr.to_string()).get(&site.url()).await.unwrap().body, "Grüße");
    let broken = Site::saying(answer("Content-Encoding: gzip\r\n", b"this is not gzip at all")).await;
    let result = client(&broken.addr.to_string()).get(&broken.url()).await;
    assert!(matches!(&result, Err(Error::Unexpected(_))), "{result:?}");
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() {
    let site = Site::start(|_, stream| async move {
        sleep(Duration::from_secs(60)).await;
        drop(stream);
    })
    .await;
    let client = limited(&site, Limits { idle: Duration::from_millis(200), ..limits() });
    let sentence = unavailable(client.get(&site.url()).await);
    assert!(sentence.contains("did not answer within 200 ms"), "{sentence}");
}

#[tokio::test]
async fn headers_that_trickle_are_given_up() {
    let site = Site::start(|_, mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nX: ").await;
        while stream.write_all(b"x").await.is_ok() {
            sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let client = limited(&site, Limits { idle: Duration::from_millis(300), ..limits() });
    assert!(unavailable(client.get(&site.url()).await).contains("did not answer within 300 ms"));
}

#[tokio::test]
async fn headers_have_a_limit() {
    let large = format!("X-Large: {}\r\n", "x".repeat(100 * 1024));
    let site = Site::saying(answer(&large, b"")).await;
    let sentence = rejected(client(&site.addr.to_string()).get(&site.url()).await);
    assert!(sentence.contains("more than 64 KB of headers"), "{sentence}");
    let endless = Site::start(|_, mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n").await;
        while stream.write_all(b"X-More: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n").await.is_ok() {}
    })
    .await;
    let result = client(&endless.addr.to_string()).get(&endless.url()).await;
    assert!(matches!(&result, Err(Error::Unexpected(_))), "{result:?}");
}

/// Sends the headers, then a piece of the body every so often, for ever.
async fn dripping(piece: &'static [u8], pause: Duration) -> Site {
    Site::start(move |_, mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
        while stream.write_all(piece).await.is_ok() {
            sleep(pause).await;
        }
    })
    .await
}

#[tokio::test]
async fn a_body_that_only_trickles_is_given_up() {
    let site = dripping(b"x", Duration::from_millis(20)).await;
    let client = limited(&site, Limits { slow_after: Duration::from_millis(300), min_bytes_per_s: 10_000, ..limits() });
    assert!(unavailable(client.get(&site.url()).await).contains("too slowly"));
}

#[tokio::test]
async fn a_body_that_stops_in_the_middle_is_given_up() {
    let site = dripping(b"some text", Duration::from_secs(60)).await;
    let client = limited(&site, Limits { idle: Duration::from_millis(300), ..limits() });
    assert!(unavailable(client.get(&site.url()).await).contains("stopped in the middle"));
}

#[tokio::test]
async fn the_whole_has_an_end_too() {
    let site = dripping(&[b'x'; 512], Duration::from_millis(10)).await;
    let client = limited(&site, limits());
    let begun = Instant::now();
    let result =
        client.request(connectors::http::Method::GET, &site.url()).total(Duration::from_millis(400)).send().await;
    assert!(unavailable(result).contains("did not finish within 400 ms"));
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_connection_that_breaks_off_may_be_tried_again() {
    let site = Site::saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it").await;
    unavailable(client(&site.addr.to_string()).get(&site.url()).await);
    let empty = Site::saying("").await;
    unavailable(client(&empty.addr.to_string()).get(&empty.url()).await);
}

#[tokio::test]
async fn something_that_is_no_website_is_told() {
    let site = Site::saying("220 mail.example ESMTP\r\n250 and so on\r\n\r\n").await;
    let result = client(&site.addr.to_string()).get(&site.url()).await;
    assert!(matches!(&result, Err(Error::Unexpected(_))), "{result:?}");
}
