//! Every place of the document that the program writes to, looked up once.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, HtmlButtonElement, HtmlDetailsElement, HtmlDialogElement, HtmlElement,
    HtmlInputElement, HtmlSelectElement, HtmlTemplateElement, HtmlTextAreaElement, Window,
};

/// Typed look-ups; a missing one is an error that names it, at the start and not later.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Dom {
    pub window: Window,
    pub document: Document,
    pub root: HtmlElement,
    pub body: HtmlElement,
    pub trouble: HtmlElement,
    pub trouble_text: HtmlElement,
    pub share: HtmlButtonElement,
    pub share_items: HtmlElement,
    pub share_list: HtmlElement,
    pub share_size: HtmlSelectElement,
    pub share_scale: HtmlSelectElement,
    pub notices: HtmlElement,
    pub sentence: HtmlElement,
    pub verdict: HtmlElement,
    pub sure: HtmlElement,
    pub cautions: HtmlElement,
    pub offers: HtmlElement,
    pub figure: HtmlElement,
    pub zoom_reset: HtmlElement,
    pub zoom_use: HtmlElement,
    pub view_matrix: HtmlElement,
    pub announce: HtmlElement,
    pub views: HtmlElement,
    pub table: HtmlDetailsElement,
    pub table_caption: HtmlElement,
    pub table_head: HtmlElement,
    pub table_body: HtmlElement,
    pub panels: HtmlElement,
    pub cards: HtmlElement,
    pub drawer_sources: HtmlElement,
    pub drawer_analysis: HtmlElement,
    pub keep: HtmlInputElement,
    pub keep_field: HtmlElement,
    pub forget: HtmlButtonElement,
    pub version: HtmlElement,
    pub veil: HtmlElement,
    pub file_input: HtmlInputElement,
    pub folder_input: HtmlInputElement,
    pub paste: HtmlDialogElement,
    pub paste_text: HtmlTextAreaElement,
    pub card_template: HtmlTemplateElement,
    pub controls: Vec<HtmlElement>,
}

impl Dom {
    /// Looks everything up.
    pub fn find() -> Result<Dom, JsValue> {
        let window = web_sys::window().ok_or("no window")?;
        let document = window.document().ok_or("no document")?;
        let root = document.document_element().ok_or("no root")?.dyn_into()?;
        let body = document.body().ok_or("no body")?;
        let d = &document;
        Ok(Dom {
            root,
            body,
            trouble: by_id(d, "trouble")?,
            trouble_text: by_id(d, "trouble-text")?,
            share: by_id(d, "share")?,
            share_items: by_id(d, "share-items")?,
            share_list: by_id(d, "share-list")?,
            share_size: by_id(d, "share-size")?,
            share_scale: by_id(d, "share-scale")?,
            notices: by_id(d, "notices")?,
            sentence: by_id(d, "sentence")?,
            verdict: by_id(d, "verdict")?,
            sure: by_id(d, "sure")?,
            cautions: by_id(d, "cautions")?,
            offers: by_id(d, "offers")?,
            figure: by_id(d, "figure")?,
            zoom_reset: by_id(d, "zoom-reset")?,
            zoom_use: by_id(d, "zoom-use")?,
            view_matrix: by_id(d, "view-matrix")?,
            announce: by_id(d, "announce")?,
            views: by_id(d, "views")?,
            table: by_id(d, "table")?,
            table_caption: by_id(d, "table-caption")?,
            table_head: by_id(d, "table-head")?,
            table_body: by_id(d, "table-body")?,
            panels: by_id(d, "panels")?,
            cards: by_id(d, "cards")?,
            drawer_sources: by_id(d, "drawer-sources")?,
            drawer_analysis: by_id(d, "drawer-analysis")?,
            keep: by_id(d, "keep")?,
            keep_field: by_id(d, "keep-field")?,
            forget: by_id(d, "forget")?,
            version: by_id(d, "version")?,
            veil: by_id(d, "drop-veil")?,
            file_input: by_id(d, "file-input")?,
            folder_input: by_id(d, "folder-input")?,
            paste: by_id(d, "paste")?,
            paste_text: by_id(d, "paste-text")?,
            card_template: by_id(d, "card-template")?,
            controls: all(d, "[data-control]")?,
            window,
            document,
        })
    }
}

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

/// A new element with a class (none where it is empty) and a text.
pub fn make<T: JsCast>(
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
    let element: Element = make(&document, tag, class, text)?;
    parent.append_child(&element)?;
    Ok(element)
}

/// Writes a text where it differs.
pub fn say(element: &Element, text: &str) {
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
}

/// Shows or hides.
pub fn show(element: &HtmlElement, shown: bool) {
    if element.hidden() == shown {
        element.set_hidden(!shown);
    }
}

/// Sets an attribute where it differs; `None` removes it.
pub fn mark(element: &Element, name: &str, value: Option<&str>) -> Result<(), JsValue> {
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
