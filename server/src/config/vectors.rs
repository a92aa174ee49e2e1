//! What gives texts their vectors, as far as settings go.

use super::{Model, Refused, refuse};
use std::path::PathBuf;

/// What was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EmbedderSetting {
    /// A model folder.
    Folder(PathBuf),
    /// A model of the service whose key and address are set for answers.
    Service(String),
}

impl EmbedderSetting {
    pub(super) fn check(text: Option<&str>, model: Option<&Model>) -> Result<Option<Self>, Refused> {
        const NAME: &str = "ROMASHKA_EMBEDDER";
        let Some(text) = text else { return Ok(None) };
        let Some(name) = text.strip_prefix("openai:") else {
            if text.contains("://") || text.chars().any(char::is_control) {
                return refuse(
                    NAME,
                    format!("is “{text}”. Write a model folder, or openai:MODEL as in openai:text-embedding-3-small."),
                );
            }
            return Ok(Some(Self::Folder(PathBuf::from(text))));
        };
        if name.is_empty() || name.len() > 200 || name.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return refuse(NAME, "names no model. Write it behind openai:, as in openai:text-embedding-3-small.");
        }
        if model.is_none() {
            return refuse(
                NAME,
                "asks for a service, but neither OPENAI_API_KEY nor OPENAI_BASE_URL is set. Set the service, or name a \
                 model folder.",
            );
        }
        Ok(Some(Self::Service(name.to_owned())))
    }
}
