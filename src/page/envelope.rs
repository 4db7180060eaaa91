//! Messages of [`crate::wire`] as what `postMessage` takes: an object with the message's bytes, the
//! columns as typed arrays whose buffers are transferred, and a file where there is one.

pub use crate::screen::trouble::words;

use crate::ingest::packed::Packed;
use crate::wire::{Column, Columns, decode, encode, pack_columns, unpack_columns};
use js_sys::{Array, BigInt64Array, Float64Array, Object, Reflect, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

const VALUE: &str = "value";
const COLUMNS: &str = "columns";
const SMALL: &str = "small";
const FILE: &str = "file";
const FILES: &str = "files";

/// A message for `postMessage`, and the list of buffers to transfer with it. One file is put beside it
/// as `file`, several as `files`.
pub fn pack<T: Serialize>(
    value: &T,
    columns: &Columns,
    files: &[&File],
) -> Result<(JsValue, Array), JsValue> {
    let message = Object::new();
    let transfer = Array::new();
    Reflect::set(&message, &VALUE.into(), &Uint8Array::from(encode(value)?.as_slice()))?;
    if !columns.is_empty() {
        let arrays = Array::new();
        let (small, large) = pack_columns(columns);
        for column in large {
            let array: Object = match column {
                Column::Int(values) => BigInt64Array::from(values.as_slice()).into(),
                Column::Bytes(values) => Uint8Array::from(values.as_slice()).into(),
                Column::Float(values) => Float64Array::from(values.as_slice()).into(),
            };
            transfer.push(&Reflect::get(&array, &"buffer".into())?);
            arrays.push(&array);
        }
        Reflect::set(&message, &COLUMNS.into(), &arrays)?;
        Reflect::set(&message, &SMALL.into(), &Uint8Array::from(small.as_slice()))?;
    }
    match files {
        [] => {}
        [file] => drop(Reflect::set(&message, &FILE.into(), file)?),
        files => drop(Reflect::set(&message, &FILES.into(), &files.iter().collect::<Array>())?),
    }
    Ok((message.into(), transfer))
}

/// The value, columns and files that [`pack`] packed.
///
/// # Errors
/// A message that [`pack`] of this type did not make.
pub fn unpack<T: DeserializeOwned>(message: &JsValue) -> Result<(T, Columns, Vec<File>), JsValue> {
    let bytes = |name: &str| -> Result<Vec<u8>, JsValue> {
        Ok(Reflect::get(message, &name.into())?.dyn_into::<Uint8Array>()?.to_vec())
    };
    let value = decode(&bytes(VALUE)?)?;
    let mut columns = Columns::new();
    if let Ok(arrays) = Reflect::get(message, &COLUMNS.into())?.dyn_into::<Array>() {
        for array in arrays.iter() {
            columns.push(if let Some(values) = array.dyn_ref::<BigInt64Array>() {
                Column::Int(values.to_vec())
            } else if let Some(values) = array.dyn_ref::<Uint8Array>() {
                Column::Bytes(values.to_vec())
            } else if let Some(values) = array.dyn_ref::<Float64Array>() {
                Column::Float(values.to_vec())
            } else {
                return Err("a column of an unknown kind".into());
            });
        }
        columns = unpack_columns(&bytes(SMALL)?, columns).ok_or("columns that do not fit")?;
    }
    let file = Reflect::get(message, &FILE.into())?;
    let files = Reflect::get(message, &FILES.into())?.dyn_into::<Array>();
    let files = files.unwrap_or_else(|_| Array::of1(&file));
    Ok((value, columns, files.iter().filter_map(|file| file.dyn_into().ok()).collect()))
}

const PART: &str = "part";
const READ: &str = "read";
const NUMBERS: &str = "numbers";
const BYTES: &str = "bytes";

/// A part of a file on its way to the worker that joins them; empty where it could not be read.
pub fn part(read: u64, part: u32, packed: Option<&Packed>) -> Result<(JsValue, Array), JsValue> {
    let message = Object::new();
    Reflect::set(&message, &READ.into(), &(read as f64).into())?;
    Reflect::set(&message, &PART.into(), &part.into())?;
    if let Some(packed) = packed {
        let numbers = BigInt64Array::from(packed.numbers.as_slice());
        Reflect::set(&message, &NUMBERS.into(), &numbers)?;
        Reflect::set(&message, &BYTES.into(), &Uint8Array::from(packed.bytes.as_slice()))?;
    }
    let transfer = buffers(&message)?;
    Ok((message.into(), transfer))
}

/// The buffers of a part's arrays, to be transferred.
pub fn buffers(message: &JsValue) -> Result<Array, JsValue> {
    let transfer = Array::new();
    for name in [NUMBERS, BYTES] {
        let array = Reflect::get(message, &name.into())?;
        if array.is_object() {
            transfer.push(&Reflect::get(&array, &"buffer".into())?);
        }
    }
    Ok(transfer)
}

/// Whether a message is a part: of which reading, and which.
pub fn is_part(message: &JsValue) -> Option<(u64, u32)> {
    let number = |name: &str| Reflect::get(message, &name.into()).ok()?.as_f64();
    Some((number(READ)? as u64, number(PART)? as u32))
}

/// The part that [`part`] packed; `None` where it was sent empty.
pub fn open_part(message: &JsValue) -> Option<Packed> {
    let array = |name: &str| Reflect::get(message, &name.into()).ok();
    Some(Packed {
        numbers: array(NUMBERS)?.dyn_into::<BigInt64Array>().ok()?.to_vec(),
        bytes: array(BYTES)?.dyn_into::<Uint8Array>().ok()?.to_vec(),
    })
}
