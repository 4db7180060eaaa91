//! Words in and about the figure.

use super::{date, number, period, quote};
use crate::{
    calendar::period::Period,
    kit::language::{Bilingual, Language},
    series::{aggregate::Aggregate, align::Why},
};

/// Title of the document.
pub fn title(x: Option<&str>, y: Option<&str>) -> Bilingual {
    match (x, y) {
        (Some(x), None) => Bilingual::new(format!("{x} – Comove"), format!("{x} – Comove")),
        (Some(x), Some(y)) => {
            Bilingual::new(format!("{x} and {y} – Comove"), format!("{x}と{y} – Comove"))
        }
        (None, _) => Bilingual::new(
            "Comove: do two things move together?",
            "Comove：ふたつの動きは、いっしょか",
        ),
    }
}

/// Name of an axis: `price, mean per week (USD)`; `alerts per week`; `alerts as a share of all`.
pub fn axis(
    label: &str,
    aggregate: Aggregate,
    counted: bool,
    share_of: Option<&str>,
    unit: Option<&str>,
    period: Period,
) -> Bilingual {
    if let Some(whole) = share_of {
        return Bilingual::new(
            format!("{label} as a share of {whole} (%)"),
            format!("{whole}に占める{label}の割合（%）"),
        );
    }
    let per = period::per(period);
    let (mut en, mut ja) = if counted && matches!(aggregate, Aggregate::Sum | Aggregate::Count) {
        (format!("{label} {}", per.en), format!("{label}（{}）", per.ja))
    } else {
        let how = super::control::aggregate(aggregate);
        (format!("{label}, {} {}", how.en, per.en), format!("{label}（{}の{}）", per.ja, how.ja))
    };
    // "Close (USD)" says it itself.
    if let Some(unit) = unit.filter(|unit| !label.contains(unit)) {
        en.push_str(&format!(" ({unit})"));
        ja.push_str(&format!("（{unit}）"));
    }
    Bilingual::new(en, ja)
}

/// A span in which the two went apart.
pub(crate) fn went_apart(from_ms: i64, to_ms: i64) -> Bilingual {
    let span = date::span(from_ms, to_ms);
    Bilingual::new(format!("went apart {}", span.en), format!("{}は離れた動き", span.ja))
}

/// Rows of a table of the figure; more would fill the memory of the browser.
pub const ROWS_MAX: usize = 5_000;

/// What stands below the first [`ROWS_MAX`] rows of a table of so many.
pub fn more_rows(rows: usize) -> Option<Bilingual> {
    let (shown, all) = (number::count(ROWS_MAX as u64), number::count(rows as u64));
    (rows > ROWS_MAX).then(|| {
        Bilingual::new(
            format!("The first {shown} of {all} rows; the CSV has them all."),
            format!("全 {all} 行のうち最初の {shown} 行です。すべての行は CSV にあります。"),
        )
    })
}

/// A span treated as missing.
pub fn outage(label: &str) -> Bilingual {
    Bilingual::new(format!("{label}: treated as missing"), format!("{label}：欠測扱い"))
}

/// Alternative text, before the statistics are there.
pub(crate) fn alt(x: &str, y: Option<&str>, span: &Bilingual, period: Period) -> Bilingual {
    let per = period::per(period);
    let (en, ja) = match y {
        Some(y) => (format!("{x} and {y}"), format!("{x}と{y}")),
        None => (x.to_owned(), x.to_owned()),
    };
    Bilingual::new(
        format!("{en} {}, {}.", per.en, span.en),
        format!("{ja}の{}の推移、{}。", per.ja, span.ja),
    )
}

/// What is said of a file, with its name before it.
pub(crate) fn of_file(name: &str, said: String, language: Language) -> String {
    match language {
        Language::En => format!("“{name}”: {said}"),
        Language::Ja => format!("「{name}」：{said}"),
    }
}

/// One series alone: what there is of it, and what could be compared with it.
pub fn alone(values: u64, counted: bool, span: &Bilingual, period: Period) -> [Bilingual; 2] {
    let n = number::count(values);
    let per = period::per(period);
    let (what, what_ja) = if counted { ("events", "件") } else { ("values", "個の値") };
    let (fits, fits_ja) = if counted {
        (
            "a measurement such as a price or the weather, or another log",
            "価格や天気などの計測値か、別の記録",
        )
    } else {
        (
            "a log of events such as alerts or visits, or another measurement",
            "検知や来訪などの記録か、別の計測値",
        )
    };
    [
        Bilingual::new(
            format!("{n} {what}, {}, shown {}.", span.en, per.en),
            format!("{}の{n}{what_ja}を、{}に描いています。", span.ja, per.ja),
        ),
        Bilingual::new(
            format!("It could be {fits}; some of the dates must be the same."),
            format!("{fits_ja}で、期間が一部でも重なるものなら比べられます。"),
        ),
    ]
}

/// The line under a picture.
pub(crate) fn source_line(
    files: &[String],
    complete: u64,
    left: u64,
    zone: &str,
    version: &str,
) -> Bilingual {
    let names = quote::list(files);
    let (out, out_ja) = match left {
        0 => Default::default(),
        left => {
            let left = number::count(left);
            (format!(", {left} left out"), format!("、{left} 期間を除外"))
        }
    };
    let complete = number::count(complete);
    Bilingual::new(
        format!(
            "Data: {}. {complete} periods compared{out}. Times in {zone}. Comove {version}.",
            names.en
        ),
        format!(
            "データ：{}。{complete} 期間を比較{out_ja}。時刻は {zone}。Comove {version}。",
            names.ja
        ),
    )
}

/// Who made a published figure.
pub(crate) fn byline(name: &str, language: Language) -> String {
    match language {
        Language::En => format!("Chart: {name}"),
        Language::Ja => format!("図：{name}"),
    }
}

/// Caption of the rolling correlation in a picture.
pub fn rolling(window: u64, period: Period) -> Bilingual {
    let n = period::count(window, period);
    Bilingual::new(
        format!("Rolling correlation of unexpected moves, {}", n.en),
        format!("予想外の動きの移動相関（{}）", n.ja),
    )
}

/// A file alone has several series.
pub(crate) fn siblings(series: u64) -> Bilingual {
    let n = number::count(series);
    Bilingual::new(
        format!("Or compare two of the {n} series in this file: choose them under “Settings”."),
        format!("このファイルにある {n} 系列のうちのふたつを「設定」で選んでも比べられます。"),
    )
}

/// Why buckets were left out.
pub fn left_out(why: Why, count: u64, x: &str, y: &str, period: Period) -> Bilingual {
    let n = period::count(count, period);
    let (en, ja) = match why {
        Why::Partial => {
            ("not wholly covered by a source".to_owned(), "データが期間全体に及ばない".to_owned())
        }
        Why::Outage => ("treated as missing".to_owned(), "欠測扱いの".to_owned()),
        Why::MissingX => (format!("without a value of {x}"), format!("{x}の値がない")),
        Why::MissingY => (format!("without a value of {y}"), format!("{y}の値がない")),
        Why::MissingBoth => ("without a value of either".to_owned(), "どちらの値もない".to_owned()),
        Why::OutsideWindow => ("outside the chosen span".to_owned(), "選んだ範囲の外の".to_owned()),
        Why::OnlyX => (format!("that only {x} covers"), format!("{x}だけにある")),
        Why::OnlyY => (format!("that only {y} covers"), format!("{y}だけにある")),
    };
    Bilingual::new(format!("{} {en}", n.en), format!("{ja}{}", n.ja))
}

/// What there was to compare and what was left out, for the details; the tests may leave out more of it.
pub fn compared(complete: u64, left: &[Bilingual], period: Period) -> Bilingual {
    let n = period::count(complete, period);
    if left.is_empty() {
        return Bilingual::new(
            format!("{} with a value of both.", n.en),
            format!("両方の値がそろっているのは{}です。", n.ja),
        );
    }
    let en: Vec<&str> = left.iter().map(|left| left.en.as_str()).collect();
    let ja: Vec<&str> = left.iter().map(|left| left.ja.as_str()).collect();
    Bilingual::new(
        format!("{} with a value of both; left out: {}.", n.en, en.join(", ")),
        format!("両方の値がそろっているのは{}です。除いたのは、{}です。", n.ja, ja.join("、")),
    )
}

/// The statistics are on their way.
pub(crate) fn pending(x: &str, y: &str) -> Bilingual {
    Bilingual::new(
        format!("{x} and {y}: working out how sure one can be…"),
        format!("{x}と{y}：どこまで確かかを計算しています…"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_says_its_unit_once() {
        let said =
            |label: &str, unit| axis(label, Aggregate::Mean, false, None, unit, Period::Week);
        for (label, unit, en) in [
            ("price", Some("USD"), "price, mean per week (USD)"),
            ("Close (USD)", Some("USD"), "Close (USD), mean per week"),
            ("price", None, "price, mean per week"),
        ] {
            assert_eq!(said(label, unit).en, en);
            assert_eq!(said(label, unit).ja.matches("USD").count(), en.matches("USD").count());
        }
    }
}
