//! Encryption of outgoing connections: which authorities are trusted, and with which implementation.
//!
//! Public authorities are compiled in, so that a bare container can speak TLS; those that the operating system trusts are
//! added, so that a company's own authority needs no setting of ours. The cryptography (ring) is named for each
//! configuration instead of being installed for the process, so that nothing depends on who came first.

use crate::Error;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;

/// The authorities of the operating system; unreadable ones are left out, as the system's own programs do.
pub(crate) fn system_roots() -> Vec<CertificateDer<'static>> {
    let found = rustls_native_certs::load_native_certs();
    for wrong in &found.errors {
        tracing::debug!(%wrong, "a certificate store of the system could not be read");
    }
    let mut probe = RootCertStore::empty();
    found.certs.into_iter().filter(|certificate| probe.add(certificate.clone()).is_ok()).collect()
}

/// The configuration for outgoing HTTPS, with HTTP/2 offered before HTTP/1.1.
pub(crate) fn client_config(extra_roots: &[CertificateDer<'static>]) -> Result<ClientConfig, Error> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    roots.add_parsable_certificates(system_roots());
    for root in extra_roots {
        roots.add(root.clone()).map_err(|wrong| {
            Error::Rejected(format!(
                "A certificate authority that was added for outgoing requests is unusable: {wrong}."
            ))
        })?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|wrong| Error::Unexpected(format!("TLS could not be set up: {wrong}.")))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
