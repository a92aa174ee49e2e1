//! Main text of real pages, measured where they are at hand.

use connectors::documents::{Source, read};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};
use url::Url;

/// Pages with pieces of text that belong to them and pieces that stand around them.
const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/web/trafilatura");

#[derive(Deserialize)]
struct Truth {
    file: String,
    with: Vec<String>,
    without: Vec<String>,
}

/// Letters and digits alone: marks and spaces of Markdown are no difference.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[tokio::test]
async fn the_main_text_of_real_pages_is_found_and_most_of_what_surrounds_it_left() {
    let Ok(truth) = std::fs::read_to_string(Path::new(PAGES).join("segments.json")) else {
        println!("SKIPPED: ../shared/data is not here");
        return;
    };
    let truth: BTreeMap<String, Truth> = serde_json::from_str(&truth).unwrap();
    let (mut wanted, mut found, mut unwanted, mut taken, mut slowest) = (0, 0, 0, 0, Duration::ZERO);
    let mut refused = Vec::new();
    for (address, page) in &truth {
        let packed = std::fs::read(Path::new(PAGES).join("html").join(&page.file)).unwrap();
        let mut html = Vec::new();
        flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut html).unwrap();
        let source = Source {
            called: "The page".into(),
            content_type: Some("text/html".into()),
            address: Url::parse(address).ok(),
        };
        let begun = Instant::now();
        let text = match read(html.into(), source, Duration::from_secs(20)).await {
            Ok(document) => bare(&document.markdown),
            Err(wrong) => {
                refused.push(format!("{address}: {wrong}"));
                String::new()
            }
        };
        slowest = slowest.max(begun.elapsed());
        let holds = |piece: &&String| text.contains(&bare(piece));
        wanted += page.with.len();
        found += page.with.iter().filter(holds).count();
        unwanted += page.without.len();
        taken += page.without.iter().filter(holds).count();
    }
    let recall = found as f64 / wanted as f64;
    let precision = found as f64 / (found + taken) as f64;
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!(
        "{} pages: recall {recall:.3} ({found} of {wanted}), precision {precision:.3} ({taken} of {unwanted} taken along), \
         F1 {f1:.3}; slowest page {slowest:?}; refused: {refused:#?}",
        truth.len()
    );
    // A text that is lost answers nothing, so recall comes first; what is taken along too often is known and to be less.
    assert!(recall > 0.93 && f1 > 0.78, "recall {recall:.3}, F1 {f1:.3}");
}
