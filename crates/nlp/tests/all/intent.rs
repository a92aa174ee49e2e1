//! The intents of customer service, on questions that were written apart from what the model was made from.

use domain::Language;
use nlp::intent::{Intent, SURE, of};

/// How many of the 200 questions of each language have to come out right.
const LEAST: [(Language, usize); 12] = [
    (Language::En, 180),
    (Language::Es, 174),
    (Language::Fr, 178),
    (Language::De, 174),
    (Language::It, 178),
    (Language::Pt, 174),
    (Language::Nl, 168),
    (Language::Ru, 174),
    (Language::Ja, 174),
    (Language::Zh, 174),
    (Language::Ko, 168),
    (Language::Ar, 168),
];

fn cases(language: Language) -> Vec<(Intent, String)> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/intent/{language}.tsv"));
    let line = |line: &str| {
        let (intent, text) = line.split_once('\t').unwrap();
        (intent.parse().unwrap(), text.to_owned())
    };
    std::fs::read_to_string(path).unwrap().lines().map(line).collect()
}

#[test]
fn intents_are_found_in_every_language() {
    let mut sure = (0, 0);
    for (language, least) in LEAST {
        let cases = cases(language);
        let mut right = 0;
        for (intent, text) in &cases {
            let found = of(text, Some(language)).unwrap();
            right += usize::from(found.intent == *intent);
            if found.confidence >= SURE {
                sure = (sure.0 + usize::from(found.intent == *intent), sure.1 + 1);
            }
        }
        println!("{language}: {right} of {}", cases.len());
        assert!(right >= least, "{language}: {right} of {}, at least {least}", cases.len());
    }
    println!("sure and right: {} of {}", sure.0, sure.1);
    assert!(sure.1 >= 1_800 && sure.0 * 100 >= sure.1 * 94, "of {} sure answers {} are right", sure.1, sure.0);
}

#[test]
fn intents_are_found_without_knowing_the_language() {
    let (mut right, mut all) = (0, 0);
    for (language, _) in LEAST {
        for (intent, text) in cases(language) {
            right += usize::from(of(&text, None).is_some_and(|found| found.intent == intent));
            all += 1;
        }
    }
    println!("without a language: {right} of {all}");
    assert!(right * 100 >= all * 86, "{right} of {all}");
}

#[test]
fn what_has_no_letters_has_no_intent() {
    assert_eq!(of("?! 42", None), None);
    assert_eq!(of("", Some(Language::Ko)), None);
}

#[test]
fn all_intents_are_found_from_plain_words() {
    for (text, intent) in [
        ("Please cancel my order 5531", Intent::CancelOrder),
        ("Ich habe mein Passwort vergessen", Intent::RecoverPassword),
        ("¿Dónde está mi pedido?", Intent::TrackOrder),
        ("Je veux parler à un conseiller", Intent::ContactHumanAgent),
        ("Хочу подписаться на рассылку", Intent::NewsletterSubscription),
        ("支払い方法は何がありますか", Intent::CheckPaymentMethods),
    ] {
        assert_eq!(of(text, None).map(|found| found.intent), Some(intent), "{text}");
    }
}
