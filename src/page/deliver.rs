//! Hands out what was made on request: to the script that asked, or as a download.

use super::{handle::Page, later::forever};
use crate::app::ids::Ticket;
use js_sys::Array;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, File, FilePropertyBag, HtmlAnchorElement, Url};

/// Resolves the ticket's promise with a Blob; without a ticket the browser downloads it.
pub fn deliver(
    page: &Rc<Page>,
    name: &str,
    blob: &Blob,
    ticket: Option<Ticket>,
) -> Result<(), JsValue> {
    if let Some(ticket) = ticket {
        // A File is a Blob that knows what the download is called.
        let bag = FilePropertyBag::new();
        bag.set_type(&blob.type_());
        let parts = Array::of1(blob);
        let file = File::new_with_blob_sequence_and_options(&parts, name, &bag)?;
        page.promises.borrow_mut().resolve(ticket, &file);
        return Ok(());
    }
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = page.dom.document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // After a minute the download has read the Blob, and its URL can be freed.
    let revoke = forever(move |_: JsValue| {
        let _ = Url::revoke_object_url(&url);
    });
    page.dom.window.set_timeout_with_callback_and_timeout_and_arguments_0(&revoke, 60_000).map(drop)
}
