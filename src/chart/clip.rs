//! Cutting segments at the plot's edges (Liang and Barsky 1984).
//!
//! plotters clamps a point outside to the edge, which bends the line; a cut segment keeps its
//! slope. Contract: a segment with an end that is not finite is outside; a segment that only
//! touches the edge is inside.

use super::scene::{Area, Point, at};

/// The part of a segment inside the area.
pub fn segment(from: Point, to: Point, area: &Area) -> Option<(Point, Point)> {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    if !(dx.is_finite() && dy.is_finite()) {
        return None;
    }
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    let edges = [
        (-dx, from.x - area.left),
        (dx, area.right - from.x),
        (-dy, from.y - area.top),
        (dy, area.bottom - from.y),
    ];
    for (outwards, room) in edges {
        if outwards == 0.0 {
            // Parallel to this edge: inside or outside as a whole.
            if room < 0.0 {
                return None;
            }
        } else if outwards < 0.0 {
            enter = enter.max(room / outwards);
        } else {
            leave = leave.min(room / outwards);
        }
    }
    if enter > leave {
        return None;
    }
    // The product of a length and a share may miss the edge by a rounding; held on it.
    let place = |share: f64| {
        if share == 0.0 {
            from
        } else if share == 1.0 {
            to
        } else {
            at(
                (from.x + share * dx).clamp(area.left, area.right),
                (from.y + share * dy).clamp(area.top, area.bottom),
            )
        }
    };
    Some((place(enter), place(leave)))
}

/// A run of points cut at the area's edges: the pieces inside, in order.
///
/// A single point inside is a piece of one point.
pub fn run(points: &[Point], area: &Area) -> Vec<Vec<Point>> {
    let mut pieces: Vec<Vec<Point>> = Vec::new();
    if let [only] = points {
        return if area.contains(*only) { vec![vec![*only]] } else { pieces };
    }
    let mut piece: Vec<Point> = Vec::new();
    for pair in points.windows(2) {
        let [from, to] = pair else { continue };
        if !piece.is_empty() && area.contains(*to) && piece.last() == Some(from) {
            // Nearly all of them: from inside to inside.
            if to != from {
                piece.push(*to);
            }
            continue;
        }
        match segment(*from, *to, area) {
            Some((enter, leave)) => {
                if piece.last() != Some(&enter) {
                    if !piece.is_empty() {
                        pieces.push(std::mem::take(&mut piece));
                    }
                    piece.push(enter);
                }
                if leave != enter {
                    piece.push(leave);
                }
                if leave != *to {
                    pieces.push(std::mem::take(&mut piece));
                }
            }
            None if !piece.is_empty() => pieces.push(std::mem::take(&mut piece)),
            None => {}
        }
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const AREA: Area = Area { left: 0.0, top: 0.0, right: 10.0, bottom: 10.0 };

    #[test]
    fn one_line_a_case() {
        let cases = [
            // Inside, crossing, touching a corner, parallel, outside, a point, not finite.
            ((1.0, 1.0, 9.0, 9.0), Some((1.0, 1.0, 9.0, 9.0))),
            ((-5.0, 5.0, 15.0, 5.0), Some((0.0, 5.0, 10.0, 5.0))),
            ((-10.0, 0.0, 10.0, 20.0), Some((0.0, 10.0, 0.0, 10.0))),
            ((-5.0, -1.0, 15.0, -1.0), None),
            ((11.0, 0.0, 20.0, 10.0), None),
            ((5.0, 5.0, 5.0, 5.0), Some((5.0, 5.0, 5.0, 5.0))),
            // An end that is on the edge is itself.
            ((-4.0, 2.0, 0.0, 4.0), Some((0.0, 4.0, 0.0, 4.0))),
            ((10.0, 4.0, 14.0, 2.0), Some((10.0, 4.0, 10.0, 4.0))),
            ((f64::NAN, 5.0, 5.0, 5.0), None),
            ((5.0, 5.0, f64::INFINITY, 5.0), None),
        ];
        for ((x0, y0, x1, y1), expected) in cases {
            let cut = segment(at(x0, y0), at(x1, y1), &AREA);
            let cut = cut.map(|(a, b)| (a.x, a.y, b.x, b.y));
            assert_eq!(cut, expected, "{x0} {y0} {x1} {y1}");
        }
    }

    #[test]
    fn a_run_that_leaves_and_returns_is_two_pieces() {
        let run = run(&[at(1.0, 5.0), at(5.0, 20.0), at(9.0, 5.0)], &AREA);
        assert_eq!(run.len(), 2);
        assert_eq!(run[0].last().map(|p| p.y), Some(10.0));
        assert_eq!(run[1].first().map(|p| p.y), Some(10.0));
    }

    /// Anywhere, and often exactly on an edge.
    fn place() -> impl Strategy<Value = f64> {
        prop_oneof![-50_f64..50.0, Just(0.0), Just(10.0), Just(5.0)]
    }

    proptest! {
        #[test]
        fn a_cut_stays_inside_and_on_its_line(
            x0 in place(), y0 in place(), x1 in place(), y1 in place(),
        ) {
            let (from, to) = (at(x0, y0), at(x1, y1));
            let cut = segment(from, to, &AREA);
            if AREA.contains(from) { prop_assert_eq!(cut.map(|c| c.0), Some(from)); }
            if let Some((a, b)) = cut {
                for p in [a, b] {
                    prop_assert!(AREA.contains(p));
                    let off = (p.x - x0) * (y1 - y0) - (p.y - y0) * (x1 - x0);
                    let length = (x1 - x0).hypot(y1 - y0);
                    prop_assert!(off.abs() <= 1e-9 * (1.0 + length) * 100.0);
                }
            } else {
                // No point of the segment is inside.
                for k in 0..=100 {
                    let share = f64::from(k) / 100.0;
                    let p = at(x0 + share * (x1 - x0), y0 + share * (y1 - y0));
                    prop_assert!(!AREA.contains(p) || near_edge(p));
                }
            }
        }
    }

    fn near_edge(p: Point) -> bool {
        [p.x, p.x - 10.0, p.y, p.y - 10.0].iter().any(|d| d.abs() < 1e-9)
    }
}
