//! A small shop's knowledge, asked as customers ask: found, answered with the right words, and refused where it says nothing.

use domain::Language;
use nlp::extract::{ANSWERS, Candidate, extract};
use nlp::index::{Index, IndexPassage};
use nlp::language::detect;

/// Language, item, heading, text.
const KNOWLEDGE: &[(Language, &str, &str, &str)] = &[
    (
        Language::En,
        "Delivery",
        "How long does delivery take?",
        "Parcels within Norway take 2 days. Parcels to Sweden take 4 days.",
    ),
    (Language::En, "Delivery", "What does shipping cost?", "To | Price\nNorway | €4.50\nSweden | €8.20"),
    (Language::En, "Payment", "How can I pay?", "You can pay with:\n- Visa\n- PayPal\n- Bank transfer"),
    (
        Language::En,
        "Returns",
        "Can I return a lamp?",
        "Lamps can be returned within 60 days. Bulbs cannot be returned once they were lit.",
    ),
    (
        Language::En,
        "Our lamps",
        "Fjord lamp",
        "The Fjord lamp is made of birch wood. It is 45 cm tall and weighs 2 kilos.",
    ),
    (Language::En, "Contact", "Opening hours", "Our shop in Bergen is open Monday to Friday from 9 to 17."),
    (
        Language::De,
        "Versand",
        "Lieferzeit",
        "Pakete innerhalb Norwegens brauchen 2 Tage. Nach Schweden dauert es 4 Tage.",
    ),
    (Language::De, "Versand", "Versandkosten", "Nach Norwegen 4,50 €. Nach Schweden 8,20 €."),
    (Language::De, "Rückgabe", "", "Lampen nehmen wir 60 Tage lang zurück. Das Geld erstatten wir in 5 Tagen."),
    (
        Language::Es,
        "Envíos",
        "¿Cuánto tarda el envío?",
        "Los paquetes en Noruega tardan 2 días. A Suecia tardan 4 días.",
    ),
    (
        Language::Es,
        "Envíos",
        "¿Cuánto cuesta el envío?",
        "El envío a Noruega cuesta 4,50 € y es gratuito a partir de 90 €. El envío a Suecia cuesta 8,20 €.",
    ),
    (Language::Es, "Pagos", "¿Cómo puedo pagar?", "Se puede pagar con Visa o PayPal."),
];

fn index() -> Index<usize> {
    let mut index = Index::new();
    for (number, (language, title, heading, text)) in KNOWLEDGE.iter().enumerate() {
        index.put(number, *language, title, &[IndexPassage { ordinal: 0, heading, text }]);
    }
    index
}

/// What is answered, and how sure.
fn ask(index: &Index<usize>, question: &str, language: Language) -> (String, f32) {
    let hits = index.search(question, Some(language), 8);
    let candidates: Vec<Candidate<'_>> = hits
        .iter()
        .map(|hit| {
            let (language, title, heading, text) = KNOWLEDGE[hit.key];
            Candidate { title, heading, text, language, score: hit.score, coverage: hit.coverage }
        })
        .collect();
    let extracted = extract(question, language, &candidates);
    let pieces = extracted.spans.iter().map(|span| &candidates[span.candidate].text[span.start..span.end]);
    (pieces.collect::<Vec<_>>().join(" "), extracted.confidence)
}

#[test]
fn what_the_shop_knows_is_answered_with_its_own_words() {
    let (index, mut wrong) = (index(), Vec::new());
    for (question, language, words) in [
        ("How long does delivery take?", Language::En, "2 days"),
        ("how much is shipping to Sweden", Language::En, "Sweden | €8.20"),
        ("can i pay with paypal?", Language::En, "PayPal"),
        ("¿Cuánto tarda el envío a Noruega?", Language::Es, "2 días"),
        ("¿Cuánto cuesta el envío a Noruega?", Language::Es, "4,50 €"),
        ("Can I return a lamp?", Language::En, "60 days"),
        ("What is the Fjord lamp made of?", Language::En, "birch wood"),
        ("what are your opening hours", Language::En, "Monday to Friday"),
        ("Was kosten Versand und Lieferung nach Schweden?", Language::De, "8,20"),
        ("¿Cuánto tarda el envío a Suecia?", Language::Es, "4 días"),
        ("¿Puedo pagar con PayPal?", Language::Es, "PayPal"),
    ] {
        assert_eq!(detect(question, Some(language)).language, Some(language), "{question}");
        let (answer, confidence) = ask(&index, question, language);
        if !answer.contains(words) || confidence < ANSWERS {
            wrong.push(format!("{question}: {confidence} {answer}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_the_shop_does_not_know_is_not_answered() {
    let index = index();
    for (question, language) in [
        ("Do you ship to Brazil?", Language::En),
        ("Who is the president of France?", Language::En),
        ("Do you accept bitcoin?", Language::En),
        ("Can I rent a helicopter here?", Language::En),
        ("Do you sell coffee machines?", Language::En),
        ("Liefert ihr nach Japan?", Language::De),
        ("Wer hat die Weltmeisterschaft gewonnen?", Language::De),
        ("¿Tienen una tienda en Madrid?", Language::Es),
        ("¿Quién ganó el mundial?", Language::Es),
    ] {
        let (answer, confidence) = ask(&index, question, language);
        assert!(confidence < ANSWERS, "{question}: {confidence} {answer}");
    }
}

#[test]
fn a_question_in_another_language_finds_what_only_that_language_has() {
    let hits = index().search("Fjord", Some(Language::De), 3);
    assert_eq!(hits.first().map(|hit| hit.language), Some(Language::En));
}

#[test]
fn of_items_that_differ_in_a_number_the_one_that_was_named_answers() {
    let items = [
        ("Aurora 200", "The Aurora 200 lamp costs €120 and is 20 cm tall."),
        ("Aurora 300", "The Aurora 300 lamp costs €140 and is 30 cm tall."),
        ("Aurora 400", "The Aurora 400 lamp costs €160 and is 40 cm tall."),
        ("Aurora 500", "The Aurora 500 lamp costs €180 and is 50 cm tall."),
    ];
    let mut index = Index::new();
    for (number, (title, text)) in items.iter().enumerate() {
        index.put(number, Language::En, title, &[IndexPassage { ordinal: 0, heading: "", text }]);
    }
    let ask = |question: &str| {
        let hits = index.search(question, Some(Language::En), 8);
        let candidate = |hit: &nlp::index::Hit<usize>| {
            let ((title, text), (score, coverage)) = (items[hit.key], (hit.score, hit.coverage));
            Candidate { title, heading: "", text, language: Language::En, score, coverage }
        };
        let candidates: Vec<Candidate<'_>> = hits.iter().map(candidate).collect();
        let extracted = extract(question, Language::En, &candidates);
        (extracted.spans.first().map_or("", |span| candidates[span.candidate].title).to_owned(), extracted.confidence)
    };
    for (title, _) in items {
        let (named, confidence) = ask(&format!("How much is the {title} lamp?"));
        assert!(named == title && confidence >= ANSWERS, "{title}: {named} {confidence}");
    }
    let (_, tie) = ask("How tall is the Aurora lamp?");
    let (_, named) = ask("How tall is the Aurora 300 lamp?");
    assert!(tie < named, "{tie} {named}");
}

#[test]
fn a_question_in_one_language_is_answered_from_knowledge_in_another() {
    let mut index = Index::new();
    for (number, (language, title, heading, text)) in KNOWLEDGE.iter().enumerate() {
        if *language == Language::En {
            index.put(number, *language, title, &[IndexPassage { ordinal: 0, heading, text }]);
        }
    }
    for (question, language, words) in [
        ("Wie kann ich bezahlen?", Language::De, "PayPal"),
        ("¿Cuál es el horario de la tienda?", Language::Es, "Monday"),
        ("Сколько стоит доставка?", Language::Ru, "€4.50"),
        ("可以用什么付款方式？", Language::Zh, "PayPal"),
        ("営業時間を教えてください", Language::Ja, "Monday"),
        ("ما هي تكلفة الشحن؟", Language::Ar, "€4.50"),
        ("배송비는 얼마인가요?", Language::Ko, "€4.50"),
    ] {
        let (answer, confidence) = ask(&index, question, language);
        assert!(answer.contains(words), "{question}: {confidence} {answer}");
    }
}
