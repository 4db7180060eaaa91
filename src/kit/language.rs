//! The languages of the page, and a sentence in each of them.

use super::names::names;
use serde::Deserialize;
use serde::Serialize;

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
}

names!(Language { "en" En, "ja" Ja });

impl Language {
    /// Language tag for `lang` attributes: `en`, `ja`.
    pub fn tag(self) -> &'static str {
        self.name()
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
