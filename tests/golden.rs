//! Every statistic against the reference values in `../shared/golden`, where that folder is.
//!
//! A value passes when |got − expected| ≤ abs + rel · |expected|; `null` must be `None`. All misses
//! are reported in one table. Each statistic's own tests hold constants that need no folder.

#![allow(clippy::unwrap_used, reason = "a test fails loudly")]

mod reference;

use comove::stats::{
    autocorrelation::{autocorrelation, cross_correlation, ljung_box},
    distributions::{chi2_sf, f_sf, normal_quantile, normal_two_sided_p, student_t_two_sided_p},
    granger::FTest,
    pairs::complete_pairs,
    ranks::ranks,
    rolling::rolling_pearson,
    slow_swings::{AtCutoff, SlowSwings, cutoffs, filter, lowest, phases},
    spearman::spearman,
};
use reference::{
    adjusted::autocorrelation_adjusted,
    ar_least_squares::autoregression,
    breaks::mean_break,
    cointegration::engle_granger,
    granger::{chi2, granger, toda_yamamoto},
    hac::{cosine_variance, hac_line, newey_west},
    kendall,
    lowess::lowess,
    mackinnon::Deterministic,
    moments::{mean, standard_deviation},
    multiple::{Adjustment, adjust},
    ols::{Ols, ols},
    partial::partial_correlation,
    pearson,
    rolling_mean::{Placement, rolling_mean},
    slow_null,
    theil_sen::theil_sen,
    transform,
    unit_root::{DickeyFuller, KpssLags, dickey_fuller, dickey_fuller_aic, kpss},
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    f64::consts::TAU,
    fs,
    path::{Path, PathBuf},
};

/// What we computed, in the shape of `expected`.
enum Got {
    Number(Option<f64>),
    Truth(bool),
    List(Vec<Got>),
    Fields(BTreeMap<&'static str, Got>),
}

impl From<f64> for Got {
    fn from(v: f64) -> Self {
        Got::Number(Some(v))
    }
}
impl From<Option<f64>> for Got {
    fn from(v: Option<f64>) -> Self {
        Got::Number(v)
    }
}
impl From<usize> for Got {
    fn from(v: usize) -> Self {
        Got::Number(Some(v as f64))
    }
}
impl From<bool> for Got {
    fn from(v: bool) -> Self {
        Got::Truth(v)
    }
}
impl From<(f64, f64)> for Got {
    fn from(v: (f64, f64)) -> Self {
        vec![v.0, v.1].into()
    }
}
impl<T: Into<Got>> From<Vec<T>> for Got {
    fn from(v: Vec<T>) -> Self {
        Got::List(v.into_iter().map(Into::into).collect())
    }
}

/// A composite that may be undefined as a whole.
fn maybe<T: Into<Got>>(value: Option<T>) -> Got {
    value.map_or(Got::Number(None), Into::into)
}

macro_rules! fields {
    ($($name:literal: $value:expr),* $(,)?) => {
        Got::Fields(BTreeMap::from([$(($name, Got::from($value))),*]))
    };
}

#[test]
fn golden() {
    // Cases made elsewhere, in the same form, can be walked instead.
    let folder = std::env::var_os("GOLDEN").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/golden"),
        PathBuf::from,
    );
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: no {}", folder.display());
        return;
    };
    let mut files: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    let (mut cases, mut values, mut misses) = (0, 0, Vec::new());
    for path in files {
        let file: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for case in file["cases"].as_array().unwrap() {
            let name = case["fn"].as_str().unwrap();
            // Calendar and surprises have tests of their own.
            if matches!(name, "resample" | "gap_report" | "surprises") {
                continue;
            }
            cases += 1;
            let id = case["id"].as_str().unwrap();
            let got = match name {
                "slow_swings" => Some(slow_swings_fields(case, &file["nulls"], &mut misses)),
                _ => compute(case),
            };
            let Some(got) = got else {
                misses.push(format!("{id}: nothing computes {name}"));
                continue;
            };
            let expected = match &case["expected"]["exact_on_doubles"] {
                // NIST certifies decimals; what the parsed doubles give is the fair expectation.
                Value::Null => &case["expected"],
                exact => exact,
            };
            let tolerance =
                (case["tol"]["rel"].as_f64().unwrap(), case["tol"]["abs"].as_f64().unwrap());
            compare(id, expected, &got, tolerance, &mut values, &mut misses);
        }
    }
    println!("{cases} cases, {values} values, {} misses", misses.len());
    assert!(
        misses.is_empty(),
        "{} of {values} values missed:\n{}",
        misses.len(),
        misses.join("\n")
    );
}

fn compare(
    at: &str,
    expected: &Value,
    got: &Got,
    (relative, absolute): (f64, f64),
    values: &mut usize,
    misses: &mut Vec<String>,
) {
    let mut miss = |text: String| misses.push(format!("{at:55} {text}"));
    match (expected, got) {
        (Value::Object(fields), Got::Fields(got)) => {
            for (name, expected) in fields {
                match got.get(name.as_str()) {
                    Some(got) => {
                        compare(
                            &format!("{at} {name}"),
                            expected,
                            got,
                            (relative, absolute),
                            values,
                            misses,
                        );
                    }
                    None => misses.push(format!("{at} {name}: not computed")),
                }
            }
            return;
        }
        (Value::Array(list), Got::List(got)) => {
            if list.len() != got.len() {
                miss(format!("{} values, not {}", got.len(), list.len()));
            }
            for (i, (expected, got)) in list.iter().zip(got).enumerate() {
                compare(&format!("{at}[{i}]"), expected, got, (relative, absolute), values, misses);
            }
            return;
        }
        _ => *values += 1,
    }
    match (expected, got) {
        (Value::Null, Got::Number(None)) => {}
        (Value::Bool(expected), Got::Truth(got)) if expected == got => {}
        (_, Got::Number(Some(got))) => match number(expected) {
            Some(want) if *got == want => {}
            Some(want) if (got - want).abs() <= absolute + relative * want.abs() => {}
            _ => miss(format!("{got:e}, not {expected}")),
        },
        (_, Got::Number(None)) => miss(format!("undefined, not {expected}")),
        (_, Got::Truth(got)) => miss(format!("{got}, not {expected}")),
        (_, Got::List(_) | Got::Fields(_)) => miss(format!("another shape than {expected}")),
    }
}

/// A number, or an infinity as text.
fn number(value: &Value) -> Option<f64> {
    match value.as_str() {
        Some("inf") => Some(f64::INFINITY),
        Some("-inf") => Some(f64::NEG_INFINITY),
        Some(_) => None,
        None => value.as_f64(),
    }
}

/// Numbers; `null` is missing.
fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| number(v).unwrap_or(f64::NAN)).collect()
}

/// `None` for a statistic that is not there.
#[allow(clippy::too_many_lines, reason = "one arm a statistic")]
fn compute(case: &Value) -> Option<Got> {
    let (input, params, expected) = (&case["input"], &case["params"], &case["expected"]);
    let column = |name: &str| numbers(&input[name]);
    let parameter = |name: &str| params[name].as_u64().unwrap() as usize;
    Some(match case["fn"].as_str()? {
        "pearson" => {
            let found = pearson::tested(&column("x"), &column("y"));
            fields! {
                "n_used": found.n, "r": found.r, "p_value": found.p_value(), "t": found.t(),
                "ci95_fisher": maybe(found.interval(0.95)),
            }
        }
        "spearman" => {
            let (x, y) = complete_pairs(&column("x"), &column("y"));
            let found = spearman(&column("x"), &column("y"));
            fields! {
                "n_used": found.n, "rho": found.r,
                "p_value_t": pearson::tested(&ranks(&x), &ranks(&y)).p_value(),
                "rank_x": ranks(&x), "rank_y": ranks(&y),
            }
        }
        "kendall_tau_b" => {
            let found = kendall::tested(&column("x"), &column("y"));
            fields! {
                "n_used": found.n, "tau_b": found.tau_b, "ties": found.ties,
                "p_asymptotic": found.p_asymptotic(), "p_exact": found.p_exact(),
            }
        }
        "partial_pearson" => {
            let controls: Vec<Vec<f64>> =
                input["controls"].as_array()?.iter().map(numbers).collect();
            let controls: Vec<&[f64]> = controls.iter().map(|c| &c[..]).collect();
            let found = partial_correlation(&column("x"), &column("y"), &controls);
            fields! {
                "r": found.r, "df": found.degrees_of_freedom(), "t": found.t(), "p_value": found.p_value(),
            }
        }
        "student_t_two_sided_p" => fields! {
            "p": table(&column("t"), &input["df"], |t, df| student_t_two_sided_p(t, number(df).unwrap())),
        },
        "normal_two_sided_p" => fields! {
            "p": column("z").into_iter().map(normal_two_sided_p).collect::<Vec<_>>(),
        },
        "normal_quantile" => fields! {
            "z": column("p").into_iter().map(normal_quantile).collect::<Vec<_>>(),
        },
        "f_sf" => fields! {
            "p": table(&column("F"), &input["df"], |f, df| {
                let df = numbers(df);
                f_sf(f, df[0], df[1])
            }),
        },
        "chi2_sf" => fields! {
            "p": table(&column("x"), &input["df"], |x, df| chi2_sf(x, number(df).unwrap())),
        },
        "acf" => {
            let x = column("x");
            let lags = parameter("nlags");
            fields! {
                "acf": maybe(autocorrelation(&x, lags)),
                "acf_adjusted": maybe(autocorrelation_adjusted(&x, lags)),
            }
        }
        "ccf" => {
            let (x, y) = (column("x"), column("y"));
            let most = parameter("max_lag");
            let ours = cross_correlation(&x, &y, most);
            // R's lag k is our −k: k > 0 means there that y leads.
            let r = ours.map(|mut ours| {
                ours.reverse();
                ours
            });
            let n = x.len() as f64;
            let adjusted = r.as_ref().map(|r| {
                (0..=most).map(|k| r[most + k].map(|r| r * n / (n - k as f64))).collect::<Vec<_>>()
            });
            let lags: Vec<f64> = (0..=2 * most).map(|k| k as f64 - most as f64).collect();
            fields! { "lags": lags, "ccf_R": maybe(r), "ccf_adjusted_nonneg": maybe(adjusted) }
        }
        "ljung_box" => {
            let x = column("x");
            let lags = numbers(&expected["lags"]);
            let tests: Vec<_> = lags.iter().map(|lag| ljung_box(&x, *lag as usize, 0)).collect();
            fields! {
                "lags": lags,
                "Q": tests.iter().map(|t| t.map(|t| t.statistic)).collect::<Vec<_>>(),
                "p_value": tests.iter().map(|t| t.map(|t| t.p)).collect::<Vec<_>>(),
            }
        }
        "newey_west_lrv" => fields! { "lrv": newey_west(&column("x"), parameter("bandwidth")) },
        "ewc_lrv" => {
            let found = cosine_variance(&column("x"));
            fields! {
                "lrv": found.map(|v| v.variance), "nu": maybe(found.map(|v| v.degrees)),
            }
        }
        "ols_hac" => {
            let line = hac_line(&column("x"), &column("y"), parameter("bandwidth"));
            fields! {
                "intercept": line.map(|l| l.intercept), "slope": line.map(|l| l.slope),
                "se_slope": line.map(|l| l.se_slope), "t_slope": line.map(|l| l.t_slope),
            }
        }
        "ols_simple" => {
            let (x, y) = (column("x"), column("y"));
            let fit = ols(&[&x], &y, true);
            let fit = fit.as_ref();
            let at = |values: Option<&Vec<f64>>, i: usize| values.map(|v| v[i]);
            let coefficients = fit.map(|f| &f.coefficients);
            let errors = fit.and_then(|f| f.standard_errors.as_ref());
            fields! {
                "slope": at(coefficients, 1), "intercept": at(coefficients, 0),
                "r": pearson::tested(&x, &y).r,
                "se_slope": at(errors, 1), "se_intercept": at(errors, 0),
                "p_slope": fit.and_then(|f| f.p_value(1)),
                "ci95_slope": maybe(fit.and_then(|f| f.interval(1, 0.95))),
                "ci95_intercept": maybe(fit.and_then(|f| f.interval(0, 0.95))),
                "r2": fit.and_then(|f| f.r2), "sigma": fit.and_then(|f| f.sigma),
            }
        }
        "theil_sen" => {
            let line = theil_sen(&column("x"), &column("y"), 0.95);
            fields! {
                "slope": line.map(|l| l.slope), "intercept": line.map(|l| l.intercept),
                "ci95": maybe(line.and_then(|l| l.interval)),
            }
        }
        "nist_univariate" => {
            let x = column("x");
            fields! {
                "mean": mean(&x), "sd_n_minus_1": standard_deviation(&x),
                "acf1": autocorrelation(&x, 1).map(|r| r[1]),
            }
        }
        "nist_regression" => {
            let columns: Vec<Vec<f64>> = input["X"].as_array()?.iter().map(numbers).collect();
            regression(&columns, &column("y"), params)
        }
        "nist_polynomial" => {
            let x = column("x");
            let degree = params["degree"].as_i64()? as i32;
            let columns: Vec<Vec<f64>> =
                (1..=degree).map(|d| x.iter().map(|v| v.powi(d)).collect()).collect();
            regression(&columns, &column("y"), params)
        }
        "anscombe" => {
            let (x, y) = (column("x"), column("y"));
            let found = pearson::tested(&x, &y);
            let line = ols(&[&x], &y, true);
            fields! {
                "r": found.r, "p_value": found.p_value(),
                "slope": line.as_ref().map(|l| l.coefficients[1]),
                "intercept": line.as_ref().map(|l| l.coefficients[0]),
                "spearman": spearman(&x, &y).r, "kendall_tau_b": kendall::tested(&x, &y).tau_b,
            }
        }
        "adf" => {
            let lags = parameter("lags");
            dickey_fuller_fields(dickey_fuller(&column("x"), deterministic(params), lags))
        }
        "adf_aic" => dickey_fuller_fields(dickey_fuller_aic(&column("x"), deterministic(params))),
        "kpss" => {
            let lags = match params["nlags"].as_str() {
                Some("auto") => KpssLags::Automatic,
                Some("legacy") => KpssLags::Schwert,
                _ => KpssLags::Fixed(parameter("nlags")),
            };
            let test = kpss(&column("x"), params["regression"] == "ct", lags);
            fields! {
                "stat": test.map(|t| t.statistic), "p_interpolated_clamped": test.map(|t| t.p),
                "lags": maybe(test.map(|t| t.lags)),
            }
        }
        "engle_granger" => {
            assert_eq!(params["trend"], "c");
            let test = engle_granger(&column("y"), &column("x"), parameter("lags"));
            fields! {
                "stat": test.map(|t| t.statistic), "p_mackinnon": test.map(|t| t.p),
                "crit_1_5_10": maybe(test.map(|t| t.critical.to_vec())),
            }
        }
        "granger_f" => f_fields(granger(&column("cause"), &column("effect"), parameter("lags"))),
        "toda_yamamoto_f" => f_fields(toda_yamamoto(
            &column("cause"),
            &column("effect"),
            parameter("lags"),
            parameter("extra_lags"),
        )),
        "ar_ols" => {
            let fit = autoregression(&column("x"), parameter("p"));
            fields! {
                "const": fit.as_ref().map(|f| f.constant), "rss": fit.as_ref().map(|f| f.rss),
                "phi": maybe(fit.as_ref().map(|f| f.phi.clone())),
                "resid_from_t_p": maybe(fit.map(|f| f.residuals)),
            }
        }
        "adjust_p" => {
            let p = column("p");
            fields! {
                "bh": adjust(&p, Adjustment::BenjaminiHochberg),
                "by": adjust(&p, Adjustment::BenjaminiYekutieli),
                "holm": adjust(&p, Adjustment::Holm),
                "bonferroni": adjust(&p, Adjustment::Bonferroni),
                "sidak": adjust(&p, Adjustment::Sidak),
                "hommel": adjust(&p, Adjustment::Hommel),
            }
        }
        "single_mean_break" => {
            let found = mean_break(&column("x"), parameter("min_segment"));
            fields! {
                "first_index_of_second_segment": maybe(found.map(|b| b.at)),
                "ssr": found.map(|b| b.rss), "sup_F": found.map(|b| b.sup_f),
                "cusum_ols_stat": found.map(|b| b.cusum), "cusum_p": found.map(|b| b.cusum_p),
            }
        }
        "rolling_pearson" => fields! {
            "r": rolling_pearson(&column("x"), &column("y"), parameter("window"), parameter("min_periods")),
        },
        "moving_average" => {
            let x = column("x");
            let over = |placement| {
                rolling_mean(&x, parameter("window"), parameter("min_periods"), placement)
            };
            fields! { "trailing": over(Placement::Trailing), "centered": over(Placement::Centred) }
        }
        "lowess" => fields! {
            "fit": lowess(&column("t"), &column("y"), params["frac"].as_f64()?, parameter("iterations")),
        },
        "transforms" => {
            let x = column("x");
            // The first bucket has no change.
            let changes = |v: Vec<f64>| v.into_iter().skip(1).collect::<Vec<_>>();
            fields! {
                "diff": changes(transform::diff(&x)), "log_return": changes(transform::log_return(&x)),
                "linear_detrended": transform::linear_detrended(&x),
                "zscore_sample": transform::zscore(&x),
            }
        }
        _ => return None,
    })
}

/// Everything but p is ours; p is that of the file's own draws, and ours has to be near it.
fn slow_swings_fields(case: &Value, nulls: &Value, misses: &mut Vec<String>) -> Got {
    let (input, expected) = (&case["input"], &case["expected"]);
    let filter = |which: &str| {
        let past = numbers(&input[format!("ar_{which}").as_str()]);
        filter(&past, input[format!("unit_root_{which}").as_str()].as_bool().unwrap())
    };
    let (u, v) = (numbers(&input["u"]), numbers(&input["v"]));
    let (pi_x, pi_y) = (filter("x"), filter("y"));
    let swings = SlowSwings::new(&u, &v, &pi_x, &pi_y).unwrap();
    let found = swings.finding();
    let n = swings.n;
    let draws = nulls[n.to_string().as_str()]["S"].as_array().unwrap();
    let null = [numbers(&draws[0]), numbers(&draws[1])];
    let drawn = slow_null::p_values([swings.at[0].statistic, swings.at[1].statistic], &null);
    for (name, ours, drawn) in [
        ("p", found.p, drawn.p),
        ("p at K1", found.p_at[0], drawn.p_at[0]),
        ("p at K2", found.p_at[1], drawn.p_at[1]),
    ] {
        if (ours - drawn).abs() > 0.02 {
            misses.push(format!("{}: {name} {ours}, {drawn} of the draws", case["id"]));
        }
    }
    // Phases are compared modulo 2π.
    let phase = |pi: &[f64], name: &str| -> Vec<f64> {
        let wanted = numbers(&expected[name]);
        let got = phases(pi, n, cutoffs(n)[1]);
        let near = |(got, want): (&f64, &f64)| got + TAU * ((want - got) / TAU).round();
        got.iter().zip(&wanted).map(near).collect()
    };
    let pairs = |all: &[[f64; 2]]| all.iter().map(|c| c.to_vec()).collect::<Vec<_>>();
    let at = |at: &AtCutoff| {
        fields! {
            "K": at.last, "T": at.sum, "D_f": at.over_frequencies, "D_t": at.over_time,
            "D_r": at.alike, "blocks": at.blocks.to_vec(),
            "blocks_shifted": at.blocks_later.to_vec(), "S": at.statistic,
        }
    };
    let sum = swings.at[drawn.decides].sum;
    fields! {
        "n": n, "K": cutoffs(n).to_vec(), "k0": lowest(n),
        "phase_x": phase(&pi_x, "phase_x"), "phase_y": phase(&pi_y, "phase_y"),
        "pi_x": pi_x, "pi_y": pi_y,
        "u_without_trend": swings.flat[0].clone(), "v_without_trend": swings.flat[1].clone(),
        "U": pairs(&swings.coefficients[0]), "V": pairs(&swings.coefficients[1]),
        "at": swings.at.iter().map(at).collect::<Vec<_>>(),
        "sign": if sum == 0.0 { 0.0 } else { sum.signum() },
        "p_K": drawn.p_at.to_vec(), "p": drawn.p,
    }
}

/// Rows of `x`, columns of `df`.
fn table(x: &[f64], df: &Value, f: impl Fn(f64, &Value) -> f64) -> Vec<Vec<f64>> {
    x.iter().map(|x| df.as_array().unwrap().iter().map(|df| f(*x, df)).collect()).collect()
}

fn regression(columns: &[Vec<f64>], y: &[f64], params: &Value) -> Got {
    let columns: Vec<&[f64]> = columns.iter().map(|c| &c[..]).collect();
    let fit: Option<Ols> = ols(&columns, y, params["intercept"].as_bool().unwrap());
    fields! {
        "beta": maybe(fit.as_ref().map(|f| f.coefficients.clone())),
        "se": maybe(fit.as_ref().and_then(|f| f.standard_errors.clone())),
        "sigma": fit.as_ref().and_then(|f| f.sigma),
        "r2": fit.as_ref().and_then(|f| f.r2),
    }
}

fn deterministic(params: &Value) -> Deterministic {
    match params["regression"].as_str() {
        Some("n") => Deterministic::None,
        Some("c") => Deterministic::Constant,
        Some("ct") => Deterministic::Trend,
        other => panic!("regression {other:?}"),
    }
}

fn dickey_fuller_fields(test: Option<DickeyFuller>) -> Got {
    let critical = test.map(|t| {
        let [one, five, ten] = t.critical;
        fields! { "1%": one, "5%": five, "10%": ten }
    });
    fields! {
        "stat": test.map(|t| t.statistic), "p_mackinnon": test.map(|t| t.p),
        "nobs": maybe(test.map(|t| t.n)), "usedlag": maybe(test.map(|t| t.lags)),
        "crit": critical.unwrap_or(Got::Number(None)),
    }
}

fn f_fields(test: Option<FTest>) -> Got {
    fields! {
        "F": test.map(|t| t.f), "p_value": test.map(|t| t.p),
        "df_num": maybe(test.map(|t| t.df_numerator)), "df_den": maybe(test.map(|t| t.df_denominator)),
        "chi2": test.map(|t| chi2(&t).0), "chi2_p": test.map(|t| chi2(&t).1),
    }
}
