//! From values to pixels and back.
//!
//! Contract: a domain is finite and not empty; [`Scale::new`] widens what is not. A value that
//! has no place (NaN, infinite, not positive on a pure log axis) maps to NaN, which no scene
//! takes. Values outside the domain map outside the range: cutting is [`super::clip`]'s.
//! Ranges near the limits of f64 are mapped without overflow, values beyond ±1e300 lie outside.
//!
//! Rejected for zeros on a log axis: log(v + 1), which bends the decades below 10 and hides
//! everything below 1.

/// How values are spread over an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// Equal differences are equally far apart.
    Linear,
    /// Equal ratios are equally far apart; only positive values have a place.
    Log,
    /// Logarithmic beyond ±`linear`, straight between: zero and negative values have a place.
    Symlog {
        /// Where the logarithm begins, > 0.
        linear: f64,
    },
}

/// Decades that the straight part between 0 and `linear` takes.
const SYMLOG_CENTRE: f64 = 0.5;

/// Beyond this nothing is drawn.
pub const LARGEST: f64 = 1e300;
/// What is nearer to zero than this is drawn as zero; a log axis begins here at the earliest.
const SMALLEST: f64 = 1e-300;

impl Spread {
    /// A logarithmic spread that has a place for every finite value among `values`: pure where
    /// all are positive, else straight around zero up to the smallest distance from it.
    pub fn log_for(values: impl IntoIterator<Item = f64>) -> Spread {
        let (mut smallest, mut pure) = (f64::INFINITY, true);
        for value in values {
            if value.is_finite() {
                pure &= value > 0.0;
                if value != 0.0 {
                    smallest = smallest.min(value.abs());
                }
            }
        }
        match (pure && smallest.is_finite(), smallest.is_finite()) {
            (true, _) => Spread::Log,
            // A whole power of ten, so that the border is a tick.
            (false, true) => Spread::Symlog {
                linear: 10_f64.powf(smallest.log10().floor()).clamp(1e-300, 1e300),
            },
            (false, false) => Spread::Symlog { linear: 1.0 },
        }
    }

    /// From values to the axis' own straight unit.
    pub fn straight(&self, value: f64) -> f64 {
        match self {
            Spread::Linear if value.is_finite() => value,
            Spread::Log if value > 0.0 && value.is_finite() => value.log10(),
            Spread::Symlog { linear } if value.is_finite() => {
                let size = value.abs() / linear;
                let decades =
                    if size <= 1.0 { size * SYMLOG_CENTRE } else { SYMLOG_CENTRE + size.log10() };
                decades.copysign(value)
            }
            _ => f64::NAN,
        }
    }

    /// Inverse of [`Spread::straight`].
    pub fn value(&self, straight: f64) -> f64 {
        match self {
            Spread::Linear => straight,
            Spread::Log => 10_f64.powf(straight),
            Spread::Symlog { linear } => {
                let decades = straight.abs();
                let size = if decades <= SYMLOG_CENTRE {
                    decades / SYMLOG_CENTRE
                } else {
                    10_f64.powf(decades - SYMLOG_CENTRE)
                };
                (size * linear).copysign(straight)
            }
        }
    }
}

/// Values to CSS pixels and back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    spread: Spread,
    domain: (f64, f64),
    /// The domain in the spread's straight unit.
    straight: (f64, f64),
    range: (f64, f64),
}

impl Scale {
    /// `domain` in values, `range` in CSS pixels (first belongs to the domain's first).
    pub fn new(spread: Spread, domain: (f64, f64), range: (f64, f64)) -> Scale {
        let domain = widened(spread, domain);
        let straight = (spread.straight(domain.0), spread.straight(domain.1));
        Scale { spread, domain, straight, range }
    }

    /// Equal differences equally far apart.
    pub fn linear(domain: (f64, f64), range: (f64, f64)) -> Scale {
        Scale::new(Spread::Linear, domain, range)
    }

    /// Lowest and highest value.
    pub fn domain(&self) -> (f64, f64) {
        self.domain
    }

    /// CSS pixels of lowest and highest value.
    pub fn range(&self) -> (f64, f64) {
        self.range
    }

    /// CSS pixel of a value.
    pub fn map(&self, value: f64) -> f64 {
        let straight = self.spread.straight(value);
        // Halves, so that a domain over all of f64 has a finite length.
        let (low, high) = (self.straight.0 / 2.0, self.straight.1 / 2.0);
        let share = (straight / 2.0 - low) / (high - low);
        self.range.0 + share * (self.range.1 - self.range.0)
    }

    /// Value at a CSS pixel.
    pub fn invert(&self, px: f64) -> f64 {
        let length = self.range.1 - self.range.0;
        let share = if length == 0.0 { 0.5 } else { (px - self.range.0) / length };
        self.spread.value(self.straight.0 * (1.0 - share) + self.straight.1 * share)
    }
}

/// A domain with an inside: finite, ordered, not narrower than doubles resolve.
pub fn widened(spread: Spread, (low, high): (f64, f64)) -> (f64, f64) {
    if !(low.is_finite() && high.is_finite()) {
        return if spread == Spread::Log { (1.0, 10.0) } else { (0.0, 1.0) };
    }
    let (low, high) = (low.min(high), low.max(high));
    let (low, high) = (low.clamp(-LARGEST, LARGEST), high.clamp(-LARGEST, LARGEST));
    match spread {
        Spread::Log => {
            let high = if high > 0.0 { high.max(SMALLEST) } else { 10.0 };
            let low = if low > 0.0 { low.max(SMALLEST) } else { high / 10.0 };
            // At least a tenth of a decade.
            if high / low < 1.26 { (low / 2.0, high * 2.0) } else { (low, high) }
        }
        _ => {
            let size = low.abs().max(high.abs());
            if size < SMALLEST {
                (0.0, 1.0)
            } else if high - low > size * 1e-9 {
                (low, high)
            } else {
                // A constant is drawn in the middle, a tenth of itself away from the edges.
                let margin = size * 0.1;
                (low - margin, high + margin)
            }
        }
    }
}

/// Lowest and highest finite value, `None` where there is none.
pub fn extent(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().filter(|value| value.is_finite()).fold(None, |found, value| {
        Some(
            found.map_or((value, value), |(low, high): (f64, f64)| {
                (low.min(value), high.max(value))
            }),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_domain_has_an_inside() {
        let bad = [
            (0.0, 0.0),
            (5.0, 5.0),
            (-5.0, -5.0),
            (f64::NAN, f64::NAN),
            (f64::NEG_INFINITY, f64::INFINITY),
            (1.0, 0.0),
            (1e9, 1e9 + 1e-7),
            (-f64::MAX, f64::MAX),
            (5e-324, 5e-324),
            (0.0, 5e-324),
        ];
        for domain in bad {
            for spread in [Spread::Linear, Spread::Log, Spread::Symlog { linear: 1.0 }] {
                let scale = Scale::new(spread, domain, (100.0, 0.0));
                let (low, high) = scale.domain();
                assert!(low.is_finite() && high.is_finite() && low < high, "{domain:?} {spread:?}");
                assert!((scale.map(low) - 100.0).abs() < 1e-6, "{domain:?} {spread:?}");
                assert!(scale.map(high).abs() < 1e-6, "{domain:?} {spread:?}");
            }
        }
    }

    #[test]
    fn a_constant_is_in_the_middle() {
        for constant in [5.0, -3.0, 1e12, 1e-12] {
            let scale = Scale::linear((constant, constant), (100.0, 0.0));
            assert!((scale.map(constant) - 50.0).abs() < 1e-6, "{constant}");
        }
    }

    #[test]
    fn values_without_a_place_have_none() {
        let log = Scale::new(Spread::Log, (1.0, 100.0), (0.0, 1.0));
        for value in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(log.map(value).is_nan(), "{value}");
        }
        assert!(Scale::linear((0.0, 1.0), (0.0, 1.0)).map(f64::INFINITY).is_nan());
    }

    #[test]
    fn zeros_have_a_place_on_a_log_axis() {
        assert_eq!(Spread::log_for([1.0, 50.0]), Spread::Log);
        let spread = Spread::log_for([0.0, 3.0, 500.0, f64::NAN]);
        assert_eq!(spread, Spread::Symlog { linear: 1.0 });
        assert_eq!(spread.straight(0.0), 0.0);
        assert!(spread.straight(1.0) < spread.straight(10.0));
        assert_eq!(Spread::log_for([]), Spread::Symlog { linear: 1.0 });
        assert_eq!(Spread::log_for([0.0]), Spread::Symlog { linear: 1.0 });
    }

    fn spreads() -> impl Strategy<Value = Spread> {
        prop_oneof![
            Just(Spread::Linear),
            Just(Spread::Log),
            (-6_i32..6).prop_map(|e| Spread::Symlog { linear: 10_f64.powi(e) }),
        ]
    }

    proptest! {
        #[test]
        fn inverse_of_map(
            spread in spreads(),
            low in 1e-6_f64..1e6,
            ratio in 1.5_f64..1e6,
            share in -0.5_f64..1.5,
            mirrored: bool,
        ) {
            let mut domain = (low, low * ratio);
            if mirrored && spread != Spread::Log { domain = (-domain.1, domain.0); }
            let scale = Scale::new(spread, domain, (480.0, 20.0));
            let px = 480.0 + share * -460.0;
            prop_assert!((scale.map(scale.invert(px)) - px).abs() < 1e-6);
            let value = scale.invert(px);
            let again = scale.invert(scale.map(value));
            prop_assert!((again - value).abs() <= 1e-9 * domain.0.abs().max(domain.1.abs()).max(value.abs()));
        }

        #[test]
        fn map_keeps_order(spread in spreads(), a in 1e-9_f64..1e9, b in 1e-9_f64..1e9) {
            let scale = Scale::new(spread, (1e-3, 1e3), (0.0, 100.0));
            prop_assert!((a <= b) == (scale.map(a) <= scale.map(b)));
        }
    }
}
