//! Which websites may show a widget.

use domain::bots::Domain;
use domain::{Code, Problem};
use store::widgets::WidgetRow;

use crate::app::App;
use crate::error::Result;

/// Refuses a page that may not show this widget. `origin` is what the browser says (`https://host:port`); programs say
/// nothing.
///
/// # Errors
/// `forbidden`, naming the page's address.
pub(crate) fn check(app: &App, widget: &WidgetRow, origin: Option<&str>) -> Result<()> {
    if admits(&app.settings().public_url, &widget.domains, origin) {
        return Ok(());
    }
    let message = match origin {
        Some(origin) => format!(
            "The page {origin} may not show this widget. Add its address to the widget's domains on the bot's page."
        ),
        None => "Only pages of this widget's domains may show it, and this request comes from no page.".to_owned(),
    };
    Err(Problem::new(Code::Forbidden, message).into())
}

/// Our own pages (the preview) may always; without a list everybody may.
fn admits(public_url: &str, domains: &[String], origin: Option<&str>) -> bool {
    if domains.is_empty() {
        return true;
    }
    let Some(origin) = origin else { return false };
    let own = url::Url::parse(public_url).is_ok_and(|own| own.origin().ascii_serialization() == origin);
    // A stored domain was read before it was stored; one that a newer version wrote admits nobody.
    own || domains.iter().any(|domain| Domain::parse(domain).is_ok_and(|domain| domain.admits(origin)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "https://help.example.com";

    #[test]
    fn listed_pages_and_our_own_show_a_widget_and_no_others() {
        let listed = ["shop.example".to_owned(), "*.shop.example".to_owned()];
        for good in ["https://shop.example", "https://de.shop.example", OWN] {
            assert!(admits(OWN, &listed, Some(good)), "{good}");
        }
        for wrong in ["https://shop.example.evil.io", "null", "", "https://help.example.com.evil.io"] {
            assert!(!admits(OWN, &listed, Some(wrong)), "{wrong}");
        }
        assert!(!admits(OWN, &listed, None));
    }

    #[test]
    fn without_a_list_every_page_may() {
        assert!(admits(OWN, &[], Some("https://anywhere.example")) && admits(OWN, &[], None));
    }
}
