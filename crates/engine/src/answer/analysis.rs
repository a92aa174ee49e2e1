//! What is found out about a visitor's message when it comes.

use domain::Language;
use domain::analysis::{Entity, EntityKind, Feeling, MessageAnalysis, Sentiment};
use nlp::sentiment::Label;

/// Most things that are noted of one message.
const MOST_ENTITIES: usize = 20;

/// Everything that the words say by themselves; `known` is the language of the conversation, which decides where a short
/// text could be of several.
pub fn analyze(text: &str, known: Option<Language>) -> MessageAnalysis {
    let detected = nlp::language::detect(text, known);
    let language = detected.language.or(known);
    let meant = nlp::intent::of(text, language);
    MessageAnalysis {
        language: detected.language,
        language_confidence: detected.confidence,
        intent: meant.as_ref().map(|meant| meant.intent.id().to_owned()),
        intent_confidence: meant.map_or(0.0, |meant| meant.confidence),
        wants_human: nlp::handoff::wants_human(text, language),
        sentiment: sentiment(text, language),
        entities: entities(text, language),
    }
}

/// How the writer feels. `language` is the text's, as far as it is known.
pub(super) fn sentiment(text: &str, language: Option<Language>) -> Sentiment {
    let nlp::sentiment::Feeling { label, score, confidence } = nlp::sentiment::of(text, language);
    let label = match label {
        Label::Positive => Feeling::Positive,
        Label::Neutral => Feeling::Neutral,
        Label::Negative => Feeling::Negative,
    };
    Sentiment { label, score, confidence }
}

fn entities(text: &str, language: Option<Language>) -> Vec<Entity> {
    let named = language.and_then(|language| nlp::name::stated(text, language));
    let found = nlp::entities::find(text, language).into_iter().map(|found| Entity {
        kind: kind(found.kind),
        value: found.value,
        confidence: found.confidence,
    });
    // Said outright, so it is as sure as words can be.
    let name = named.map(|value| Entity { kind: EntityKind::Name, value, confidence: 0.9 });
    let mut all: Vec<Entity> = Vec::new();
    for entity in name.into_iter().chain(found).filter(|entity| !entity.value.contains('\0')) {
        if all.len() < MOST_ENTITIES && !all.iter().any(|one| (one.kind, &one.value) == (entity.kind, &entity.value)) {
            all.push(entity);
        }
    }
    all
}

fn kind(kind: nlp::entities::Kind) -> EntityKind {
    use nlp::entities::Kind;
    match kind {
        Kind::OrderNumber => EntityKind::OrderNumber,
        Kind::Email => EntityKind::Email,
        Kind::Phone => EntityKind::Phone,
        Kind::Money => EntityKind::Money,
        Kind::Date => EntityKind::Date,
        Kind::Url => EntityKind::Url,
        Kind::Product => EntityKind::Product,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_tells_language_wish_feeling_and_what_it_names() {
        let text = "My name is Lisa Brown. My order #441209 is broken, I am very angry! Write to lisa@example.com";
        let analysis = analyze(text, None);
        assert_eq!(analysis.language, Some(Language::En));
        assert_eq!(analysis.sentiment.label, Feeling::Negative);
        assert!(analysis.sentiment.score < -0.2 && analysis.sentiment.confidence > 0.4);
        let of = |kind| analysis.entities.iter().find(|one| one.kind == kind).map(|one| one.value.as_str());
        assert_eq!(of(EntityKind::OrderNumber), Some("441209"));
        assert_eq!(of(EntityKind::Email), Some("lisa@example.com"));
        assert_eq!(of(EntityKind::Name), Some("Lisa Brown"));
        assert!(analysis.entities.iter().all(|one| one.confidence > 0.0 && one.confidence <= 1.0));
    }

    #[test]
    fn a_message_that_names_the_same_again_and_again_names_it_once() {
        let analysis = analyze(&"order 441209 ".repeat(50), None);
        assert_eq!(analysis.entities.len(), 1);
        let many: String = (0..60).map(|n| format!("order 44120{n:02}, ")).collect();
        assert!(analyze(&many, None).entities.len() <= MOST_ENTITIES);
    }
}
