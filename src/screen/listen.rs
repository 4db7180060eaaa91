//! Listeners that the views need, whoever owns them: pointer, wheel, sizes, paper.

use super::{
    appearance::write_theme,
    charts::Charts,
    dom::{all, by_id, forever},
    gestures::{Asked, Hands, Pointer, double_click, wheel},
    readout::chart_of,
};
use crate::recipe::export::Theme;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AddEventListenerOptions, Document, Element, Event, HtmlDetailsElement, MouseEvent,
    PointerEvent, ResizeObserver, WheelEvent, Window,
};

/// Device pixels a CSS pixel on paper, at least.
const PRINTED: f64 = 3.0;

/// What owns the views.
pub trait Host: 'static {
    /// The document that they are in.
    fn document(&self) -> &Document;
    /// The views.
    fn charts(&self) -> &RefCell<Charts>;
    /// Pointers that are down on them.
    fn hands(&self) -> &RefCell<Hands>;
    /// The theme that was chosen.
    fn theme(&self) -> Theme;
    /// They changed: they are drawn in the next frame.
    fn draw_soon(&self);
    /// A press asked for something.
    fn asked(&self, asked: Asked);
    /// The table was opened or closed.
    fn table_toggled(&self) -> Result<(), JsValue>;
    /// Something broke.
    fn broke(&self, error: &JsValue);
}

/// Starts listening; `host` gives the owner, as long as there is one.
pub fn listen<H: Host>(document: &Document, host: fn() -> Option<Rc<H>>) -> Result<(), JsValue> {
    let on = |name: &str, listener: &js_sys::Function| {
        document.add_event_listener_with_callback(name, listener)
    };
    for (name, what) in [
        ("pointerdown", Pointer::Down),
        ("pointermove", Pointer::Move),
        ("pointerup", Pointer::Up),
        ("pointercancel", Pointer::Cancel),
    ] {
        on(name, &forever(move |event: PointerEvent| pointer(host, what, &event)))?;
    }
    on("pointerout", &forever(move |event: PointerEvent| out(host, &event)))?;
    on(
        "dblclick",
        &forever(move |event: MouseEvent| {
            on_charts(host, |charts| double_click(&event, charts));
        }),
    )?;
    // It does not bubble; a listener of the document hears it on the way down.
    document.add_event_listener_with_callback_and_bool(
        "contextrestored",
        &forever(move |_: Event| on_charts(host, Charts::renew)),
        true,
    )?;
    let wheel_options = AddEventListenerOptions::new();
    // The wheel zooms, so the page must not scroll at the same time.
    wheel_options.set_passive(false);
    document.add_event_listener_with_callback_and_add_event_listener_options(
        "wheel",
        &forever(move |event: WheelEvent| on_charts(host, |charts| wheel(&event, charts))),
        &wheel_options,
    )?;
    let table: HtmlDetailsElement = by_id(document, "table")?;
    let toggled = move |_: Event| {
        if let Some(host) = host() {
            report(host.table_toggled());
        }
    };
    table.add_event_listener_with_callback("toggle", &forever(toggled))?;
    let window = document.default_view().ok_or("no window")?;
    for (name, on) in [("beforeprint", true), ("afterprint", false)] {
        let listener = forever(move |_: Event| printing(host, on));
        window.add_event_listener_with_callback(name, &listener)?;
    }
    observe(document, &window, host)
}

/// Works on the views, and draws them in the next frame.
pub fn on_charts<H: Host>(host: fn() -> Option<Rc<H>>, work: impl FnOnce(&mut Charts)) {
    if let Some(host) = host() {
        work(&mut host.charts().borrow_mut());
        host.draw_soon();
    }
}

fn pointer<H: Host>(host: fn() -> Option<Rc<H>>, what: Pointer, event: &PointerEvent) {
    let Some(host) = host() else { return };
    if chart_of(event).is_none() {
        return;
    }
    let asked = host.hands().borrow_mut().pointer(what, event, &mut host.charts().borrow_mut());
    host.draw_soon();
    match asked {
        Ok(Some(asked)) => host.asked(asked),
        Ok(None) => {}
        Err(error) => report(Err(error)),
    }
}

/// `pointerleave` does not bubble: leaving is going out to something outside the chart.
fn out<H: Host>(host: fn() -> Option<Rc<H>>, event: &PointerEvent) {
    let Some((root, _)) = chart_of(event) else { return };
    let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
    if !root.contains(to.as_ref()) {
        pointer(host, Pointer::Leave, event);
    }
}

/// What changes pixels without a message: sizes, the screen's resolution, the system's theme.
fn observe<H: Host>(
    document: &Document,
    window: &Window,
    host: fn() -> Option<Rc<H>>,
) -> Result<(), JsValue> {
    let resized = forever(move |_: JsValue| {
        if let Some(host) = host() {
            host.draw_soon();
        }
    });
    let observer = ResizeObserver::new(&resized)?;
    for chart in all::<Element>(document, "[data-chart]")? {
        observer.observe(&chart);
    }
    // It lives as long as the page: the document holds its elements, they hold it.
    std::mem::forget(observer);
    window.add_event_listener_with_callback("resize", &resized)?;
    watch_ratio(window, host)?;
    let themed = forever(move |_: JsValue| {
        if let Some(host) = host() {
            let set = host.charts().borrow_mut().set_theme(host.document());
            if let Err(error) = set {
                host.broke(&error);
            }
            host.draw_soon();
        }
    });
    for query in ["(prefers-color-scheme: dark)", "(forced-colors: active)"] {
        if let Some(media) = window.match_media(query)? {
            media.set_onchange(Some(&themed));
            std::mem::forget(media);
        }
    }
    Ok(())
}

/// Another screen may have other pixels in a window of the same size, which is no resize.
fn watch_ratio<H: Host>(window: &Window, host: fn() -> Option<Rc<H>>) -> Result<(), JsValue> {
    let query = format!("(resolution: {}dppx)", window.device_pixel_ratio());
    let Some(media) = window.match_media(&query)? else { return Ok(()) };
    let once = AddEventListenerOptions::new();
    once.set_once(true);
    let again = window.clone();
    media.add_event_listener_with_callback_and_add_event_listener_options(
        "change",
        &forever(move |_: JsValue| {
            if let Some(there) = host() {
                there.draw_soon();
                report(watch_ratio(&again, host));
            }
        }),
        &once,
    )?;
    std::mem::forget(media);
    Ok(())
}

/// Paper is white, whatever the screen, and finer than it: the charts are drawn for it at once,
/// and for the screen again afterwards.
fn printing<H: Host>(host: fn() -> Option<Rc<H>>, on: bool) {
    let Some(host) = host() else { return };
    let drawn = || -> Result<(), JsValue> {
        let document = host.document();
        write_theme(document, if on { Theme::Light } else { host.theme() })?;
        let mut charts = host.charts().borrow_mut();
        charts.set_theme(document)?;
        let window = document.default_view().ok_or("no window")?;
        let ratio = window.device_pixel_ratio();
        charts.fit(if on { ratio.max(PRINTED) } else { ratio });
        charts.draw(&|| false).map(drop)
    };
    if let Err(error) = drawn() {
        host.broke(&error);
    }
}

/// Says in the console what went wrong.
pub fn report(result: Result<(), JsValue>) {
    if let Err(error) = result {
        web_sys::console::error_1(&error);
    }
}
