//! Where the records of a JSON text lie, and which texts in it are times.

use crate::ingest::timestamp::{Format, readings};

/// Where the records are. A path is the keys of the containers around them, the outermost first; the
/// top and the elements of lists have an empty one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// Every line is one.
    Lines,
    /// Elements of the list under this path; of none: values at the top.
    List { path: Path },
    /// Values of the object under this path, whose keys are their times:
    /// `{"2021-07-01": {"close": 1}, …}`; of several such objects where the last key is any.
    Members { path: Path },
    /// Elements of lists under this path, inside objects that say whose they are, which are
    /// themselves elements of a list, `outer` containers deep:
    /// `[{"name": "a", "values": [[1625097600, 1], …]}, …]`.
    Inner { path: Path, outer: usize },
    /// Lists side by side anywhere in the object under this path, one of them times:
    /// `{"t": [1625097600, …], "c": [1, …]}`.
    Columns { path: Path },
}

/// Keys of containers, from the top.
pub(super) type Path = Vec<Vec<u8>>;

/// Whether a text is a time with its year: a date, or an epoch of 1990 to 2100 in whatever unit.
pub(super) fn is_time(text: &[u8]) -> bool {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = digits == text.len() || text.get(digits) == Some(&b'.') && digits >= 9;
    if number && digits >= 9 {
        let value = std::str::from_utf8(text).ok().and_then(|text| text.parse::<f64>().ok());
        return value.is_some_and(|value| {
            [1.0, 1e3, 1e6, 1e9].iter().any(|unit| (6.3e8..4.11e9).contains(&(value / unit)))
        });
    }
    text.len() >= 7 && digits > 0 && readings(text).iter().any(Format::has_year)
}
