//! Names of series that Comove made itself, in the page's language. A name of the file's or of
//! the user's is the same in both.

use crate::{kit::language::Language, recipe::recipe::Recipe, series::series::SeriesInfo};

/// How made names end in English, and in Japanese after the name before it.
const ENDS: [(&str, &str); 11] = [
    (" alerts", "の検知"),
    (" events", "のイベント"),
    (" entries", "の登録"),
    (" samples", "の検体"),
    (" adj close", "の調整後終値"),
    (" close", "の終値"),
    (" open", "の始値"),
    (" high", "の高値"),
    (" low", "の安値"),
    (" price", "の価格"),
    (" volume", "の出来高"),
];

/// Plain names as a whole.
const WHOLE: [(&str, &str); 5] = [
    ("alerts", "検知"),
    ("price", "価格"),
    ("visits", "来訪者数"),
    ("web requests", "ウェブへのアクセス"),
    ("(empty)", "（空欄）"),
];

/// The name of a series in a language.
pub(crate) fn series_name(recipe: &Recipe, info: &SeriesInfo, language: Language) -> String {
    let label = &info.label;
    if language == Language::En || recipe.name_of(&info.id).is_some() {
        return label.clone();
    }
    if let Some((_, ja)) = WHOLE.iter().find(|known| known.0 == label) {
        return (*ja).to_owned();
    }
    if let Some(number) = label.strip_prefix("group ").filter(|n| n.parse::<u32>().is_ok()) {
        return format!("グループ{number}");
    }
    if recipe.sums.iter().any(|sum| sum.id == info.id) {
        return sum_in_japanese(label);
    }
    for (en, ja) in ENDS {
        if let Some(front) = label.strip_suffix(en) {
            return format!("{front}{ja}");
        }
    }
    label.clone()
}

/// A name as [`of_sum`](super::naming::of_sum) makes it.
fn sum_in_japanese(label: &str) -> String {
    let number = || label.rsplit_once(" (")?.1.strip_suffix(')');
    for (begins, ja) in [("other ", "その他"), ("all ", "すべて")] {
        if let (true, Some(number)) = (label.starts_with(begins), number()) {
            return format!("{ja}（{number}種）");
        }
    }
    let names = label.split_once(" (").and_then(|(_, names)| names.strip_suffix(')'));
    let Some(names) = names else { return label.to_owned() };
    let more = |names: &str| {
        let (names, more) = names.rsplit_once(" and ")?;
        Some(format!("{names} ほか{}種の合計", more.strip_suffix(" more")?))
    };
    more(names).unwrap_or_else(|| format!("{names} の合計"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::series::SeriesKind;

    #[test]
    fn made_names_have_a_japanese() {
        let named = |label: &str, recipe: &Recipe| {
            let info = SeriesInfo {
                id: "s1/a".to_owned(),
                label: label.to_owned(),
                unit: None,
                kind: SeriesKind::Measurement,
                observations: 1,
                first: String::new(),
                last: String::new(),
            };
            assert_eq!(series_name(recipe, &info, Language::En), label);
            series_name(recipe, &info, Language::Ja)
        };
        let none = Recipe::default();
        for (label, ja) in [
            ("Snort alerts", "Snortの検知"),
            ("alerts", "検知"),
            ("XMR-USD close", "XMR-USDの終値"),
            ("XMR adj close", "XMRの調整後終値"),
            ("group 12", "グループ12"),
            ("group of friends", "group of friends"),
            ("(empty)", "（空欄）"),
            ("temperature", "temperature"),
        ] {
            assert_eq!(named(label, &none), ja);
        }
        let sums = vec![crate::recipe::recipe::Sum {
            id: "s1/a".to_owned(),
            groups: vec!["s1/b".to_owned()],
            rest: false,
        }];
        let summed = Recipe { sums, ..Recipe::default() };
        for (label, ja) in [
            ("3 rules (a, b, c (d))", "a, b, c (d) の合計"),
            ("12 rules (a and b, c and 10 more)", "a and b, c ほか10種の合計"),
            ("other rules (41)", "その他（41種）"),
            ("all rules (44)", "すべて（44種）"),
            ("worm", "worm"),
        ] {
            assert_eq!(named(label, &summed), ja);
        }
        let own = Recipe {
            names: [("s1/a".to_owned(), "Snort alerts".into())].into_iter().collect(),
            ..none
        };
        assert_eq!(named("Snort alerts", &own), "Snort alerts", "the user's own");
    }
}
