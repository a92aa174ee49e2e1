//! The twelve languages that the product speaks.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! languages {
    ($($(#[$doc:meta])* $name:ident $code:literal $english:literal $own:literal,)*) => {
        /// A language that bot, widget and canned sentences speak.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "lowercase")]
        pub enum Language { $($(#[$doc])* #[serde(rename = $code)] $name,)* }

        impl Language {
            /// All of them, in the order in which they are listed everywhere.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// ISO 639-1 code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
            /// Its name in English.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $english,)* }
            }
            /// Its name in itself.
            pub fn own_name(self) -> &'static str {
                match self { $(Self::$name => $own,)* }
            }
        }
    };
}

languages! {
    /// English.
    En "en" "English" "English",
    /// Spanish.
    Es "es" "Spanish" "Español",
    /// French.
    Fr "fr" "French" "Français",
    /// German.
    De "de" "German" "Deutsch",
    /// Italian.
    It "it" "Italian" "Italiano",
    /// Portuguese.
    Pt "pt" "Portuguese" "Português",
    /// Dutch.
    Nl "nl" "Dutch" "Nederlands",
    /// Russian.
    Ru "ru" "Russian" "Русский",
    /// Japanese.
    Ja "ja" "Japanese" "日本語",
    /// Chinese.
    Zh "zh" "Chinese" "中文",
    /// Korean.
    Ko "ko" "Korean" "한국어",
    /// Arabic.
    Ar "ar" "Arabic" "العربية",
}

impl Language {
    /// Whether it is written from right to left.
    pub fn is_right_to_left(self) -> bool {
        self == Self::Ar
    }
    /// Reads a language tag as browsers give it (`pt-BR`, `zh_Hant`): the first part decides.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_']).next()?.trim();
        Self::ALL.iter().copied().find(|language| language.code().eq_ignore_ascii_case(first))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.iter().copied().find(|language| language.code() == text);
        known.ok_or_else(|| format!("“{text}” is none of the twelve languages."))
    }
}

impl TryFrom<String> for Language {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn there_are_twelve_and_each_reads_back_from_its_code() {
        assert_eq!(Language::ALL.len(), 12);
        for language in Language::ALL {
            assert_eq!(language.code().parse::<Language>().unwrap(), *language);
            assert_eq!(serde_json::to_string(language).unwrap(), format!("\"{}\"", language.code()));
        }
    }

    #[test]
    fn tags_of_browsers_are_understood() {
        assert_eq!(Language::from_tag("pt-BR"), Some(Language::Pt));
        assert_eq!(Language::from_tag("ZH_Hant"), Some(Language::Zh));
        assert_eq!(Language::from_tag("tlh"), None);
        assert_eq!(Language::from_tag(""), None);
    }
}
