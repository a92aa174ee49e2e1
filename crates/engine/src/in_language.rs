//! What is said in each of the twelve languages stands in a constant with the language's code for a name.

/// The constant of this language.
macro_rules! in_language {
    ($language:expr) => {
        match $language {
            Language::En => &EN,
            Language::Es => &ES,
            Language::Fr => &FR,
            Language::De => &DE,
            Language::It => &IT,
            Language::Pt => &PT,
            Language::Nl => &NL,
            Language::Ru => &RU,
            Language::Ja => &JA,
            Language::Zh => &ZH,
            Language::Ko => &KO,
            Language::Ar => &AR,
        }
    };
}
