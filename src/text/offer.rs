//! Offers: what was noticed, and the words of the two buttons.

use super::{number, period};
use crate::{calendar::period::Period, kit::language::Bilingual};

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

/// A value far above the usual ones: `times` the median.
pub(crate) fn log(label: &str, times: f64) -> Words {
    let times = number::grouped(times.round(), 0);
    Words {
        text: Bilingual::new(
            format!(
                "The largest value of {label} is {times} times its median. A logarithmic scale shows the small ones too."
            ),
            format!(
                "{label}の最大値は中央値の{times}倍です。対数目盛にすると、小さな値も見えます。"
            ),
        ),
        accept: Bilingual::new("Use a log scale", "対数目盛にする"),
        decline: Bilingual::new("Keep it linear", "このままにする"),
    }
}

/// A longer period in which more happens: its name with how many events a period has, now and
/// then; how many periods there would be, and the r that would mostly be found.
pub(crate) fn coarser(
    label: &str,
    now: (Period, f64),
    then: (Period, f64),
    periods: u64,
    least: f64,
) -> Words {
    let few = |mean: f64| number::grouped(mean, usize::from(mean < 10.0));
    let name = |period| period::name(period);
    let (day, week) = (name(now.0), name(then.0));
    let count = period::count(periods, then.0);
    let (before, after) = (few(now.1), few(then.1));
    Words {
        text: Bilingual::new(
            format!(
                "{label} comes to only {before} a {}. By {}, about {} with {after} each could be compared; a correlation of {least:.2} or more would mostly show.",
                day.en, week.en, count.en
            ),
            format!(
                "{label}は1{}あたり{before}件しかありません。{}単位にすると、1{}あたり約{after}件、およそ{}を比べられ、相関が{least:.2}以上あればたいてい見えます。",
                day.ja, week.ja, week.ja, count.ja
            ),
        ),
        accept: Bilingual::new(
            format!("Compare by {}", week.en),
            format!("{}単位で比べる", week.ja),
        ),
        decline: Bilingual::new("Leave it as it is", "このままにする"),
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
