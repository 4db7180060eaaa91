//! Autoregression with calendar terms and controls: the one regression of prewhitening.
//!
//! x_t on a constant, terms, and x_{t-1} … x_{t-p}; or the change of x on the same and the
//! changes before it. Orders and sets of terms are compared by AICc on one common sample, from
//! one cross-product matrix.
//!
//! Contract: a missing value (NaN) has no residual; a missing lag is the last value before it
//! (interpolation would leak the future); a row with a missing term is left out. The series is
//! centred and scaled first, so that values of any magnitude are fitted alike. Constant or empty
//! input gives `None`.

use super::{
    analysis_scale::median_in_place,
    cholesky::{Gram, Growing},
};
use std::{f64::consts::PI, ops::Range};

/// What is regressed out besides the series' own past.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// Columns that depend on the calendar alone and always enter; the same for both series.
    pub calendar: Vec<Vec<f64>>,
    /// Further calendar columns, of which a series takes one of the `choices`.
    pub extra: Vec<Vec<f64>>,
    /// Sets of positions in `extra`; none of them is a choice too.
    pub choices: Vec<Vec<usize>>,
    /// Positions in `extra` of slow waves: a wandering series always has one that seems to fit.
    pub slow: std::ops::Range<usize>,
    /// Columns of the controls for a series in levels.
    pub control_levels: Vec<Vec<f64>>,
    /// Columns of the controls for a series in changes.
    pub control_changes: Vec<Vec<f64>>,
}

impl Terms {
    /// The same without the columns of which a series chooses.
    pub(crate) fn without_choices(&self) -> Terms {
        let slow = 0..0;
        Terms { extra: Vec::new(), choices: Vec::new(), slow, ..self.clone() }
    }

    /// The same without slow waves among the choices.
    pub(crate) fn without_slow(&self) -> Terms {
        let choices = self.choices.iter().filter(|choice| !self.has_slow(choice)).cloned();
        Terms { choices: choices.collect(), slow: 0..0, ..self.clone() }
    }

    /// Whether a set of terms holds a slow wave.
    pub(crate) fn has_slow(&self, extra: &[usize]) -> bool {
        extra.iter().any(|e| self.slow.contains(e))
    }
}

/// Levels, with slow cosines against what a stationary model leaves; or changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Form {
    Levels { cosines: usize },
    Changes,
}

impl Form {
    /// Levels and nothing slow.
    pub(crate) const PLAIN: Form = Form::Levels { cosines: 0 };
}

/// A model to fit: everything that selection decided.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub order: usize,
    /// Positions in `Terms::extra`.
    pub extra: Vec<usize>,
    /// Rows that all candidates had.
    pub sample: usize,
}

/// Cross products of all terms, all lags and the series, on the rows that have all of them.
pub(crate) struct Candidates {
    gram: Gram,
    sample: usize,
    max: usize,
}

/// A fitted model.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    /// In units of [`Model::scale`]; NaN where there is none.
    pub residuals: Vec<f64>,
    pub regressors: usize,
    /// Constant, calendar and controls among them.
    pub shared: usize,
    /// Dickey–Fuller τ: (Σφ − 1) / standard error.
    pub tau: f64,
    /// AICc of least squares.
    pub aicc: f64,
    /// Coefficients of the lags: of the series', or in [`Form::Changes`] of its changes'.
    pub past: Vec<f64>,
}

/// A series, centred and scaled, with its lags' source and its terms.
pub(crate) struct Model<'a> {
    x: Vec<f64>,
    /// Last value known at each bucket.
    carried: Vec<f64>,
    pub scale: f64,
    terms: &'a Terms,
    /// Columns of this series alone.
    own: &'a [Vec<f64>],
}

impl<'a> Model<'a> {
    pub fn new(x: &[f64], terms: &'a Terms, own: &'a [Vec<f64>]) -> Option<Model<'a>> {
        let mut carried = carry_forward(x)?;
        let n = carried.len() as f64;
        let mean = carried.iter().map(|v| v / n).sum::<f64>();
        carried.iter_mut().for_each(|v| *v -= mean);
        let scale = carried.iter().fold(0.0_f64, |a, v| a.max(v.abs()));
        if !(scale > 0.0 && scale.is_finite()) {
            return None;
        }
        carried.iter_mut().for_each(|v| *v /= scale);
        let x = x.iter().map(|v| (v - mean) / scale).collect();
        Some(Model { x, carried, scale, terms, own })
    }

    fn controls(&self, form: Form) -> &'a [Vec<f64>] {
        match form {
            Form::Levels { .. } => &self.terms.control_levels,
            Form::Changes => &self.terms.control_changes,
        }
    }

    /// Regressors, then the regressed value, row after row, for each bucket from `first` on where
    /// none is missing; and these buckets.
    fn rows(
        &self,
        first: usize,
        lags: usize,
        extra: &[usize],
        form: Form,
    ) -> (Vec<f64>, Vec<usize>) {
        let columns: Vec<&[f64]> = (self.terms.calendar.iter().chain(self.controls(form)))
            .chain(extra.iter().map(|&e| &self.terms.extra[e]))
            .chain(self.own)
            .map(|c| &c[..])
            .collect();
        let slow = match form {
            Form::Levels { cosines } => cosines,
            Form::Changes => 0,
        };
        let width = 1 + columns.len() + slow + lags + 1;
        let most = self.x.len().saturating_sub(first);
        let mut rows: Vec<f64> = Vec::with_capacity(most * width);
        let mut at: Vec<usize> = Vec::with_capacity(most);
        for t in first..self.x.len() {
            if self.x[t].is_nan() {
                continue;
            }
            let before = rows.len();
            rows.resize(before + width, 1.0);
            let row = &mut rows[before..];
            row[1..].iter_mut().zip(&columns).for_each(|(slot, column)| *slot = column[t]);
            let angle = PI * (t as f64 + 0.5) / self.x.len() as f64;
            let cosines = row[1 + columns.len()..][..slow].iter_mut();
            (1..).zip(cosines).for_each(|(j, slot)| *slot = libm::cos(angle * f64::from(j)));
            let own = &mut row[1 + columns.len() + slow..];
            let past = self.carried[..t].iter().rev();
            match form {
                Form::Levels { .. } => {
                    own.iter_mut().zip(past).for_each(|(slot, v)| *slot = *v);
                    own[lags] = self.x[t];
                }
                Form::Changes => {
                    let changes = past.clone().zip(past.skip(1));
                    own.iter_mut().zip(changes).for_each(|(slot, (v, before))| *slot = v - before);
                    own[lags] = self.x[t] - self.carried[t - 1];
                }
            }
            if row.iter().all(|v| v.is_finite()) {
                at.push(t);
            } else {
                rows.truncate(before);
            }
        }
        (rows, at)
    }

    /// Constant, calendar and controls.
    fn shared(&self, form: Form) -> usize {
        1 + self.terms.calendar.len() + self.controls(form).len()
    }

    /// What all candidates of orders up to `max` are compared on. The longest step of a fit.
    pub fn candidates(&self, max: usize) -> Candidates {
        let all: Vec<usize> = (0..self.terms.extra.len()).collect();
        let fixed = self.shared(Form::PLAIN) + all.len() + self.own.len();
        let (rows, at) = self.rows(max, max, &all, Form::PLAIN);
        Candidates { gram: Gram::of(&rows, fixed + max + 1), sample: at.len(), max }
    }

    /// The set of terms and the order 1 ..= max with the least AICc; `slow`: whether slow waves
    /// may be among the terms.
    pub fn select(&self, candidates: &Candidates, slow: bool) -> Option<Choice> {
        let Candidates { gram, sample, max } = candidates;
        let (sample, max) = (*sample, *max);
        let all = self.terms.extra.len();
        let shared = self.shared(Form::PLAIN);
        let fixed = shared + all + self.own.len();
        let none = Vec::new();
        let mut begun: Vec<(&[usize], Growing)> = Vec::new();
        let mut best: Option<(f64, Choice)> = None;
        let sets = || {
            let sets = std::iter::once(&none).chain(&self.terms.choices);
            sets.filter(|extra| slow || !self.terms.has_slow(extra))
        };
        for (at, extra) in sets().enumerate() {
            // The longest set that this one begins with.
            let before = begun.iter().filter(|(taken, _)| extra.starts_with(taken));
            let (taken, mut growing) = match before.max_by_key(|(taken, _)| taken.len()) {
                Some((taken, growing)) => (taken.len(), growing.clone()),
                None => (0, Growing::of(gram, 0..shared)),
            };
            extra[taken..].iter().for_each(|e| growing.take(shared + e));
            if sets().skip(at + 1).any(|later| later.starts_with(extra)) {
                begun.push((extra, growing.clone()));
            }
            (shared + all..fixed).for_each(|own| growing.take(own));
            if let Some((aicc, order)) = least_aicc(growing, fixed..fixed + max, sample)
                && best.as_ref().is_none_or(|b| aicc < b.0)
            {
                best = Some((aicc, Choice { order, extra: extra.clone(), sample }));
            }
        }
        best.map(|b| b.1).or((sample > 0).then_some(Choice { order: 1, extra: none, sample }))
    }

    /// Least squares; `robust`: large residuals are pulled in, so that a few jumps of an
    /// otherwise calm series do not decide its weekdays.
    pub fn fit(&self, lags: usize, extra: &[usize], form: Form, robust: bool) -> Option<Fit> {
        let slow = match form {
            Form::Levels { cosines } => cosines,
            Form::Changes => 0,
        };
        let shared = self.shared(form);
        let fixed = shared + extra.len() + self.own.len() + slow;
        let size = fixed + lags;
        let first = (lags + usize::from(form == Form::Changes)).max(1);
        let (rows, at) = self.rows(first, lags, extra, form);
        let gram = Gram::of(&rows, size + 1);
        let factor = gram.factor();
        let regressors = (0..size).filter(|&j| factor.kept(j)).count();
        if at.len() <= regressors {
            return None;
        }
        let right: Vec<f64> = (0..size).map(|j| gram.at(size, j)).collect();
        let mut coefficients = factor.solve(&right, size);
        let residuals_of = |b: &[f64]| residuals(&rows, size + 1, b);
        let mut residuals = residuals_of(&coefficients);
        // τ of Σφ − 1: its variance is 1'(X'X)⁻¹1 over the lags' block.
        let rss: f64 = residuals.iter().map(|e| e * e).sum();
        let pick: Vec<f64> = (0..size).map(|j| f64::from(u8::from(j >= fixed))).collect();
        let variance: f64 = factor.solve(&pick, size)[fixed..].iter().sum();
        let sum: f64 = coefficients[fixed..].iter().sum();
        let dispersion = rss / (at.len() - regressors) as f64;
        let tau = (sum - 1.0) / (variance * dispersion).max(1e-300).sqrt();
        let aicc = aicc(rss, at.len() as f64, regressors as f64 + 1.0);
        if robust {
            for _ in 0..HUBER_STEPS {
                let Some(reach) = huber_reach(&residuals) else { break };
                let mut push = vec![0.0; size];
                for (row, e) in rows.chunks_exact(size + 1).zip(&residuals) {
                    let e = e.clamp(-reach, reach);
                    push.iter_mut().zip(row).for_each(|(p, v)| *p += v * e);
                }
                let step = factor.solve(&push, size);
                coefficients.iter_mut().zip(&step).for_each(|(b, s)| *b += s);
                let before = std::mem::replace(&mut residuals, residuals_of(&coefficients));
                let moved = before.iter().zip(&residuals).map(|(a, b)| (a - b).abs());
                if moved.fold(0.0, f64::max) < 1e-3 * reach {
                    break;
                }
            }
        }
        let mut placed = vec![f64::NAN; self.x.len()];
        at.iter().zip(&residuals).for_each(|(&t, &e)| placed[t] = e);
        let shared = (0..shared).filter(|&j| factor.kept(j)).count();
        let past = coefficients.split_off(fixed);
        Some(Fit { residuals: placed, regressors, shared, tau, aicc, past })
    }
}

/// The last value of each row less the others' products with `b`: of four rows at once, which need
/// not wait for each other's sums.
fn residuals(rows: &[f64], width: usize, b: &[f64]) -> Vec<f64> {
    let mut out = Vec::with_capacity(rows.len() / width + 4);
    for four in rows.chunks(4 * width) {
        // Where fewer are left, the first again, and the result is dropped.
        let row = |i: usize| four.get(i * width..(i + 1) * width).unwrap_or(&four[..width]);
        let (p, q, r, s) = (row(0), row(1), row(2), row(3));
        let (mut sum_p, mut sum_q, mut sum_r, mut sum_s) = (0.0, 0.0, 0.0, 0.0);
        for ((((b, p), q), r), s) in b.iter().zip(p).zip(q).zip(r).zip(s) {
            sum_p += p * b;
            sum_q += q * b;
            sum_r += r * b;
            sum_s += s * b;
        }
        let last = width - 1;
        out.extend([p[last] - sum_p, q[last] - sum_q, r[last] - sum_r, s[last] - sum_s]);
    }
    out.truncate(rows.len() / width);
    out
}

/// Most steps of Huber's modified residuals; three digits are enough, ranks feel no more.
const HUBER_STEPS: usize = 12;

/// 2.5 robust standard deviations; `None` where nothing lies beyond, or most are equal.
fn huber_reach(residuals: &[f64]) -> Option<f64> {
    let mut sizes: Vec<f64> = residuals.iter().map(|e| e.abs()).collect();
    let reach = 2.5 * 1.4826 * median_in_place(&mut sizes);
    let beyond = sizes.iter().any(|&size| size > reach);
    (reach > 0.0 && beyond).then_some(reach)
}

/// Akaike's criterion with Hurvich and Tsai's correction, of m rows and k parameters.
fn aicc(rss: f64, m: f64, k: f64) -> f64 {
    m * (rss / m).ln() + 2.0 * k + 2.0 * k * (k + 1.0) / (m - k - 1.0)
}

/// Least AICc over the orders 1 ..= max: so many of the `lags` behind what `growing` has.
pub(crate) fn least_aicc(
    mut growing: Growing,
    lags: Range<usize>,
    sample: usize,
) -> Option<(f64, usize)> {
    let m = sample as f64;
    let fixed = growing.kept as f64;
    let mut best: Option<(f64, usize)> = None;
    for (p, lag) in (1..).zip(lags) {
        growing.take(lag);
        growing.left = growing.left.max(1e-300);
        let k = fixed + p as f64 + 1.0;
        if m - k - 1.0 <= 0.0 {
            break;
        }
        let aicc = aicc(growing.left, m, k);
        if best.is_none_or(|b| aicc < b.0) {
            best = Some((aicc, p));
        }
    }
    best
}

/// The order 0 ..= max with the least AICc, for columns that are `fixed` terms, lags, response; 0
/// where nothing can be compared.
pub(crate) fn least_aicc_with_none(gram: &Gram, fixed: usize, sample: usize) -> usize {
    let growing = Growing::of(gram, 0..fixed);
    let none = aicc(growing.left.max(1e-300), sample as f64, fixed as f64 + 1.0);
    let best = least_aicc(growing, fixed..gram.size - 1, sample);
    best.filter(|best| best.0 < none).map_or(0, |best| best.1)
}

/// Each bucket's last known value; before the first one, the first. `None` if all are missing.
pub(crate) fn carry_forward(x: &[f64]) -> Option<Vec<f64>> {
    let mut last = *x.iter().find(|v| !v.is_nan())?;
    Some(
        x.iter()
            .map(|&v| {
                if !v.is_nan() {
                    last = v;
                }
                last
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{lab::simulate::white, random::Random};

    #[test]
    fn recovers_an_autoregression_and_its_gaps() {
        let mut g = Random::new(21);
        let mut x = vec![0.0; 500];
        let noise = white(500, &mut g);
        for t in 2..500 {
            x[t] = 0.5 * x[t - 1] - 0.3 * x[t - 2] + noise[t];
        }
        x[100] = f64::NAN;
        let terms = Terms::default();
        let model = Model::new(&x, &terms, &[]).unwrap();
        let choice = model.select(&model.candidates(10), true).unwrap();
        assert!((2..=4).contains(&choice.order));
        let fit = model.fit(2, &[], Form::PLAIN, false).unwrap();
        assert!(fit.residuals[100].is_nan() && !fit.residuals[101].is_nan());
        assert!((fit.residuals[200] * model.scale - noise[200]).abs() < 0.3);
        assert!(fit.tau < -5.0);
    }

    #[test]
    fn a_set_of_terms_is_taken_where_it_helps() {
        let mut g = Random::new(22);
        let noise = white(300, &mut g);
        let pulse: Vec<f64> = (0..300).map(|t| f64::from(u8::from(t % 30 == 0))).collect();
        let terms = Terms {
            extra: vec![pulse.clone(), white(300, &mut g)],
            choices: vec![vec![0], vec![1]],
            ..Terms::default()
        };
        let select = |size: f64| {
            let x: Vec<f64> = noise.iter().zip(&pulse).map(|(e, p)| e + size * p).collect();
            let model = Model::new(&x, &terms, &[]).unwrap();
            model.select(&model.candidates(5), true).unwrap().extra
        };
        assert_eq!(select(5.0), [0]);
        assert!(select(0.0).is_empty());
    }

    #[test]
    fn jumps_do_not_decide_the_rest() {
        let mut g = Random::new(23);
        let half: Vec<f64> = (0..200).map(|t| f64::from(u8::from(t % 2 == 0))).collect();
        let terms = Terms { calendar: vec![half], ..Terms::default() };
        let mut x = white(200, &mut g);
        x[50] += 500.0;
        let model = Model::new(&x, &terms, &[]).unwrap();
        let bias = |robust| {
            let fit = model.fit(1, &[], Form::PLAIN, robust).unwrap();
            let even: f64 = (100..200).step_by(2).map(|t| fit.residuals[t]).sum();
            (even / 50.0 * model.scale).abs()
        };
        assert!(bias(false) > 3.0 && bias(true) < 0.7, "{} {}", bias(false), bias(true));
    }
}
