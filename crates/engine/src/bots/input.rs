//! Reading what people typed about a bot.

use domain::bots::{DOMAINS, Domain, NAME_CHARS, parse_name};
use std::collections::BTreeSet;
use url::Host;

pub(super) fn name(typed: &str) -> Result<String, String> {
    parse_name(typed, "the bot's name", NAME_CHARS)
}

/// A website as browsers name it, who write a host in ASCII whatever its letters.
fn domain(typed: &str) -> Result<String, String> {
    let domain = Domain::parse(typed)?.to_string();
    let (below, rest) = domain.strip_prefix("*.").map_or(("", domain.as_str()), |rest| ("*.", rest));
    let (host, port) = rest.split_at(rest.find(':').unwrap_or(rest.len()));
    match Host::parse(host) {
        Ok(Host::Domain(host)) => Ok(format!("{below}{host}{port}")),
        // An address in numbers stays as it is.
        Ok(_) => Ok(domain),
        Err(_) => Err(format!("“{}” is no website. Write it as shop.example.com or *.example.com.", typed.trim())),
    }
}

/// Websites, each once, in one notation and in the order given.
pub(super) fn domains(typed: &[String]) -> Result<Vec<String>, String> {
    let mut seen = BTreeSet::new();
    let mut domains = Vec::new();
    for text in typed.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        let domain = domain(text)?;
        if seen.insert(domain.clone()) {
            domains.push(domain);
        }
    }
    if domains.len() > DOMAINS {
        return Err(format!("Name at most {DOMAINS} websites; these are {}.", domains.len()));
    }
    Ok(domains)
}

/// The website of a business as the only place for its widget. A website on this machine is a place for trying things out,
/// and what it is called there changes.
pub(super) fn of_website(website: Option<&str>) -> Vec<String> {
    let domain = website.and_then(|website| domain(website).ok());
    domain.filter(|host| host.contains('.')).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_kept_once_and_in_one_notation() {
        let typed = ["https://Shop.example/x", " shop.example", "", "*.Shop.example"].map(str::to_owned);
        assert_eq!(domains(&typed), Ok(vec!["shop.example".into(), "*.shop.example".into()]));
        let letters = ["https://München.example:8080", "*.пример.рф", "192.168.0.7:3001"].map(str::to_owned);
        let kept = ["xn--mnchen-3ya.example:8080", "*.xn--e1afmkfd.xn--p1ai", "192.168.0.7:3001"].map(str::to_owned);
        assert_eq!(domains(&letters), Ok(kept.to_vec()));
        assert!(domains(&["no website".to_owned()]).is_err());
        let many: Vec<String> = (0..=DOMAINS).map(|n| format!("shop{n}.example")).collect();
        assert!(domains(&many).is_err());
    }

    #[test]
    fn a_business_with_a_website_starts_with_it() {
        assert_eq!(of_website(Some("https://www.tea.example/shop")), ["www.tea.example"]);
        assert!(of_website(None).is_empty() && of_website(Some("http://localhost:3000")).is_empty());
    }
}
