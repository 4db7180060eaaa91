//! Every intermediate of the surprises test against reference values.
//!
//! The reference was computed independently, in Python; its folder is walked where it lies
//! beside the repository. The committed case is our own, with made-up values.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test says what it expects by failing"
)]

use comove::stats::{
    analysis_scale::hampel,
    lagged::Foreseen,
    nulls::widths,
    prewhiten::{Prewhitened, Settings, Terms, prewhiten},
    significance::{Scored, t_test},
    surprise::Surprise,
    terms::{starts_or_default, weekday},
};
use serde_json::Value;
use std::path::Path;

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap_or(f64::NAN)).collect()
}

struct Case<'a> {
    id: &'a str,
    expected: &'a Value,
    rel: f64,
    abs: f64,
}

impl Case<'_> {
    fn number(&self, name: &str, got: f64) {
        let want = match &self.expected[name] {
            Value::Bool(b) => f64::from(u8::from(*b)),
            other => other.as_f64().unwrap_or_else(|| panic!("{} has no {name}", self.id)),
        };
        let close = (got - want).abs() <= self.abs + self.rel * want.abs();
        assert!(close, "{} {name}: got {got}, want {want}", self.id);
    }

    fn list(&self, name: &str, got: &[f64]) {
        let want = numbers(&self.expected[name]);
        assert_eq!(got.len(), want.len(), "{} {name}", self.id);
        for (i, (g, w)) in got.iter().zip(&want).enumerate() {
            let close =
                (g.is_nan() && w.is_nan()) || (g - w).abs() <= self.abs + self.rel * w.abs();
            assert!(close, "{} {name}[{i}]: got {g}, want {w}", self.id);
        }
    }
}

/// The largest |Σz| / √(w · inflation) of all windows of lags.
fn largest_window(scored: &Scored, inflation: impl Fn(usize) -> f64) -> f64 {
    widths(scored.max_lag)
        .flat_map(|width| {
            let scale = (width as f64 * inflation(width)).sqrt();
            scored.z.windows(width).map(move |z| (z.iter().sum::<f64>() / scale).abs())
        })
        .fold(0.0, f64::max)
}

fn check(case: &Value) {
    let params = &case["params"];
    let size = |name: &str| params[name].as_u64().unwrap() as usize;
    let check = Case {
        id: case["id"].as_str().unwrap(),
        expected: &case["expected"],
        rel: case["tol"]["rel"].as_f64().unwrap(),
        abs: case["tol"]["abs"].as_f64().unwrap(),
    };
    let (x, y) = (numbers(&case["input"]["x"]), numbers(&case["input"]["y"]));
    let offset = params["weekday_of_index_0"].as_i64().unwrap();
    let starts: Vec<i64> = starts_or_default(&[], comove::calendar::period::Period::Day, x.len())
        .iter()
        .map(|s| s + offset * 86_400_000)
        .collect();
    // The calendar of the published values: one column for each weekday but Monday.
    let weekdays = (1..7).map(|day| {
        starts.iter().map(|start| f64::from(u8::from(weekday(*start) == day))).collect()
    });
    let terms = Terms { calendar: weekdays.collect(), ..Terms::default() };
    let (x, y) = (hampel(&x, 7, 4.0), hampel(&y, 7, 4.0));
    check.list("x_clipped", &x);
    check.list("y_clipped", &y);
    let whiten = |x: &[f64]| -> Prewhitened {
        let settings = Settings { max_order: size("pmax"), slow_cosines: size("J"), robust: false };
        prewhiten(x, &terms, &[], settings).expect("a model")
    };
    let (x, y) = (whiten(&x), whiten(&y));
    for (name, got) in [
        ("p_x", x.order),
        ("p_y", y.order),
        ("unit_root_x", usize::from(x.unit_root)),
        ("unit_root_y", usize::from(y.unit_root)),
        ("q_x", x.regressors),
        ("q_y", y.regressors),
        ("n_d", x.shared),
        ("n_d", y.shared),
    ] {
        check.number(name, got as f64);
    }
    check.list("resid_x", &x.residuals);
    check.list("resid_y", &y.residuals);
    let scored =
        Scored::new(&Surprise::plain(x), &Surprise::plain(y), Foreseen::default(), size("L"))
            .expect("scores");
    check.number("m", scored.common as f64);
    check.number("n_eff", scored.effective);
    check.list("scores_x", &scored.u);
    check.list("scores_y", &scored.v);
    check.list("z", &scored.z);
    check.number("p_A_unguarded", t_test(scored.z[scored.max_lag], scored.effective).unwrap());
    for (width, want) in check.expected["vif_w"].as_object().unwrap() {
        let got = scored.inflation(width.parse().unwrap());
        assert!((got - want.as_f64().unwrap()).abs() < 1e-6, "{} vif {width}: {got}", check.id);
    }
    check.number("S_B_unguarded", largest_window(&scored, |_| 1.0));
    check.number("S_B_guarded", largest_window(&scored, |w| scored.inflation(w)));
    check.number("p_W_0_14_guarded", scored.p_declared(0, 14).unwrap());
}

fn check_file(path: &Path) -> usize {
    let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let cases = file["cases"].as_array().unwrap();
    cases.iter().for_each(check);
    cases.len()
}

#[test]
fn reference_beside_the_repository() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/golden/surprises.json");
    if path.exists() {
        assert!(check_file(&path) > 0);
    }
}
