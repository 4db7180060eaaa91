//! Words inside and about the charts: dates on axes, captions, what a screen reader is told.

use super::number::coefficient;
use crate::{
    calendar::{
        civil::{Civil, iso_weekday},
        period::Period,
        tick_step::Step,
    },
    chart::{
        hit::{Reading, Readout},
        lags::LagReadout,
    },
    kit::language::Language,
};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_LONG: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const WEEKDAYS_JA: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];

fn pick<'t>(names: &[&'t str], index: i64) -> &'t str {
    usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or("")
}

fn month(date: Civil) -> &'static str {
    pick(&MONTHS, date.month - 1)
}

/// A tick's own part, and what it stands in.
pub fn tick(date: Civil, step: Step, language: Language) -> (String, Option<String>) {
    let year = match language {
        Language::En => date.year.to_string(),
        Language::Ja => format!("{}年", date.year),
    };
    match step {
        Step::Years(_) => (year, None),
        Step::Months(_) => {
            let name = match language {
                Language::En => month(date).to_owned(),
                Language::Ja => format!("{}月", date.month),
            };
            (name, Some(year))
        }
        Step::Weeks(_) | Step::Days(_) => {
            let name = match language {
                Language::En => format!("{} {}", month(date), date.day),
                Language::Ja => format!("{}/{}", date.month, date.day),
            };
            (name, Some(year))
        }
        Step::Hours(_) | Step::Minutes(_) => (clock(date), Some(self::date(date, language))),
    }
}

fn weekday(date: Civil) -> i64 {
    i64::from(iso_weekday(date.days())) - 1
}

fn clock(date: Civil) -> String {
    format!("{:02}:{:02}", date.hour, date.minute)
}

/// `Jul 14, 2021`, 2021年7月14日.
pub fn date(date: Civil, language: Language) -> String {
    match language {
        Language::En => format!("{} {}, {}", month(date), date.day, date.year),
        Language::Ja => format!("{}年{}月{}日", date.year, date.month, date.day),
    }
}

/// A bucket's name by its local start; an hour outside UTC carries its offset (milliseconds),
/// since one hour comes twice a year.
pub fn period(start: Civil, kind: Period, offset: i64, language: Language) -> String {
    match (kind, language) {
        (Period::Month, Language::En) => {
            format!("{} {}", pick(&MONTHS_LONG, start.month - 1), start.year)
        }
        (Period::Month, Language::Ja) => format!("{}年{}月", start.year, start.month),
        (Period::Week, Language::En) => format!("Week of {}", date(start, language)),
        (Period::Week, Language::Ja) => format!("{}からの週", date(start, language)),
        (Period::Day, Language::En) => {
            format!("{}, {}", pick(&WEEKDAYS, weekday(start)), date(start, language))
        }
        (Period::Day, Language::Ja) => {
            format!("{}({})", date(start, language), pick(&WEEKDAYS_JA, weekday(start)))
        }
        (Period::Hour, _) => {
            let zone =
                if offset == 0 { String::new() } else { format!(" {}", written_offset(offset)) };
            format!("{} {}{zone}", date(start, language), clock(start))
        }
    }
}

/// `+09:00`.
fn written_offset(offset: i64) -> String {
    let minutes = offset.abs() / 60_000;
    let sign = if offset < 0 { '−' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// An axis title that says that its scale is logarithmic.
pub fn with_log_scale(title: &str, language: Language) -> String {
    match language {
        Language::En => format!("{title}, log scale"),
        Language::Ja => format!("{title}（対数目盛）"),
    }
}

/// A count of periods: `2 weeks`, 2週間.
pub fn periods(count: u64, kind: Period, language: Language) -> String {
    match language {
        Language::En => {
            let name = match kind {
                Period::Hour => "hour",
                Period::Day => "day",
                Period::Week => "week",
                Period::Month => "month",
            };
            format!("{count} {name}{}", if count == 1 { "" } else { "s" })
        }
        Language::Ja => match kind {
            Period::Hour => format!("{count}時間"),
            Period::Day => format!("{count}日"),
            Period::Week => format!("{count}週間"),
            Period::Month => format!("{count}か月"),
        },
    }
}

/// A title that says that its line is drawn earlier (positive) or later than it happened.
pub fn with_shift(title: &str, shift: i32, kind: Period, language: Language) -> String {
    let by = periods(u64::from(shift.unsigned_abs()), kind, language);
    match (language, shift > 0) {
        (Language::En, true) => format!("{title}, drawn {by} earlier"),
        (Language::En, false) => format!("{title}, drawn {by} later"),
        (Language::Ja, true) => format!("{title}（{by}早めて表示）"),
        (Language::Ja, false) => format!("{title}（{by}遅らせて表示）"),
    }
}

/// What an index shows.
pub fn index_caption(base: Option<String>, language: Language) -> String {
    match (language, base) {
        (Language::En, Some(base)) => format!("Index, {} = 100", lower_first(&base)),
        (Language::Ja, Some(base)) => format!("指数（{base} = 100）"),
        (Language::En, None) => "Index, first value = 100".to_owned(),
        (Language::Ja, None) => "指数（最初の値 = 100）".to_owned(),
    }
}

/// `Week of …` inside a sentence; names of months and days keep their capital.
fn lower_first(text: &str) -> String {
    match text.strip_prefix("Week") {
        Some(rest) => format!("week{rest}"),
        None => text.to_owned(),
    }
}

/// What z-scores show.
pub fn zscore_caption(language: Language) -> &'static str {
    match language {
        Language::En => "Standard deviations above or below the mean",
        Language::Ja => "平均からの隔たり（標準偏差を単位として）",
    }
}

/// Name of a span in which the two went apart.
pub fn went_apart(language: Language) -> &'static str {
    match language {
        Language::En => "went apart",
        Language::Ja => "離れた期間",
    }
}

/// Name of a span that is treated as missing.
pub fn outage(language: Language) -> &'static str {
    match language {
        Language::En => "left out",
        Language::Ja => "除外した期間",
    }
}

/// Where there is nothing to draw.
pub fn no_values(language: Language) -> &'static str {
    match language {
        Language::En => "No values",
        Language::Ja => "値がありません",
    }
}

/// `Jul 2021`, 2021年7月.
pub fn month_and_year(date: Civil, language: Language) -> String {
    match language {
        Language::En => format!("{} {}", month(date), date.year),
        Language::Ja => format!("{}年{}月", date.year, date.month),
    }
}

/// The correlation that counts: of what neither past nor calendar predicts.
pub fn surprises(language: Language) -> &'static str {
    match language {
        Language::En => "Surprises",
        Language::Ja => "予想外の動き",
    }
}

/// The correlation of the series as they are.
pub fn levels(language: Language) -> &'static str {
    match language {
        Language::En => "Levels, for comparison",
        Language::Ja => "水準（参考）",
    }
}

/// Caption of one side of the lags: this series moves first.
pub fn leads(name: &str, language: Language) -> String {
    match language {
        Language::En => format!("{name} first"),
        Language::Ja => format!("{name}が先"),
    }
}

/// A lag as a figure: `+2 weeks`, `same week`.
pub fn short_lag(lag: i32, kind: Period, language: Language) -> String {
    if lag == 0 {
        return same_period(kind, language).to_owned();
    }
    let count = periods(u64::from(lag.unsigned_abs()), kind, language);
    format!("{}{count}", if lag > 0 { "+" } else { "−" })
}

fn same_period(kind: Period, language: Language) -> &'static str {
    match (language, kind) {
        (Language::En, Period::Hour) => "same hour",
        (Language::En, Period::Day) => "same day",
        (Language::En, Period::Week) => "same week",
        (Language::En, Period::Month) => "same month",
        (Language::Ja, Period::Hour) => "同じ時間",
        (Language::Ja, Period::Day) => "同じ日",
        (Language::Ja, Period::Week) => "同じ週",
        (Language::Ja, Period::Month) => "同じ月",
    }
}

/// Who follows whom by how much.
pub fn lag(lag: i32, kind: Period, x: &str, y: &str, language: Language) -> String {
    if lag == 0 {
        return match language {
            Language::En => {
                let on = if kind == Period::Day { "on" } else { "in" };
                format!("{x} and {y} {on} the {}", same_period(kind, language))
            }
            Language::Ja => format!("{x}と{y}（{}）", same_period(kind, language)),
        };
    }
    let by = periods(u64::from(lag.unsigned_abs()), kind, language);
    let (first, second) = if lag > 0 { (x, y) } else { (y, x) };
    match language {
        Language::En => format!("{second} {by} after {first}"),
        Language::Ja => format!("{first}の{by}後の{second}"),
    }
}

fn marks(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::En => (", ", ": "),
        Language::Ja => ("、", "："),
    }
}

/// A reading's value with its unit, and what is special about it.
pub fn reading(reading: &Reading, language: Language) -> String {
    let mut text = match (&reading.value, &reading.unit) {
        (None, _) => missing(language).to_owned(),
        (Some(_), Some(unit)) => format!("{} {unit}", reading.text),
        (Some(_), None) => reading.text.clone(),
    };
    if reading.value.is_some() && reading.partial {
        text.push_str(match language {
            Language::En => " (part of the period only)",
            Language::Ja => "（期間の一部のみ）",
        });
    }
    if let (Some(_), Some(from)) = (&reading.value, &reading.from) {
        text.push_str(&match language {
            Language::En => format!(" ({from})"),
            Language::Ja => format!("（{from}）"),
        });
    }
    text
}

/// Where a period has no value.
pub fn missing(language: Language) -> &'static str {
    match language {
        Language::En => "no value",
        Language::Ja => "値なし",
    }
}

/// A period in one sentence, for a screen reader.
pub fn period_sentence(readout: &Readout, language: Language) -> String {
    let (comma, colon) = marks(language);
    let values: Vec<String> = readout
        .readings
        .iter()
        .map(|each| format!("{} {}", each.label, reading(each, language)))
        .collect();
    format!("{}{colon}{}", readout.label, values.join(comma))
}

/// A lag in one sentence, for a screen reader.
pub fn lag_sentence(readout: &LagReadout, language: Language) -> String {
    let (comma, colon) = marks(language);
    let mut values: Vec<String> =
        [(surprises(language), readout.surprises), (levels(language), readout.levels)]
            .into_iter()
            .filter_map(|(name, r)| Some(format!("{name} {}", coefficient(r?))))
            .collect();
    if values.is_empty() {
        values.push(missing(language).to_owned());
    }
    let chance = match (language, readout.beyond_band) {
        (Language::En, Some(true)) => Some("more than chance gives"),
        (Language::En, Some(false)) => Some("no more than chance gives"),
        (Language::Ja, Some(true)) => Some("偶然の範囲を超えています"),
        (Language::Ja, Some(false)) => Some("偶然の範囲内です"),
        (_, None) => None,
    };
    values.extend(chance.map(str::to_owned));
    format!("{}{colon}{}", readout.label, values.join(comma))
}

/// A cell of the matrix in one sentence, for a screen reader.
pub fn pair_sentence(
    a: &str,
    b: &str,
    r: Option<f64>,
    certain: bool,
    language: Language,
) -> String {
    let value = r.map_or_else(|| missing(language).to_owned(), coefficient);
    let sure = match (language, certain) {
        (_, false) if r.is_none() => "",
        (Language::En, true) => "",
        (Language::En, false) => ", uncertain",
        (Language::Ja, true) => "",
        (Language::Ja, false) => "、不確か",
    };
    match language {
        Language::En => format!("{a} and {b}: {value}{sure}"),
        Language::Ja => format!("{a}と{b}：{value}{sure}"),
    }
}

/// The visible window after a zoom or a pan, for a screen reader.
pub fn window_sentence(from: &str, to: &str, language: Language) -> String {
    match language {
        Language::En => format!("Showing {} to {}", lower_first(from), lower_first(to)),
        Language::Ja => format!("{from}から{to}までを表示"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readout() -> Readout {
        let reading = |label: &str, value: Option<f64>, partial, from: Option<&str>| Reading {
            label: label.to_owned(),
            slot: 0,
            value,
            text: value.map_or_else(String::new, crate::text::number::value),
            unit: (label == "Price").then(|| "USD".to_owned()),
            partial,
            from: from.map(str::to_owned),
        };
        Readout {
            index: 3,
            label: "Week of Jan 4, 2021".into(),
            readings: vec![
                reading("Price", Some(234.5), false, None),
                reading("Alerts", Some(1234.0), true, Some("Week of Jan 18, 2021")),
                reading("Searches", None, true, None),
            ],
        }
    }

    #[test]
    fn a_period_is_said_with_units_and_doubts() {
        assert_eq!(
            period_sentence(&readout(), Language::En),
            "Week of Jan 4, 2021: Price 234.50 USD, Alerts 1,234 (part of the period only) \
             (Week of Jan 18, 2021), Searches no value"
        );
        let ja = period_sentence(&readout(), Language::Ja);
        assert!(ja.contains("値なし") && ja.contains("期間の一部のみ"), "{ja}");
    }

    #[test]
    fn a_lag_says_whether_it_is_more_than_chance() {
        let mut readout = LagReadout {
            lag: 2,
            label: lag(2, Period::Week, "Price", "Alerts", Language::En),
            surprises: Some(0.41),
            levels: None,
            beyond_band: Some(true),
        };
        assert_eq!(
            lag_sentence(&readout, Language::En),
            "Alerts 2 weeks after Price: Surprises +0.41, more than chance gives"
        );
        readout.surprises = None;
        readout.beyond_band = None;
        assert_eq!(lag_sentence(&readout, Language::En), "Alerts 2 weeks after Price: no value");
    }

    #[test]
    fn lags_in_the_reports_own_period() {
        for (k, kind, en, ja) in [
            (1, Period::Week, "B 1 week after A", "Aの1週間後のB"),
            (-3, Period::Month, "A 3 months after B", "Bの3か月後のA"),
            (0, Period::Day, "A and B on the same day", "AとB（同じ日）"),
        ] {
            assert_eq!(lag(k, kind, "A", "B", Language::En), en);
            assert_eq!(lag(k, kind, "A", "B", Language::Ja), ja);
        }
    }

    #[test]
    fn pairs() {
        assert_eq!(
            pair_sentence("A", "B", Some(0.5), false, Language::En),
            "A and B: +0.50, uncertain"
        );
        assert_eq!(pair_sentence("A", "B", None, false, Language::En), "A and B: no value");
        assert_eq!(pair_sentence("A", "B", Some(0.5), true, Language::Ja), "AとB：+0.50");
    }
}
