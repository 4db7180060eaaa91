//! Elements that several renderers make.

use super::dom::{Dom, add, create, empty};
use crate::app::view::Offer;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlElement};

/// A button whose press is looked up by `action` (see [`press`](super::press)); `value` is its
/// argument.
pub fn button(dom: &Dom, action: &str, value: &str, text: &str) -> Result<HtmlElement, JsValue> {
    let button: HtmlElement = create(&dom.document, "button", "", text)?;
    button.set_attribute("type", "button")?;
    button.set_attribute("data-do", action)?;
    button.set_attribute("data-value", value)?;
    Ok(button)
}

/// Offers with their two buttons, into `parent`.
pub fn offers<'a>(
    dom: &Dom,
    parent: &HtmlElement,
    offers: impl Iterator<Item = &'a Offer>,
) -> Result<(), JsValue> {
    empty(parent);
    for offer in offers {
        let box_: Element = create(&dom.document, "div", "offer", "")?;
        if let Some(control) = offer.beside {
            box_.set_attribute("data-beside", control.name())?;
        }
        add(&box_, "p", "", &offer.text)?;
        let row: Element = create(&dom.document, "p", "offer-ways", "")?;
        row.append_child(&button(dom, "accept", &offer.id, &offer.accept)?.into())?;
        row.append_child(&button(dom, "decline", &offer.id, &offer.decline)?.into())?;
        box_.append_child(&row)?;
        parent.append_child(&box_)?;
    }
    Ok(())
}
