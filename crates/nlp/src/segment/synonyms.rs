//! Words that shops and their customers use for the same thing.

use super::fold::fold;
use super::stems::stem;
use super::stops::is_stop;
use domain::Language;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word counts that means the same in a shop.
pub(crate) const SAME_MEANING: f32 = 0.7;

/// Groups, divided by `|`. Chinese, Japanese and Korean as pairs of characters, as terms are.
fn groups(language: Language) -> &'static str {
    match language {
        Language::En => {
            "shipping delivery deliver ship dispatch postage send arrive arrival|cost price fee charge|return refund|pay payment|order purchase buy bought|\
             cancel cancellation revoke|exchange swap replace replacement|warranty guarantee|contact phone telephone email call|\
             open opening hours close|discount coupon voucher promo|broken defective damaged faulty|size fit dimensions|\
             shop store|invoice bill receipt|abroad international internationally worldwide overseas|password login|\
             repair fix|stock available availability|bicycle bike"
        }
        Language::Es => {
            "envio entrega enviar entregar entregan envian despacho llega llegar tarda|precio coste costo tarifa cuesta vale gastos|devolucion reembolso \
             devolver devuelvo devuelve devuelven devolvemos|pagar pago pagos|pedido compra comprar|cancelar cancelacion anular|cambio cambiar reemplazo|garantia|contacto \
             telefono correo llamar email contactar|horario abierto abren abre cierran horarios|descuento cupon oferta promocion|roto defectuoso danado|talla \
             tamano medidas|factura recibo|extranjero internacional internacionales|reparar reparacion arreglar|disponible stock existencias"
        }
        Language::Fr => {
            "livraison expedition livrer expedier envoi envoyer livrez arrive arriver arrivee|prix cout tarif frais coute|retour remboursement retourner renvoyer|payer paiement \
             paiements reglement|commande achat acheter commander|annuler annulation|echange echanger remplacer|garantie|contact telephone mail \
             appeler joindre contacter|horaires ouvert ouverture ferme|remise reduction promo coupon|casse defectueux endommage|taille \
             dimensions|facture recu|etranger international|reparer reparation|disponible stock"
        }
        Language::De => {
            "versand lieferung liefern versenden zustellung lieferzeit geliefert verschicken ankommt ankunft|preis kosten gebuhr kostet gebuhren|ruckgabe erstattung rucksendung \
             zuruckgeben retoure zuruckschicken umtausch|bezahlen zahlung zahlen bezahlung zahlungsarten zahlungsmittel|bestellung kauf bestellen kaufen|stornieren stornierung \
             widerrufen widerruf|umtauschen tauschen|garantie gewahrleistung|kontakt telefon mail anrufen erreichen|\
             offnungszeiten geoffnet offen geschlossen|rabatt gutschein ermassigung|kaputt defekt beschadigt|grosse masse|rechnung beleg|\
             ausland international weltweit|reparieren reparatur|verfugbar lieferbar vorratig lager"
        }
        Language::It => {
            "spedizione consegna spedire consegnare consegnate spedite arriva arrivo|prezzo costo tariffa costa spese|reso rimborso restituire restituzione|pagare pagamento pagamenti|ordine \
             acquisto comprare ordinare|annullare annullamento cancellare recesso|cambio cambiare sostituzione|garanzia|contatto telefono mail \
             chiamare contattare|orari aperto apertura chiuso|sconto coupon buono|rotto difettoso danneggiato|taglia misura dimensioni|\
             fattura ricevuta|estero internazionale|riparare riparazione|disponibile magazzino"
        }
        Language::Pt => {
            "envio entrega enviar entregar frete remessa entregam chega chegada|preco custo tarifa taxa custa valor|devolucao reembolso devolver estorno|pagar pagamento pagamentos|\
             pedido compra comprar encomenda|cancelar cancelamento|troca trocar substituir|garantia|contato contacto telefone email ligar|\
             horario aberto abrem abre fecham|desconto cupom cupao promocao|quebrado defeituoso danificado avariado|tamanho medidas|fatura recibo|\
             exterior internacional estrangeiro|reparar conserto reparacao|disponivel estoque stock"
        }
        Language::Nl => {
            "verzending levering bezorging leveren verzenden bezorgen levertijd geleverd aankomst|prijs kosten tarief kost|retour terugbetaling retourneren terugsturen|betalen \
             betaling betaalmethoden|bestelling aankoop bestellen kopen|annuleren annulering herroepen|omruilen ruilen vervangen|garantie|contact \
             telefoon mail bellen bereiken|openingstijden open geopend gesloten|korting kortingscode voucher|kapot defect beschadigd|maat \
             afmetingen|factuur bon|buitenland internationaal|repareren reparatie|beschikbaar voorraad"
        }
        Language::Ru => {
            "доставка доставить доставляете отправка привезут придет|цена стоимость стоит тариф|возврат вернуть возмещение|оплата оплатить платить платеж|заказ \
             покупка заказать купить|отменить отмена|обмен обменять замена|гарантия|связаться телефон почта позвонить контакты|часы работаете открыты \
             график|скидка купон промокод|сломан брак поврежден дефект|размер размеры|счет чек|заграница международная рубеж|ремонт починить|наличие \
             склад"
        }
        Language::Ja => {
            "配送 発送 送料 お届 届け 宅配|価格 値段 料金 費用 金額|返品 返金 返送|支払 払い 決済|注文 購入|取消 解約|交換|保証|連絡 電話 問合 問い|営業 時間|割引 クー|故障 破損 不良|領収 請求|海外 国際|修理|在庫"
        }
        Language::Zh => {
            "配送 送货 发货 快递 物流 邮寄 寄送 送达|价格 多少 费用 价钱 运费 邮费|退货 退款 退换 退回|付款 支付 结账|订单 购买 下单|取消 撤销|换货 更换|保修 质保 保固|联系 电话 邮箱|营业 开门 时间|折扣 优惠 打折|损坏 坏了 破损|尺寸 尺码 大小|发票 收据|国外 国际 海外|维修 修理|库存 有货 现货"
        }
        Language::Ko => {
            "배송 발송 택배 배달|가격 요금 비용 금액|반품 환불|결제 지불|주문 구매|취소 철회|교환|보증|연락 전화 문의|영업 시간|할인 쿠폰|고장 파손 불량|영수 계산|해외 국제|수리|재고"
        }
        Language::Ar => {
            "شحن توصيل ارسال تسليم|سعر تكلفه رسوم ثمن|ارجاع استرداد استرجاع|دفع سداد|طلب شراء|الغاء|استبدال تبديل|ضمان كفاله|اتصال هاتف بريد تواصل|ساعات دوام مواعيد|خصم كوبون|معطل تالف مكسور|مقاس حجم|فاتوره ايصال|خارج دولي|اصلاح صيانه|متوفر مخزون"
        }
    }
}

type Groups = HashMap<String, Vec<String>>;

static ALL: LazyLock<Vec<Groups>> = LazyLock::new(|| Language::ALL.iter().map(|language| read(*language)).collect());

fn read(language: Language) -> Groups {
    let mut all: Groups = HashMap::new();
    for group in groups(language).split('|') {
        let mut stems: Vec<String> = group
            .split_whitespace()
            .map(|word| fold(word, language))
            .filter(|word| !is_stop(word, language))
            .map(|word| stem(&word, language))
            .collect();
        stems.sort_unstable();
        stems.dedup();
        for one in &stems {
            let others = stems.iter().filter(|other| *other != one).cloned();
            all.entry(one.clone()).or_default().extend(others);
        }
    }
    all
}

/// The other stems that mean what this one means, in a shop.
pub(crate) fn synonyms(stem: &str, language: Language) -> &'static [String] {
    ALL.get(language as usize).and_then(|groups| groups.get(stem)).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::terms;

    #[test]
    fn shops_and_customers_mean_the_same() {
        for (one, other, language) in [
            ("delivery", "shipping", Language::En),
            ("Lieferung", "Versand", Language::De),
            ("envíos", "entrega", Language::Es),
            ("remboursement", "retour", Language::Fr),
            ("доставку", "отправка", Language::Ru),
            ("التوصيل", "الشحن", Language::Ar),
            ("배송은", "택배", Language::Ko),
        ] {
            let stem = |text: &str| terms(text, language).remove(0).text;
            assert!(synonyms(&stem(one), language).contains(&stem(other)), "{language} {one}");
        }
        assert!(synonyms("helicopt", Language::En).is_empty());
    }

    #[test]
    fn every_language_has_groups() {
        for language in Language::ALL {
            assert!(read(*language).len() > 20, "{language}");
        }
    }
}
