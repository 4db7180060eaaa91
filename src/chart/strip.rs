//! The range strip: the whole in small, the visible window in it, two handles.
//!
//! The lines are painted once; the window is a layer above them, so that dragging it repaints
//! nothing else.

use super::{
    overlay::{Model, gutters::Gutters},
    scale::Scale,
    scene::{Area, Scene, at},
    surface::Surface,
    trace::Trace,
    viewport::Viewport,
};

/// A strip laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// To be painted.
    pub scene: Scene,
    /// Where lines are.
    pub area: Area,
    /// Milliseconds to CSS pixels, over the whole.
    pub time: Scale,
}

/// What a pointer takes hold of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handle {
    /// The window's left edge.
    Left,
    /// The window's right edge.
    Right,
    /// The window itself.
    Window,
    /// Beside it: a press there brings the window there.
    Outside,
}

/// Half the width in which an edge is taken hold of, CSS pixels; wide enough for a thumb.
const GRIP: f64 = 12.0;

/// Lays the strip out: every series over its own range, since only the shape is asked for here.
pub fn plot(model: &Model, view: &Viewport, gutters: Gutters, surface: &Surface<'_>) -> Plot {
    let mut scene = Scene::new(surface.width, surface.height);
    let area = Area {
        left: gutters.left,
        right: (surface.width - gutters.right).max(gutters.left + 8.0),
        top: 3.0,
        bottom: (surface.height - 3.0).max(11.0),
    };
    let time = Scale::linear(view.whole(), (area.left, area.right));
    scene.block(area, surface.theme.grid.with_alpha(0.45));
    let periods = model.periods();
    for (line, slot) in model.lines() {
        let Some(range) = line.extremes(0, periods.len()) else { continue };
        let value = Scale::linear(range, (area.bottom - 3.0, area.top + 3.0));
        let trace = Trace { periods, time: &time, value: &value, area, ratio: surface.ratio };
        let color = surface.theme.series(slot).mix(surface.theme.background, 0.25);
        trace.draw(line, &mut scene, color, 1.0, surface.theme.dash(slot, false));
    }
    Plot { scene, area, time }
}

impl Plot {
    /// The window's edges, CSS pixels.
    fn edges(&self, view: &Viewport) -> (f64, f64) {
        let (from, to) = view.window();
        (self.time.map(from), self.time.map(to))
    }

    /// The layer of window and cursor.
    pub fn window(&self, model: &Model, view: &Viewport, surface: &Surface<'_>) -> Scene {
        let mut scene = Scene::new(surface.width, surface.height);
        let theme = surface.theme;
        let area = self.area;
        let (left, right) = self.edges(view);
        for (from, to) in [(area.left, left), (right, area.right)] {
            if to - from > 0.5 {
                scene.block(Area { left: from, right: to, ..area }, theme.veil);
            }
        }
        for edge in [left, right] {
            scene.line(at(edge, area.top), at(edge, area.bottom), theme.axis, 1.5);
            let middle = (area.top + area.bottom) / 2.0;
            let grip = Area {
                left: edge - 3.0,
                right: edge + 3.0,
                top: middle - 8.0,
                bottom: middle + 8.0,
            };
            scene.block(grip, theme.background);
            let grip = Area {
                left: grip.left + 1.0,
                right: grip.right - 1.0,
                top: grip.top + 1.0,
                bottom: grip.bottom - 1.0,
            };
            scene.block(grip, theme.axis);
        }
        let cursor = view.cursor.and_then(|index| model.periods().middle(index));
        if let Some(x) = cursor.map(|middle| self.time.map(middle)) {
            scene.line(at(x, area.top), at(x, area.bottom), theme.cursor, 1.0);
        }
        scene
    }

    /// What a press at a CSS pixel takes hold of.
    pub fn hit(&self, px: f64, view: &Viewport) -> Handle {
        let (left, right) = self.edges(view);
        // In a narrow window the nearer edge counts, and a third in the middle stays the window.
        let grip = GRIP.min((right - left) / 3.0).max(4.0);
        let (to_left, to_right) = ((px - left).abs(), (px - right).abs());
        let outside = |edge: f64| (px - edge).abs() <= GRIP;
        if px < left && outside(left) || px >= left && to_left <= grip && to_left <= to_right {
            Handle::Left
        } else if px > right && outside(right) || px <= right && to_right <= grip {
            Handle::Right
        } else if (left..=right).contains(&px) {
            Handle::Window
        } else {
            Handle::Outside
        }
    }

    /// The view after dragging a handle from one CSS pixel to another, counted from the view at
    /// the press.
    pub fn drag(&self, pressed: &Viewport, handle: Handle, from: f64, to: f64) -> Viewport {
        let mut view = pressed.clone();
        let (start, end) = pressed.window();
        let moved = self.time.invert(to) - self.time.invert(from);
        match handle {
            Handle::Left => view.show((start + moved).min(end), end),
            Handle::Right => view.show(start, (end + moved).max(start)),
            Handle::Window => view.pan_by(moved),
            Handle::Outside => {
                let half = (end - start) / 2.0;
                let middle = self.time.invert(to);
                view.show(middle - half, middle + half);
            }
        }
        view
    }
}
