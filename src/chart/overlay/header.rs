//! Titles above a panel: which line is on which axis, in its colour and with its dash.

use crate::chart::{
    color::Color,
    measure::fit,
    scene::{Align, Label, Scene, at},
    surface::Surface,
    trace::{MarkerStyle, stamp},
};

/// One name with a sample of its line.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::chart) struct Entry {
    /// The words.
    pub text: String,
    /// The line's colour.
    pub color: Color,
    /// What is drawn of it.
    pub sample: Sample,
}

/// How a series is drawn, in small.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::chart) enum Sample {
    /// A line, with the lengths of its dashes and gaps.
    Line(Option<(f64, f64)>),
    /// Dots on stems.
    Dot,
}

/// The titles of a panel.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::chart) struct Header {
    /// What the axis shows, where lines share one.
    pub caption: Option<String>,
    /// Above the left axis.
    pub left: Vec<Entry>,
    /// Above the right axis.
    pub right: Vec<Entry>,
    /// How the lines are drawn, behind them or below.
    pub note: Option<String>,
}

const SAMPLE: f64 = 20.0;
const SAMPLE_GAP: f64 = 6.0;
/// Space of a sample and its gap.
const LEAD: f64 = SAMPLE + SAMPLE_GAP;
const BETWEEN: f64 = 18.0;

/// A note and where it begins, where it is in a row of titles.
type Note = (String, Option<f64>);

/// Entries of one row with the width of each.
type Row<'e> = Vec<(&'e Entry, String, f64)>;

impl Header {
    /// Rows of the titles: both sides in one where they fit.
    fn rows<'e>(&'e self, surface: &Surface<'_>) -> Vec<(Row<'e>, Row<'e>)> {
        let all = flow(&self.left, surface.width, surface);
        let right = flow(&self.right, surface.width, surface);
        let width = |row: &Row<'_>| row.iter().map(|item| item.2 + BETWEEN).sum::<f64>();
        if let ([l], [r]) = (all.as_slice(), right.as_slice())
            && width(l) + width(r) <= surface.width
        {
            return vec![(l.clone(), r.clone())];
        }
        let lefts = all.into_iter().map(|row| (row, Vec::new()));
        lefts.chain(right.into_iter().map(|row| (Vec::new(), row))).collect()
    }

    /// The note, cut to the width, and where it begins in the last row; `None` where it has a row
    /// of its own.
    fn note(&self, rows: &[(Row<'_>, Row<'_>)], surface: &Surface<'_>) -> Option<Note> {
        let note = self.note.as_ref()?;
        let size = surface.small();
        let text = fit(note, surface.width, size, false, surface.measure);
        let width = |row: &Row<'_>| row.iter().map(|item| item.2 + BETWEEN).sum::<f64>();
        let (left, right) = rows.last().map_or((0.0, 0.0), |(l, r)| (width(l), width(r)));
        let room = surface.width - left - right;
        let inside = !rows.is_empty() && surface.measure.width(&text, size, false) <= room;
        Some((text, inside.then_some(left)))
    }

    /// CSS pixels.
    pub fn height(&self, surface: &Surface<'_>) -> f64 {
        let rows = self.rows(surface);
        let note = self.note(&rows, surface).is_some_and(|(_, inside)| inside.is_none());
        let rows = rows.len() + usize::from(self.caption.is_some()) + usize::from(note);
        rows as f64 * row_height(surface) + surface.small() * 0.9
    }

    /// Draws the titles from `top` down.
    pub fn draw(&self, top: f64, surface: &Surface<'_>, scene: &mut Scene) {
        let size = surface.title();
        let mut y = top + row_height(surface) / 2.0;
        if let Some(caption) = &self.caption {
            scene.text(Label {
                at: at(0.0, y),
                text: fit(caption, surface.width, size, false, surface.measure),
                size,
                bold: false,
                color: surface.theme.muted,
                align: Align::Start,
            });
            y += row_height(surface);
        }
        let rows = self.rows(surface);
        let note = self.note(&rows, surface);
        for (left, right) in rows {
            let mut x = 0.0;
            for (entry, text, width) in left {
                sample(scene, x, y, entry, surface);
                scene.text(words(text, at(x + LEAD, y), Align::Start, entry, size));
                x += width + BETWEEN;
            }
            let mut x = surface.width;
            for (entry, text, width) in right.into_iter().rev() {
                sample(scene, x - SAMPLE, y, entry, surface);
                scene.text(words(text, at(x - LEAD, y), Align::End, entry, size));
                x -= width + BETWEEN;
            }
            y += row_height(surface);
        }
        if let Some((text, inside)) = note {
            let y = if inside.is_some() { y - row_height(surface) } else { y };
            scene.text(Label {
                at: at(inside.unwrap_or(0.0), y),
                text,
                size: surface.small(),
                bold: false,
                color: surface.theme.muted,
                align: Align::Start,
            });
        }
    }
}

fn words(
    text: String,
    place: crate::chart::scene::Point,
    align: Align,
    entry: &Entry,
    size: f64,
) -> Label {
    Label { at: place, text, size, bold: true, color: entry.color, align }
}

fn row_height(surface: &Surface<'_>) -> f64 {
    surface.title() * 1.5
}

fn flow<'e>(entries: &'e [Entry], room: f64, surface: &Surface<'_>) -> Vec<Row<'e>> {
    let mut rows: Vec<Row<'e>> = Vec::new();
    let mut taken = 0.0;
    for entry in entries {
        let size = surface.title();
        let text = fit(&entry.text, room - LEAD, size, true, surface.measure);
        let width = LEAD + surface.measure.width(&text, size, true);
        match rows.last_mut() {
            Some(row) if taken + width <= room => {
                row.push((entry, text, width));
                taken += width + BETWEEN;
            }
            _ => {
                rows.push(vec![(entry, text, width)]);
                taken = width + BETWEEN;
            }
        }
    }
    rows
}

fn sample(scene: &mut Scene, x: f64, y: f64, entry: &Entry, surface: &Surface<'_>) {
    let ends = [at(x, y), at(x + SAMPLE, y)];
    match entry.sample {
        Sample::Line(Some((on, off))) => scene.dashes(&ends, entry.color, 2.25, on, off),
        Sample::Line(None) => scene.path(ends.to_vec(), entry.color, 2.25),
        Sample::Dot => {
            scene.path(ends.to_vec(), entry.color, 2.25);
            let ground = surface.theme.background;
            let style = MarkerStyle { color: entry.color, ground, radius: 3.6 };
            stamp(scene, at(x + SAMPLE / 2.0, y), style);
        }
    }
}
