//! Whether the writer wants a human being instead of the bot.

mod clause;
mod features;
mod learned;
mod lookup;
mod spelling;
mod words;

use crate::language::detect;
use clause::Clause;
use domain::Language;
#[doc(hidden)]
pub use features::Signs;
use features::signs as signs_of;
use learned::likely;
use lookup::Lookup;
use spelling::normal;
use words::Words;

/// From here on a text is a wish for a human.
pub const WISHED: f32 = 0.7;

/// How sure it is that the writer of `text` wants a human, 0 to 1; see [`WISHED`]. Denials ("I don't need a human") and
/// questions about people ("are you human?") come out low. `language` is the text's, if it is known.
pub fn wants_human(text: &str, language: Option<Language>) -> f32 {
    Reading::of(text, language).map_or(0.0, |reading| likely(&reading.signs()))
}

/// What the model is told of a text.
#[doc(hidden)]
pub fn signs(text: &str, language: Option<Language>) -> Signs {
    Reading::of(text, language).map(|reading| reading.signs()).unwrap_or_default()
}

/// How sure the rules alone are.
#[doc(hidden)]
pub fn by_rules(text: &str, language: Option<Language>) -> f32 {
    Reading::of(text, language).map_or(0.0, |reading| reading.rule)
}

/// A text as the rules read it.
struct Reading<'a> {
    text: &'a str,
    language: Language,
    parts: Vec<String>,
    clauses: Vec<Clause>,
    rule: f32,
}

impl<'a> Reading<'a> {
    /// The text in the language in which the rules hear the most; none: it has no letters. English is understood in every chat.
    fn of(text: &'a str, language: Option<Language>) -> Option<Self> {
        if !text.contains(char::is_alphabetic) {
            return None;
        }
        let languages = match language.or_else(|| detect(text, None).language) {
            Some(language) => vec![Language::En, language],
            None => Language::ALL.to_vec(),
        };
        let readings = languages.into_iter().filter_map(|language| Self::in_language(text, language));
        readings.max_by(|one, other| one.rule.total_cmp(&other.rule))
    }

    fn in_language(text: &'a str, language: Language) -> Option<Self> {
        let lookup = Lookup::of(language)?;
        let normal = normal(text, language);
        let parts = clauses(&normal, lookup.words);
        let clauses: Vec<Clause> = parts.iter().map(|part| Clause::new(part, lookup)).collect();
        let only = clauses.iter().filter(|clause| !clause.is_polite()).count() <= 1;
        let is_question = normal.contains(['?', '؟', '？']);
        let wish = clauses.iter().map(|clause| clause.wish(only, is_question)).fold(0.0, f32::max);
        // "I won't write with a machine. A colleague please!": each sentence alone would say less.
        let not_the_bot = clauses.iter().any(Clause::refuses_the_bot);
        let rule = if not_the_bot && clauses.iter().any(Clause::names_somebody) { wish.max(0.8) } else { wish };
        Some(Self { text, language, parts, clauses, rule })
    }

    fn signs(&self) -> Signs {
        signs_of(self.text, self.language, &self.parts, &self.clauses, self.rule)
    }
}

/// The parts of a text that stand or fall by themselves: a denial in one does not deny the next.
fn clauses(normal: &str, words: &Words) -> Vec<String> {
    let mut whole = normal.to_owned();
    if whole.contains(',') {
        // "Connect me, please, to support" is one clause.
        for please in words.please.split('|').filter(|please| !please.is_empty()) {
            whole = whole.replace(&format!(", {please},"), "");
        }
    }
    let mut parts = vec![whole];
    for but in words.but.split('|') {
        let between = if words.spaced { format!(" {but} ") } else { but.to_owned() };
        parts = parts.iter().flat_map(|part| part.split(between.as_str()).map(str::to_owned)).collect();
    }
    let signs = ['.', '!', '?', ',', ';', ':', '\n', '。', '、', '！', '？', '，', '；', '؟', '،', '؛', '…', '—', '–'];
    let parts = parts.iter().flat_map(|part| part.split_inclusive(signs)).map(str::trim);
    parts.filter(|part| part.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WISHES: &[(Language, &[&str])] = &[
        (
            Language::En,
            &[
                "I want to talk to a human",
                "human please",
                "agent",
                "Can I speak with a real person?",
                "operator!!",
                "get me a representative now",
                "No, I want a human",
                "connect me to support please",
                "live agent",
                "this bot is useless, let me chat with someone",
                "could you transfer me to an employee",
            ],
        ),
        (
            Language::Es,
            &[
                "Quiero hablar con una persona",
                "agente por favor",
                "¿Puedo hablar con un humano?",
                "pásame con un asesor",
                "necesito un agente",
                "humano",
            ],
        ),
        (
            Language::Fr,
            &[
                "Je veux parler à un humain",
                "un conseiller s'il vous plaît",
                "Puis-je parler à quelqu'un ?",
                "mettez-moi en relation avec un agent",
            ],
        ),
        (
            Language::De,
            &[
                "Ich möchte mit einem Menschen sprechen",
                "Mitarbeiter bitte",
                "Kann ich mit jemandem reden?",
                "Verbinden Sie mich mit einem Mitarbeiter",
                "Ich brauche einen Menschen",
                "echter Mensch",
            ],
        ),
        (
            Language::It,
            &["Voglio parlare con una persona", "operatore per favore", "posso parlare con un operatore umano?"],
        ),
        (Language::Pt, &["Quero falar com um atendente", "atendente por favor", "posso falar com uma pessoa?"]),
        (Language::Nl, &["Ik wil met een mens praten", "medewerker graag", "kan ik iemand spreken?"]),
        (Language::Ru, &["Хочу поговорить с человеком", "оператор", "позовите оператора", "соедините с менеджером"]),
        (Language::Ja, &["人間と話したい", "オペレーターにつないでください", "担当者と話せますか"]),
        (Language::Zh, &["我要人工客服", "转人工", "人工", "我想和真人说话"]),
        (Language::Ko, &["상담원 연결해 주세요", "사람과 이야기하고 싶어요", "상담원"]),
        (
            Language::Ar,
            &["أريد التحدث مع شخص", "موظف من فضلك", "هل يمكنني التحدث إلى موظف؟", "حولني إلى موظف خدمة العملاء"],
        ),
    ];

    const NO_WISHES: &[(Language, &[&str])] = &[
        (
            Language::En,
            &[
                "I don't need a human",
                "I do not want to talk to an agent",
                "are you human?",
                "no human needed",
                "Where is my order?",
                "please don't transfer me to a person",
                "Is the price per person?",
                "thanks",
                "Do you have human resources?",
                "I want to become an agent",
                "can I talk about my order",
                "Without talking to someone, can I cancel?",
            ],
        ),
        (
            Language::Es,
            &[
                "No necesito un agente",
                "no quiero hablar con una persona",
                "¿Cuánto cuesta por persona?",
                "¿eres humano?",
            ],
        ),
        (
            Language::Fr,
            &[
                "Je n'ai pas besoin d'un humain",
                "je ne veux pas parler à un conseiller",
                "Quel est le prix par personne ?",
            ],
        ),
        (
            Language::De,
            &[
                "Ich brauche keinen Menschen",
                "ich will nicht mit einem Mitarbeiter sprechen",
                "Bist du ein Mensch?",
                "Was kostet es pro Person?",
                "Wie werde ich Mitarbeiter?",
            ],
        ),
        (
            Language::It,
            &["Non ho bisogno di un operatore", "non voglio parlare con una persona", "quanto costa a persona?"],
        ),
        (Language::Pt, &["Não preciso de um atendente", "não quero falar com uma pessoa", "quanto custa por pessoa?"]),
        (
            Language::Nl,
            &["Ik heb geen medewerker nodig", "ik wil niet met een mens praten", "wat kost het per persoon?"],
        ),
        (
            Language::Ru,
            &["Мне не нужен оператор", "не надо соединять с оператором", "сколько стоит на человека?", "ты человек?"],
        ),
        (Language::Ja, &["オペレーターは必要ありません", "人間ですか", "送料はいくらですか"]),
        (Language::Zh, &["不需要人工客服", "不用转人工", "运费是多少"]),
        (Language::Ko, &["상담원은 필요 없어요", "사람인가요?", "배송비는 얼마인가요?"]),
        (Language::Ar, &["لا أحتاج إلى موظف", "لا أريد التحدث مع شخص", "كم السعر للشخص؟"]),
    ];

    #[test]
    fn a_wish_for_a_human_is_understood_in_all_twelve_languages() {
        assert_eq!(WISHES.len(), Language::ALL.len());
        for (language, texts) in WISHES {
            for text in *texts {
                for language in [Some(*language), None] {
                    let wish = wants_human(text, language);
                    assert!(wish >= WISHED, "{language:?} {text}: {wish}");
                }
            }
        }
    }

    #[test]
    fn denials_and_other_questions_are_no_wish() {
        assert_eq!(NO_WISHES.len(), Language::ALL.len());
        for (language, texts) in NO_WISHES {
            for text in *texts {
                for language in [Some(*language), None] {
                    let wish = wants_human(text, language);
                    assert!(wish < WISHED, "{language:?} {text}: {wish}");
                }
            }
        }
    }

    #[test]
    fn a_denial_does_not_reach_into_the_next_clause() {
        assert!(wants_human("I don't need a refund, I want a human", Some(Language::En)) >= WISHED);
        assert!(wants_human("Not the bot but a human agent please", Some(Language::En)) >= WISHED);
        assert!(wants_human("", None) < 0.01 && wants_human("😀", Some(Language::De)) < 0.01);
    }
}
