//! A scene's marks on any plotters backend.
//!
//! Works in eighths of a device pixel ([`SubPixel`]); straight lines and blocks are set on whole
//! device pixels so that they are sharp at every pixel ratio. What was on the surface before is
//! the owner's to clear.

use super::{
    color::Color,
    scene::{Align, Area, Label, Mark, Point, Scene, Stroke},
    subpixel::{STEPS, SubPixel},
    theme::Theme,
};
use plotters::{
    coord::Shift,
    drawing::DrawingArea,
    element::{Circle, PathElement, Polygon, Rectangle, Text},
    style::{FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle, text_anchor},
};
use plotters_backend::DrawingBackend;
use std::fmt;

/// A drawing area in eighths of a pixel.
pub type Canvas<'m, DB> = DrawingArea<SubPixel<'m, DB>, Shift>;

/// A mark that the backend refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaintError {
    /// Which mark, counted from 0.
    pub mark: usize,
    /// The backend's words.
    pub reason: String,
}

impl fmt::Display for PaintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "mark {} of the chart could not be painted: {}", self.mark, self.reason)
    }
}

impl std::error::Error for PaintError {}

/// Paints every mark of a scene, first to last.
///
/// `ratio`: device pixels a CSS pixel.
///
/// # Errors
/// The first mark that the backend refuses.
pub fn paint<DB: DrawingBackend>(
    scene: &Scene,
    theme: &Theme,
    ratio: f64,
    canvas: &Canvas<'_, DB>,
) -> Result<(), PaintError> {
    let pen = Pen { ratio, font: &theme.font, canvas };
    for (index, mark) in scene.marks.iter().enumerate() {
        pen.mark(mark).map_err(|reason| PaintError { mark: index, reason })?;
    }
    Ok(())
}

struct Pen<'p, 'm, DB: DrawingBackend> {
    ratio: f64,
    font: &'p str,
    canvas: &'p Canvas<'m, DB>,
}

impl<DB: DrawingBackend> Pen<'_, '_, DB> {
    fn mark(&self, mark: &Mark) -> Result<(), String> {
        let drawn = match mark {
            Mark::Line { from, to, stroke } => {
                let (a, b) = self.on_grid(*from, *to, stroke.width);
                let mut style = self.stroked(*stroke);
                if from.x == to.x || from.y == to.y {
                    // Whole device pixels, at every ratio.
                    style.stroke_width = self.device_width(stroke.width) as u32 * STEPS as u32;
                }
                self.canvas.draw(&PathElement::new(vec![a, b], style))
            }
            Mark::Path { points, stroke } => {
                let points: Vec<_> = points.iter().map(|point| self.steps(*point)).collect();
                self.canvas.draw(&PathElement::new(points, self.stroked(*stroke)))
            }
            Mark::Polygon { points, fill } => {
                let points: Vec<_> = points.iter().map(|point| self.steps(*point)).collect();
                self.canvas.draw(&Polygon::new(points, filled(*fill)))
            }
            Mark::Block { area, fill } => {
                self.canvas.draw(&Rectangle::new(self.whole(area), filled(*fill)))
            }
            Mark::Dot { center, radius, fill, rim } => {
                let center = self.steps(*center);
                let radius = (radius * self.ratio * STEPS).round().clamp(1.0, 1e6) as i32;
                let disc = fill.map_or(Ok(()), |fill| {
                    self.canvas.draw(&Circle::new(center, radius, filled(fill)))
                });
                disc.and_then(|()| {
                    rim.map_or(Ok(()), |rim| {
                        self.canvas.draw(&Circle::new(center, radius, self.stroked(rim)))
                    })
                })
            }
            Mark::Text(label) => self.canvas.draw(&self.lettering(label)),
        };
        drawn.map_err(|error| error.to_string())
    }

    /// Nearest eighth of a device pixel. Far outside any screen the value is held, so that no
    /// arithmetic of a backend overflows.
    fn steps(&self, point: Point) -> (i32, i32) {
        let step = |css: f64| (css * self.ratio * STEPS).round().clamp(-1e8, 1e8) as i32;
        (step(point.x), step(point.y))
    }

    fn width_steps(&self, css: f64) -> u32 {
        (css * self.ratio * STEPS).round().clamp(1.0, 1e6) as u32
    }

    /// Whole device pixels, at least one.
    fn device_width(&self, css: f64) -> f64 {
        (css * self.ratio).round().clamp(1.0, 1e5)
    }

    fn stroked(&self, stroke: Stroke) -> ShapeStyle {
        ShapeStyle {
            color: rgba(stroke.color),
            filled: false,
            stroke_width: self.width_steps(stroke.width),
        }
    }

    /// A line whose ends share a coordinate covers whole device pixels: its middle is on the
    /// grid where it is an even number of them wide, else half between.
    fn on_grid(&self, from: Point, to: Point, width: f64) -> ((i32, i32), (i32, i32)) {
        let (mut a, mut b) = (self.steps(from), self.steps(to));
        let device = self.device_width(width);
        let half = if device % 2.0 == 0.0 { 0.0 } else { 0.5 };
        let snap =
            |css: f64| (((css * self.ratio - half).round() + half) * STEPS).clamp(-1e8, 1e8) as i32;
        if from.x == to.x {
            a.0 = snap(from.x);
            b.0 = a.0;
        }
        if from.y == to.y {
            a.1 = snap(from.y);
            b.1 = a.1;
        }
        (a, b)
    }

    /// A block on whole device pixels, never thinner than one.
    fn whole(&self, area: &Area) -> [(i32, i32); 2] {
        let edge = |css: f64| (css * self.ratio).round().clamp(-1e7, 1e7);
        let (left, top) = (edge(area.left), edge(area.top));
        let right = edge(area.right).max(left + 1.0);
        let bottom = edge(area.bottom).max(top + 1.0);
        let steps = |device: f64| (device * STEPS) as i32;
        [(steps(left), steps(top)), (steps(right), steps(bottom))]
    }

    fn lettering<'a>(&'a self, label: &'a Label) -> Text<'a, (i32, i32), &'a str> {
        let style = if label.bold { FontStyle::Bold } else { FontStyle::Normal };
        let size = label.size * self.ratio * STEPS;
        let horizontal = match label.align {
            Align::Start => text_anchor::HPos::Left,
            Align::Middle => text_anchor::HPos::Center,
            Align::End => text_anchor::HPos::Right,
        };
        let style = TextStyle {
            font: FontDesc::new(FontFamily::Name(self.font), size, style),
            color: plotters_backend::BackendColor {
                alpha: label.color.alpha,
                rgb: (label.color.red, label.color.green, label.color.blue),
            },
            pos: text_anchor::Pos::new(horizontal, text_anchor::VPos::Center),
        };
        Text::new(label.text.as_str(), self.steps(label.at), style)
    }
}

fn rgba(color: Color) -> RGBAColor {
    RGBAColor(color.red, color.green, color.blue, color.alpha)
}

fn filled(color: Color) -> ShapeStyle {
    ShapeStyle { color: rgba(color), filled: true, stroke_width: 0 }
}
