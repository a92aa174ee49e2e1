//! How the one who acted is called.

/// A person's or key's name, or what stands for those that are gone and for the program itself.
pub(crate) fn name_of(kind: &str, name: Option<String>) -> String {
    match (kind, name) {
        (_, Some(name)) => name,
        ("user", None) => "Someone who has left".to_owned(),
        ("api_key", None) => "A deleted key".to_owned(),
        _ => "ROMASHKA".to_owned(),
    }
}
