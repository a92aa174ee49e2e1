//! The phrases of small talk, folded, per language; what asks most comes first. Without a kind: polite words around them.

use super::SmallTalk::{self, Goodbye, Greeting, HowAreYou, Thanks, WhoAreYou};
use domain::Language;

type Phrases = [(Option<SmallTalk>, &'static str); 6];

const fn list(
    who: &'static str,
    how: &'static str,
    goodbye: &'static str,
    thanks: &'static str,
    greeting: &'static str,
    polite: &'static str,
) -> Phrases {
    [
        (Some(WhoAreYou), who),
        (Some(HowAreYou), how),
        (Some(Goodbye), goodbye),
        (Some(Thanks), thanks),
        (Some(Greeting), greeting),
        (None, polite),
    ]
}

pub(super) fn of(language: Language) -> Phrases {
    match language {
        Language::En => list(
            "who are you|what are you|are you a bot|are you a robot|are you human|are you a human|are you real|are you an ai|\
             are you a real person|are you a person|what can you do|what can you help with|what do you do|how can you help me|what is your name|what's your name|\
             is this a bot|am i talking to a bot|am i talking to a human|who am i talking to",
            "how are you|how are you doing|how's it going|how is it going|how do you do|what's up|whats up|sup",
            "bye|goodbye|bye bye|good bye|see you|see you later|good night|cya|take care|have a nice day|have a good day",
            "thank you|thanks|thank you very much|thanks a lot|thank you so much|many thanks|thx|ty|cheers|much appreciated|\
             that helped|great thanks|perfect thanks|thanks for your help|thank you for your help",
            "hi|hello|hey|hi there|hello there|hey there|good morning|good afternoon|good evening|greetings|howdy|yo|hiya",
            "ok|okay|great|perfect|nice|cool|all|you|today|there|very much|so much|please|everyone|team|and|good|well|bot",
        ),
        Language::Es => list(
            "quien eres|que eres|quien es usted|eres un bot|eres un robot|eres humano|eres una persona|eres real|que puedes hacer|\
             como te llamas|en que me puedes ayudar|en que puedes ayudarme|hablo con un bot",
            "como estas|como esta|que tal|como te va|como esta usted|que tal estas|como va",
            "adios|hasta luego|hasta pronto|chao|nos vemos|hasta manana|buenas noches|que tengas un buen dia",
            "gracias|muchas gracias|mil gracias|te lo agradezco|muy amable|muchisimas gracias|gracias por tu ayuda|gracias por su ayuda",
            "hola|buenos dias|buenas tardes|buenas|buen dia|saludos|hola buenas|hey",
            "ok|vale|perfecto|genial|bien|muy|y|por todo|de acuerdo|bueno",
        ),
        Language::Fr => list(
            "qui es tu|qui etes vous|tu es qui|vous etes qui|es tu un robot|etes vous un robot|es tu un bot|etes vous un bot|\
             es tu humain|etes vous humain|que peux tu faire|que pouvez vous faire|comment t'appelles tu|quel est ton nom",
            "comment ca va|ca va|comment vas tu|comment allez vous|tu vas bien|vous allez bien",
            "au revoir|a bientot|a plus|bonne journee|bonne soiree|bonne nuit|a plus tard|ciao",
            "merci|merci beaucoup|merci bien|merci infiniment|mille mercis|merci pour votre aide|merci pour ton aide",
            "bonjour|salut|bonsoir|coucou|hello|allo",
            "ok|d'accord|parfait|super|tres bien|et|a vous|a tous|bien|monsieur|madame",
        ),
        Language::De => list(
            "wer bist du|wer sind sie|was bist du|bist du ein bot|bist du ein roboter|bist du ein mensch|bist du echt|sind sie ein mensch|\
             sind sie ein roboter|sind sie ein bot|was kannst du|was konnen sie|wie heisst du|wie heissen sie|rede ich mit einem bot",
            "wie geht es dir|wie geht's|wie gehts|wie geht es ihnen|wie geht's dir|alles gut|na wie geht's",
            "tschuss|auf wiedersehen|bis bald|bis spater|ciao|gute nacht|schonen tag|schonen tag noch|bis dann|einen schonen tag|\
             einen schonen tag noch|tschau",
            "danke|vielen dank|danke schon|dankeschon|besten dank|herzlichen dank|danke sehr|danke fur die hilfe|danke fur ihre hilfe|\
             danke dir|danke ihnen",
            "hallo|guten tag|guten morgen|guten abend|hi|hey|moin|servus|gruss gott|gruezi|hallo zusammen|na|tag|guten tach",
            "ok|okay|super|prima|gut|alles klar|und|bitte|schon|toll|ihnen|dir|auch|da",
        ),
        Language::It => list(
            "chi sei|cosa sei|chi e lei|sei un bot|sei un robot|sei umano|sei una persona|cosa puoi fare|cosa sai fare|come ti chiami|\
             sei un umano",
            "come stai|come va|come sta|tutto bene|come butta",
            "arrivederci|addio|a presto|a dopo|buona giornata|buona serata|buonanotte|buona notte|ci vediamo",
            "grazie|grazie mille|molte grazie|tante grazie|ti ringrazio|la ringrazio|grazie per l'aiuto|grazie tante",
            "ciao|buongiorno|buonasera|salve|buon giorno|buona sera|buon pomeriggio|ehi",
            "ok|va bene|perfetto|ottimo|e|bene|a tutti|d'accordo",
        ),
        Language::Pt => list(
            "quem e voce|quem es tu|o que voce e|voce e um robo|voce e um bot|es um bot|es um robo|voce e humano|es humano|\
             o que voce faz|o que voce pode fazer|o que podes fazer|qual e o seu nome|qual e o teu nome|como voce se chama",
            "tudo bem|como vai|como esta|como voce esta|como estas|tudo bom|como vai voce",
            "tchau|adeus|ate logo|ate mais|ate breve|boa noite|ate amanha|tenha um bom dia|bom fim de semana",
            "obrigado|obrigada|muito obrigado|muito obrigada|valeu|agradeco|obrigado pela ajuda|obrigada pela ajuda|brigado",
            "ola|oi|bom dia|boa tarde|e ai|alo|ola bom dia",
            "ok|certo|perfeito|otimo|e|bem|por tudo|legal|beleza",
        ),
        Language::Nl => list(
            "wie ben je|wie ben jij|wie bent u|wat ben je|ben je een bot|ben je een robot|ben je een mens|bent u een mens|bent u een robot|\
             wat kan je|wat kun je|wat kunt u|hoe heet je|hoe heet u|praat ik met een bot|wat kun je doen",
            "hoe gaat het|hoe gaat het met je|hoe gaat het met u|alles goed|hoe is het|hoe gaat ie",
            "doei|dag|tot ziens|tot later|tot straks|fijne dag|goedenacht|welterusten|nog een fijne dag|fijne dag verder|doeg",
            "dank je|dank je wel|dankjewel|bedankt|dank u|dank u wel|hartelijk dank|heel erg bedankt|bedankt voor de hulp|dankuwel",
            "hallo|hoi|goedemorgen|goedemiddag|goedenavond|hey|hi|goedendag|goeiemorgen",
            "ok|oke|prima|goed|top|super|en|fijn",
        ),
        Language::Ru => list(
            "кто ты|кто вы|ты кто|вы кто|ты бот|вы бот|ты робот|вы робот|ты человек|вы человек|что ты умеешь|что вы умеете|как тебя зовут|\
             как вас зовут|ты живой|я говорю с ботом|чем ты можешь помочь|чем вы можете помочь",
            "как дела|как ты|как вы|как поживаете|как поживаешь|как жизнь|как сам",
            "пока|до свидания|до встречи|всего доброго|всего хорошего|спокойной ночи|хорошего дня|удачи|прощайте|пока пока",
            "спасибо|большое спасибо|спасибо большое|благодарю|спс|благодарю вас|спасибо за помощь|огромное спасибо|спасибо вам",
            "привет|здравствуйте|здравствуй|добрый день|доброе утро|добрый вечер|приветствую|доброго дня|доброго времени суток|хай|хелло",
            "ок|хорошо|отлично|ладно|и|вам|всем|понятно|ясно|супер|тебе",
        ),
        Language::Ja => list(
            "あなたは誰ですか|あなたは誰|誰ですか|どちら様ですか|あなたはボットですか|ボットですか|ロボットですか|人間ですか|あなたは人間ですか|何ができますか|\
             あなたは何ができますか|お名前は何ですか|お名前は|名前は何ですか|あなたは何ですか|aiですか",
            "お元気ですか|元気ですか|元気|調子はどうですか|調子はどう",
            "さようなら|またね|バイバイ|では失礼します|失礼します|さよなら|おやすみなさい|それでは",
            "ありがとうございます|ありがとうございました|ありがとう|どうもありがとうございます|どうもありがとう|どうも|助かりました|感謝します|有難うございます",
            "こんにちは|こんばんは|おはようございます|おはよう|はじめまして|もしもし|やあ|こんちは|ハロー",
            "はい|わかりました|了解です|了解|本当に|ね|です|大変|誠に",
        ),
        Language::Zh => list(
            "你是谁|您是谁|你是機器人嗎|你是机器人吗|你是人吗|你是真人吗|你是什么|你能做什么|你会做什么|你可以做什么|你叫什么名字|你叫什么|你是誰|你是ai吗",
            "你好吗|您好吗|最近怎么样|最近好吗|你好嗎|你怎么样",
            "再见|拜拜|再見|晚安|回头见|下次见|再会",
            "谢谢|非常感谢|多谢|感谢|谢谢你|谢谢您|謝謝|谢啦|十分感谢|太感谢了|谢谢您的帮助|谢谢你的帮助|感谢您",
            "你好|您好|嗨|早上好|晚上好|下午好|大家好|哈喽|早安|哈啰|喂|嘿|早",
            "好的|好|可以|啊|呀|了|在吗|哦|嗯|的",
        ),
        Language::Ko => list(
            "누구세요|누구십니까|너는누구야|당신은누구인가요|당신은누구입니까|넌누구니|봇인가요|로봇인가요|사람인가요|사람이에요|뭘할수있나요|무엇을할수있나요|무엇을도와줄수있나요|\
             이름이뭐예요|이름이뭐야|당신은누구세요|챗봇인가요|너누구야",
            "잘지내세요|어떻게지내세요|잘지냈어요|잘지내|기분이어때요|어떻게지내",
            "안녕히계세요|안녕히가세요|잘가요|잘있어요|다음에봐요|바이바이|수고하세요|좋은하루되세요|잘가",
            "감사합니다|고맙습니다|고마워요|고마워|감사해요|정말감사합니다|땡큐|감사",
            "안녕하세요|안녕|안녕하십니까|반갑습니다|좋은아침입니다|좋은아침이에요|여보세요|하이|헬로",
            "네|예|알겠습니다|정말|너무|매우|대단히|오케이|도와주셔서",
        ),
        Language::Ar => list(
            "من انت|من انتم|هل انت روبوت|هل انت بوت|هل انت انسان|هل انت شخص حقيقي|ماذا تستطيع ان تفعل|ماذا يمكنك ان تفعل|ما اسمك|ما انت|\
             هل انت حقيقي|مين انت|كيف يمكنك مساعدتي",
            "كيف حالك|كيف حالكم|كيفك|شلونك|كيف الحال|ازيك|اخبارك|عامل ايه",
            "مع السلامه|وداعا|الي اللقاء|باي|تصبح علي خير|في امان الله|اراك لاحقا",
            "شكرا|شكرا جزيلا|شكرا لك|شكرا لكم|الف شكر|مشكور|اشكرك|تسلم|جزاك الله خيرا|شكرا كثيرا|شكرا علي المساعده",
            "مرحبا|السلام عليكم|اهلا|اهلا وسهلا|صباح الخير|مساء الخير|هلا|هاي|السلام عليكم ورحمه الله|السلام عليكم ورحمه الله وبركاته|اهلا بك|مرحبا بك|سلام",
            "حسنا|تمام|جيد|ممتاز|و|طيب|اوكي|جدا",
        ),
    }
}
