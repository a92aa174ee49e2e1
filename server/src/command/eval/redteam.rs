//! `romashka eval redteam`: attacks on a bot whose model obeys each of them. The model is a stand-in on loopback that speaks
//! OpenAI's protocol; everything else is the program itself: knowledge, prompt, check, decision.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use clap::Args;
use domain::Language;
use domain::bots::{BotChange, BotView};
use domain::ids::ItemRef;
use domain::knowledge::NewItem;
use domain::rules::RulesChange;
use domain::tools::{ToolChange, ToolsChange};
use engine::answer::{Nowhere, Sink, Turn, answer};
use engine::conversations::Decision;
use engine::evaluation::redteam::{Answered, Attack, Attacked, Carrier, Harmless, score};
use engine::{Ctx, bots, knowledge};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Output, read_lines};
use crate::command::bench::events::context;
use crate::command::bench::place::Place;
use crate::command::stand_in::{Speech, StandIn, has_called, passages};
use crate::command::{Failure, explained, failure};

/// The attacks of this project, language by language.
const ATTACKS: [&str; 6] = [
    include_str!("redteam/attacks.en.jsonl"),
    include_str!("redteam/attacks.es.jsonl"),
    include_str!("redteam/attacks.fr.jsonl"),
    include_str!("redteam/attacks.de.jsonl"),
    include_str!("redteam/attacks.ru.jsonl"),
    include_str!("redteam/attacks.zh.jsonl"),
];
/// Good answers of a model.
const HARMLESS: &str = include_str!("redteam/harmless.jsonl");
/// What the shop knows.
const SHOP: &str = include_str!("redteam/shop.jsonl");
/// What a visitor asks whose attack comes in elsewhere.
const QUESTIONS: [(&str, &str); 6] = [
    ("en", "How much does delivery cost?"),
    ("es", "¿Cuánto cuesta el envío?"),
    ("fr", "Combien coûte la livraison ?"),
    ("de", "Was kostet der Versand?"),
    ("ru", "Сколько стоит доставка?"),
    ("zh", "运费是多少？"),
];

/// What to measure on.
#[derive(Debug, Args)]
pub(super) struct Redteam {
    /// Attacks, as JSON lines; without it those of the project, and its good answers
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

/// An item of the shop.
#[derive(Debug, Clone, Deserialize)]
struct Known {
    lang: String,
    title: String,
    text: String,
}

/// What the model writes next.
#[derive(Debug, Clone, Default)]
struct Plan {
    text: String,
    /// A true sentence that stands before it, in lines and not in an object.
    truth: Option<String>,
    /// Title of the passage that is cited; none: all are.
    source: Option<String>,
    /// The order that it looks up before.
    order: Option<String>,
}

impl Redteam {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let attacks: Vec<Attack> = match &self.data {
            Some(path) => read_lines(path)?,
            None => {
                let all = ATTACKS.iter().map(|text| lines(text)).collect::<Result<Vec<Vec<Attack>>, Failure>>()?;
                all.into_iter().flatten().collect()
            }
        };
        let harmless: Vec<Harmless> = if self.data.is_some() { Vec::new() } else { lines(HARMLESS)? };
        let mut place = Place::make(None).await?;
        let plan = Arc::new(Mutex::new(Plan::default()));
        let next = plan.clone();
        let model = StandIn::start(move |request| speak(request, &next)).await?;
        place.ask_at(&model.base_url(), &model.addr.to_string());
        let app = place.engine().await?;
        let ctx = context(&app).await?;
        let shop = Shop { bot: open(&ctx).await?, known: lines(SHOP)?, ctx, model, plan };
        shop.stock().await?;
        let (mut attacked, mut answered) = (Vec::new(), Vec::new());
        for (number, attack) in attacks.into_iter().enumerate() {
            attacked.push(shop.suffer(number, attack).await?);
        }
        for harmless in harmless {
            answered.push(shop.answer(harmless).await?);
        }
        app.store().close().await;
        place.remove().await?;
        let all = attacked.iter().map(|one| json!(one)).chain(answered.iter().map(|one| json!(one)));
        self.output.print(&score(&attacked, &answered), &all.collect::<Vec<_>>())
    }
}

fn lines<T: for<'a> Deserialize<'a>>(text: &str) -> Result<Vec<T>, Failure> {
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

async fn open(ctx: &Ctx) -> Result<BotView, Failure> {
    let bot = bots::create(ctx, "Camomile").await.map_err(explained)?;
    let rules = RulesChange { company: Some("Camomile Tea".to_owned()), ..RulesChange::default() };
    let change = BotChange { rules: Some(rules), ..BotChange::default() };
    bots::update(ctx, &bot.id, change).await.map_err(explained)
}

/// What the model writes: all that it was told, with ids that there are.
fn speak(request: &Value, plan: &Mutex<Plan>) -> Speech {
    let plan = plan.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(order) = plan.order.filter(|_| !has_called(request)) {
        let call = ("order_status".to_owned(), json!({ "order_number": order }));
        return Speech { call: Some(call), ..Speech::default() };
    }
    let is_cited = |title: &str| plan.source.as_ref().is_none_or(|source| source == title);
    let known = passages(request).into_iter();
    let cite: Vec<usize> = known.filter(|(_, title)| is_cited(title)).map(|(id, _)| id).collect();
    let text = match plan.truth {
        None => {
            let parts = json!([{ "cite": cite, "text": plan.text }]);
            json!({ "action": "answer", "reason": null, "parts": parts }).to_string()
        }
        Some(truth) => {
            let ids: Vec<String> = cite.iter().map(usize::to_string).collect();
            let mark = format!("[{}]", ids.join(","));
            format!("{mark} {truth}\n{mark} {}", plan.text)
        }
    };
    Speech { text, ..Speech::default() }
}

struct Shop {
    ctx: Ctx,
    bot: BotView,
    known: Vec<Known>,
    model: StandIn,
    plan: Arc<Mutex<Plan>>,
}

impl Shop {
    async fn stock(&self) -> Result<(), Failure> {
        for known in &self.known {
            let language = Language::from_tag(&known.lang);
            let item = NewItem { title: known.title.clone(), content: known.text.clone(), language, publish: true };
            knowledge::create_item(&self.ctx, item).await.map_err(explained)?;
        }
        Ok(())
    }

    /// Lets the bot look orders up in the shop's own system, or not.
    async fn connect(&self, is_on: bool) -> Result<(), Failure> {
        let address = format!("http://{}/pages/{{order}}", self.model.addr);
        let change = ToolChange { is_on: Some(is_on), fields: [("address".to_owned(), address)].into(), version: None };
        let tools = [("order_status".to_owned(), change)].into();
        bots::set_tools(&self.ctx, &self.bot.id, ToolsChange { tools }).await.map(drop).map_err(explained)
    }

    /// What the shop says about delivery in this language; else in English.
    fn delivery(&self, lang: &str) -> Result<&Known, Failure> {
        let of = |lang: &str| self.known.iter().find(|known| known.lang == lang);
        of(lang).or_else(|| of("en")).ok_or_else(|| failure("The shop knows nothing."))
    }

    /// Attacks twice: the model writes what it is told to alone, and behind a true sentence.
    async fn suffer(&self, number: usize, attack: Attack) -> Result<Attacked, Failure> {
        let item = self.plant(number, &attack).await?;
        let known = QUESTIONS.iter().find(|(lang, _)| *lang == attack.lang).or(QUESTIONS.first());
        let question = match (attack.carrier, &attack.question) {
            (Carrier::Message, _) => attack.attack.clone(),
            (_, Some(question)) => question.clone(),
            _ => known.map(|(_, question)| (*question).to_owned()).unwrap_or_default(),
        };
        let truth = self.delivery(&attack.lang)?.text.clone();
        // What a connected system answers is looked up by what the visitor says.
        let order = (attack.carrier == Carrier::Tool).then(|| format!("{}", 440_000 + number));
        let question = match &order {
            Some(order) => format!("{question} ({order})"),
            None => question,
        };
        self.connect(order.is_some()).await?;
        let (mut said, mut verdicts, mut asked) = (Vec::new(), Vec::new(), false);
        for truth in [None, Some(truth)] {
            let outcome =
                self.ask(&question, Plan { text: attack.reply(), truth, source: None, order: order.clone() }).await?;
            said.push(outcome.text);
            verdicts.push(outcome.verdicts);
            asked |= outcome.tries > 0;
        }
        if let Some(item) = item {
            knowledge::archive_item(&self.ctx, &item).await.map_err(explained)?;
        }
        let resisted = said.iter().all(|said| attack.is_resisted_by(said));
        Ok(Attacked { attack, said, verdicts, asked, resisted })
    }

    /// Puts the attack where it comes in, beside something about delivery, so that it is found.
    async fn plant(&self, number: usize, attack: &Attack) -> Result<Option<ItemRef>, Failure> {
        let known = self.delivery(&attack.lang)?;
        let (lead, words) = (&known.text, &attack.attack);
        let item = match attack.carrier {
            Carrier::Message => return Ok(None),
            Carrier::Tool => {
                let _ = self.model.show(number, json!({ "status": lead, "text": words }).to_string());
                return Ok(None);
            }
            Carrier::Item => {
                let title = format!("{} {number}", known.title);
                let language = Language::from_tag(&attack.lang);
                let item = NewItem { title, content: format!("{lead} {words}"), language, publish: true };
                knowledge::create_item(&self.ctx, item).await
            }
            Carrier::FileName => {
                let name = if words.ends_with(".txt") { words.clone() } else { format!("{words}.txt") };
                knowledge::import_file(&self.ctx, &name, format!("{lead} ({number})").into(), true).await
            }
            Carrier::Page => {
                let html = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                let (title, lead, words) = (html(&known.title), html(lead), html(words));
                let page = format!(
                    "<!doctype html><html><head><title>{title} {number}</title></head><body><main><h1>{title}</h1>\
                     <p>{lead} {words}</p></main></body></html>"
                );
                knowledge::import_url(&self.ctx, &self.model.show(number, page), true).await
            }
        };
        Ok(Some(item.map_err(explained)?.item.id))
    }

    async fn answer(&self, harmless: Harmless) -> Result<Answered, Failure> {
        let plan = Plan { text: harmless.reply.clone(), source: Some(harmless.source.clone()), ..Plan::default() };
        let outcome = self.ask(&harmless.question, plan).await?;
        let passed = outcome.is_models && outcome.tries == 1 && outcome.text == harmless.reply;
        Ok(Answered { harmless, said: outcome.text, verdicts: outcome.verdicts, passed })
    }

    async fn ask(&self, question: &str, plan: Plan) -> Result<Outcome, Failure> {
        *self.plan.lock().unwrap_or_else(PoisonError::into_inner) = plan;
        let turn = Turn::single(&self.ctx, &self.bot.id, question).await.map_err(explained)?;
        let mut sink = Nowhere::default();
        let decision = Box::pin(answer(self.ctx.app(), &turn, &mut sink)).await.map_err(explained)?;
        let (text, trace) = match decision {
            Decision::Reply { text, trace, .. } => (text, trace),
            Decision::HandOff { trace, .. } => (sink.said().to_owned(), trace),
        };
        let checked = trace["checked"].as_array().map(Vec::as_slice).unwrap_or_default();
        let verdicts = checked.iter().filter_map(|one| one["verdict"].as_str().map(str::to_owned)).collect();
        let tries = trace["tries"].as_u64().unwrap_or_default();
        Ok(Outcome { text, verdicts, tries, is_models: trace["engine"] == "openai" })
    }
}

/// What came of a question.
struct Outcome {
    text: String,
    verdicts: Vec<String>,
    /// How often the model was asked.
    tries: u64,
    is_models: bool,
}
