//! What serde's derived readers leave open: values that scripts give, and what is wrong with them.
//!
//! # Contract
//! * A name that is not known is left aside: another version may have written it.
//! * `null` is `None`. For a field of two `Option`s ([`nullable`]) it is `Some(None)`, and `None`
//!   means that the field was left out.
//! * A whole number may come as a fraction that is none (`3.0`), as JavaScript has only those.

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value;
use serde_path_to_error::Segment;
use std::fmt;

/// What was not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The innermost field; empty for the value itself.
    pub field: String,
    /// What the field takes, in words of the interface.
    pub expected: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = if self.field.is_empty() { "this" } else { &self.field };
        write!(f, "{field} takes {}", self.expected)
    }
}

/// The value that this text is; `None` where it is no JSON or not such a value.
pub(crate) fn from_text<T: DeserializeOwned>(text: &str) -> Option<T> {
    from_value(&serde_json::from_str(text).ok()?)
}

/// The value that this is; `None` where it is none. Everything is read from a [`Value`], so that
/// the program has one reader of each type.
pub(crate) fn from_value<T: DeserializeOwned>(value: &Value) -> Option<T> {
    T::deserialize(value).ok()
}

/// A struct from an object that a script gave.
///
/// # Errors
/// [`Wrong`] names the first field that does not fit.
pub fn from_script<T: DeserializeOwned>(value: Value) -> Result<T, Wrong> {
    let value = whole_numbers(value);
    if !value.is_object() {
        return Err(Wrong { field: String::new(), expected: "an object".to_owned() });
    }
    serde_path_to_error::deserialize(&value).map_err(|error| {
        let inner = error.path().iter().rev().find_map(|segment| match segment {
            Segment::Map { key } => Some(key.clone()),
            _ => None,
        });
        wrong(inner.unwrap_or_default(), &error.inner().to_string())
    })
}

/// From the words of serde's errors: `missing field …`, or `…, expected …`.
fn wrong(field: String, words: &str) -> Wrong {
    if let Some(field) =
        words.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'))
    {
        return Wrong { field: field.to_owned(), expected: "a value, and has none".to_owned() };
    }
    let expected = words.rsplit_once(", expected ").map_or(words, |(_, expected)| expected);
    let expected = match expected {
        "usize" | "u64" | "u32" | "i64" | "i32" if words.starts_with("invalid value: integer") => {
            "a whole number of its range".to_owned()
        }
        "usize" | "u64" | "u32" | "i64" | "i32" => "a whole number".to_owned(),
        "a string" => "a text".to_owned(),
        "a character" => "one character".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a sequence" => "a list".to_owned(),
        _ if expected.starts_with("struct ") => "an object".to_owned(),
        _ => expected.replace(['`', ','], ""),
    };
    Wrong { field, expected }
}

/// The same value, its whole numbers written as such.
fn whole_numbers(value: Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            // Beyond 2^53 a double is no exact count.
            Some(n) if number.is_f64() && n.fract() == 0.0 && n.abs() < 9e15 => (n as i64).into(),
            _ => Value::Number(number),
        },
        Value::Array(list) => list.into_iter().map(whole_numbers).collect(),
        Value::Object(mut fields) => {
            fields.values_mut().for_each(|value| *value = whole_numbers(value.take()));
            Value::Object(fields)
        }
        other => other,
    }
}

/// A field that is there, and may still be none: with `#[serde(default)]`, `None` means that it
/// was left out.
///
/// # Errors
/// As of the field's own type.
pub(crate) fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(default, rename_all = "camelCase")]
    struct Outer {
        big: Option<i64>,
        small_one: u32,
        #[serde(deserialize_with = "nullable")]
        perhaps: Option<Option<u32>>,
        on: bool,
        lists: Vec<Inner>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Inner {
        name: String,
        pair: (i32, i32),
    }

    #[test]
    fn what_scripts_give() {
        let read = |value: Value| from_script::<Outer>(value);
        assert_eq!(read(json!({})), Ok(Outer::default()));
        assert_eq!(read(json!({"later": {}})), Ok(Outer::default()));
        assert_eq!(read(json!({"perhaps": null})).unwrap().perhaps, Some(None));
        assert_eq!(read(json!({"perhaps": 3.0})).unwrap().perhaps, Some(Some(3)));
        let inner = Inner { name: "a".to_owned(), pair: (-1, 2) };
        let lists = json!({"lists": [{"name": "a", "pair": [-1.0, 2]}], "big": -8e15});
        assert_eq!(
            read(lists),
            Ok(Outer { lists: vec![inner], big: Some(-8_000_000_000_000_000), ..Outer::default() })
        );
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let wrong = |value: Value| from_script::<Outer>(value).unwrap_err().to_string();
        assert_eq!(wrong(json!([])), "this takes an object");
        assert_eq!(wrong(json!(null)), "this takes an object");
        assert_eq!(wrong(json!({"smallOne": 3.5})), "smallOne takes a whole number");
        assert_eq!(wrong(json!({"smallOne": null})), "smallOne takes a whole number");
        assert_eq!(wrong(json!({"smallOne": -1.0})), "smallOne takes a whole number of its range");
        assert_eq!(wrong(json!({"big": 1e19})), "big takes a whole number");
        assert_eq!(wrong(json!({"big": ", expected a pony"})), "big takes a whole number");
        assert_eq!(wrong(json!({"on": 1})), "on takes true or false");
        assert_eq!(wrong(json!({"lists": {}})), "lists takes a list");
        assert_eq!(wrong(json!({"lists": [3]})), "lists takes an object");
        assert_eq!(wrong(json!({"lists": [{"name": 3}]})), "name takes a text");
        assert_eq!(wrong(json!({"lists": [{"pair": [1, 2]}]})), "name takes a value, and has none");
    }
}
