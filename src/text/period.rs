//! Words of a period and of its buckets: `week`, `per week`, `3 weeks`, `week of 4 Jan 2021`.
//!
//! Each is a `match` that names every period, so that the compiler asks for the words of a new one.

use super::{date, number};
use crate::{
    calendar::{buckets::local_of_label, civil::DAY_MS, period::Period},
    kit::language::{Bilingual, PerLanguage},
};

/// The same words in each language.
pub(super) type Words = PerLanguage<&'static str>;

/// What a period is called.
struct Names {
    /// One of them, as a unit: `one value a week`.
    one: Words,
    /// Behind a number, where it is one.
    singular: Words,
    /// Behind any other number.
    plural: Words,
    /// Behind a number that is a distance: `3 days later`, 3日後, where a span has 3日間.
    apart: Words,
    /// What is computed for each: `per calendar week`, 週ごと.
    calendar: Words,
    /// `mean per week`.
    per: Words,
    /// `same week`.
    same: Words,
    /// `rose and fell in the same week`.
    in_the_same: Words,
    /// `week-to-week moves`.
    moves: Words,
}

fn names(period: Period) -> Names {
    let w = Words::new;
    match period {
        Period::Hour => Names {
            one: w("hour", "時間"),
            singular: w("hour", "時間"),
            plural: w("hours", "時間"),
            apart: w("hours", "時間"),
            calendar: w("hour", "1時間"),
            per: w("per hour", "1時間ごと"),
            same: w("same hour", "同じ時間"),
            in_the_same: w("in the same hour", "同じ時間帯"),
            moves: w("hour-to-hour", "1時間ごと"),
        },
        Period::Day => Names {
            one: w("day", "日"),
            singular: w("day", "日間"),
            plural: w("days", "日間"),
            apart: w("days", "日"),
            calendar: w("day", "日"),
            per: w("per day", "日ごと"),
            same: w("same day", "同じ日"),
            in_the_same: w("on the same day", "同じ日"),
            moves: w("day-to-day", "日々"),
        },
        Period::Week => Names {
            one: w("week", "週"),
            singular: w("week", "週間"),
            plural: w("weeks", "週間"),
            apart: w("weeks", "週間"),
            calendar: w("week", "週"),
            per: w("per week", "週ごと"),
            same: w("same week", "同じ週"),
            in_the_same: w("in the same week", "同じ週"),
            moves: w("week-to-week", "週ごと"),
        },
        Period::Month => Names {
            one: w("month", "月"),
            singular: w("month", "か月"),
            plural: w("months", "か月"),
            apart: w("months", "か月"),
            calendar: w("month", "月"),
            per: w("per month", "月ごと"),
            same: w("same month", "同じ月"),
            in_the_same: w("in the same month", "同じ月"),
            moves: w("month-to-month", "月ごと"),
        },
        Period::Quarter => Names {
            one: w("quarter", "四半期"),
            singular: w("quarter", "四半期"),
            plural: w("quarters", "四半期"),
            apart: w("quarters", "四半期"),
            calendar: w("quarter", "四半期"),
            per: w("per quarter", "四半期ごと"),
            same: w("same quarter", "同じ四半期"),
            in_the_same: w("in the same quarter", "同じ四半期"),
            moves: w("quarter-to-quarter", "四半期ごと"),
        },
        Period::Year => Names {
            one: w("year", "年"),
            singular: w("year", "年間"),
            plural: w("years", "年間"),
            apart: w("years", "年"),
            calendar: w("year", "年"),
            per: w("per year", "年ごと"),
            same: w("same year", "同じ年"),
            in_the_same: w("in the same year", "同じ年"),
            moves: w("year-to-year", "年ごと"),
        },
    }
}

fn owned(words: &Words) -> Bilingual {
    words.map(|word| (*word).to_owned())
}

/// A period's name in the singular: `week`, `週`.
pub fn name(period: Period) -> Bilingual {
    owned(&names(period).one)
}

/// What is computed for each of the calendar: `week`, `週`, and 1時間 for an hour.
pub(crate) fn calendar(period: Period) -> Bilingual {
    owned(&names(period).calendar)
}

/// `per week`, `週ごと`.
pub(crate) fn per(period: Period) -> Bilingual {
    owned(&names(period).per)
}

/// `same week`, `同じ週`.
pub(super) fn same(period: Period) -> Words {
    names(period).same
}

/// `in the same week`, `同じ週`.
pub(super) fn in_the_same(period: Period) -> Words {
    names(period).in_the_same
}

/// `week-to-week`, `週ごと`: of moves from one to the next.
pub(super) fn moves(period: Period) -> Words {
    names(period).moves
}

fn counted(n: u64, unit: Words) -> Bilingual {
    let number = number::count(n);
    Bilingual::new(format!("{number} {}", unit.en), format!("{number}{}", unit.ja))
}

/// `3 weeks`, `3週間`.
pub fn count(n: u64, period: Period) -> Bilingual {
    let Names { singular, plural, .. } = names(period);
    counted(n, if n == 1 { singular } else { plural })
}

/// A distance in time: `3 days`, `3日` (`3日後`, where a span has `3日間`).
pub fn distance(n: u64, period: Period) -> Bilingual {
    let Names { singular, apart, .. } = names(period);
    let one = Words { en: singular.en, ..apart };
    counted(n, if n == 1 { one } else { apart })
}

/// Where a bucket begins: an hour with its time, a month without a day, a quarter and a year by
/// their name, else the date.
pub fn start(local_ms: i64, period: Period) -> Bilingual {
    match period {
        Period::Hour => date::instant(local_ms),
        Period::Day | Period::Week => date::date(local_ms),
        Period::Month => date::month_of(local_ms),
        Period::Quarter => date::quarter_of(local_ms),
        Period::Year => date::year_of(local_ms),
    }
}

/// The same by the bucket's label; a label that is no date stays as it is.
pub(crate) fn start_of_label(label: &str, period: Period) -> Bilingual {
    local_of_label(label).map_or_else(|| Bilingual::new(label, label), |ms| start(ms, period))
}

/// Where a bucket ends, as the figure shades it: [`start`], but of a week its last day.
pub(crate) fn end(local_ms: i64, period: Period) -> Bilingual {
    match period {
        Period::Week => date::date(local_ms + 6 * DAY_MS),
        Period::Hour | Period::Day | Period::Month | Period::Quarter | Period::Year => {
            start(local_ms, period)
        }
    }
}

/// A bucket's label for people: [`start`], and of a week that it is one.
pub fn label(label: &str, period: Period) -> Bilingual {
    let Some(ms) = local_of_label(label) else { return Bilingual::new(label, label) };
    match period {
        Period::Week => date::week(ms),
        Period::Hour | Period::Day | Period::Month | Period::Quarter | Period::Year => {
            start(ms, period)
        }
    }
}

/// A bucket at the head of a line, by its local start: a day with its weekday, an hour with `zone`,
/// the offset that was in force, since one hour comes twice a year.
pub(crate) fn heading(local_ms: i64, period: Period, zone: &str) -> Bilingual {
    match period {
        Period::Hour => date::instant(local_ms).map(|words| format!("{words}{zone}")),
        Period::Day => date::day(local_ms),
        Period::Week => {
            let words = date::week(local_ms);
            Bilingual { en: words.en.replacen('w', "W", 1), ..words }
        }
        Period::Month | Period::Quarter | Period::Year => start(local_ms, period),
    }
}

/// An English [`heading`] inside a sentence: `week of …`; names of months and days keep their
/// capital.
pub(crate) fn inside_a_sentence(heading: &str) -> String {
    match heading.strip_prefix("Week") {
        Some(rest) => format!("week{rest}"),
        None => heading.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{calendar::civil::ms_from_iso, kit::language::Language};

    #[test]
    fn buckets_by_table() {
        for (text, period, en, ja) in [
            ("2021-01-04", Period::Week, "week of 4 Jan 2021", "2021年1月4日の週"),
            ("2021-01", Period::Month, "Jan 2021", "2021年1月"),
            ("2021-Q3", Period::Quarter, "Q3 2021", "2021年第3四半期"),
            ("2021", Period::Year, "2021", "2021年"),
            ("2021-01-04T13:00", Period::Hour, "4 Jan 2021, 13:00", "2021年1月4日 13:00"),
            ("2021-01-04T13:00+09:00", Period::Hour, "4 Jan 2021, 13:00", "2021年1月4日 13:00"),
        ] {
            assert_eq!(label(text, period), Bilingual::new(en, ja));
        }
        let monday = ms_from_iso("2021-01-04").unwrap();
        assert_eq!(end(monday, Period::Week).en, "10 Jan 2021");
        assert_eq!(end(monday, Period::Day).en, "4 Jan 2021");
    }

    #[test]
    fn numbers_of_periods() {
        for (n, period, span, apart, span_ja, apart_ja) in [
            (1, Period::Day, "1 day", "1 day", "1日間", "1日"),
            (3, Period::Day, "3 days", "3 days", "3日間", "3日"),
            (1, Period::Month, "1 month", "1 month", "1か月", "1か月"),
            (0, Period::Week, "0 weeks", "0 weeks", "0週間", "0週間"),
            (2, Period::Quarter, "2 quarters", "2 quarters", "2四半期", "2四半期"),
            (5, Period::Year, "5 years", "5 years", "5年間", "5年"),
        ] {
            assert_eq!(count(n, period), Bilingual::new(span, span_ja));
            assert_eq!(distance(n, period), Bilingual::new(apart, apart_ja));
        }
    }

    /// A bucket of one period is never said as one of another that begins at the same instant: only
    /// days and weeks share the words for a start.
    #[test]
    fn every_period_has_words_of_its_own() {
        for language in Language::ALL {
            for (at, one) in Period::ALL.into_iter().enumerate() {
                for other in Period::ALL.into_iter().skip(at + 1) {
                    for words in [name, per, calendar, |p| count(2, p), |p| heading(0, p, "")] {
                        assert_ne!(words(one).get(language), words(other).get(language));
                    }
                    assert_ne!(label("2021-01-01", one), label("2021-01-01", other));
                }
            }
        }
    }
}
