//! What somebody says that they are called: 'my name is Maria'. Only said outright; 'I am Maria' may as well be 'I am happy'.

use domain::Language;

/// What stands before the name.
fn before(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &["my name is", "my name's", "i am called", "i'm called"],
        Language::Es => &["me llamo", "mi nombre es"],
        Language::Fr => &["je m'appelle", "je m’appelle", "mon nom est"],
        Language::De => &["ich heiße", "ich heisse", "mein name ist"],
        Language::It => &["mi chiamo", "il mio nome è"],
        Language::Pt => &["chamo-me", "me chamo", "meu nome é", "o meu nome é"],
        Language::Nl => &["ik heet", "mijn naam is"],
        Language::Ru => &["меня зовут", "моё имя", "мое имя"],
        Language::Ja => &["私の名前は", "名前は"],
        Language::Zh => &["我叫", "我的名字是", "我的名字叫"],
        Language::Ko => &["제 이름은", "내 이름은"],
        Language::Ar => &["اسمي", "إسمي"],
    }
}

/// What ends it where no space does.
const ENDINGS: [&str; 12] =
    ["です", "と申します", "といいます", "と言います", "だ", "입니다", "이에요", "예요", "이라고", "라고", "吧", "呢"];
/// Most characters of a name.
const LONGEST: usize = 60;
/// Most words.
const WORDS: usize = 3;

/// The name that the writer of `text` says to have, as they wrote it. `language` is the text's.
pub fn stated(text: &str, language: Language) -> Option<String> {
    let text: String = text.chars().take(2_000).collect();
    let lower = text.to_lowercase();
    // Places in both are the same only where no letter changes its length.
    if lower.len() != text.len() {
        return None;
    }
    let (at, opening) = before(language)
        .iter()
        .filter_map(|opening| lower.find(opening).map(|at| (at, *opening)))
        .min_by_key(|(at, opening)| (*at, usize::MAX - opening.len()))?;
    let begins = lower[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() || is_unspaced(language));
    let rest = text.get(at + opening.len()..)?.trim_start_matches([' ', ':', '\u{a0}']);
    let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '’' | '・' | '·')));
    let mut said = rest[..end.unwrap_or(rest.len())].trim();
    if is_unspaced(language) {
        let cut = ENDINGS.iter().filter_map(|ending| said.find(ending)).filter(|at| *at > 0).min();
        said = said[..cut.unwrap_or(said.len())].trim();
    }
    let name = match language {
        Language::Ja | Language::Zh | Language::Ko | Language::Ar => {
            said.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
        }
        // A name begins with a large letter; where nobody writes any, its first word is taken.
        _ => {
            let words = said.split_whitespace().take(WORDS);
            let named: Vec<&str> = words.take_while(|word| word.starts_with(char::is_uppercase)).collect();
            match (named.is_empty(), said.split_whitespace().next()) {
                (true, Some(first)) if text == lower => first.to_owned(),
                _ => named.join(" "),
            }
        }
    };
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let is_short = name.chars().count() <= if is_unspaced(language) { 12 } else { LONGEST };
    (begins && letters > 0 && is_short).then_some(name)
}

fn is_unspaced(language: Language) -> bool {
    matches!(language, Language::Ja | Language::Zh | Language::Ko)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_in_each_language_when_it_is_said_outright() {
        for (text, language, name) in [
            ("Hello, my name is Maria Lopez and I ordered a pot.", Language::En, "Maria Lopez"),
            ("my name is maria, where is my parcel", Language::En, "maria"),
            ("Hola, me llamo María. ¿Cuánto tarda?", Language::Es, "María"),
            ("Bonjour, je m'appelle Jean-Pierre", Language::Fr, "Jean-Pierre"),
            ("Guten Tag, mein Name ist Jörg Weiß", Language::De, "Jörg Weiß"),
            ("Ciao, mi chiamo Luca", Language::It, "Luca"),
            ("Olá, meu nome é João", Language::Pt, "João"),
            ("Hallo, ik heet Daan", Language::Nl, "Daan"),
            ("Здравствуйте, меня зовут Ольга", Language::Ru, "Ольга"),
            ("こんにちは、私の名前は田中です。", Language::Ja, "田中"),
            ("你好，我叫王伟，我的订单在哪里？", Language::Zh, "王伟"),
            ("안녕하세요, 제 이름은 김민수입니다", Language::Ko, "김민수"),
            ("مرحبا، اسمي ليلى", Language::Ar, "ليلى"),
        ] {
            assert_eq!(stated(text, language).as_deref(), Some(name), "{text}");
        }
    }

    #[test]
    fn what_is_no_name_is_none() {
        for (text, language) in [
            ("I am happy with my order.", Language::En),
            ("My name is wrong on the invoice.", Language::En),
            ("My name is", Language::En),
            ("What is your name?", Language::En),
            ("Mein Name ist falsch geschrieben", Language::De),
            ("", Language::Zh),
        ] {
            assert_eq!(stated(text, language), None, "{text}");
        }
    }
}
