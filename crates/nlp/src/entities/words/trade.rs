//! Words of trade: currencies, orders, and what has numbers besides them. All languages together: who writes one language
//! often quotes another.

/// Words behind an amount, the currency, and how sure it is: pounds, pesos and riyals are those of several countries.
pub(in super::super) const CURRENCY_WORDS: &[(&str, &str, f32)] = &[
    ("euro|euros|eur|евро|ユーロ|欧元|歐元|유로|يورو", "EUR", 0.95),
    (
        "us dollars|american dollars|dólares americanos|dollars américains|dollari americani|доллар сша|долларов сша|dollar|dollars|dollari|dollaro|dólar|dólares|dolares|usd|bucks|доллар|доллара|долларов|ドル|美元|美金|달러|불|دولار|دولارا|دولارات",
        "USD",
        0.93,
    ),
    ("pounds|pound|quid|gbp|pfund|libras|livres|sterline|ponden|фунтов|ポンド|英镑|파운드", "GBP", 0.8),
    ("円|yen|yenes|iene|ienes|иен|엔|日元|日圆", "JPY", 0.95),
    ("元|块|块钱|塊|人民币|yuan|юаней|위안|يوان", "CNY", 0.95),
    ("원|won|вон|ウォン|韩元", "KRW", 0.93),
    ("руб|руб.|р.|рублей|рубля|рубль|rub|roubles|rubel", "RUB", 0.95),
    ("reais|real", "BRL", 0.9),
    ("peso|pesos", "MXN", 0.6),
    (
        "schweizer franken|swiss francs|francs suisses|franchi svizzeri|francos suizos|francos suíços|zwitserse frank|франков|스위스 프랑|franken|fränkli|francs|franchi|chf|sfr|sfr.|fr.",
        "CHF",
        0.75,
    ),
    ("ريال|ريالا|ريالاً|ريالات|ر.س|riyal|riyals", "SAR", 0.85),
    ("درهم|درهما|دراهم|dirham|dirhams", "AED", 0.8),
    ("جنيه|جنيها|جنيهاً|جنيهات", "EGP", 0.85),
    ("دينار|دينارا|دنانير", "KWD", 0.65),
    ("kronor|kr", "SEK", 0.6),
    ("rupees|rupee|rupias|rupien|рупий|卢比|루피", "INR", 0.85),
    ("canadian dollars", "CAD", 0.95),
    ("australian dollars", "AUD", 0.95),
    ("гривен|гривны|грн", "UAH", 0.95),
    ("тенге", "KZT", 0.95),
    ("港币|港元", "HKD", 0.95),
    ("台币|臺幣|新台幣", "TWD", 0.95),
    ("zł|złotych|zloty", "PLN", 0.95),
];

/// Names of the numbers of orders.
pub(in super::super) const ORDER_NUMBERS: &str = "order number|order no|order nr|order id|order #|order num|order code|order reference|\
    number of my order|purchase number|bestellnummer|bestellnr|bestell-nr|bestellungsnummer|auftragsnummer|auftragsnr|ordernummer|\
    número de pedido|numero de pedido|número de orden|nº de pedido|n.º de pedido|número del pedido|número de mi pedido|pedido número|\
    numéro de commande|n° de commande|no de commande|commande n°|commande numéro|référence de commande|\
    numero d'ordine|numero ordine|n. ordine|numero dell'ordine|ordine n|ordine numero|ordine n°|\
    número do pedido|numero do pedido|nº do pedido|número da encomenda|número de encomenda|pedido nº|pedido n|encomenda n|encomenda nº|\
    bestelnummer|bestelnr|номер заказа|номер моего заказа|номером заказа|заказ номер|заказ №|заказа №|\
    注文番号|オーダー番号|ご注文番号|受注番号|订单号|订单号码|訂單號|訂單編號|订单编号|주문번호|주문 번호|오더번호|رقم الطلب|رقم طلبي|رقم الطلبية|طلبي رقم|طلب رقم|الطلب رقم";

/// Orders.
pub(in super::super) const ORDERS: &str = "order|orders|purchase|bestellung|bestellungen|auftrag|pedido|pedidos|orden|compra|commande|\
    commandes|ordine|ordini|encomenda|encomendas|bestelling|bestellingen|заказ|заказа|заказе|заказу|заказом|заказы|注文|オーダー|订单|訂單|\
    주문|طلب|طلبي|طلبية|الطلب|الطلبية|طلبيتي";

/// What has numbers and is no order; telephones are among them.
pub(in super::super) const NOT_ORDERS: &str = "tracking|invoice|customer number|customer id|customer no|account|serial|article|item|sku|model|\
    zip|postcode|postal|iban|vat|version|card|coupon|voucher|phone|call|tel|tel.|mobile|whatsapp|ticket|pin|password|\
    sendungsnummer|sendungsverfolgung|sendungsverfolgungsnummer|rechnung|rechnungsnummer|kundennummer|kundennr|konto|artikel|artikelnummer|\
    seriennummer|modell|plz|ust-idnr|telefon|telefonnummer|handy|gutschein|paketnummer|\
    seguimiento|rastreo|factura|cliente|cuenta|artículo|modelo|código postal|teléfono|móvil|llamar|llamarme|\
    suivi|facture|client|compte|article|modèle|code postal|téléphone|portable|appelez|appeler|numéro de colis|\
    tracciamento|spedizione|fattura|cliente|conto|articolo|modello|cap|telefono|cellulare|chiamatemi|\
    rastreio|rastreamento|nota fiscal|fatura|conta|artigo|modelo|cep|telefone|telemóvel|celular|ligar|\
    track|tracktrace|factuur|factuurnummer|klantnummer|rekening|artikelnummer|postcode|telefoon|telefoonnummer|mobiel|bel|bellen|\
    трек|трек-номер|накладной|накладная|счёт|счет|артикул|модель|индекс|телефон|телефону|позвоните|клиента|\
    追跡|送り状|請求書|会員番号|お客様番号|型番|郵便番号|電話|携帯|品番|快递|运单|物流|发票|客户号|会员号|型号|邮编|电话|手机|\
    운송장|송장|청구서|회원번호|고객번호|모델|우편번호|전화|휴대폰|الشحنة|التتبع|الفاتورة|فاتورة|العميل|الحساب|الهاتف|هاتف|جوال|الجوال|اتصلوا|الرمز البريدي|الموديل";

/// Words before a telephone number, found inside of words too.
pub(in super::super) const PHONES: &str = "phone|call|tel.|tel:|tel |mobile|cell|whatsapp|ring me|telefon|handy|anrufen|ruf|teléfono|telefono|\
    móvil|movil|llam|téléphone|appel|portable|cellulare|chiam|telefone|telemóvel|celular|ligue|ligar|telefoon|mobiel|bel |bellen|телефон|звон|\
    тел.|моб|電話|携帯|连络|电话|手机|致电|打给|전화|휴대폰|핸드폰|연락처|هاتف|جوال|اتصل|موبايل|واتساب|رقمي";
