//! Words inside and about the charts: dates on axes, captions, texts for screen readers.

use super::{date, number, period};
use crate::{
    calendar::{buckets, civil::Civil, period::Period, tick_step::Step},
    kit::language::Language,
};

/// A tick's own part, and what it stands in. `bucket`: it names the whole bucket that begins there.
pub(crate) fn tick(
    date: Civil,
    step: Step,
    bucket: bool,
    language: Language,
) -> (String, Option<String>) {
    let year = match language {
        Language::En => date.year.to_string(),
        Language::Ja => format!("{}年", date.year),
    };
    match step {
        Step::Years(_) => (year, None),
        Step::Months(3) if bucket => {
            let quarter = buckets::quarter_of(date);
            let name = match language {
                Language::En => format!("Q{quarter}"),
                Language::Ja => format!("第{quarter}"),
            };
            (name, Some(year))
        }
        Step::Months(_) => {
            let name = match language {
                Language::En => date::month(date.month).to_owned(),
                Language::Ja => format!("{}月", date.month),
            };
            (name, Some(year))
        }
        Step::Weeks(_) | Step::Days(_) => (date::day_of_year(date.ms()).take(language), Some(year)),
        Step::Hours(_) | Step::Minutes(_) => {
            (date::clock(date), Some(date::date(date.ms()).take(language)))
        }
    }
}

/// A bucket's name by its local start; an hour outside UTC carries its offset (milliseconds),
/// since one hour comes twice a year.
pub fn period(start: Civil, kind: Period, offset: i64, language: Language) -> String {
    let zone = if offset == 0 { String::new() } else { format!(" {}", written_offset(offset)) };
    period::heading(start.ms(), kind, &zone).take(language)
}

/// An offset as ISO 8601 writes it: `+09:00`.
fn written_offset(offset: i64) -> String {
    let minutes = offset.abs() / 60_000;
    let sign = if offset < 0 { '−' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// An axis title that says that its scale is logarithmic.
pub(crate) fn with_log_scale(title: &str, language: Language) -> String {
    match language {
        Language::En => format!("{title}, log scale"),
        Language::Ja => format!("{title}（対数目盛）"),
    }
}

/// A title that says that its line is drawn earlier (positive) or later than it happened.
pub(crate) fn with_shift(title: &str, shift: i32, kind: Period, language: Language) -> String {
    let by = period::distance(u64::from(shift.unsigned_abs()), kind).take(language);
    match (language, shift > 0) {
        (Language::En, true) => format!("{title}, drawn {by} earlier"),
        (Language::En, false) => format!("{title}, drawn {by} later"),
        (Language::Ja, true) => format!("{title}（{by}早めて表示）"),
        (Language::Ja, false) => format!("{title}（{by}遅らせて表示）"),
    }
}

/// A title of values that are taken some periods after those of the other axis.
pub(crate) fn value_later(title: &str, by: i32, kind: Period, language: Language) -> String {
    let by = period::distance(u64::from(by.unsigned_abs()), kind).take(language);
    match language {
        Language::En => format!("{title}, {by} later"),
        Language::Ja => format!("{title}（{by}後の値）"),
    }
}

/// What an index shows; `base` is the local start of the bucket that is 100.
pub(crate) fn index_caption(base: Option<(i64, Period)>, language: Language) -> String {
    let base = base.map(|(start, kind)| match kind {
        Period::Week => date::week(start).take(language),
        kind => period::start(start, kind).take(language),
    });
    match (language, base) {
        (Language::En, Some(base)) => format!("Index, {base} = 100"),
        (Language::Ja, Some(base)) => format!("指数（{base} = 100）"),
        (Language::En, None) => "Index, first value = 100".to_owned(),
        (Language::Ja, None) => "指数（最初の値 = 100）".to_owned(),
    }
}

/// What z-scores show.
pub(crate) fn zscore_caption(language: Language) -> &'static str {
    match language {
        Language::En => "Standard deviations above or below the mean",
        Language::Ja => "平均からの隔たり（標準偏差を単位として）",
    }
}

/// Name of a span in which the two went apart.
pub(crate) fn went_apart(language: Language) -> &'static str {
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
pub(crate) fn no_values(language: Language) -> &'static str {
    match language {
        Language::En => "No values",
        Language::Ja => "値がありません",
    }
}

/// The correlation that counts: of what neither past nor calendar predicts.
pub fn surprises(language: Language) -> &'static str {
    match language {
        Language::En => "Unexpected moves",
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
pub(crate) fn short_lag(lag: i32, kind: Period, language: Language) -> String {
    if lag == 0 {
        return period::same(kind).take(language).to_owned();
    }
    let count = period::distance(u64::from(lag.unsigned_abs()), kind).take(language);
    format!("{}{count}", if lag > 0 { "+" } else { "−" })
}

/// Lags as a figure: `+2 weeks`, `same week`, `+1 to +7 days`.
pub(crate) fn short_lags((from, to): (i32, i32), kind: Period, language: Language) -> String {
    if from == to {
        return short_lag(from, kind, language);
    }
    // The unit of the larger one, so that one is never behind two.
    let far = u64::from(from.unsigned_abs().max(to.unsigned_abs()));
    let unit = period::distance(far, kind).take(language);
    let unit = unit.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
    match language {
        Language::En => format!("{} to {}{unit}", number::lag(from), number::lag(to)),
        Language::Ja => format!("{}〜{}{unit}", number::lag(from), number::lag(to)),
    }
}

/// What is compared at these lags: `Unexpected moves, Alerts 1 to 7 days after Price`.
pub fn at_lags(
    what: &str,
    (from, to): (i32, i32),
    kind: Period,
    x: &str,
    y: &str,
    language: Language,
) -> String {
    let whom = if from == to {
        lag(from, kind, x, y, language)
    } else {
        let (near, far) = (
            from.unsigned_abs().min(to.unsigned_abs()),
            from.unsigned_abs().max(to.unsigned_abs()),
        );
        let by = period::distance(u64::from(far), kind).take(language);
        let near = number::count(u64::from(near));
        let (first, second) = if i64::from(from) + i64::from(to) >= 0 { (x, y) } else { (y, x) };
        match (language, from < 0 && to > 0) {
            (Language::En, true) => format!("{x} and {y} up to {by} apart"),
            (Language::Ja, true) => format!("{x}と{y}（前後{by}以内）"),
            (Language::En, false) => format!("{second} {near} to {by} after {first}"),
            (Language::Ja, false) => format!("{first}の{near}〜{by}後の{second}"),
        }
    };
    match language {
        Language::En => format!("{what}, {whom}"),
        Language::Ja => format!("{what}：{whom}"),
    }
}

/// Who follows whom by how much.
pub fn lag(lag: i32, kind: Period, x: &str, y: &str, language: Language) -> String {
    if lag == 0 {
        return match language {
            Language::En => format!("{x} and {y} {}", period::in_the_same(kind).en),
            Language::Ja => format!("{x}と{y}（{}）", period::same(kind).ja),
        };
    }
    let by = period::distance(u64::from(lag.unsigned_abs()), kind).take(language);
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

/// A value with its unit; `partial`: of a part of the period only; `from`: the period it is of, where
/// that is another than the one pointed at.
pub fn value(
    value: Option<&str>,
    unit: Option<&str>,
    partial: bool,
    from: Option<&str>,
    language: Language,
) -> String {
    let Some(value) = value else { return missing(language).to_owned() };
    let mut text = quantity(value, unit);
    if partial {
        text.push_str(match language {
            Language::En => " (part of the period only)",
            Language::Ja => "（期間の一部のみ）",
        });
    }
    if let Some(from) = from {
        text.push_str(&match language {
            Language::En => format!(" ({from})"),
            Language::Ja => format!("（{from}）"),
        });
    }
    text
}

/// A written number with its unit: a sign of a currency before it, any other unit behind it.
pub fn quantity(value: &str, unit: Option<&str>) -> String {
    match unit {
        Some(unit) if ["$", "€", "£", "¥", "₿"].contains(&unit) => {
            let (sign, size) = value.strip_prefix('−').map_or(("", value), |size| ("−", size));
            format!("{sign}{unit}{size}")
        }
        Some("%") => format!("{value}%"),
        Some(unit) => format!("{value} {unit}"),
        None => value.to_owned(),
    }
}

/// What parts the things that are said behind a value.
pub(crate) fn between(language: Language) -> &'static str {
    marks(language).0
}

/// The moving average: `mean of 29 days`.
pub fn mean(width: u32, trailing: bool, kind: Period, language: Language) -> String {
    let width = period::distance(u64::from(width), kind).take(language);
    match (language, trailing) {
        (Language::En, false) => format!("mean of {width}"),
        (Language::En, true) => format!("mean of the last {width}"),
        (Language::Ja, false) => format!("{width}の平均"),
        (Language::Ja, true) => format!("直前{width}の平均"),
    }
}

/// How lines with a moving average are drawn.
pub(crate) fn smoothed(width: u32, trailing: bool, kind: Period, language: Language) -> String {
    let mean = mean(width, trailing, kind, language);
    let each = period::name(kind).take(language);
    match language {
        Language::En => format!("Bold: {mean}; faint: each {each}"),
        Language::Ja => format!("太線は{mean}、細線は各{each}の値"),
    }
}

/// An alternative text, with the moving average that is drawn.
pub(crate) fn alternative(
    alt: &str,
    width: u32,
    trailing: bool,
    kind: Period,
    language: Language,
) -> String {
    let mean = mean(width, trailing, kind, language);
    match language {
        Language::En => format!("{alt} The bold lines are the {mean}."),
        Language::Ja => format!("{alt}太線は{mean}です。"),
    }
}

/// Why a rolling correlation has no line.
pub(crate) fn no_window(language: Language) -> &'static str {
    match language {
        Language::En => "No window is full enough: 7 in 10 of its periods need a value of both.",
        Language::Ja => "どの窓も値が足りません（10期間のうち7期間に両方の値が必要です）。",
    }
}

/// Where a period has no value.
pub fn missing(language: Language) -> &'static str {
    match language {
        Language::En => "no value",
        Language::Ja => "値なし",
    }
}

/// A period in one sentence, for a screen reader: its name, then each series with its value.
pub(crate) fn period_sentence(name: &str, values: &[(&str, String)], language: Language) -> String {
    let (comma, colon) = marks(language);
    let values: Vec<String> =
        values.iter().map(|(name, value)| format!("{name} {value}")).collect();
    format!("{name}{colon}{}", values.join(comma))
}

/// A lag in one sentence, for a screen reader: its name, the written correlations, and whether the
/// one of the surprises is beyond the band.
pub(crate) fn lag_sentence(
    name: &str,
    surprises: Option<String>,
    levels: Option<String>,
    beyond_band: Option<bool>,
    language: Language,
) -> String {
    let (comma, colon) = marks(language);
    let mut values: Vec<String> =
        [(self::surprises(language), surprises), (self::levels(language), levels)]
            .into_iter()
            .filter_map(|(name, r)| Some(format!("{name} {}", r?)))
            .collect();
    if values.is_empty() {
        values.push(missing(language).to_owned());
    }
    let chance = match (language, beyond_band) {
        (Language::En, Some(true)) => Some("beyond the band"),
        (Language::En, Some(false)) => Some("inside the band"),
        (Language::Ja, Some(true)) => Some("帯の外です"),
        (Language::Ja, Some(false)) => Some("帯の中です"),
        (_, None) => None,
    };
    values.extend(chance.map(str::to_owned));
    format!("{name}{colon}{}", values.join(comma))
}

/// A cell of the matrix in one sentence, for a screen reader.
pub(crate) fn pair_sentence(
    a: &str,
    b: &str,
    r: Option<String>,
    certain: bool,
    language: Language,
) -> String {
    let sure = match (language, certain || r.is_none()) {
        (_, true) => "",
        (Language::En, false) => ", uncertain",
        (Language::Ja, false) => "、不確か",
    };
    let value = r.unwrap_or_else(|| missing(language).to_owned());
    match language {
        Language::En => format!("{a} and {b}: {value}{sure}"),
        Language::Ja => format!("{a}と{b}：{value}{sure}"),
    }
}

/// The visible window after a zoom or a pan, for a screen reader.
pub fn window_sentence(from: &str, to: &str, language: Language) -> String {
    match language {
        Language::En => format!(
            "Showing {} to {}",
            period::inside_a_sentence(from),
            period::inside_a_sentence(to)
        ),
        Language::Ja => format!("{from}から{to}までを表示"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_said_with_units_and_doubts() {
        let from = Some("Week of 18 Jan 2021");
        let values = |language| {
            [
                ("Price", value(Some("234.50"), Some("USD"), false, None, language)),
                ("Alerts", value(Some("1,234"), None, true, from, language)),
                ("Searches", value(None, None, true, None, language)),
            ]
        };
        assert_eq!(
            period_sentence("Week of 4 Jan 2021", &values(Language::En), Language::En),
            "Week of 4 Jan 2021: Price 234.50 USD, Alerts 1,234 (part of the period only) \
             (Week of 18 Jan 2021), Searches no value"
        );
        let ja = period_sentence("2021年1月4日の週", &values(Language::Ja), Language::Ja);
        assert!(ja.contains("値なし") && ja.contains("期間の一部のみ"), "{ja}");
    }

    #[test]
    fn a_quantity_has_one_form() {
        for (value, unit, expected) in [
            ("234.50", Some("$"), "$234.50"),
            ("−3", Some("€"), "−€3"),
            ("1,460", None, "1,460"),
            ("20", Some("%"), "20%"),
            ("20.5", Some("°C"), "20.5 °C"),
        ] {
            assert_eq!(quantity(value, unit), expected);
        }
    }

    #[test]
    fn a_mean_says_its_width() {
        let said = |trailing, language| smoothed(29, trailing, Period::Day, language);
        assert_eq!(said(false, Language::En), "Bold: mean of 29 days; faint: each day");
        assert_eq!(said(true, Language::En), "Bold: mean of the last 29 days; faint: each day");
        assert_eq!(said(false, Language::Ja), "太線は29日の平均、細線は各日の値");
    }

    #[test]
    fn a_lag_says_whether_it_is_beyond_the_band() {
        let name = lag(2, Period::Week, "Price", "Alerts", Language::En);
        let said = |r: Option<&str>, beyond| {
            lag_sentence(&name, r.map(str::to_owned), None, beyond, Language::En)
        };
        assert_eq!(
            said(Some("+0.41"), Some(true)),
            "Alerts 2 weeks after Price: Unexpected moves +0.41, beyond the band"
        );
        assert_eq!(said(None, None), "Alerts 2 weeks after Price: no value");
    }

    #[test]
    fn dates_and_thousands_are_written_as_in_sentences() {
        let start = Civil::from_ms(1_609_718_400_000);
        let tick = |step, language| tick(start, step, false, language);
        assert_eq!(tick(Step::Days(1), Language::En).0, "4 Jan");
        assert_eq!(tick(Step::Days(1), Language::Ja).0, "1月4日");
        assert_eq!(tick(Step::Months(3), Language::En).0, "Jan");
        let quarter = |language| super::tick(start, Step::Months(3), true, language);
        assert_eq!(quarter(Language::En), ("Q1".to_owned(), Some("2021".to_owned())));
        assert_eq!(quarter(Language::Ja), ("第1".to_owned(), Some("2021年".to_owned())));
        for language in [Language::En, Language::Ja] {
            let date = date::date(start.ms()).take(language);
            assert_eq!(tick(Step::Hours(1), language).1, Some(date.clone()));
            for kind in [Period::Hour, Period::Day, Period::Week] {
                assert!(period(start, kind, 0, language).contains(&date), "{kind:?}");
            }
            let month = date::month_of(start.ms()).take(language);
            assert_eq!(period(start, Period::Month, 0, language), month);
        }
        assert_eq!(short_lag(1_200, Period::Hour, Language::En), "+1,200 hours");
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
    fn windows_of_lags() {
        for (lags, en, ja, short, short_ja) in [
            ((1, 7), "B 1 to 7 days after A", "Aの1〜7日後のB", "+1 to +7 days", "+1〜+7日"),
            ((-7, 0), "A 0 to 7 days after B", "Bの0〜7日後のA", "−7 to 0 days", "−7〜0日"),
            (
                (-3, 3),
                "A and B up to 3 days apart",
                "AとB（前後3日以内）",
                "−3 to +3 days",
                "−3〜+3日",
            ),
            ((2, 2), "B 2 days after A", "Aの2日後のB", "+2 days", "+2日"),
        ] {
            let said = |language| at_lags("r", lags, Period::Day, "A", "B", language);
            assert_eq!(said(Language::En), format!("r, {en}"));
            assert_eq!(said(Language::Ja), format!("r：{ja}"));
            assert_eq!(short_lags(lags, Period::Day, Language::En), short);
            assert_eq!(short_lags(lags, Period::Day, Language::Ja), short_ja);
        }
        assert_eq!(
            value_later("Alerts per week", 1, Period::Week, Language::En),
            "Alerts per week, 1 week later"
        );
    }

    #[test]
    fn pairs() {
        assert_eq!(
            pair_sentence("A", "B", Some("+0.50".into()), false, Language::En),
            "A and B: +0.50, uncertain"
        );
        assert_eq!(pair_sentence("A", "B", None, false, Language::En), "A and B: no value");
        assert_eq!(
            pair_sentence("A", "B", Some("+0.50".into()), true, Language::Ja),
            "AとB：+0.50"
        );
    }
}
