//! What a stamp stands for: the totals of one list of events, by week, month, quarter or year, stamped
//! in every way that exports do, against the events themselves. Never a lead or a lag that is only a
//! convention.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing loudly")]

mod without_browser;

use comove::{
    calendar::{
        civil::{Civil, iso_from_ms, ms_from_iso},
        period::Period,
        step::Stamp,
    },
    ingest::overrides::SourcePatch,
    report::report::Report,
};
use serde_json::json;
use std::{collections::BTreeMap, fmt::Write, rc::Rc};
use without_browser::Page;

const DAY_MS: i64 = 86_400_000;

/// 2018-01-01 to 2023-12-31, day numbers.
fn days() -> std::ops::Range<i64> {
    let day = |iso| ms_from_iso(iso).unwrap() / DAY_MS;
    day("2018-01-01")..day("2024-01-01")
}

/// Events of a day: no two weeks or years alike.
fn events(day: i64) -> i64 {
    let mut state = (day as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut draw = |most: u64| {
        state ^= state >> 29;
        state = state.wrapping_mul(0xbf58_476d_1ce4_e5b9);
        state >> 33 & most
    };
    let wave = (day.div_euclid(9) as u64).wrapping_mul(0x94d0_49bb_1331_11eb) >> 60;
    let year = (Civil::from_ms(day * DAY_MS).year as u64).wrapping_mul(0x94d0_49bb_1331_11eb) >> 61;
    (12 + draw(7) + 3 * wave + 5 * year) as i64
}

fn date(day: i64) -> String {
    iso_from_ms(day * DAY_MS)[..10].to_owned()
}

fn daily() -> Vec<u8> {
    let mut text = "date,count\n".to_owned();
    for day in days() {
        writeln!(text, "{},{}", date(day), events(day)).unwrap();
    }
    text.into_bytes()
}

/// Totals of the stretches that `first_of` gives the first day of, whole ones only.
fn totals(first_of: impl Fn(i64) -> i64) -> Vec<(i64, i64, i64)> {
    let mut sums: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for day in days() {
        let entry = sums.entry(first_of(day)).or_insert((day, 0));
        *entry = (day, entry.1 + events(day));
    }
    let whole = |(first, (last, sum)): (i64, (i64, i64))| {
        let cut = first < days().start || first_of(last + 1) == first;
        (!cut).then_some((first, last, sum))
    };
    sums.into_iter().filter_map(whole).collect()
}

/// A file of totals against the days; the files in both orders must tell the same.
fn compared(name: &str, file: &str, stamp: Option<Stamp>) -> (Rc<Report>, String) {
    let mut page = Page::new();
    let own = page.add(name, file.as_bytes().to_vec(), None).remove(0);
    let days = page.add("events.csv", daily(), None).remove(0);
    assert_eq!(own.status, "ready", "{name}");
    if let Some(stamp) = stamp {
        page.patch(&own.id, SourcePatch { stamp: Some(stamp), ..SourcePatch::default() }).unwrap();
    }
    let id = |source: &comove::app::interface::Source| source.series[0].id.clone();
    let report = page.recipe(json!({ "x": id(&own), "y": id(&days) })).unwrap();
    let cautions: Vec<String> =
        report.verdict.cautions.iter().map(|caution| caution.en.clone()).collect();
    (report, cautions.join("\n"))
}

/// The lag at which the levels are most alike, and how much they are.
fn best(report: &Report) -> (i32, f64) {
    let lags = report.lags.lags.iter().zip(&report.lags.levels);
    let best = lags.filter_map(|(lag, r)| Some((*lag, (*r)?)));
    best.max_by(|a, b| a.1.abs().total_cmp(&b.1.abs())).unwrap_or((-99, 0.0))
}

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Weeks that begin on a weekday (0 is Monday), each named by its first or its last day.
fn weeks(begin: i64, stamp: Stamp, header: &str) -> String {
    let first = |day: i64| day - (day + 3 - begin).rem_euclid(7);
    let mut text = format!("{header}\n");
    for (first, last, sum) in totals(first) {
        let day = if stamp == Stamp::Start { first } else { last };
        writeln!(text, "{},{sum}", date(day)).unwrap();
    }
    text
}

#[test]
fn weeks_that_say_which_day_they_are_named_by() {
    let headers = [
        (
            Stamp::Start,
            ["week_start,total", "Week Beginning,count", "週開始日,件数", "Woche ab,Anzahl"],
        ),
        (
            Stamp::End,
            ["week ending,total", "Week_End,count", "週（終了日）,件数", "Woche bis,Anzahl"],
        ),
    ];
    for begin in 0..7 {
        for (stamp, headers) in headers {
            // Another language each day.
            for header in headers.into_iter().skip(begin as usize % 3).step_by(3) {
                let (report, cautions) = compared("weeks.csv", &weeks(begin, stamp, header), None);
                let name = format!("{header} from {begin}");
                assert_eq!(report.aligned.period, Period::Week, "{name}");
                assert_eq!(report.recipe.week_start.name(), WEEKDAYS[begin as usize], "{name}");
                let (lag, r) = best(&report);
                assert!(lag == 0 && r > 0.999, "{name}: lag {lag}, r {r}");
                assert!(report.aligned.complete >= 310, "{name}");
                assert!(!cautions.contains("Nothing says"), "{name}: {cautions}");
            }
        }
    }
}

#[test]
fn weeks_that_do_not_say_it_are_doubted_and_can_be_told() {
    let mut open = 0;
    for begin in 0..7 {
        for stamp in Stamp::ALL {
            let file = weeks(begin, stamp, "date,total");
            let (report, cautions) = compared("weeks.csv", &file, None);
            let name = format!("{stamp:?} from {begin}");
            assert_eq!(report.aligned.period, Period::Week, "{name}");
            assert!(cautions.contains("first or the last day of their week"), "{name}: {cautions}");
            // Where the other reading would have no lag, the headline names none.
            let said = &report.verdict.text.en;
            let line = said.lines().next().unwrap();
            assert!(!line.contains("followed"), "{name}: {line}");
            open += usize::from(line.contains("in the same week or one week apart"));
            let (report, cautions) = compared("weeks.csv", &file, Some(stamp));
            let (lag, r) = best(&report);
            assert!(lag == 0 && r > 0.999, "{name}: lag {lag}, r {r}");
            assert!(!cautions.contains("Nothing says"), "{name}: {cautions}");
        }
    }
    assert!(open >= 5, "{open} of 14 are taken for the other day");
}

#[test]
fn ranges_and_two_columns_say_it_too() {
    let ends = |line: &dyn Fn(String, String, i64) -> String, header: &str| {
        let mut text = format!("{header}\n");
        for (first, last, sum) in totals(|day| day - (day + 3 - 3).rem_euclid(7)) {
            text += &line(date(first), date(last), sum);
        }
        text
    };
    let files = [
        ends(&|a, b, sum| format!("{a},{b},{sum}\n"), "a,b,total"),
        ends(&|a, b, sum| format!("{b},{a},{sum}\n"), "last,start,total"),
        ends(&|a, b, sum| format!("{sum},{a} - {b}\n"), "total,week"),
        ends(&|a, b, sum| format!("{a} ~ {b},{sum}\n"), "期間,件数"),
    ];
    for file in files {
        let (report, cautions) = compared("weeks.csv", &file, None);
        let name = file.lines().take(2).collect::<Vec<_>>().join(" / ");
        let (lag, r) = best(&report);
        assert!(lag == 0 && r > 0.999, "{name}: lag {lag}, r {r}");
        assert!(!cautions.contains("Nothing says"), "{name}: {cautions}");
    }
}

/// The first day of the block of so many months that holds a day.
fn block(months: i64, day: i64) -> i64 {
    let c = Civil::from_ms(day * DAY_MS);
    let month = (c.month - 1) / months * months + 1;
    Civil { month, day: 1, ..c }.days()
}

#[test]
fn quarters_and_years_are_compared_whole() {
    type Name = fn(i64, i64) -> String;
    type Names<'a> = (i64, Period, usize, &'a [(&'a str, Name)]);
    let names: [Names<'_>; 3] = [
        (
            3,
            Period::Quarter,
            24,
            &[
                ("quarter", |first, _| {
                    let c = Civil::from_ms(first * DAY_MS);
                    format!("{}-Q{}", c.year, (c.month + 2) / 3)
                }),
                ("quarter", |first, _| {
                    let c = Civil::from_ms(first * DAY_MS);
                    format!("Q{} {}", (c.month + 2) / 3, c.year)
                }),
                ("quarter", |first, _| {
                    let c = Civil::from_ms(first * DAY_MS);
                    format!("{}Q{}", c.year, (c.month + 2) / 3)
                }),
                ("date", |first, _| date(first)),
                ("DATE", |_, last| date(last)),
                ("period end", |_, last| date(last)),
                ("month", |first, _| date(first)[..7].to_owned()),
                ("month", |_, last| date(last)[..7].to_owned()),
            ],
        ),
        (
            12,
            Period::Year,
            6,
            &[
                ("year", |first, _| date(first)[..4].to_owned()),
                ("Jahr", |first, _| date(first)[..4].to_owned()),
                ("年", |first, _| date(first)[..4].to_owned()),
                ("年", |first, _| format!("{}年", &date(first)[..4])),
                ("date", |first, _| date(first)),
                ("date", |_, last| date(last)),
                ("year ended", |_, last| date(last)),
                ("month", |first, _| date(first)[..7].to_owned()),
            ],
        ),
        (
            1,
            Period::Month,
            72,
            &[
                ("month", |first, _| date(first)[..7].to_owned()),
                ("date", |first, _| date(first)),
                ("date", |_, last| date(last)),
                ("month end", |_, last| date(last)),
            ],
        ),
    ];
    for (months, period, n, names) in names {
        let totals = totals(|day| block(months, day));
        assert_eq!(totals.len(), n);
        for (header, name) in names {
            let mut text = format!("{header},total\n");
            for (first, last, sum) in &totals {
                writeln!(text, "{},{sum}", name(*first, *last)).unwrap();
            }
            let shown = text.lines().take(2).collect::<Vec<_>>().join(" / ");
            let (report, cautions) = compared("totals.csv", &text, None);
            assert_eq!(report.aligned.period, period, "{shown}");
            assert_eq!(report.aligned.labels.len(), n, "{shown}");
            assert_eq!(report.aligned.x, report.aligned.y, "{shown}");
            assert_eq!(report.aligned.complete as usize, n, "{shown}");
            assert!(!cautions.contains("Nothing says"), "{shown}: {cautions}");
            let label = &report.aligned.labels[0];
            let expected = match period {
                Period::Quarter => "2018-Q1",
                Period::Year => "2018",
                _ => "2018-01",
            };
            assert_eq!(label, expected, "{shown}");
        }
    }
}

#[test]
fn two_yearly_series_of_a_century_have_no_gaps() {
    let file = |seed: i64| {
        let mut text = "year,value\n".to_owned();
        for year in 1900..2020 {
            writeln!(text, "{year},{}.5", 100 + events(year * 31 + seed)).unwrap();
        }
        text.into_bytes()
    };
    let mut page = Page::new();
    let x = page.add("a.csv", file(1), None).remove(0).series[0].id.clone();
    let y = page.add("b.csv", file(7), None).remove(0).series[0].id.clone();
    let report = page.recipe(json!({ "x": x, "y": y })).unwrap();
    assert_eq!(report.aligned.period, Period::Year);
    assert_eq!((report.aligned.labels.len(), report.aligned.complete), (120, 120));
    assert_eq!(report.aligned.labels[0], "1900");
    assert!(report.surprises.r.is_some());
}

#[test]
fn weeks_are_cut_at_any_day_that_is_asked_for() {
    let mut page = Page::new();
    let x = page.add("events.csv", daily(), None).remove(0).series[0].id.clone();
    let other = String::from_utf8(daily()).unwrap().replace("count", "cases").into_bytes();
    let y = page.add("cases.csv", other, None).remove(0).series[0].id.clone();
    for (begin, weekday) in WEEKDAYS.iter().enumerate() {
        let set = json!({ "x": x, "y": y, "period": "week", "weekStart": weekday });
        let report = page.recipe(set).unwrap();
        let first = ms_from_iso(&report.aligned.labels[0]).unwrap() / DAY_MS;
        assert_eq!((first + 3).rem_euclid(7), begin as i64, "{weekday}");
        let week = (first + 7..first + 14).map(events).sum::<i64>();
        assert_eq!(report.aligned.x[1], Some(week as f64), "{weekday}");
    }
    assert!(page.recipe(json!({ "weekStart": "someday" })).is_err());
}
