//! What a published figure says beside its verdict, and how it looks, as the author set it.
//!
//! # Contract
//! * A field that is not set is left to the program; setting it to an empty text or to `null` takes
//!   it back. A text is one line, whatever was pasted.
//! * Values stay JSON (a type that the program has already), so that links, figures and stored
//!   analyses carry them without a reader of their own. [`Field::read`] is the one gate: nothing
//!   else comes into a recipe.
//! * None of it reaches a statistic.

use crate::kit::names::names;
use serde_json::{Map, Value};

/// What can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// In the place of the verdict.
    Title,
    /// In the place of the line that says what is shown.
    Subtitle,
    /// Who made it.
    Byline,
    /// Where the numbers come from, in the place of the files' names.
    Source,
    /// A remark below the picture.
    Note,
    /// What is said of the picture to those who do not see it.
    Alt,
    /// `light`, `dark`, or `auto`: as the reader's system, which a picture of points cannot follow.
    Theme,
    /// `card`, `post`, `slide`, or `WIDTHxHEIGHT` in CSS pixels.
    Size,
    /// Colour of the first series, `#rrggbb`.
    ColorX,
    /// Colour of the second series.
    ColorY,
    /// The one accent.
    Accent,
    /// Behind everything.
    Background,
    /// Whether the verdict stands in the picture; it does unless this is `false`.
    Verdict,
    /// Whether the picture of chance stands in it.
    Chance,
    /// Whether the rolling correlation stands below the chart.
    Views,
    /// How it stands in another page: `chart` alone, or `full`.
    Embed,
    /// Height of the chart there, CSS pixels.
    Height,
}

names!(Field {
    "title" Title, "subtitle" Subtitle, "byline" Byline, "source" Source, "note" Note, "alt" Alt,
    "theme" Theme, "size" Size, "colorX" ColorX, "colorY" ColorY, "accent" Accent,
    "background" Background, "verdict" Verdict, "chance" Chance, "views" Views, "embed" Embed,
    "height" Height,
});

/// Characters of a text; more is no caption but a file that was pasted.
const LONGEST: usize = 1_000;

/// Sizes by name, CSS pixels.
const SIZES: [(&str, u32, u32); 3] =
    [("card", 1200, 630), ("post", 1200, 800), ("slide", 1280, 720)];

/// Width and height of a picture, CSS pixels.
pub fn size_of(text: &str) -> Option<(u32, u32)> {
    if let Some((_, width, height)) = SIZES.iter().find(|size| size.0 == text) {
        return Some((*width, *height));
    }
    let (width, height) = text.split_once('x')?;
    let size = (width.parse().ok()?, height.parse().ok()?);
    ((240..=4000).contains(&size.0) && (160..=4000).contains(&size.1)).then_some(size)
}

impl Field {
    /// A value as it is kept: `Some(None)` takes the field back, `None` makes no sense for it.
    pub fn read(self, value: &Value) -> Option<Option<Value>> {
        if let Value::Null = value {
            return Some(None);
        }
        if let Field::Verdict | Field::Chance | Field::Views = self {
            return value.as_bool().map(|on| Some(Value::Bool(on)));
        }
        if let Field::Height = self {
            let height = value.as_f64().filter(|height| (320.0..=900.0).contains(height));
            return height.map(|height| Some(Value::from(height as u32)));
        }
        let text = value.as_str()?;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return Some(None);
        }
        let good = match self {
            Field::Theme => matches!(text.as_str(), "light" | "dark" | "auto"),
            Field::Size => size_of(&text).is_some(),
            Field::Embed => matches!(text.as_str(), "chart" | "full"),
            Field::ColorX | Field::ColorY | Field::Accent | Field::Background => {
                text.strip_prefix('#').is_some_and(|digits| {
                    digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
                })
            }
            _ => text.chars().count() <= LONGEST,
        };
        good.then_some(Some(Value::String(text)))
    }

    /// A value as an address writes it.
    pub fn written(value: &Value) -> String {
        value.as_str().map_or_else(|| value.to_string(), str::to_owned)
    }

    /// What [`Field::written`] wrote, as it is kept; `None` where it is of no use.
    pub fn of_written(self, text: &str) -> Option<Value> {
        let value = match self {
            Field::Verdict | Field::Chance | Field::Views => Value::Bool(text.parse().ok()?),
            Field::Height => Value::from(text.parse::<u32>().ok()?),
            _ => Value::String(text.to_owned()),
        };
        self.read(&value)?
    }
}

/// The fields of an object, each read; `None` where one is not known or makes no sense.
pub fn read(fields: &Map<String, Value>) -> Option<Map<String, Value>> {
    let mut kept = Map::new();
    for (name, value) in fields {
        if let Some(value) = Field::from_name(name)?.read(value)? {
            kept.insert(name.clone(), value);
        }
    }
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_by_table() {
        let kept = |name: &str, value: Value| Field::from_name(name).unwrap().read(&value);
        let text = |text: &str| Some(Some(json!(text)));
        for (name, given, expected) in [
            ("title", json!(" Alerts\n follow "), text("Alerts follow")),
            ("title", json!("  "), Some(None)),
            ("title", json!(null), Some(None)),
            ("title", json!(3), None),
            ("note", json!("x".repeat(1_001)), None),
            ("theme", json!("dark"), text("dark")),
            ("theme", json!("pink"), None),
            ("size", json!("card"), text("card")),
            ("size", json!("900x500"), text("900x500")),
            ("size", json!("9x500"), None),
            ("size", json!("900"), None),
            ("colorX", json!("#0067A8"), text("#0067A8")),
            ("colorX", json!("red"), None),
            ("accent", json!("#é12345"), None),
            ("verdict", json!(false), Some(Some(json!(false)))),
            ("verdict", json!("no"), None),
            ("height", json!(450.0), Some(Some(json!(450)))),
            ("height", json!(100), None),
            ("embed", json!("chart"), text("chart")),
        ] {
            assert_eq!(kept(name, given.clone()), expected, "{name} {given}");
            if let Some(Some(value)) = kept(name, given) {
                let field = Field::from_name(name).unwrap();
                assert_eq!(field.of_written(&Field::written(&value)), Some(value), "{name}");
            }
        }
        assert_eq!(size_of("slide"), Some((1280, 720)));
        assert!(read(json!({"colour": "x"}).as_object().unwrap()).is_none());
    }
}
