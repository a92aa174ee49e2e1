//! Certificates are checked, and an authority that is added counts.

use crate::site::{read_head, unavailable};
use connectors::http::{AllowHosts, GuardedClient, Options};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// A server's side of TLS with a new certificate for this name, and the certificate.
pub fn certificate(name: &str) -> (Arc<ServerConfig>, CertificateDer<'static>) {
    let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
    let certificate = made.cert.der().clone();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key.into())
        .unwrap();
    (Arc::new(config), certificate)
}

async fn serve(config: Arc<ServerConfig>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(mut stream) = TlsAcceptor::from(config.clone()).accept(stream).await {
                read_head(&mut stream).await;
                let _ =
                    stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret").await;
                let _ = stream.shutdown().await;
            }
        }
    });
    addr
}

fn client(addr: SocketAddr, extra_roots: Vec<CertificateDer<'static>>) -> GuardedClient {
    let allow_hosts = AllowHosts::parse(&format!("localhost:{0},127.0.0.1:{0}", addr.port())).unwrap();
    GuardedClient::with(Options { allow_hosts, extra_roots, ..Options::default() }).unwrap()
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority_is_refused() {
    let addr = serve(certificate("localhost").0).await;
    let sentence = unavailable(client(addr, vec![]).get(&format!("https://localhost:{}/", addr.port())).await);
    assert!(sentence.contains("No safe connection to localhost"), "{sentence}");
}

#[tokio::test]
async fn an_added_authority_counts_for_its_names_only() {
    let (config, root) = certificate("localhost");
    let addr = serve(config).await;
    let client = client(addr, vec![root]);
    let page = client.get(&format!("https://localhost:{}/", addr.port())).await.unwrap();
    assert_eq!(page.body, "secret");
    let sentence = unavailable(client.get(&format!("https://{addr}/")).await);
    assert!(sentence.contains("No safe connection to 127.0.0.1"), "{sentence}");
}
