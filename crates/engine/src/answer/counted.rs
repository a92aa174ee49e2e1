//! Numbers that are written as words.

use domain::Language;
use nlp::segment::fold;

/// Words of a language with what they count, folded. Words that mean something else as well are left out.
fn list(language: Language) -> &'static str {
    match language {
        Language::En => {
            "two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 fourteen 14 fifteen 15 \
             twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90 hundred 100"
        }
        Language::Es => {
            "dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 once 11 doce 12 catorce 14 quince 15 \
             veinte 20 treinta 30 cuarenta 40 cincuenta 50 sesenta 60 setenta 70 ochenta 80 noventa 90 cien 100 ciento 100"
        }
        Language::Fr => {
            "deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 dix 10 onze 11 douze 12 quatorze 14 quinze 15 vingt 20 \
             trente 30 quarante 40 cinquante 50 soixante 60 cent 100"
        }
        Language::De => {
            "zwei 2 drei 3 vier 4 funf 5 sechs 6 sieben 7 acht 8 neun 9 zehn 10 elf 11 zwolf 12 vierzehn 14 funfzehn 15 \
             zwanzig 20 dreissig 30 vierzig 40 funfzig 50 sechzig 60 siebzig 70 achtzig 80 neunzig 90 hundert 100"
        }
        Language::It => {
            "due 2 tre 3 quattro 4 cinque 5 sette 7 otto 8 nove 9 dieci 10 undici 11 dodici 12 quattordici 14 quindici 15 \
             venti 20 trenta 30 quaranta 40 cinquanta 50 sessanta 60 novanta 90 cento 100"
        }
        Language::Pt => {
            "dois 2 duas 2 tres 3 quatro 4 cinco 5 seis 6 sete 7 oito 8 nove 9 dez 10 onze 11 doze 12 catorze 14 quinze 15 \
             vinte 20 trinta 30 quarenta 40 cinquenta 50 sessenta 60 noventa 90 cem 100 cento 100"
        }
        Language::Nl => {
            "twee 2 drie 3 vier 4 vijf 5 zes 6 zeven 7 negen 9 tien 10 elf 11 twaalf 12 veertien 14 vijftien 15 twintig 20 \
             dertig 30 veertig 40 vijftig 50 zestig 60 negentig 90 honderd 100"
        }
        Language::Ru => {
            "два 2 две 2 двух 2 три 3 трех 3 четыре 4 четырех 4 пять 5 пяти 5 шесть 6 шести 6 семь 7 семи 7 восемь 8 \
             восьми 8 девять 9 девяти 9 десять 10 десяти 10 четырнадцать 14 четырнадцати 14 двадцать 20 двадцати 20 \
             тридцать 30 тридцати 30 сорок 40 сорока 40 пятьдесят 50 пятидесяти 50 шестьдесят 60 сто 100"
        }
        Language::Ja | Language::Zh | Language::Ko | Language::Ar => "",
    }
}

/// What the words of this text count, in their order.
pub(super) fn values(text: &str, language: Language) -> Vec<u32> {
    let pairs: Vec<&str> = list(language).split_whitespace().collect();
    if pairs.is_empty() {
        return Vec::new();
    }
    let folded = fold(text, Language::En);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let value = |word: &str| pairs.chunks_exact(2).find(|pair| pair[0] == word)?[1].parse().ok();
    words.filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_count_are_read_and_others_are_not() {
        assert_eq!(values("Thirty days, or two weeks", Language::En), [30, 2]);
        assert_eq!(values("Innerhalb von fünf Tagen, zwölf Stück", Language::De), [5, 12]);
        assert_eq!(values("в течение трёх дней", Language::Ru), [3]);
        assert_eq!(values("often, tens of twos", Language::En), [0; 0]);
    }
}
