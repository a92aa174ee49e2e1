//! The rules of a bot: the business that it speaks for, how it talks, what it must not say, how sure it has to be, and how
//! model services are asked for it.

use serde::{Deserialize, Serialize};

use crate::bots::parse_text;
use crate::error::FieldErrors;
use crate::knowledge::stored_words;

/// Most characters of the company's name and of the industry.
pub const SHORT_CHARS: usize = 100;
/// Most characters of products, policies and instructions, each.
pub const LONG_CHARS: usize = 4_000;
/// Most characters of the contact data.
pub const CONTACT_CHARS: usize = 1_000;
/// Most things that are never said, and most blocked topics.
pub const PHRASES: usize = 100;
/// Most characters of each.
pub const PHRASE_CHARS: usize = 200;
/// Most characters of a model's name.
pub const MODEL_CHARS: usize = 100;
/// Fewest and most tokens that an answer may have.
pub const TOKENS: (u32, u32) = (50, 4_000);

stored_words! {
    /// How a bot talks; a model service is told so.
    Tone {
        /// Matter-of-fact and polite.
        Professional "professional" "Professional",
        /// As among acquaintances.
        Casual "casual" "Casual",
        /// Warm.
        Friendly "friendly" "Friendly",
    }
}

/// The rules of a bot.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BotRules {
    /// Name of the company; empty: not said.
    pub company: String,
    /// What kind of business it is.
    pub industry: String,
    /// What it sells.
    pub products: String,
    /// What it promises and demands.
    pub policies: String,
    /// How it is reached.
    pub contact: String,
    /// How the bot talks.
    pub tone: Tone,
    /// What else a model service is to mind.
    pub instructions: String,
    /// Words that no sentence of the bot may have.
    pub never_say: Vec<String>,
    /// Questions with these words are not answered; a human is offered.
    pub blocked_topics: Vec<String>,
    /// From this confidence on an answer stands by itself, 0 to 1: the builtin model's own, or what a service says of its reply.
    pub answers_from: f64,
    /// Below this confidence the bot says that it does not know, 0 to 1, never more than `answers_from`.
    pub offers_from: f64,
    /// Whether greetings, thanks and questions about the bot are answered in the bot's own words.
    pub small_talk: bool,
    /// Whether the workspace's own intents act in this bot's conversations.
    pub own_intents: bool,
    /// The model that a service is asked for; empty: the installation's.
    pub model: String,
    /// The model that is asked when four fifths of the budget are used; empty: there is none.
    pub small_model: String,
    /// Most tokens of an answer.
    pub max_tokens: u32,
    /// 0 to 2: how freely a model chooses words.
    pub temperature: f64,
    /// -2 to 2: how much it avoids words that it has used.
    pub presence_penalty: f64,
    /// -2 to 2: how much it avoids words that it has used often.
    pub frequency_penalty: f64,
    /// Whether model services get placeholders to read in the place of visitors' personal data.
    pub redact_personal_data: bool,
    /// Whether what a service answered is said again to whoever begins with the same question.
    pub reuse_answers: bool,
}

impl Default for BotRules {
    fn default() -> Self {
        Self {
            company: String::new(),
            industry: String::new(),
            products: String::new(),
            policies: String::new(),
            contact: String::new(),
            tone: Tone::Professional,
            instructions: String::new(),
            never_say: Vec::new(),
            blocked_topics: Vec::new(),
            answers_from: 0.5,
            offers_from: 0.3,
            small_talk: true,
            own_intents: true,
            model: String::new(),
            small_model: String::new(),
            max_tokens: 500,
            temperature: 0.7,
            presence_penalty: 0.1,
            frequency_penalty: 0.1,
            redact_personal_data: false,
            reuse_answers: true,
        }
    }
}

/// What to change of a bot's rules; what is absent stays. See [`BotRules`] for what each means.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs, reason = "BotRules says what each means")]
pub struct RulesChange {
    pub company: Option<String>,
    pub industry: Option<String>,
    pub products: Option<String>,
    pub policies: Option<String>,
    pub contact: Option<String>,
    pub tone: Option<Tone>,
    pub instructions: Option<String>,
    pub never_say: Option<Vec<String>>,
    pub blocked_topics: Option<Vec<String>>,
    pub answers_from: Option<f64>,
    pub offers_from: Option<f64>,
    pub small_talk: Option<bool>,
    pub own_intents: Option<bool>,
    pub model: Option<String>,
    pub small_model: Option<String>,
    pub max_tokens: Option<u32>,
    pub temperature: Option<f64>,
    pub presence_penalty: Option<f64>,
    pub frequency_penalty: Option<f64>,
    pub redact_personal_data: Option<bool>,
    pub reuse_answers: Option<bool>,
}

impl BotRules {
    /// Takes over what `change` names; gives the names of the fields that differ. What is wrong is noted, and left as it was.
    pub fn apply(&mut self, change: RulesChange, wrong: &mut FieldErrors) -> Vec<&'static str> {
        let mut taking = Taking { wrong, changed: Vec::new() };
        taking.take("company", &mut self.company, change.company, |typed| line(&typed, SHORT_CHARS));
        taking.take("industry", &mut self.industry, change.industry, |typed| line(&typed, SHORT_CHARS));
        taking.take("products", &mut self.products, change.products, |typed| parse_text(&typed, LONG_CHARS));
        taking.take("policies", &mut self.policies, change.policies, |typed| parse_text(&typed, LONG_CHARS));
        taking.take("contact", &mut self.contact, change.contact, |typed| parse_text(&typed, CONTACT_CHARS));
        taking.take("tone", &mut self.tone, change.tone, Ok);
        taking
            .take("instructions", &mut self.instructions, change.instructions, |typed| parse_text(&typed, LONG_CHARS));
        taking.take("never_say", &mut self.never_say, change.never_say, |typed| phrases(&typed));
        taking.take("blocked_topics", &mut self.blocked_topics, change.blocked_topics, |typed| phrases(&typed));
        taking.take("answers_from", &mut self.answers_from, change.answers_from, |typed| within(typed, 0.0, 1.0));
        taking.take("offers_from", &mut self.offers_from, change.offers_from, |typed| within(typed, 0.0, 1.0));
        taking.take("small_talk", &mut self.small_talk, change.small_talk, Ok);
        taking.take("own_intents", &mut self.own_intents, change.own_intents, Ok);
        taking.take("model", &mut self.model, change.model, |typed| model_name(&typed));
        taking.take("small_model", &mut self.small_model, change.small_model, |typed| model_name(&typed));
        taking.take("max_tokens", &mut self.max_tokens, change.max_tokens, tokens);
        taking.take("temperature", &mut self.temperature, change.temperature, |typed| within(typed, 0.0, 2.0));
        taking.take("presence_penalty", &mut self.presence_penalty, change.presence_penalty, |typed| {
            within(typed, -2.0, 2.0)
        });
        taking.take("frequency_penalty", &mut self.frequency_penalty, change.frequency_penalty, |typed| {
            within(typed, -2.0, 2.0)
        });
        taking.take("redact_personal_data", &mut self.redact_personal_data, change.redact_personal_data, Ok);
        taking.take("reuse_answers", &mut self.reuse_answers, change.reuse_answers, Ok);
        let changed = taking.changed;
        if self.offers_from > self.answers_from {
            let text = format!("This may not be more than the upper threshold, which is {}.", self.answers_from);
            let _ = wrong.take::<()>("offers_from", Err(text));
        }
        changed
    }

    /// As it is stored. Texts, numbers and lists of them can always be written.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned())
    }
}

/// Reads what [`BotRules::to_json`] wrote.
impl TryFrom<String> for BotRules {
    type Error = serde_json::Error;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        serde_json::from_str(&text)
    }
}

/// A change that is being taken over.
struct Taking<'a> {
    wrong: &'a mut FieldErrors,
    changed: Vec<&'static str>,
}

impl Taking<'_> {
    fn take<T: PartialEq, U>(
        &mut self,
        name: &'static str,
        old: &mut T,
        typed: Option<U>,
        parse: impl FnOnce(U) -> Result<T, String>,
    ) {
        let new = typed.and_then(|typed| self.wrong.take(name, parse(typed)));
        if let Some(new) = new.filter(|new| new != old) {
            *old = new;
            self.changed.push(name);
        }
    }
}

fn line(typed: &str, max: usize) -> Result<String, String> {
    if typed.trim().contains(['\n', '\r']) {
        return Err("Write this on one line.".to_owned());
    }
    parse_text(typed, max)
}

/// Each once, whatever its capital letters, in the order given.
fn phrases(typed: &[String]) -> Result<Vec<String>, String> {
    let mut kept: Vec<String> = Vec::new();
    for text in typed.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        let text = line(text, PHRASE_CHARS)?;
        if !text.chars().any(char::is_alphanumeric) {
            return Err(format!("“{text}” has neither letters nor digits."));
        }
        if !kept.iter().any(|known| known.to_lowercase() == text.to_lowercase()) {
            kept.push(text);
        }
    }
    if kept.len() > PHRASES {
        return Err(format!("Name at most {PHRASES}; these are {}.", kept.len()));
    }
    Ok(kept)
}

/// A number between these two, to the thousandth.
pub(crate) fn within(typed: f64, least: f64, most: f64) -> Result<f64, String> {
    if typed.is_finite() && (least..=most).contains(&typed) {
        Ok((typed * 1_000.0).round() / 1_000.0)
    } else {
        Err(format!("Enter a number from {least} to {most}."))
    }
}

fn tokens(typed: u32) -> Result<u32, String> {
    let (least, most) = TOKENS;
    if (least..=most).contains(&typed) { Ok(typed) } else { Err(format!("Enter a number from {least} to {most}.")) }
}

fn model_name(typed: &str) -> Result<String, String> {
    let text = typed.trim();
    if text.chars().count() > MODEL_CHARS {
        return Err(format!("Use at most {MODEL_CHARS} characters."));
    }
    if !text.chars().all(|c| c.is_ascii_graphic()) {
        return Err("Write the name as the service does, as in gpt-4o-mini.".to_owned());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn change(rules: &mut BotRules, change: RulesChange) -> Result<Vec<&'static str>, Vec<String>> {
        let mut wrong = FieldErrors::default();
        let changed = rules.apply(change, &mut wrong);
        match wrong.into_problem() {
            Some(problem) => Err(problem.fields.into_keys().collect()),
            None => Ok(changed),
        }
    }

    #[test]
    fn what_is_left_out_stays_and_what_is_the_same_is_no_change() {
        let mut rules = BotRules { company: "Tea".into(), ..BotRules::default() };
        let named = RulesChange {
            company: Some(" Tea ".into()),
            tone: Some(Tone::Friendly),
            never_say: Some(vec!["Cheap".into(), " cheap ".into(), String::new()]),
            ..RulesChange::default()
        };
        assert_eq!(change(&mut rules, named).unwrap(), ["tone", "never_say"]);
        assert_eq!((rules.company.as_str(), rules.never_say.as_slice()), ("Tea", &["Cheap".to_owned()][..]));
        assert_eq!(change(&mut rules, RulesChange::default()).unwrap(), [""; 0]);
    }

    #[test]
    fn everything_that_is_wrong_is_named_and_nothing_of_it_is_taken() {
        let mut rules = BotRules::default();
        let wrong = RulesChange {
            company: Some("Tea\nand coffee".into()),
            products: Some("x".repeat(LONG_CHARS + 1)),
            never_say: Some(vec!["…".into()]),
            answers_from: Some(1.1),
            offers_from: Some(f64::NAN),
            model: Some("two words".into()),
            max_tokens: Some(0),
            temperature: Some(-0.1),
            presence_penalty: Some(2.5),
            ..RulesChange::default()
        };
        let named = [
            "answers_from",
            "company",
            "max_tokens",
            "model",
            "never_say",
            "offers_from",
            "presence_penalty",
            "products",
            "temperature",
        ];
        assert_eq!(change(&mut rules, wrong).unwrap_err(), named);
        assert_eq!(rules, BotRules::default());
    }

    #[test]
    fn the_lower_threshold_is_never_above_the_upper_one() {
        let mut rules = BotRules::default();
        let only = |answers, offers| RulesChange { answers_from: answers, offers_from: offers, ..Default::default() };
        assert_eq!(change(&mut rules, only(Some(0.2), None)).unwrap_err(), ["offers_from"]);
        let mut rules = BotRules::default();
        assert_eq!(change(&mut rules, only(None, Some(0.6))).unwrap_err(), ["offers_from"]);
        let mut rules = BotRules::default();
        assert_eq!(change(&mut rules, only(Some(0.8), Some(0.8))).unwrap(), ["answers_from", "offers_from"]);
    }

    #[test]
    fn rules_read_back_and_what_is_missing_has_its_usual_value() {
        let rules = BotRules { company: "Tea “& more”".into(), temperature: 0.7, ..BotRules::default() };
        assert_eq!(BotRules::try_from(rules.to_json()).unwrap(), rules);
        assert_eq!(BotRules::try_from("{}".to_owned()).unwrap(), BotRules::default());
        assert!(BotRules::try_from("no rules".to_owned()).is_err());
    }
}
