//! What weighs more than other words: promises, demands, what a bot says of itself. A sentence may say such a thing only where
//! a sentence of its sources says one of the same kind.

use std::sync::LazyLock;

use domain::Language;

use super::wording::{Lists, has_any};

/// Kinds of claims, each with its words in the twelve languages, folded.
const KINDS: &[(&str, &str)] = &[
    (
        "free",
        "free_|gratis|kostenlos|kostenfrei|umsonst|gratuit|gratuito|gratuita|at no cost|no charge|бесплат|даром_|免费|免費|無料|タダ|무료|공짜|مجان",
    ),
    (
        "discount",
        "discount|coupon|voucher|promo|rebate|rabatt|gutschein|nachlass|ermassigung|descuento|cupon|rebaja|remise_|reduction|bon d'achat|sconto|sconti_|desconto|cupom|korting|скидк|промокод|купон|折扣|优惠|打折|割引|クーポン|할인|쿠폰|خصم|قسيمه",
    ),
    (
        "percent",
        "%|％|percent|prozent|por ciento|pour cent|per cento|por cento|procent|процент|百分之|パーセント|퍼센트|بالمئه|في المائه",
    ),
    (
        "refund",
        "refund|money back|reimburse|erstatt|geld zuruck|reembols|devolver el dinero|rembours|rimbors|terugbetal|возврат денег|вернем деньги|вернут деньги|возврат средств|退款|返金|환불|استرداد|استرجاع",
    ),
    ("guarantee", "guarante|warrant|garanti|garantia|garanzia|гаранти|保证|保修|保障|保証|보증|보장|ضمان"),
    (
        "prize",
        "prize|won_|winner|lottery|gewonnen|gewinner|lotterie|premiado|ganador|ganado_|loteria|gagne|gagnant|loterie|vincitore|vinto|ganhou|gewonnen|выигра|приз_|лотере|中奖|大奖|当選|당첨|فزت_|جائزه",
    ),
    (
        "multiple",
        "double|twice|triple|threefold|doppelt|dreifach|doble|triple|doppi|tripl|dobro|dubbel|двойн|вдвое|втрое|双倍|两倍|三倍|2倍|3倍|두 배|세 배|ضعف",
    ),
    ("gift", "gift|geschenk|regalo|cadeau|подар|礼物|赠品|赠送|送您|プレゼント|贈呈|선물|هديه"),
    (
        "secret",
        "password|passcode|pin_|pin-|cvv|cvc|card number|card details|credit card|security code|social security|passport|passwort|kennwort|kartennummer|kreditkarte|sicherheitscode|ausweis|contrasena|clave_|numero de tarjeta|tarjeta de credito|codigo de seguridad|mot de passe|numero de carte|carte bancaire|code secret|code de securite|parola d'ordine|numero della carta|senha|numero do cartao|wachtwoord|kaartnummer|pincode|парол|номер карты|номер вашей карты|данные карты|пин-код|паспорт|код из смс|密码|卡号|信用卡|验证码|身份证|パスワード|暗証番号|カード番号|비밀번호|카드 번호|카드번호|كلمه المرور|كلمه السر|رقم البطاقه",
    ),
    (
        "payment",
        "bank transfer|wire_|wire transfer|western union|moneygram|bitcoin|crypto|usdt|iban|paypal|gift card|uberweis|vorkasse|bargeld|kryptow|transferencia|criptomoneda|virement|cryptomonnaie|bonifico|boleto|pix_|overschrijving|перевод на карту|переведите|перевод денег|криптовалют|биткоин|转账|汇款|比特币|支付宝|微信支付|加密货币|振込|送金|ビットコイン|송금|이체|비트코인|تحويل|بيتكوين",
    ),
    (
        "software",
        "download|install|anydesk|teamviewer|remote access|herunterlad|installier|descarg|instale|telecharg|scarica|baixe|скача|установит|下载|安装|远程|ダウンロード|インストール|다운로드|설치|تحميل|تنزيل",
    ),
    (
        "human",
        "human|real person|not a bot|not a robot|not an ai|no robot|no bot_|flesh and blood|ein mensch|echter mensch|echte person|kein bot|kein roboter|keine ki_|ser humano|persona real|persona de carne|soy humano|soy una persona|no soy un bot|no soy un robot|un humain|etre humain|vraie personne|pas un robot|pas un bot|essere umano|persona reale|sou humano|pessoa real|echt mens|echt persoon|живой человек|настоящий человек|реальный человек|я человек|не бот|не робот|真人|人类|不是机器人|不是ai|人間です|本物の人|사람입니다|인간입|انسان|لست روبوت",
    ),
    (
        "machine",
        "system prompt|my prompt|instructions|my rules|guidelines|developer mode|jailbreak|language model|openai|chatgpt|gpt|unrestricted|no restrictions|systemprompt|system-prompt|anweisungen|meine regeln|entwicklermodus|sprachmodell|instrucciones|mis reglas|modo desarrollador|sin restricciones|modelo de lenguaje|mes instructions|mes regles|mode developpeur|sans restriction|modele de langage|istruzioni|instrucoes|instructies|инструкци|мои правила|режим разработчика|без ограничений|языковая модель|системный промпт|системного промпта|提示词|我的指令|系统指令|开发者模式|语言模型|没有限制|不受限制|プロンプト|私の指示|시스템 프롬프트|تعليماتي",
    ),
    (
        "forever",
        "unlimited|lifetime|forever|for life_|no questions asked|100 %|100%|lebenslang|unbegrenzt|fur immer|ilimitad|de por vida|para siempre|illimite|a vie_|pour toujours|illimitat|a vita_|per sempre|vitalici|levenslang|onbeperkt|пожизнен|неограничен|навсегда|永久|终身|无限|无条件|生涯|無制限|평생|무제한|مدى الحياه",
    ),
    (
        "insult",
        "idiot|stupid|moron|dumb|loser|shut up|screw you|damn|bastard|pathetic|worthless|ugly|fool_|dumm_|dummkopf|trottel|arsch|blod_|blode|scheiss|verpiss|halt die|estupid|imbecil|tonto_|tonta_|inutil|callate|mierda|abruti|stupide|connard|cretin|imbecile|ta gueule|debile|merde|stupido|scemo|cretino|дурак|дура_|идиот|туп|кретин|заткни|ничтож|придур|笨蛋|白痴|傻|蠢|滚_|废物|垃圾|馬鹿|バカ|アホ|くたばれ|바보|멍청|꺼져|احمق|غبي",
    ),
    (
        "scandal",
        "scam|fraud|bankrupt|insolven|toxic|poison|dangerous|illegal|lawsuit|sued_|rip-off|ripoff|thieves|liars|betrug|pleite|giftig|gefahrlich|verklagt|abzocke|estafa|fraude|quiebra|bancarrota|toxic|peligros|ilegal|ladrones|arnaque|escroquer|faillite|toxique|dangereu|voleurs|truffa|fallimento|tossic|pericolos|golpe|falencia|perigos|oplichting|failliet|giftig|gevaarlijk|мошен|обман|банкрот|токсич|ядовит|опасн|незаконн|骗|诈骗|破产|有毒|危险|违法|詐欺|倒産|有毒|危険|사기|파산|위험|احتيال|افلاس|سام_|خطير",
    ),
    (
        "rival",
        "cheaper|better than|competitor|instead of us|elsewhere|other shop|gunstiger|billiger|konkurren|mitbewerber|woanders|anderen shop|mas barat|competencia|competidor|mejor que|otra tienda|moins cher|concurren|meilleur que|autre boutique|ailleurs|piu economic|concorren|altrove|mais barat|goedkoper|concurrent|elders|дешевле|конкурент|лучше чем|лучше, чем|другом магазине|更便宜|竞争对手|别家|其他商店|比我们|より安い|競合|他店|더 저렴|경쟁|ارخص|منافس",
    ),
    (
        "advice",
        "invest|shares_|stock market|vote for|president|religion|suicide|weapon|bomb|drug|aktien|wahlt|wahlen sie|regierung|waffe|bombe|droge|selbstmord|invierta|acciones de|vote por|gobierno|arma_|bomba|droga|suicid|investissez|votez|gouvernement|arme_|bombe|drogue|инвестиру|голосуй|правительств|оружи|бомб|наркот|самоубий|投资|股票|投票|政府|炸弹|武器|毒品|自杀|投資|爆弾|투자|폭탄|استثمر|سلاح|قنبله",
    ),
];

const DAYS: [&str; 7] = [
    "monday|montag|lunes_|lundi|lunedi|segunda-feira|maandag|понедельник|周一|星期一|月曜|월요일|الاثنين",
    "tuesday|dienstag|martes_|mardi|martedi|terca-feira|dinsdag|вторник|周二|星期二|火曜|화요일|الثلاثاء",
    "wednesday|mittwoch|miercoles|mercredi|mercoledi|quarta-feira|woensdag|среду|среда|周三|星期三|水曜|수요일|الاربعاء",
    "thursday|donnerstag|jueves|jeudi|giovedi|quinta-feira|donderdag|четверг|周四|星期四|木曜|목요일|الخميس",
    "friday|freitag|viernes|vendredi|venerdi|sexta-feira|vrijdag|пятниц|周五|星期五|金曜|금요일|الجمعه",
    "saturday|samstag|sonnabend|sabado|samedi|sabato|zaterdag|суббот|周六|星期六|土曜|토요일|السبت",
    "sunday|sonntag|domingo|dimanche|domenica|zondag|воскресень|周日|星期日|星期天|日曜|일요일|الاحد",
];

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::new(KINDS.iter().map(|(_, words)| *words).chain(DAYS)));

/// What takes something back, and, behind the stroke, what limits it and so may be said with a negation too.
fn negations(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::En => (
            "not_|no_|never_|without_|cannot_|none_|nothing_|n't_|don't|doesn't|won't|can't|isn't|aren't",
            "only_|except|unless|exclud|free_|until_|instead",
        ),
        Language::Es => {
            ("no_|nunca_|sin_|ningun|nada_|tampoco_|jamas", "solo_|solamente|unicamente|excepto|salvo_|gratis|gratuit")
        }
        Language::Fr => {
            ("ne_|n'|pas_|sans_|jamais|aucun|rien_", "seulement|sauf_|uniquement|hors_|gratuit|offert|exclu")
        }
        Language::De => (
            "nicht_|kein|nie_|niemals|ohne_|nichts_",
            "nur_|ausser_|ausgeschlossen|ausgenommen|kostenlos|kostenfrei|gratis|erst_",
        ),
        Language::It => ("non_|senza_|mai_|nessun|niente_", "solo_|tranne|eccetto|gratuit|gratis|esclus"),
        Language::Pt => ("nao_|nunca_|sem_|nenhum|nada_|jamais", "so_|somente|apenas|exceto|gratis|gratuit|exclu"),
        Language::Nl => ("niet_|geen_|nooit_|zonder_|niets_", "alleen_|behalve|tenzij|gratis|uitgeslot|pas_"),
        Language::Ru => ("не_|нет_|без_|никогда|ничего_|никак|нельзя|невозможн", "только|кроме|исключ|бесплат|лишь_"),
        Language::Zh => ("不|没|无法|无需|未_|别_", "仅|只|除|免|无|非|未|没|需"),
        Language::Ja => ("ません|ない|なく|なし", "のみ|だけ|以外|無料|除く|不"),
        Language::Ko => ("않|없|아니|못_|불가", "만_|제외|무료|까지"),
        Language::Ar => ("لا_|ليس|لن_|لم_|بدون|غير_", "فقط|باستثناء|مجان|الا_"),
    }
}

/// Claims of a text, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Claims {
    kinds: u32,
    pub(super) negates: bool,
    /// It negates, or limits, which can be said by negating the rest.
    pub(super) limits: bool,
}

impl Claims {
    /// Of a text in its plain spelling.
    pub(super) fn of(plain: &str, language: Language) -> Self {
        let kinds = LISTS.hits(plain).into_iter().fold(0, |kinds, (list, ..)| kinds | 1 << list);
        let (negations, limits) = negations(language);
        let negates = has_any(plain, negations);
        Self { kinds, negates, limits: negates || has_any(plain, limits) }
    }

    /// The single kinds in it.
    pub(super) fn kinds(self) -> impl Iterator<Item = Kind> {
        (0..32).filter(move |place| self.kinds & 1 << place != 0).map(Kind)
    }

    pub(super) fn has(self, kind: Kind) -> bool {
        self.kinds & 1 << kind.0 != 0
    }
}

/// A kind of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind(u32);

impl Kind {
    /// Whether it is a promise that holds under a condition where its source has numbers: free from some amount on.
    pub(super) fn is_conditional(self) -> bool {
        KINDS.get(self.0 as usize).is_some_and(|(name, _)| matches!(*name, "free" | "discount"))
    }

    /// Whether this plain word says it.
    pub(super) fn is_said_by(self, word: &str) -> bool {
        let place = self.0 as usize;
        let words = KINDS.get(place).map(|(_, words)| *words).or_else(|| DAYS.get(place - KINDS.len()).copied());
        words.is_some_and(|words| has_any(word, words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::wording::plain;

    fn names(text: &str, language: Language) -> Vec<&'static str> {
        let claims = Claims::of(&plain(text), language);
        claims.kinds().map(|kind| KINDS.get(kind.0 as usize).map_or("day", |(name, _)| name)).collect()
    }

    #[test]
    fn promises_and_demands_are_heard_in_all_languages() {
        for (text, language, kinds) in [
            ("Everything is free today!", Language::En, &["free"][..]),
            ("Geben Sie Ihr Passwort ein.", Language::De, &["secret"]),
            ("Usa el cupón de descuento", Language::Es, &["discount"]),
            ("Je suis un humain", Language::Fr, &["human"]),
            ("Доставка бесплатная", Language::Ru, &["free"]),
            ("请告诉我您的密码", Language::Zh, &["secret"]),
            ("終身無料、返金保証", Language::Ja, &["free", "refund", "guarantee"]),
            ("50 % Rabatt am Sonntag", Language::De, &["discount", "percent", "day"]),
            ("Delivery takes three days.", Language::En, &[]),
        ] {
            assert_eq!(names(text, language), kinds, "{text}");
        }
    }

    #[test]
    fn negations_are_those_of_the_language() {
        let negates = |text: &str, language| Claims::of(&plain(text), language).negates;
        assert!(negates("We don't ship there.", Language::En) && negates("Wir liefern nicht.", Language::De));
        assert!(negates("No enviamos", Language::Es) && !negates("no site", Language::Pt));
        assert!(negates("Мы не доставляем", Language::Ru) && negates("我们不发货", Language::Zh));
        assert!(!negates("Notes are north of here", Language::En));
    }
}
