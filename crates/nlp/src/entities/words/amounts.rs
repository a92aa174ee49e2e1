//! Numbers as words, as amounts of money are spelled.

use domain::Language;

/// How a language spells numbers.
pub(in super::super) struct Spelling {
    /// Parts of numbers and their worth; the longest that fits counts. Parts of one word stand side by side.
    pub(in super::super) parts: &'static [(&'static str, u64)],
    /// What may stand between two parts.
    pub(in super::super) joints: &'static str,
    /// The least that is taken for an amount: smaller words are other words as well.
    pub(in super::super) least: u64,
}

const fn spelling(parts: &'static [(&'static str, u64)], joints: &'static str, least: u64) -> Spelling {
    Spelling { parts, joints, least }
}

/// How `language` spells numbers.
pub(in super::super) fn spelled(language: Language) -> &'static Spelling {
    match language {
        Language::En => const { &spelling(EN, "and|a", 2) },
        Language::De => const { &spelling(DE, "und", 2) },
        Language::Es => const { &spelling(ES, "y", 2) },
        Language::Fr => const { &spelling(FR, "et", 2) },
        Language::It => const { &spelling(IT, "e", 2) },
        Language::Pt => const { &spelling(PT, "e", 2) },
        Language::Nl => const { &spelling(NL, "en|ën", 2) },
        Language::Ru => const { &spelling(RU, "", 2) },
        Language::Ja => const { &spelling(JA, "", 100) },
        Language::Zh => const { &spelling(ZH, "", 10) },
        Language::Ko => const { &spelling(KO, "", 100) },
        Language::Ar => const { &spelling(AR, "و", 3) },
    }
}

#[rustfmt::skip]
const EN: &[(&str, u64)] = &[
    ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7), ("eight", 8), ("nine", 9),
    ("ten", 10), ("eleven", 11), ("twelve", 12), ("thirteen", 13), ("fourteen", 14), ("fifteen", 15), ("sixteen", 16),
    ("seventeen", 17), ("eighteen", 18), ("nineteen", 19), ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50),
    ("sixty", 60), ("seventy", 70), ("eighty", 80), ("ninety", 90), ("hundred", 100), ("thousand", 1_000),
    ("grand", 1_000), ("million", 1_000_000),
];
#[rustfmt::skip]
const DE: &[(&str, u64)] = &[
    ("ein", 1), ("zwei", 2), ("drei", 3), ("vier", 4), ("fünf", 5), ("sechs", 6), ("sieben", 7), ("acht", 8), ("neun", 9),
    ("zehn", 10), ("elf", 11), ("zwölf", 12), ("dreizehn", 13), ("vierzehn", 14), ("fünfzehn", 15), ("sechzehn", 16),
    ("siebzehn", 17), ("achtzehn", 18), ("neunzehn", 19), ("zwanzig", 20), ("dreißig", 30), ("dreissig", 30),
    ("vierzig", 40), ("fünfzig", 50), ("sechzig", 60), ("siebzig", 70), ("achtzig", 80), ("neunzig", 90),
    ("hundert", 100), ("tausend", 1_000), ("million", 1_000_000), ("millionen", 1_000_000),
];
#[rustfmt::skip]
const ES: &[(&str, u64)] = &[
    ("uno", 1), ("dos", 2), ("tres", 3), ("cuatro", 4), ("cinco", 5), ("seis", 6), ("siete", 7), ("ocho", 8),
    ("nueve", 9), ("diez", 10), ("once", 11), ("doce", 12), ("trece", 13), ("catorce", 14), ("quince", 15),
    ("dieciséis", 16), ("diecisiete", 17), ("dieciocho", 18), ("diecinueve", 19), ("veinte", 20), ("veinti", 20),
    ("treinta", 30), ("cuarenta", 40), ("cincuenta", 50), ("sesenta", 60), ("setenta", 70), ("ochenta", 80),
    ("noventa", 90), ("cien", 100), ("ciento", 100), ("doscientos", 200), ("trescientos", 300), ("cuatrocientos", 400),
    ("quinientos", 500), ("seiscientos", 600), ("setecientos", 700), ("ochocientos", 800), ("novecientos", 900),
    ("mil", 1_000), ("millón", 1_000_000), ("millones", 1_000_000),
];
#[rustfmt::skip]
const FR: &[(&str, u64)] = &[
    ("un", 1), ("deux", 2), ("trois", 3), ("quatre", 4), ("cinq", 5), ("six", 6), ("sept", 7), ("huit", 8), ("neuf", 9),
    ("dix", 10), ("onze", 11), ("douze", 12), ("treize", 13), ("quatorze", 14), ("quinze", 15), ("seize", 16),
    ("vingt", 20), ("trente", 30), ("quarante", 40), ("cinquante", 50), ("soixante", 60), ("septante", 70),
    ("quatre-vingt", 80), ("quatre-vingts", 80), ("quatre vingts", 80), ("huitante", 80), ("nonante", 90),
    ("cent", 100), ("cents", 100), ("mille", 1_000), ("million", 1_000_000), ("millions", 1_000_000),
];
#[rustfmt::skip]
const IT: &[(&str, u64)] = &[
    ("uno", 1), ("due", 2), ("tre", 3), ("quattro", 4), ("cinque", 5), ("sei", 6), ("sette", 7), ("otto", 8),
    ("nove", 9), ("dieci", 10), ("undici", 11), ("dodici", 12), ("tredici", 13), ("quattordici", 14), ("quindici", 15),
    ("sedici", 16), ("diciassette", 17), ("diciotto", 18), ("diciannove", 19), ("venti", 20), ("vent", 20),
    ("trenta", 30), ("trent", 30), ("quaranta", 40), ("quarant", 40), ("cinquanta", 50), ("cinquant", 50),
    ("sessanta", 60), ("sessant", 60), ("settanta", 70), ("settant", 70), ("ottanta", 80), ("ottant", 80),
    ("novanta", 90), ("novant", 90), ("cento", 100), ("mille", 1_000), ("mila", 1_000), ("milione", 1_000_000),
    ("milioni", 1_000_000),
];
#[rustfmt::skip]
const PT: &[(&str, u64)] = &[
    ("um", 1), ("dois", 2), ("três", 3), ("tres", 3), ("quatro", 4), ("cinco", 5), ("seis", 6), ("sete", 7), ("oito", 8),
    ("nove", 9), ("dez", 10), ("onze", 11), ("doze", 12), ("treze", 13), ("catorze", 14), ("quatorze", 14),
    ("quinze", 15), ("dezesseis", 16), ("dezasseis", 16), ("dezessete", 17), ("dezassete", 17), ("dezoito", 18),
    ("dezenove", 19), ("dezanove", 19), ("vinte", 20), ("trinta", 30), ("quarenta", 40), ("cinquenta", 50),
    ("sessenta", 60), ("setenta", 70), ("oitenta", 80), ("noventa", 90), ("cem", 100), ("cento", 100),
    ("duzentos", 200), ("trezentos", 300), ("quatrocentos", 400), ("quinhentos", 500), ("seiscentos", 600),
    ("setecentos", 700), ("oitocentos", 800), ("novecentos", 900), ("mil", 1_000), ("milhão", 1_000_000),
    ("milhões", 1_000_000),
];
#[rustfmt::skip]
const NL: &[(&str, u64)] = &[
    ("een", 1), ("twee", 2), ("drie", 3), ("vier", 4), ("vijf", 5), ("zes", 6), ("zeven", 7), ("acht", 8), ("negen", 9),
    ("tien", 10), ("elf", 11), ("twaalf", 12), ("dertien", 13), ("veertien", 14), ("vijftien", 15), ("zestien", 16),
    ("zeventien", 17), ("achttien", 18), ("negentien", 19), ("twintig", 20), ("dertig", 30), ("veertig", 40),
    ("vijftig", 50), ("zestig", 60), ("zeventig", 70), ("tachtig", 80), ("negentig", 90), ("honderd", 100),
    ("duizend", 1_000), ("miljoen", 1_000_000),
];
#[rustfmt::skip]
const RU: &[(&str, u64)] = &[
    ("один", 1), ("два", 2), ("две", 2), ("три", 3), ("четыре", 4), ("пять", 5), ("шесть", 6), ("семь", 7),
    ("восемь", 8), ("девять", 9), ("десять", 10), ("одиннадцать", 11), ("двенадцать", 12), ("тринадцать", 13),
    ("четырнадцать", 14), ("пятнадцать", 15), ("шестнадцать", 16), ("семнадцать", 17), ("восемнадцать", 18),
    ("девятнадцать", 19), ("двадцать", 20), ("тридцать", 30), ("сорок", 40), ("пятьдесят", 50), ("шестьдесят", 60),
    ("семьдесят", 70), ("восемьдесят", 80), ("девяносто", 90), ("сто", 100), ("двести", 200), ("триста", 300),
    ("четыреста", 400), ("пятьсот", 500), ("шестьсот", 600), ("семьсот", 700), ("восемьсот", 800),
    ("девятьсот", 900), ("тысяча", 1_000), ("тысячу", 1_000), ("тысячи", 1_000), ("тысяч", 1_000),
    ("миллион", 1_000_000), ("миллиона", 1_000_000),
];
#[rustfmt::skip]
const JA: &[(&str, u64)] = &[
    ("一", 1), ("二", 2), ("三", 3), ("四", 4), ("五", 5), ("六", 6), ("七", 7), ("八", 8), ("九", 9), ("十", 10),
    ("百", 100), ("千", 1_000), ("万", 10_000),
];
#[rustfmt::skip]
const ZH: &[(&str, u64)] = &[
    ("一", 1), ("二", 2), ("两", 2), ("兩", 2), ("三", 3), ("四", 4), ("五", 5), ("六", 6), ("七", 7), ("八", 8),
    ("九", 9), ("十", 10), ("百", 100), ("千", 1_000), ("万", 10_000), ("萬", 10_000),
];
#[rustfmt::skip]
const KO: &[(&str, u64)] = &[
    ("일", 1), ("이", 2), ("삼", 3), ("사", 4), ("오", 5), ("육", 6), ("칠", 7), ("팔", 8), ("구", 9), ("십", 10),
    ("백", 100), ("천", 1_000), ("만", 10_000),
];
#[rustfmt::skip]
const AR: &[(&str, u64)] = &[
    ("ثلاثة", 3), ("ثلاث", 3), ("أربعة", 4), ("أربع", 4), ("خمسة", 5), ("خمس", 5), ("ستة", 6), ("سبعة", 7),
    ("ثمانية", 8), ("تسعة", 9), ("عشرة", 10), ("عشر", 10), ("عشرين", 20), ("عشرون", 20), ("ثلاثين", 30),
    ("ثلاثون", 30), ("أربعين", 40), ("أربعون", 40), ("خمسين", 50), ("خمسون", 50), ("ستين", 60), ("سبعين", 70),
    ("ثمانين", 80), ("تسعين", 90), ("مئة", 100), ("مائة", 100), ("مية", 100), ("مئتين", 200),
    ("ميتين", 200), ("مائتي", 200), ("ألف", 1_000), ("الف", 1_000), ("ألفين", 2_000), ("آلاف", 1_000),
    ("الاف", 1_000),
];
