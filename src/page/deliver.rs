//! What was made on request, on its way to whoever asked for it.

use super::{handle::Page, later::forever};
use crate::app::message::Ticket;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

/// Gives a Blob to a script, or to the user as a download.
pub fn deliver(
    page: &Rc<Page>,
    name: &str,
    blob: &Blob,
    ticket: Option<Ticket>,
) -> Result<(), JsValue> {
    if let Some(ticket) = ticket {
        page.promises.borrow_mut().resolve(ticket, blob);
        return Ok(());
    }
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = page.dom.document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the Blob by then.
    let revoke = forever(move |_: JsValue| {
        let _ = Url::revoke_object_url(&url);
    });
    page.dom.window.set_timeout_with_callback_and_timeout_and_arguments_0(&revoke, 60_000).map(drop)
}
