//! The figure as it is exported: what it shows, the sentence, the charts, where the numbers come
//! from. The same marks and the same painter as on the page, so a PNG or an SVG is the page's
//! picture with its words.

use super::{
    color::Color,
    measure::wrap,
    overlay, rolling,
    scene::{Align, Label, Scene, at},
    surface::Surface,
    viewport::Viewport,
};

/// What an exported figure says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// What is shown: the two series and the period.
    pub title: String,
    /// The verdict.
    pub sentence: String,
    /// How sure, and what to keep in mind; one paragraph each.
    pub details: Vec<String>,
    /// Caption of the rolling correlation.
    pub rolling: String,
    /// Files, rows left out, zone, version.
    pub source: String,
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

/// Least height of the overlay, CSS pixels.
const OVERLAY_LEAST: f64 = 220.0;
/// Height of the rolling correlation, CSS pixels.
const ROLLING: f64 = 132.0;

/// Lays a figure out in `surface`; where the words and the charts need more height than it has,
/// the scene is higher.
pub fn compose(words: &Words, charts: Charts<'_>, surface: &Surface<'_>) -> Scene {
    let padding = if surface.narrow() { 16.0 } else { 28.0 };
    let inner = Surface { width: (surface.width - padding * 2.0).max(40.0), ..*surface };
    let theme = surface.theme;
    let large = if surface.narrow() { 17.0 } else { 21.0 };

    let mut above = Block::new(&inner);
    above.paragraph(&words.title, surface.title(), false, theme.muted);
    above.space(4.0);
    above.paragraph(&words.sentence, large, true, theme.text);
    above.space(6.0);
    for detail in &words.details {
        above.paragraph(detail, surface.title() + 1.0, false, theme.text);
    }
    above.space(if above.height > 10.0 { 16.0 } else { 0.0 });
    let mut below = Block::new(&inner);
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
    let fixed = padding * 2.0 + above.height + rolling_height + 12.0 + below.height;
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
    below.put(&mut scene, padding, y + 12.0);
    scene
}

/// Wrapped paragraphs one below the other.
struct Block<'s, 'a> {
    surface: &'s Surface<'a>,
    labels: Vec<Label>,
    height: f64,
}

impl<'s, 'a> Block<'s, 'a> {
    fn new(surface: &'s Surface<'a>) -> Block<'s, 'a> {
        Block { surface, labels: Vec::new(), height: 0.0 }
    }

    fn space(&mut self, height: f64) {
        self.height += height;
    }

    fn paragraph(&mut self, text: &str, size: f64, bold: bool, color: Color) {
        // Long lines are hard to read: at most about eighty characters.
        let room = self.surface.width.min(size * 42.0);
        for line in wrap(text, room, size, bold, self.surface.measure) {
            let row = size * 1.4;
            self.labels.push(Label {
                at: at(0.0, self.height + row / 2.0),
                text: line,
                size,
                bold,
                color,
                align: Align::Start,
            });
            self.height += row;
        }
    }

    /// Puts the paragraphs into a scene; their height.
    fn put(self, scene: &mut Scene, left: f64, top: f64) -> f64 {
        for label in self.labels {
            scene.text(Label { at: at(left + label.at.x, top + label.at.y), ..label });
        }
        self.height
    }
}
