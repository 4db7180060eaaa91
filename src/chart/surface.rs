//! Where and for whom a chart is laid out.

use super::{
    measure::{FixedMetric, Measure},
    theme::Theme,
};
use crate::kit::language::Language;

/// A surface: its size, its pixels, its reader.
#[derive(Clone, Copy)]
pub struct Surface<'a> {
    /// CSS pixels.
    pub width: f64,
    /// CSS pixels.
    pub height: f64,
    /// Device pixels a CSS pixel.
    pub ratio: f64,
    /// Colours and fonts.
    pub theme: &'a Theme,
    /// The reader's.
    pub language: Language,
    /// Offset of the recipe's zone, local minus UTC in milliseconds, at an instant of UTC
    /// milliseconds.
    pub zone: &'a dyn Fn(i64) -> i64,
    /// Text metric.
    pub measure: &'a dyn Measure,
}

/// The zone without offset.
pub fn utc(_: i64) -> i64 {
    0
}

/// Below this width, CSS pixels, a chart is laid out for a phone.
pub const NARROW: f64 = 520.0;

impl<'a> Surface<'a> {
    /// The default language, UTC, one device pixel a CSS pixel, fixed text metric.
    pub fn plain(width: f64, height: f64, theme: &'a Theme) -> Surface<'a> {
        Surface {
            width,
            height,
            ratio: 1.0,
            theme,
            language: Language::default(),
            zone: &utc,
            measure: &FixedMetric,
        }
    }

    /// Whether to lay out for a phone.
    pub fn narrow(&self) -> bool {
        self.width < NARROW
    }

    /// Size of tick labels and notes, CSS pixels.
    pub fn small(&self) -> f64 {
        if self.narrow() { 11.0 } else { 12.0 }
    }

    /// Size of titles inside a chart, CSS pixels.
    pub fn title(&self) -> f64 {
        if self.narrow() { 12.0 } else { 13.0 }
    }

    /// Width of a text in the small size.
    pub fn small_width(&self, text: &str) -> f64 {
        self.measure.width(text, self.small(), false)
    }
}
