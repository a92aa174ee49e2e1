//! Words that people write to a shop and newspapers, from which the n-grams come, hardly do.

use domain::Language;
use std::collections::HashMap;
use std::sync::LazyLock;

const EN: &str = "hello hi hey thanks thank thx please pls yes yeah yep nope sorry bye goodbye help what when where how why \
    who refund order shipping delivery invoice cancel login password account agent human someone anyone great";
const ES: &str = "hola buenas buenos gracias porfa favor sí vale adiós adios perdón perdon disculpe disculpa ayuda dónde donde \
    cuánto cuanto cuándo cuando cómo como qué que pedido envío envio reembolso devolución devolucion factura entrega tarjeta \
    cuenta contraseña persona alguien claro quiero necesito puedo vamos genial";
const FR: &str = "bonjour bonsoir salut coucou merci svp stp oui non pardon désolé desole désolée revoir aide où comment \
    combien quand pourquoi quoi commande livraison remboursement facture compte colis carte quelqu personne peux puis voudrais";
const DE: &str = "hallo guten moin servus danke bitte ja nein doch tschüss tschüs entschuldigung hilfe wo wann warum wieso wie \
    was bestellung lieferung rückgabe rechnung konto passwort versand paket erstattung mitarbeiter mensch jemand kann möchte";
const IT: &str = "ciao salve buongiorno buonasera grazie prego sì scusi scusa arrivederci aiuto dove quanto quando come perché \
    perche ordine spedizione consegna rimborso reso fattura conto pacco carta operatore persona qualcuno vorrei posso";
const PT: &str = "olá ola oi bom boa obrigado obrigada favor sim não nao desculpe desculpa tchau adeus ajuda onde quanto \
    quando como quê que pedido entrega envio reembolso devolução fatura conta senha encomenda cartão atendente pessoa alguém \
    você vocês quero preciso posso";
const NL: &str = "hallo hoi dag goedemorgen goedemiddag goedenavond bedankt dank dankjewel alsjeblieft alstublieft ja nee \
    sorry doei hulp waar wanneer hoe wat waarom bestelling levering bezorging verzending retour factuur rekening pakket \
    wachtwoord medewerker mens iemand graag kan wil";
const RU: &str = "привет здравствуйте здравствуй спасибо пожалуйста да нет простите извините помогите где когда как сколько \
    почему что заказ доставка возврат оплата счёт счет посылка оператор человек хочу могу можно";
const AR: &str = "مرحبا أهلا اهلا شكرا نعم السلام عليكم أين اين كيف متى كم لماذا أريد اريد ممكن طلب طلبي";

static WORDS: LazyLock<HashMap<Vec<char>, Vec<Language>>> = LazyLock::new(|| {
    let lists = [
        (EN, Language::En),
        (ES, Language::Es),
        (FR, Language::Fr),
        (DE, Language::De),
        (IT, Language::It),
        (PT, Language::Pt),
        (NL, Language::Nl),
        (RU, Language::Ru),
        (AR, Language::Ar),
    ];
    let mut words: HashMap<Vec<char>, Vec<Language>> = HashMap::new();
    for (list, language) in lists {
        for word in list.split_whitespace() {
            words.entry(word.chars().collect()).or_default().push(language);
        }
    }
    words
});

/// The languages in whose chats the word (in small letters, without edges) is common; none for most words.
pub(super) fn speakers(word: &[char]) -> &'static [Language] {
    WORDS.get(word).map_or(&[], Vec::as_slice)
}
