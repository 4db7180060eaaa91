//! What a place on a chart means, and what is read there.

use super::{periods::Periods, scale::Scale};
use crate::{
    calendar::{civil::Civil, period::Period},
    kit::language::Language,
    text::chart as words,
};

/// The period at a CSS pixel of a time axis, held inside what is visible.
pub fn period_at(px: f64, time: &Scale, periods: &Periods) -> Option<usize> {
    let (low, high) = time.range();
    periods.nearest(time.invert(px.clamp(low.min(high), low.max(high))))
}

/// What all views say about one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Readout {
    /// The period.
    pub index: usize,
    /// Its name in the reader's language.
    pub label: String,
    /// One a series, in the figure's order.
    pub readings: Vec<Reading>,
}

/// The value of one series in a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The series.
    pub label: String,
    /// Palette slot.
    pub slot: usize,
    /// `None` is missing.
    pub value: Option<f64>,
    /// Written for the reader, without unit; empty where missing.
    pub text: String,
    /// Unit where one is known.
    pub unit: Option<String>,
    /// The source does not cover this period whole.
    pub partial: bool,
    /// What the moving average is there, in words, where one is drawn.
    pub mean: Option<String>,
    /// The period the value is from, where the series is shifted by a lag.
    pub from: Option<String>,
}

impl Reading {
    /// The value with its unit, and what is special about it.
    pub fn text(&self, language: Language) -> String {
        let value = self.value.is_some().then_some(self.text.as_str());
        let further = self.further(language);
        words::value(value, self.unit.as_deref(), self.partial, further.as_deref(), language)
    }

    /// What is said behind the value: the period that it is from, the mean around it.
    pub fn further(&self, language: Language) -> Option<String> {
        let parts: Vec<&str> =
            [&self.from, &self.mean].into_iter().flatten().map(|part| &**part).collect();
        (!parts.is_empty()).then(|| parts.join(words::between(language)))
    }
}

impl Readout {
    /// The period in one sentence, for a screen reader.
    pub fn sentence(&self, language: Language) -> String {
        let values: Vec<(&str, String)> =
            self.readings.iter().map(|each| (each.label.as_str(), each.text(language))).collect();
        words::period_sentence(&self.label, &values, language)
    }
}

/// A period's name in the reader's language and zone.
pub fn period_label(
    periods: &Periods,
    index: usize,
    zone: &dyn Fn(i64) -> i64,
    language: Language,
) -> String {
    periods
        .start(index)
        .map_or_else(String::new, |start| instant_label(start, periods.kind, zone, language))
}

/// The name of the bucket that begins at an instant.
pub fn instant_label(
    start: i64,
    kind: Period,
    zone: &dyn Fn(i64) -> i64,
    language: Language,
) -> String {
    let offset = zone(start);
    words::period(Civil::from_ms(start + offset), kind, offset, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_period_of_a_pixel() {
        let periods = Periods::new(vec![0, 10, 20, 30], Period::Day);
        let time = Scale::linear((0.0, 30.0), (100.0, 400.0));
        for (px, expected) in [(0.0, 0), (100.0, 0), (199.0, 0), (201.0, 1), (399.0, 2), (900.0, 2)]
        {
            assert_eq!(period_at(px, &time, &periods), Some(expected), "{px}");
        }
        assert_eq!(period_at(f64::NAN, &time, &periods), Some(0));
    }

    #[test]
    fn names_of_periods() {
        let nine = |_: i64| 9 * 3_600_000;
        let start = 1_609_686_000_000; // 2021-01-04T00:00+09:00
        let cases = [
            (Period::Hour, "4 Jan 2021, 00:00 +09:00", "2021年1月4日 00:00 +09:00"),
            (Period::Day, "Mon, 4 Jan 2021", "2021年1月4日(月)"),
            (Period::Week, "Week of 4 Jan 2021", "2021年1月4日の週"),
            (Period::Month, "Jan 2021", "2021年1月"),
        ];
        for (kind, en, ja) in cases {
            assert_eq!(instant_label(start, kind, &nine, Language::En), en);
            assert_eq!(instant_label(start, kind, &nine, Language::Ja), ja);
        }
    }
}
