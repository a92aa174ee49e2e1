//! Where a request comes from.

/// What the edge knows about the client.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClientInfo {
    /// Its address.
    pub address: String,
    /// Browser and system, as the browser said.
    pub device: String,
}

impl ClientInfo {
    /// As it is stored: one line, bounded, whatever the client sent.
    pub(crate) fn stored(&self) -> Self {
        let line = |text: &str, most| text.chars().filter(|c| !c.is_control()).take(most).collect::<String>();
        Self { address: line(&self.address, 64), device: line(&self.device, 200) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_client_sends_is_stored_in_one_bounded_line() {
        let client = ClientInfo { address: "127.0.0.1\n".into(), device: "é".repeat(10_000) };
        let stored = client.stored();
        assert_eq!((stored.address.as_str(), stored.device.chars().count()), ("127.0.0.1", 200));
    }
}
