//! Server-sent events, read from the bytes of an answer as they come.

/// What has come and is no whole event yet.
#[derive(Debug, Default)]
pub struct Events {
    bytes: Vec<u8>,
}

impl Events {
    /// Takes bytes, and gives back the data of the events that they complete. Our server writes one line of data an event.
    pub fn take(&mut self, bytes: &[u8]) -> Vec<String> {
        self.bytes.extend_from_slice(bytes);
        let mut events = Vec::new();
        while let Some(end) = self.bytes.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.bytes.drain(..=end).collect();
            if let Some(data) = line.strip_prefix(b"data:") {
                // What is no UTF-8 is no frame either.
                events.extend(std::str::from_utf8(data).map(|text| text.trim().to_owned()));
            }
        }
        events
    }
}

#[cfg(test)]
mod tests {
    use super::Events;

    #[test]
    fn events_are_whole_however_the_network_cuts_them() {
        let sent = "data: {\"a\":\"ü🌼\"}\n\n: still here\n\ndata: 2\r\n\r\n".as_bytes();
        for size in 1..sent.len() {
            let mut events = Events::default();
            let read: Vec<_> = sent.chunks(size).flat_map(|chunk| events.take(chunk)).collect();
            assert_eq!(read, ["{\"a\":\"ü🌼\"}", "2"], "in pieces of {size}");
        }
    }
}
