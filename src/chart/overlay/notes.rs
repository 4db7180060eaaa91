//! Notes and the names of shaded spans: a strip of text between titles and plot, so that words
//! never lie on data. A name that finds no room is shortened, then left out; its shade or line
//! stays.

use super::input::{Input, SpanKind};
use crate::{
    chart::{
        measure::fit,
        scale::Scale,
        scene::{Align, Area, Label, Scene, at},
        surface::Surface,
    },
    text::chart as words,
};

/// Rows kept for the texts: by what there is in all, not by what is visible, so that zooming
/// does not move the plot.
fn rows(input: &Input) -> usize {
    match input.notes.len() + input.spans.len() {
        0 => 0,
        1..=3 => 1,
        _ => 2,
    }
}

fn row_height(surface: &Surface<'_>) -> f64 {
    surface.small() * 1.35
}

/// CSS pixels of the strip.
pub(super) fn height(input: &Input, surface: &Surface<'_>) -> f64 {
    rows(input) as f64 * row_height(surface)
}

/// One text to be placed.
struct Wish {
    middle: f64,
    long: String,
    short: String,
}

/// Draws notes' lines and all texts.
pub(super) fn draw(
    input: &Input,
    time: &Scale,
    area: Area,
    surface: &Surface<'_>,
    scene: &mut Scene,
) {
    let theme = surface.theme;
    let rows = rows(input);
    let mut wishes = Vec::new();
    for note in &input.notes {
        let x = time.map(note.at_ms as f64);
        if !(area.left..=area.right).contains(&x) {
            continue;
        }
        scene.dashes(&[at(x, area.top - 2.0), at(x, area.bottom)], theme.axis, 1.0, 2.0, 3.0);
        let short = fit(&note.text, 72.0, surface.small(), false, surface.measure);
        let long = fit(&note.text, 220.0, surface.small(), false, surface.measure);
        wishes.push(Wish { middle: x, long, short });
    }
    for span in &input.spans {
        let (Some(start), Some(end)) =
            (input.periods.start(span.first), input.periods.end(span.last))
        else {
            continue;
        };
        let left = time.map(start as f64).max(area.left);
        let right = time.map(end as f64).min(area.right);
        if right - left < 1.0 {
            continue;
        }
        let short = match span.kind {
            SpanKind::Apart => words::went_apart(surface.language),
            SpanKind::Outage => words::outage(surface.language),
        };
        wishes.push(Wish {
            middle: (left + right) / 2.0,
            long: span.text.clone(),
            short: short.to_owned(),
        });
    }
    let mut taken: Vec<Vec<(f64, f64)>> = vec![Vec::new(); rows];
    for wish in wishes {
        for text in [wish.long, wish.short] {
            if place(&text, wish.middle, &mut taken, area, surface, scene) {
                break;
            }
        }
    }
}

/// Puts a text into the lowest row that has room; whether it did.
fn place(
    text: &str,
    middle: f64,
    taken: &mut [Vec<(f64, f64)>],
    area: Area,
    surface: &Surface<'_>,
    scene: &mut Scene,
) -> bool {
    let width = surface.small_width(text);
    if width > surface.width || text.is_empty() {
        return false;
    }
    let middle = middle.clamp(width / 2.0, surface.width - width / 2.0);
    let (left, right) = (middle - width / 2.0, middle + width / 2.0);
    for (row, places) in taken.iter_mut().enumerate() {
        let gap = surface.small() * 0.8;
        if places.iter().all(|(from, to)| right + gap <= *from || left >= *to + gap) {
            places.push((left, right));
            scene.text(Label {
                at: at(middle, area.top - 4.0 - row_height(surface) * (row as f64 + 0.5)),
                text: text.to_owned(),
                size: surface.small(),
                bold: false,
                color: surface.theme.muted,
                align: Align::Middle,
            });
            return true;
        }
    }
    false
}
