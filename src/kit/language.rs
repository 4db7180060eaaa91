//! src/kit/language.rs

use super::named::named;
use crate::json::words;
use serde::Deserialize;
use serde::Serialize;

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
}

words!(Language { "en" En, "ja" Ja });

named!(Language { "en" En, "ja" Ja });

impl Language {
    /// For `lang` attributes.
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Ja => "ja",
        }
    }

    /// From a browser's language tag (`ja-JP`); `None` for a language that the page has not.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        if primary.eq_ignore_ascii_case("en") {
            Some(Language::En)
        } else if primary.eq_ignore_ascii_case("ja") {
            Some(Language::Ja)
        } else {
            None
        }
    }
}

/// One sentence in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Japanese.
    pub ja: String,
}

impl Bilingual {
    /// Both at once, so that neither is forgotten.
    pub fn new(en: impl Into<String>, ja: impl Into<String>) -> Bilingual {
        Bilingual { en: en.into(), ja: ja.into() }
    }

    /// The sentence in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Ja => &self.ja,
        }
    }

    /// The sentence in one language, owned.
    pub fn take(self, language: Language) -> String {
        match language {
            Language::En => self.en,
            Language::Ja => self.ja,
        }
    }
}
