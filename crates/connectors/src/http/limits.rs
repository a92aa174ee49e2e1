//! Where an exchange with the outside ends.

use std::time::Duration;

/// The ends of one exchange, over all its redirects together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Longest time for look-up, connection and encryption together. Fixed when the client is made.
    pub connect: Duration,
    /// Longest silence: until the headers of an answer, and between two pieces of its body.
    pub idle: Duration,
    /// Longest time for everything.
    pub total: Duration,
    /// After [`slow_after`](Self::slow_after), a body that has brought fewer bytes a second than this is given up.
    pub min_bytes_per_s: u64,
    /// How long a body may be slow at first.
    pub slow_after: Duration,
    /// Most bytes of all headers of one answer together.
    pub max_header_bytes: u64,
    /// Most bytes of a body, counted after decompression.
    pub max_body_bytes: u64,
    /// Most redirects that are followed.
    pub max_redirects: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            idle: Duration::from_secs(20),
            total: Duration::from_secs(60),
            min_bytes_per_s: 256,
            slow_after: Duration::from_secs(10),
            max_header_bytes: 64 * 1024,
            max_body_bytes: 10 * 1024 * 1024,
            max_redirects: 5,
        }
    }
}

/// A size as people read it.
pub(super) fn size(bytes: u64) -> String {
    const KIB: u64 = 1024;
    const MIB: u64 = 1024 * KIB;
    match bytes {
        b if b >= MIB => format!("{} MB", b / MIB),
        b if b >= KIB => format!("{} KB", b / KIB),
        b => format!("{b} bytes"),
    }
}
