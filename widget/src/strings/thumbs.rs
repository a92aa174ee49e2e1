//! What stands under an answer that can be judged, in the twelve languages, in the order of [`super::LANGUAGES`].

/// The sentences of one language.
#[derive(Debug)]
pub struct Thumbs {
    /// Thumb up.
    pub helpful: &'static str,
    /// Thumb down.
    pub unhelpful: &'static str,
    /// Asks what was wrong.
    pub why: &'static str,
    /// What it may have been, in the order of [`super::REASONS`].
    pub reasons: [&'static str; 5],
    /// Asks for some words on it.
    pub more: &'static str,
}

/// Every language.
pub const THUMBS: [Thumbs; 12] = [
    Thumbs {
        helpful: "Helpful",
        unhelpful: "Not helpful",
        why: "What was wrong?",
        reasons: ["Wrong", "Incomplete", "Out of date", "Not what I asked", "Something else"],
        more: "Tell us more, then press Enter",
    },
    Thumbs {
        helpful: "Útil",
        unhelpful: "No me ayuda",
        why: "¿Qué falla?",
        reasons: ["Es incorrecto", "Está incompleto", "Está anticuado", "No es lo que pregunté", "Otra cosa"],
        more: "Cuéntanos más y pulsa Intro",
    },
    Thumbs {
        helpful: "Utile",
        unhelpful: "Pas utile",
        why: "Qu’est-ce qui ne va pas ?",
        reasons: ["C’est faux", "Incomplet", "Périmé", "Ce n’était pas ma question", "Autre chose"],
        more: "Dites-en plus, puis appuyez sur Entrée",
    },
    Thumbs {
        helpful: "Hilfreich",
        unhelpful: "Nicht hilfreich",
        why: "Was stimmt nicht?",
        reasons: ["Falsch", "Unvollständig", "Veraltet", "Nicht meine Frage", "Etwas anderes"],
        more: "Schreiben Sie mehr dazu und drücken Sie Enter",
    },
    Thumbs {
        helpful: "È utile",
        unhelpful: "Non utile",
        why: "Che cosa non va?",
        reasons: ["È sbagliato", "È incompleto", "Non è aggiornato", "Non è ciò che ho chiesto", "Altro"],
        more: "Aggiungi qualcosa e premi Invio",
    },
    Thumbs {
        helpful: "Ajudou",
        unhelpful: "Não ajudou",
        why: "O que está errado?",
        reasons: ["Está errado", "Está incompleto", "Está desatualizado", "Não foi o que perguntei", "Outra coisa"],
        more: "Conte mais e pressione Enter",
    },
    Thumbs {
        helpful: "Nuttig",
        unhelpful: "Niet nuttig",
        why: "Wat klopt er niet?",
        reasons: ["Onjuist", "Onvolledig", "Verouderd", "Niet wat ik vroeg", "Iets anders"],
        more: "Vertel meer en druk op Enter",
    },
    Thumbs {
        helpful: "Полезно",
        unhelpful: "Не помогло",
        why: "Что не так?",
        reasons: ["Неверно", "Неполно", "Устарело", "Я спрашивал о другом", "Другое"],
        more: "Напишите подробнее и нажмите Enter",
    },
    Thumbs {
        helpful: "役に立った",
        unhelpful: "役に立たなかった",
        why: "どこが問題でしたか？",
        reasons: ["間違っている", "情報が足りない", "古い", "質問と違う", "その他"],
        more: "詳しく書いてEnterを押してください",
    },
    Thumbs {
        helpful: "有帮助",
        unhelpful: "没有帮助",
        why: "哪里不对？",
        reasons: ["不正确", "不完整", "已过时", "答非所问", "其他"],
        more: "请补充说明，然后按回车",
    },
    Thumbs {
        helpful: "도움이 됐어요",
        unhelpful: "도움이 안 됐어요",
        why: "무엇이 잘못되었나요?",
        reasons: ["틀렸어요", "부족해요", "오래된 내용이에요", "제 질문과 달라요", "기타"],
        more: "더 적고 Enter를 누르세요",
    },
    Thumbs {
        helpful: "مفيد",
        unhelpful: "غير مفيد",
        why: "ما الخطأ؟",
        reasons: ["غير صحيح", "ناقص", "قديم", "ليس ما سألت عنه", "شيء آخر"],
        more: "أخبرنا بالمزيد ثم اضغط Enter",
    },
];
