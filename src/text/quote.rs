//! Names inside a sentence: in quotation marks, and several in a row.

use crate::kit::{
    language::{Bilingual, Language},
    plain::isolated,
};

/// Names in a row: `a, b and c`, `a、b、c`.
pub fn list(names: &[String]) -> Bilingual {
    let en = match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    };
    Bilingual::new(en, names.join("、"))
}

/// A name in quotation marks.
pub fn quoted(name: &str, language: Language) -> String {
    let name = isolated(name.to_owned());
    match language {
        Language::En => format!("“{name}”"),
        Language::Ja => format!("「{name}」"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_by_length() {
        let names =
            |n: usize| ["a", "b", "c"].iter().take(n).map(|s| (*s).to_owned()).collect::<Vec<_>>();
        for (n, en, ja) in
            [(0, "", ""), (1, "a", "a"), (2, "a and b", "a、b"), (3, "a, b and c", "a、b、c")]
        {
            assert_eq!(list(&names(n)), Bilingual::new(en, ja));
        }
    }
}
