//! Politeness of models (“I’m happy to help!”, “Let me know if you have further questions.”), which no passage holds and which
//! is left out.

use domain::Language;

use super::wording::{has_any, plain};

/// Longest that is taken for politeness, in characters.
const LONGEST: usize = 140;

/// How such sentences begin or go, folded.
fn list(language: Language) -> &'static str {
    match language {
        Language::En => {
            "happy to help|glad to help|pleased to help|let me know if|if you have any other question|if you have any further question|if you have more question|if you need anything else|if you need further|anything else i can|feel free to ask|hope this helps|hope that helps|thank you for your question|thanks for your question|thank you for asking|thank you for reaching|great question|good question|sure_|certainly_|of course_|i understand|i'm sorry to hear|have a great day|have a nice day"
        }
        Language::Es => {
            "encantado de ayudar|encantada de ayudar|con gusto|con mucho gusto|si tiene mas preguntas|si tienes mas preguntas|si tiene alguna otra|si tienes alguna otra|si necesita algo mas|si necesitas algo mas|espero que|espero haber|gracias por su pregunta|gracias por tu pregunta|gracias por preguntar|gracias por contactar|claro_|por supuesto|no dude en|no dudes en|que tenga un buen|lamento"
        }
        Language::Fr => {
            "ravi de vous aider|heureux de vous aider|avec plaisir|n'hesitez pas|si vous avez d'autres questions|si vous avez besoin|j'espere que|merci pour votre question|merci de votre question|merci pour votre message|bien sur|certainement|je vous souhaite|bonne journee|je comprends"
        }
        Language::De => {
            "gerne helfe|helfe ihnen gern|helfe dir gern|gerne_|gern geschehen|wenn sie weitere fragen|falls sie weitere fragen|bei weiteren fragen|wenn du weitere fragen|falls du weitere fragen|ich hoffe|danke fur ihre frage|vielen dank fur ihre|danke fur deine frage|naturlich_|selbstverstandlich_|lassen sie mich wissen|lass mich wissen|einen schonen tag|zogern sie nicht"
        }
        Language::It => {
            "felice di aiutar|lieto di aiutar|con piacere|se ha altre domande|se hai altre domande|se ha bisogno|se hai bisogno|spero che|grazie per la|grazie per la sua domanda|certo_|certamente|non esiti|non esitare|buona giornata"
        }
        Language::Pt => {
            "feliz em ajudar|prazer em ajudar|com prazer|se tiver mais perguntas|se tiver outras|se tiver alguma|se precisar de|espero que|obrigado pela sua|obrigada pela sua|obrigado por|claro_|certamente|com certeza|nao hesite|tenha um bom"
        }
        Language::Nl => {
            "help je graag|help u graag|graag gedaan|graag_|als je nog vragen|als u nog vragen|als je meer vragen|heb je nog vragen|heeft u nog vragen|ik hoop dat|bedankt voor je|bedankt voor uw|natuurlijk_|uiteraard_|laat het me weten|laat het mij weten|fijne dag"
        }
        Language::Ru => {
            "рад помочь|рада помочь|с удовольствием|если у вас есть вопросы|если у вас есть еще|если у вас остались|если у вас будут|если возникнут|обращайтесь|надеюсь|спасибо за ваш|спасибо за вопрос|конечно_|разумеется|дайте знать|хорошего дня|понимаю"
        }
        Language::Ja => {
            "お役に立て|お手伝い|ご不明な点|ご質問がございましたら|他にご質問|他に何か|お気軽に|お問い合わせありがとう|ご質問ありがとう|もちろん|かしこまりました|承知"
        }
        Language::Zh => {
            "很高兴为您|很高兴帮助|乐意为您|如果您还有|如有其他|如有任何|如果还有|希望对您有|希望这|感谢您的|谢谢您的|当然|没问题|好的|请随时|祝您"
        }
        Language::Ko => {
            "도와드리|도움이 되|추가 질문|더 궁금|다른 질문|궁금한 점|언제든|문의해 주셔서|질문해 주셔서|물론|좋은 하루"
        }
        Language::Ar => {
            "يسعدني|يسرني|بكل سرور|اذا كان لديك|ان كان لديك|اذا كنت بحاجه|لا تتردد|امل ان|اتمني|شكرا علي|شكرا لسؤالك|بالتاكيد|بالطبع|يوما سعيدا"
        }
    }
}

/// Whether this is politeness alone. Facts and claims were looked for before.
pub(super) fn is_courtesy(text: &str, language: Language) -> bool {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return false;
    }
    nlp::intent::small_talk(text, Some(language)).is_some() || {
        let plain = plain(text);
        has_any(&plain, list(language)) && is_short_without(&plain, language)
    }
}

/// What says yes or no, folded, and nothing else.
const YES_OR_NO: &[&str] = &[
    "yes",
    "no",
    "yeah",
    "yep",
    "nope",
    "correct",
    "exactly",
    "indeed",
    "absolutely",
    "si",
    "correcto",
    "exacto",
    "oui",
    "non",
    "exact",
    "ja",
    "nein",
    "genau",
    "richtig",
    "doch",
    "certo",
    "esatto",
    "sim",
    "nao",
    "exato",
    "nee",
    "klopt",
    "да",
    "нет",
    "верно",
    "точно",
    "はい",
    "いいえ",
    "是",
    "是的",
    "不",
    "不是",
    "可以",
    "对",
    "能",
    "有",
    "没有",
    "네",
    "예",
    "아니요",
    "نعم",
    "لا",
    "اجل",
];

/// Whether this is an answer without anything that it answers with.
pub(super) fn is_yes_or_no(text: &str) -> bool {
    let plain = plain(text);
    let mut words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| YES_OR_NO.contains(&word))
}

/// “Of course” before a statement is no politeness alone: hardly anything may stand beside it.
fn is_short_without(plain: &str, language: Language) -> bool {
    let words = nlp::segment::terms(plain, language).into_iter().filter(|term| !term.is_stop).count();
    let most = if matches!(language, Language::Zh | Language::Ja | Language::Ko) { 24 } else { 6 };
    words <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn politeness_is_known_and_a_statement_behind_it_is_none() {
        for (text, language) in [
            ("I'm happy to help!", Language::En),
            ("Let me know if you have any other questions.", Language::En),
            ("Bei weiteren Fragen helfe ich Ihnen gerne.", Language::De),
            ("N'hésitez pas à me contacter si vous avez d'autres questions.", Language::Fr),
            ("Если у вас есть ещё вопросы, обращайтесь.", Language::Ru),
            ("如果您还有其他问题，请随时告诉我。", Language::Zh),
            ("Thank you!", Language::En),
        ] {
            assert!(is_courtesy(text, language), "{text}");
        }
        assert!(is_yes_or_no("Yes!") && is_yes_or_no("Sí, exacto.") && is_yes_or_no("可以。"));
        assert!(!is_yes_or_no("Yes, free.") && !is_yes_or_no("…"));
        for text in
            ["Of course the moon was made of green cheese by seven small mice long ago.", "Delivery takes long."]
        {
            assert!(!is_courtesy(text, Language::En), "{text}");
        }
    }
}
