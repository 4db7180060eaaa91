//! Reads an analysis that was exported or stored.

use crate::{ingest::limits::Limit, report::snapshot::Snapshot};
use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Reads an analysis; numbers keep their bits.
///
/// # Errors
/// No JSON, or an analysis of another version.
pub fn kept(text: &str) -> Result<Snapshot, JsValue> {
    if text.len() > Limit::Figure.count() {
        return Err("an analysis larger than any that is written".into());
    }
    let whole = JSON::parse(text)?;
    let get = |name: &str| Reflect::get(&whole, &name.into());
    let head = JSON::stringify(&get("kept")?)?.as_string().unwrap_or_default();
    let columns: Array = get("values")?.dyn_into()?;
    // What is no list could be made one by the browser: `{"length": 4e9}`.
    let column = |values: JsValue| -> Vec<f64> {
        let list = values.dyn_into::<Array>().unwrap_or_default();
        list.iter().map(|value| value.as_f64().unwrap_or(f64::NAN)).collect()
    };
    Snapshot::from_parts(&head, columns.iter().map(column).collect())
        .ok_or_else(|| "an analysis of another version".into())
}

/// The analysis in the text of an exported page; `None` where there is none.
pub fn kept_in(html: &str) -> Option<Snapshot> {
    // A figure without its page is that JSON itself.
    if html.starts_with('{') {
        return kept(html).ok();
    }
    let (_, rest) = html.split_once("id=\"comove-data\"")?;
    let (_, rest) = rest.split_once('>')?;
    // The JSON cannot contain this: publish.js escapes every `<`.
    let (json, _) = rest.split_once("</script")?;
    kept(json).ok()
}
