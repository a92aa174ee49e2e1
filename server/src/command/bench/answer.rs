//! How long the builtin engine takes for an answer, with a large knowledge base: from the question to the last word, without
//! the message's own way.

use super::super::{Failure, explained, failure};
use super::events::{context, hammer};
use super::figures::Figures;
use super::place::Place;
use domain::Language;
use domain::knowledge::NewItem;
use domain::messages::Verdict;
use engine::answer::{Nowhere, Turn, answer};
use engine::conversations::Decision;
use engine::{App, Ctx, bots, knowledge};
use futures::{StreamExt, TryStreamExt};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Items that are written at the same time.
const WRITERS: usize = 64;
/// Questions before measuring begins.
const WARM_UP: u64 = 50;
/// Questions of the check that the answers are right.
const CHECKED: u64 = 200;

/// Fills a workspace with `items` published items and asks about them, one question after the other, then from all cores.
pub(super) async fn measure(
    cluster: Option<&str>,
    items: u64,
    seconds: u64,
    figures: &mut Figures,
) -> Result<(), Failure> {
    let place = Place::make(cluster).await?;
    let app = place.engine().await?;
    let ctx = context(&app).await?;
    let bot = bots::create(&ctx, "Bench").await.map_err(explained)?;
    let turn = Turn::single(&ctx, &bot.id, "").await.map_err(explained)?;
    let asker = Arc::new(Asker { app: app.clone(), turn, items, asked: AtomicU64::new(0) });
    let begun = Instant::now();
    fill(&ctx, items).await?;
    figures.add("answer", "items published", items as f64, "");
    figures.add("answer", "published a second", items as f64 / begun.elapsed().as_secs_f64(), "/s");
    let begun = Instant::now();
    asker.ask(0).await.map_err(explained)?;
    figures.add("answer", "first answer, with loading the index", begun.elapsed().as_secs_f64() * 1e3, "ms");
    check(&asker, figures).await?;
    for number in 0..WARM_UP {
        asker.ask(number).await.map_err(explained)?;
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    for (name, callers) in [("one after the other", 1), ("from every core", cores)] {
        let shared = asker.clone();
        let call = move || {
            let asker = shared.clone();
            async move {
                let number = asker.asked.fetch_add(1, Ordering::Relaxed);
                asker.ask(number).await
            }
        };
        let (times, took): (Vec<Duration>, Duration) = hammer(callers, seconds, call).await?;
        figures.add("answer", format!("{name} ({callers})"), times.len() as f64 / took.as_secs_f64(), "/s");
        figures.add_times("answer", name, times);
    }
    app.store().close().await;
    place.remove().await
}

pub(super) async fn fill(ctx: &Ctx, items: u64) -> Result<(), Failure> {
    futures::stream::iter(0..items)
        .map(|number| {
            let ctx = ctx.clone();
            async move { knowledge::create_item(&ctx, item(number)).await.map(drop) }
        })
        .buffer_unordered(WRITERS)
        .try_collect::<()>()
        .await
        .map_err(explained)
}

/// Figures about wrong answers would be worth nothing: how many say what was asked for, and how many questions about things
/// that no item has are not answered.
async fn check(asker: &Asker, figures: &mut Figures) -> Result<(), Failure> {
    let (mut right, mut of_right, mut refused, mut of_refused) = (0, 0, 0, 0);
    for number in 0..CHECKED {
        let Decision::Reply { text, verdict, .. } = asker.ask(number).await.map_err(explained)? else {
            return Err(failure("The bot gave a question away that it should have answered."));
        };
        match question(number, asker.items) {
            (_, Some(fact)) => {
                of_right += 1;
                right += usize::from(verdict == Verdict::Answered && text.contains(&fact));
            }
            (_, None) => {
                of_refused += 1;
                refused += usize::from(verdict != Verdict::Answered);
            }
        }
    }
    figures.add("answer", "right", 100.0 * f64::from(right as u32) / f64::from(of_right.max(1)), "%");
    figures.add(
        "answer",
        "refused without knowledge",
        100.0 * f64::from(refused as u32) / f64::from(of_refused.max(1)),
        "%",
    );
    Ok(())
}

struct Asker {
    app: App,
    turn: Turn,
    items: u64,
    asked: AtomicU64,
}

impl Asker {
    async fn ask(&self, number: u64) -> Result<Decision, engine::Error> {
        let (question, _) = question(number, self.items);
        let turn = Turn { messages: vec![question], ..self.turn.clone() };
        Box::pin(answer(&self.app, &turn, &mut Nowhere::default())).await
    }
}

const MAKERS: &[&str] = &[
    "Alder", "Birch", "Cedar", "Dahlia", "Elm", "Fern", "Ginkgo", "Hazel", "Iris", "Juniper", "Kelp", "Laurel",
    "Maple", "Nettle", "Olive", "Poplar", "Quince", "Rowan", "Sorrel", "Thistle",
];
const THINGS: [&[&str]; 3] = [
    &["kettle", "lamp", "backpack", "tent", "bicycle", "blender", "camera", "desk", "printer", "heater"],
    &[
        "Wasserkocher",
        "Stehlampe",
        "Rucksack",
        "Zelt",
        "Fahrrad",
        "Mixer",
        "Kamera",
        "Schreibtisch",
        "Drucker",
        "Heizung",
    ],
    &[
        "hervidor",
        "lámpara",
        "mochila",
        "tienda",
        "bicicleta",
        "batidora",
        "cámara",
        "escritorio",
        "impresora",
        "calefactor",
    ],
];
const LANGUAGES: [Language; 3] = [Language::En, Language::De, Language::Es];

/// A product of the made-up catalogue.
struct Product {
    language: usize,
    name: String,
    price: u64,
    days: u64,
    years: u64,
}

fn product(number: u64) -> Product {
    let language = (number % 3) as usize;
    let pick =
        |list: &[&'static str], of: u64| list.get((of % list.len() as u64) as usize).copied().unwrap_or_default();
    let (maker, thing) = (pick(MAKERS, number / 30), pick(THINGS[language], number / 3));
    let name = format!("{maker} {thing} {}", 100 + number / 600);
    Product { language, name, price: 20 + number * 7 % 900, days: 2 + number % 9, years: 1 + number % 5 }
}

pub(super) fn item(number: u64) -> NewItem {
    let Product { language, name, price, days, years } = product(number);
    let content = match language {
        0 => format!(
            "## Price\nThe {name} costs {price} euros, including tax. Spare parts are sold apart from it.\n\n## Delivery\nThe {name} \
             is delivered within {days} working days. Tracking begins when the parcel leaves our warehouse.\n\n## Warranty\nThe \
             warranty of the {name} lasts {years} years and covers material and workmanship.\n"
        ),
        1 => format!(
            "## Preis\nDas Modell {name} kostet {price} Euro einschließlich Steuern. Ersatzteile gibt es einzeln.\n\n## Lieferung\n\
             Wir liefern {name} innerhalb von {days} Werktagen. Die Sendung lässt sich verfolgen, sobald sie unser Lager \
             verlässt.\n\n## Garantie\nDie Garantie für {name} gilt {years} Jahre auf Material und Verarbeitung.\n"
        ),
        _ => format!(
            "## Precio\nEl producto {name} cuesta {price} euros con impuestos incluidos. Los repuestos se venden aparte.\n\n## Envío\n\
             Enviamos {name} en {days} días laborables. El seguimiento empieza cuando el paquete sale del almacén.\n\n## Garantía\nLa \
             garantía de {name} dura {years} años y cubre material y fabricación.\n"
        ),
    };
    NewItem { title: name, content, language: LANGUAGES.get(language).copied(), publish: true }
}

/// The item that a question is about.
pub(super) fn asked(number: u64, items: u64) -> u64 {
    // A step that shares no factor with any number of items, so that all of them come up.
    number.wrapping_mul(7_919) % items.max(1)
}

/// A question with what its answer has to say; none: the knowledge does not cover it.
pub(super) fn question(number: u64, items: u64) -> (String, Option<String>) {
    let Product { language, name, price, days, years } = product(asked(number, items));
    if number % 10 == 9 {
        let nowhere = [
            "Do you rent helicopters in Antarctica?",
            "Vermieten Sie Hubschrauber in der Antarktis?",
            "¿Alquilan helicópteros en la Antártida?",
        ];
        return (nowhere[language].to_owned(), None);
    }
    let (texts, fact) = match number % 3 {
        0 => (["How much does the {} cost?", "Was kostet {}?", "¿Cuánto cuesta {}?"], price),
        1 => (["How fast is the {} delivered?", "Wie schnell liefern Sie {}?", "¿En cuántos días envían {}?"], days),
        _ => (
            [
                "How long is the warranty of the {}?",
                "Wie lange gilt die Garantie für {}?",
                "¿Cuánto dura la garantía de {}?",
            ],
            years,
        ),
    };
    (texts[language].replace("{}", &name), Some(format!(" {fact} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_with_an_answer_has_it_in_an_item_of_its_own_name() {
        let names: std::collections::HashSet<_> = (0..10_000).map(|number| product(number).name).collect();
        assert_eq!(names.len(), 10_000, "no two items are called the same");
        let with_answer = (0..1_000).filter(|number| question(*number, 10_000).1.is_some()).count();
        assert_eq!(with_answer, 900);
    }
}
