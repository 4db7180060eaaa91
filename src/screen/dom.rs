//! Elements: found, made, and written to only where they differ.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue, convert::FromWasmAbi, prelude::Closure};
use web_sys::{Document, Element, HtmlElement};

/// The element with this id, of this kind.
pub fn by_id<T: JsCast>(document: &Document, id: &str) -> Result<T, JsValue> {
    let element =
        document.get_element_by_id(id).ok_or_else(|| format!("index.html has no #{id}"))?;
    element.dyn_into().map_err(|_| format!("#{id} is another kind of element").into())
}

/// The first element inside that a selector finds, of this kind.
pub fn inside<T: JsCast>(element: &Element, selector: &str) -> Result<T, JsValue> {
    let found =
        element.query_selector(selector)?.ok_or_else(|| format!("there is no {selector}"))?;
    found.dyn_into().map_err(|_| format!("{selector} is another kind of element").into())
}

/// All elements that a selector finds.
pub fn all<T: JsCast>(document: &Document, selector: &str) -> Result<Vec<T>, JsValue> {
    let list = document.query_selector_all(selector)?;
    Ok((0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect())
}

/// All elements inside that a selector finds.
pub fn all_in<T: JsCast>(element: &Element, selector: &str) -> Result<Vec<T>, JsValue> {
    let list = element.query_selector_all(selector)?;
    Ok((0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect())
}

/// A new element with a class (none where it is empty) and a text.
pub fn create<T: JsCast>(
    document: &Document,
    tag: &str,
    class: &str,
    text: &str,
) -> Result<T, JsValue> {
    let element = document.create_element(tag)?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    if !text.is_empty() {
        element.set_text_content(Some(text));
    }
    element.dyn_into().map_err(|_| format!("{tag} is another kind of element").into())
}

/// A new last child with a class (none where it is empty) and a text.
pub fn add(parent: &Element, tag: &str, class: &str, text: &str) -> Result<Element, JsValue> {
    let document = parent.owner_document().ok_or("an element without a document")?;
    let element: Element = create(&document, tag, class, text)?;
    parent.append_child(&element)?;
    Ok(element)
}

/// Writes a text where it differs.
pub fn set_text(element: &Element, text: &str) {
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
}

/// Shows or hides.
pub fn set_visible(element: &HtmlElement, shown: bool) {
    if element.hidden() == shown {
        element.set_hidden(!shown);
    }
}

/// Sets an attribute where it differs; `None` removes it.
pub fn set_attribute(element: &Element, name: &str, value: Option<&str>) -> Result<(), JsValue> {
    if element.get_attribute(name).as_deref() == value {
        return Ok(());
    }
    match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    }
}

/// Removes all children.
pub fn empty(element: &Element) {
    element.set_text_content(None);
}

/// One child a line; hidden where there is none.
pub fn lines(parent: &HtmlElement, tag: &str, lines: &[String]) -> Result<(), JsValue> {
    empty(parent);
    for line in lines {
        add(parent, tag, "", line)?;
    }
    set_visible(parent, !lines.is_empty());
    Ok(())
}

/// A closure that lives as long as the page. It may be called while it runs: a click that opens a
/// file dialog is a click again.
pub fn forever<T: FromWasmAbi + 'static>(handle: impl Fn(T) + 'static) -> Function {
    Closure::<dyn Fn(T)>::new(handle).into_js_value().unchecked_into()
}
