//! How the document looks: its language, its theme, and the charts' theme, from the page's own
//! colours: styles/tokens.css decides, also where the system forces its colours.

use super::dom::{add, all, set_attribute};
use crate::{
    chart::{
        color::Color,
        theme::{SystemColors, Theme},
    },
    kit::language::Language,
    recipe::export::Theme as Chosen,
};
use wasm_bindgen::JsValue;
use web_sys::{CssStyleDeclaration, Document, HtmlButtonElement};

/// The theme that the page has now.
pub fn theme(document: &Document) -> Result<Theme, JsValue> {
    let window = document.default_view().ok_or("no window")?;
    let root = document.document_element().ok_or("no root")?;
    let matches = |query: &str| -> Result<bool, JsValue> {
        Ok(window.match_media(query)?.is_some_and(|media| media.matches()))
    };
    if matches("(forced-colors: active)")? {
        return forced(document);
    }
    let dark = match root.get_attribute("data-theme").as_deref() {
        Some(name) => name == "dark",
        None => matches("(prefers-color-scheme: dark)")?,
    };
    let mut theme = if dark { Theme::dark() } else { Theme::light() };
    let style = window.get_computed_style(&root)?.ok_or("no style")?;
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
fn forced(document: &Document) -> Result<Theme, JsValue> {
    let window = document.default_view().ok_or("no window")?;
    let body = document.body().ok_or("no body")?;
    let probe = add(&body, "i", "system-colors", "")?;
    let style = window.get_computed_style(&probe)?.ok_or("no style")?;
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

/// Marks the root with the language, and says it where no element could be in two.
pub fn write_language(document: &Document, language: Language) -> Result<(), JsValue> {
    let name = language.tag();
    if let Some(root) = document.document_element() {
        root.set_attribute("lang", name)?;
    }
    for button in all::<HtmlButtonElement>(document, "[data-do=language]")? {
        let chosen = button.get_attribute("data-value").as_deref() == Some(name);
        set_attribute(&button, "aria-pressed", Some(if chosen { "true" } else { "false" }))?;
    }
    Ok(())
}

/// Marks the root with the theme; no mark is the system's.
pub fn write_theme(document: &Document, theme: Chosen) -> Result<(), JsValue> {
    let name = match theme {
        Chosen::Auto => None,
        Chosen::Light => Some("light"),
        Chosen::Dark => Some("dark"),
    };
    let root = document.document_element().ok_or("no root")?;
    set_attribute(&root, "data-theme", name)
}
