//! Every place of the document that the program writes to, looked up once.

pub use crate::screen::dom::{
    add, all, all_in, by_id, create, empty, inside, lines, set_attribute, set_text, set_visible,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, HtmlButtonElement, HtmlDetailsElement, HtmlDialogElement, HtmlElement,
    HtmlInputElement, HtmlProgressElement, HtmlTemplateElement, HtmlTextAreaElement, Window,
};

/// Typed look-ups; a missing one is an error that names it, at the start and not later.
#[derive(Debug)]
pub struct Dom {
    pub window: Window,
    pub document: Document,
    pub root: HtmlElement,
    pub body: HtmlElement,
    pub share: HtmlButtonElement,
    pub notices: HtmlElement,
    pub expects: HtmlElement,
    pub expects_text: HtmlElement,
    pub expects_files: HtmlElement,
    pub span_tools: HtmlElement,
    pub split: HtmlDetailsElement,
    pub split_at: HtmlInputElement,
    pub split_message: HtmlElement,
    pub split_choices: HtmlElement,
    pub split_result: HtmlElement,
    pub split_rows: HtmlElement,
    pub split_below: HtmlElement,
    pub saved_new: HtmlElement,
    pub saved_name: HtmlInputElement,
    pub saved_list: HtmlElement,
    pub saved_none: HtmlElement,
    pub steps: HtmlElement,
    pub undo: HtmlButtonElement,
    pub redo: HtmlButtonElement,
    pub sentence: HtmlElement,
    pub offers: HtmlElement,
    pub suggestions: HtmlElement,
    pub figure: HtmlElement,
    pub zoom_reset: HtmlElement,
    pub zoom_use: HtmlElement,
    pub offers_box: HtmlDetailsElement,
    pub offers_count: HtmlElement,
    pub announce: HtmlElement,
    pub views: HtmlElement,
    pub table: HtmlDetailsElement,
    pub cards: HtmlElement,
    pub crowd: HtmlElement,
    pub crowd_text: HtmlElement,
    pub crowd_bar: HtmlProgressElement,
    pub crowd_stop: HtmlElement,
    pub crowd_more: HtmlElement,
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
    /// Finds every element, by id.
    ///
    /// # Errors
    /// Names the first one that index.html does not have, or that is of another kind.
    pub fn find() -> Result<Dom, JsValue> {
        let window = web_sys::window().ok_or("no window")?;
        let document = window.document().ok_or("no document")?;
        let root = document.document_element().ok_or("no root")?.dyn_into()?;
        let body = document.body().ok_or("no body")?;
        let d = &document;
        Ok(Dom {
            root,
            body,
            share: by_id(d, "share")?,
            notices: by_id(d, "notices")?,
            expects: by_id(d, "expects")?,
            expects_text: by_id(d, "expects-text")?,
            expects_files: by_id(d, "expects-files")?,
            span_tools: by_id(d, "span-tools")?,
            split: by_id(d, "split")?,
            split_at: by_id(d, "split-at")?,
            split_message: by_id(d, "split-message")?,
            split_choices: by_id(d, "split-choices")?,
            split_result: by_id(d, "split-result")?,
            split_rows: by_id(d, "split-rows")?,
            split_below: by_id(d, "split-below")?,
            saved_new: by_id(d, "saved-new")?,
            saved_name: by_id(d, "saved-name")?,
            saved_list: by_id(d, "saved-list")?,
            saved_none: by_id(d, "saved-none")?,
            steps: by_id(d, "steps")?,
            undo: by_id(d, "undo")?,
            redo: by_id(d, "redo")?,
            sentence: by_id(d, "sentence")?,
            offers: by_id(d, "offers")?,
            suggestions: by_id(d, "suggestions")?,
            figure: by_id(d, "figure")?,
            zoom_reset: by_id(d, "zoom-reset")?,
            zoom_use: by_id(d, "zoom-use")?,
            offers_box: by_id(d, "offers-box")?,
            offers_count: by_id(d, "offers-count")?,
            announce: by_id(d, "announce")?,
            views: by_id(d, "views")?,
            table: by_id(d, "table")?,
            cards: by_id(d, "cards")?,
            crowd: by_id(d, "crowd")?,
            crowd_text: by_id(d, "crowd-text")?,
            crowd_bar: by_id(d, "crowd-bar")?,
            crowd_stop: by_id(d, "crowd-stop")?,
            crowd_more: by_id(d, "crowd-more")?,
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
