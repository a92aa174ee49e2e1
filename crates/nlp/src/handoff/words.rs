//! The words of the wish, folded, per language. `*` at the end stands for any ending.

use domain::Language;

/// Phrases, divided by `|`.
type List = &'static str;

/// The words of a language.
pub(super) struct Words {
    /// Whether words stand apart.
    pub(super) spaced: bool,
    /// Whether a denial may stand behind what it denies.
    pub(super) denies_behind: bool,
    /// Those who are meant by nothing else.
    pub(super) human: List,
    /// Those who may be meant.
    pub(super) people: List,
    /// What one does with them.
    pub(super) talk: List,
    /// That somebody is wanted.
    pub(super) need: List,
    /// Denials.
    pub(super) not: List,
    /// With these, something else is meant.
    pub(super) otherwise: List,
    /// Polite words that say nothing more.
    pub(super) filler: List,
    /// What begins a clause of its own.
    pub(super) but: List,
}

pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::En => &EN,
        Language::Es => &ES,
        Language::Fr => &FR,
        Language::De => &DE,
        Language::It => &IT,
        Language::Pt => &PT,
        Language::Nl => &NL,
        Language::Ru => &RU,
        Language::Ja => &JA,
        Language::Zh => &ZH,
        Language::Ko => &KO,
        Language::Ar => &AR,
    }
}

const EN: Words = Words {
    spaced: true,
    denies_behind: false,
    human: "human|humans|agent|agents|operator|representative|rep|real person|live person|live agent|\
        live support|live chat|human being|human agent|actual person|employee|human support",
    people: "person|someone|somebody|anyone|anybody|people|staff|advisor|adviser|support|manager|supervisor|team|\
        customer service|customer care|support team|your team|specialist",
    talk: "talk to|talk with|talking to|talking with|speak to|speak with|speaking to|speaking with|chat with|\
        chat to|connect me|connect us|transfer me|transfer|put me through|hand me over|pass me|forward me|\
        switch me|talk|speak",
    need: "want|wanna|need|give me|get me|is there|are there|can i have|could i have|i'd like|would like|\
        let me have|contact|reach|bring",
    not: "not|no|don't|dont|without|never|doesn't|didn't|nor|cannot be|isn't",
    otherwise: "human resources|become|becoming|human rights|per person|travel agent|real estate|cleaning agent|\
        are you human|are you a human|are you an agent|are you a real|hire|apply|job|user agent|talk about",
    filler: "please|a|an|the|to|real|now|hi|hello|hey|thanks|pls|live|human|just|is|there|any|with|your|only|\
        want|sir|ok",
    but: "but|instead",
};

const ES: Words = Words {
    spaced: true,
    denies_behind: false,
    human: "humano|humana|agente|agentes|operador|operadora|asesor|asesora|persona real|ser humano|ejecutivo|\
        representante|empleado|empleada|teleoperador",
    people: "persona|alguien|soporte|encargado|encargada|atencion al cliente|servicio al cliente|equipo|\
        responsable|supervisor",
    talk: "hablar|hable|hablo|chatear|conversar|comunicarme|comunicame|comuniqueme|pasame|paseme|pasarme|\
        conectame|conecteme|conectarme|transfiereme|transferirme|ponme|derivame|contactar con|atienda",
    need: "quiero|quisiera|necesito|dame|deme|hay|me gustaria|prefiero|puedo tener",
    not: "no|sin|nunca|tampoco",
    otherwise: "por persona|recursos humanos|eres humano|eres una persona|eres un humano|trabajar|ser agente",
    filler: "por|favor|un|una|el|la|con|hola|real|ya|ahora|gracias|humano|humana",
    but: "pero|sino",
};

const FR: Words = Words {
    spaced: true,
    denies_behind: true,
    human: "humain|humaine|agent|agente|conseiller|conseillere|operateur|operatrice|vraie personne|etre humain|\
        interlocuteur|employe|teleconseiller",
    people: "personne|quelqu'un|service client|support|responsable|equipe|charge de clientele",
    talk: "parler|discuter|parle|echanger|mettez-moi|mettre en relation|mets-moi|passez-moi|passe-moi|\
        transferez-moi|transferer|joindre|connectez-moi|en relation avec|contacter",
    need: "veux|voudrais|souhaite|souhaiterais|besoin|donnez-moi|y a-t-il|aimerais|je prefere",
    not: "ne|n'ai|n'est|pas|sans|jamais|aucun|n'y",
    otherwise: "par personne|ressources humaines|etes-vous humain|es-tu humain|es-tu un humain|devenir|\
        etes-vous un humain",
    filler: "s'il|vous|plait|te|un|une|svp|stp|bonjour|merci|avec|humain|le|vrai|a",
    but: "mais",
};

const DE: Words = Words {
    spaced: true,
    denies_behind: true,
    human: "mensch|menschen|mitarbeiter|mitarbeiterin|mitarbeitern|berater|beraterin|kundenberater|agent|\
        agenten|operator|ansprechpartner|sachbearbeiter|echte person|echten person|support-mitarbeiter|\
        kundenbetreuer|servicemitarbeiter|live-chat",
    people: "person|jemand|jemanden|jemandem|kundenservice|kundendienst|support|kollege|kollegen|kollegin|team|\
        vorgesetzten",
    talk: "sprechen|spreche|sprich|reden|rede|chatten|verbinden|verbinde|verbind|weiterleiten|leiten|leite|\
        durchstellen|telefonieren|unterhalten|stellen sie mich|ubergeben|kontaktieren",
    need: "mochte|will|brauche|brauch|wunsche|gib mir|geben sie mir|gibt es|hatte gern|hatte gerne|bitte um",
    not: "nicht|kein|keine|keinen|keinem|keiner|ohne|nie|niemals",
    otherwise: "pro person|bist du|sind sie ein|werde ich|bewerben|je person|fur eine person|job|werden",
    filler: "bitte|ein|eine|einen|einem|mit|echter|echten|echte|hallo|danke|den|richtiger|richtigen|jetzt|sofort|\
        zum|zu|an|der",
    but: "aber|sondern",
};

const IT: Words = Words {
    spaced: true,
    denies_behind: false,
    human: "umano|umana|operatore|operatrice|agente|persona reale|persona vera|essere umano|consulente|addetto|\
        impiegato|rappresentante",
    people: "persona|qualcuno|assistenza|servizio clienti|responsabile|supporto",
    talk: "parlare|parlo|chattare|passami|mi passi|passatemi|collegami|mettimi|mi metta|contattare|\
        trasferiscimi|trasferitemi|mettetemi|comunicare con",
    need: "voglio|vorrei|bisogno|dammi|datemi|c'e|desidero|mi serve",
    not: "non|senza|nessun|mai",
    otherwise: "a persona|per persona|risorse umane|sei umano|sei una persona|diventare|sei un umano",
    filler: "per|favore|un|una|con|ciao|grazie|umano|l'|reale|vero",
    but: "ma|bensi",
};

const PT: Words = Words {
    spaced: true,
    denies_behind: false,
    human: "humano|humana|atendente|atendentes|agente|operador|operadora|pessoa real|ser humano|\
        pessoa de verdade|consultor|funcionario|assistente humano|representante",
    people: "pessoa|alguem|suporte|atendimento|responsavel|gerente|equipe|equipa|apoio ao cliente",
    talk: "falar|falo|conversar|conectar|conecte-me|me conecte|me passa|me passe|passe-me|transferir|\
        me transfira|transfira-me|contactar com|me atenda",
    need: "quero|queria|preciso|gostaria|ha um|tem algum|me de|da-me|chame|chama",
    not: "nao|sem|nunca|nem",
    otherwise: "por pessoa|recursos humanos|voce e humano|es humano|voce e uma pessoa|tornar",
    filler: "por|favor|um|uma|com|ola|oi|obrigado|obrigada|humano|real|o|a",
    but: "mas|sim com",
};

const NL: Words = Words {
    spaced: true,
    denies_behind: true,
    human: "mens|mensen|medewerker|medewerkers|agent|echt persoon|echte persoon|echt iemand|operator|adviseur|\
        vertegenwoordiger|klantenservicemedewerker",
    people: "persoon|iemand|klantenservice|support|collega|manager|team",
    talk: "praten|spreken|spreek|praat|chatten|verbind|verbinden|doorverbinden|doorverbind|doorsturen|contact|\
        bellen",
    need: "wil|nodig|graag|wens|geef mij|geef me|is er|mag ik",
    not: "niet|geen|zonder|nooit",
    otherwise: "per persoon|ben je|bent u|word ik|worden|solliciteren",
    filler: "aub|alsjeblieft|alstublieft|graag|een|met|hallo|echt|echte|de|nu|bedankt",
    but: "maar",
};

const RU: Words = Words {
    spaced: true,
    denies_behind: false,
    human: "оператор*|живой человек|живого человека|живым человеком|живому человеку|живым|сотрудник*|\
        консультант*|менеджер*|специалист*|агент|агента|агентом|представител*",
    people: "человек|человека|человеком|человеку|людьми|кто-нибудь|кем-нибудь|кем-то|поддержк*|поддержку|служб*",
    talk: "поговорить|говорить|пообщаться|общаться|соедините|соедини|соединить|переключите|переключи|\
        переключить|позовите|позови|переведите|переведи|свяжите|связаться|побеседовать",
    need: "хочу|хотел|хотела|нужен|нужна|нужно|дайте|дай|есть ли|можно|требую",
    not: "не|без|нет|никаких|никогда",
    otherwise: "на человека|ты человек|вы человек|стать|с человека|вакансия",
    filler: "пожалуйста|с|живой|здравствуйте|привет|мне|сейчас|спасибо|живого|к",
    but: "а|но",
};

const JA: Words = Words {
    spaced: false,
    denies_behind: true,
    human: "オペレーター|オペレータ|担当者|有人|スタッフ|係員|人間|エージェント|生身の人",
    people: "人と|誰かと|誰か|サポート|カスタマーサービス|店員|人に",
    talk: "話したい|話せ|話をしたい|話す|つない|繋い|つなげ|繋げ|代わって|かわって|変わって|対応して|転送|チャットしたい|お話し",
    need: "お願い|希望|欲しい|ほしい|したい|呼んで|ください|下さい|対応",
    not: "必要ありません|必要ない|不要|いりません|要りません|いらない|たくない|しないで|ではなく",
    otherwise: "人間ですか|人間なの|採用|求人|一人あたり",
    filler: "",
    but: "ではなく|けど|でも",
};

const ZH: Words = Words {
    spaced: false,
    denies_behind: false,
    human: "人工|真人|客服人员|客服人員|工作人员|工作人員|专员|專員|活人|坐席|接线员|人工客服",
    people: "客服|有人|负责人|经理|人类|人類",
    talk: "说话|說話|聊|谈|談|交流|沟通|溝通|转|轉|接通|对话|對話|联系|聯繫|找",
    need: "要|想|需要|请|請|给我|給我|叫|有没有|帮我",
    not: "不需要|不要|不用|不想|别|別|无需|無需|不必|没必要",
    otherwise: "你是真人吗|你是人工吗|人工智能|人工费|人工費|手工|你是不是真人|是真人嗎|人工智慧",
    filler: "",
    but: "而是|但是",
};

const KO: Words = Words {
    spaced: false,
    denies_behind: true,
    human: "상담원|상담사|담당자|직원|실제 사람|진짜 사람|상담 직원|에이전트",
    people: "사람|누군가|고객센터|고객 센터|매니저",
    talk: "연결|이야기|얘기|대화|통화|바꿔|말하고|말씀|상담하고",
    need: "원해|원합|싶|필요|불러|부탁|해 주세요|해주세요|주세요",
    not: "필요 없|필요없|하지 마|하지마|싶지 않|싶지않|원하지 않|말고|안 해도|필요하지 않",
    otherwise: "사람인가요|사람이에요|사람입니까|채용|사람당",
    filler: "",
    but: "하지만|말고",
};

const AR: Words = Words {
    spaced: false,
    denies_behind: false,
    human: "موظف|انسان|بشري|وكيل|ممثل|مندوب|شخص حقيقي|مشغل|مستشار",
    people: "شخص|احد|خدمه العملاء|الدعم|مسوول|فريق",
    talk: "التحدث|اتحدث|تحدث|اتكلم|التكلم|الكلام|تكلم|حولني|تحويلي|حولوني|اوصلني|وصلني|التواصل|اتواصل|\
        المحادثه مع",
    need: "اريد|احتاج|ابغي|عايز|اود|ارغب|اعطني|هل يوجد|محتاج|بدي",
    not: "لا احتاج|لا اريد|لست بحاجه|لا داعي|بدون|لا تحول|لا ارغب|مش عايز|لا ابغي",
    otherwise: "للشخص|لكل شخص|هل انت انسان|هل انت بشري|هل انت شخص|وظيفه|توظيف|الموارد البشريه",
    filler: "",
    but: "ولكن|لكن|بل",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::fold;

    #[test]
    fn the_words_are_written_as_folding_leaves_them() {
        for language in Language::ALL {
            let of = words(*language);
            for list in [of.human, of.people, of.talk, of.need, of.not, of.otherwise, of.filler, of.but] {
                for word in list.split('|').filter(|word| !word.is_empty()) {
                    assert_eq!(fold(word, *language), word, "{language}");
                }
            }
        }
    }
}
