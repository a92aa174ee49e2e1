//! A web page as a document: parse it piece by piece with an eye on the time, find its main text, write that as Markdown.

use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use scraper::{ElementRef, Html, HtmlTreeSink, Node};
use std::time::Instant;
use url::Url;

use super::{Document, Unreadable, content, markdown, one_line};

/// How much of a page is parsed between two looks at the time.
const PIECE_BYTES: usize = 16 * 1024;

/// The page's main text.
pub(super) fn read(text: &str, address: Option<&Url>, ends: Instant) -> Result<Document, Unreadable> {
    let page = parse(text, ends)?;
    let elements = || page.tree.nodes().filter_map(ElementRef::wrap);
    let base = elements().find(|element| element.value().name() == "base");
    let base = base.and_then(|base| base.value().attr("href"));
    let base = match (address, base) {
        (Some(address), Some(href)) => address.join(href).ok().or_else(|| Some(address.clone())),
        (address, _) => address.cloned(),
    };
    let language = elements().find(|element| element.value().name() == "html");
    let language = language.and_then(|html| html.value().attr("lang").or_else(|| html.value().attr("xml:lang")));
    let main = content::main(&page, ends);
    if Instant::now() > ends {
        return Err(Unreadable::TooLong);
    }
    let markdown = match main {
        Some(main) => markdown::write(main, base.as_ref(), ends)?,
        None => String::new(),
    };
    Ok(Document {
        title: title(&page, main),
        markdown,
        language: language.map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned),
    })
}

fn parse(text: &str, ends: Instant) -> Result<Html, Unreadable> {
    // As without scripts: what stands in `noscript` is markup then, and skipped as such.
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let mut parser = driver::parse_document(HtmlTreeSink::new(Html::new_document()), options);
    let mut rest = text;
    while !rest.is_empty() {
        if Instant::now() > ends {
            return Err(Unreadable::TooLong);
        }
        let (piece, behind) = rest.split_at(rest.floor_char_boundary(PIECE_BYTES));
        parser.process(StrTendril::from(piece));
        rest = behind;
    }
    Ok(parser.finish())
}

/// The one `h1` of the main text, else the title that the page gives to others, else its `title`.
fn title(page: &Html, main: Option<ElementRef<'_>>) -> String {
    let named = |root: ElementRef<'_>, name: &str| -> Vec<String> {
        let found = root.descendants().filter_map(ElementRef::wrap).filter(|element| element.value().name() == name);
        found.take(2).map(|element| one_line(&element.text().collect::<String>())).collect()
    };
    if let Some(main) = main
        && let [only] = named(main, "h1").as_slice()
        && !only.is_empty()
    {
        return only.clone();
    }
    let meta = |property: &str| {
        page.tree.nodes().filter_map(ElementRef::wrap).find_map(|element| {
            let element = element.value();
            let is_it = element.name() == "meta" && element.attr("property") == Some(property);
            is_it.then(|| one_line(element.attr("content").unwrap_or_default())).filter(|text| !text.is_empty())
        })
    };
    if let Some(title) = meta("og:title") {
        return title;
    }
    let title = head_title(page).unwrap_or_default();
    match meta("og:site_name") {
        Some(site) => without_site(&title, &site).to_owned(),
        None => title,
    }
}

fn head_title(page: &Html) -> Option<String> {
    // Pictures drawn into a page have titles of their own.
    let title = page.tree.nodes().find(|node| {
        let is_title = matches!(node.value(), Node::Element(element) if element.name() == "title");
        let within = |name: &str| {
            node.ancestors().any(|above| matches!(above.value(), Node::Element(element) if element.name() == name))
        };
        is_title && !within("svg")
    })?;
    Some(one_line(&ElementRef::wrap(title)?.text().collect::<String>()))
}

/// `Returns | Shop` is about returns.
fn without_site<'t>(title: &'t str, site: &str) -> &'t str {
    let rest = title.strip_suffix(site).map(str::trim_end).unwrap_or(title);
    let cut = rest.trim_end_matches(['|', '-', '–', '—', '·', ':', '»', '•']).trim_end();
    if cut.is_empty() || cut.len() == rest.len() { title } else { cut }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn read_page(text: &str) -> Document {
        let address = Url::parse("https://shop.example/help/returns?x=1").unwrap();
        read(text, Some(&address), Instant::now() + Duration::from_secs(10)).unwrap()
    }

    #[test]
    fn the_main_text_is_kept_and_what_stands_around_it_is_not() {
        let page = read_page(
            r##"<!doctype html><html lang="en-GB"><head><title>Returns | Tea Shop</title>
            <meta property="og:site_name" content="Tea Shop"><style>p { color: red }</style></head><body>
            <header><a href="/">Tea Shop</a><nav><ul><li><a href="/a">Black</a></li></ul></nav></header>
            <div id="cookie-banner" class="cookie-consent">We use cookies. <button>Accept</button></div>
            <ol class="breadcrumb"><li><a href="/">Home</a></li><li>Returns</li></ol>
            <main><h1>Returns &amp; refunds</h1><p>Send it back <b>within 30 days</b>,<br>unused.</p>
            <script>track()</script><noscript>Please enable scripts</noscript>
            <h2>How long does a refund take?</h2><p>Five days. See <a href="../contact#form">contact</a>.</p>
            <img src="x.png" alt="a picture"><ul class="share-buttons"><li><a href="x">Tweet</a></li></ul></main>
            <aside>Popular teas</aside><footer>© Tea Shop</footer></body></html>"##,
        );
        assert_eq!(page.title, "Returns & refunds");
        assert_eq!(page.language.as_deref(), Some("en-GB"));
        assert_eq!(
            page.markdown,
            "# Returns & refunds\n\nSend it back **within 30 days**,  \nunused.\n\n## How long does a refund take?\n\n\
             Five days. See [contact](https://shop.example/contact#form)."
        );
    }

    #[test]
    fn lists_and_tables_stay_what_they_are() {
        let page = read_page(
            "<body><h1>Shipping</h1><ul><li>Letters<ul><li>small</li><li>large</li></ul></li><li><p>Parcels</p></li></ul>
             <ol start=3><li>Pack</li><li>Send</li></ol>
             <table><caption>Prices</caption><thead><tr><th>To</th><th>Price</th></tr></thead>
             <tr><td>Germany</td><td>4 €</td></tr><tr><td>Spain | islands</td><td>9 €<br>or more</td></tr></table>
             <table><tr><td><h2>Layout</h2><p>Only a frame.</p></td></tr></table></body>",
        );
        assert_eq!(
            page.markdown,
            "# Shipping\n\n- Letters\n  - small\n  - large\n- Parcels\n\n3. Pack\n4. Send\n\nPrices\n\n\
             | To | Price |\n| --- | --- |\n| Germany | 4 € |\n| Spain \\| islands | 9 € or more |\n\n\
             ## Layout\n\nOnly a frame."
        );
    }

    #[test]
    fn questions_that_open_on_a_click_keep_their_answers() {
        let page = read_page(
            r#"<main><h2>FAQ</h2><details><summary>Do you ship abroad?</summary><p>Yes, to all of Europe.</p></details>
            <h3><button aria-controls="p1">Can I pay by card?</button></h3>
            <div id="p1" role="region" hidden><p>Visa and Mastercard.</p></div>
            <button class="accordion">Is there a shop?</button><div class="panel" style="display:none"><p>In Hamburg.</p></div>
            <dl><dt>When do you open?</dt><dd>At nine.</dd></dl>
            <p hidden>Secret</p><p style="display: none">Gone</p><button>Add to cart</button></main>"#,
        );
        assert_eq!(
            page.markdown,
            "## FAQ\n\n**Do you ship abroad?**\n\nYes, to all of Europe.\n\n### Can I pay by card?\n\nVisa and Mastercard.\n\n\
             **Is there a shop?**\n\nIn Hamburg.\n\n**When do you open?**\n\nAt nine."
        );
    }

    #[test]
    fn signs_of_markdown_in_a_page_stay_signs() {
        let page = read_page(
            "<p>5 * 3 = 15, a_b_c, *x*, [y](z), &lt;b&gt; and 1. &amp;amp;</p><p># no heading</p><p>- 5 °C</p><p>12. May</p>",
        );
        assert_eq!(
            page.markdown,
            "5 * 3 = 15, a_b_c, \\*x\\*, \\[y](z), \\<b> and 1. \\&amp;\n\n\\# no heading\n\n\\- 5 °C\n\n12\\. May"
        );
    }

    #[test]
    fn links_are_made_whole_and_dangerous_ones_lose_their_target() {
        let page = read_page(
            r##"<p><a href="mailto:hi@shop.example">Write</a> <a href="javascript:alert(1)">run</a> <a href="#top">up</a>
            <a href="https://shop.example/a_(b)">https://shop.example/a_(b)</a> <a href="tel:+49 30 1">call</a></p>
            <a href="/card"><div><h3>Gift card</h3><p>For friends.</p></div></a>"##,
        );
        assert_eq!(
            page.markdown,
            "[Write](mailto:hi@shop.example) run up <https://shop.example/a_(b)> [call](<tel:+49 30 1>)\n\n\
             ### Gift card\n\nFor friends."
        );
    }

    #[test]
    fn a_page_without_marks_is_read_whole() {
        let page =
            read_page("<title>Prices – Shop</title><center><font>All prices in euro.</font><p>Tea: 3 €</center>");
        assert_eq!((page.title.as_str(), page.markdown.as_str()), ("Prices – Shop", "All prices in euro.\n\nTea: 3 €"));
        let code =
            read_page("<pre><code class=x>let a = 1;\n  b</code></pre><blockquote><p>One</p><p>Two</p></blockquote>");
        assert_eq!(code.markdown, "```\nlet a = 1;\n  b\n```\n\n> One\n>\n> Two");
    }
}
