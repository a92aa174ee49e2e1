//! What bot and program say in their own words, in the twelve languages. Everything else that a bot says comes from the
//! knowledge.

use domain::Language;

/// The sentences of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrases {
    /// The conversation waits for a person.
    pub handed_off: &'static str,
    /// Somebody of the team has it; `{agent}` stands for the name.
    agent_joined: &'static str,
    /// It was declared done.
    pub resolved: &'static str,
    /// The knowledge does not cover the question; offers a human.
    pub unknown: &'static str,
    /// It is a topic that the bot does not speak of; offers a human.
    pub declined: &'static str,
    /// Stands before something that may be what was asked for; offers a human.
    pub perhaps: &'static str,
    /// Stands before an answer from knowledge in another language than the visitor's.
    pub elsewhere: &'static str,
    /// The message holds no question that could be looked up.
    pub ask_back: &'static str,
    /// Answers a greeting.
    pub greeting: &'static str,
    /// Answers thanks.
    pub thanks: &'static str,
    /// Answers a good-bye.
    pub goodbye: &'static str,
    /// Answers “who are you?”; `{bot}` stands for the name.
    who_are_you: &'static str,
    /// The same where the business has a name, for which `{company}` stands.
    who_are_you_at: &'static str,
    /// Answers “how are you?”.
    pub how_are_you: &'static str,
}

impl Phrases {
    /// “Ann has joined”, for the thread.
    pub fn agent_joined(&self, agent: &str) -> String {
        self.agent_joined.replace("{agent}", agent)
    }
    /// Answers “who are you?”; `company` may be empty.
    pub fn who_are_you(&self, bot: &str, company: &str) -> String {
        let sentence = if company.is_empty() { self.who_are_you } else { self.who_are_you_at };
        let named: Vec<String> = sentence.split("{bot}").map(|part| part.replace("{company}", company)).collect();
        named.join(bot)
    }
}

/// The sentences of this language.
pub fn of(language: Language) -> &'static Phrases {
    in_language!(language)
}

const EN: Phrases = Phrases {
    handed_off: "A person from our team will reply here as soon as possible.",
    agent_joined: "{agent} has joined the conversation.",
    resolved: "This conversation was closed. Write again whenever you need something.",
    unknown: "I’m sorry, I don’t know that. Would you like to talk to a person from our team?",
    declined: "I can’t help with that here. Would you like to talk to a person from our team?",
    perhaps: "I’m not sure that this is what you mean. If it is not, a person from our team can help.",
    elsewhere: "I have this in another language only:",
    ask_back: "What would you like to know?",
    greeting: "Hello! What would you like to know?",
    thanks: "You’re welcome! Is there anything else you would like to know?",
    goodbye: "Goodbye, and have a good day!",
    who_are_you: "I’m {bot}, an automatic assistant. I answer from what this business has written down, and I can hand you over to a person.",
    who_are_you_at: "I’m {bot}, the automatic assistant of {company}. I answer from what {company} has written down, and I can hand you over to a person.",
    how_are_you: "I’m fine, thank you. What would you like to know?",
};

const ES: Phrases = Phrases {
    handed_off: "Una persona de nuestro equipo responderá aquí lo antes posible.",
    agent_joined: "{agent} se ha unido a la conversación.",
    resolved: "Esta conversación se ha cerrado. Escriba de nuevo cuando necesite algo.",
    unknown: "Lo siento, no lo sé. ¿Quiere hablar con una persona de nuestro equipo?",
    declined: "Con eso no puedo ayudarle aquí. ¿Quiere hablar con una persona de nuestro equipo?",
    perhaps: "No sé con seguridad si se refiere a esto. Si no es así, una persona de nuestro equipo puede ayudarle.",
    elsewhere: "Solo tengo esto en otro idioma:",
    ask_back: "¿Qué le gustaría saber?",
    greeting: "¡Hola! ¿Qué le gustaría saber?",
    thanks: "¡De nada! ¿Hay algo más que quiera saber?",
    goodbye: "¡Hasta luego, que tenga un buen día!",
    who_are_you: "Soy {bot}, un asistente automático. Respondo con la información que esta empresa ha preparado y puedo pasarle con una persona.",
    who_are_you_at: "Soy {bot}, el asistente automático de {company}. Respondo con la información que {company} ha preparado y puedo pasarle con una persona.",
    how_are_you: "Muy bien, gracias. ¿Qué le gustaría saber?",
};

const FR: Phrases = Phrases {
    handed_off: "Une personne de notre équipe vous répondra ici dès que possible.",
    agent_joined: "{agent} a rejoint la conversation.",
    resolved: "Cette conversation a été clôturée. Écrivez-nous à nouveau dès que vous en avez besoin.",
    unknown: "Désolé, je ne sais pas. Souhaitez-vous parler à une personne de notre équipe ?",
    declined: "Je ne peux pas vous aider sur ce sujet ici. Souhaitez-vous parler à une personne de notre équipe ?",
    perhaps: "Je ne suis pas sûr que ce soit votre question. Sinon, une personne de notre équipe peut vous aider.",
    elsewhere: "Je n’ai cette information que dans une autre langue :",
    ask_back: "Que souhaitez-vous savoir ?",
    greeting: "Bonjour ! Que souhaitez-vous savoir ?",
    thanks: "Je vous en prie ! Souhaitez-vous savoir autre chose ?",
    goodbye: "Au revoir et bonne journée !",
    who_are_you: "Je suis {bot}, un assistant automatique. Je réponds à partir de ce que cette entreprise a rédigé et je peux vous passer une personne.",
    who_are_you_at: "Je suis {bot}, l’assistant automatique de {company}. Je réponds à partir de ce que {company} a rédigé et je peux vous passer une personne.",
    how_are_you: "Je vais bien, merci. Que souhaitez-vous savoir ?",
};

const DE: Phrases = Phrases {
    handed_off: "Jemand aus unserem Team antwortet Ihnen hier so bald wie möglich.",
    agent_joined: "{agent} ist dem Gespräch beigetreten.",
    resolved: "Dieses Gespräch wurde abgeschlossen. Schreiben Sie jederzeit wieder.",
    unknown: "Das weiß ich leider nicht. Möchten Sie mit einem Menschen aus unserem Team sprechen?",
    declined: "Dabei kann ich hier nicht helfen. Möchten Sie mit einem Menschen aus unserem Team sprechen?",
    perhaps: "Ich bin nicht sicher, ob Sie das meinen. Falls nicht, hilft Ihnen ein Mensch aus unserem Team.",
    elsewhere: "Das liegt mir nur in einer anderen Sprache vor:",
    ask_back: "Was möchten Sie wissen?",
    greeting: "Guten Tag! Was möchten Sie wissen?",
    thanks: "Gern geschehen! Möchten Sie noch etwas wissen?",
    goodbye: "Auf Wiedersehen und einen schönen Tag!",
    who_are_you: "Ich bin {bot}, ein automatischer Assistent. Ich antworte mit dem, was dieses Unternehmen aufgeschrieben hat, und kann Sie an einen Menschen übergeben.",
    who_are_you_at: "Ich bin {bot}, der automatische Assistent von {company}. Ich antworte mit dem, was {company} aufgeschrieben hat, und kann Sie an einen Menschen übergeben.",
    how_are_you: "Danke, gut. Was möchten Sie wissen?",
};

const IT: Phrases = Phrases {
    handed_off: "Una persona del nostro team risponderà qui il prima possibile.",
    agent_joined: "{agent} si è unito alla conversazione.",
    resolved: "Questa conversazione è stata chiusa. Ci scriva di nuovo quando ha bisogno di qualcosa.",
    unknown: "Mi dispiace, non lo so. Desidera parlare con una persona del nostro team?",
    declined: "Su questo non posso aiutarla qui. Desidera parlare con una persona del nostro team?",
    perhaps: "Non so se intende questo. Altrimenti una persona del nostro team può aiutarla.",
    elsewhere: "Ho questa informazione solo in un’altra lingua:",
    ask_back: "Che cosa desidera sapere?",
    greeting: "Buongiorno! Che cosa desidera sapere?",
    thanks: "Prego! Desidera sapere altro?",
    goodbye: "Arrivederci e buona giornata!",
    who_are_you: "Sono {bot}, un assistente automatico. Rispondo con ciò che questa azienda ha scritto e posso metterla in contatto con una persona.",
    who_are_you_at: "Sono {bot}, l’assistente automatico di {company}. Rispondo con ciò che {company} ha scritto e posso metterla in contatto con una persona.",
    how_are_you: "Bene, grazie. Che cosa desidera sapere?",
};

const PT: Phrases = Phrases {
    handed_off: "Uma pessoa da nossa equipe responderá aqui assim que possível.",
    agent_joined: "{agent} entrou na conversa.",
    resolved: "Esta conversa foi encerrada. Escreva novamente quando precisar.",
    unknown: "Desculpe, não sei. Gostaria de falar com uma pessoa da nossa equipe?",
    declined: "Não posso ajudar com isso aqui. Gostaria de falar com uma pessoa da nossa equipe?",
    perhaps: "Não tenho certeza se é isto que procura. Se não for, uma pessoa da nossa equipe pode ajudar.",
    elsewhere: "Só tenho esta informação em outro idioma:",
    ask_back: "O que gostaria de saber?",
    greeting: "Olá! O que gostaria de saber?",
    thanks: "De nada! Gostaria de saber mais alguma coisa?",
    goodbye: "Até logo e tenha um bom dia!",
    who_are_you: "Sou {bot}, um assistente automático. Respondo com o que esta empresa escreveu e posso passar a conversa a uma pessoa.",
    who_are_you_at: "Sou {bot}, o assistente automático de {company}. Respondo com o que {company} escreveu e posso passar a conversa a uma pessoa.",
    how_are_you: "Tudo bem, obrigado. O que gostaria de saber?",
};

const NL: Phrases = Phrases {
    handed_off: "Iemand van ons team antwoordt u hier zo snel mogelijk.",
    agent_joined: "{agent} neemt nu deel aan het gesprek.",
    resolved: "Dit gesprek is afgesloten. Schrijf gerust opnieuw als u iets nodig hebt.",
    unknown: "Dat weet ik helaas niet. Wilt u met iemand van ons team spreken?",
    declined: "Daarmee kan ik u hier niet helpen. Wilt u met iemand van ons team spreken?",
    perhaps: "Ik weet niet zeker of u dit bedoelt. Zo niet, dan kan iemand van ons team u helpen.",
    elsewhere: "Dit heb ik alleen in een andere taal:",
    ask_back: "Wat wilt u weten?",
    greeting: "Hallo! Wat wilt u weten?",
    thanks: "Graag gedaan! Wilt u nog iets weten?",
    goodbye: "Tot ziens en een fijne dag!",
    who_are_you: "Ik ben {bot}, een automatische assistent. Ik antwoord met wat dit bedrijf heeft opgeschreven en kan u doorverbinden met een mens.",
    who_are_you_at: "Ik ben {bot}, de automatische assistent van {company}. Ik antwoord met wat {company} heeft opgeschreven en kan u doorverbinden met een mens.",
    how_are_you: "Goed, dank u. Wat wilt u weten?",
};

const RU: Phrases = Phrases {
    handed_off: "Сотрудник нашей команды ответит вам здесь как можно скорее.",
    agent_joined: "{agent} теперь участвует в разговоре.",
    resolved: "Этот разговор завершён. Напишите снова, если что-то понадобится.",
    unknown: "К сожалению, я этого не знаю. Хотите поговорить с сотрудником нашей команды?",
    declined: "С этим я здесь помочь не могу. Хотите поговорить с сотрудником нашей команды?",
    perhaps: "Не уверен, что вы спрашиваете об этом. Если нет, вам поможет сотрудник нашей команды.",
    elsewhere: "Эта информация есть у меня только на другом языке:",
    ask_back: "Что вы хотели бы узнать?",
    greeting: "Здравствуйте! Что вы хотели бы узнать?",
    thanks: "Пожалуйста! Хотите узнать что-нибудь ещё?",
    goodbye: "До свидания и хорошего дня!",
    who_are_you: "Я {bot}, автоматический помощник. Я отвечаю по материалам этой компании и могу передать разговор человеку.",
    who_are_you_at: "Я {bot}, автоматический помощник компании {company}. Я отвечаю по материалам компании {company} и могу передать разговор человеку.",
    how_are_you: "Спасибо, всё хорошо. Что вы хотели бы узнать?",
};

const JA: Phrases = Phrases {
    handed_off: "担当者ができるだけ早くこちらでお返事いたします。",
    agent_joined: "{agent}が会話に参加しました。",
    resolved: "この会話は終了しました。ご用の際はいつでもまたお書きください。",
    unknown: "申し訳ありませんが、わかりません。担当者とお話しになりますか？",
    declined: "その件についてはこちらではお手伝いできません。担当者とお話しになりますか？",
    perhaps: "お尋ねの内容と異なるかもしれません。違う場合は、担当者がお手伝いいたします。",
    elsewhere: "この情報は別の言語でのみご用意しています：",
    ask_back: "何をお知りになりたいですか？",
    greeting: "こんにちは！何をお知りになりたいですか？",
    thanks: "どういたしまして！ほかに何かございますか？",
    goodbye: "それでは失礼いたします。よい一日を！",
    who_are_you: "私は{bot}、自動応答のアシスタントです。この会社が用意した情報からお答えし、担当者におつなぎすることもできます。",
    who_are_you_at: "私は{bot}、{company}の自動応答アシスタントです。{company}が用意した情報からお答えし、担当者におつなぎすることもできます。",
    how_are_you: "おかげさまで元気です。何をお知りになりたいですか？",
};

const ZH: Phrases = Phrases {
    handed_off: "我们的工作人员会尽快在这里回复您。",
    agent_joined: "{agent} 已加入对话。",
    resolved: "本次对话已结束。如有需要，欢迎随时再次留言。",
    unknown: "很抱歉，我不知道。您想和我们的工作人员交谈吗？",
    declined: "这方面我在这里无法提供帮助。您想和我们的工作人员交谈吗？",
    perhaps: "我不确定这是否是您想问的。如果不是，我们的工作人员可以帮助您。",
    elsewhere: "此信息仅有其他语言的版本：",
    ask_back: "您想了解什么？",
    greeting: "您好！您想了解什么？",
    thanks: "不客气！您还想了解什么吗？",
    goodbye: "再见，祝您愉快！",
    who_are_you: "我是{bot}，一个自动助手。我根据这家公司提供的资料回答，也可以为您转接工作人员。",
    who_are_you_at: "我是{bot}，{company}的自动助手。我根据{company}提供的资料回答，也可以为您转接工作人员。",
    how_are_you: "我很好，谢谢。您想了解什么？",
};

const KO: Phrases = Phrases {
    handed_off: "담당자가 가능한 한 빨리 이곳에서 답변드리겠습니다.",
    agent_joined: "{agent} 님이 대화에 참여했습니다.",
    resolved: "이 대화는 종료되었습니다. 필요하시면 언제든지 다시 메시지를 남겨 주세요.",
    unknown: "죄송하지만 잘 모르겠습니다. 담당자와 이야기하시겠습니까?",
    declined: "그 문제는 여기에서 도와드릴 수 없습니다. 담당자와 이야기하시겠습니까?",
    perhaps: "문의하신 내용이 맞는지 확실하지 않습니다. 아니라면 담당자가 도와드릴 수 있습니다.",
    elsewhere: "이 정보는 다른 언어로만 제공됩니다:",
    ask_back: "무엇을 알고 싶으신가요?",
    greeting: "안녕하세요! 무엇을 알고 싶으신가요?",
    thanks: "천만에요! 더 알고 싶은 것이 있으신가요?",
    goodbye: "안녕히 가세요. 좋은 하루 보내세요!",
    who_are_you: "저는 자동 도우미 {bot}입니다. 이 회사가 준비한 자료로 답변하며 담당자에게 연결해 드릴 수도 있습니다.",
    who_are_you_at: "저는 {company}의 자동 도우미 {bot}입니다. {company}에서 준비한 자료로 답변하며 담당자에게 연결해 드릴 수도 있습니다.",
    how_are_you: "잘 지내고 있습니다. 감사합니다. 무엇을 알고 싶으신가요?",
};

const AR: Phrases = Phrases {
    handed_off: "سيرد عليك أحد أعضاء فريقنا هنا في أقرب وقت ممكن.",
    agent_joined: "انضم {agent} إلى المحادثة.",
    resolved: "أُغلقت هذه المحادثة. اكتب إلينا مجددًا متى احتجت إلى شيء.",
    unknown: "عذرًا، لا أعرف ذلك. هل تود التحدث إلى أحد أعضاء فريقنا؟",
    declined: "لا يمكنني المساعدة في هذا الأمر هنا. هل تود التحدث إلى أحد أعضاء فريقنا؟",
    perhaps: "لست متأكدًا من أن هذا ما تقصده. إن لم يكن كذلك، يمكن لأحد أعضاء فريقنا مساعدتك.",
    elsewhere: "هذه المعلومات متوفرة لدي بلغة أخرى فقط:",
    ask_back: "ماذا تود أن تعرف؟",
    greeting: "مرحبًا! ماذا تود أن تعرف؟",
    thanks: "على الرحب والسعة! هل تود معرفة شيء آخر؟",
    goodbye: "إلى اللقاء، ويومًا سعيدًا!",
    who_are_you: "أنا {bot}، مساعد آلي. أجيب بما دوّنته هذه الشركة، ويمكنني أن أحوّلك إلى شخص من الفريق.",
    who_are_you_at: "أنا {bot}، المساعد الآلي لدى {company}. أجيب بما دوّنته {company}، ويمكنني أن أحوّلك إلى شخص من الفريق.",
    how_are_you: "أنا بخير، شكرًا لك. ماذا تود أن تعرف؟",
};

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn all(phrases: &Phrases) -> [String; 14] {
        let plain = [
            phrases.handed_off,
            phrases.resolved,
            phrases.unknown,
            phrases.declined,
            phrases.perhaps,
            phrases.elsewhere,
            phrases.ask_back,
            phrases.greeting,
            phrases.thanks,
            phrases.goodbye,
            phrases.how_are_you,
        ];
        let mut texts = plain.map(str::to_owned).to_vec();
        texts.push(phrases.agent_joined("Ann"));
        texts.push(phrases.who_are_you("Camomile", ""));
        texts.push(phrases.who_are_you("Camomile", "Tea & Sons"));
        std::array::from_fn(|place| texts[place].clone())
    }

    #[test]
    fn each_language_has_sentences_of_its_own_for_everything() {
        let texts: Vec<String> = Language::ALL.iter().flat_map(|language| all(of(*language))).collect();
        let distinct: BTreeSet<&String> = texts.iter().collect();
        assert_eq!(distinct.len(), 14 * 12);
        assert!(texts.iter().all(|text| !text.is_empty() && !text.contains(['{', '}'])));
    }

    #[test]
    fn names_stand_where_they_belong() {
        for language in Language::ALL {
            assert!(of(*language).agent_joined("Ann").contains("Ann"));
            assert!(of(*language).who_are_you("Camomile", "").contains("Camomile"));
            let named = of(*language).who_are_you("{company}", "{bot}");
            assert!(named.contains("{company}") && named.contains("{bot}"), "what is typed is left alone: {named}");
        }
    }
}
