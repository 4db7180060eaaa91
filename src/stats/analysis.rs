//! Everything a report says about two aligned series, from numbers alone.
//!
//! Contract: NaN is missing (also buckets that are partial or declared an outage); an
//! infinite value counts as missing; nothing here panics on empty, constant or tied
//! input; what is not defined is `None`. The same input gives the same result bit for
//! bit: every random table has its own seed, nothing depends on hash order or a clock.

use super::{
    analysis_scale::{analysis_scale, median_in_place},
    autocorrelation::cross_correlation,
    basis::Basis,
    cautions::cautions,
    chance::{Chance, Test},
    cusum::cusum,
    disagreement::disagreements,
    distributions::normal_two_sided_p,
    effect::{Moves, effect},
    few_buckets::{carried_by_few, without_stretch},
    finding::{declared_finding, search_finding, sign, slow_evidence, slow_result, slow_search},
    granger::{testable_lags, toda_yamamoto_robust},
    growth::growth,
    guard::slow_power,
    input::Input,
    kendall::kendall,
    own_step::OwnStep,
    pearson::pearson,
    prewhiten::Terms,
    result::{
        Analysis, BestWindow, Break, Changes, Coefficient, Disagreement, Granger, Lags, Levels,
        LevelsContext, Prewhitening, Rolling, Strength, Surprises,
    },
    rolling::rolling_pearson,
    rolling_surprises::{default_window, fewest_pairs, rolling_surprises},
    shares::{NEITHER, Shares, at_price, combine, detectable, paid, shares},
    sieve::levels_context,
    significance::{Scored, default_max_lag, t_test},
    slow_swings::{SlowFinding, SlowSwings},
    span::{Span, common_span, refusal},
    spearman::spearman,
    strength::{critical, of_surprises, of_swings},
    surprise::Surprise,
    terms::{no_day, no_year},
    twin::repeats_yearly,
    verdict::{Caution, Doubt, Evidence, LEVEL, Reason, Verdict, VerdictKind, Which},
    whitened_pair::WhitenedPair,
    whiteness::leftover,
};
use crate::{calendar::period::Period, series::series::SeriesKind};

/// Everything the report says about two series.
pub fn analyse(input: &Input) -> Analysis {
    let clean = |values: &[f64]| -> Vec<f64> {
        values.iter().map(|&v| if v.is_finite() { v } else { f64::NAN }).collect()
    };
    let n = input.x.values.len().min(input.y.values.len());
    let (x, y) = (clean(&input.x.values[..n]), clean(&input.y.values[..n]));
    let mut analysis = Analysis::default();
    let Some(span) = common_span(&x, &y) else {
        analysis.verdict = Verdict::cannot_tell(Reason::NoOverlap);
        return analysis;
    };
    let (xs, ys) = (&x[span.from..span.to], &y[span.from..span.to]);
    let max_lag = max_lag(input, span.len());
    analysis.growth = growth(xs, ys, input.period, input.options.ratio);
    describe(&mut analysis, xs, ys, max_lag);
    let short = no_day(input.period, span.len());
    let hours = span.len() as u64;
    let refused = refusal(xs, ys, span.complete)
        .or_else(|| short.then_some(Reason::LessThanThreeDays { hours }));
    let mut verdict = match (refused, OwnStep::of(input, &span, xs, ys)) {
        (Some(reason), _) => Verdict::cannot_tell(reason),
        (None, Some(own)) => test_at_own_step(input, &own, &mut analysis),
        (None, None) => test(input, span, xs, ys, max_lag, &mut analysis),
    };
    cautions(&mut verdict.cautions, input, &span, xs, ys, &analysis);
    analysis.verdict = verdict;
    // Positions inside the span become positions in the input.
    let shift = |i: &mut usize| *i += span.from;
    analysis.rolling.last.iter_mut().for_each(shift);
    analysis
        .disagreements
        .iter_mut()
        .for_each(|d| (d.from, d.to) = (d.from + span.from, d.to + span.from));
    analysis.breaks.at.iter_mut().for_each(shift);
    for doubt in &mut analysis.verdict.doubts {
        if let Doubt::SharedEvent { at } = doubt {
            shift(at);
        }
    }
    for caution in &mut analysis.verdict.cautions {
        match caution {
            Caution::FewBuckets { at, .. } => shift(at),
            Caution::OneStretch { from, to } => [from, to].into_iter().for_each(shift),
            _ => {}
        }
    }
    analysis
}

fn max_lag(input: &Input, n: usize) -> usize {
    let wanted = input.options.max_lag.map_or(default_max_lag(n), |l| l as usize);
    // A declared window that reaches further takes the search with it.
    let declared = input
        .options
        .lag_window
        .map_or(0, |(a, b)| a.unsigned_abs().max(b.unsigned_abs()) as usize);
    wanted.max(declared).min(MOST_LAGS).min(n.saturating_sub(1))
}

/// Lags beyond this are refused: the search grows and the overlap shrinks.
const MOST_LAGS: usize = 400;

/// Numbers that need no model.
fn describe(analysis: &mut Analysis, x: &[f64], y: &[f64], max_lag: usize) {
    let coefficients = |x: &[f64], y: &[f64]| {
        let (pearson, spearman, kendall) = (pearson(x, y), spearman(x, y), kendall(x, y));
        let n = pearson.n as u64;
        (
            n,
            Coefficient { value: pearson.r, n },
            Coefficient { value: spearman.r, n: spearman.n as u64 },
            Coefficient { value: kendall.tau_b, n: kendall.n as u64 },
        )
    };
    let (n, pearson, spearman, kendall) = coefficients(x, y);
    analysis.levels = Levels { n, pearson, spearman, kendall, ..Levels::default() };
    let change = |s: &[f64]| -> Vec<f64> { s.windows(2).map(|w| w[1] - w[0]).collect() };
    let (n, pearson, spearman, kendall) = coefficients(&change(x), &change(y));
    analysis.changes = Changes { n, pearson, spearman, kendall };
    let limit = max_lag as i32;
    let lags: Vec<i32> = (-limit..=limit).collect();
    let nothing = vec![None; lags.len()];
    let levels = cross_correlation(x, y, max_lag).unwrap_or_else(|| nothing.clone());
    analysis.lags = Lags { lags, levels, surprises: nothing, band: None };
}

/// The test of two filled series, at the step at which both have news.
fn test_at_own_step(input: &Input, own: &OwnStep, analysis: &mut Analysis) -> Verdict {
    let input = own.input(input);
    let (x, y) = (input.x.values, input.y.values);
    let mut found = Analysis::default();
    let verdict = match common_span(x, y) {
        None => Verdict::cannot_tell(Reason::NoOverlap),
        Some(span) => {
            let (x, y) = (&x[span.from..span.to], &y[span.from..span.to]);
            match refusal(x, y, span.complete) {
                Some(reason) => Verdict::cannot_tell(reason),
                None => {
                    let max_lag = max_lag(&input, span.len());
                    let lags = -(max_lag as i32)..=max_lag as i32;
                    found.lags.lags = lags.collect();
                    test(&input, span, x, y, max_lag, &mut found)
                }
            }
        }
    };
    own.told(found, verdict, analysis)
}

/// The surprises test, and what hangs on its scores.
fn test(
    input: &Input,
    span: Span,
    x: &[f64],
    y: &[f64],
    max_lag: usize,
    analysis: &mut Analysis,
) -> Verdict {
    let pair = match WhitenedPair::new(input, span, x, y) {
        Ok(pair) => pair,
        Err(verdict) => return verdict,
    };
    let (x, y, px, py, days) = (&pair.x, &pair.y, &pair.of_x, &pair.of_y, &pair.days);
    let basis = shared_columns(&pair.terms, [px, py], &days.columns, x.len());
    let foreseen =
        days.foreseen[0].iter().zip(&days.foreseen[1]).filter(|(x, y)| **x && **y).count();
    let scored = Scored::new(px, py, days.foreseen.clone(), max_lag).map(Scored::guarding_memory);
    let Some(scored) = scored else {
        return Verdict::cannot_tell(Reason::TooFew { complete: span.complete as u64 });
    };
    let options = &input.options;
    let (scale_x, scale_y) = (analysis_scale(x, input.x.kind), analysis_scale(y, input.y.kind));
    let context = levels_context(&scale_x, &scale_y, &basis, options.context_draws);
    if let Some(context) = context {
        analysis.context_r = Some(context.r);
        analysis.levels.context = LevelsContext {
            exceeded_by_chance: Some(context.exceeded_by_chance),
            threshold95: Some(context.threshold95),
        };
    }
    let (same, any) = (scored.p_same_period(), scored.p_any_lag());
    let declared = options.lag_window.and_then(|(a, b)| scored.declared(a, b));
    let p_declared = options.lag_window.and_then(|(a, b)| scored.p_declared(a, b));
    let swings = slow_search([px, py], input.period, &pair.starts);
    let passes = |p: Option<f64>| p.is_some_and(|p| p <= LEVEL);
    let shares = shares(scored.common as u64, swings.is_some());
    let [same_paid, any_paid] = [paid(same, shares[0]), paid(any, shares[1])];
    let all = |slow| combine(&[(same, shares[0]), (any, shares[1]), (Some(slow), shares[2])]);
    let p_search = all(swings.as_ref().map_or(NEITHER, |(_, found)| found.p));
    // Where the lags find it without the slow swings, or say more than they, the verdict speaks of the lags.
    let lags_say = same_paid.unwrap_or(1.0).min(any_paid.unwrap_or(1.0));
    let slow_says_most = swings
        .as_ref()
        .is_some_and(|(_, found)| found.p <= LEVEL && found.p / shares[2] < lags_say);
    let slow_alone = passes(p_search) && !passes(all(NEITHER)) && slow_says_most;
    let declared_decides = p_declared.is_some() && !options.lag_window_after_looking;
    let p = if declared_decides { p_declared } else { p_search };
    let best = scored.best_window();
    let summary =
        |s: &Surprise| Prewhitening { order: s.model.order as u32, unit_root: s.model.unit_root };
    let same_period = of_surprises(&scored, (0, 0), 0, false);
    let found = detectable(scored.effective, shares);
    analysis.surprises = Surprises {
        n: scored.common as u64,
        n_effective: scored.effective,
        r: same_period.map(|s| s.r),
        interval: same_period.and_then(|s| s.interval),
        p_same_period: same,
        p_any_lag: any,
        p_declared,
        p,
        best_window: Some(BestWindow {
            from: scored.lag(best.first),
            to: scored.lag(best.last),
            sign: if best.statistic < 0.0 { -1 } else { 1 },
            statistic: best.statistic.abs(),
        }),
        detectable: found.map(|[same, _]| same),
        detectable_any_lag: found.map(|[_, any]| any),
        detectable_slow: swings.as_ref().and_then(|(swings, _)| swings.detectable(shares[2])),
        slow: swings.as_ref().map(|(swings, found)| slow_result(swings, found)),
        foreseen: foreseen as u64,
        own_step: None,
        left_out: pair.left_out.clone(),
        x: summary(px),
        y: summary(py),
    };
    let left = |s: &Surprise| leftover(&s.scores, s.fitted).is_some_and(|p| p <= LEVEL);
    let slow = |s: &[f64]| slow_power(s).is_some_and(|z| z >= MEMORY_LEFT);
    let search = search_finding(&scored, same_paid, any_paid);
    let declared_finding = options
        .lag_window
        .zip(declared)
        .map(|(window, (statistic, _))| declared_finding(&scored, window, statistic));
    // Of what the verdict would speak: the same a year apart is a calendar's.
    let spoken = match (declared_finding, &swings) {
        (Some(of), _) if declared_decides && passes(p) => Some((of.window, of.sign)),
        (_, Some((swings, found))) if slow_alone => {
            Some(((0, 0), sign(swings.at[found.decides].sum)))
        }
        _ => passes(p_search).then_some((search.window, search.sign)),
    };
    let repeats = spoken.is_some_and(|(window, sign)| {
        repeats_yearly(&scored, (input.period, &pair.starts), window, sign)
    });
    let evidence = Evidence {
        p,
        p_search,
        p_declared,
        declared_decides,
        search: Some(search),
        declared: declared_finding,
        effective: scored.effective,
        complete: span.complete as u64,
        slow: swings.as_ref().map(|(swings, found)| slow_evidence(swings, found, input.period)),
        slow_alone,
        leftover: (left(px), left(py)),
        long_memory: slow(&scored.u) && slow(&scored.v),
        repeats,
    };
    let mut verdict = Verdict::decide(&evidence);
    let slow = swings.as_ref().zip(analysis.surprises.slow.as_ref()).filter(|_| verdict.slow);
    let strength = match slow {
        Some(((swings, found), slow)) => Some(of_swings(swings, found.decides, slow)),
        None => strength(&verdict, &evidence, &scored),
    };
    analysis.strength = strength;
    if options.strength_only {
        return verdict;
    }
    analysis.granger = granger(&scale_x, &scale_y, input.period, &basis);
    let deciding =
        p.map(|_| Deciding::of(&evidence, &scored, swings.as_ref(), [same, any], shares, declared));
    analysis.chance = deciding.as_ref().map(|d| Chance::new(d.test, d.statistic, &d.p));
    if matches!(verdict.kind, VerdictKind::Together | VerdictKind::Opposite)
        && let Some(strength) = strength.filter(|s| !s.slow)
    {
        let moves = |values: &[f64], kind, ratio, found: &Surprise| {
            let again = |values: &[f64]| pair.again(values, SeriesKind::Measurement);
            moves(values, kind, ratio, found, again)
        };
        let (ratio, kinds) = (input.options.ratio, (input.x.kind, input.y.kind));
        let both = moves(x, kinds.0, ratio.0, px).zip(moves(y, kinds.1, ratio.1, py));
        let ends = critical(&scored, (strength.from, strength.to), strength.searched);
        // In the same period the one that helps to predict the other goes first.
        let Granger { x_to_y, y_to_x } = analysis.granger;
        let x_first = !passes(y_to_x) || x_to_y.unwrap_or(1.0) <= y_to_x.unwrap_or(1.0);
        analysis.effect = both.and_then(|(x, y)| effect(&x, &y, &scored, &strength, ends, x_first));
    }
    if verdict.finds() && no_year(input.period, x.len()) {
        verdict.cautions.push(Caution::NoYearlyCycle);
    }
    for (which, left) in [(Which::X, evidence.leftover.0), (Which::Y, evidence.leftover.1)] {
        if left && evidence.leftover != (true, true) {
            verdict.cautions.push(Caution::LeftoverAutocorrelation(which));
        }
    }
    let left_out = pair.left_out.iter().map(|left| Caution::SharedDays {
        days: left.days,
        buckets: left.buckets,
        chosen: left.chosen,
    });
    verdict.cautions.extend(left_out);
    let lags = window_of(strength.as_ref());
    let (u, v) = scored.paired(lags);
    if verdict.slow {
        verdict.cautions.push(Caution::OneEvent);
    } else if passes(p)
        && let (Some(deciding), Some(sign)) = (&deciding, verdict.sign)
    {
        let lost = |share: f64| (deciding.p)(share * deciding.statistic) > LEVEL;
        let few = carried_by_few(&u, &v, sign, &lost);
        let stretch = || without_stretch(&u, &v, sign).filter(|(share, _)| lost(*share));
        let caution = match few {
            Some(few) => Some(Caution::FewBuckets { buckets: few.buckets as u64, at: few.most }),
            None => stretch().map(|(_, (from, to))| Caution::OneStretch { from, to }),
        };
        verdict.cautions.extend(caution);
    }
    let (common_volatility, widen) = scored.volatility();
    if common_volatility {
        verdict.cautions.push(Caution::CommonVolatility);
    }
    roll(analysis, options.rolling_window, &scored, (x, y), widen);
    // Nothing can go apart that was not together.
    if verdict.finds() {
        analysis.disagreements = disagreements(&scale_x, &scale_y)
            .into_iter()
            .map(|a| Disagreement { from: a.from, to: a.to, r: a.r })
            .collect();
    }
    // A link can only change where there is one, and slow swings are too few for a test of it.
    if verdict.finds()
        && !verdict.slow
        && let Some(found) = cusum(&u, &v, 0)
    {
        let at = (found.p <= LEVEL).then_some(found.at);
        analysis.breaks = Break { p: Some(found.p), at };
    }
    analysis.lags.surprises = scored.correlations();
    analysis.lags.band = scored.band();
    verdict
}

/// Standard score of slow power in *both* series' scores from which their memory is longer than
/// the model took out: one in 400 unrelated pairs without any.
const MEMORY_LEFT: f64 = 1.645;

fn roll(
    analysis: &mut Analysis,
    window: Option<u32>,
    scored: &Scored,
    (x, y): (&[f64], &[f64]),
    widen: f64,
) {
    let n = x.len();
    let window = window.map_or(default_window(n), |w| w as usize).clamp(5, n.max(5));
    let paid = (scored.common as f64 / scored.effective.max(1.0)).sqrt();
    let strength = analysis.strength.as_ref();
    let lags = window_of(strength);
    let (u, v) = scored.paired(lags);
    let found = rolling_surprises(&u, &v, window, widen * paid);
    // The levels at the lag that stands for the window, at the later one's bucket too.
    let lag = strength.filter(|s| !s.slow).map_or(0, |s| s.lag);
    let by = (lag.unsigned_abs() as usize).min(n);
    let late = |values: &[f64]| [&vec![f64::NAN; by][..], &values[..n - by]].concat();
    let levels = match lag {
        0 => rolling_pearson(x, y, window, fewest_pairs(window)),
        1.. => rolling_pearson(&late(x), y, window, fewest_pairs(window)),
        _ => rolling_pearson(x, &late(y), window, fewest_pairs(window)),
    };
    analysis.rolling = Rolling {
        window: window as u32,
        levels: found.last.iter().map(|&t| levels[t]).collect(),
        last: found.last,
        r: found.r,
        band: found.band,
    };
}

/// The test that the verdict's p is of.
struct Deciding<'a> {
    test: Test,
    /// What it reached.
    statistic: f64,
    /// The verdict's p that a statistic of it would have.
    p: Box<dyn Fn(f64) -> f64 + 'a>,
}

impl<'a> Deciding<'a> {
    fn of(
        evidence: &Evidence,
        scored: &'a Scored,
        swings: Option<&'a (SlowSwings, SlowFinding)>,
        [same, any]: [Option<f64>; 2],
        [share_same, share_any, share_slow]: Shares,
        declared: Option<(f64, usize)>,
    ) -> Deciding<'a> {
        let new = |test, statistic, p| Deciding { test, statistic, p };
        if let Some((statistic, _)) = declared.filter(|_| evidence.declared_decides) {
            return new(Test::Declared, statistic, Box::new(normal_two_sided_p));
        }
        let verdict = evidence.p.unwrap_or(1.0);
        let price = |own: Option<f64>| at_price(own.unwrap_or(1.0), verdict);
        let (at_lag_0, at_any_lag) = (price(same), price(any));
        let (same, any) = (paid(same, share_same), paid(any, share_any));
        let least = same.unwrap_or(1.0).min(any.unwrap_or(1.0));
        let by_swings = swings.filter(|(_, found)| {
            evidence.slow_alone || (found.p / share_slow < least && verdict > LEVEL)
        });
        if let Some((swings, found)) = by_swings {
            let price = at_price(found.p, verdict);
            let p = move |s| price(swings.p_of(found.decides, s));
            return new(Test::Slow, swings.at[found.decides].statistic, Box::new(p));
        }
        if same <= any {
            let p = move |z| at_lag_0(t_test(z, scored.effective).unwrap_or(1.0));
            return new(Test::SamePeriod, scored.z_same_period(), Box::new(p));
        }
        let null = scored.null();
        let p = move |s: f64| at_any_lag(null.p_any_window(s.abs()));
        new(Test::AnyLag, scored.best_window().statistic, Box::new(p))
    }
}

/// A count that is mostly below this is no matter of ratios.
const FEW: f64 = 10.0;

/// A series' unexpected moves on a scale that can be said: those that the test is of, or where these are
/// logarithms of something that has no ratios, those of the values as they are.
fn moves(
    values: &[f64],
    kind: SeriesKind,
    ratio: bool,
    found: &Surprise,
    again: impl Fn(&[f64]) -> Option<Surprise>,
) -> Option<Moves> {
    let known = || values.iter().copied().filter(|v| v.is_finite());
    let log = match kind {
        SeriesKind::EventCount => known().all(|v| v >= 0.0),
        SeriesKind::Measurement => known().all(|v| v > 0.0),
    };
    let middle = median_in_place(&mut known().collect::<Vec<f64>>());
    let few = kind == SeriesKind::EventCount && middle < FEW;
    if !log || (ratio && !few) {
        return Some(Moves { values: found.model.residuals.clone(), log });
    }
    // Below 0 nothing has a logarithm.
    let centred: Vec<f64> = values.iter().map(|v| v - middle).collect();
    Some(Moves { values: again(&centred)?.model.residuals, log: false })
}

/// The strength at the verdict's lag or window; where nothing was found, at the window that was
/// declared, or in the same period.
fn strength(verdict: &Verdict, evidence: &Evidence, scored: &Scored) -> Option<Strength> {
    let declared = evidence.declared.filter(|_| evidence.declared_decides);
    let window = verdict.window.or(declared.map(|d| d.window)).unwrap_or((0, 0));
    let lag = verdict.lag.or(declared.map(|d| d.lag)).unwrap_or(0);
    let outside = verdict.doubts.contains(&Doubt::OutsideDeclared);
    let picked = verdict.window.is_some() && (outside || !evidence.declared_decides);
    of_surprises(scored, window, lag, picked && window != (0, 0))
}

/// The lags at which the views compare: those of the strength, for slow swings the same period.
fn window_of(strength: Option<&Strength>) -> (i32, i32) {
    strength.filter(|s| !s.slow).map_or((0, 0), |s| (s.from, s.to))
}

/// What the levels' context and Granger take out of both: everything that at least one of the two
/// models took out, beside the days that both foresee. What one series alone has is out of both, too:
/// a season that one model found too weak is still a season of the other.
fn shared_columns(terms: &Terms, models: [&Surprise; 2], days: &[Vec<f64>], n: usize) -> Basis {
    let chosen = (0..terms.extra.len())
        .filter(|e| models.iter().any(|found| found.model.extra.contains(e)))
        .filter_map(|e| terms.extra.get(e));
    let always = terms.calendar.iter().chain(&terms.control_levels).chain(days);
    let all: Vec<&[f64]> = always.chain(chosen).map(|column| &column[..]).collect();
    Basis::new(n, &all)
}

/// Toda–Yamamoto with a trend, the calendar and the controls, on the analysis scales.
fn granger(x: &[f64], y: &[f64], period: Period, basis: &Basis) -> Granger {
    let lags = testable_lags(x.len(), period.rhythm());
    // The test has a constant of its own. Orthogonal columns span the same and are never dependent.
    let terms = basis.columns().get(1..).unwrap_or_default();
    let p = |cause, effect| toda_yamamoto_robust(cause, effect, lags, 1, terms).map(|f| f.p);
    Granger { x_to_y: p(x, y), y_to_x: p(y, x) }
}
