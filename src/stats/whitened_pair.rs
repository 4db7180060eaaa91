//! The surprises of two series, with all that both share taken out: buckets in which both stopped, the
//! calendar, days that many people keep, weeks that change.
//!
//! Contract: values on the span that both share, NaN is missing. A series that its own past and the
//! calendar foretell exactly has no surprises: a verdict that says so.

use super::{
    common_days::{CommonDays, Listed, holidays, lists},
    controls::control_columns,
    input::Input,
    prewhiten::Terms,
    result::LeftOut,
    shared_calendar::{SharedDays, changing_weeks, shared_days, without_closed_days},
    shared_outage::shared_outages,
    span::Span,
    surprise::{Surprise, of_both, surprise},
    terms::{calendar_terms, starts_or_default},
    verdict::{Reason, Verdict, Which},
};
use crate::{calendar::period::Period, series::series::SeriesKind};

/// Most times that the models are fitted again without days that both keep.
const MOST_TIMES: usize = 3;
/// Most of the span that such days may take.
const MOST_LEFT_OUT: f64 = 0.2;

/// What the tests are made of.
pub(super) struct WhitenedPair {
    /// Values of x as they entered: missing where they were left out.
    pub x: Vec<f64>,
    /// Of y.
    pub y: Vec<f64>,
    /// Surprises of x.
    pub of_x: Surprise,
    /// Of y.
    pub of_y: Surprise,
    /// Regressors of both.
    pub terms: Terms,
    /// Days of the month and the fortnight that both foresee.
    pub days: SharedDays,
    /// Days that many people keep and that were left out of both.
    pub left_out: Vec<LeftOut>,
    /// Starts of the buckets.
    pub starts: Vec<i64>,
    period: Period,
}

/// The regressors both series share.
pub(crate) fn terms(input: &Input, from: usize, to: usize) -> Terms {
    let n = input.x.values.len();
    let starts = starts_or_default(input.starts, input.period, n);
    let (control_levels, control_changes) = control_columns(&input.controls, from, to);
    Terms { control_levels, control_changes, ..calendar_terms(input.period, &starts[from..to]) }
}

impl WhitenedPair {
    pub(super) fn new(
        input: &Input,
        span: Span,
        x: &[f64],
        y: &[f64],
    ) -> Result<WhitenedPair, Verdict> {
        let (mut x, mut y) = without_shared_outages(input, x, y);
        let mut terms = terms(input, span.from, span.to);
        let period = input.period;
        let starts = starts_or_default(input.starts, period, input.x.values.len());
        let starts = starts.get(span.from..span.to).unwrap_or_default().to_vec();
        let mut left_out = Vec::new();
        if let Some(country) = input.options.holidays.of() {
            let buckets = holidays(country, period, &starts);
            left_out.extend(leave_out(
                CommonDays::Holidays(country),
                true,
                &buckets,
                [&mut x, &mut y],
            ));
        }
        let kinds = (input.x.kind, input.y.kind);
        let surprises = |x: &[f64], y: &[f64], terms: &Terms| {
            of_both(terms, |which, terms| {
                let (values, kind) = if which == Which::X { (x, kinds.0) } else { (y, kinds.1) };
                one(values, kind, terms, (period, &starts))
                    .ok_or_else(|| Verdict::cannot_tell(Reason::NothingUnpredicted(which)))
            })
        };
        let (mut of_x, mut of_y) = surprises(&x, &y, &terms)?;
        let weeks = changing_weeks([&of_x.scores, &of_y.scores], period, &starts);
        if !weeks.is_empty() {
            terms.calendar.extend(weeks);
            if let Ok(again) = surprises(&x, &y, &terms) {
                (of_x, of_y) = again;
            }
        }
        let mut lists: Vec<Listed> = lists(period, &starts, input.options.holidays);
        let mut days = shared_days([&of_x.scores, &of_y.scores], period, &starts, &lists, false);
        for _ in 0..MOST_TIMES {
            if days.listed.is_empty() {
                break;
            }
            let (mut less_x, mut less_y) = (x.clone(), y.clone());
            let before = left_out.len();
            for listed in days.listed.iter().filter_map(|&at| lists.get(at)) {
                let room = MOST_LEFT_OUT * x.len() as f64;
                let taken: u64 = left_out.iter().map(|left: &LeftOut| left.buckets).sum();
                if taken as f64 + listed.buckets.len() as f64 <= room {
                    let both = [&mut less_x, &mut less_y];
                    left_out.extend(leave_out(listed.days, false, &listed.buckets, both));
                }
            }
            let again = surprises(&less_x, &less_y, &terms);
            let Some(again) = again.ok().filter(|_| left_out.len() > before) else {
                left_out.truncate(before);
                lists.clear();
                days = shared_days([&of_x.scores, &of_y.scores], period, &starts, &lists, true);
                break;
            };
            (x, y, (of_x, of_y)) = (less_x, less_y, again);
            days = shared_days([&of_x.scores, &of_y.scores], period, &starts, &lists, true);
        }
        if !days.listed.is_empty() {
            days = shared_days([&of_x.scores, &of_y.scores], period, &starts, &[], true);
        }
        Ok(WhitenedPair { x, y, of_x, of_y, terms, days, left_out, starts, period })
    }

    /// Surprises of other values of one of the two, with the same regressors.
    pub(super) fn again(&self, values: &[f64], kind: SeriesKind) -> Option<Surprise> {
        one(values, kind, &self.terms, (self.period, &self.starts))
    }
}

fn one(
    values: &[f64],
    kind: SeriesKind,
    terms: &Terms,
    (period, starts): (Period, &[i64]),
) -> Option<Surprise> {
    let open = without_closed_days(values, period, starts);
    surprise(open.as_deref().unwrap_or(values), kind, terms)
}

/// Makes buckets missing in both; how many of them had a value in both.
fn leave_out(
    days: CommonDays,
    chosen: bool,
    buckets: &[usize],
    [x, y]: [&mut Vec<f64>; 2],
) -> Option<LeftOut> {
    let mut known = 0;
    for &t in buckets {
        if let (Some(x), Some(y)) = (x.get_mut(t), y.get_mut(t)) {
            known += usize::from(!(*x + *y).is_nan());
            (*x, *y) = (f64::NAN, f64::NAN);
        }
    }
    (known > 0).then_some(LeftOut { days, buckets: known as u64, chosen })
}

/// The two without the buckets in which both counts stopped.
fn without_shared_outages(input: &Input, x: &[f64], y: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let (mut x, mut y) = (x.to_vec(), y.to_vec());
    if input.x.kind == SeriesKind::EventCount && input.y.kind == SeriesKind::EventCount {
        for (from, to) in shared_outages(&x, &y) {
            x[from..=to].fill(f64::NAN);
            y[from..=to].fill(f64::NAN);
        }
    }
    (x, y)
}

#[cfg(test)]
mod tests {
    use crate::{
        calendar::{
            civil::days_from_civil,
            holidays::{HolidayChoice, Holidays},
            period::{Period, WeekStart},
        },
        stats::{
            analysis::analyse,
            common_days::CommonDays,
            input::Options,
            lab::{
                audit::draw,
                outside::OUTSIDE,
                processes::{Pair, pair},
                simulate::white,
            },
            random::Random,
            result::{Analysis, LeftOut},
            verdict::Caution,
        },
    };

    fn analysed(pair: &Pair, holidays: HolidayChoice) -> Analysis {
        analyse(&pair.input(Options { context_draws: 0, holidays, ..Options::default() }))
    }

    /// How many of twenty unrelated pairs are called related, and the days that most leave out.
    fn of(name: &str, n: usize, holidays: HolidayChoice) -> (usize, Vec<CommonDays>) {
        let process = OUTSIDE.iter().find(|p| p.name == name).unwrap();
        let all: Vec<Analysis> =
            (0..20).map(|number| analysed(&draw(process, n, number), holidays)).collect();
        let found = all.iter().filter(|a| a.surprises.p.is_some_and(|p| p <= 0.05)).count();
        (found, all.into_iter().flat_map(|a| a.surprises.left_out).map(|left| left.days).collect())
    }

    #[test]
    fn days_that_both_keep_are_left_out() {
        let is_of = |of| move |days: &&CommonDays| **days == CommonDays::Holidays(of);
        for (name, country) in [
            ("US holidays in both", Holidays::UnitedStates),
            ("Japanese holidays in both", Holidays::Japan),
        ] {
            let (found, days) = of(name, 400, HolidayChoice::Auto);
            let told = days.iter().filter(is_of(country)).count();
            assert!(found <= 4 && told >= 16, "{name}: {found} {told}");
            let (found, days) = of(name, 400, HolidayChoice::Off);
            assert!(found >= 5 && !days.iter().any(|d| is_of(country)(&d)), "{name}: {found}");
        }
        let (found, days) = of("Patch Tuesday in both", 400, HolidayChoice::Auto);
        let tuesday = |days: &&CommonDays| {
            matches!(days, CommonDays::Weekday { weekday: WeekStart::Tuesday, nth: 2, .. })
        };
        assert!(found <= 4 && days.iter().filter(tuesday).count() >= 16, "{found} {days:?}");
        let (found, days) = of("weekly Christmas on dates", 200, HolidayChoice::Auto);
        let turn = |days: &&CommonDays| {
            matches!(days, CommonDays::TurnOfTheYear | CommonDays::Holidays(_))
        };
        assert!(found <= 4 && days.iter().filter(turn).count() >= 16, "{found} {days:?}");
    }

    #[test]
    fn nothing_is_left_out_where_nothing_shows_but_what_was_chosen() {
        let mut g = Random::new(64);
        let (mut left, first) = (0, days_from_civil(2020, 1, 1));
        let starts: Vec<i64> = (0..400).map(|day| (first + day) * 86_400_000).collect();
        for _ in 0..40 {
            let noise =
                Pair { starts: starts.clone(), ..pair(white(400, &mut g), white(400, &mut g)) };
            let got = analysed(&noise, HolidayChoice::Auto);
            let told = got.verdict.cautions.iter();
            let told =
                told.filter(|c| matches!(c, Caution::SharedDays { chosen: false, .. })).count();
            assert_eq!(told, got.surprises.left_out.len());
            left += usize::from(told > 0);
        }
        assert!(left <= 4, "{left}");
        let noise = Pair { starts, ..pair(white(400, &mut g), white(400, &mut g)) };
        let got = analysed(&noise, HolidayChoice::Of(Holidays::Japan)).surprises;
        let days = CommonDays::Holidays(Holidays::Japan);
        let buckets = Holidays::Japan.rest(first, first + 399).len() as u64;
        assert_eq!(got.left_out[0], LeftOut { days, buckets, chosen: true });
        assert!((25..40).contains(&buckets), "{buckets}");
        // An hour is too short to show a day.
        let hours = Pair { period: Period::Hour, starts: Vec::new(), ..noise };
        assert!(analysed(&hours, HolidayChoice::Of(Holidays::Japan)).surprises.left_out.is_empty());
    }
}
