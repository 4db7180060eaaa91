//! Our values from JSON, field by field, by their names.
//!
//! serde's derived readers of named fields were a tenth of the page's program: one for every type
//! and every kind of input, each of them twice, for fields by name and for fields in order. Here
//! JSON becomes serde_json's [`Value`] first, and a type costs a line a field. What is *written*
//! is written by serde.
//!
//! # Contract
//! * A name that is not known is left aside: another version may have written it.
//! * A field that is missing keeps the default of its type (`object!` with `or`); where there is
//!   none it reads as `null`, which only an `Option` takes.
//! * `null` is `None`. For a field of two `Option`s ([`nullable`]) it is `Some(None)`, and `None`
//!   means that the field was left out.
//! * A whole number may come as a fraction that is none (`3.0`), as JavaScript has only those.
//! * [`FromJson::from_json`] of what serde wrote gives the value back.

use serde_json::{Map, Value};
use std::fmt;

/// What was not as it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The innermost field; empty for the value itself.
    pub field: &'static str,
    /// What it takes.
    pub expected: &'static str,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.field.is_empty() { "this" } else { self.field })?;
        f.write_str(" takes ")?;
        f.write_str(self.expected)
    }
}

/// A value that JSON can tell.
pub trait FromJson: Sized {
    /// The value.
    ///
    /// # Errors
    /// [`Wrong`] names the first field that does not fit.
    fn from_json(value: &Value) -> Result<Self, Wrong>;
}

/// The value that this text tells; `None` where it is no JSON or not such a value.
pub fn from_text<T: FromJson>(text: &str) -> Option<T> {
    T::from_json(&serde_json::from_str(text).ok()?).ok()
}

/// An error that names no field yet.
pub fn expected<T>(expected: &'static str) -> Result<T, Wrong> {
    Err(Wrong { field: "", expected })
}

/// An object's fields.
///
/// # Errors
/// Anything else.
pub fn fields(value: &Value) -> Result<&Map<String, Value>, Wrong> {
    value.as_object().map_or_else(|| expected("an object"), Ok)
}

/// The field of this name.
///
/// # Errors
/// Where it is missing or something else.
pub fn need<T: FromJson>(fields: &Map<String, Value>, name: &'static str) -> Result<T, Wrong> {
    T::from_json(fields.get(name).unwrap_or(&Value::Null)).map_err(|wrong| named(wrong, name))
}

/// Sets a field where it is there.
///
/// # Errors
/// Where it is something else.
pub fn take<T: FromJson>(
    fields: &Map<String, Value>,
    name: &'static str,
    place: &mut T,
) -> Result<(), Wrong> {
    if fields.contains_key(name) {
        *place = need(fields, name)?;
    }
    Ok(())
}

/// Sets a field that may be there and still be none.
///
/// # Errors
/// Where it is something else.
pub fn nullable<T: FromJson>(
    fields: &Map<String, Value>,
    name: &'static str,
    place: &mut Option<Option<T>>,
) -> Result<(), Wrong> {
    if fields.contains_key(name) {
        *place = Some(need(fields, name)?);
    }
    Ok(())
}

fn named(wrong: Wrong, name: &'static str) -> Wrong {
    if wrong.field.is_empty() { Wrong { field: name, ..wrong } } else { wrong }
}

/// Reads a struct: `object!(Note { "at" at, "text" text })`, with further fields that are not read
/// behind `with`; or, beginning with a default, `object!(Look or Look::default() { … })`, fields of
/// two `Option`s behind `nullable`.
macro_rules! object {
    ($type:ident { $($name:literal $field:ident),+ $(,)? } $(with { $($rest:tt)* })?) => {
        impl $crate::json::FromJson for $type {
            fn from_json(value: &serde_json::Value) -> Result<Self, $crate::json::Wrong> {
                let fields = $crate::json::fields(value)?;
                Ok($type { $($field: $crate::json::need(fields, $name)?,)+ $($($rest)*)? })
            }
        }
    };
    ($type:ident or $default:expr; { $($name:literal $field:ident),+ $(,)? }
        $(nullable { $($name_null:literal $field_null:ident),+ $(,)? })?) => {
        impl $crate::json::FromJson for $type {
            fn from_json(value: &serde_json::Value) -> Result<Self, $crate::json::Wrong> {
                let fields = $crate::json::fields(value)?;
                let mut made: $type = $default;
                $($crate::json::take(fields, $name, &mut made.$field)?;)+
                $($($crate::json::nullable(fields, $name_null, &mut made.$field_null)?;)+)?
                Ok(made)
            }
        }
    };
}
pub(crate) use object;

/// Reads an enum without data: `words!(Theme { "light" Light, "dark" Dark })`.
macro_rules! words {
    ($type:ident { $($word:literal $variant:ident),+ $(,)? }) => {
        impl $crate::json::FromJson for $type {
            fn from_json(value: &serde_json::Value) -> Result<Self, $crate::json::Wrong> {
                match value.as_str() {
                    $(Some($word) => Ok($type::$variant),)+
                    _ => $crate::json::expected(concat!("one of" $(, " ", $word)+)),
                }
            }
        }
        #[cfg(test)]
        impl $crate::json::tests::Words for $type {
            const WORDS: &'static [&'static str] = &[$($word),+];
        }
    };
}
pub(crate) use words;

impl FromJson for bool {
    fn from_json(value: &Value) -> Result<bool, Wrong> {
        value.as_bool().map_or_else(|| expected("true or false"), Ok)
    }
}

impl FromJson for String {
    fn from_json(value: &Value) -> Result<String, Wrong> {
        value.as_str().map_or_else(|| expected("a text"), |text| Ok(text.to_owned()))
    }
}

impl FromJson for char {
    fn from_json(value: &Value) -> Result<char, Wrong> {
        let mut signs = value.as_str().unwrap_or_default().chars();
        match (signs.next(), signs.next()) {
            (Some(sign), None) => Ok(sign),
            _ => expected("one character"),
        }
    }
}

impl FromJson for i64 {
    fn from_json(value: &Value) -> Result<i64, Wrong> {
        let whole = |n: &f64| n.fract() == 0.0 && n.abs() < 9e15;
        let number = value.as_i64().or_else(|| value.as_f64().filter(whole).map(|n| n as i64));
        number.map_or_else(|| expected("a whole number"), Ok)
    }
}

macro_rules! whole {
    ($($type:ty)+) => {
        $(impl FromJson for $type {
            fn from_json(value: &Value) -> Result<$type, Wrong> {
                let number = i64::from_json(value)?;
                <$type>::try_from(number).or_else(|_| expected("a whole number of its range"))
            }
        })+
    };
}
whole!(i32 u32 u64 usize);

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: &Value) -> Result<Option<T>, Wrong> {
        if value.is_null() { Ok(None) } else { T::from_json(value).map(Some) }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: &Value) -> Result<Vec<T>, Wrong> {
        let Value::Array(list) = value else { return expected("a list") };
        let mut made = Vec::with_capacity(list.len());
        for one in list {
            made.push(T::from_json(one)?);
        }
        Ok(made)
    }
}

impl<T: FromJson> FromJson for (T, T) {
    fn from_json(value: &Value) -> Result<(T, T), Wrong> {
        match value.as_array().map(Vec::as_slice) {
            Some([a, b]) => Ok((T::from_json(a)?, T::from_json(b)?)),
            _ => expected("a list of two"),
        }
    }
}

impl FromJson for Value {
    fn from_json(value: &Value) -> Result<Value, Wrong> {
        Ok(value.clone())
    }
}

impl FromJson for Map<String, Value> {
    fn from_json(value: &Value) -> Result<Map<String, Value>, Wrong> {
        fields(value).cloned()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::calendar::period::Period;
    use crate::calendar::period::PeriodChoice;
    use crate::calendar::period::WeekStart;
    use crate::ingest::overrides::{Count, Filter, SourcePatch};
    use crate::ingest::source::Role;
    use crate::kit::language::Language;
    use crate::recipe::export::Theme;
    use crate::recipe::recipe::ScaleMode;
    use crate::series::aggregate::Aggregate;
    use crate::series::series::SeriesKind;
    use serde::Serialize;
    use serde_json::json;

    /// The words of an enum without data.
    pub trait Words {
        const WORDS: &'static [&'static str];
    }

    fn written<T: FromJson + Serialize + Words>() {
        for word in T::WORDS {
            let value = T::from_json(&json!(word)).unwrap();
            assert_eq!(serde_json::to_value(&value).unwrap(), json!(word));
        }
        assert!(T::from_json(&json!("")).is_err() && T::from_json(&json!(1)).is_err());
    }

    #[test]
    fn words_are_those_that_are_written() {
        written::<Aggregate>();
        written::<PeriodChoice>();
        written::<ScaleMode>();
        written::<WeekStart>();
        written::<Theme>();
        written::<Language>();
        written::<Period>();
        written::<SeriesKind>();
        written::<Role>();
    }

    #[test]
    fn a_patch_comes_back_and_tells_none_from_nothing() {
        let whole = SourcePatch {
            encoding: Some("utf-8".into()),
            delimiter: Some(";".into()),
            header_line: Some(Some(3)),
            decimal: Some(','),
            time_column: Some(1),
            time_format: Some("%Y".into()),
            zone: Some("Asia/Tokyo".into()),
            year: Some(2021),
            role: Some(Role::Events),
            value_columns: Some(vec![1, 2]),
            group_column: Some(None),
            key_column: Some(Some(4)),
            count: Some(Count::Column(2)),
            filter: Some(Some(Filter { column: 2, contains: "x".into() })),
            answer: Some("dmy".into()),
            join_with: Some("s2".into()),
        };
        for patch in [whole, SourcePatch::default()] {
            let text = serde_json::to_string(&patch).unwrap();
            assert_eq!(from_text::<SourcePatch>(&text), Some(patch), "{text}");
        }
        let none =
            from_text::<SourcePatch>(r#"{"headerLine":null,"zone":null,"count":"rows","later":1}"#);
        let expected = SourcePatch {
            header_line: Some(None),
            count: Some(Count::Rows),
            ..SourcePatch::default()
        };
        assert_eq!(none, Some(expected));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let wrong = |value: Value| SourcePatch::from_json(&value).unwrap_err().to_string();
        assert_eq!(wrong(json!([])), "this takes an object");
        assert_eq!(wrong(json!({"timeColumn": "first"})), "timeColumn takes a whole number");
        assert_eq!(wrong(json!({"year": 1e12})), "year takes a whole number of its range");
        assert_eq!(wrong(json!({"decimal": ".,"})), "decimal takes one character");
        assert_eq!(wrong(json!({"filter": {"column": 1}})), "contains takes a text");
        assert_eq!(
            wrong(json!({"role": "prices"})),
            "role takes one of series wide-series long-series events"
        );
        assert_eq!(u32::from_json(&json!(3.0)), Ok(3));
        assert!(u32::from_json(&json!(3.5)).is_err() && u32::from_json(&json!(-1)).is_err());
    }
}
