//! Whether the writer wants a human being instead of the bot.

mod words;

use crate::language::detect;
use crate::segment::fold;
use domain::Language;
use words::{Words, words};

/// From here on a text is a wish for a human.
pub const WISHED: f32 = 0.7;

/// How sure it is that the writer of `text` wants a human, 0 to 1; see [`WISHED`]. Denials ("I don't need a human") and
/// questions about people ("are you human?") come out low. `language` is the text's, if it is known.
pub fn wants_human(text: &str, language: Option<Language>) -> f32 {
    let mut languages = vec![Language::En];
    match language.or_else(|| detect(text, None).language) {
        Some(language) => languages.push(language),
        None => languages = Language::ALL.to_vec(),
    }
    languages.into_iter().map(|language| in_language(text, language)).fold(0.0, f32::max)
}

fn in_language(text: &str, language: Language) -> f32 {
    let words = words(language);
    let folded = fold(text, language);
    let clauses = clauses(&folded, words);
    let only = clauses.len() <= 1;
    let is_question = folded.contains(['?', '؟']);
    clauses.iter().map(|clause| Clause::new(clause, words).wish(only, is_question)).fold(0.0, f32::max)
}

/// The parts of a text that stand or fall by themselves: a denial in one does not deny the next.
fn clauses(folded: &str, words: &Words) -> Vec<String> {
    let mut parts = vec![folded.to_owned()];
    for but in words.but.split('|') {
        let between = if words.spaced { format!(" {but} ") } else { but.to_owned() };
        parts = parts.iter().flat_map(|part| part.split(between.as_str()).map(str::to_owned)).collect();
    }
    let signs = ['.', '!', '?', ',', ';', ':', '\n', '。', '、', '！', '？', '，', '；', '؟', '،', '…', '—', '–'];
    let parts = parts.iter().flat_map(|part| part.split(signs)).map(str::trim);
    parts.filter(|part| part.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
}

/// A clause in which places are looked up.
struct Clause<'a> {
    tokens: Vec<&'a str>,
    text: &'a str,
    words: &'static Words,
}

impl<'a> Clause<'a> {
    fn new(text: &'a str, words: &'static Words) -> Self {
        let is_letter = |c: char| c.is_alphanumeric() || c == '\'' || c == '-';
        let tokens = text.split(|c: char| !is_letter(c)).filter(|token| !token.is_empty()).collect();
        Self { tokens, text, words }
    }

    /// Where the phrases stand: first and last token. In scripts without spaces, in bytes.
    fn find(&self, phrases: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for phrase in phrases.split('|').filter(|phrase| !phrase.is_empty()) {
            if !self.words.spaced {
                found.extend(self.text.match_indices(phrase).map(|(at, _)| (at, at + phrase.len() - 1)));
                continue;
            }
            let parts: Vec<&str> = phrase.split(' ').collect();
            let fits = |window: &&[&str]| window.iter().zip(&parts).all(|(token, part)| token_fits(token, part));
            for (at, _) in self.tokens.windows(parts.len()).enumerate().filter(|(_, window)| fits(window)) {
                found.push((at, at + parts.len() - 1));
            }
        }
        found
    }

    fn has(&self, phrases: &str) -> bool {
        !self.find(phrases).is_empty()
    }

    fn wish(&self, only: bool, is_question: bool) -> f32 {
        let words = self.words;
        let strong = self.find(words.human);
        let weak = self.find(words.people);
        if strong.is_empty() && weak.is_empty() {
            return 0.0;
        }
        let talk = self.find(words.talk);
        let need = self.find(words.need);
        if self.denied(&strong, &weak, &talk, &need) || self.has(words.otherwise) {
            return 0.1;
        }
        if !talk.is_empty() {
            return if strong.is_empty() { 0.85 } else { 0.95 };
        }
        if strong.is_empty() {
            return if need.is_empty() { 0.1 } else { 0.35 };
        }
        if !need.is_empty() {
            return 0.85;
        }
        if self.is_bare(&strong) {
            return match (only, is_question) {
                (true, false) => 0.95,
                (true, true) => 0.75,
                (false, false) => 0.75,
                (false, true) => 0.4,
            };
        }
        0.3
    }

    /// Whether a denial stands before what it denies: "do not transfer me to an agent", "no human".
    fn denied(
        &self,
        strong: &[(usize, usize)],
        weak: &[(usize, usize)],
        talk: &[(usize, usize)],
        need: &[(usize, usize)],
    ) -> bool {
        let denials = self.find(self.words.not);
        if denials.is_empty() {
            return false;
        }
        if !self.words.spaced {
            return true;
        }
        let denied: Vec<_> = [strong, weak, talk, need].concat();
        let reach = 3;
        let near = |denial: &(usize, usize), what: &(usize, usize)| {
            let before = what.0 > denial.1 && what.0 - denial.1 <= reach;
            // German and Dutch deny behind the verb: "ich brauche keinen Menschen" is before, "ich will nicht" behind.
            let behind = self.words.denies_behind && denial.0 > what.1 && denial.0 - what.1 <= 2;
            before || behind
        };
        denials.iter().any(|denial| denied.iter().any(|what| near(denial, what)))
    }

    /// Whether nothing is said but the human, politely.
    fn is_bare(&self, strong: &[(usize, usize)]) -> bool {
        if !self.words.spaced {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
            let named = strong.iter().map(|(from, to)| letters(&self.text[*from..=*to])).max().unwrap_or(0);
            return letters(self.text) <= named + 6;
        }
        let said: usize = strong.iter().map(|(from, to)| to - from + 1).max().unwrap_or(0);
        let polite =
            self.tokens.iter().filter(|token| self.words.filler.split('|').any(|filler| filler == **token)).count();
        self.tokens.len() <= said + polite
    }
}

/// `part` may end with `*`, for any ending.
fn token_fits(token: &str, part: &str) -> bool {
    part.strip_suffix('*').map_or(token == part, |start| token.starts_with(start))
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
