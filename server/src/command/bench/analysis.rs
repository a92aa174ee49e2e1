//! How long it takes to find out everything about a visitor's message: language, intent, wish for a human, feeling and what it
//! names, in process, on one core.

use super::figures::Figures;
use engine::answer::analyze;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// A short and a longer one in each language.
const MESSAGES: [&str; 24] = [
    "Where is my order #441209?",
    "Hello, my name is Lisa Brown. I ordered two tea pots on 3 March, one arrived broken, and I am really disappointed. \
     Please send me a new one or give me the 49.90 EUR back. You can write to lisa@example.com.",
    "¿Y cuánto tarda el envío a Sevilla?",
    "Buenas tardes, me llamo María. Compré una tetera la semana pasada y todavía no ha llegado. ¿Cuál es su política de \
     devoluciones y cuándo recibiré mi dinero?",
    "Où est ma commande ?",
    "Bonjour, je voudrais retourner la théière que j'ai reçue hier, car elle est cassée. Comment puis-je être remboursé \
     de 39,90 € ? Mon numéro est le 06 12 34 56 78.",
    "Wie lange dauert die Lieferung?",
    "Guten Tag, ich habe am 12. Mai eine Kanne bestellt (Bestellnummer 4711-0815) und warte immer noch. Das ist sehr \
     ärgerlich. Kann ich bitte mit einem Mitarbeiter sprechen?",
    "Accettate PayPal?",
    "Buongiorno, vorrei cambiare l'indirizzo di spedizione del mio ordine 558812, perché mi sono trasferito a Milano ieri.",
    "Quanto custa o frete?",
    "Olá, recebi o bule errado e quero trocar. O pedido é o 99812, e paguei 120,50 euros na segunda-feira. Obrigado!",
    "Hoe kan ik retourneren?",
    "Hallo, mijn bestelling is nog niet aangekomen en ik heb er al drie keer over gemaild. Dit is echt slechte service.",
    "Сколько стоит доставка?",
    "Здравствуйте, меня зовут Ольга. Заказ номер 220145 пришёл разбитым, верните, пожалуйста, деньги на карту.",
    "返品できますか？",
    "こんにちは。先週注文したティーポットがまだ届きません。注文番号は338190です。いつ届くか教えてください。",
    "怎么退货？",
    "你好，我叫王伟，我三天前下的订单还没有发货，订单号是771200，请问什么时候可以收到？",
    "배송비가 얼마인가요?",
    "안녕하세요, 지난주에 주문한 찻주전자가 깨진 채로 도착했습니다. 주문번호는 660123이고 환불을 원합니다.",
    "كم تكلفة التوصيل؟",
    "مرحبا، طلبت إبريق شاي قبل أسبوع ولم يصل حتى الآن، رقم الطلب 551209، أريد التحدث مع موظف من فضلكم.",
];
/// Messages before measuring begins: models are unpacked at first use.
const WARM_UP: usize = 240;

/// One message after the other, for so many seconds.
pub(super) fn measure(seconds: u64, figures: &mut Figures) {
    for message in MESSAGES.iter().cycle().take(WARM_UP) {
        black_box(analyze(message, None));
    }
    let (begun, most) = (Instant::now(), Duration::from_secs(seconds));
    let mut times = Vec::new();
    for message in MESSAGES.iter().cycle() {
        let start = Instant::now();
        black_box(analyze(black_box(message), None));
        times.push(start.elapsed());
        if begun.elapsed() >= most {
            break;
        }
    }
    figures.add("analysis", "messages analysed, one core", times.len() as f64 / begun.elapsed().as_secs_f64(), "/s");
    figures.add_times("analysis", "whole analysis of a message", times);
}
