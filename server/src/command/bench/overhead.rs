//! What the program adds to the answer of a model: from the question to the first and to the last word, against a service on
//! loopback whose own time is known and taken off.

use super::super::stand_in::{Given, Speech, StandIn, passages, task};
use super::super::{Failure, explained, failure};
use super::answer::{fill, question};
use super::events::context;
use super::figures::Figures;
use super::place::Place;
use engine::answer::{Sink, Turn, answer};
use engine::conversations::Decision;
use engine::{App, bots};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Questions before measuring begins.
const WARM_UP: u64 = 20;
/// The pause between the pieces of a model that writes about fifty tokens a second.
const PAUSE_MS: u64 = 20;

/// Asks about `items` published items: a model that writes all at once, then one that takes its time.
pub(super) async fn measure(
    cluster: Option<&str>,
    items: u64,
    seconds: u64,
    figures: &mut Figures,
) -> Result<(), Failure> {
    let pause_ms = Arc::new(AtomicU64::new(0));
    let shared = pause_ms.clone();
    let speak = move |request: &Value| Speech {
        text: reply(request),
        pause: Duration::from_millis(shared.load(Ordering::Relaxed)),
        ..Speech::default()
    };
    let model = StandIn::start(speak).await?;
    let mut place = Place::make(cluster).await?;
    place.ask_at(&model.base_url(), &model.addr.to_string());
    let app = place.engine().await?;
    let ctx = context(&app).await?;
    let bot = bots::create(&ctx, "Bench").await.map_err(explained)?;
    let turn = Turn::single(&ctx, &bot.id, "").await.map_err(explained)?;
    fill(&ctx, items).await?;
    figures.add("overhead", "items published", items as f64, "");
    for number in 0..WARM_UP {
        ask(&app, &turn, &model, number, items).await?;
    }
    let (mut first, mut last, mut asked) = (Vec::new(), Vec::new(), Vec::new());
    let mut number = WARM_UP;
    let begun = Instant::now();
    while begun.elapsed().as_secs() < seconds {
        let took = ask(&app, &turn, &model, number, items).await?;
        first.push(took.first);
        last.push(took.last);
        asked.push(took.until_asked);
        number += 1;
    }
    figures.add("overhead", "answers", first.len() as f64, "");
    figures.add_times("overhead", "until the model is asked", asked);
    figures.add_times("overhead", "added to the first word", first);
    figures.add_times("overhead", "added to the last word", last);
    pause_ms.store(PAUSE_MS, Ordering::Relaxed);
    let (mut sentence, mut last) = (Vec::new(), Vec::new());
    let begun = Instant::now();
    while begun.elapsed().as_secs() < seconds {
        let took = ask(&app, &turn, &model, number, items).await?;
        sentence.push(took.first);
        last.push(took.last);
        number += 1;
    }
    figures.add_times("overhead", "at 50 tokens a second: first sentence after first token", sentence);
    figures.add_times("overhead", "at 50 tokens a second: added to the last word", last);
    app.store().close().await;
    place.remove().await
}

/// What one answer took beyond the model's own time.
struct Took {
    until_asked: Duration,
    first: Duration,
    last: Duration,
}

async fn ask(app: &App, turn: &Turn, model: &StandIn, number: u64, items: u64) -> Result<Took, Failure> {
    // Every tenth question is one that no item answers.
    let (question, _) = question(if number % 10 == 9 { number + 1 } else { number }, items);
    let turn = Turn { messages: vec![question], ..turn.clone() };
    let mut sink = Timed::default();
    let begun = Instant::now();
    let decision = Box::pin(answer(app, &turn, &mut sink)).await.map_err(explained)?;
    let ended = Instant::now();
    let (Decision::Reply { trace, .. } | Decision::HandOff { trace, .. }) = decision;
    if trace["engine"] != "openai" {
        return Err(failure(format!("The model's answer did not pass: {}.", trace["fallback"])));
    }
    let Given { asked, first, last } = model.last()?;
    let shown = sink.first.unwrap_or(ended);
    Ok(Took {
        until_asked: asked.saturating_duration_since(begun),
        first: shown.saturating_duration_since(begun).saturating_sub(first.saturating_duration_since(asked)),
        last: ended.saturating_duration_since(begun).saturating_sub(last.saturating_duration_since(asked)),
    })
}

/// Notes when the first words came.
#[derive(Default)]
struct Timed {
    said: String,
    first: Option<Instant>,
}

impl Sink for Timed {
    fn say(&mut self, words: &str) {
        self.first.get_or_insert_with(Instant::now);
        self.said.push_str(words);
    }
    fn said(&self) -> &str {
        &self.said
    }
}

/// The first passage in the words of a model: each of its sentences a part.
fn reply(request: &Value) -> String {
    let Some((id, _)) = passages(request).into_iter().next() else { return "[none]".to_owned() };
    let lines = task(request).lines().skip_while(|line| !line.starts_with("<passage ")).skip(1);
    let lines = lines.take_while(|line| !line.starts_with("</passage "));
    let sentences = lines.flat_map(|line| line.split_inclusive(". ")).map(str::trim).filter(|line| !line.is_empty());
    let parts: Vec<Value> = sentences.map(|text| json!({ "cite": [id], "text": text })).collect();
    json!({ "action": "answer", "reason": null, "parts": parts }).to_string()
}
