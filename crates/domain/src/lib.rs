//! What things are: ids, types, parsing, errors, permissions, events, the wire protocol.
