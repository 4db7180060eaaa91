//! Correlation at every lag: stems from zero, the band that chance fills, the best lag marked.
//!
//! Contract: a lag without a value has no stem; without a band nothing is called strong. Lag
//! k > 0: y follows x by k periods.

use super::{
    color::Color,
    measure::fit,
    overlay::{
        Side,
        header::{Entry, Header, Sample},
    },
    scale::{Scale, extent},
    scene::{Align, Area, Label, Scene, at},
    surface::Surface,
    ticks,
    value_axis::{Sides, value_axis},
};
use crate::{
    calendar::period::Period,
    kit::language::Language,
    stats::result::Strength,
    text::{chart as words, number},
};

/// Everything that decides the picture of the lags, apart from size and theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Ascending.
    pub lags: Vec<i32>,
    /// Correlation of the surprises, one a lag: the stems.
    pub surprises: Vec<Option<f64>>,
    /// Correlation of the levels, one a lag, or empty: a faint line, for comparison.
    pub levels: Vec<Option<f64>>,
    /// |r| that pays for the search.
    pub band: Option<f64>,
    /// The lag to be marked.
    pub best: Option<i32>,
    /// The strength that is named at the mark; over several lags these are shaded. Without one the
    /// correlation at the lag is named.
    pub strength: Option<Strength>,
    /// Lags declared before looking.
    pub declared: Option<(i32, i32)>,
    /// By how much the overlay is shifted now.
    pub shift: i32,
    /// Length of a lag of one.
    pub period: Period,
    /// Name of x.
    pub x: String,
    /// Name of y.
    pub y: String,
}

/// The lags laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// To be painted.
    pub scene: Scene,
    /// Where stems are.
    pub area: Area,
    /// Lags to CSS pixels.
    pub lag: Scale,
    /// Correlations to CSS pixels.
    pub value: Scale,
    range: (i32, i32),
}

impl Plot {
    /// The lag at a CSS pixel, held inside the range.
    pub fn hit(&self, px: f64) -> i32 {
        let lag = self.lag.invert(px).round();
        let (low, high) = (f64::from(self.range.0), f64::from(self.range.1));
        if lag.is_finite() { lag.clamp(low, high) as i32 } else { self.range.0 }
    }
}

/// What is read at a lag.
#[derive(Clone, Debug, PartialEq)]
pub struct LagReadout {
    /// The lag.
    pub lag: i32,
    /// Who follows whom by how much, in words.
    pub label: String,
    /// Correlation of the surprises.
    pub surprises: Option<f64>,
    /// Correlation of the levels.
    pub levels: Option<f64>,
    /// Whether the surprises reach beyond the band.
    pub beyond_band: Option<bool>,
}

impl LagReadout {
    /// The lag in one sentence, for a screen reader.
    pub fn sentence(&self, language: Language) -> String {
        words::lag_sentence(
            &self.label,
            self.surprises.map(number::coefficient),
            self.levels.map(number::coefficient),
            self.beyond_band,
            language,
        )
    }
}

impl Input {
    /// What is read at a lag.
    pub fn readout(&self, lag: i32, surface: &Surface<'_>) -> LagReadout {
        let index = self.lags.binary_search(&lag).ok();
        let of = |values: &[Option<f64>]| {
            index.and_then(|index| values.get(index).copied().flatten()).filter(|r| r.is_finite())
        };
        let surprises = of(&self.surprises);
        LagReadout {
            lag,
            label: words::lag(lag, self.period, &self.x, &self.y, surface.language),
            surprises,
            levels: of(&self.levels),
            beyond_band: surprises.zip(self.band).map(|(r, band)| r.abs() > band),
        }
    }

    /// The lag after `by` steps, for the keyboard.
    pub fn step(&self, from: Option<i32>, by: i32) -> i32 {
        let (low, high) = self.range();
        from.map_or(self.best.unwrap_or(0), |lag| lag.saturating_add(by)).clamp(low, high)
    }

    fn range(&self) -> (i32, i32) {
        match (self.lags.first(), self.lags.last()) {
            (Some(first), Some(last)) if first <= last => (*first, *last),
            _ => (0, 0),
        }
    }

    /// Lays the lags out.
    pub fn plot(&self, surface: &Surface<'_>) -> Plot {
        let theme = surface.theme;
        let mut scene = Scene::new(surface.width, surface.height);
        let size = surface.small();
        let header = self.header(surface);
        header.draw(0.0, surface, &mut scene);
        // Room for the label of the best lag between titles and stems.
        let top = header.height(surface) + size * 1.5;
        let bottom = (surface.height - size * 3.3).max(top + 20.0);

        let all = || self.surprises.iter().chain(&self.levels).flatten().copied();
        let nothing = !all().any(f64::is_finite);
        let reach = extent(all().chain(self.band))
            .map_or(0.5, |(low, high)| (low.abs().max(high.abs()) * 1.05).clamp(0.2, 1.0));
        let axis = ticks::linear((-reach, reach), 4, surface.language);
        let widest = axis.ticks.iter().map(|t| surface.small_width(&t.text)).fold(0.0, f64::max);
        let area = Area {
            left: widest + 10.0,
            right: (surface.width - 8.0).max(widest + 30.0),
            top,
            bottom,
        };
        let (low, high) = self.range();
        // Half a lag of room on both sides, so that the outermost stems stand free.
        let lag =
            Scale::linear((f64::from(low) - 0.7, f64::from(high) + 0.7), (area.left, area.right));
        let value = Scale::linear(axis.domain, (area.bottom, area.top));
        if let Some((from, to)) = self.declared {
            let left = lag.map(f64::from(from) - 0.5).max(area.left);
            let right = lag.map(f64::from(to) + 0.5).min(area.right);
            if left < right {
                scene.block(Area { left, right, ..area }, theme.accent.with_alpha(0.1));
            }
        }
        if let Some(found) = self.strength.filter(|found| found.from < found.to) {
            let left = lag.map(f64::from(found.from) - 0.5).max(area.left);
            let right = lag.map(f64::from(found.to) + 0.5).min(area.right);
            if left < right {
                scene.block(Area { left, right, ..area }, theme.accent.with_alpha(0.16));
            }
        }
        let sides = Sides { side: Side::Left, grid: true, ticks: false, broken: false };
        value_axis(&axis, &value, area, theme.muted, sides, surface, &mut scene);
        if let Some(band) = self.band.filter(|band| band.is_finite()) {
            let band = Area {
                top: value.map(band).clamp(area.top, area.bottom),
                bottom: value.map(-band).clamp(area.top, area.bottom),
                ..area
            };
            scene.block(band, theme.band);
        }
        let mut plot = Plot { scene, area, lag, value, range: (low, high) };
        if nothing {
            plot.scene.marks.clear();
            plot.scene.text(Label {
                at: at(surface.width / 2.0, (area.top + area.bottom) / 2.0),
                text: words::no_values(surface.language).to_owned(),
                size,
                bold: false,
                color: theme.muted,
                align: Align::Middle,
            });
            return plot;
        }
        self.stems(&mut plot, surface);
        self.lag_axis(&mut plot, surface);
        plot
    }

    fn header(&self, surface: &Surface<'_>) -> Header {
        let entry = |text: &str, color: Color, sample: Sample| Entry {
            text: text.to_owned(),
            color,
            sample,
        };
        let mut left =
            vec![entry(words::surprises(surface.language), surface.theme.text, Sample::Dot)];
        if self.levels.iter().flatten().any(|r| r.is_finite()) {
            let line = Sample::Line(None);
            left.push(entry(words::levels(surface.language), surface.theme.muted, line));
        }
        Header { caption: None, left, right: Vec::new(), note: None }
    }

    fn stems(&self, plot: &mut Plot, surface: &Surface<'_>) {
        let theme = surface.theme;
        let zero = plot.value.map(0.0);
        let apart = (plot.lag.map(1.0) - plot.lag.map(0.0)).abs();
        let (stem, dot) = if apart > 9.0 { (2.0, 3.4) } else { (1.0_f64.max(apart * 0.3), 1.8) };
        let mut line = Vec::new();
        for (lag, r) in self.lags.iter().zip(&self.levels) {
            match r.filter(|r| r.is_finite()) {
                Some(r) => line.push(at(plot.lag.map(f64::from(*lag)), plot.value.map(r))),
                None => plot.scene.path(std::mem::take(&mut line), theme.axis, 1.25),
            }
        }
        plot.scene.path(line, theme.axis, 1.25);
        for (lag, r) in self.lags.iter().zip(&self.surprises) {
            let Some(r) = r.filter(|r| r.is_finite()) else { continue };
            let strong = self.band.is_some_and(|band| r.abs() > band);
            let best = self.best == Some(*lag);
            let color = match (best, strong) {
                (true, _) => theme.accent,
                (false, true) => theme.text,
                (false, false) => theme.muted.mix(theme.background, 0.35),
            };
            let (x, y) = (plot.lag.map(f64::from(*lag)), plot.value.map(r));
            plot.scene.line(at(x, zero), at(x, y), color, if best { stem + 1.0 } else { stem });
            plot.scene.disc(at(x, y), if best { dot + 1.6 } else { dot }, color);
        }
        self.name_best(plot, surface);
    }

    /// The best lag's name over its stem, above the plot where no data is.
    fn name_best(&self, plot: &mut Plot, surface: &Surface<'_>) {
        let Some(best) = self.best else { return };
        let Some(r) = self.readout(best, surface).surprises else { return };
        let (ends, named) = match self.strength {
            Some(found) => ((found.from, found.to), found.r),
            None => ((best, best), r),
        };
        let short = words::short_lags(ends, self.period, surface.language);
        let text = format!("{short}: {}", number::coefficient(named));
        let text = fit(&text, surface.width, surface.small(), true, surface.measure);
        let width = surface.measure.width(&text, surface.small(), true);
        let x = plot.lag.map(f64::from(best));
        let y = plot.area.top - surface.small() * 0.8;
        let middle = x.clamp(width / 2.0, (surface.width - width / 2.0).max(width / 2.0));
        let from = at(x, plot.area.top - 1.0);
        let to = at(x, (plot.value.map(r.max(0.0)) - 7.0).max(plot.area.top));
        plot.scene.dashes(&[from, to], surface.theme.accent, 1.0, 2.0, 3.0);
        plot.scene.text(Label {
            at: at(middle, y),
            text,
            size: surface.small(),
            bold: true,
            color: surface.theme.accent,
            align: Align::Middle,
        });
    }

    fn lag_axis(&self, plot: &mut Plot, surface: &Surface<'_>) {
        let theme = surface.theme;
        let size = surface.small();
        let (low, high) = self.range();
        let area = plot.area;
        let widest = surface.small_width("−00") + size * 1.4;
        let fit_in = (area.width() / widest).max(2.0);
        let span = f64::from(high) - f64::from(low);
        let step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
            .into_iter()
            .find(|step| span / f64::from(*step) <= fit_in)
            .unwrap_or(2000);
        let mut lag = low.div_euclid(step).saturating_mul(step);
        while lag <= high {
            let px = plot.lag.map(f64::from(lag));
            if lag >= low {
                plot.scene.line(at(px, area.bottom), at(px, area.bottom + 5.0), theme.axis, 1.0);
                let sign = if lag > 0 { "+" } else { "" };
                let text = format!("{sign}{}", number::grouped(f64::from(lag), 0));
                let bold = lag == self.shift;
                // The outermost ones keep inside.
                let half = surface.measure.width(&text, size, bold) / 2.0 + 0.5;
                let middle = px.clamp(half, (surface.width - half).max(half));
                plot.scene.text(Label {
                    at: at(middle, area.bottom + 6.0 + size * 0.6),
                    text,
                    size,
                    bold,
                    color: if lag == self.shift { theme.text } else { theme.muted },
                    align: Align::Middle,
                });
            }
            lag = lag.saturating_add(step);
            if lag == i32::MAX {
                break;
            }
        }
        // Who leads, on either side of zero.
        let y = area.bottom + 6.0 + size * 1.95;
        let room = surface.width / 2.0 - size;
        let first = |name: &str| words::leads(name, surface.language);
        let left = fit(&format!("← {}", first(&self.y)), room, size, false, surface.measure);
        let right = fit(&format!("{} →", first(&self.x)), room, size, false, surface.measure);
        let label = |x: f64, text: String, align, slot| Label {
            at: at(x, y),
            text,
            size,
            bold: false,
            color: theme.series(slot),
            align,
        };
        if low < 0 {
            plot.scene.text(label(area.left.min(surface.width), left, Align::Start, 1));
        }
        if high > 0 {
            plot.scene.text(label(area.right, right, Align::End, 0));
        }
    }

    /// What the cursor at a lag adds; the chart below is not touched.
    pub fn cursor(&self, plot: &Plot, lag: Option<i32>, surface: &Surface<'_>) -> Scene {
        let mut scene = Scene::new(surface.width, surface.height);
        let Some(lag) = lag else { return scene };
        let x = plot.lag.map(f64::from(lag));
        if !(plot.area.left..=plot.area.right).contains(&x) {
            return scene;
        }
        scene.line(at(x, plot.area.top), at(x, plot.area.bottom), surface.theme.cursor, 1.0);
        if let Some(r) = self.readout(lag, surface).surprises {
            let place = at(x, plot.value.map(r));
            scene.disc(place, 6.0, surface.theme.background);
            scene.disc(place, 4.5, surface.theme.text);
        }
        scene
    }
}
