//! Hands on the charts: pointer, wheel, fingers, keys.
//!
//! A mouse that drags over time pans where a part is hidden, else it brushes; Shift always
//! brushes; over the scatter it draws a box around dots. A press without a drag ends the brush. One finger reads values and leaves vertical scrolling to the page; two fingers pinch
//! and pan. The strip's handles work the same for all.

use super::{charts::Charts, readout::chart_of};
use crate::chart::{strip::Handle, viewport::Viewport, views::Kind};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};

/// Farther than this a press is a drag, CSS pixels.
const SLOP: f64 = 4.0;

/// A pointer that is down.
#[derive(Clone, Debug)]
struct Pressed {
    id: i32,
    kind: Kind,
    from: (f64, f64),
    now: (f64, f64),
    what: What,
    moved: bool,
}

/// What a press does when it moves.
#[derive(Clone, Debug)]
enum What {
    Pan(Viewport),
    Brush,
    Box,
    Strip(Viewport, Handle),
    Read,
}

/// Pointers that are down on a chart.
#[derive(Debug, Default)]
pub struct Hands {
    pressed: Vec<Pressed>,
    pinch: Option<Viewport>,
}

/// What a press asks for that is not the views' own affair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Draw y earlier by so many periods.
    Shift(i32),
    /// Compare these two series (ids), the others beside them.
    Pair {
        /// The first.
        x: String,
        /// The second.
        y: String,
        /// All others of the matrix.
        others: Vec<String>,
    },
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// Pressed.
    Down,
    /// Moved, pressed or not.
    Move,
    /// Let go.
    Up,
    /// Taken away (the browser scrolls).
    Cancel,
    /// Left the chart.
    Leave,
}

impl Hands {
    /// A pointer on a chart; whether the browser's own answer is not wanted.
    pub fn pointer(
        &mut self,
        what: Pointer,
        event: &PointerEvent,
        charts: &mut Charts,
    ) -> Result<Option<Asked>, JsValue> {
        let Some((root, kind)) = chart_of(event) else { return Ok(None) };
        let place = place_of(&root, event);
        let touch = event.pointer_type() == "touch";
        match what {
            Pointer::Down => {
                if event.button() != 0 {
                    return Ok(None);
                }
                let view = charts.view().cloned();
                let what = match (kind, view) {
                    (Kind::Strip, Some(view)) => match charts.strip_handle(place.0) {
                        Some(handle) => What::Strip(view, handle),
                        None => What::Read,
                    },
                    (Kind::Overlay | Kind::Rolling, Some(view)) if !touch => {
                        if event.shift_key() || !charts.zoomed() {
                            What::Brush
                        } else {
                            What::Pan(view)
                        }
                    }
                    (Kind::Scatter, _) if !touch => What::Box,
                    _ => What::Read,
                };
                if !touch || kind == Kind::Strip {
                    // Gone already where the press was let go at once.
                    let _ = root.set_pointer_capture(event.pointer_id());
                }
                let id = event.pointer_id();
                self.pressed.retain(|pressed| pressed.id != id);
                self.pressed.push(Pressed {
                    id,
                    kind,
                    from: place,
                    now: place,
                    what,
                    moved: false,
                });
                self.pinch = (self.pressed.len() == 2).then(|| charts.view().cloned()).flatten();
                if self.pinch.is_some() {
                    for pressed in &mut self.pressed {
                        pressed.from = pressed.now;
                    }
                }
                if let Some(Pressed { what: What::Strip(view, Handle::Outside), .. }) =
                    self.pressed.last()
                    && let Some(next) =
                        charts.strip_dragged(view, Handle::Outside, place.0, place.0)
                {
                    charts.show(next);
                }
                charts.point(kind, Some(place));
                Ok(None)
            }
            Pointer::Move => {
                self.moved(event.pointer_id(), kind, place, charts);
                Ok(None)
            }
            Pointer::Up => {
                let at = self.pressed.iter().position(|p| p.id == event.pointer_id());
                let Some(pressed) = at.map(|at| self.pressed.remove(at)) else { return Ok(None) };
                self.pinch = None;
                charts.frame(None);
                if pressed.moved || pressed.kind != kind {
                    return Ok(None);
                }
                Ok(clicked(kind, charts))
            }
            Pointer::Cancel => {
                self.pressed.retain(|pressed| pressed.id != event.pointer_id());
                self.pinch = None;
                charts.frame(None);
                Ok(None)
            }
            Pointer::Leave => {
                if !self.pressed.iter().any(|pressed| pressed.id == event.pointer_id()) && !touch {
                    charts.point(kind, None);
                }
                Ok(None)
            }
        }
    }

    fn moved(&mut self, id: i32, kind: Kind, place: (f64, f64), charts: &mut Charts) {
        let Some(pressed) = self.pressed.iter_mut().find(|pressed| pressed.id == id) else {
            charts.point(kind, Some(place));
            return;
        };
        pressed.now = place;
        let far = (place.0 - pressed.from.0).hypot(place.1 - pressed.from.1);
        pressed.moved |= far > SLOP;
        if let (Some(view), [a, b]) = (&self.pinch, self.pressed.as_slice()) {
            if let Some(next) = charts.pinched(view, (a.from.0, b.from.0), (a.now.0, b.now.0)) {
                charts.show(next);
            }
            return;
        }
        let Some(pressed) = self.pressed.iter().find(|pressed| pressed.id == id) else { return };
        if pressed.moved {
            match &pressed.what {
                What::Pan(view) => {
                    if let Some(next) = charts.panned(view, pressed.from.0, place.0) {
                        charts.show(next);
                    }
                }
                What::Brush => charts.brush(pressed.from.0, place.0),
                What::Box => charts.frame(Some((pressed.from, place))),
                What::Strip(view, handle) => {
                    if let Some(next) = charts.strip_dragged(view, *handle, pressed.from.0, place.0)
                    {
                        charts.show(next);
                    }
                }
                What::Read => {}
            }
        }
        charts.point(pressed.kind, Some(place));
    }
}

/// A press without a drag.
fn clicked(kind: Kind, charts: &mut Charts) -> Option<Asked> {
    match kind {
        Kind::Overlay | Kind::Rolling | Kind::Scatter => {
            charts.press();
            None
        }
        Kind::Lags => charts.lag().map(Asked::Shift),
        Kind::Matrix => {
            let (x, y, others) = charts.pair()?;
            let others = others.into_iter().map(str::to_owned).collect();
            Some(Asked::Pair { x: x.to_owned(), y: y.to_owned(), others })
        }
        _ => None,
    }
}

/// The wheel zooms time around the pointer; with Ctrl it is a pinch on a touchpad. Sideways it
/// pans. Where all is seen already, zooming out scrolls the page.
pub fn wheel(event: &WheelEvent, charts: &mut Charts) {
    let Some((root, kind)) = chart_of(event) else { return };
    if !matches!(kind, Kind::Overlay | Kind::Rolling | Kind::Strip) {
        return;
    }
    let (x, _) = place_of(&root, event);
    let pixels = match event.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => 30.0,
        WheelEvent::DOM_DELTA_PAGE => 300.0,
        _ => 1.0,
    };
    let (across, down) = (event.delta_x() * pixels, event.delta_y() * pixels);
    if across.abs() > down.abs() || event.shift_key() {
        let by = if event.shift_key() && across == 0.0 { down } else { across };
        if let Some(view) = charts.view().cloned()
            && let Some(next) = charts.panned(&view, by, 0.0)
            && charts.zoomed()
        {
            event.prevent_default();
            charts.show(next);
        }
        return;
    }
    if down > 0.0 && !charts.zoomed() && !event.ctrl_key() {
        return;
    }
    event.prevent_default();
    let speed = if event.ctrl_key() { 0.01 } else { 0.002 };
    charts.zoom_at(x, (-down * speed).exp());
}

/// A double press shows everything again.
pub fn double_click(event: &MouseEvent, charts: &mut Charts) {
    if let Some((_, Kind::Overlay | Kind::Strip | Kind::Rolling)) = chart_of(event)
        && let Some(mut view) = charts.view().cloned()
    {
        view.reset();
        view.selection.clear();
        charts.show(view);
    }
}

/// A key in a chart: what to say aloud and what to do about it.
pub fn key(event: &KeyboardEvent, charts: &mut Charts) -> (Option<String>, Option<Asked>) {
    let Some((root, kind)) = chart_of(event) else { return (None, None) };
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return (None, None);
    }
    let name = event.key();
    if name == "Enter" || name == " " {
        let asked = clicked(kind, charts);
        if asked.is_some() {
            event.prevent_default();
        }
        return (None, asked);
    }
    let said = charts.key(kind, &name, event.shift_key());
    if said.is_some() {
        event.prevent_default();
    } else if name == "Escape"
        && let Some(root) = root.dyn_ref::<web_sys::HtmlElement>()
    {
        let _ = root.blur();
    }
    (said, None)
}

/// Where on a chart's element, CSS pixels.
fn place_of(root: &Element, event: &MouseEvent) -> (f64, f64) {
    let bounds = root.get_bounding_client_rect();
    (f64::from(event.client_x()) - bounds.left(), f64::from(event.client_y()) - bounds.top())
}
