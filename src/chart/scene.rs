//! A drawing before it is painted: marks in CSS pixels, in the order they are painted.
//!
//! Contract: a mark with a coordinate that is not finite is dropped when it is added, so no
//! painter ever meets one.

use super::color::Color;

/// A place in CSS pixels, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// From the left edge.
    pub x: f64,
    /// From the top edge.
    pub y: f64,
}

/// Shorthand of [`Point`].
pub const fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

/// A rectangle in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
}

impl Area {
    /// Horizontal extent.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Vertical extent.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Whether a place lies inside or on the edge.
    pub fn contains(&self, place: Point) -> bool {
        (self.left..=self.right).contains(&place.x) && (self.top..=self.bottom).contains(&place.y)
    }

    /// Whether two areas share more than an edge.
    pub fn overlaps(&self, other: &Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// A line's style.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Ink.
    pub color: Color,
    /// CSS pixels.
    pub width: f64,
}

/// Horizontal place of a text's anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The text begins there.
    Start,
    /// The text's middle is there.
    Middle,
    /// The text ends there.
    End,
}

/// A line of text; its anchor is vertically in the middle.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The anchor.
    pub at: Point,
    /// The words.
    pub text: String,
    /// CSS pixels.
    pub size: f64,
    /// Weight.
    pub bold: bool,
    /// Ink.
    pub color: Color,
    /// Where the anchor is.
    pub align: Align,
}

/// One thing to paint.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A straight line, set on whole device pixels where it is horizontal or vertical.
    Line {
        /// One end.
        from: Point,
        /// The other.
        to: Point,
        /// MarkerStyle.
        stroke: Stroke,
    },
    /// An open run of segments.
    Path {
        /// At least two.
        points: Vec<Point>,
        /// MarkerStyle.
        stroke: Stroke,
    },
    /// A filled outline.
    Polygon {
        /// At least three.
        points: Vec<Point>,
        /// Fill.
        fill: Color,
    },
    /// A filled rectangle, set on whole device pixels.
    Block {
        /// Where.
        area: Area,
        /// Fill.
        fill: Color,
    },
    /// A disc, a ring, or both.
    Dot {
        /// Centre.
        center: Point,
        /// CSS pixels.
        radius: f64,
        /// Inside.
        fill: Option<Color>,
        /// Rim.
        rim: Option<Stroke>,
    },
    /// Words.
    Text(Label),
}

/// Marks in painting order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// CSS pixels.
    pub width: f64,
    /// CSS pixels.
    pub height: f64,
    /// First is lowest.
    pub marks: Vec<Mark>,
}

impl Scene {
    /// An empty scene.
    pub fn new(width: f64, height: f64) -> Scene {
        Scene { width, height, marks: Vec::new() }
    }

    /// A straight line.
    pub fn line(&mut self, from: Point, to: Point, color: Color, width: f64) {
        if finite(from) && finite(to) {
            self.marks.push(Mark::Line { from, to, stroke: Stroke { color, width } });
        }
    }

    /// A run of segments; shorter than two points is nothing.
    pub fn path(&mut self, points: Vec<Point>, color: Color, width: f64) {
        if points.len() >= 2 && points.iter().copied().all(finite) {
            self.marks.push(Mark::Path { points, stroke: Stroke { color, width } });
        }
    }

    /// A run of dashes along a path, for the few lines that are not data.
    pub fn dashes(&mut self, points: &[Point], color: Color, width: f64, on: f64, off: f64) {
        for dash in dashed(points, on, off) {
            self.path(dash, color, width);
        }
    }

    /// A filled outline.
    pub fn polygon(&mut self, points: Vec<Point>, fill: Color) {
        if points.len() >= 3 && points.iter().copied().all(finite) {
            self.marks.push(Mark::Polygon { points, fill });
        }
    }

    /// A filled rectangle.
    pub fn block(&mut self, area: Area, fill: Color) {
        if finite(at(area.left, area.top)) && finite(at(area.right, area.bottom)) {
            self.marks.push(Mark::Block { area, fill });
        }
    }

    /// A disc.
    pub fn disc(&mut self, center: Point, radius: f64, fill: Color) {
        self.dot(center, radius, Some(fill), None);
    }

    /// A disc with a rim.
    pub fn dot(&mut self, center: Point, radius: f64, fill: Option<Color>, rim: Option<Stroke>) {
        if finite(center) && radius.is_finite() {
            self.marks.push(Mark::Dot { center, radius, fill, rim });
        }
    }

    /// Words.
    pub fn text(&mut self, label: Label) {
        if finite(label.at) && !label.text.is_empty() {
            self.marks.push(Mark::Text(label));
        }
    }

    /// Adds another scene's marks, moved.
    pub fn include(&mut self, other: Scene, dx: f64, dy: f64) {
        self.marks.extend(other.marks.into_iter().map(|mark| mark.moved(dx, dy)));
    }
}

impl Mark {
    /// The same mark elsewhere.
    pub fn moved(self, dx: f64, dy: f64) -> Mark {
        let moved = |p: Point| at(p.x + dx, p.y + dy);
        match self {
            Mark::Line { from, to, stroke } => {
                Mark::Line { from: moved(from), to: moved(to), stroke }
            }
            Mark::Path { points, stroke } => {
                Mark::Path { points: points.into_iter().map(moved).collect(), stroke }
            }
            Mark::Polygon { points, fill } => {
                Mark::Polygon { points: points.into_iter().map(moved).collect(), fill }
            }
            Mark::Block { area, fill } => Mark::Block {
                area: Area {
                    left: area.left + dx,
                    right: area.right + dx,
                    top: area.top + dy,
                    bottom: area.bottom + dy,
                },
                fill,
            },
            Mark::Dot { center, radius, fill, rim } => {
                Mark::Dot { center: moved(center), radius, fill, rim }
            }
            Mark::Text(label) => Mark::Text(Label { at: moved(label.at), ..label }),
        }
    }
}

fn finite(place: Point) -> bool {
    place.x.is_finite() && place.y.is_finite()
}

/// A path cut into dashes of `on`, with `off` between them, in CSS pixels. No backend has dashes.
pub fn dashed(points: &[Point], on: f64, off: f64) -> Vec<Vec<Point>> {
    let mut dashes = Vec::new();
    if !(on > 0.0 && off > 0.0) {
        return dashes;
    }
    let mut dash: Vec<Point> = points.first().copied().into_iter().collect();
    let (mut drawing, mut left) = (true, on);
    for pair in points.windows(2) {
        let [from, to] = pair else { continue };
        let length = (to.x - from.x).hypot(to.y - from.y);
        if !length.is_finite() || length == 0.0 {
            continue;
        }
        let mut done = 0.0;
        while length - done > left {
            done += left;
            let share = done / length;
            let cut = at(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
            dash.push(cut);
            if drawing {
                dashes.push(std::mem::take(&mut dash));
            }
            drawing = !drawing;
            left = if drawing { on } else { off };
            dash = vec![cut];
        }
        left -= length - done;
        if drawing {
            dash.push(*to);
        }
    }
    if drawing && dash.len() >= 2 {
        dashes.push(dash);
    }
    dashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_are_nowhere_are_dropped() {
        let mut scene = Scene::new(10.0, 10.0);
        let ink = Color::hex(0);
        scene.line(at(f64::NAN, 0.0), at(1.0, 1.0), ink, 1.0);
        scene.path(vec![at(0.0, 0.0), at(f64::INFINITY, 0.0)], ink, 1.0);
        scene.path(vec![at(0.0, 0.0)], ink, 1.0);
        scene.disc(at(0.0, f64::NAN), 1.0, ink);
        scene.polygon(vec![at(0.0, 0.0), at(1.0, 0.0)], ink);
        assert!(scene.marks.is_empty());
    }

    #[test]
    fn dashes_go_around_corners() {
        let dashes = dashed(&[at(0.0, 0.0), at(5.0, 0.0), at(5.0, 5.0)], 4.0, 2.0);
        assert_eq!(
            dashes,
            vec![vec![at(0.0, 0.0), at(4.0, 0.0)], vec![at(5.0, 1.0), at(5.0, 5.0)]]
        );
    }
}
