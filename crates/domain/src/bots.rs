//! Bots and their widgets: what they are called, how they look, and which websites may show them.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::Timestamp;
use crate::ids::{BotRef, PublishableKey, WidgetRef};
use crate::rules::{BotRules, RulesChange};
pub use crate::typed::parse_name;

/// Most characters of a bot's name.
pub const NAME_CHARS: usize = 40;
/// Most characters of a persona.
pub const PERSONA_CHARS: usize = 2_000;
/// Most characters of a welcome message.
pub const WELCOME_CHARS: usize = 500;
/// Most domains of a widget.
pub const DOMAINS: usize = 50;

/// A bot as people of the workspace see it, with its one widget.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BotView {
    /// Public id; the `projectId` of snippets.
    pub id: BotRef,
    /// Name, as visitors see it too.
    pub name: String,
    /// Who the bot is and how it talks; read by a model, never shown to visitors.
    pub persona: String,
    /// What the widget shows first; empty: the widget's own sentence in the visitor's language.
    pub welcome_message: String,
    /// `#rrggbb`; none: the widget's own colour.
    pub color: Option<String>,
    /// What it minds when it answers.
    pub rules: BotRules,
    /// Its widget.
    pub widget: WidgetView,
    /// Counts changes; hand it in with a change, so that nobody's is overwritten.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A widget.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WidgetView {
    /// Public id.
    pub id: WidgetRef,
    /// The `apiKey` of snippets. Everybody may see it.
    pub key: PublishableKey,
    /// Websites that may show it; none: all may.
    pub domains: Vec<String>,
    /// When a website last asked for it.
    pub last_seen_at: Option<Timestamp>,
}

/// What to change of a bot; what is absent stays.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BotChange {
    /// The version that was read; refused where it is no longer the newest. Left out: the change is made in any case.
    pub version: Option<i64>,
    /// Name.
    pub name: Option<String>,
    /// Persona.
    pub persona: Option<String>,
    /// Welcome message; an empty text takes it away.
    pub welcome_message: Option<String>,
    /// `#rrggbb`; an empty text takes it away.
    pub color: Option<String>,
    /// Websites that may show it, one per entry.
    pub domains: Option<Vec<String>>,
    /// Rules.
    pub rules: Option<RulesChange>,
}

/// What a website's page is told before anybody acts; the same for everybody, so that it can be cached.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WidgetConfig {
    /// The bot's name.
    pub name: String,
    /// What the widget shows first; empty: its own sentence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub welcome_message: String,
    /// `#rrggbb`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
}

/// What a business puts into its pages, before `</body>`. `public_url` is where people reach this installation.
pub fn snippet(public_url: &str, bot: &BotView) -> String {
    let base = public_url.trim_end_matches('/');
    format!(
        r#"<script async src="{base}/v1/widget.js" data-project="{}" data-key="{}"></script>"#,
        bot.id, bot.widget.key
    )
}

/// Reads a text of several lines that may be empty: no more than `max` characters, no control characters but line breaks.
pub fn parse_text(typed: &str, max: usize) -> Result<String, String> {
    let text = typed.trim().replace("\r\n", "\n");
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err("Take out the control characters.".to_owned());
    }
    match text.chars().count() {
        length if length > max => Err(format!("Use at most {max} characters; these are {length}.")),
        _ => Ok(text),
    }
}

/// Reads a colour as `#rrggbb` or `#rgb`; empty for none.
pub fn parse_color(typed: &str) -> Result<Option<String>, String> {
    let text = typed.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let digits = text.strip_prefix('#').unwrap_or(text);
    let is_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
    match digits.len() {
        6 if is_hex => Ok(Some(format!("#{}", digits.to_ascii_lowercase()))),
        3 if is_hex => {
            let long: String = digits.to_ascii_lowercase().chars().flat_map(|c| [c, c]).collect();
            Ok(Some(format!("#{long}")))
        }
        _ => Err("Write the colour as #rrggbb, as in #2e7d32.".to_owned()),
    }
}

/// A website that may show a widget: a host, any host below one (`*.example.com`), each on any port or on one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain {
    host: String,
    below: bool,
    port: Option<u16>,
}

impl Domain {
    /// Reads what a person typed: a host or a whole address, whose scheme and path are dropped.
    pub fn parse(typed: &str) -> Result<Self, String> {
        let text = typed.trim().to_lowercase();
        let wrong = || format!("“{}” is no website. Write it as shop.example.com or *.example.com.", typed.trim());
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(&text);
        let rest = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse().map_err(|_| wrong())?)),
            None => (rest, None),
        };
        let (below, host) = host.strip_prefix("*.").map_or((false, host), |host| (true, host));
        let label_is_good = |label: &str| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        if host.len() > 253 || !host.split('.').all(label_is_good) || (below && !host.contains('.')) {
            return Err(wrong());
        }
        Ok(Self { host: host.to_owned(), below, port })
    }

    /// Whether a page of this origin (`https://host:port`, as browsers write it) may show the widget.
    pub fn admits(&self, origin: &str) -> bool {
        let Some((scheme, rest)) = origin.split_once("://") else { return false };
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().ok()),
            None => (rest, Some(if scheme == "https" { 443 } else { 80 })),
        };
        let host = host.to_lowercase();
        let host_fits = if self.below {
            host.strip_suffix(&self.host).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
        } else {
            host == self.host
        };
        host_fits && (self.port.is_none() || self.port == port)
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.below { "*." } else { "" })?;
        f.write_str(&self.host)?;
        self.port.map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_admits_its_own_pages_and_no_look_alikes() {
        let shop = Domain::parse(" https://Shop.Example.com/cart?x=1 ").unwrap();
        assert_eq!(shop.to_string(), "shop.example.com");
        assert!(shop.admits("https://shop.example.com"));
        assert!(shop.admits("http://shop.example.com:8080"));
        for wrong in
            ["https://example.com", "https://shop.example.com.evil.io", "https://evilshop.example.com", "null", ""]
        {
            assert!(!shop.admits(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_star_admits_what_lies_below_and_a_port_only_itself() {
        let below = Domain::parse("*.example.com").unwrap();
        assert!(below.admits("https://a.b.example.com"));
        assert!(!below.admits("https://example.com") && !below.admits("https://badexample.com"));
        let local = Domain::parse("localhost:3001").unwrap();
        assert!(local.admits("http://localhost:3001"));
        assert!(!local.admits("http://localhost:3002") && !local.admits("http://localhost"));
        assert!(Domain::parse("example.com:443").unwrap().admits("https://example.com"));
    }

    #[test]
    fn what_is_no_website_is_refused_with_an_example() {
        for wrong in ["", "a b", "*.com", "http://", "shop..example", "-x.example", "host:99999", "*"] {
            assert!(Domain::parse(wrong).unwrap_err().contains("shop.example.com"), "{wrong}");
        }
    }

    #[test]
    fn a_snippet_names_the_script_the_project_and_the_key() {
        let widget =
            WidgetView { id: WidgetRef::new(1), key: PublishableKey::new(2), domains: Vec::new(), last_seen_at: None };
        let bot = BotView {
            id: BotRef::new(3),
            name: "\"><script>".into(),
            persona: String::new(),
            welcome_message: String::new(),
            color: None,
            rules: BotRules::default(),
            widget,
            version: 1,
            created_at: Timestamp(0),
        };
        assert_eq!(
            snippet("https://help.example.com/", &bot),
            "<script async src=\"https://help.example.com/v1/widget.js\" data-project=\"proj_30000000000000000000\" \
             data-key=\"pk_live_20000000000000000000\"></script>"
        );
    }

    #[test]
    fn colours_are_kept_in_one_notation() {
        assert_eq!(parse_color("#0AF").unwrap().as_deref(), Some("#00aaff"));
        assert_eq!(parse_color("2E7D32").unwrap().as_deref(), Some("#2e7d32"));
        assert_eq!(parse_color(" ").unwrap(), None);
        assert!(parse_color("red").is_err());
    }
}
