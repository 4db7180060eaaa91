//! A part of a recipe as a script gives it, or as a control of the page sets it.
//!
//! A value that makes no sense is refused with a sentence that names it, and nothing is changed:
//! all or nothing.

use super::recipe::{Annotation, Outage, Recipe, ScaleMode};
use crate::{
    calendar::{
        civil::ms_from_iso,
        period::{PeriodChoice, WeekStart},
        zone::{Zones, fixed_offset_ms},
    },
    kit::{
        json::from_value,
        language::{Bilingual, Language},
    },
    series::aggregate::Aggregate,
    text::recipe as text,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Periods of smoothing, lags and windows beyond which a number is a slip.
const PERIODS_MAX: u64 = 10_000;

/// The recipe after an object of the interface's `Partial<Recipe>`; the names of the fields that
/// were set, in the interface's spelling.
pub fn patched(
    recipe: &Recipe,
    patch: &Value,
    zones: &dyn Zones,
) -> Result<(Recipe, Vec<String>), Bilingual> {
    let Value::Object(fields) = patch else { return Err(text::not_an_object()) };
    let mut recipe = recipe.clone();
    for (name, value) in fields {
        set(&mut recipe, name, value, zones)?;
    }
    Ok((recipe, fields.keys().cloned().collect()))
}

fn set(recipe: &mut Recipe, name: &str, value: &Value, zones: &dyn Zones) -> Result<(), Bilingual> {
    let wrong = |expected: Bilingual| Err(text::wrong_value(name, &shown(value), expected));
    match name {
        "x" => recipe.x = id(name, value)?,
        "y" => recipe.y = id(name, value)?,
        "others" => recipe.others = ids(name, value)?,
        "controls" => recipe.controls = ids(name, value)?,
        "shareOf" => match value {
            Value::Null => recipe.share_of = Default::default(),
            Value::Object(fields) => {
                for (side, value) in fields {
                    match side.as_str() {
                        "x" => recipe.share_of.x = id("shareOf.x", value)?,
                        "y" => recipe.share_of.y = id("shareOf.y", value)?,
                        _ => return Err(text::unknown_field(&format!("shareOf.{side}"))),
                    }
                }
            }
            _ => return wrong(text::expect_share()),
        },
        "weekStart" => recipe.week_start = word(name, value, WeekStart::WORDS)?,
        "period" => {
            recipe.period = word(name, value, PeriodChoice::WORDS)?;
        }
        "zone" => match value {
            Value::String(zone) if known_zone(zone, zones) => recipe.zone.clone_from(zone),
            Value::Null => recipe.zone = "UTC".to_owned(),
            _ => return wrong(text::expect_zone()),
        },
        "from" => recipe.from = label(name, value)?,
        "to" => recipe.to = label(name, value)?,
        "aggregateX" => recipe.aggregate_x = aggregate(name, value)?,
        "aggregateY" => recipe.aggregate_y = aggregate(name, value)?,
        "smoothing" => {
            recipe.smoothing = periods(name, value)?.map_or(1, |periods| periods.max(1));
        }
        "smoothingTrailing" => recipe.smoothing_trailing = switch(name, value)?,
        "scale" => recipe.scale = word(name, value, ScaleMode::WORDS)?,
        "logX" => recipe.log_x = switch(name, value)?,
        "logY" => recipe.log_y = switch(name, value)?,
        "maxLag" => recipe.max_lag = periods(name, value)?,
        "lagWindow" => {
            recipe.lag_window = match value {
                Value::Null => None,
                _ => match from_value::<(i32, i32)>(value) {
                    Some((from, to))
                        if from <= to
                            && u64::from(from.unsigned_abs()) <= PERIODS_MAX
                            && u64::from(to.unsigned_abs()) <= PERIODS_MAX =>
                    {
                        Some((from, to))
                    }
                    _ => return wrong(text::expect_lag_window()),
                },
            }
        }
        "lagWindowAfterLooking" => recipe.lag_window_after_looking = switch(name, value)?,
        "looks" => recipe.tests_seen = periods_or_zero(name, value)?,
        "rollingWindow" => recipe.rolling_window = periods(name, value)?.filter(|w| *w > 0),
        "outages" => {
            let outages: Option<Vec<Outage>> = from_value(value);
            match outages {
                Some(list) if list.iter().all(|o| dated(&o.from) && dated(&o.to)) => {
                    recipe.outages = list;
                }
                _ => return wrong(text::expect_outages()),
            }
        }
        "annotations" => {
            let notes: Option<Vec<Annotation>> = from_value(value);
            match notes {
                Some(list) if list.iter().all(|note| dated(&note.at)) => recipe.annotations = list,
                _ => return wrong(text::expect_annotations()),
            }
        }
        "language" => {
            recipe.language = match value {
                Value::Null => None,
                _ => match from_value::<Language>(value) {
                    Some(language) => Some(language),
                    None => return wrong(text::expect_words(Language::WORDS)),
                },
            }
        }
        "names" => match value {
            Value::Null => recipe.names.clear(),
            Value::Object(names)
                if names.values().all(|name| name.is_string() || name.is_null()) =>
            {
                recipe.names.clear();
                for (id, name) in names {
                    // One line, whatever was pasted; without a name a series has its own.
                    let name = name.as_str().unwrap_or_default();
                    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
                    if !name.is_empty() {
                        recipe.names.insert(id.clone(), Value::String(name));
                    }
                }
            }
            _ => return wrong(text::expect_names()),
        },
        "groupNames" => recipe.group_names = switch(name, value)?,
        _ => return Err(text::unknown_field(name)),
    }
    Ok(())
}

/// Whether a zone can be used.
pub fn known_zone(zone: &str, zones: &dyn Zones) -> bool {
    zone != "per row" && (fixed_offset_ms(zone).is_some() || zones.offset_ms(zone, 0).is_some())
}

/// A value for a sentence, shortened.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 40 { text } else { text.chars().take(39).chain(['…']).collect() }
}

fn dated(label: &str) -> bool {
    ms_from_iso(label).is_some()
}

fn id(name: &str, value: &Value) -> Result<Option<String>, Bilingual> {
    match value {
        Value::Null => Ok(None),
        Value::String(id) if !id.is_empty() => Ok(Some(id.clone())),
        _ => Err(text::wrong_value(name, &shown(value), text::expect_id())),
    }
}

fn ids(name: &str, value: &Value) -> Result<Vec<String>, Bilingual> {
    match from_value::<Vec<String>>(value) {
        Some(list) => {
            let mut unique: Vec<String> = Vec::with_capacity(list.len());
            for id in list {
                if !unique.contains(&id) {
                    unique.push(id);
                }
            }
            Ok(unique)
        }
        None => Err(text::wrong_value(name, &shown(value), text::expect_ids())),
    }
}

fn word<T: DeserializeOwned>(name: &str, value: &Value, words: &[&str]) -> Result<T, Bilingual> {
    from_value(value)
        .ok_or_else(|| text::wrong_value(name, &shown(value), text::expect_words(words)))
}

fn label(name: &str, value: &Value) -> Result<Option<String>, Bilingual> {
    match value {
        Value::Null => Ok(None),
        Value::String(label) if dated(label) => Ok(Some(label.clone())),
        _ => Err(text::wrong_value(name, &shown(value), text::expect_label())),
    }
}

fn aggregate(name: &str, value: &Value) -> Result<Option<Aggregate>, Bilingual> {
    match value {
        Value::Null => Ok(None),
        _ => word(name, value, Aggregate::WORDS).map(Some),
    }
}

fn switch(name: &str, value: &Value) -> Result<bool, Bilingual> {
    value.as_bool().ok_or_else(|| {
        text::wrong_value(name, &shown(value), text::expect_words(&["true", "false"]))
    })
}

fn periods(name: &str, value: &Value) -> Result<Option<u32>, Bilingual> {
    match value {
        Value::Null => Ok(None),
        _ => periods_or_zero(name, value).map(Some),
    }
}

fn periods_or_zero(name: &str, value: &Value) -> Result<u32, Bilingual> {
    let whole = value
        .as_u64()
        .or_else(|| value.as_f64().filter(|n| n.fract() == 0.0 && *n >= 0.0).map(|n| n as u64));
    whole
        .filter(|n| *n <= PERIODS_MAX)
        .map(|n| n as u32)
        .ok_or_else(|| text::wrong_value(name, &shown(value), text::expect_periods()))
}

/// The word of the interface for a choice of a control.
pub fn word_of<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::zone::TableZones;
    use serde_json::json;

    #[test]
    fn values_by_table() {
        let good = [
            json!({"period": "week", "zone": "Asia/Tokyo", "weekStart": "sunday"}),
            json!({"x": "s1/price", "y": null, "others": ["a", "b", "a"]}),
            json!({"aggregateX": "median", "aggregateY": null, "smoothing": 8, "smoothingTrailing": true}),
            json!({"lagWindow": [0, 2], "maxLag": 20, "rollingWindow": 30}),
            json!({"lagWindow": null, "maxLag": null, "from": "2021-01", "to": "2021-12-27"}),
            json!({"shareOf": {"y": "s2/total"}, "scale": "index", "logX": true}),
            json!({"outages": [{"series": "s2/total", "from": "2021-01-01", "to": "2021-01-08"}]}),
            json!({"annotations": [{"at": "2021-02-01", "text": "hard fork"}], "language": "ja"}),
            json!({"zone": "+05:45"}),
            json!({"names": {"s1/price": "Monero price", "s2/total": null}}),
            json!({}),
        ];
        for patch in good {
            let got = patched(&Recipe::default(), &patch, &TableZones);
            assert!(got.is_ok(), "{patch}: {got:?}");
        }
        let bad = [
            (json!([]), "object"),
            (json!({"colour": "red"}), "colour"),
            (json!({"period": "fortnight"}), "fortnight"),
            (json!({"zone": "Mars/Olympus"}), "Mars/Olympus"),
            (json!({"zone": 9}), "zone"),
            (json!({"smoothing": -1}), "smoothing"),
            (json!({"smoothingTrailing": "often"}), "smoothingTrailing"),
            (json!({"smoothing": 1.5}), "smoothing"),
            (json!({"maxLag": 1e9}), "maxLag"),
            (json!({"lagWindow": [3, 1]}), "lagWindow"),
            (json!({"lagWindow": [1]}), "lagWindow"),
            (json!({"aggregateX": "mode"}), "mode"),
            (json!({"from": "yesterday"}), "yesterday"),
            (json!({"to": "2021-02-30"}), "2021-02-30"),
            (json!({"logX": "yes"}), "logX"),
            (json!({"x": 3}), "x"),
            (json!({"shareOf": {"z": "a"}}), "shareOf.z"),
            (json!({"outages": [{"series": "a", "from": "?", "to": "?"}]}), "outages"),
            (json!({"language": "fr"}), "fr"),
            (json!({"names": {"s1/price": 3}}), "names"),
            (json!({"names": "Monero"}), "names"),
        ];
        for (patch, named) in bad {
            let sentence = patched(&Recipe::default(), &patch, &TableZones).unwrap_err();
            assert!(sentence.en.contains(named), "{patch}: {}", sentence.en);
            assert!(!sentence.ja.is_empty());
        }
    }

    #[test]
    fn all_or_nothing() {
        let recipe = Recipe::default();
        assert!(patched(&recipe, &json!({"logX": true, "period": "?"}), &TableZones).is_err());
        let (recipe, set) =
            patched(&recipe, &json!({"logX": true, "smoothing": 0}), &TableZones).unwrap();
        assert!(recipe.log_x && recipe.smoothing == 1);
        assert_eq!(set, ["logX", "smoothing"]);
    }

    #[test]
    fn a_name_is_one_line_and_none_is_no_name() {
        let patch = json!({"names": {"a": " Monero\n price ", "b": " ", "c": null}});
        let (recipe, _) = patched(&Recipe::default(), &patch, &TableZones).unwrap();
        assert_eq!(recipe.name_of("a"), Some("Monero price"));
        assert_eq!(recipe.names.len(), 1);
        let (recipe, _) = patched(&recipe, &json!({"names": null}), &TableZones).unwrap();
        assert_eq!(recipe, Recipe::default());
    }
}
