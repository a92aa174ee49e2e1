//! What the bot says around the words of a connected system, in the twelve languages.

use domain::Language;
use domain::analysis::EntityKind;
use domain::tools::{ToolOutcome, ToolUse};

use super::{Card, Found, Part, TOOLS};

/// The sentences of one language.
struct Words {
    /// Asks for the number of an order.
    ask_order: &'static str,
    /// Asks for the e-mail address of an order.
    ask_email: &'static str,
    /// Stands before what the system says; `{subject}` is what was asked about.
    found: &'static str,
    status: &'static str,
    expected: &'static str,
    tracking: &'static str,
    /// The system knows no such thing; offers a human.
    not_found: &'static str,
    /// The system could not be asked; offers a human.
    failed: &'static str,
}

/// What the bot says to get a value of this kind; none where it cannot ask for it.
pub(super) fn ask(kind: EntityKind, language: Language) -> Option<&'static str> {
    match kind {
        EntityKind::OrderNumber => Some(of(language).ask_order),
        EntityKind::Email => Some(of(language).ask_email),
        _ => None,
    }
}

/// All that the bot may ask for these kinds: words that a model's own question may have.
pub(in crate::answer) fn asked_for(kinds: &[EntityKind], language: Language) -> String {
    kinds.iter().filter_map(|kind| ask(*kind, language)).collect::<Vec<_>>().join("\n")
}

/// The system knows no such thing.
pub(super) fn not_found(language: Language) -> &'static str {
    of(language).not_found
}

/// The system could not be asked.
pub(super) fn failed(language: Language) -> &'static str {
    of(language).failed
}

/// What the system says, with what it is, one part on each line.
pub(super) fn found(found: &Found, language: Language) -> String {
    let words = of(language);
    let line = |(part, text): &(Part, String)| match part {
        Part::Status => format!("{}: {text}", words.status),
        Part::Expected => format!("{}: {text}", words.expected),
        Part::Tracking => format!("{}: {text}", words.tracking),
        Part::Text => text.clone(),
    };
    let lines = std::iter::once(words.found.replace("{subject}", &found.subject)).chain(found.parts.iter().map(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// The same as Markdown, in which the system's own words are nothing but words.
pub(super) fn found_in_markdown(found: &Found, language: Language) -> String {
    let plain = |(part, text): &(Part, String)| match part {
        Part::Tracking => (*part, text.clone()),
        _ => (*part, escaped(text)),
    };
    let parts = found.parts.iter().map(plain).collect();
    let text = self::found(&Found { subject: escaped(&found.subject), parts }, language);
    let (head, lines) = text.split_once('\n').unwrap_or((&text, ""));
    let lines: Vec<String> = lines.lines().map(|line| format!("- {line}")).collect();
    format!("{head}\n\n{}", lines.join("\n"))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '[' | ']' | '<' | '>' | '`' | '#' | '|' | '~') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// What the bot was about when it said this, for talks of which nothing but the words is kept.
pub(in crate::answer) fn step_said(text: &str) -> Option<ToolUse> {
    let step = |outcome, missing: Option<EntityKind>| {
        let has = |card: &Card, kind| card.arguments.iter().any(|argument| argument.kind == kind);
        let mut cards = TOOLS.iter().map(|tool| tool.card());
        let card = cards.find(|card| missing.is_none_or(|kind| has(card, kind)))?;
        Some(ToolUse { tool: card.id.to_owned(), outcome, why: None, missing, ms: 0.0 })
    };
    let text = text.trim();
    Language::ALL.iter().map(|language| of(*language)).find_map(|words| match text {
        _ if text == words.ask_order => step(ToolOutcome::Asked, Some(EntityKind::OrderNumber)),
        _ if text == words.ask_email => step(ToolOutcome::Asked, Some(EntityKind::Email)),
        _ if text == words.not_found => step(ToolOutcome::NotFound, None),
        _ if text == words.failed => step(ToolOutcome::Failed, None),
        _ => None,
    })
}

fn of(language: Language) -> &'static Words {
    in_language!(language)
}

const EN: Words = Words {
    ask_order: "I can look that up. What is your order number?",
    ask_email: "Which e-mail address did you use for the order?",
    found: "This is what our order system says about order {subject}:",
    status: "Status",
    expected: "Expected on",
    tracking: "Tracking",
    not_found: "I can’t find an order with these details. Please check them. Or would you like to talk to a person from our team?",
    failed: "I’m sorry, I can’t look up orders at the moment. Would you like to talk to a person from our team?",
};

const ES: Words = Words {
    ask_order: "Puedo consultarlo. ¿Cuál es su número de pedido?",
    ask_email: "¿Qué dirección de correo electrónico usó para el pedido?",
    found: "Esto dice nuestro sistema sobre el pedido {subject}:",
    status: "Estado",
    expected: "Previsto para el",
    tracking: "Seguimiento",
    not_found: "No encuentro ningún pedido con esos datos. Compruébelos, por favor. ¿O quiere hablar con una persona de nuestro equipo?",
    failed: "Lo siento, en este momento no puedo consultar los pedidos. ¿Quiere hablar con una persona de nuestro equipo?",
};

const FR: Words = Words {
    ask_order: "Je peux vérifier cela. Quel est votre numéro de commande ?",
    ask_email: "Quelle adresse e-mail avez-vous utilisée pour la commande ?",
    found: "Voici ce que dit notre système au sujet de la commande {subject} :",
    status: "Statut",
    expected: "Prévu le",
    tracking: "Suivi",
    not_found: "Je ne trouve aucune commande avec ces données. Vérifiez-les, s’il vous plaît. Ou souhaitez-vous parler à une personne de notre équipe ?",
    failed: "Désolé, je ne peux pas consulter les commandes pour le moment. Souhaitez-vous parler à une personne de notre équipe ?",
};

const DE: Words = Words {
    ask_order: "Das kann ich nachsehen. Wie lautet Ihre Bestellnummer?",
    ask_email: "Mit welcher E-Mail-Adresse haben Sie bestellt?",
    found: "Das sagt unser Bestellsystem zur Bestellung {subject}:",
    status: "Stand",
    expected: "Voraussichtlich am",
    tracking: "Sendungsverfolgung",
    not_found: "Ich finde keine Bestellung mit diesen Angaben. Bitte prüfen Sie sie. Oder möchten Sie mit einer Person aus unserem Team sprechen?",
    failed: "Es tut mir leid, ich kann Bestellungen gerade nicht nachsehen. Möchten Sie mit einer Person aus unserem Team sprechen?",
};

const IT: Words = Words {
    ask_order: "Posso controllare. Qual è il suo numero d’ordine?",
    ask_email: "Quale indirizzo e-mail ha usato per l’ordine?",
    found: "Ecco cosa dice il nostro sistema sull’ordine {subject}:",
    status: "Stato",
    expected: "Previsto per il",
    tracking: "Tracciamento",
    not_found: "Non trovo nessun ordine con questi dati. Li controlli, per favore. Oppure vuole parlare con una persona del nostro team?",
    failed: "Mi dispiace, al momento non posso consultare gli ordini. Vuole parlare con una persona del nostro team?",
};

const PT: Words = Words {
    ask_order: "Posso verificar isso. Qual é o número da sua encomenda?",
    ask_email: "Que endereço de e-mail usou na encomenda?",
    found: "Isto é o que o nosso sistema diz sobre a encomenda {subject}:",
    status: "Estado",
    expected: "Previsto para",
    tracking: "Rastreio",
    not_found: "Não encontro nenhuma encomenda com esses dados. Verifique-os, por favor. Ou quer falar com uma pessoa da nossa equipa?",
    failed: "Lamento, de momento não consigo consultar encomendas. Quer falar com uma pessoa da nossa equipa?",
};

const NL: Words = Words {
    ask_order: "Dat kan ik nakijken. Wat is uw bestelnummer?",
    ask_email: "Met welk e-mailadres hebt u besteld?",
    found: "Dit zegt ons bestelsysteem over bestelling {subject}:",
    status: "Stand van zaken",
    expected: "Verwacht op",
    tracking: "Volgen",
    not_found: "Ik vind geen bestelling met deze gegevens. Controleer ze alstublieft. Of wilt u met iemand van ons team praten?",
    failed: "Het spijt me, ik kan bestellingen nu niet nakijken. Wilt u met iemand van ons team praten?",
};

const RU: Words = Words {
    ask_order: "Я могу это проверить. Назовите, пожалуйста, номер заказа.",
    ask_email: "На какой адрес электронной почты оформлен заказ?",
    found: "Вот что говорит наша система о заказе {subject}:",
    status: "Состояние",
    expected: "Ожидается",
    tracking: "Отслеживание",
    not_found: "Я не нахожу заказа с такими данными. Проверьте их, пожалуйста. Или хотите поговорить с сотрудником нашей команды?",
    failed: "Извините, сейчас я не могу проверить заказы. Хотите поговорить с сотрудником нашей команды?",
};

const JA: Words = Words {
    ask_order: "お調べします。ご注文番号を教えてください。",
    ask_email: "ご注文の際に使われたメールアドレスを教えてください。",
    found: "ご注文 {subject} について、当店のシステムでは次のとおりです：",
    status: "状況",
    expected: "予定日",
    tracking: "追跡",
    not_found: "この内容のご注文が見つかりません。ご確認ください。または、担当者とお話しになりますか？",
    failed: "申し訳ありません。ただいまご注文をお調べできません。担当者とお話しになりますか？",
};

const ZH: Words = Words {
    ask_order: "我可以帮您查询。请问您的订单号是多少？",
    ask_email: "请问您下单时使用的是哪个电子邮箱？",
    found: "关于订单 {subject}，我们的系统显示：",
    status: "状态",
    expected: "预计日期",
    tracking: "物流跟踪",
    not_found: "没有找到符合这些信息的订单，请核对一下。或者，您想和我们团队的工作人员交谈吗？",
    failed: "抱歉，目前无法查询订单。您想和我们团队的工作人员交谈吗？",
};

const KO: Words = Words {
    ask_order: "확인해 드릴 수 있습니다. 주문 번호가 어떻게 되시나요?",
    ask_email: "주문하실 때 어떤 이메일 주소를 사용하셨나요?",
    found: "주문 {subject}에 대한 저희 시스템의 내용입니다:",
    status: "상태",
    expected: "예정일",
    tracking: "배송 조회",
    not_found: "해당 정보의 주문을 찾을 수 없습니다. 다시 확인해 주세요. 아니면 담당자와 이야기하시겠어요?",
    failed: "죄송합니다. 지금은 주문을 조회할 수 없습니다. 담당자와 이야기하시겠어요?",
};

const AR: Words = Words {
    ask_order: "يمكنني التحقق من ذلك. ما هو رقم طلبك؟",
    ask_email: "ما عنوان البريد الإلكتروني الذي استخدمته للطلب؟",
    found: "هذا ما يقوله نظامنا عن الطلب {subject}:",
    status: "الحالة",
    expected: "متوقع في",
    tracking: "التتبع",
    not_found: "لا أجد طلبًا بهذه البيانات. يرجى التحقق منها. أو هل تود التحدث إلى شخص من فريقنا؟",
    failed: "عذرًا، لا يمكنني الاطلاع على الطلبات حاليًا. هل تود التحدث إلى شخص من فريقنا؟",
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_language_has_sentences_of_its_own_and_knows_them_again() {
        let mut all = BTreeSet::new();
        for language in Language::ALL {
            let words = of(*language);
            for (text, outcome, missing) in [
                (words.ask_order, ToolOutcome::Asked, Some(EntityKind::OrderNumber)),
                (words.ask_email, ToolOutcome::Asked, Some(EntityKind::Email)),
                (words.not_found, ToolOutcome::NotFound, None),
                (words.failed, ToolOutcome::Failed, None),
            ] {
                let step = step_said(text).unwrap();
                assert_eq!((step.outcome, step.missing, step.tool.as_str()), (outcome, missing, "order_status"));
                all.insert(text);
            }
            all.insert(words.found);
            assert!(words.found.contains("{subject}"), "{language:?}");
            assert!([words.status, words.expected, words.tracking].iter().all(|text| !text.is_empty()));
        }
        assert_eq!(all.len(), 5 * 12);
        assert_eq!(step_said("Hello!"), None);
    }

    #[test]
    fn the_systems_words_are_nothing_but_words() {
        let parts = vec![
            (Part::Status, "[click](https://evil.example) <b>".to_owned()),
            (Part::Tracking, "https://track.example/4711_1".to_owned()),
        ];
        let text = found_in_markdown(&Found { subject: "4711".into(), parts }, Language::En);
        let expected = "This is what our order system says about order 4711:\n\n\
                        - Status: \\[click\\](https://evil.example) \\<b\\>\n\
                        - Tracking: https://track.example/4711_1";
        assert_eq!(text, expected);
    }
}
