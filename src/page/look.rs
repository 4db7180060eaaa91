//! The charts' theme, from the page's own colours: styles/tokens.css decides, also where the
//! system forces its colours.

use super::dom::Dom;
use crate::chart::{
    color::Color,
    theme::{SystemColors, Theme},
};
use wasm_bindgen::JsValue;
use web_sys::CssStyleDeclaration;

/// The theme that the page has now.
pub fn theme(dom: &Dom) -> Result<Theme, JsValue> {
    let matches = |query: &str| -> Result<bool, JsValue> {
        Ok(dom.window.match_media(query)?.is_some_and(|media| media.matches()))
    };
    if matches("(forced-colors: active)")? {
        return forced(dom);
    }
    let dark = match dom.root.get_attribute("data-theme").as_deref() {
        Some(name) => name == "dark",
        None => matches("(prefers-color-scheme: dark)")?,
    };
    let mut theme = if dark { Theme::dark() } else { Theme::light() };
    let style = dom.window.get_computed_style(&dom.root)?.ok_or("no style")?;
    let take = |name: &str, place: &mut Color| {
        if let Some(color) = token(&style, name) {
            *place = color;
        }
    };
    take("--paper", &mut theme.background);
    take("--ink", &mut theme.text);
    take("--ink-soft", &mut theme.muted);
    take("--grid", &mut theme.grid);
    take("--accent", &mut theme.accent);
    theme.veil = theme.background.with_alpha(theme.veil.alpha);
    let font = style.get_property_value("font-family")?;
    if !font.is_empty() {
        theme.font = font;
    }
    Ok(theme)
}

fn token(style: &CssStyleDeclaration, name: &str) -> Option<Color> {
    Color::parse(&style.get_property_value(name).ok()?)
}

/// System colours resolve only as a property of an element.
fn forced(dom: &Dom) -> Result<Theme, JsValue> {
    let probe = super::dom::add(&dom.body, "i", "system-colors", "")?;
    let style = dom.window.get_computed_style(&probe)?.ok_or("no style")?;
    let read = |name: &str, otherwise: Color| -> Color {
        style.get_property_value(name).ok().and_then(|v| Color::parse(&v)).unwrap_or(otherwise)
    };
    let (white, black) = (Color::hex(0xffffff), Color::hex(0));
    let colors = SystemColors {
        canvas: read("background-color", white),
        canvas_text: read("color", black),
        gray_text: read("border-top-color", black),
        highlight: read("border-right-color", black),
        link_text: read("border-bottom-color", black),
    };
    probe.remove();
    Ok(Theme::forced(colors))
}
