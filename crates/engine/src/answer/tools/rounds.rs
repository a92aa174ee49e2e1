//! With a model service: what the model calls is done, and given back as quoted material with an id that it can cite.

use connectors::models::{Call, Round};
use domain::Language;
use domain::ids::ItemRef;

use super::{Found, Outcome, call, words};
use crate::answer::gather::Evidence;
use crate::answer::prompt::{Prompt, passage};
use crate::app::App;

/// Does what a model called; what was found becomes something that may be said.
pub(in crate::answer) async fn answer_calls(app: &App, prompt: &mut Prompt, calls: Vec<Call>) {
    let mut round = Round::default();
    for one in calls {
        let given = answer_call(app, prompt, &one).await;
        round.calls.push((one, given));
    }
    prompt.tools.rounds.push(round);
}

async fn answer_call(app: &App, prompt: &mut Prompt, one: &Call) -> String {
    // The model may have been shown marks in the place of what the visitor wrote.
    let arguments = prompt.vault.shown(&one.arguments).unwrap_or_default();
    let kit = &mut prompt.tools;
    let (ready, given) = match call::read(kit, &one.name, &arguments) {
        Ok(read) => read,
        Err(refused) => {
            call::refuse(kit, &one.name, refused.why);
            return format!("Refused: {}", refused.told);
        }
    };
    if let Err(refused) = call::call(app, kit, &ready, &given).await {
        return format!("Refused: {}", refused.told);
    }
    match &kit.last {
        Some(Outcome::Found(found)) => {
            let evidence = evidence(found, prompt.language, ready.tool.card().id);
            prompt.evidence.push(evidence);
            let place = prompt.evidence.len() - 1;
            let evidence = &prompt.evidence[place];
            let text = prompt.vault.hidden(&evidence.text).into_owned();
            passage(&prompt.fence, place, &Evidence { text, ..evidence.clone() })
        }
        Some(Outcome::NotFound) => "The system knows nothing of that kind.".to_owned(),
        _ => "The system could not be asked.".to_owned(),
    }
}

/// What was found as a passage, in the language that the system speaks.
fn evidence(found: &Found, language: Language, tool: &'static str) -> Evidence {
    let own: Vec<&str> = found.parts.iter().map(|(_, text)| text.as_str()).collect();
    let language = nlp::language::detect(&own.join("\n"), Some(language)).language.unwrap_or(language);
    let text = words::found(found, language);
    Evidence {
        item: ItemRef::new(0),
        version: 0,
        title: tool.to_owned(),
        url: None,
        language,
        ordinal: 0,
        heading: String::new(),
        start: 0,
        end: i64::try_from(text.len()).unwrap_or(i64::MAX),
        text,
        score: 1.0,
        coverage: 1.0,
        effect: None,
        is_from_tool: true,
    }
}
