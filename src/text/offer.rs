//! Offers: what was noticed, and the words of the two buttons.

use super::number;
use crate::kit::language::Bilingual;

/// The words of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The sentence on the offer.
    pub text: Bilingual,
    /// The button that accepts.
    pub accept: Bilingual,
    /// The button that declines.
    pub decline: Bilingual,
}

/// Sources that could be one.
pub fn join(files: u64) -> Words {
    let n = number::count(files);
    Words {
        text: Bilingual::new(
            format!(
                "{n} sources have the same columns and follow each other in time. Are they parts of one?"
            ),
            format!(
                "列が同じで期間が続いているデータが {n} 個あります。ひとつながりのデータですか。"
            ),
        ),
        accept: Bilingual::new("Join them", "ひとつにまとめる"),
        decline: Bilingual::new("Keep them apart", "別々のままにする"),
    }
}

/// Files that were joined.
pub fn part(files: u64) -> Words {
    let n = number::count(files);
    Words {
        text: Bilingual::new(
            format!(
                "{n} files are read as one: in time order, overlaps counted once, gaps between them missing."
            ),
            format!(
                "{n} 個のファイルをひとつのデータとして扱っています。時刻順に並べ、重なりは一度だけ数え、間の空白は欠測とします。"
            ),
        ),
        accept: Bilingual::new("Take them apart", "別々に戻す"),
        decline: Bilingual::new("Good", "このままでよい"),
    }
}

/// A run of zeros that is unlikely by the series' own history.
pub fn outage(label: &str, from: &Bilingual, length: &Bilingual) -> Words {
    Words {
        text: Bilingual::new(
            format!(
                "{label} is zero for {} from {}, which its own history makes very unlikely: a possible outage.",
                length.en, from.en
            ),
            format!(
                "{label}は{}から{}ゼロが続いています。これまでの記録からはまず起こらないことで、記録が止まっていた可能性があります。",
                from.ja, length.ja
            ),
        ),
        accept: Bilingual::new("Treat it as missing", "欠測として扱う"),
        decline: Bilingual::new("These are real zeros", "本当にゼロだった"),
    }
}

/// Several such runs in one series.
pub(crate) fn outages(label: &str, spans: u64) -> Words {
    let n = number::count(spans);
    Words {
        text: Bilingual::new(
            format!(
                "{label} falls silent {n} times, each time longer than its own history makes likely: possible outages."
            ),
            format!(
                "{label}は、これまでの記録からは考えにくい長さのゼロが {n} か所あります。記録が止まっていた可能性があります。"
            ),
        ),
        accept: Bilingual::new("Treat all as missing", "すべて欠測として扱う"),
        decline: Bilingual::new("All are real zeros", "どれも本当にゼロだった"),
    }
}

/// What stands on the folded list of offers about the figure.
pub fn open(offers: u64) -> Bilingual {
    match offers {
        1 => Bilingual::new("One thing to look at", "確認してほしいことが1件あります"),
        n => Bilingual::new(
            format!("{} things to look at", number::count(n)),
            format!("確認してほしいことが{}件あります", number::count(n)),
        ),
    }
}

/// Spans are treated as missing.
pub(crate) fn restore(label: &str, spans: u64) -> Words {
    let n = number::count(spans);
    let plural = if spans == 1 { "span" } else { "spans" };
    Words {
        text: Bilingual::new(
            format!("{n} {plural} of {label} treated as missing (possible outage)."),
            format!("{label}の {n} か所を、記録が止まっていたとみて欠測扱いにしています。"),
        ),
        accept: Bilingual::new("Count them as zeros again", "ゼロに戻す"),
        decline: Bilingual::new("Good", "このままでよい"),
    }
}
