//! Importing pages and files: what is taken, and what is refused with which sentence.

use connectors::http::Bytes;
use domain::knowledge::{FILE_BYTES, ItemDetail, ItemSource, ItemStatus};
use domain::page::PageRequest;
use domain::permissions::Role;
use domain::{Code, Language};
use engine::Ctx;
use engine::knowledge::{self, ItemQuery, import_file, import_url};
use std::io::Write;
use std::time::{Duration, Instant};

use crate::site;
use crate::world::{World, code, on_both, problem};

const PAGE: &str = "<!doctype html><html lang=es><head><title>Devoluciones</title></head><body><nav>Inicio</nav><main>\
    <h1>Devoluciones</h1><p>Puedes devolver tu pedido en un plazo de 30 días.</p></main></body></html>";

async fn owner(world: &World) -> Ctx {
    world.set_up().await.ctx().unwrap()
}

async fn how_many(ctx: &Ctx) -> usize {
    knowledge::list_items(ctx, ItemQuery::default(), PageRequest::default()).await.unwrap().items.len()
}

/// The sentence with which a page is refused, at its field.
async fn refusal(ctx: &Ctx, url: &str) -> String {
    let problem = problem(import_url(ctx, url, true).await);
    assert_eq!(problem.code, Code::Invalid, "{problem}");
    assert_eq!(problem.fields.get("url"), Some(&problem.message));
    problem.message
}

async fn file(ctx: &Ctx, name: &str, bytes: &[u8]) -> engine::Result<ItemDetail> {
    import_file(ctx, name, Bytes::copy_from_slice(bytes), true).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_becomes_an_item_that_answers_with_its_address() {
    on_both(async |world| {
        let ctx = owner(&world).await;
        let url = site::page("/devoluciones", "text/html; charset=utf-8", PAGE);
        let item = import_url(&ctx, &format!("{url}#plazo"), true).await.unwrap();
        assert_eq!((item.item.title.as_str(), item.item.language), ("Devoluciones", Language::Es));
        assert_eq!((item.item.source, item.item.status), (ItemSource::Url, ItemStatus::Published));
        assert_eq!(item.item.origin.as_deref(), Some(url.as_str()));
        assert_eq!(item.content, "# Devoluciones\n\nPuedes devolver tu pedido en un plazo de 30 días.");
        assert_eq!(item.passages[0].text, "Puedes devolver tu pedido en un plazo de 30 días.");
        let found = knowledge::search_items(&ctx, "¿Cuántos días tengo para devolver?", None, 5).await.unwrap();
        assert_eq!((&found[0].item, found[0].url.as_deref()), (&item.item.id, Some(url.as_str())));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_imported_again_is_the_next_version_of_its_item() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let url = site::page("/again", "text/html", PAGE);
    let first = import_url(&ctx, &url, true).await.unwrap();
    let events = world.events(&ctx).await.len();
    let same = import_url(&ctx, &url, true).await.unwrap();
    assert_eq!(same, first);
    assert_eq!(world.events(&ctx).await.len(), events, "nothing has changed");
    site::page("/again", "text/html", PAGE.replace("30 días", "60 días"));
    world.clock.advance_ms(5);
    let second = import_url(&ctx, &url, false).await.unwrap();
    assert_eq!((&second.item.id, second.item.version), (&first.item.id, 2));
    assert_eq!(second.item.status, ItemStatus::Published, "what answers goes on answering, with the new text");
    let found = knowledge::search_items(&ctx, "plazo para devolver", None, 5).await.unwrap();
    assert!(found.len() == 1 && found[0].passage.text.contains("60 días"), "{found:?}");
    assert_eq!(how_many(&ctx).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_publish_cannot_renew_what_answers() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let tom = world.join(&ann.ctx().unwrap(), "tom@example.com", Role::Tester).await.ctx().unwrap();
    let url = site::page("/renew", "text/html", PAGE);
    assert_eq!(code(import_url(&tom, &url, true).await), Code::Forbidden);
    let draft = import_url(&tom, &url, false).await.unwrap();
    assert_eq!(draft.item.status, ItemStatus::Draft);
    assert!(knowledge::search_items(&tom, "devolver pedido", None, 5).await.unwrap().is_empty());
    knowledge::publish_item(&ann.ctx().unwrap(), &draft.item.id).await.unwrap();
    site::page("/renew", "text/html", PAGE.replace("30 días", "1 día"));
    let refused = problem(import_url(&tom, &url, false).await);
    assert_eq!(refused.code, Code::Forbidden);
    assert!(refused.message.contains("“Devoluciones”"), "{refused}");
    let viewer = world.join(&ann.ctx().unwrap(), "vera@example.com", Role::Viewer).await.ctx().unwrap();
    assert_eq!(code(import_url(&viewer, &url, false).await), Code::Forbidden);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_text_under_another_address_is_refused_and_the_item_named() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let first = import_url(&ctx, &site::page("/one", "text/html", PAGE), true).await.unwrap();
    let refused = problem(import_url(&ctx, &site::page("/two?b", "text/html", PAGE), true).await);
    assert_eq!(refused.code, Code::Conflict);
    assert!(
        refused.message.contains("“Devoluciones”") && refused.message.contains(first.item.id.as_str()),
        "{refused}"
    );
    assert_eq!(how_many(&ctx).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn doubles_at_the_same_moment_make_one_item() {
    on_both(async |world| {
        let ctx = owner(&world).await;
        let url = site::page("/rush", "text/html", PAGE);
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (ctx, url) = (ctx.clone(), url.clone());
            tasks.spawn(async move { import_url(&ctx, &url, true).await.map(|item| item.item.id) });
        }
        let made: Vec<_> = tasks.join_all().await.into_iter().map(Result::unwrap).collect();
        assert!(made.iter().all(|id| *id == made[0]));
        assert_eq!(how_many(&ctx).await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_cannot_be_had_is_refused_with_the_reason() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for (url, says) in [
        ("".to_owned(), "Enter the address of a page"),
        ("not an address".to_owned(), "not the address of a page"),
        ("ftp://files.example/prices".to_owned(), "“ftp” addresses cannot be fetched"),
        ("http://ann:secret@shop.example/".to_owned(), "holds a name or a password"),
        (format!("http://{closed}/"), "127.0.0.1"),
        ("http://127.0.0.1:1/".to_owned(), "127.0.0.1"),
        ("http://[::1]/admin".to_owned(), "::1"),
        ("http://169.254.169.254/latest/meta-data/".to_owned(), "169.254.169.254"),
        ("http://10.0.0.1/".to_owned(), "10.0.0.1"),
        ("http://no-such-host.invalid/".to_owned(), "no-such-host.invalid"),
        (site::redirect("/inside", "http://169.254.169.254/latest/"), "169.254.169.254"),
        (site::redirect("/inside2", &format!("http://{closed}/")), "127.0.0.1"),
        (site::redirect("/circle", "/circle"), "in a circle"),
        (site::raw("/garbage", "this is no HTTP\r\n\r\n"), "127.0.0.1"),
        (site::raw("/cut", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<p>half"), "broke off"),
        (site::status("/gone", 404, "text/html", "<h1>Not here</h1>"), "has no page at this address"),
        (site::status("/login", 403, "text/html", "<h1>Sign in</h1>"), "does not show us this page"),
        (site::status("/down", 503, "text/html", "<h1>Down</h1>"), "has a problem of its own"),
        (site::status("/busy", 429, "text/html", ""), "takes no more requests"),
        (site::page("/nothing", "text/html", ""), "is empty"),
        (site::page("/script", "text/html", "<html><body><script>draw()</script></body></html>"), "no text of its own"),
        (site::page("/picture", "text/html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "is a PNG image"),
        (site::page("/pdf", "application/pdf", b"%PDF-1.7\n\xe2\xe3\xcf"), "is a PDF"),
        (site::page("/noise", "text/plain", [0, 1, 2, 3, 4, 5, 6, 7].repeat(100)), "is a binary file"),
        (site::page("/api", "application/json", "{\"price\": 4}"), "is JSON"),
    ] {
        let said = refusal(&ctx, &url).await;
        assert!(said.contains(says), "{url}: {said}");
        assert!(said.ends_with('.') && !said.contains("ann:"), "{said}");
    }
    assert_eq!(how_many(&ctx).await, 0, "nothing is half imported");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_too_large_ends_at_its_limit_announced_packed_or_endless() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let announced = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n<p>", 50 * FILE_BYTES);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![b'a'; 2 * FILE_BYTES]).unwrap();
    let packed = packed.finish().unwrap();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", packed.len());
    let bomb = [head.as_bytes(), &packed].concat();
    let endless = [b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_vec(), vec![b'a'; FILE_BYTES + 1]].concat();
    for url in [site::raw("/announced", announced), site::raw("/bomb", bomb), site::raw("/endless", endless)] {
        let begun = Instant::now();
        let said = refusal(&ctx, &url).await;
        assert!(said.contains("larger than the 10 MB"), "{said}");
        assert!(begun.elapsed() < Duration::from_secs(15));
    }
    let long = site::page("/long", "text/plain", "tea and milk ".repeat(100_000));
    assert!(refusal(&ctx, &long).await.contains("more than 1 MB of text"));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_text_markdown_and_html_are_read_by_their_content() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let german =
        b"Versand\r\n\r\nDer Versand dauert f\xfcr gew\xf6hnlich zwei bis drei Tage, nach \xd6sterreich l\xe4nger.";
    let item = file(&ctx, r"C:\docs\versand.txt", german).await.unwrap();
    assert_eq!((item.item.title.as_str(), item.item.language), ("Versand", Language::De));
    assert!(item.content.contains("für gewöhnlich") && item.content.contains("Österreich"), "{}", item.content);
    assert_eq!((item.item.source, item.item.origin.as_deref()), (ItemSource::File, Some("versand.txt")));

    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("# Prices\n\nTea: 3 €".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let item = file(&ctx, "prices.md", &utf16).await.unwrap();
    assert_eq!((item.item.title.as_str(), item.content.as_str()), ("Prices", "# Prices\n\nTea: 3 €"));

    let page = "<html><head><title>Payment</title></head><body><h1>Payment</h1><ul><li>Visa</li><li>Cash</li></ul>";
    let item = file(&ctx, "payment.txt", page.as_bytes()).await.unwrap();
    assert_eq!(item.content, "# Payment\n\n- Visa\n- Cash", "a page is a page whatever it is called");

    let untitled = file(&ctx, "opening hours.md", b"We open at nine.\nWe close at six.").await.unwrap();
    assert_eq!(untitled.item.title, "opening hours");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_the_same_name_is_the_next_version() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let first = file(&ctx, "faq.md", b"# FAQ\n\nOne answer about tea.").await.unwrap();
    let second = file(&ctx, "faq.md", b"# FAQ\n\nAnother answer about tea.").await.unwrap();
    assert_eq!((&second.item.id, second.item.version), (&first.item.id, 2));
    let refused = problem(file(&ctx, "copy.md", b"# FAQ\n\nAnother answer about  tea.\n").await);
    assert_eq!(refused.code, Code::Conflict, "the same words in other white space");
    assert!(refused.fields["file"].contains("“FAQ”"), "{refused}");
    knowledge::archive_item(&ctx, &first.item.id).await.unwrap();
    let refused = problem(file(&ctx, "copy.md", b"# FAQ\n\nAnother answer about tea.").await);
    assert!(refused.message.contains("It is archived; publish it again."), "{refused}");
    let back = file(&ctx, "faq.md", b"# FAQ\n\nA third answer about tea.").await.unwrap();
    assert_eq!((back.item.version, back.item.status), (3, ItemStatus::Published));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_none_of_these_are_refused_by_their_name() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    for (name, bytes, says) in [
        ("prices.txt", &b"%PDF-1.4\n%\xe2\xe3\xcf\xd3"[..], "The file “prices.txt” is a PDF"),
        ("faq.md", b"PK\x03\x04\x14\0\0\0word/document.xml", "is a Word document (DOCX)"),
        ("old.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "an old Word, Excel or PowerPoint file"),
        ("page.html", b"\xff\xd8\xff\xe0\0\x10JFIF", "is a JPEG image"),
        ("empty.md", b"", "is empty"),
        ("spaces.md", b" \n\t\r\n", "is empty"),
        ("noise.txt", b"\0\x01\x02\x03\x04\x05\xfe\xff\x07\x08", "is a binary file"),
    ] {
        let refused = problem(file(&ctx, name, bytes).await);
        assert_eq!(refused.code, Code::Invalid);
        assert!(refused.fields["file"].contains(says), "{name}: {refused}");
    }
    for nameless in ["", "  ", "folder/", "a\nb"] {
        assert!(problem(file(&ctx, nameless, b"text").await).fields.contains_key("name"), "{nameless:?}");
    }
    let huge = problem(import_file(&ctx, "huge.txt", Bytes::from(vec![b'a'; FILE_BYTES + 1]), true).await);
    assert_eq!(huge.code, Code::TooLarge);
    assert!(huge.message.contains("more than 10 MB"), "{huge}");
    assert_eq!(how_many(&ctx).await, 0);
}
