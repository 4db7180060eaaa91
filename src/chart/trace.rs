//! Lines of values over time, put into a scene.

use super::{
    clip,
    color::Color,
    decimate::Line,
    periods::Periods,
    scale::Scale,
    scene::{Area, Point, Scene, at},
    surface::Surface,
};

/// Values a device-pixel column from which a line is filled rather than stroked.
const DENSE: f64 = 4.0;

/// Where a line is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Trace<'t> {
    /// The buckets.
    pub periods: &'t Periods,
    /// Milliseconds to CSS pixels.
    pub time: &'t Scale,
    /// Values to CSS pixels.
    pub value: &'t Scale,
    /// Nothing leaves it.
    pub area: Area,
    /// Device pixels a CSS pixel.
    pub ratio: f64,
}

/// A run smaller than this, CSS pixels, is drawn as a dot: a line of no length has no ink.
const DOT_BELOW: f64 = 0.75;

impl Trace<'_> {
    /// CSS pixels of a period's value, where both have a place.
    pub fn place(&self, index: usize, value: f64) -> Option<Point> {
        let place = at(self.time.map(self.periods.middle(index)?), self.value.map(value));
        (place.x.is_finite() && place.y.is_finite()).then_some(place)
    }

    /// The same, inside the area only.
    pub fn visible(&self, index: usize, value: f64) -> Option<Point> {
        self.place(index, value).filter(|place| self.area.contains(*place))
    }

    /// Draws a line: runs as paths, lone values as dots; where many values share a column of
    /// pixels, as the area that they cover, which looks the same and is filled an order of
    /// magnitude faster than a path that goes up and down in every column is stroked.
    ///
    /// With a `dash` (lengths of dash and gap, CSS pixels) the paths are dashed.
    pub fn draw(
        &self,
        line: &Line,
        scene: &mut Scene,
        color: Color,
        width: f64,
        dash: Option<(f64, f64)>,
    ) {
        let (from, to) = self.time.domain();
        let values = (to - from) / self.periods.mean_length();
        if values > DENSE * self.area.width().max(1.0) * self.ratio {
            self.fill(line, scene, color, width);
        } else {
            self.stroke(line, scene, color, width, dash);
        }
    }

    fn fill(&self, line: &Line, scene: &mut Scene, color: Color, width: f64) {
        let half = width / 2.0;
        let area = self.area;
        for run in line.columns(self.periods, self.time, self.ratio) {
            let (mut upper, mut lower) = (Vec::new(), Vec::new());
            let finish = |upper: &mut Vec<Point>, lower: &mut Vec<Point>, scene: &mut Scene| {
                let back = std::mem::take(lower);
                upper.extend(back.into_iter().rev());
                scene.polygon(std::mem::take(upper), color);
            };
            for column in run {
                let left = column.left.max(area.left);
                let right = column.right.min(area.right);
                let (a, b) = (self.value.map(column.low), self.value.map(column.high));
                let top = (a.min(b) - half).max(area.top);
                let bottom = (a.max(b) + half).min(area.bottom);
                // Wholly above or below what is shown (or without a place): the area ends.
                if !(left < right && top < bottom) {
                    finish(&mut upper, &mut lower, scene);
                    continue;
                }
                upper.extend([at(left, top), at(right, top)]);
                lower.extend([at(left, bottom), at(right, bottom)]);
            }
            finish(&mut upper, &mut lower, scene);
        }
    }

    fn stroke(
        &self,
        line: &Line,
        scene: &mut Scene,
        color: Color,
        width: f64,
        dash: Option<(f64, f64)>,
    ) {
        for piece in line.pieces(self.periods, self.time, self.ratio) {
            let points: Vec<Point> =
                piece.iter().map(|vertex| at(vertex.x, self.value.map(vertex.value))).collect();
            if let Some(dot) = small(&points) {
                if self.area.contains(dot) {
                    scene.disc(dot, (width * 1.15).max(1.25), color);
                }
                continue;
            }
            for run in clip::run(&points, &self.area) {
                match dash {
                    Some((on, off)) => scene.dashes(&run, color, width, on, off),
                    None => scene.path(run, color, width),
                }
            }
        }
    }
}

fn small(points: &[Point]) -> Option<Point> {
    let first = *points.first()?;
    points
        .iter()
        .all(|p| (p.x - first.x).abs() < DOT_BELOW && (p.y - first.y).abs() < DOT_BELOW)
        .then_some(first)
}

/// Ink of a marker.
#[derive(Clone, Copy, Debug)]
pub struct MarkerStyle {
    /// Fill.
    pub color: Color,
    /// Halo, so that the marker is seen on its own line.
    pub ground: Color,
    /// Half its size, CSS pixels.
    pub radius: f64,
}

/// Draws one marker: a disc with a halo.
pub fn stamp(scene: &mut Scene, place: Point, style: MarkerStyle) {
    scene.disc(place, style.radius + 1.25, style.ground);
    scene.disc(place, style.radius, style.color);
}

/// Width of a main line, CSS pixels: thinner where its turns are nearer to each other than a
/// wide line is wide. A line of one pixel also is drawn several times as fast as a wider one,
/// and long lines are the ones that turn often.
pub fn line_width(surface: &Surface<'_>, values_per_pixel: f64) -> f64 {
    let usual = if surface.narrow() { 1.75 } else { 2.0 };
    if values_per_pixel > 0.4 {
        1.0
    } else if values_per_pixel > 0.25 {
        1.35
    } else {
        usual
    }
}
