//! How a comparison is drawn when nothing is said: the moving average, and how several series
//! share one picture. No statistic knows any of it.
//!
//! * A line of many periods, or one that jumps from period to period, hides its course: it is drawn
//!   with a mean over about a fortieth of the span, one of the widths that are offered.
//! * Two series have an axis each. Of several, those on one axis have one unit and sizes within a
//!   factor of ten, or each has a panel of its own.
//!
//! Contract: missing and infinite values are left out; a constant is never noisy; without values
//! nothing is smoothed.

use crate::{calendar::period::Period, recipe::recipe::ScaleMode, series::series::SeriesInfo};

/// A series as far as its place in the picture hangs on it: its facts and its values.
pub type Drawn<'d> = (&'d SeriesInfo, &'d [f64]);

/// Periods above which a line is smoothed whatever it looks like.
const LONG: usize = 250;
/// Periods from which a noisy line is; fewer can be seen one by one.
const SHORT: usize = 60;
/// See [`roughness`].
const NOISY: f64 = 0.5;
/// How many times as large as the smallest the largest series of an axis may be.
const ALIKE: f64 = 10.0;
/// More panels than these are strips.
const PANELS_MAX: usize = 6;

/// Width of the moving average, in periods; 1 is none.
pub(super) fn smoothing(period: Period, drawn: &[Drawn<'_>]) -> u32 {
    let periods = drawn.first().map_or(0, |(_, values)| values.len());
    let noisy = || drawn.iter().any(|(_, values)| roughness(values).is_some_and(|r| r > NOISY));
    if periods <= LONG && (periods < SHORT || !noisy()) {
        return 1;
    }
    // Days by whole weeks, so that weekdays do not show; three weeks or hours smooth too little.
    let least = match period {
        Period::Day => 7,
        Period::Hour | Period::Week => 5,
        _ => 3,
    };
    let wanted = (periods as f64 / 40.0).ln();
    let far = |width: &u32| (f64::from(*width).ln() - wanted).abs();
    let widths = period.averages().iter().copied().filter(|width| *width >= least);
    widths.min_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or(1)
}

/// Mean squared step between neighbours over twice the variance: near 0 for a line with a course,
/// 1 for one without memory.
fn roughness(values: &[f64]) -> Option<f64> {
    let there: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    let mean = there.iter().sum::<f64>() / there.len() as f64;
    let variance: f64 = there.iter().map(|value| (value - mean).powi(2)).sum();
    let steps: f64 = there.iter().zip(there.iter().skip(1)).map(|(a, b)| (b - a).powi(2)).sum();
    Some(steps / (2.0 * variance)).filter(|roughness| roughness.is_finite())
}

/// Whether each series stands on the right axis, where there are two: x left, y right, a further
/// one with its like (a count beside prices would be a flat line). More than two that all fit one
/// axis have one.
pub fn on_right(drawn: &[Drawn<'_>]) -> Vec<bool> {
    if drawn.len() > 2 && fits(drawn.iter()) {
        return vec![false; drawn.len()];
    }
    let ends = drawn.first().zip(drawn.get(1));
    let right = |(slot, (info, _)): (usize, &Drawn<'_>)| match (slot, ends) {
        (0, _) | (_, None) => false,
        (1, _) => true,
        (_, Some(((x, _), (y, _)))) => {
            let like = |other: &SeriesInfo| (other.kind == info.kind, other.unit == info.unit);
            like(y) > like(x)
        }
    };
    drawn.iter().enumerate().map(right).collect()
}

/// How the series share the picture; x and y come first.
pub(super) fn scale(drawn: &[Drawn<'_>]) -> ScaleMode {
    let right = on_right(drawn);
    let side = |is: bool| {
        fits(drawn.iter().zip(&right).filter(|(_, right)| **right == is).map(|(drawn, _)| drawn))
    };
    let few = drawn.len() <= 2 || drawn.len() > PANELS_MAX;
    if few || side(false) && side(true) { ScaleMode::Dual } else { ScaleMode::Panels }
}

/// Whether series can be read on one axis.
fn fits<'d>(mut drawn: impl Iterator<Item = &'d Drawn<'d>>) -> bool {
    let Some(first) = drawn.next() else { return true };
    let size = |(_, values): &Drawn<'_>| {
        let there = values.iter().filter(|value| value.is_finite());
        there.fold(0.0_f64, |size, value| size.max(value.abs()))
    };
    let (mut low, mut high) = (size(first), size(first));
    let alike = drawn.all(|other| {
        (low, high) = (low.min(size(other)), high.max(size(other)));
        (other.0.kind, &other.0.unit) == (first.0.kind, &first.0.unit)
    });
    alike && high <= low * ALIKE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::series::SeriesKind;

    fn info(kind: SeriesKind, unit: &str) -> SeriesInfo {
        SeriesInfo {
            id: String::new(),
            label: String::new(),
            unit: (!unit.is_empty()).then(|| unit.to_owned()),
            kind,
            observations: 0,
            first: String::new(),
            last: String::new(),
        }
    }

    #[test]
    fn smoothing_by_table() {
        let price = info(SeriesKind::Measurement, "$");
        let calm = |n: usize| -> Vec<f64> { (0..n).map(|i| i as f64).collect() };
        // Without memory: the fraction of a multiple of the golden ratio.
        let noise =
            |n: usize| -> Vec<f64> { (0..n).map(|i| (i as f64 * 0.618_034).fract()).collect() };
        for (period, values, expected) in [
            (Period::Day, calm(250), 1),
            (Period::Day, calm(251), 7),
            (Period::Day, calm(600), 15),
            (Period::Day, calm(1460), 29),
            (Period::Day, calm(3652), 91),
            (Period::Day, noise(59), 1),
            (Period::Day, noise(60), 7),
            (Period::Day, vec![3.0; 200], 1),
            (Period::Day, vec![f64::NAN; 200], 1),
            (Period::Week, noise(104), 5),
            (Period::Week, calm(313), 9),
            (Period::Month, noise(120), 3),
            (Period::Hour, calm(720), 13),
            (Period::Hour, calm(9000), 169),
            (Period::Year, calm(40), 1),
            (Period::Day, Vec::new(), 1),
        ] {
            let got = smoothing(period, &[(&price, &values)]);
            assert_eq!(got, expected, "{period:?} {}", values.len());
        }
        let both = [(&price, calm(100)), (&price, noise(100))];
        let drawn: Vec<Drawn<'_>> = both.iter().map(|(info, v)| (*info, v.as_slice())).collect();
        assert_eq!(smoothing(Period::Day, &drawn), 7, "one noisy line of two");
    }

    #[test]
    fn scales_by_table() {
        use SeriesKind::{EventCount, Measurement};
        let dollars = || info(Measurement, "$");
        let counts = || info(EventCount, "");
        /// Name, series with their sizes, how they share the picture, which are on the right.
        type Case = (&'static str, Vec<(SeriesInfo, f64)>, ScaleMode, Vec<bool>);
        let cases: Vec<Case> = vec![
            (
                "two, however different",
                vec![(dollars(), 200.0), (counts(), 1e6)],
                ScaleMode::Dual,
                vec![false, true],
            ),
            (
                "three prices of a size",
                vec![(dollars(), 200.0), (dollars(), 90.0), (dollars(), 40.0)],
                ScaleMode::Dual,
                vec![false; 3],
            ),
            (
                "three prices, one small",
                vec![(dollars(), 200.0), (dollars(), 190.0), (dollars(), 3.0)],
                ScaleMode::Panels,
                vec![false, true, false],
            ),
            (
                "a price and two counts",
                vec![(dollars(), 200.0), (counts(), 50.0), (counts(), 30.0)],
                ScaleMode::Dual,
                vec![false, true, true],
            ),
            (
                "a price, many and few",
                vec![(dollars(), 200.0), (counts(), 5e4), (counts(), 30.0)],
                ScaleMode::Panels,
                vec![false, true, true],
            ),
            (
                "three units",
                vec![(dollars(), 200.0), (counts(), 50.0), (info(Measurement, "°C"), 20.0)],
                ScaleMode::Panels,
                vec![false, true, false],
            ),
            ("more than panels can be", vec![(dollars(), 1.0); 7], ScaleMode::Dual, vec![false; 7]),
        ];
        for (name, series, expected, sides) in cases {
            let values: Vec<[f64; 3]> =
                series.iter().map(|(_, size)| [f64::NAN, *size, size / 2.0]).collect();
            let drawn: Vec<Drawn<'_>> =
                series.iter().zip(&values).map(|((info, _), v)| (info, v.as_slice())).collect();
            assert_eq!(scale(&drawn), expected, "{name}");
            assert_eq!(on_right(&drawn), sides, "{name}");
        }
    }
}
