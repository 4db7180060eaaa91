//! Resampling, gaps and transforms against pandas and NumPy: the committed cases below, and every
//! case of `../shared/golden` where that folder is present.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing loudly")]

#[path = "reference/transform.rs"]
mod transform;

use comove::{
    calendar::{
        buckets::Calendar,
        civil::{DAY_MS, ms_from_iso},
        period::{Period, WeekStart},
        zone::Offsets,
    },
    ingest::{
        measurements::{Measurements, ValueColumn},
        source::Clock,
    },
    series::{
        aggregate::Aggregate,
        coverage::coverage,
        resample::resample,
        track::{Track, track_of_values},
    },
};
use serde_json::Value;

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap_or(f64::NAN)).collect()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned()).collect()
}

/// A daily table as a source gives it: every date is a row, `null` an empty cell.
fn track(input: &Value) -> Track {
    let column = ValueColumn { values: numbers(&input["values"]), ..ValueColumn::default() };
    let times_ms = strings(&input["dates"]).iter().map(|d| ms_from_iso(d).unwrap()).collect();
    let data = Measurements { times_ms, columns: vec![column.clone()], ..Measurements::default() };
    track_of_values(&data, &column, Clock::Local.into(), &Offsets::utc()).unwrap()
}

fn close(got: f64, expected: f64, case: &Value) -> bool {
    let (rel, abs) = (case["tol"]["rel"].as_f64().unwrap(), case["tol"]["abs"].as_f64().unwrap());
    (got.is_nan() && expected.is_nan()) || (got - expected).abs() <= abs + rel * expected.abs()
}

fn compare(got: &[f64], expected: &[f64], case: &Value, what: &str) {
    assert_eq!(got.len(), expected.len(), "{} {what}", case["id"]);
    for (i, (got, expected)) in got.iter().zip(expected).enumerate() {
        assert!(close(*got, *expected, case), "{} {what}[{i}]: {got} for {expected}", case["id"]);
    }
}

/// Whether the case is one of ours; panics where it fails.
fn check(case: &Value) -> bool {
    let (input, expected) = (&case["input"], &case["expected"]);
    match case["fn"].as_str().unwrap() {
        "resample" => {
            let name = case["params"]["period"].as_str().unwrap();
            let period = match name {
                "day" => Period::Day,
                "calendar month" => Period::Month,
                name if name.starts_with("week") => Period::Week,
                other => panic!("unknown period {other}"),
            };
            let track = track(input);
            let utc = Offsets::utc();
            let calendar = Calendar { period, week_start: WeekStart::Monday, offsets: &utc };
            let cover = coverage(&track, &calendar);
            let (from, to) = cover.span().unwrap();
            let edges = calendar.edges(from, to - 1);
            let labels: Vec<String> =
                edges[..edges.len() - 1].iter().map(|edge| calendar.label(*edge)).collect();
            let starts: Vec<String> = strings(&expected["period_start"])
                .iter()
                .map(|start| calendar.label(ms_from_iso(start).unwrap()))
                .collect();
            assert_eq!(labels, starts, "{}", case["id"]);
            for (what, how) in [
                ("sum", Aggregate::Sum),
                ("mean", Aggregate::Mean),
                ("count", Aggregate::Count),
                ("last", Aggregate::Last),
                ("median", Aggregate::Median),
                ("first", Aggregate::First),
                ("min", Aggregate::Min),
                ("max", Aggregate::Max),
            ] {
                if let Some(expected) = expected.get(what) {
                    let got = resample(&track, &cover, &calendar, &edges, how).values;
                    compare(&got, &numbers(expected), case, what);
                }
            }
        }
        "gap_report" => {
            let track = track(input);
            let utc = Offsets::utc();
            let days =
                Calendar { period: Period::Day, week_start: WeekStart::Monday, offsets: &utc };
            let dates = strings(&input["dates"]);
            let first = ms_from_iso(dates.first().unwrap()).unwrap();
            let last = ms_from_iso(dates.last().unwrap()).unwrap();
            let edges = days.edges(first, last);
            assert_eq!(edges.len() as u64 - 1, expected["n_calendar_days"].as_u64().unwrap());
            let cover = coverage(&track, &days);
            let values = resample(&track, &cover, &days, &edges, Aggregate::Mean).values;
            let missing = values.iter().filter(|v| v.is_nan()).count() as u64;
            assert_eq!(missing, expected["n_missing"].as_u64().unwrap(), "{}", case["id"]);
            let longest = values
                .iter()
                .scan(0u64, |run, v| {
                    *run = if v.is_nan() { *run + 1 } else { 0 };
                    Some(*run)
                })
                .max();
            assert_eq!(longest, expected["longest_gap"].as_u64(), "{}", case["id"]);
            let changes = transform::diff(&values).iter().filter(|v| v.is_finite()).count();
            assert_eq!(
                Some(changes as u64),
                expected["weekly_log_return_like_diff_only_between_adjacent_days"].as_u64(),
                "{}",
                case["id"]
            );
        }
        "transforms" => {
            let x = numbers(&input["x"]);
            compare(&transform::diff(&x)[1..], &numbers(&expected["diff"]), case, "diff");
            let returns = transform::log_return(&x);
            compare(&returns[1..], &numbers(&expected["log_return"]), case, "log_return");
            let detrended = transform::linear_detrended(&x);
            compare(&detrended, &numbers(&expected["linear_detrended"]), case, "linear_detrended");
            compare(
                &transform::zscore(&x),
                &numbers(&expected["zscore_sample"]),
                case,
                "zscore_sample",
            );
        }
        _ => return false,
    }
    true
}

/// pandas 2.2: `s.resample("W-SUN").agg(...)`, `s.resample("MS").agg(...)`; NumPy 2:
/// `np.diff(x)`, `scipy.signal.detrend(x)`, `(x - x.mean()) / x.std(ddof=1)`.
const OWN: &str = r#"[
 {"id":"own-week","fn":"resample","tol":{"rel":1e-12,"abs":1e-12},"params":{"period":"week (Mon-Sun)"},
  "input":{"dates":["2021-02-27","2021-02-28","2021-03-01","2021-03-16"],"values":[1.5,2.5,10,null]},
  "expected":{"period_start":["2021-02-22","2021-03-01"],"sum":[4,10],"mean":[2,10],"count":[2,1],"last":[2.5,10],"median":[2,10],"first":[1.5,10],"min":[1.5,10],"max":[2.5,10]}},
 {"id":"own-month","fn":"resample","tol":{"rel":1e-12,"abs":1e-12},"params":{"period":"calendar month"},
  "input":{"dates":["2020-02-28","2020-02-29","2020-04-01"],"values":[1,2,4]},
  "expected":{"period_start":["2020-02-01","2020-03-01","2020-04-01"],"sum":[3,null,4],"mean":[1.5,null,4],"count":[2,0,1],"last":[2,null,4],"median":[1.5,null,4],"first":[1,null,4],"min":[1,null,4],"max":[2,null,4]}},
 {"id":"own-transforms","fn":"transforms","tol":{"rel":1e-12,"abs":1e-12},"params":{},
  "input":{"x":[1,2,4,3]},
  "expected":{"diff":[1,2,-1],"log_return":[0.6931471805599453,0.6931471805599453,-0.2876820724517809],"linear_detrended":[-0.3,-0.1,1.1,-0.7],"zscore_sample":[-1.161895003862225,-0.3872983346207417,1.161895003862225,0.3872983346207417]}}
]"#;

#[test]
fn own_cases() {
    let cases: Value = serde_json::from_str(OWN).unwrap();
    assert!(cases.as_array().unwrap().iter().all(check));
}

#[test]
fn golden_folder() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/golden");
    let Ok(files) = std::fs::read_dir(&folder) else { return };
    let mut checked = 0;
    for file in files {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        // Only ours are parsed in full: other files hold words that JSON has not.
        let Ok(golden) = serde_json::from_str::<Value>(&text) else { continue };
        let Some(cases) = golden["cases"].as_array() else { continue };
        checked += cases.iter().filter(|case| check(case)).count();
    }
    println!("{checked} golden cases of resampling and transforms");
    assert!(checked >= 15);
}

#[test]
fn a_week_has_seven_days() {
    let utc = Offsets::utc();
    let weeks = Calendar { period: Period::Week, week_start: WeekStart::Monday, offsets: &utc };
    assert!(weeks.edges(0, 9000 * DAY_MS).windows(2).all(|pair| pair[1] - pair[0] == 7 * DAY_MS));
}
