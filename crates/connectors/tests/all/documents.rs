//! Main text of whole pages, as shops build them: with what belongs to it, and what only stands around it.

use connectors::documents::{Document, Source, read};
use std::time::Duration;
use url::Url;

struct Page {
    html: &'static [u8],
    title: &'static str,
    language: Option<&'static str>,
    with: &'static [&'static str],
    without: &'static [&'static str],
}

/// Sections, roles and headings, as they should be.
const HELP: Page = Page {
    html: include_bytes!("../pages/help.html"),
    title: "Returns and refunds",
    language: Some("en-GB"),
    with: &[
        "You may send unopened tins back **within 30 days** of delivery.",
        "## How to send something back",
        "<returns@camomile.example>",
        "2. Put the delivery note into the parcel.",
        "A refund takes five working days once the parcel has reached our warehouse in Leeds.",
        "| Ireland | £4.50 |",
        "Opened tea cannot be taken back, for reasons of hygiene.",
        "**What about gifts?**\n\nThe voucher goes to the person who got the gift.",
    ],
    without: &[
        "Skip to",
        "Green tea",
        "Search",
        "cookies",
        "Accept",
        "Home",
        "Help centre",
        "Share",
        "Pin it",
        "Delivery times",
        "Ltd",
        "Imprint",
        "tracking",
        "Machine words",
        "teal",
    ],
};

/// Nothing but `div`, and names that only people understand.
const THEME: Page = Page {
    html: include_bytes!("../pages/theme.html"),
    title: "Versandkosten – Fahrradladen am See",
    language: Some("de"),
    with: &[
        "Versandkosten und Lieferzeit",
        "Kleinteile verschicken wir innerhalb von zwei Werktagen für 4,90 Euro.",
        "Das kostet 39 Euro und dauert ungefähr eine Woche.",
        "**Inseln:** Für Sylt und Helgoland berechnen wir 15 Euro Zuschlag.",
        "- Schweiz: 14,90 Euro zuzüglich Zoll",
        "Ab einem Bestellwert von 80 Euro liefern wir Kleinteile kostenlos.",
    ],
    without: &[
        "Werkstatt",
        "Termine",
        "Cookies",
        "Einverstanden",
        "Marge",
        "Lastenräder",
        "Kette",
        "Angebot",
        "anmelden",
        "Geschäftsbedingungen",
        "Datenschutz",
    ],
};

/// A layout of tables, paragraphs that nobody closes, and no word about the language.
const FRAMES: Page = Page {
    html: include_bytes!("../pages/frames.html"),
    title: "Cómo llegar y contactar",
    language: None,
    with: &[
        "La bodega abre de martes a domingo, de diez a dos y de cuatro a siete.",
        "Las visitas duran noventa minutos y cuestan 12 euros por persona; los niños entran gratis.",
        "## Reservas\n\nReserve por teléfono en el [900 000 000](tel:+34900000000) con dos días de antelación.",
        "Hay aparcamiento para autobuses detrás del edificio principal.",
    ],
    without: &["Vinos", "Visitas guiadas", "Tienda", "Aviso legal", "Mapa del sitio", "Los Olivos"],
};

async fn read_page(html: &'static [u8]) -> Document {
    let address = Url::parse("https://shop.example/help/page.htm").ok();
    let source = Source { called: "The page".into(), content_type: Some("text/html; charset=utf-8".into()), address };
    read(html.into(), source, Duration::from_secs(20)).await.unwrap()
}

#[tokio::test]
async fn the_main_text_of_whole_pages_is_found_and_what_surrounds_it_left() {
    for page in [HELP, THEME, FRAMES] {
        let document = read_page(page.html).await;
        let text = &document.markdown;
        assert_eq!((document.title.as_str(), document.language.as_deref()), (page.title, page.language));
        for piece in page.with {
            assert!(text.contains(piece), "{}: “{piece}” is lost:\n{text}", page.title);
        }
        for piece in page.without {
            assert!(!text.contains(piece), "{}: “{piece}” was taken along:\n{text}", page.title);
        }
    }
}
