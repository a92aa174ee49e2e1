//! Which languages are told apart. A class is one language, or several relatives that are only to be told from the twelve.

/// A class: its name in the file (for one of the twelve its code) and the n-grams of its languages.
pub struct Class {
    /// Code or name.
    pub name: &'static str,
    /// Files of n-grams, one for each language.
    pub languages: Vec<&'static [u8]>,
}

macro_rules! classes {
    ($($name:literal: $($krate:ident $directory:ident),+;)*) => {
        vec![$(Class {
            name: $name,
            languages: vec![$({
                static FILES: include_dir::Dir<'static> = $krate::$directory;
                FILES.get_file("ngrams.fst").expect("the crate holds its n-grams").contents()
            }),+],
        }),*]
    };
}

/// Languages written in this script, the ones of the product first.
pub fn latin() -> Vec<Class> {
    classes! {
        "en": lingua_english_language_model ENGLISH_MODELS_DIRECTORY;
        "es": lingua_spanish_language_model SPANISH_MODELS_DIRECTORY;
        "fr": lingua_french_language_model FRENCH_MODELS_DIRECTORY;
        "de": lingua_german_language_model GERMAN_MODELS_DIRECTORY;
        "it": lingua_italian_language_model ITALIAN_MODELS_DIRECTORY;
        "pt": lingua_portuguese_language_model PORTUGUESE_MODELS_DIRECTORY;
        "nl": lingua_dutch_language_model DUTCH_MODELS_DIRECTORY;
        "af": lingua_afrikaans_language_model AFRIKAANS_MODELS_DIRECTORY;
        "ca": lingua_catalan_language_model CATALAN_MODELS_DIRECTORY;
        "ro": lingua_romanian_language_model ROMANIAN_MODELS_DIRECTORY;
        "latin": lingua_latin_language_model LATIN_MODELS_DIRECTORY, lingua_esperanto_language_model ESPERANTO_MODELS_DIRECTORY;
        "nordic": lingua_danish_language_model DANISH_MODELS_DIRECTORY, lingua_bokmal_language_model BOKMAL_MODELS_DIRECTORY, lingua_nynorsk_language_model NYNORSK_MODELS_DIRECTORY;
        "sv": lingua_swedish_language_model SWEDISH_MODELS_DIRECTORY;
        "is": lingua_icelandic_language_model ICELANDIC_MODELS_DIRECTORY;
        "pl": lingua_polish_language_model POLISH_MODELS_DIRECTORY;
        "czech": lingua_czech_language_model CZECH_MODELS_DIRECTORY, lingua_slovak_language_model SLOVAK_MODELS_DIRECTORY;
        "balkan": lingua_slovene_language_model SLOVENE_MODELS_DIRECTORY, lingua_croatian_language_model CROATIAN_MODELS_DIRECTORY, lingua_bosnian_language_model BOSNIAN_MODELS_DIRECTORY;
        "finnic": lingua_finnish_language_model FINNISH_MODELS_DIRECTORY, lingua_estonian_language_model ESTONIAN_MODELS_DIRECTORY;
        "baltic": lingua_latvian_language_model LATVIAN_MODELS_DIRECTORY, lingua_lithuanian_language_model LITHUANIAN_MODELS_DIRECTORY;
        "hu": lingua_hungarian_language_model HUNGARIAN_MODELS_DIRECTORY;
        "turkic": lingua_turkish_language_model TURKISH_MODELS_DIRECTORY, lingua_azerbaijani_language_model AZERBAIJANI_MODELS_DIRECTORY;
        "sq": lingua_albanian_language_model ALBANIAN_MODELS_DIRECTORY;
        "eu": lingua_basque_language_model BASQUE_MODELS_DIRECTORY;
        "malay": lingua_indonesian_language_model INDONESIAN_MODELS_DIRECTORY, lingua_malay_language_model MALAY_MODELS_DIRECTORY;
        "tl": lingua_tagalog_language_model TAGALOG_MODELS_DIRECTORY;
        "celtic": lingua_welsh_language_model WELSH_MODELS_DIRECTORY, lingua_irish_language_model IRISH_MODELS_DIRECTORY;
        "vi": lingua_vietnamese_language_model VIETNAMESE_MODELS_DIRECTORY;
        "south": lingua_zulu_language_model ZULU_MODELS_DIRECTORY, lingua_xhosa_language_model XHOSA_MODELS_DIRECTORY, lingua_shona_language_model SHONA_MODELS_DIRECTORY, lingua_sotho_language_model SOTHO_MODELS_DIRECTORY, lingua_tswana_language_model TSWANA_MODELS_DIRECTORY, lingua_tsonga_language_model TSONGA_MODELS_DIRECTORY, lingua_ganda_language_model GANDA_MODELS_DIRECTORY, lingua_swahili_language_model SWAHILI_MODELS_DIRECTORY, lingua_somali_language_model SOMALI_MODELS_DIRECTORY, lingua_maori_language_model MAORI_MODELS_DIRECTORY, lingua_yoruba_language_model YORUBA_MODELS_DIRECTORY;
    }
}

/// Languages written in this script, the ones of the product first.
pub fn cyrillic() -> Vec<Class> {
    classes! {
        "ru": lingua_russian_language_model RUSSIAN_MODELS_DIRECTORY;
        "uk": lingua_ukrainian_language_model UKRAINIAN_MODELS_DIRECTORY;
        "be": lingua_belarusian_language_model BELARUSIAN_MODELS_DIRECTORY;
        "bg": lingua_bulgarian_language_model BULGARIAN_MODELS_DIRECTORY;
        "serbian": lingua_macedonian_language_model MACEDONIAN_MODELS_DIRECTORY, lingua_serbian_language_model SERBIAN_MODELS_DIRECTORY;
        "kk": lingua_kazakh_language_model KAZAKH_MODELS_DIRECTORY;
        "mn": lingua_mongolian_language_model MONGOLIAN_MODELS_DIRECTORY;
    }
}

/// Languages written in this script, the ones of the product first.
pub fn arabic() -> Vec<Class> {
    classes! {
        "ar": lingua_arabic_language_model ARABIC_MODELS_DIRECTORY;
        "fa": lingua_persian_language_model PERSIAN_MODELS_DIRECTORY;
        "ur": lingua_urdu_language_model URDU_MODELS_DIRECTORY;
    }
}

/// Languages written in this script, the ones of the product first.
pub fn han() -> Vec<Class> {
    classes! {
        "zh": lingua_chinese_language_model CHINESE_MODELS_DIRECTORY;
        "ja": lingua_japanese_language_model JAPANESE_MODELS_DIRECTORY;
    }
}
