//! The model service that writes answers, as far as settings go.

use super::{Refused, is_local_name, refuse};
use crate::compose::AllowHosts;
use url::Url;

/// A model service that was set.
#[derive(Clone)]
pub struct Model {
    /// The key; none for a service that needs none.
    pub key: Option<String>,
    /// Address of the service; none for OpenAI's own.
    pub base_url: Option<Url>,
    /// Name of the model; none for the one that the program chooses.
    pub name: Option<String>,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Not the key.
        f.debug_struct("Model").field("base_url", &self.base_url).field("name", &self.name).finish_non_exhaustive()
    }
}

impl Model {
    pub(super) fn check(
        key: Option<&str>,
        base_url: Option<&str>,
        name: Option<&str>,
        allow_hosts: &AllowHosts,
    ) -> Result<Option<Self>, Refused> {
        let base_url = base_url.map(parse_base).transpose()?;
        if let Some(key) = key
            && (key.len() < 8 || !key.bytes().all(|b| b.is_ascii_graphic()))
        {
            return refuse(
                "OPENAI_API_KEY",
                "is no key: it is too short, or has other characters than keys have. Copy it anew.",
            );
        }
        if let Some(url) = &base_url {
            let pair = format!("{}:{}", url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or(0));
            let opened =
                url.host().is_some_and(|host| allow_hosts.contains(&host, url.port_or_known_default().unwrap_or(0)));
            if url.host_str().is_some_and(is_local_name) && !opened {
                return refuse(
                    "OPENAI_BASE_URL",
                    format!("points to this machine. Open it with ROMASHKA_ALLOW_HOSTS={pair}."),
                );
            }
            if key.is_none() && !opened {
                return refuse(
                    "OPENAI_BASE_URL",
                    format!(
                        "is set without OPENAI_API_KEY. Set the key, or, for a service of your own that needs none, ROMASHKA_ALLOW_HOSTS={pair}."
                    ),
                );
            }
            if url.scheme() == "http" && !opened {
                return refuse("OPENAI_BASE_URL", "would send the key unencrypted. Use https://.");
            }
        }
        if let Some(name) = name {
            if key.is_none() && base_url.is_none() {
                return refuse(
                    "OPENAI_MODEL",
                    "is set without OPENAI_API_KEY. Set the key too, or leave the model out.",
                );
            }
            if name.chars().any(|c| c.is_whitespace() || c.is_control()) || name.len() > 200 {
                return refuse("OPENAI_MODEL", format!("is “{name}”, which is no name of a model."));
            }
        }
        if key.is_none() && base_url.is_none() {
            return Ok(None);
        }
        Ok(Some(Self { key: key.map(str::to_owned), base_url, name: name.map(str::to_owned) }))
    }
}

fn parse_base(text: &str) -> Result<Url, Refused> {
    match Url::parse(text) {
        Ok(url)
            if matches!(url.scheme(), "http" | "https")
                && url.host_str().is_some()
                && url.query().is_none()
                && url.username().is_empty() =>
        {
            Ok(url)
        }
        _ => refuse("OPENAI_BASE_URL", format!("is “{text}”. Write an address, as in https://models.example.com/v1.")),
    }
}
