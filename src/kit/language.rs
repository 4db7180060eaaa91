//! The languages of the page, and what is said in each.
//!
//! Outside this file and `src/text/` nothing names a language: what all of them need is made by
//! [`PerLanguage::of`], so that a new one is a variant and a field here.

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

/// Something in every language, its fields named as in the reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PerLanguage<T> {
    /// English.
    pub en: T,
    /// Japanese.
    pub ja: T,
}

/// One sentence in both languages.
pub type Bilingual = PerLanguage<String>;

impl<T> PerLanguage<T> {
    /// All at once, so that none is forgotten.
    pub fn new(en: impl Into<T>, ja: impl Into<T>) -> PerLanguage<T> {
        PerLanguage { en: en.into(), ja: ja.into() }
    }

    /// What is made for each language.
    pub fn of(mut make: impl FnMut(Language) -> T) -> PerLanguage<T> {
        PerLanguage { en: make(Language::En), ja: make(Language::Ja) }
    }

    /// That of one language.
    pub fn get(&self, language: Language) -> &T {
        match language {
            Language::En => &self.en,
            Language::Ja => &self.ja,
        }
    }

    /// That of one language, owned.
    pub fn take(self, language: Language) -> T {
        match language {
            Language::En => self.en,
            Language::Ja => self.ja,
        }
    }

    /// What is made of each.
    pub fn map<U>(&self, mut make: impl FnMut(&T) -> U) -> PerLanguage<U> {
        PerLanguage::of(|language| make(self.get(language)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_offers_every_language() {
        let page = include_str!("../../index.html");
        let all = format!("<html lang=\"en\" data-languages=\"{}\">", Language::WORDS.join(" "));
        assert!(page.contains(&all), "{all}");
        for tag in Language::WORDS {
            let button = format!("data-do=\"language\" data-value=\"{tag}\"");
            assert!(page.contains(&button), "{button}");
        }
    }

    #[test]
    fn each_has_its_own() {
        let tags = PerLanguage::of(Language::tag);
        for language in Language::ALL {
            assert_eq!(*tags.get(language), language.name());
            assert_eq!(tags.take(language), language.name());
            assert_eq!(tags.map(|tag| tag.len()).take(language), language.name().len());
        }
    }
}
