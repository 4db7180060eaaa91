//! Promises of the JavaScript interface, and the plain objects that they are settled with.

use crate::app::ids::Ticket;
use js_sys::{Array, Function, Object, Promise, Reflect};
use litemap::LiteMap;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

/// Promises that are not settled yet.
#[derive(Debug, Default)]
pub struct Promises {
    last: Ticket,
    waiting: LiteMap<Ticket, (Function, Function)>,
}

impl Promises {
    /// A new promise and its ticket.
    pub(super) fn make(&mut self) -> (Ticket, Promise) {
        self.last += 1;
        let ticket = self.last;
        let promise = Promise::new(&mut |yes, no| {
            self.waiting.insert(ticket, (yes, no));
        });
        (ticket, promise)
    }

    /// Settles with a value; a ticket that is settled already is ignored.
    pub fn resolve(&mut self, ticket: Ticket, value: &JsValue) {
        if let Some((yes, _)) = self.waiting.remove(&ticket) {
            let _ = yes.call1(&JsValue::UNDEFINED, value);
        }
    }

    /// Settles with an error; a ticket that is settled already is ignored.
    pub fn reject(&mut self, ticket: Ticket, error: &JsValue) {
        if let Some((_, no)) = self.waiting.remove(&ticket) {
            let _ = no.call1(&JsValue::UNDEFINED, error);
        }
    }
}

/// A value as the plain objects, arrays and numbers of the JavaScript interface.
pub fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    plain(&value.serialize(&Serializer::json_compatible())?, 0)
}

/// A copy of a value as JSON would have it: NaN and infinities become `null`, fields that are
/// undefined are left out (serde would take them for `null`, which in a patch means "none").
pub(super) fn plain(value: &JsValue, depth: u32) -> Result<JsValue, JsValue> {
    /// Deeper than any value of the interface: a value that refers to itself must end somewhere.
    const DEPTH_MAX: u32 = 16;
    if let Some(number) = value.as_f64() {
        return Ok(if number.is_finite() { value.clone() } else { JsValue::NULL });
    }
    if !value.is_object() {
        return Ok(value.clone());
    }
    if depth > DEPTH_MAX {
        return Err(js_sys::Error::new("this is nested too deep").into());
    }
    if let Some(list) = value.dyn_ref::<Array>() {
        let copy = Array::new();
        for item in list.iter() {
            copy.push(&plain(&item, depth + 1)?);
        }
        return Ok(copy.into());
    }
    let copy = Object::new();
    for entry in Object::entries(value.unchecked_ref()).iter() {
        let entry: Array = entry.unchecked_into();
        let field = entry.get(1);
        if !field.is_undefined() && !field.is_function() {
            Reflect::set(&copy, &entry.get(0), &plain(&field, depth + 1)?)?;
        }
    }
    Ok(copy.into())
}
