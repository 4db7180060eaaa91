//! Round numbers for an axis of values.
//!
//! Contract: the domain handed in is finite and not empty ([`super::scale::widened`]); the axis
//! handed back holds it, begins and ends on a tick where it is linear, and has at least two ticks.

use super::scale::{Spread, widened};
use crate::{kit::language::Language, text::number::AxisNumbers};

/// One labelled place on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub value: f64,
    /// What is written there.
    pub text: String,
}

/// A domain and its ticks.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// How values are spread.
    pub spread: Spread,
    /// What the axis covers.
    pub domain: (f64, f64),
    /// Ascending.
    pub ticks: Vec<Tick>,
}

/// Steps of a single axis, times a power of ten.
const STEPS: [f64; 3] = [1.0, 2.0, 5.0];
/// Steps of two axes that share their grid lines: more freedom, still easy to read.
const SHARED_STEPS: [f64; 9] = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0];

/// `i × mantissa × 10^exponent` without the rounding of a product of tenths.
fn multiple(i: f64, mantissa: f64, exponent: i32) -> f64 {
    if exponent >= 0 {
        i * mantissa * 10_f64.powi(exponent)
    } else {
        i * mantissa / 10_f64.powi(-exponent)
    }
}

/// A choice of steps: the axis begins at `first` steps and is `count` steps long.
#[derive(Clone, Copy, Debug)]
struct Ladder {
    mantissa: f64,
    exponent: i32,
    first: f64,
    count: usize,
}

impl Ladder {
    /// The smallest round step with which `count` steps cover the domain.
    /// `whole`: steps are whole numbers.
    fn cover((low, high): (f64, f64), count: usize, steps: &[f64], whole: bool) -> Ladder {
        let least = (high - low) / count as f64;
        let mut exponent = (least.log10().floor() as i32 - 1).clamp(-307, 300);
        loop {
            for mantissa in steps {
                let step = multiple(1.0, *mantissa, exponent);
                if whole && step.fract() != 0.0 {
                    continue;
                }
                let first = (low / step).floor();
                // A value that is a tick up to rounding needs no further step.
                if (first + count as f64) * step >= high - step * 1e-9 {
                    return Ladder { mantissa: *mantissa, exponent, first, count };
                }
            }
            if exponent >= 301 {
                return Ladder { mantissa: 1.0, exponent: 301, first: -1.0, count: 2 };
            }
            exponent += 1;
        }
    }

    fn step(&self) -> f64 {
        multiple(1.0, self.mantissa, self.exponent)
    }

    fn value(&self, i: usize) -> f64 {
        multiple(self.first + i as f64, self.mantissa, self.exponent)
    }

    fn domain(&self) -> (f64, f64) {
        (self.value(0), self.value(self.count))
    }

    fn axis(&self, language: Language) -> Axis {
        let (low, high) = self.domain();
        let numbers = AxisNumbers::new(low.abs().max(high.abs()), self.step(), language);
        let ticks = (0..=self.count)
            .map(|i| self.value(i))
            .map(|value| Tick { value, text: numbers.text(value) })
            .collect();
        Axis { spread: Spread::Linear, domain: (low, high), ticks }
    }
}

/// A linear axis over `domain` with about `count` steps.
pub fn linear(domain: (f64, f64), count: usize, language: Language) -> Axis {
    even(domain, false, count, language)
}

/// The same with steps that are whole numbers where `whole`, as of counts.
pub fn even(domain: (f64, f64), whole: bool, count: usize, language: Language) -> Axis {
    let domain = widened(Spread::Linear, domain);
    let length = domain.1 - domain.0;
    let count = count.clamp(2, 12);
    let best = (count.saturating_sub(2).max(2)..=count)
        .map(|count| Ladder::cover(domain, count, &STEPS, whole))
        // Least empty space; among equals the one with more ticks.
        .min_by(|a, b| {
            let waste = |ladder: &Ladder| ladder.step() * ladder.count as f64 / length;
            waste(a).total_cmp(&waste(b)).then(b.count.cmp(&a.count))
        });
    best.unwrap_or_else(|| Ladder::cover(domain, count, &STEPS, whole)).axis(language)
}

/// Two linear axes whose ticks stand side by side, so that one set of grid lines serves both;
/// `whole`: whose steps are whole numbers.
pub fn shared(
    left: (f64, f64),
    right: (f64, f64),
    whole: [bool; 2],
    count: usize,
    language: Language,
) -> (Axis, Axis) {
    let (left, right) = (widened(Spread::Linear, left), widened(Spread::Linear, right));
    let count = count.clamp(2, 12);
    let waste = |domain: (f64, f64), ladder: &Ladder| {
        ladder.step() * ladder.count as f64 / (domain.1 - domain.0)
    };
    let best = (count.saturating_sub(2).max(2)..=count)
        .map(|count| {
            (
                Ladder::cover(left, count, &SHARED_STEPS, whole[0]),
                Ladder::cover(right, count, &SHARED_STEPS, whole[1]),
            )
        })
        .min_by(|a, b| {
            let both = |pair: &(Ladder, Ladder)| waste(left, &pair.0) + waste(right, &pair.1);
            both(a).total_cmp(&both(b)).then(b.0.count.cmp(&a.0.count))
        });
    match best {
        Some((a, b)) => (a.axis(language), b.axis(language)),
        None => (even(left, whole[0], count, language), even(right, whole[1], count, language)),
    }
}

/// A logarithmic axis: whole decades, with 2 and 5 between them where there are few; zero where
/// the spread has a place for it.
pub fn logarithmic(spread: Spread, domain: (f64, f64), count: usize, language: Language) -> Axis {
    let (low, high) = widened(spread, domain);
    let mut values: Vec<f64> = Vec::new();
    let mut ends = (low, high);
    let smallest = match spread {
        Spread::Symlog { linear } => linear,
        _ => low,
    };
    let each = if low < 0.0 && high > 0.0 { count / 2 } else { count };
    if low < 0.0 {
        let (side, frame) = decades(smallest.max(-high), -low, each);
        values.extend(side.iter().rev().map(|value| -value));
        ends.0 = -frame.1;
    }
    if low <= 0.0 && high >= 0.0 && spread != Spread::Log {
        values.push(0.0);
    }
    if high > 0.0 {
        let (side, frame) = decades(smallest.max(low), high, each);
        values.extend(side);
        ends.1 = frame.1;
        if low > 0.0 {
            ends.0 = frame.0;
        }
    }
    ends = (ends.0.min(low), ends.1.max(high));
    values.dedup();
    if values.len() < 2 {
        // Less than a step between two round numbers: equal steps say more.
        let axis = linear((low, high), count, language);
        let ticks: Vec<Tick> = axis
            .ticks
            .into_iter()
            .filter(|tick| tick.value > 0.0 || spread != Spread::Log)
            .collect();
        let first = ticks.first().map_or(low, |tick| tick.value.min(low));
        return Axis { spread, domain: (first, axis.domain.1), ticks };
    }
    let ticks = values
        .into_iter()
        .map(|value| Tick {
            value,
            text: AxisNumbers::new(value, value.abs(), language).text(value),
        })
        .collect();
    Axis { spread, domain: ends, ticks }
}

/// 1, 2 and 5 times powers of ten from the last at or below `from` to the first at or above `to`.
fn one_two_five(from: f64, to: f64) -> Vec<f64> {
    let first = (from.log10() + 1e-9).floor().clamp(-307.0, 300.0) as i32;
    let last = (to.log10() - 1e-9).ceil().clamp(-306.0, 301.0) as i32;
    let values: Vec<f64> = (first..=last)
        .flat_map(|exponent| [1.0, 2.0, 5.0].map(|m| multiple(1.0, m, exponent)))
        .collect();
    let begin = values.iter().rposition(|value| *value <= from * (1.0 + 1e-9)).unwrap_or(0);
    let end = values
        .iter()
        .position(|value| *value >= to * (1.0 - 1e-9))
        .unwrap_or(values.len().saturating_sub(1));
    values.get(begin..=end.max(begin)).unwrap_or_default().to_vec()
}

/// Ticks that frame `from..=to`, about `count`: 1, 2 and 5 times powers of ten where that is
/// few enough, else whole powers; and the frame itself.
fn decades(from: f64, to: f64, count: usize) -> (Vec<f64>, (f64, f64)) {
    let fine = one_two_five(from, to);
    let frame = match (fine.first(), fine.last()) {
        (Some(first), Some(last)) if first < last => (*first, *last),
        _ => (from, to),
    };
    let count = count.max(3);
    if fine.len() <= count + 2 {
        return (fine, frame);
    }
    let first = (frame.0.log10() - 1e-9).ceil() as i32;
    let last = (frame.1.log10() + 1e-9).floor() as i32;
    let stride = ((last - first).max(1) as usize).div_ceil(count).max(1);
    ((first..=last).step_by(stride).map(|e| multiple(1.0, 1.0, e)).collect(), frame)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values(axis: &Axis) -> Vec<f64> {
        axis.ticks.iter().map(|tick| tick.value).collect()
    }

    #[test]
    fn round_numbers() {
        let axis = |low, high| values(&linear((low, high), 5, Language::En));
        assert_eq!(axis(0.0, 97.0), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(axis(3.0, 9.2), [2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(axis(-1.0, 1.0), [-1.0, -0.5, 0.0, 0.5, 1.0]);
        assert_eq!(axis(0.0, 0.3), [0.0, 0.1, 0.2, 0.3]);
        // A value on a tick needs no further step.
        assert_eq!(axis(0.1, 0.3).last(), Some(&0.3));
    }

    #[test]
    fn two_axes_share_their_lines() {
        for (left, right) in
            [((0.0, 97.0), (1234.0, 98_765.0)), ((-3.0, 8.0), (0.0, 1.0)), ((5.0, 5.0), (0.0, 0.0))]
        {
            let (a, b) = shared(left, right, [false; 2], 5, Language::En);
            assert_eq!(a.ticks.len(), b.ticks.len(), "{left:?} {right:?}");
        }
    }

    #[test]
    fn log_ticks() {
        let spread = Spread::Log;
        let axis = |low, high| values(&logarithmic(spread, (low, high), 6, Language::En));
        assert_eq!(axis(3.0, 40_000.0), [10.0, 100.0, 1_000.0, 10_000.0]);
        assert_eq!(axis(700.0, 2_500.0), [500.0, 1_000.0, 2_000.0, 5_000.0]);
        assert_eq!(axis(3.0, 40.0), [2.0, 5.0, 10.0, 20.0, 50.0]);
        let zeros = Spread::Symlog { linear: 1.0 };
        let axis = logarithmic(zeros, (0.0, 900.0), 6, Language::En);
        assert_eq!(values(&axis), [0.0, 1.0, 10.0, 100.0, 1000.0]);
        let both = logarithmic(zeros, (-90.0, 900.0), 8, Language::En);
        assert_eq!(values(&both), [-100.0, -10.0, -1.0, 0.0, 1.0, 10.0, 100.0, 1000.0]);
    }

    proptest! {
        #[test]
        fn an_axis_holds_its_domain(low in -1e9_f64..1e9, length in 1e-3_f64..1e9, count in 2_usize..8) {
            let axis = linear((low, low + length), count, Language::En);
            prop_assert!(axis.domain.0 <= low + length * 1e-6 && axis.domain.1 >= low + length * (1.0 - 1e-6));
            prop_assert!(axis.ticks.len() >= 2 && axis.ticks.len() <= count + 1);
            prop_assert!(axis.ticks.windows(2).all(|w| w[0].value < w[1].value && w[0].text != w[1].text));
        }

        #[test]
        fn any_finite_domain_has_ticks(low: f64, high: f64, count in 0_usize..20) {
            for axis in [
                linear((low, high), count, Language::Ja),
                logarithmic(Spread::Log, (low, high), count, Language::En),
                logarithmic(Spread::log_for([low, high]), (low, high), count, Language::En),
            ] {
                prop_assert!(axis.ticks.len() >= 2, "{:?}", axis);
                prop_assert!(axis.domain.0 < axis.domain.1, "{:?}", axis);
                prop_assert!(axis.ticks.iter().all(|tick| tick.value.is_finite()));
            }
        }
    }

    #[test]
    fn counts_have_whole_steps() {
        for high in [0.0, 1.0, 2.0, 3.0, 5.0, 7.0, 19.0, 4_321.0] {
            for count in 2..=6 {
                let (_, right) =
                    shared((150.0, 222.0), (0.0, high), [false, true], count, Language::En);
                for axis in [right, even((0.0, high), true, count, Language::En)] {
                    assert!(axis.ticks.iter().all(|tick| tick.value.fract() == 0.0), "{axis:?}");
                    assert!(axis.domain.1 >= high && axis.domain.0 <= 0.0, "{axis:?}");
                }
            }
        }
    }
}
