//! How well a model grasps each language, found out by a small trial: questions and the sentences that answer them, in
//! other words. A model that knows English alone finds everything alike in Chinese; there it must not be heard.

use domain::Language;

/// Pairs of a language.
const PAIRS: usize = 10;
/// Of the pairs, the share that a model has to find for being heard a little, and from which on it is heard in full.
const GUESSES: f32 = 0.5;
const GRASPS: f32 = 0.8;

/// What a model's likeness is worth in a language.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Scale {
    /// Likeness of texts that have nothing to do with each other.
    pub(super) unrelated: f32,
    /// Likeness of a question and what answers it.
    pub(super) related: f32,
    /// How much it is heard, 0 to 1.
    pub(super) weight: f32,
}

/// How well a model grasps each language.
#[derive(Debug, Clone, PartialEq)]
pub struct Grasp([Scale; Language::ALL.len()]);

impl Grasp {
    /// The questions of the trial, then the passages that answer them in the same order.
    pub fn trial() -> (Vec<&'static str>, Vec<&'static str>) {
        Language::ALL
            .iter()
            .flat_map(|language| pairs(*language))
            .map(|[question, passage]| (*question, *passage))
            .unzip()
    }

    /// What the model's vectors of [`Self::trial`] show, each of length one; none if they are not as many.
    pub fn of(questions: &[Vec<f32>], passages: &[Vec<f32>]) -> Option<Self> {
        let all = PAIRS * Language::ALL.len();
        if questions.len() != all || passages.len() != all {
            return None;
        }
        let mut scales = [Scale::default(); Language::ALL.len()];
        let of_languages = questions.chunks_exact(PAIRS).zip(passages.chunks_exact(PAIRS));
        for (scale, (questions, passages)) in scales.iter_mut().zip(of_languages) {
            *scale = tried(questions, passages);
        }
        Some(Self(scales))
    }

    /// How much the model is heard in a language, 0 to 1.
    pub fn weight(&self, language: Language) -> f32 {
        self.of_language(language).weight
    }

    fn of_language(&self, language: Language) -> Scale {
        self.0.get(language as usize).copied().unwrap_or_default()
    }

    /// What likeness is worth between a question (none: in whatever language the passage is in) and a passage.
    pub(super) fn between(&self, question: Option<Language>, passage: Language) -> Scale {
        let there = self.of_language(passage);
        let here = question.map_or(there, |question| self.of_language(question));
        Scale {
            unrelated: (here.unrelated + there.unrelated) / 2.0,
            related: (here.related + there.related) / 2.0,
            weight: here.weight.min(there.weight),
        }
    }
}

impl Scale {
    /// 0: nothing to do with it; 1: as near as an answer is to its question. Times how much the model is heard.
    pub(super) fn meaning(self, likeness: f32) -> f32 {
        let apart = (self.related - self.unrelated).max(0.02);
        self.weight * (likeness - self.unrelated) / apart
    }
}

/// The trial in one language: who finds whose, from both sides.
fn tried(questions: &[Vec<f32>], passages: &[Vec<f32>]) -> Scale {
    let likeness = |question: usize, passage: usize| -> f32 {
        questions[question].iter().zip(&passages[passage]).map(|(one, other)| one * other).sum()
    };
    let (mut related, mut unrelated, mut found) = (0.0, 0.0, 0);
    for pair in 0..PAIRS {
        let own = likeness(pair, pair);
        related += own / PAIRS as f32;
        let others = || (0..PAIRS).filter(|other| *other != pair);
        unrelated += others().map(|other| likeness(pair, other)).sum::<f32>() / (PAIRS * (PAIRS - 1)) as f32;
        found += usize::from(others().all(|other| likeness(pair, other) < own));
        found += usize::from(others().all(|other| likeness(other, pair) < own));
    }
    let share = found as f32 / (2 * PAIRS) as f32;
    Scale { unrelated, related, weight: ((share - GUESSES) / (GRASPS - GUESSES)).clamp(0.0, 1.0) }
}

type Pairs = [[&'static str; 2]; PAIRS];

fn pairs(language: Language) -> &'static Pairs {
    match language {
        Language::En => &EN,
        Language::De => &DE,
        Language::Fr => &FR,
        Language::Es => &ES,
        Language::It => &IT,
        Language::Pt => &PT,
        Language::Nl => &NL,
        Language::Ru => &RU,
        Language::Ar => &AR,
        Language::Zh => &ZH,
        Language::Ja => &JA,
        Language::Ko => &KO,
    }
}

const EN: Pairs = [
    ["When will my order get here?", "Parcels reach you within three working days."],
    ["I don't like it, can I send it back?", "Unwanted goods may be returned within a month."],
    ["Which credit cards do you take?", "We accept Visa, Mastercard and PayPal."],
    ["How late can I come to your shop?", "On weekdays we close at six in the evening."],
    ["I bought this by mistake, please stop it", "Purchases can be cancelled until they are dispatched."],
    ["I cannot log in any more", "With the link below the form you set a new password."],
    ["It arrived broken", "Faulty items are replaced free of charge."],
    ["I need the bill for my taxes", "Invoices can be downloaded from your account."],
    ["Is it cheaper for students?", "Young people in education get a discount of ten percent."],
    ["Are you hiring?", "Open positions are listed on our careers page."],
];
const DE: Pairs = [
    ["Wann kommt meine Bestellung an?", "Pakete sind nach drei Werktagen bei Ihnen."],
    [
        "Es gefällt mir nicht, kann ich es zurückgeben?",
        "Ware, die Sie nicht möchten, nehmen wir einen Monat lang wieder an.",
    ],
    ["Welche Kreditkarten nehmen Sie?", "Wir akzeptieren Visa, Mastercard und PayPal."],
    ["Wie lange habt ihr abends offen?", "Werktags schließt das Geschäft um 18 Uhr."],
    ["Ich habe aus Versehen gekauft, bitte stoppen", "Aufträge lassen sich bis zum Versand stornieren."],
    ["Ich komme nicht mehr in mein Konto", "Über den Link unter dem Formular setzen Sie ein neues Passwort."],
    ["Es kam kaputt an", "Fehlerhafte Artikel ersetzen wir kostenlos."],
    ["Ich brauche den Beleg für die Steuer", "Rechnungen können Sie in Ihrem Konto herunterladen."],
    ["Ist es für Studenten günstiger?", "Junge Leute in Ausbildung erhalten zehn Prozent Rabatt."],
    ["Stellt ihr gerade Leute ein?", "Offene Stellen finden Sie auf unserer Karriereseite."],
];
const FR: Pairs = [
    ["Quand arrivera ma commande ?", "Les colis vous parviennent sous trois jours ouvrés."],
    ["Ça ne me plaît pas, puis-je le rendre ?", "Les articles non désirés sont repris pendant un mois."],
    ["Quelles cartes bancaires prenez-vous ?", "Nous acceptons Visa, Mastercard et PayPal."],
    ["Jusqu'à quelle heure êtes-vous ouverts ?", "En semaine, la boutique ferme à 18 heures."],
    ["J'ai acheté par erreur, arrêtez tout", "Un achat peut être annulé tant qu'il n'est pas expédié."],
    ["Je n'arrive plus à me connecter", "Le lien sous le formulaire permet de choisir un nouveau mot de passe."],
    ["Il est arrivé cassé", "Les produits défectueux sont remplacés gratuitement."],
    ["Il me faut le justificatif pour les impôts", "Les factures se téléchargent depuis votre compte."],
    ["Est-ce moins cher pour les étudiants ?", "Les jeunes en formation ont dix pour cent de remise."],
    ["Est-ce que vous recrutez ?", "Les postes à pourvoir sont sur notre page carrières."],
];
const ES: Pairs = [
    ["¿Cuándo llegará mi pedido?", "Los paquetes se entregan en tres días laborables."],
    ["No me gusta, ¿puedo devolverlo?", "Aceptamos de vuelta los artículos no deseados durante un mes."],
    ["¿Qué tarjetas aceptan?", "Puede pagar con Visa, Mastercard y PayPal."],
    ["¿Hasta qué hora están abiertos?", "Entre semana la tienda cierra a las seis de la tarde."],
    ["Lo compré por error, párenlo", "Una compra se puede cancelar antes de que salga del almacén."],
    ["Ya no puedo entrar en mi cuenta", "Con el enlace bajo el formulario se crea una contraseña nueva."],
    ["Llegó roto", "Los productos defectuosos se cambian gratis."],
    ["Necesito el recibo para los impuestos", "Las facturas se descargan desde su perfil."],
    ["¿Es más barato para estudiantes?", "Los jóvenes en formación tienen un diez por ciento de descuento."],
    ["¿Están contratando gente?", "Los puestos vacantes están en nuestra página de empleo."],
];
const IT: Pairs = [
    ["Quando arriva il mio ordine?", "I pacchi vengono consegnati entro tre giorni lavorativi."],
    ["Non mi piace, posso restituirlo?", "Riprendiamo gli articoli non desiderati per un mese."],
    ["Quali carte di credito prendete?", "Accettiamo Visa, Mastercard e PayPal."],
    ["Fino a che ora siete aperti?", "Nei giorni feriali il negozio chiude alle sei di sera."],
    ["Ho comprato per sbaglio, fermate tutto", "Un acquisto si può annullare finché non è spedito."],
    ["Non riesco più ad accedere", "Con il link sotto il modulo si imposta una nuova password."],
    ["È arrivato rotto", "I prodotti difettosi vengono sostituiti gratis."],
    ["Mi serve la ricevuta per le tasse", "Le fatture si scaricano dal proprio account."],
    ["Costa meno per gli studenti?", "I giovani in formazione hanno uno sconto del dieci per cento."],
    ["State assumendo?", "Le posizioni aperte sono sulla pagina lavora con noi."],
];
const PT: Pairs = [
    ["Quando chega a minha encomenda?", "Os pacotes são entregues em três dias úteis."],
    ["Não gostei, posso devolver?", "Aceitamos de volta os artigos indesejados durante um mês."],
    ["Quais cartões vocês aceitam?", "É possível pagar com Visa, Mastercard e PayPal."],
    ["Até que horas estão abertos?", "Durante a semana a loja fecha às seis da tarde."],
    ["Comprei por engano, parem", "Uma compra pode ser cancelada até ser enviada."],
    ["Não consigo mais entrar na minha conta", "Pelo link abaixo do formulário define-se uma nova senha."],
    ["Chegou quebrado", "Produtos com defeito são trocados sem custo."],
    ["Preciso do recibo para o imposto", "As faturas podem ser baixadas no seu perfil."],
    ["É mais barato para estudantes?", "Jovens em formação têm dez por cento de desconto."],
    ["Vocês estão contratando?", "As vagas abertas estão na nossa página de carreiras."],
];
const NL: Pairs = [
    ["Wanneer komt mijn bestelling aan?", "Pakketten worden binnen drie werkdagen bezorgd."],
    ["Het bevalt me niet, mag het terug?", "Ongewenste artikelen nemen we een maand lang weer in."],
    ["Welke creditcards accepteren jullie?", "U kunt betalen met Visa, Mastercard en PayPal."],
    ["Tot hoe laat zijn jullie open?", "Doordeweeks sluit de winkel om zes uur 's avonds."],
    ["Ik heb per ongeluk gekocht, stop het", "Een aankoop kan worden geannuleerd tot de verzending."],
    ["Ik kan niet meer inloggen", "Met de link onder het formulier kiest u een nieuw wachtwoord."],
    ["Het kwam kapot aan", "Defecte producten vervangen we gratis."],
    ["Ik heb de bon nodig voor de belasting", "Facturen zijn te downloaden in uw account."],
    ["Is het goedkoper voor studenten?", "Jongeren in opleiding krijgen tien procent korting."],
    ["Nemen jullie mensen aan?", "Vacatures staan op onze pagina over werken bij ons."],
];
const RU: Pairs = [
    ["Когда придёт мой заказ?", "Посылки доставляются за три рабочих дня."],
    ["Мне не понравилось, можно вернуть?", "Ненужный товар принимаем обратно в течение месяца."],
    ["Какие карты вы принимаете?", "Оплатить можно через Visa, Mastercard и PayPal."],
    ["До скольки вы работаете?", "По будням магазин закрывается в шесть вечера."],
    ["Купил по ошибке, остановите", "Покупку можно отменить, пока она не отправлена."],
    ["Не могу войти в аккаунт", "По ссылке под формой задаётся новый пароль."],
    ["Пришло сломанным", "Бракованные изделия заменяем бесплатно."],
    ["Мне нужен чек для налоговой", "Счета можно скачать в личном кабинете."],
    ["Студентам дешевле?", "Учащейся молодёжи скидка десять процентов."],
    ["Вы набираете сотрудников?", "Открытые вакансии есть на странице карьеры."],
];
const AR: Pairs = [
    ["متى يصل طلبي؟", "تسلم الطرود خلال ثلاثة أيام عمل."],
    ["لم يعجبني، هل يمكنني إرجاعه؟", "نستعيد البضائع غير المرغوب فيها لمدة شهر."],
    ["ما البطاقات التي تقبلونها؟", "يمكن الدفع بفيزا وماستركارد وباي بال."],
    ["حتى أي ساعة تفتحون؟", "يغلق المتجر في السادسة مساء خلال أيام الأسبوع."],
    ["اشتريت بالخطأ، أوقفوه", "يمكن إلغاء الشراء قبل الشحن."],
    ["لا أستطيع الدخول إلى حسابي", "عبر الرابط أسفل النموذج تضع كلمة مرور جديدة."],
    ["وصل مكسورا", "المنتجات المعيبة نستبدلها مجانا."],
    ["أحتاج الإيصال للضرائب", "يمكن تنزيل الفواتير من صفحتك."],
    ["هل هو أرخص للطلاب؟", "للشباب في الدراسة خصم عشرة بالمئة."],
    ["هل توظفون أحدا؟", "الوظائف الشاغرة في صفحة العمل معنا."],
];
const ZH: Pairs = [
    ["我的订单什么时候到？", "包裹三个工作日内送达。"],
    ["我不喜欢，可以退吗？", "不想要的商品一个月内可以退回。"],
    ["你们收哪些信用卡？", "可以用Visa、万事达和PayPal付款。"],
    ["你们开到几点？", "工作日店铺晚上六点关门。"],
    ["我买错了，请停下", "发货之前可以取消购买。"],
    ["我登录不了了", "点击表单下面的链接设置新密码。"],
    ["收到的时候已经坏了", "有缺陷的产品免费更换。"],
    ["报税需要单据", "发票可以在账户里下载。"],
    ["学生便宜一些吗？", "在读的年轻人享受九折优惠。"],
    ["你们招人吗？", "空缺职位在我们的招聘页面上。"],
];
const JA: Pairs = [
    ["注文した物はいつ届きますか？", "荷物は三営業日以内に配達されます。"],
    ["気に入らないので返せますか？", "不要な商品は一か月間返品を受け付けます。"],
    ["どのクレジットカードが使えますか？", "お支払いはVisa、Mastercard、PayPalに対応しています。"],
    ["何時まで開いていますか？", "平日は夕方六時に閉店します。"],
    ["間違えて買ったので止めてください", "発送前であればご購入をキャンセルできます。"],
    ["ログインできなくなりました", "フォームの下のリンクから新しいパスワードを設定します。"],
    ["壊れて届きました", "不良品は無料で交換いたします。"],
    ["税金のために領収書が必要です", "請求書はアカウントからダウンロードできます。"],
    ["学生は安くなりますか？", "在学中の若い方は一割引きになります。"],
    ["人を募集していますか？", "空きポジションは採用ページに載っています。"],
];
const KO: Pairs = [
    ["주문한 물건은 언제 오나요?", "택배는 영업일 기준 사흘 안에 배달됩니다."],
    ["마음에 안 드는데 돌려보내도 되나요?", "원하지 않는 상품은 한 달 동안 반품할 수 있습니다."],
    ["어떤 신용카드를 받나요?", "결제는 비자, 마스터카드, 페이팔로 가능합니다."],
    ["몇 시까지 여나요?", "평일에는 매장이 저녁 여섯 시에 문을 닫습니다."],
    ["실수로 샀으니 멈춰 주세요", "발송 전에는 구매를 취소할 수 있습니다."],
    ["로그인이 안 돼요", "양식 아래의 링크로 새 비밀번호를 정합니다."],
    ["부서진 채로 왔어요", "불량품은 무료로 교환해 드립니다."],
    ["세금 때문에 영수증이 필요해요", "청구서는 계정에서 내려받을 수 있습니다."],
    ["학생은 더 싼가요?", "공부하는 젊은이는 십 퍼센트 할인을 받습니다."],
    ["사람을 뽑고 있나요?", "빈자리는 채용 페이지에 있습니다."],
];

/// That of a model that grasps all.
#[cfg(test)]
pub(super) fn heard_everywhere() -> Grasp {
    Grasp([Scale { unrelated: 0.0, related: 1.0, weight: 1.0 }; Language::ALL.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A vector of its own for each text, or the same for all.
    fn vectors(count: usize, grasps: impl Fn(usize) -> bool) -> Vec<Vec<f32>> {
        let one = |number: usize| {
            let mut vector = vec![0.0; count + 1];
            vector[if grasps(number) { number } else { count }] = 1.0;
            vector
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn a_model_is_heard_in_the_languages_that_it_grasps() {
        let (questions, passages) = Grasp::trial();
        let (count, english) = (questions.len(), Language::En as usize);
        let is_english = |number: usize| number / PAIRS == english;
        let vectors = vectors(count, is_english);
        let grasp = Grasp::of(&vectors, &vectors).unwrap();
        for language in Language::ALL {
            assert_eq!(grasp.weight(*language), if *language == Language::En { 1.0 } else { 0.0 }, "{language}");
        }
        let scale = grasp.between(None, Language::En);
        assert!(scale.meaning(0.0).abs() < 1e-5 && (scale.meaning(1.0) - 1.0).abs() < 1e-5);
        assert_eq!(grasp.between(Some(Language::De), Language::En).meaning(0.9), 0.0);
        assert_eq!(passages.len(), PAIRS * Language::ALL.len());
        assert_eq!(Grasp::of(&vectors[1..], &vectors), None);
    }

    #[test]
    fn the_pairs_of_the_trial_are_written_in_the_language_that_they_try() {
        for language in Language::ALL {
            let words = pairs(*language).concat().join(" ");
            assert_eq!(crate::language::detect(&words, None).language, Some(*language));
        }
    }
}
