//! Many pairs: a coefficient a cell, uncertain ones faint, series ordered by similarity.
//!
//! Below the diagonal only, since the other half says the same; the names stand on the diagonal.
//! Contract: a pair without a coefficient is an empty cell with a dash; a pair without a p-value
//! is uncertain.

use super::{
    measure::fit,
    scene::{Align, Area, Label, Point, Scene, at},
    seriation,
    surface::Surface,
    theme::SERIES,
};
use crate::text::number;

/// Everything that decides a matrix, apart from size and theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Names.
    pub labels: Vec<String>,
    /// Coefficients, symmetric; `None` is undefined.
    pub r: Vec<Vec<Option<f64>>>,
    /// p-values that pay for the number of pairs.
    pub p: Vec<Vec<Option<f64>>>,
    /// The pair of the figure, by place in `labels`.
    pub pair: Option<(usize, usize)>,
}

/// Smallest letters of a name, CSS pixels.
const LETTERS_MIN: f64 = 8.0;
/// p below which a cell is printed in full.
const CERTAIN: f64 = 0.05;

/// One pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Where.
    pub area: Area,
    /// The pair, by place in the labels.
    pub pair: (usize, usize),
    /// Its coefficient.
    pub r: Option<f64>,
    /// Whether it is more than chance.
    pub certain: bool,
}

/// A matrix laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// To be painted.
    pub scene: Scene,
    /// Row by row.
    pub cells: Vec<Cell>,
    /// Order of the series from the top.
    pub order: Vec<usize>,
}

impl Plot {
    /// The pair at a place.
    pub fn hit(&self, place: Point) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.area.contains(place))
    }

    /// The cell of a pair.
    pub fn cell(&self, (a, b): (usize, usize)) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.pair == (a, b) || cell.pair == (b, a))
    }

    /// The cell after an arrow key, from the cell of a pair; the first one to begin with.
    pub fn step(&self, from: Option<(usize, usize)>, across: i32, down: i32) -> Option<&Cell> {
        let place = |series: usize| self.order.iter().position(|other| *other == series);
        let Some((a, b)) = from else { return self.cells.first() };
        let (a, b) = (place(a)? as i64, place(b)? as i64);
        let (row, column) = (a.max(b) + i64::from(down), a.min(b) + i64::from(across));
        let last = self.order.len() as i64 - 1;
        let row = row.clamp(1, last.max(1));
        let column = column.clamp(0, row - 1);
        let series = |k: i64| self.order.get(usize::try_from(k).ok()?).copied();
        let wanted = (series(row)?, series(column)?);
        self.cells.iter().find(|cell| cell.pair == wanted)
    }

    /// The layer of the cursor: a frame around a pair's cell.
    pub fn cursor(&self, pair: Option<(usize, usize)>, surface: &Surface<'_>) -> Scene {
        let mut scene = Scene::new(surface.width, surface.height);
        if let Some(cell) = pair.and_then(|pair| self.cell(pair)) {
            frame(&mut scene, cell.area, surface.theme.text, 2.0);
        }
        scene
    }
}

impl Input {
    fn coefficient(&self, a: usize, b: usize) -> Option<f64> {
        let of = |a: usize, b: usize| self.r.get(a)?.get(b).copied().flatten();
        of(a, b).or_else(|| of(b, a)).filter(|r| r.is_finite())
    }

    fn certain(&self, a: usize, b: usize) -> bool {
        let of = |a: usize, b: usize| self.p.get(a)?.get(b).copied().flatten();
        of(a, b).or_else(|| of(b, a)).is_some_and(|p| p < CERTAIN)
    }

    /// Lays the matrix out.
    pub fn plot(&self, surface: &Surface<'_>) -> Plot {
        let mut scene = Scene::new(surface.width, surface.height);
        let count = self.labels.len();
        let order = seriation::order(count, |a, b| self.coefficient(a, b));
        let size = surface.small();
        // The lowest name needs its room to the right of the diagonal.
        let longest = self
            .labels
            .iter()
            .map(|label| surface.measure.width(label, size, false))
            .fold(0.0, f64::max);
        let names = (longest + 8.0).min(surface.width * 0.42);
        let columns = count.saturating_sub(1).max(1) as f64;
        let side = ((surface.width - names) / columns)
            .min((surface.height - 2.0) / count.max(1) as f64)
            .clamp(1.0, 56.0);
        let digits = (side * 0.34).clamp(7.0, size + 1.0);
        // Names no larger than a row; where even small ones would touch, only some, and the pair's.
        let letters = (side * 0.9).clamp(LETTERS_MIN, size);
        let is_pair = |series: usize| self.pair.is_some_and(|(x, y)| x == series || y == series);
        let apart = (letters * 1.1 / side).ceil().max(1.0) as usize;
        let mut pairs: Vec<usize> =
            order.iter().enumerate().filter(|(_, a)| is_pair(**a)).map(|(row, _)| row).collect();
        if let [first, second] = pairs.as_slice()
            && second - first < apart
        {
            pairs.pop();
        }
        // Cells of a few pixels stand closer.
        let gap = (side * 0.12).min(1.0);
        let named = |row: usize| {
            pairs.contains(&row)
                || row.is_multiple_of(apart) && pairs.iter().all(|pair| pair.abs_diff(row) >= apart)
        };
        let mut cells = Vec::new();
        for (row, a) in order.iter().enumerate() {
            let top = 1.0 + side * row as f64;
            for (column, b) in order.iter().take(row).enumerate() {
                let left = side * column as f64;
                let area = Area {
                    left: left + gap,
                    right: left + side - gap,
                    top: top + gap,
                    bottom: top + side - gap,
                };
                let cell = Cell {
                    area,
                    pair: (*a, *b),
                    r: self.coefficient(*a, *b),
                    certain: self.certain(*a, *b),
                };
                draw_cell(&mut scene, &cell, digits, side, surface);
                cells.push(cell);
            }
            if !named(row) {
                continue;
            }
            let left = side * row as f64 + 6.0;
            let text = self.labels.get(*a).map_or("", String::as_str);
            // The lines' own colours, as far as there are lines to tell apart.
            let lines = is_pair(*a) || count <= SERIES;
            scene.text(Label {
                at: at(left, top + side / 2.0),
                text: fit(text, surface.width - left, letters, is_pair(*a), surface.measure),
                size: letters,
                bold: is_pair(*a),
                color: if lines { surface.theme.series(*a) } else { surface.theme.text },
                align: Align::Start,
            });
        }
        let chosen = self.pair.and_then(|(a, b)| {
            cells.iter().find(|cell| cell.pair == (a, b) || cell.pair == (b, a)).copied()
        });
        if let Some(cell) = chosen {
            frame(&mut scene, cell.area, surface.theme.accent, 2.0);
        }
        Plot { scene, cells, order }
    }
}

fn draw_cell(scene: &mut Scene, cell: &Cell, digits: f64, side: f64, surface: &Surface<'_>) {
    let theme = surface.theme;
    let full = theme.correlation(cell.r.unwrap_or(0.0));
    let fill = if cell.certain { full } else { full.mix(theme.background, 0.72) };
    let fill = if cell.r.is_none() { theme.band.over(theme.background) } else { fill };
    scene.block(cell.area, fill);
    if side < 22.0 {
        return;
    }
    let text = cell.r.map_or_else(|| "–".to_owned(), number::coefficient);
    // In a small cell the zero before the point is left out.
    let text = if side < 34.0 { text.replacen("0.", ".", 1) } else { text };
    let bold = cell.certain;
    let room = side - 3.0;
    let width = surface.measure.width(&text, digits, bold);
    let size = if width > room { digits * room / width } else { digits };
    let inks = [theme.text, theme.background];
    let ink = if cell.certain {
        inks.into_iter().max_by(|a, b| a.contrast(fill).total_cmp(&b.contrast(fill)))
    } else {
        Some(theme.muted)
    };
    scene.text(Label {
        at: at((cell.area.left + cell.area.right) / 2.0, (cell.area.top + cell.area.bottom) / 2.0),
        text,
        size,
        bold,
        color: ink.unwrap_or(theme.text),
        align: Align::Middle,
    });
}

fn frame(scene: &mut Scene, area: Area, color: super::color::Color, width: f64) {
    let Area { left, right, top, bottom } = area;
    let half = width / 2.0;
    let corners = [
        at(left + half, top + half),
        at(right - half, top + half),
        at(right - half, bottom - half),
        at(left + half, bottom - half),
    ];
    let [a, b, c, d] = corners;
    scene.path(vec![a, b, c, d, a, b], color, width);
}
