//! A small scene cut into pieces that can be moved without being painted.
//!
//! A crosshair is the same line, the same markers and another date at each place. A browser moves
//! a small picture for nothing, and fills a large one anew however little is on it: so a cursor
//! that is a few small things is given to it as a few small pictures.
//!
//! Contract: pieces are in painting order; a piece's marks are given from its own corner, rounded
//! to 1/64 CSS pixel, so that the same thing elsewhere is the same piece. A scene with too many
//! marks or a large one is not cut (`None`): then it is painted whole.

use super::{
    measure::Measure,
    scene::{Align, Area, Mark, Point, Scene, at},
};

/// A piece: where it is, and its marks from [`PAD`] beside its own corner.
#[derive(Clone, Debug, PartialEq)]
pub struct Sprite {
    /// What its marks cover, CSS pixels of the scene.
    pub area: Area,
    /// Its marks.
    pub marks: Vec<Mark>,
}

/// Room around a piece for what its edges smear, CSS pixels.
pub const PAD: f64 = 2.0;
/// More pieces than this cost more than one picture.
const MOST: usize = 12;
/// Marks of a scene that is worth looking at.
const MOST_MARKS: usize = 40;
/// Largest piece, square CSS pixels.
const LARGEST: f64 = 20_000.0;

/// The pieces of a scene.
pub fn sprites(scene: &Scene, measure: &dyn Measure) -> Option<Vec<Sprite>> {
    if scene.marks.len() > MOST_MARKS {
        return None;
    }
    let mut pieces: Vec<(Area, Vec<&Mark>)> = Vec::new();
    for mark in &scene.marks {
        let area = bounds(mark, measure);
        // A long thin line is its own piece: it lies under all others and touches most of them.
        let alone = matches!(mark, Mark::Line { .. });
        match pieces.last_mut() {
            Some((last, marks))
                if !alone
                    && last.overlaps(&area)
                    && !marks.iter().any(|mark| matches!(mark, Mark::Line { .. })) =>
            {
                *last = around(*last, area);
                marks.push(mark);
            }
            _ => pieces.push((area, vec![mark])),
        }
    }
    let fits = |area: &Area| area.width() * area.height() <= LARGEST;
    if pieces.len() > MOST || !pieces.iter().all(|(area, _)| fits(area)) {
        return None;
    }
    let cut = |(area, marks): (Area, Vec<&Mark>)| Sprite {
        marks: marks
            .into_iter()
            .map(|mark| rounded(mark.clone().moved(PAD - area.left, PAD - area.top)))
            .collect(),
        area,
    };
    Some(pieces.into_iter().map(cut).collect())
}

fn around(a: Area, b: Area) -> Area {
    Area {
        left: a.left.min(b.left),
        top: a.top.min(b.top),
        right: a.right.max(b.right),
        bottom: a.bottom.max(b.bottom),
    }
}

fn grown(area: Area, by: f64) -> Area {
    Area {
        left: area.left - by,
        top: area.top - by,
        right: area.right + by,
        bottom: area.bottom + by,
    }
}

fn of_points(points: &[Point]) -> Area {
    let first = points.first().copied().unwrap_or_default();
    let start = Area { left: first.x, top: first.y, right: first.x, bottom: first.y };
    points.iter().fold(start, |area, point| {
        around(area, Area { left: point.x, top: point.y, right: point.x, bottom: point.y })
    })
}

/// What a mark covers, CSS pixels.
pub fn bounds(mark: &Mark, measure: &dyn Measure) -> Area {
    match mark {
        Mark::Line { from, to, stroke } => grown(of_points(&[*from, *to]), stroke.width / 2.0),
        Mark::Path { points, stroke } => grown(of_points(points), stroke.width / 2.0),
        Mark::Polygon { points, .. } => of_points(points),
        Mark::Block { area, .. } => *area,
        Mark::Dot { center, radius, rim, .. } => {
            let radius = radius + rim.map_or(0.0, |rim| rim.width / 2.0);
            grown(of_points(&[*center]), radius)
        }
        Mark::Text(label) => {
            let width = measure.width(&label.text, label.size, label.bold);
            let left = match label.align {
                Align::Start => label.at.x,
                Align::Middle => label.at.x - width / 2.0,
                Align::End => label.at.x - width,
            };
            let half = label.size * 0.7;
            Area { left, right: left + width, top: label.at.y - half, bottom: label.at.y + half }
        }
    }
}

/// Coordinates in 1/64 CSS pixel.
fn rounded(mark: Mark) -> Mark {
    let near = |css: f64| (css * 64.0).round() / 64.0;
    let place = |point: Point| at(near(point.x), near(point.y));
    match mark {
        Mark::Line { from, to, stroke } => Mark::Line { from: place(from), to: place(to), stroke },
        Mark::Path { points, stroke } => {
            Mark::Path { points: points.into_iter().map(place).collect(), stroke }
        }
        Mark::Polygon { points, fill } => {
            Mark::Polygon { points: points.into_iter().map(place).collect(), fill }
        }
        Mark::Block { area, fill } => Mark::Block {
            area: Area {
                left: near(area.left),
                top: near(area.top),
                right: near(area.right),
                bottom: near(area.bottom),
            },
            fill,
        },
        Mark::Dot { center, radius, fill, rim } => {
            Mark::Dot { center: place(center), radius, fill, rim }
        }
        Mark::Text(mut label) => {
            label.at = place(label.at);
            Mark::Text(label)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{color::Color, measure::FixedMetric, scene::Label};

    fn crosshair(x: f64, y: f64, date: &str) -> Scene {
        let ink = Color::hex(0x112233);
        let mut scene = Scene::new(1200.0, 600.0);
        scene.line(at(x, 0.0), at(x, 560.0), ink, 1.0);
        scene.disc(at(x, y), 5.0, Color::hex(0xffffff));
        scene.disc(at(x, y), 4.0, ink);
        let chip = Area { left: x - 50.0, right: x + 50.0, top: 564.0, bottom: 584.0 };
        scene.block(chip, ink);
        scene.text(Label {
            at: at(x, 574.0),
            text: date.into(),
            size: 12.0,
            bold: true,
            color: Color::hex(0xffffff),
            align: Align::Middle,
        });
        scene
    }

    #[test]
    fn a_crosshair_elsewhere_is_the_same_pieces() {
        let here = sprites(&crosshair(100.3, 40.7, "Jan 4"), &FixedMetric).unwrap();
        let there = sprites(&crosshair(613.9, 333.1, "Jan 9"), &FixedMetric).unwrap();
        assert_eq!(here.len(), 3);
        assert_eq!(here[0].marks, there[0].marks);
        assert_eq!(here[1].marks, there[1].marks);
        assert_ne!(here[2].marks, there[2].marks);
        assert_eq!(here[2].marks.len(), 2);
        assert_eq!((here[1].area.left, here[1].area.bottom), (95.3, 45.7));
    }

    #[test]
    fn large_and_many_are_not_cut() {
        let ink = Color::hex(0);
        let mut large = crosshair(10.0, 10.0, "");
        large.block(Area { left: 0.0, top: 0.0, right: 300.0, bottom: 300.0 }, ink);
        assert_eq!(sprites(&large, &FixedMetric), None);
        let mut many = Scene::new(10.0, 10.0);
        for k in 0..13 {
            many.disc(at(f64::from(k) * 20.0, 0.0), 2.0, ink);
        }
        assert_eq!(sprites(&many, &FixedMetric), None);
        assert_eq!(sprites(&Scene::new(1.0, 1.0), &FixedMetric), Some(Vec::new()));
    }
}
