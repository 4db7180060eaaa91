//! The figure as it is exported: its title, what it shows, the charts, where the numbers come from.
//! The same marks and the same painter as on the page, so a PNG or an SVG is the page's picture with
//! its words.
//!
//! # Contract
//! * A picture is laid out at [`LAYOUT`] pixels at most and made larger as a whole: it is mostly seen
//!   in a column of that width or smaller, where letters of a layout twice as wide could not be read.
//! * Where words and chart need more height than is asked for, the picture of chance and the details are
//!   left out, the last first; where that is not enough, the picture is higher.
//! * No label lies over another, whatever the width (tests/charts).

use super::{
    chance::{COLUMNS, Picture},
    color::Color,
    data::Figure,
    measure::{Measure, wrap},
    overlay,
    paint::PaintError,
    rolling,
    scale::Scale,
    scene::{Align, Label, Scene, Stroke, at},
    surface::Surface,
    svg::svg,
    theme::{Colors, Theme},
    viewport::Viewport,
    views::Models,
};
use crate::kit::language::Language;
use std::rc::Rc;

/// What an exported figure says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// The author's title, else the verdict.
    pub title: String,
    /// What is shown: the two series, the period, the span.
    pub subtitle: String,
    /// The verdict below an author's title; how sure, and what to keep in mind. One paragraph each.
    pub details: Vec<String>,
    /// The picture of chance, and its sentence.
    pub chance: Option<(Picture, String)>,
    /// Caption of the rolling correlation.
    pub rolling: String,
    /// The author's remark.
    pub note: String,
    /// Where the numbers come from: files, rows left out, zone, version.
    pub source: String,
    /// Who made it.
    pub byline: String,
    /// What is said of it to those who do not see it.
    pub alt: String,
}

/// How an exported figure looks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Look {
    /// Dark.
    pub dark: bool,
    /// The author's colours.
    pub colors: Colors,
    /// With the rolling correlation below.
    pub views: bool,
}

/// The charts of an exported figure.
#[derive(Clone, Copy, Debug)]
pub struct Charts<'c> {
    /// Both over time.
    pub overlay: &'c overlay::Model,
    /// Below it, on the same axis, where it is known.
    pub rolling: Option<&'c rolling::Model>,
    /// What is visible.
    pub view: &'c Viewport,
}

/// Width at which a picture is laid out at most, CSS pixels.
pub const LAYOUT: f64 = 800.0;
/// Least height of the overlay, CSS pixels.
const OVERLAY_LEAST: f64 = 220.0;
/// Height of the rolling correlation, CSS pixels.
const ROLLING: f64 = 132.0;
/// Distance of the dots of the picture of chance, CSS pixels.
const PITCH: f64 = 3.6;

/// A picture that is laid out.
pub struct Drawn {
    /// Its marks.
    pub scene: Scene,
    /// Its colours.
    pub theme: Theme,
    /// How much larger it is shown than it was laid out.
    pub zoom: f64,
    /// Milliseconds to what it was laid out in, from the left of the overlay.
    time: Scale,
    /// Where that is.
    left: f64,
}

impl Drawn {
    /// Where an instant is drawn, as a share of the width; beyond 0 and 1 where it is out of sight.
    pub fn share_at(&self, ms: i64) -> f64 {
        (self.left + self.time.map(ms as f64)) / self.scene.width
    }

    /// Width and height in CSS pixels.
    pub fn size(&self) -> (f64, f64) {
        ((self.scene.width * self.zoom).round(), (self.scene.height * self.zoom).round())
    }

    /// As an SVG document.
    ///
    /// # Errors
    /// Where the backend refuses a mark; writing to memory, it does not.
    pub fn svg(&self, words: &Words) -> Result<String, PaintError> {
        svg(&self.scene, &self.theme, self.zoom, &words.title, &words.alt)
    }
}

/// A picture of `size` CSS pixels, laid out; `window` is the part of the figure that is in sight, all
/// of it where none is given.
pub fn picture(
    figure: &Rc<Figure>,
    words: &Words,
    look: &Look,
    size: (f64, f64),
    window: Option<&Viewport>,
    (language, measure, font): (Language, &dyn Measure, Option<&str>),
) -> Drawn {
    let mut theme = Theme::published(look.dark, &look.colors);
    if let Some(font) = font {
        font.clone_into(&mut theme.font);
    }
    let models = Models::new(figure);
    let zone = |utc: i64| models.zone.at(utc);
    let zoom = (size.0 / LAYOUT).max(1.0);
    let plain = Surface::plain(size.0 / zoom, size.1 / zoom, &theme);
    let surface = Surface { language, zone: &zone, measure, ..plain };
    let view = window
        .map_or_else(|| Viewport::new(&models.periods), |window| window.onto(&models.periods));
    let rolling = models.rolling.as_ref().filter(|_| look.views);
    let charts = Charts { overlay: &models.overlay, rolling, view: &view };
    let (scene, time, left) = composed(words, charts, &surface);
    Drawn { scene, theme, zoom, time, left }
}

/// Lays a figure out in `surface`; where the words and the charts need more height than it has,
/// the scene is higher.
pub fn compose(words: &Words, charts: Charts<'_>, surface: &Surface<'_>) -> Scene {
    composed(words, charts, surface).0
}

/// With the overlay's scale of time, and where that begins.
fn composed(words: &Words, charts: Charts<'_>, surface: &Surface<'_>) -> (Scene, Scale, f64) {
    let padding = if surface.narrow() { 16.0 } else { 24.0 };
    let inner = Surface { width: (surface.width - padding * 2.0).max(40.0), ..*surface };
    let theme = surface.theme;
    let large = if surface.narrow() { 17.0 } else { 21.0 };

    let upper = |details: usize, chance: bool| {
        let mut above = Block::new(&inner);
        above.paragraph(&words.title, large, true, theme.text);
        above.space(3.0);
        above.paragraph(&words.subtitle, surface.title(), false, theme.muted);
        above.space(if details > 0 { 5.0 } else { 0.0 });
        for detail in words.details.iter().take(details) {
            above.paragraph(detail, surface.title(), false, theme.text);
        }
        above.chance(words.chance.as_ref().filter(|_| chance));
        above.space(if above.height > 10.0 { 10.0 } else { 0.0 });
        above
    };
    let mut below = Block::new(&inner);
    below.paragraph(&words.note, surface.small(), false, theme.text);
    below.paragraph(&words.byline, surface.small(), true, theme.muted);
    below.paragraph(&words.source, surface.small(), false, theme.muted);

    let mut caption = Block::new(&inner);
    let rolling_height = match charts.rolling {
        Some(_) => {
            caption.space(14.0);
            caption.paragraph(&words.rolling, surface.title(), true, theme.text);
            caption.height + ROLLING
        }
        None => 0.0,
    };
    let between = if below.height > 0.0 { 12.0 } else { 0.0 };
    let other = padding * 2.0 + rolling_height + between + below.height;
    let mut above = upper(words.details.len(), true);
    for details in (0..=words.details.len()).rev() {
        if other + above.height + OVERLAY_LEAST <= surface.height {
            break;
        }
        above = upper(details, false);
    }
    let fixed = other + above.height;
    let overlay_height = (surface.height - fixed).max(OVERLAY_LEAST);

    let mut scene = Scene::new(surface.width, fixed + overlay_height);
    let mut y = padding;
    y += above.put(&mut scene, padding, y);
    let frame = Surface { height: overlay_height, ..inner };
    let plot = charts.overlay.plot(charts.view, &frame);
    scene.include(plot.scene, padding, y);
    y += overlay_height;
    if let Some(model) = charts.rolling {
        y += caption.put(&mut scene, padding, y);
        let frame = Surface { height: ROLLING, ..inner };
        scene.include(model.plot(charts.view, plot.gutters, &frame).scene, padding, y);
        y += ROLLING;
    }
    below.put(&mut scene, padding, y + between);
    (scene, plot.time, padding)
}

/// Wrapped paragraphs one below the other.
struct Block<'s, 'a> {
    surface: &'s Surface<'a>,
    scene: Scene,
    height: f64,
}

impl<'s, 'a> Block<'s, 'a> {
    fn new(surface: &'s Surface<'a>) -> Block<'s, 'a> {
        Block { surface, scene: Scene::new(surface.width, 0.0), height: 0.0 }
    }

    fn space(&mut self, height: f64) {
        self.height += height;
    }

    fn paragraph(&mut self, text: &str, size: f64, bold: bool, color: Color) {
        // Long lines are hard to read: at most about eighty characters.
        let room = self.surface.width.min(size * 50.0);
        self.lines(text, (0.0, room), size, bold, color);
    }

    fn lines(&mut self, text: &str, (left, room): (f64, f64), size: f64, bold: bool, color: Color) {
        for text in wrap(text, room, size, bold, self.surface.measure) {
            let row = size * 1.4;
            let at = at(left, self.height + row / 2.0);
            self.scene.text(Label { at, text, size, bold, color, align: Align::Start });
            self.height += row;
        }
    }

    /// The dots of the picture of chance, and its sentence beside them.
    fn chance(&mut self, chance: Option<&(Picture, String)>) {
        let Some((picture, sentence)) = chance else { return };
        self.space(8.0);
        let theme = self.surface.theme;
        let top = self.height;
        let rows = picture.dots.iter().map(|dot| dot.row + 1).max().unwrap_or(0);
        let high = (rows as f64 + 1.0) * PITCH;
        for dot in &picture.dots {
            let place =
                at((dot.column as f64 + 0.5) * PITCH, top + high - (dot.row as f64 + 0.5) * PITCH);
            let (fill, edge) = match dot.beyond {
                true => (theme.accent, theme.accent),
                false => (theme.background, theme.axis),
            };
            scene_dot(&mut self.scene, place, fill, edge);
        }
        let x = (picture.ours as f64 + 0.5) * PITCH;
        self.scene.path(vec![at(x, top), at(x, top + high)], theme.accent, 1.5);
        let left = COLUMNS as f64 * PITCH + 14.0;
        let (size, room) = (self.surface.small(), self.surface.width - left);
        let lines = wrap(sentence, room, size, false, self.surface.measure).len() as f64;
        // Beside the middle of the dots.
        self.height += ((high - lines * size * 1.4) / 2.0).max(0.0);
        self.lines(sentence, (left, room), size, false, theme.text);
        self.height = self.height.max(top + high);
    }

    /// Puts all of it into a scene; its height.
    fn put(self, scene: &mut Scene, left: f64, top: f64) -> f64 {
        scene.include(self.scene, left, top);
        self.height
    }
}

fn scene_dot(scene: &mut Scene, place: super::scene::Point, fill: Color, edge: Color) {
    scene.dot(place, 1.3, Some(fill), Some(Stroke { color: edge, width: 0.7 }));
}
