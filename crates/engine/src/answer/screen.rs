//! Orders to the bot in what should be knowledge. A passage with some is read by no model and quoted by none: whoever could
//! write the order could write the lie beside it too.

use std::fmt::Write as _;
use std::sync::LazyLock;

use super::wording::{Lists, find, has_any, plain};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// What orders of one language are made of, folded.
struct Orders {
    /// To leave aside …
    verbs: &'static str,
    /// … what was said before, or what the bot has of its own: its …
    whose: &'static str,
    /// … instructions.
    what: &'static str,
    /// What is an order to a machine by itself.
    fixed: &'static str,
}

const ALL: &[Orders] = &[
    Orders {
        verbs: "ignor|disregard|forget|override|overrule|bypass|neglect|pay no attention|do not follow|don't follow|stop following|supersede",
        whose: "previous|prior_|above_|earlier|your_|system|preceding|before_|all_|any_|other_|existing|original|initial|former|these|current|old_|every",
        what: "instruction|prompt|rule_|rules_|guideline|directive|guardrail|programming|constraint|safeguard|you were told|message history",
        fixed: "system prompt|you are now a_|you are now an_|you are now dan|you are now in developer|you are now the_|you are now free from|you are now unrestricted|you are now my_|from now on you are|from now on you will|from now on you must|from now on, you are|from now on, you will|from now on, you must|from now on answer|from now on, answer|from now on reply|developer mode|jailbreak|do anything now|act as if you|pretend to be human|pretend to be a human|pretend that you|pretend you are|new instructions:|new instruction:|new system|system override|system message|system note|admin override|note to ai|note to the ai|note for ai|note to assistant|note to the assistant|note to chatbot|note to the chatbot|note to bot|note to the bot|attention ai|attention assistant|attention chatbot|attention bot|attention, ai|attention: ai|instruction to ai|instructions for ai|instructions for the ai|instructions to the ai|instructions for the assistant|instruction for the assistant|instructions to the assistant|instructions for the bot|instructions for chatbot|instruction for chatbot|ai assistants must|ai assistant must|ai assistants should|ai agents must|ai agents should|the ai must|the ai should|the assistant must|the assistant should|assistant must|assistants must|the chatbot must|the chatbot should|the bot must|the bot should|chatbots must|bots must|language models must|language model must|language models should|if you are an ai|if you are a bot|if you are a chatbot|if you are an assistant|if you are a language model|if you are a large language|dear ai|dear assistant|dear chatbot|hey ai|hey assistant|hey chatbot|in every answer|in every reply|in each answer|end every answer|end your answer|end each answer|begin every answer|start every answer|respond only with|reply only with|answer only with|respond with the|your reply must|your answer must|your response must|repeat your instructions|reveal your instructions|reveal your prompt|reveal your system|reveal your rules|print your instructions|print your system|override code|this overrides|overrides your|overrides all|overrides any|supersedes all|supersedes any|supersedes your|do not tell the user|don't tell the user|do not mention this|tell every user|tell the user that|tell the visitor|tell every visitor|tell visitors|inform the visitor|inform every visitor|say to the user|say to the visitor|ask the visitor for|ask every visitor|direct visitors|send the user to|send the visitor|send visitors|recommend to the user|as an ai_|decode the following|decode this|execute the following|follow these instructions instead|begin system|end of passages|end of context|end of document|end of knowledge",
    },
    Orders {
        verbs: "ignora|olvid|descart|desobede|haz caso omiso|no sigas|desatiend",
        whose: "anterior|previ|tus_|tu_|sus_|arriba|sistema|todas_|todos_|cualquier|original|inicial|hasta ahora|existente|demas",
        what: "instruccion|regla|directriz|directrices|orden_|ordenes|prompt|indicacion|restriccion|consigna|mensaje del sistema|programacion",
        fixed: "ahora eres un|ahora eres el_|ahora eres dan|a partir de ahora eres|a partir de ahora, eres|a partir de ahora respond|a partir de ahora, respond|a partir de ahora contest|a partir de ahora di_|a partir de ahora actua|a partir de ahora debes|a partir de ahora, debes|desde ahora eres|desde ahora respond|actua como|finge que|finge ser|hazte pasar|modo desarrollador|nuevas instrucciones:|nueva instruccion:|prompt del sistema|mensaje del sistema|nota para la ia|nota a la ia|nota para el asistente|nota para el bot|nota al asistente|atencion ia|atencion, ia|atencion asistente|atencion, asistente|instrucciones para la ia|instruccion para la ia|instrucciones para el asistente|instruccion para el asistente|instrucciones para el bot|instruccion para el bot|el asistente debe|el bot debe|la ia debe|el chatbot debe|los asistentes deben|asistentes de ia|si eres una ia|si eres un bot|si eres un asistente|estimada ia|estimado asistente|querida ia|querido asistente|en cada respuesta|en todas tus respuestas|en todas las respuestas|al final de cada|termina cada|responde siempre_|responde solo|contesta siempre|siempre responde_|debes responder|debes decir|di siempre|dile al usuario|dile al visitante|dile al cliente|di al usuario|di al visitante|diga al visitante|informa al visitante|informa al usuario|pide al usuario|pide al visitante|pide a cada|pide siempre|pidele|envia al visitante|envia al usuario|revela tu|repite tus|no menciones|esto anula|esto sustituye",
    },
    Orders {
        verbs: "ignor|oubli|neglig|ne tiens pas compte|ne tenez pas compte|ne tiens plus compte|ne suis pas|ne suivez|outrepass|contourn|abandonn",
        whose: "precedent|ci-dessus|tes_|ton_|vos_|votre_|systeme|toutes_|tous_|tout ce|anterieur|initial|origin|jusqu'ici|existant|autres_",
        what: "instruction|consigne|regle|directive|ordre|prompt|contrainte|message systeme",
        fixed: "tu es maintenant un|tu es desormais un|vous etes maintenant un_|vous etes desormais un_|a partir de maintenant tu_|a partir de maintenant, tu_|a partir de maintenant, repond|a partir de maintenant repond|desormais tu|desormais, tu|agis comme|agissez comme|fais semblant|faites semblant|fais comme si|mode developpeur|nouvelles instructions :|nouvelles instructions:|nouvelle instruction :|nouvelle instruction:|nouvelle consigne :|nouvelle consigne:|nouvelles consignes :|nouvelles consignes:|prompt systeme|message systeme|note a l'ia|note pour l'ia|note a l'intention de l'ia|note a l'assistant|note pour l'assistant|note au bot|note pour le bot|attention ia|attention, ia|attention assistant|attention, assistant|instruction pour l'ia|instructions pour l'ia|instruction a l'ia|instruction pour l'assistant|instructions pour l'assistant|instructions a l'assistant|consigne pour l'assistant|consigne a l'assistant|consignes pour le bot|consigne pour le bot|l'assistant doit|l'ia doit|le bot doit|le chatbot doit|les assistants doivent|si tu es une ia|si vous etes une ia|si tu es un bot|si vous etes un assistant|si tu es un assistant|chere ia|cher assistant|dans chaque reponse|dans toutes tes reponses|a la fin de chaque|termine chaque|terminez chaque|reponds toujours|repondez toujours|reponds uniquement|repondez uniquement|reponds seulement|tu dois repondre|vous devez repondre|tu dois dire|dis toujours|dis au visiteur|dis aux visiteurs|dites au visiteur|dites aux visiteurs|dis a l'utilisateur|dites a l'utilisateur|dis au client|indique au visiteur|demande au visiteur|demande aux visiteurs|demandez au visiteur|demandez aux visiteurs|demande a chaque|envoie le visiteur|envoie les visiteurs|revele ton|revele tes|revelez|repete tes|ne mentionne pas|ceci remplace|ceci annule",
    },
    Orders {
        verbs: "ignorier|vergiss|vergessen sie|missacht|beachte nicht|beachten sie nicht|befolge nicht|verwirf|verwerfen sie|ubergehe|umgehe_|uberschreib|setze dich uber|nicht mehr beachten|nicht beachten|ausser kraft",
        whose: "vorherig|bisherig|obig|vorig|fruher|vorangegangen|vorstehend|deine|ihre_|ihren_|alle_|aller_|allen_|system|ursprunglich|sonstig|anderen_|bestehend",
        what: "anweisung|regel|vorgabe|richtlinie|instruktion|befehl|prompt|einschrankung|vorschrift|systemnachricht|weisung",
        fixed: "du bist jetzt ein|du bist jetzt der|du bist jetzt die|du bist nun ein|sie sind jetzt ein_|ab jetzt bist|ab jetzt antwort|ab jetzt sagst|ab sofort bist|ab sofort antwort|ab sofort sagst|von nun an bist|von nun an antwort|von nun an sagst|verhalte dich wie|tu so als|tu so, als|gib dich als|geben sie sich als|spiele die rolle|entwicklermodus|neue anweisung:|neue anweisungen:|neue systemanweisung|system-prompt|systemprompt|systemnachricht|hinweis an die ki|hinweis fur die ki|hinweis an ki|hinweis fur ki|hinweis an den assistent|hinweis fur den assistent|hinweis an den bot|hinweis fur den bot|notiz an die ki|achtung ki|achtung, ki|achtung assistent|achtung, assistent|anweisung an die ki|anweisung fur die ki|anweisungen fur die ki|anweisungen an die ki|anweisung an den assistent|anweisung fur den assistent|anweisungen fur den assistent|anweisung an den bot|anweisung fur den bot|anweisungen fur den bot|der assistent muss|der assistent soll|die ki muss|die ki soll|der bot muss|der bot soll|der chatbot muss|der chatbot soll|ki-assistenten|wenn du eine ki|wenn sie eine ki|falls du eine ki|falls sie eine ki|wenn du ein bot|wenn du ein assistent|liebe ki|lieber assistent|lieber bot|lieber chatbot|in jeder antwort|in allen antworten|jede antwort|antworte immer|antworte stets|antworte nur|antworten sie immer|antworten sie nur|beende jede|sage immer|sag immer|sage dem besucher|sag dem besucher|sagen sie dem besucher|sage jedem|sage allen|sag jedem|sag allen|sage dem nutzer|teile dem besucher|teile jedem|teile allen|frage jeden|frage den besucher|frag den besucher|frag jeden|bitte jeden besucher|bitte den besucher|fordere den besucher|fordere jeden|schicke den besucher|leite den besucher|leite besucher|verrate dein|wiederhole dein|erwahne nicht|dies ersetzt|dies hebt",
    },
    Orders {
        verbs: "игнорир|забудь|не обращай внимания|не обращайте внимания|не следуй|не следуйте|пренебреги|обойди|отбрось|не учитывай|не соблюдай",
        whose: "предыдущ|прежн|прошл|выше|твои|твоих|свои|своих|все_|всех_|всё|ваши|ваших|системн|исходн|ранее|остальн|други|любые",
        what: "инструкц|правил|указани|команд|промпт|директив|ограничени|установк|сообщени системы",
        fixed: "ты теперь|с этого момента ты_|с этого момента отвечай|с этого момента говори|отныне ты_|отныне отвечай|с сегодняшнего дня ты|действуй как|веди себя как|притворись|сделай вид|представься|режим разработчика|новые инструкции:|новая инструкция:|системный промпт|системная инструкция|системное сообщение|примечание для ии|примечание ии|заметка для ии|сообщение для ии|примечание для ассистента|примечание для бота|заметка для ассистента|заметка для бота|внимание, ии|внимание ии|внимание, ассистент|внимание, бот|инструкция для ии|инструкции для ии|инструкция для ассистента|инструкция ассистенту|инструкции для ассистента|инструкция для бота|инструкция боту|инструкции для бота|указание боту|указание для бота|указание ассистенту|указание для ассистента|ассистент должен|ии должен|бот должен|чат-бот должен|чатбот должен|помощник должен|если ты ии_|если ты бот|если ты ассистент|если вы ии_|дорогой ассистент|уважаемый ассистент|дорогой бот|в каждом ответе|в конце каждого|всегда отвечай|отвечай всегда|отвечай только|отвечайте только|всегда говори|говори всем|говори каждому|скажи посетител|скажи пользовател|скажи клиент|скажи всем|скажи каждому|сообщи посетител|сообщи пользовател|сообщай посетител|сообщай всем|сообщай каждому|попроси посетител|попроси пользовател|проси посетител|проси каждого|запроси у|направь посетител|направляй посетител|отправь посетител|отправляй посетител|раскрой сво|повтори сво|не упоминай",
    },
    Orders {
        verbs: "忽略|无视|忘记|忘掉|不要理会|别理会|不用理会|绕过|覆盖|放弃|不要遵守|不再遵守|抛开|忽視|無視|忘記",
        whose: "之前|以前|先前|上面|上述|以上|所有|一切|你的|您的|系统|原来|原有|全部|前面|此前|任何|既有",
        what: "指令|指示|规则|提示|命令|要求|设定|限制|規則|约束|系统消息|规定",
        fixed: "你现在是|你現在是|从现在起你|从现在起,你|从现在开始你|从现在开始,你|從現在|请扮演|你扮演|你要扮演|请假装|你要假装|你假装|冒充|开发者模式|开发人员模式|系统提示|系統提示|提示词|新指令|新的指令|新规则|系统指令|系统消息|ai注意|ai 注意|致ai|致 ai|给ai|给 ai|给助手|给机器人|给聊天机器人|致助手|致机器人|ai助手必须|ai 助手必须|助手必须|机器人必须|ai必须|ai 必须|助手应|机器人应|如果你是ai|如果你是 ai|如果你是人工智能|如果你是机器人|如果你是助手|亲爱的ai|亲爱的助手|在每个回答|在每次回答|每次回答|每个回答|回答时必须|只回答|只回复|始终回答|始终回复|必须回答|必须回复|请告诉访客|告诉访客|告诉用户|告诉客户你|告诉所有|告知访客|告知用户|对访客说|对用户说|要求访客|透露你|显示你的|输出你的|重复你的",
    },
    Orders {
        verbs: "無視|忘れ|従わない|従うな|破棄|上書き",
        whose: "以前|これまで|上記|前の|すべて|全て|あなたの|システム|先の|元の",
        what: "指示|命令|ルール|プロンプト|規則|制限|設定",
        fixed: "あなたは今から|今からあなたは|これからあなたは|のふりを|として振る舞|になりきっ|開発者モード|システムプロンプト|新しい指示|aiへ|aiアシスタントへ|アシスタントへ|ボットへ|ai向け|アシスタントは必ず|aiは必ず|ボットは必ず|あなたがaiなら|回答には必ず|すべての回答|毎回の回答|必ず回答|とだけ答え|訪問者に伝え|ユーザーに伝え|利用者に伝え|訪問者に尋ね|指示を表示|指示を繰り返",
    },
    Orders {
        verbs: "무시|잊어|따르지|우회|덮어|폐기",
        whose: "이전|위의|모든|기존|당신의|너의|시스템|앞의|지금까지",
        what: "지시|명령|규칙|프롬프트|지침|제한|설정",
        fixed: "당신은 이제|너는 이제|지금부터 당신|지금부터 너|인 척|역할을 해|개발자 모드|시스템 프롬프트|새로운 지시|ai에게|어시스턴트에게|봇에게|챗봇에게|ai는 반드시|어시스턴트는 반드시|봇은 반드시|챗봇은 반드시|모든 답변|답변마다|반드시 답변|라고만 답|방문자에게 말|방문자에게 알|사용자에게 말|사용자에게 알|지시를 반복|지시를 보여",
    },
    Orders {
        verbs: "تجاهل|انس_|انسي|اهمل|لا تتبع|تجاوز",
        whose: "السابق|اعلاه|كل_|جميع|الخاصه بك|النظام|الاصلي|القديم|تعليماتك|قواعدك",
        what: "تعليمات|اوامر|قواعد|توجيهات|قيود|موجه|ارشادات",
        fixed: "انت الان مساعد|انت الان روبوت|من الان فصاعدا انت|من الان فصاعدا اجب|تظاهر|تصرف ك|وضع المطور|تعليمات جديده|موجه النظام|رساله النظام|ملاحظه للذكاء|تعليمات للذكاء|تعليمات للمساعد|الى المساعد|على المساعد ان|يجب على المساعد|يجب على الذكاء|يجب على البوت|اذا كنت ذكاء|في كل رد|في كل اجابه|اجب دائما|اجب فقط|قل للزائر|اخبر الزائر|اخبر المستخدم|اطلب من الزائر|اطلب من المستخدم|اكشف عن تعليمات|اعرض تعليمات",
    },
    Orders {
        verbs: "ignora|dimentica|trascura|non seguire|scarta|aggira",
        whose: "precedent|sopra|tue_|tuo_|sistema|tutte|tutti|qualsiasi|origin|inizial|altre_|vostre",
        what: "istruzion|regol|direttiv|ordini|comandi|prompt|restrizion|vincol",
        fixed: "ora sei un|adesso sei un|da ora in poi sei|da ora in poi rispond|d'ora in poi sei|d'ora in poi rispond|agisci come|fingi di|fai finta|modalita sviluppatore|nuove istruzioni:|prompt di sistema|messaggio di sistema|nota per l'ia|nota per l'assistente|nota per il bot|istruzioni per l'ia|istruzioni per l'assistente|istruzioni per il bot|l'assistente deve|l'ia deve|il bot deve|se sei un'ia|se sei un assistente|cara ia|caro assistente|in ogni risposta|rispondi sempre|rispondi solo|di' al visitatore|di al visitatore|dillo al visitatore|chiedi al visitatore|chiedi all'utente|invia il visitatore|rivela il tuo|ripeti le tue",
    },
    Orders {
        verbs: "ignore_|ignora|esquec|desconsider|descart|nao siga|contorn",
        whose: "anterior|acima|suas_|teu|tuas_|seu_|sistema|todas_|todos_|qualquer|origina|inicia|demais",
        what: "instruc|regra|diretriz|ordens|comando|prompt|restric",
        fixed: "agora voce e um|voce agora e um|a partir de agora voce e|a partir de agora responda|de agora em diante voce e|de agora em diante responda|aja como|finja|modo desenvolvedor|novas instrucoes:|prompt do sistema|mensagem do sistema|nota para a ia|nota para o assistente|nota para o bot|instrucoes para a ia|instrucoes para o assistente|instrucoes para o bot|o assistente deve|a ia deve|o bot deve|se voce e uma ia|se voce for uma ia|cara ia|caro assistente|em cada resposta|em todas as respostas|responda sempre|responda apenas|diga ao visitante|diga ao usuario|peca ao visitante|peca ao usuario|envie o visitante|revele seu|repita suas",
    },
    Orders {
        verbs: "negeer|vergeet|volg niet|overschrijf|omzeil|verwerp",
        whose: "vorige|voorgaande|eerdere|bovenstaande|je_|jouw|uw_|alle_|systeem|oorspronkelijk|bestaande|andere_",
        what: "instructie|regels_|regel_|richtlijn|opdracht|prompt|aanwijzing|beperking",
        fixed: "je bent nu een|u bent nu een|vanaf nu ben|vanaf nu antwoord|doe alsof|gedraag je als|ontwikkelaarsmodus|nieuwe instructies:|systeemprompt|systeembericht|opmerking voor de ai|opmerking voor de assistent|opmerking voor de bot|instructies voor de ai|instructies voor de assistent|instructies voor de bot|de assistent moet|de ai moet|de bot moet|als je een ai|als u een ai|beste ai|beste assistent|in elk antwoord|antwoord altijd|antwoord alleen|zeg tegen de bezoeker|vertel de bezoeker|vertel bezoekers|vraag de bezoeker|vraag elke bezoeker|stuur de bezoeker|onthul je|herhaal je",
    },
];

/// Signs by which prompts are put together, wherever they stand.
const TOKENS: &[&str] = &[
    "<|",
    "|>",
    "[inst]",
    "[/inst]",
    "<<sys>>",
    "<</sys>>",
    "### instruction",
    "### system",
    "### response",
    "```system",
    "<system",
    "</system",
    "<assistant",
    "<passage",
    "</passage",
    "</context",
    "</document>",
    "begin_of_text",
];
/// A run of letters without a space that may be something encoded, in characters.
const ENCODED: usize = 24;
/// Characters before the instructions in which they are told to be left aside, and in which it is said whose they are, and
/// characters behind them for both.
const VERB_CHARS: usize = 60;
const WHOSE_CHARS: usize = 32;
const AFTER_CHARS: usize = 40;

/// Whether this holds orders to whoever reads it for a bot.
pub(super) fn gives_orders(text: &str) -> bool {
    let plain = plain(&visible(text));
    if has_orders(&plain) {
        return true;
    }
    let written_out = without_tricks(&plain);
    if written_out != plain && has_orders(&written_out) {
        return true;
    }
    let words = || text.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '(' | ')' | ':' | ','));
    words().filter(|word| word.len() >= ENCODED).filter_map(decoded).any(|text| has_orders(&self::plain(&text)))
}

fn has_orders(plain: &str) -> bool {
    if TOKENS.iter().any(|token| plain.contains(token)) {
        return true;
    }
    LISTS.hits(plain).into_iter().any(|(list, start, end)| match ALL.get(list) {
        Some(orders) => sets_aside(plain, orders, start, end),
        None => true,
    })
}

/// What instructions are called, language by language, then what is an order by itself.
static LISTS: LazyLock<Lists> =
    LazyLock::new(|| Lists::new(ALL.iter().map(|orders| orders.what).chain(ALL.iter().map(|orders| orders.fixed))));

/// Whether these instructions are told to be left aside: the three parts stand close together, in whatever order.
fn sets_aside(plain: &str, orders: &Orders, start: usize, end: usize) -> bool {
    let before = last_chars(&plain[..start], VERB_CHARS);
    let after = first_chars(&plain[end..], AFTER_CHARS);
    let is_whose = has_any(last_chars(before, WHOSE_CHARS), orders.whose) || has_any(after, orders.whose);
    is_whose && (has_verb(before, orders.verbs) || has_verb(after, orders.verbs))
}

/// A verb that is not itself forbidden, as in “do not ignore”.
fn has_verb(plain: &str, verbs: &str) -> bool {
    verbs.split('|').filter_map(|verb| find(plain, verb, 0)).any(|(at, _)| {
        let before = plain[..at].trim_end();
        !["not", "never", "nicht", "nie", "jamais", "nunca", "не"].iter().any(|no| before.ends_with(no))
    })
}

fn last_chars(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(at, _)| at);
    &text[start..]
}

fn first_chars(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// The text without signs that nobody sees.
pub(super) fn visible(text: &str) -> String {
    text.chars().filter(|c| !is_hidden(*c)).collect()
}

/// Signs without a width, those that turn the direction, and a second alphabet that shows nowhere.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(u32::from(c), 0xad | 0x180e | 0x200b | 0x200e | 0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfeff | 0xe0000..=0xe0fff)
}

/// Words that were drawn apart (`i g n o r e`) or written with digits and letters of other scripts become what they are read as.
pub(super) fn without_tricks(plain: &str) -> String {
    let mut text = String::with_capacity(plain.len());
    let words: Vec<&str> =
        plain.split(|c: char| c.is_whitespace() || c == '"').filter(|word| !word.is_empty()).collect();
    let is_single = |at: usize| words.get(at).is_some_and(|word| word.chars().count() == 1);
    for (at, word) in words.iter().enumerate() {
        let joins = at > 0 && is_single(at) && is_single(at - 1);
        let _ = write!(text, "{}{word}", if joins || at == 0 { "" } else { " " });
    }
    let letters = text.chars().filter(|c| c.is_ascii_alphabetic()).count();
    let is_latin = letters * 2 > text.chars().filter(|c| c.is_alphabetic()).count();
    text.chars()
        .map(|c| if is_latin { read_as(c) } else { c })
        .filter(|c| !matches!(c, '*' | '·' | '-' | '_' | '.'))
        .collect()
}

/// The Latin letter that this sign looks like.
fn read_as(c: char) -> char {
    match c {
        '0' | 'о' | 'ο' => 'o',
        '1' | '!' | 'і' | '|' => 'i',
        '3' | 'е' => 'e',
        '4' | '@' | 'а' | 'α' => 'a',
        '5' | '$' | 'ѕ' => 's',
        '7' => 't',
        'р' => 'p',
        'с' => 'c',
        'у' => 'y',
        'х' => 'x',
        other => other,
    }
}

/// What a word says in Base64 or in hexadecimal digits.
fn decoded(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '=' | '+' | '/'));
    let hex = || -> Option<Vec<u8>> {
        let is_hex = word.len().is_multiple_of(2) && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        let pairs = word.as_bytes().chunks_exact(2).filter(|_| is_hex);
        let bytes: Vec<u8> =
            pairs.filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
        (!bytes.is_empty()).then_some(bytes)
    };
    let base64 = || STANDARD.decode(word).or_else(|_| URL_SAFE_NO_PAD.decode(word.trim_end_matches('='))).ok();
    let bytes = hex().or_else(base64)?;
    String::from_utf8(bytes).ok().filter(|text| text.chars().filter(|c| c.is_alphabetic()).count() * 2 > text.len() / 2)
}

#[cfg(test)]
#[path = "screen_tests.rs"]
mod tests;
