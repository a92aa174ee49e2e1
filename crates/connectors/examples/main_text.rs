//! How much of the main text of web pages is found, on a set of pages that lies outside of the project:
//!
//! `cargo run --release -p connectors --example main_text -- FOLDER`
//!
//! FOLDER has `segments.json` (address → `file`, `with`: pieces of text that belong to the page, `without`: pieces that
//! stand around it) and the pages, gzipped, in `html/`.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

use connectors::documents::{Source, read};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use url::Url;

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

#[tokio::main]
async fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("the folder of the pages"));
    let truth = std::fs::read_to_string(folder.join("segments.json")).unwrap();
    let truth: BTreeMap<String, Truth> = serde_json::from_str(&truth).unwrap();
    let (mut wanted, mut found, mut unwanted, mut taken, mut slowest) = (0, 0, 0, 0, Duration::ZERO);
    for (address, page) in &truth {
        let packed = std::fs::read(folder.join("html").join(&page.file)).unwrap();
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
                println!("refused: {address}: {wrong}");
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
    let recall = f64::from(found as u32) / f64::from(wanted as u32);
    let precision = f64::from(found as u32) / f64::from((found + taken) as u32);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!(
        "{} pages: recall {recall:.3} ({found} of {wanted}), precision {precision:.3} ({taken} of {unwanted} taken along), \
         F1 {f1:.3}; slowest page {slowest:?}",
        truth.len()
    );
}
