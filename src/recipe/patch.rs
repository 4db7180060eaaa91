//! A part of a recipe as a script gives it, and what makes sense in a recipe wherever it comes
//! from.
//!
//! A value that makes no sense is refused with the setting, the value and what it takes, and
//! nothing is changed: all or nothing. [`crate::text::recipe`] says it.

use super::{
    publication,
    recipe::{Recipe, ScaleMode, ShareOf, Sum},
    setting::{SETTINGS, SettingId},
};
use crate::{
    calendar::{
        buckets::ms_of_label,
        holidays::HolidayChoice,
        period::{PeriodChoice, WeekStart},
        zone::{Zones, fixed_offset_ms},
    },
    ingest::limits::Limit,
    kit::{json::from_value, language::Language},
    series::aggregate::Aggregate,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Periods of smoothing, lags and windows beyond which a number is a slip.
const PERIODS_MAX: u32 = 10_000;

/// Why a part of a recipe is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatchError {
    /// The field, in the interface's spelling; empty for the whole.
    pub field: String,
    /// What it was given, as JSON; long values are shortened.
    pub got: String,
    /// What it takes.
    pub expected: Expected,
}

impl PatchError {
    /// Of a setting that is known.
    pub fn of(id: SettingId, got: String, expected: Expected) -> PatchError {
        PatchError { field: id.setting().json.to_owned(), got, expected }
    }
}

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// An object with named fields.
    Object,
    /// Nothing: there is no such field.
    KnownField,
    /// The id of a series, or null.
    Id,
    /// A list of such ids.
    Ids,
    /// Sums of groups, each with an id of its own.
    Sums,
    /// The ids x and y.
    Share,
    /// The name of a period, or `auto`.
    Period,
    /// The first day of a week.
    WeekStart,
    /// A country's public holidays, `auto` or `none`.
    Holidays,
    /// The name of a time zone.
    Zone,
    /// A bucket's label, or null.
    Label,
    /// A date as a person types it.
    Date,
    /// One date: what was typed can be two (epoch ms on the wall clock).
    DayOrMonth(i64, i64),
    /// A beginning before the end, or an end behind the beginning.
    Order,
    /// A date of the span that there is (epoch ms on the wall clock, the end included).
    Within(i64, i64),
    /// The name of an aggregate.
    Aggregate,
    /// A whole number of periods.
    Periods,
    /// `true` or `false`.
    Switch,
    /// A way to share one picture.
    Scale,
    /// Two lags, the smaller first.
    LagWindow,
    /// Spans with dates.
    Outages,
    /// Notes with dates.
    Annotations,
    /// A line with a date and a note, as typed.
    Note,
    /// A language that the page has, or null.
    Language,
    /// A name for each id of a series.
    Names,
    /// No more of a list than this.
    Few(Limit),
    /// Texts, colours and switches of what is published.
    Publish,
}

/// The recipe after an object of the interface's `Partial<Recipe>`, and the settings that the
/// object names, whether they changed or not.
///
/// # Errors
/// The first field that is not known or makes no sense.
pub fn patched(
    recipe: &Recipe,
    patch: &Value,
    zones: &dyn Zones,
) -> Result<(Recipe, Vec<SettingId>), PatchError> {
    let Value::Object(fields) = patch else {
        let (field, got) = (String::new(), shown(patch));
        return Err(PatchError { field, got, expected: Expected::Object });
    };
    let mut recipe = recipe.clone();
    let mut named = Vec::with_capacity(fields.len());
    let mut one = |name: &str, value: &Value| {
        let wrong = |expected| PatchError { field: name.to_owned(), got: shown(value), expected };
        let id = SettingId::of_json(name).ok_or_else(|| wrong(Expected::KnownField))?;
        set(&mut recipe, id, value).map_err(wrong)?;
        check(&recipe, id, zones).map_err(wrong)?;
        named.push(id);
        Ok(())
    };
    for (name, value) in fields {
        match (name.as_str(), value) {
            ("shareOf", Value::Null) => {
                one("shareOf.x", value)?;
                one("shareOf.y", value)?;
            }
            ("shareOf", Value::Object(sides)) => {
                for (side, value) in sides {
                    one(&format!("shareOf.{side}"), value)?;
                }
            }
            ("shareOf", _) => {
                let (field, got) = (name.clone(), shown(value));
                return Err(PatchError { field, got, expected: Expected::Share });
            }
            // What stands in an object is no field beside it.
            (dotted, _) if dotted.contains('.') => {
                let (field, got) = (name.clone(), shown(value));
                return Err(PatchError { field, got, expected: Expected::KnownField });
            }
            _ => one(name, value)?,
        }
    }
    Ok((recipe, named))
}

/// Sets one setting from its JSON.
fn set(recipe: &mut Recipe, id: SettingId, value: &Value) -> Result<(), Expected> {
    let Recipe { share_of: ShareOf { x: share_of_x, y: share_of_y }, .. } = recipe;
    match id {
        SettingId::X => recipe.x = or_null(value, text, Expected::Id)?,
        SettingId::Y => recipe.y = or_null(value, text, Expected::Id)?,
        SettingId::ShareOfX => *share_of_x = or_null(value, text, Expected::Id)?,
        SettingId::ShareOfY => *share_of_y = or_null(value, text, Expected::Id)?,
        SettingId::Others => recipe.others = unique(parsed(value).ok_or(Expected::Ids)?),
        SettingId::Controls => recipe.controls = unique(parsed(value).ok_or(Expected::Ids)?),
        SettingId::Sums => recipe.sums = parsed(value).ok_or(Expected::Sums)?,
        SettingId::WeekStart => {
            recipe.week_start = word(value, WeekStart::from_name).ok_or(Expected::WeekStart)?;
        }
        SettingId::Holidays => {
            recipe.holidays = word(value, HolidayChoice::from_name).ok_or(Expected::Holidays)?;
        }
        SettingId::Period => {
            recipe.period = word(value, PeriodChoice::from_name).ok_or(Expected::Period)?;
        }
        SettingId::Zone => {
            let zone = or_null(value, text, Expected::Zone)?;
            recipe.zone = zone.unwrap_or_else(|| Recipe::default().zone);
        }
        SettingId::From => recipe.from = or_null(value, text, Expected::Label)?,
        SettingId::To => recipe.to = or_null(value, text, Expected::Label)?,
        SettingId::AggregateX => {
            recipe.aggregate_x = or_null(value, aggregate, Expected::Aggregate)?;
        }
        SettingId::AggregateY => {
            recipe.aggregate_y = or_null(value, aggregate, Expected::Aggregate)?;
        }
        SettingId::Smoothing => {
            let periods = or_null(value, whole, Expected::Periods)?;
            recipe.smoothing = periods.map(|periods| periods.max(1));
        }
        SettingId::SmoothingTrailing => {
            recipe.smoothing_trailing = value.as_bool().ok_or(Expected::Switch)?;
        }
        SettingId::Scale => {
            let scale = |value: &Value| word(value, ScaleMode::from_name);
            recipe.scale = or_null(value, scale, Expected::Scale)?;
        }
        SettingId::LogX => recipe.log_x = value.as_bool().ok_or(Expected::Switch)?,
        SettingId::LogY => recipe.log_y = value.as_bool().ok_or(Expected::Switch)?,
        SettingId::MaxLag => recipe.max_lag = or_null(value, whole, Expected::Periods)?,
        SettingId::LagWindow => {
            recipe.lag_window = or_null(value, parsed, Expected::LagWindow)?;
        }
        SettingId::LagWindowAfterLooking => {
            recipe.lag_window_after_looking = value.as_bool().ok_or(Expected::Switch)?;
        }
        SettingId::Looks => recipe.tests_seen = whole(value).ok_or(Expected::Periods)?,
        SettingId::RollingWindow => {
            let periods = or_null(value, whole, Expected::Periods)?;
            recipe.rolling_window = periods.filter(|periods| *periods > 0);
        }
        SettingId::Outages => recipe.outages = parsed(value).ok_or(Expected::Outages)?,
        SettingId::Annotations => {
            recipe.annotations = parsed(value).ok_or(Expected::Annotations)?;
        }
        SettingId::Language => {
            let language = |value: &Value| word(value, Language::from_name);
            recipe.language = or_null(value, language, Expected::Language)?;
        }
        SettingId::Names => {
            recipe.names.clear();
            let names = match value {
                Value::Null => return Ok(()),
                Value::Object(names) => names,
                _ => return Err(Expected::Names),
            };
            for (id, name) in names {
                match name {
                    Value::String(name) => recipe.set_name(id, name),
                    Value::Null => {}
                    _ => return Err(Expected::Names),
                }
            }
        }
        SettingId::GroupNames => {
            recipe.group_names = value.as_bool().ok_or(Expected::Switch)?;
        }
        SettingId::Publish => {
            recipe.publish = match value {
                Value::Null => Default::default(),
                Value::Object(fields) => publication::read(fields).ok_or(Expected::Publish)?,
                _ => return Err(Expected::Publish),
            }
        }
    }
    Ok(())
}

/// Whether a setting makes sense, wherever it came from.
///
/// # Errors
/// What it takes.
pub fn check(recipe: &Recipe, id: SettingId, zones: &dyn Zones) -> Result<(), Expected> {
    match id == SettingId::Zone && !known_zone(&recipe.zone, zones) {
        true => Err(Expected::Zone),
        false => can_be(recipe, id),
    }
}

/// The same where zones are not known: any name can be one.
///
/// # Errors
/// What it takes.
pub fn can_be(recipe: &Recipe, id: SettingId) -> Result<(), Expected> {
    let series = |id: &Option<String>| id.as_deref() != Some("");
    let label = |label: &Option<String>| label.as_deref().is_none_or(dated);
    let few = |periods: u32| periods <= PERIODS_MAX;
    // Before anything that takes longer for more of them.
    let (listed, limit) = match id {
        SettingId::Annotations => (recipe.annotations.len(), Limit::Notes),
        SettingId::Outages => (recipe.outages.len(), Limit::Notes),
        SettingId::Others => (recipe.others.len(), Limit::Series),
        SettingId::Controls => (recipe.controls.len(), Limit::Series),
        SettingId::Sums => (recipe.sums.len(), Limit::Series),
        SettingId::Names => (recipe.names.len(), Limit::Sources),
        _ => (0, Limit::Notes),
    };
    if listed > limit.count() {
        return Err(Expected::Few(limit));
    }
    let (sense, expected) = match id {
        SettingId::X => (series(&recipe.x), Expected::Id),
        SettingId::Y => (series(&recipe.y), Expected::Id),
        SettingId::ShareOfX => (series(&recipe.share_of.x), Expected::Id),
        SettingId::ShareOfY => (series(&recipe.share_of.y), Expected::Id),
        SettingId::From => (label(&recipe.from), Expected::Label),
        SettingId::To => (label(&recipe.to), Expected::Label),
        SettingId::Smoothing => (recipe.smoothing.is_none_or(few), Expected::Periods),
        SettingId::MaxLag => (recipe.max_lag.is_none_or(few), Expected::Periods),
        SettingId::Looks => (few(recipe.tests_seen), Expected::Periods),
        SettingId::RollingWindow => (recipe.rolling_window.is_none_or(few), Expected::Periods),
        SettingId::LagWindow => {
            let ordered = |(from, to): (i32, i32)| {
                from <= to && few(from.unsigned_abs()) && few(to.unsigned_abs())
            };
            (recipe.lag_window.is_none_or(ordered), Expected::LagWindow)
        }
        SettingId::Outages => {
            let spans = recipe.outages.iter().all(|span| dated(&span.from) && dated(&span.to));
            (spans, Expected::Outages)
        }
        SettingId::Sums => {
            let apart = |(at, sum): (usize, &Sum)| {
                let before = recipe.sums.iter().take(at);
                !before.into_iter().any(|other| other.id == sum.id)
            };
            let named = |sum: &Sum| {
                !sum.source().is_empty()
                    && sum.id.contains('/')
                    && (sum.rest || !sum.groups.is_empty())
            };
            let sums = recipe.sums.iter();
            (sums.clone().all(named) && sums.enumerate().all(apart), Expected::Sums)
        }
        SettingId::Annotations => {
            (recipe.annotations.iter().all(|note| dated(&note.at)), Expected::Annotations)
        }
        // Every value of their types makes sense.
        SettingId::Others
        | SettingId::Controls
        | SettingId::Zone
        | SettingId::WeekStart
        | SettingId::Holidays
        | SettingId::Period
        | SettingId::AggregateX
        | SettingId::AggregateY
        | SettingId::SmoothingTrailing
        | SettingId::Scale
        | SettingId::LogX
        | SettingId::LogY
        | SettingId::LagWindowAfterLooking
        | SettingId::Language
        | SettingId::Names
        | SettingId::Publish
        | SettingId::GroupNames => return Ok(()),
    };
    if sense { Ok(()) } else { Err(expected) }
}

/// Whether the settings in which a recipe differs from the present one make sense.
///
/// # Errors
/// The first that does not.
pub fn check_changed(
    present: &Recipe,
    recipe: &Recipe,
    zones: &dyn Zones,
) -> Result<(), PatchError> {
    for id in SETTINGS.map(|setting| setting.id) {
        if present.differs(id, recipe) {
            check(recipe, id, zones)
                .map_err(|expected| PatchError::of(id, value_of(recipe, id), expected))?;
        }
    }
    Ok(())
}

/// A setting's present value as JSON, shortened.
fn value_of(recipe: &Recipe, id: SettingId) -> String {
    let whole = serde_json::to_value(recipe).unwrap_or_default();
    let value = id.setting().json.split('.').fold(&whole, |value, name| &value[name]);
    shown(value)
}

/// Whether a zone can be used.
pub fn known_zone(zone: &str, zones: &dyn Zones) -> bool {
    zone != "per row" && (fixed_offset_ms(zone).is_some() || zones.offset_ms(zone, 0).is_some())
}

/// The word of the interface for a value without data.
pub fn word_of<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// What was typed, as JSON shows it: a whole number bare, anything else in quotation marks.
pub fn typed(text: &str) -> String {
    match text.parse::<i64>() {
        Ok(number) => number.to_string(),
        Err(_) => shown(&Value::String(text.to_owned())),
    }
}

/// A list without what comes twice.
pub fn unique(list: Vec<String>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::with_capacity(list.len());
    for id in list {
        if !unique.contains(&id) {
            unique.push(id);
        }
    }
    unique
}

fn parsed<T: DeserializeOwned>(value: &Value) -> Option<T> {
    from_value(value)
}

/// A value for a sentence, shortened.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 40 { text } else { text.chars().take(39).chain(['…']).collect() }
}

fn dated(label: &str) -> bool {
    ms_of_label(label).is_some()
}

fn or_null<T>(
    value: &Value,
    read: impl Fn(&Value) -> Option<T>,
    expected: Expected,
) -> Result<Option<T>, Expected> {
    if value.is_null() { Ok(None) } else { read(value).map(Some).ok_or(expected) }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn word<T>(value: &Value, from_name: impl Fn(&str) -> Option<T>) -> Option<T> {
    from_name(value.as_str()?)
}

fn aggregate(value: &Value) -> Option<Aggregate> {
    word(value, Aggregate::from_name)
}

/// A whole number from 0, also as a fraction that is none: JavaScript has only those.
fn whole(value: &Value) -> Option<u32> {
    let whole = |n: &f64| n.fract() == 0.0 && *n >= 0.0 && *n <= f64::from(u32::MAX);
    let number = value.as_u64().or_else(|| value.as_f64().filter(whole).map(|n| n as u64))?;
    u32::try_from(number).ok()
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
            json!({"sums": [{"id": "s2/scans", "groups": ["s2/a", "s2/b"]}, {"id": "s2/o", "groups": [], "rest": true}]}),
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
            (json!({"shareOf.x": "s2/total"}), "shareOf.x"),
            (json!({"x": ""}), "x"),
            (json!({"sums": [{"id": "scans", "groups": ["s2/a"]}]}), "sums"),
            (json!({"sums": [{"id": "s2/scans", "groups": []}]}), "sums"),
            (
                json!({"sums": [{"id": "s2/a", "groups": ["s2/b"]}, {"id": "s2/a", "groups": ["s2/c"]}]}),
                "sums",
            ),
        ];
        for (patch, named) in bad {
            let error = patched(&Recipe::default(), &patch, &TableZones).unwrap_err();
            let sentence = crate::text::recipe::wrong_patch(&error);
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
        assert!(recipe.log_x && recipe.smoothing == Some(1));
        assert_eq!(set, [SettingId::LogX, SettingId::Smoothing]);
    }

    #[test]
    fn an_error_is_a_fact() {
        let error = |patch| patched(&Recipe::default(), &patch, &TableZones).unwrap_err();
        let wrong = |field: &str, got: &str, expected| PatchError {
            field: field.to_owned(),
            got: got.to_owned(),
            expected,
        };
        for (patch, expected) in [
            (json!({"period": "fortnight"}), wrong("period", "\"fortnight\"", Expected::Period)),
            (json!({"zone": "Mars"}), wrong("zone", "\"Mars\"", Expected::Zone)),
            (json!({"lagWindow": [3, 1]}), wrong("lagWindow", "[3,1]", Expected::LagWindow)),
            (json!({"colour": 1}), wrong("colour", "1", Expected::KnownField)),
            (json!(3), wrong("", "3", Expected::Object)),
        ] {
            assert_eq!(error(patch), expected);
        }
        let none = Recipe::default();
        let zone = Recipe { zone: "Mars".into(), ..Recipe::default() };
        assert_eq!(
            check_changed(&none, &zone, &TableZones),
            Err(wrong("zone", "\"Mars\"", Expected::Zone))
        );
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
