//! The recipe in the fragment of the URL: compact, versioned, readable.
//!
//! `v=1&p=week&y=s2/total&s=8`: only what differs from the default, in a fixed order, values
//! percent-encoded. An unknown key is left aside (a later version may have written it); an unknown
//! version is refused.

use super::{
    patch::{Expected, PatchError, check, typed},
    publication::Field,
    recipe::{Annotation, Outage, Recipe, ScaleMode, Sum},
    setting::{SETTINGS, SettingId},
};
use crate::{
    calendar::{
        holidays::HolidayChoice,
        period::{PeriodChoice, WeekStart},
        zone::Zones,
    },
    ingest::limits::Limit,
    kit::language::Language,
    series::aggregate::Aggregate,
};

/// Version of the fragment's grammar.
const VERSION: &str = "1";

/// Why a fragment is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FragmentError {
    /// Another version, or no text of this grammar.
    Unreadable,
    /// More characters than any address of ours has.
    Long,
    /// A setting with a value that makes no sense.
    Setting(PatchError),
}

/// The fragment of a recipe, without `#`; empty for the default.
pub fn to_fragment(recipe: &Recipe) -> String {
    let default = Recipe::default();
    let mut parts: Vec<String> = Vec::new();
    for setting in SETTINGS {
        let values = written(recipe, setting.id);
        if values != written(&default, setting.id) {
            let pair = |value: &String| format!("{}={}", setting.url, encoded(value));
            parts.extend(values.iter().map(pair));
        }
    }
    if parts.is_empty() { String::new() } else { format!("v={VERSION}&{}", parts.join("&")) }
}

/// Key of the files that the ids of series stand for. No setting: a recipe says nothing of files.
const FILES: &str = "in";
/// Files that an address names at most.
const MOST_FILES: usize = 20;

/// A fragment that also names files (id of the source, name), so that whoever opens it knows what
/// it expects; behind an empty one nothing is put.
pub fn with_files(fragment: String, files: &[(String, String)]) -> String {
    if fragment.is_empty() {
        return fragment;
    }
    let named = files.iter().take(MOST_FILES);
    named.fold(fragment, |text, (id, name)| {
        format!("{text}&{FILES}={}", encoded(&parted(&[id, name])))
    })
}

/// The files that a fragment names; what cannot be read is none.
pub fn files_of(fragment: &str) -> Vec<(String, String)> {
    if fragment.len() > Limit::Fragment.count() {
        return Vec::new();
    }
    let named = fragment.split('&').filter_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        match parts_of(&decoded(value).filter(|_| key == FILES)?).as_slice() {
            [id, name] if !id.is_empty() && !name.is_empty() => Some((id.clone(), name.clone())),
            _ => None,
        }
    });
    named.take(MOST_FILES).collect()
}

/// A fragment without the files that it names.
pub fn without_files(fragment: &str) -> String {
    let own = |pair: &&str| pair.split_once('=').is_none_or(|(key, _)| key != FILES);
    fragment.split('&').filter(own).collect::<Vec<_>>().join("&")
}

/// The values that a setting has in the address: several of a list, none where it is not set.
fn written(recipe: &Recipe, id: SettingId) -> Vec<String> {
    let some = |text: Option<String>| text.into_iter().collect();
    let flag = |on: bool| some(on.then(|| "1".to_owned()));
    let number = |number: Option<u32>| some(number.map(|number| number.to_string()));
    let aggregate = |aggregate: Option<Aggregate>| some(aggregate.map(|one| one.name().to_owned()));
    match id {
        SettingId::X => some(recipe.x.clone()),
        SettingId::Y => some(recipe.y.clone()),
        SettingId::ShareOfX => some(recipe.share_of.x.clone()),
        SettingId::ShareOfY => some(recipe.share_of.y.clone()),
        SettingId::From => some(recipe.from.clone()),
        SettingId::To => some(recipe.to.clone()),
        SettingId::Others => recipe.others.clone(),
        SettingId::Controls => recipe.controls.clone(),
        SettingId::Sums => {
            let written = |sum: &Sum| {
                let kind = if sum.rest { "rest" } else { "" };
                let groups = sum.groups.iter().map(String::as_str);
                parted(&[sum.id.as_str(), kind].into_iter().chain(groups).collect::<Vec<_>>())
            };
            recipe.sums.iter().map(written).collect()
        }
        SettingId::Period => vec![recipe.period.name().to_owned()],
        SettingId::WeekStart => vec![recipe.week_start.name().to_owned()],
        SettingId::Zone => vec![recipe.zone.clone()],
        SettingId::AggregateX => aggregate(recipe.aggregate_x),
        SettingId::AggregateY => aggregate(recipe.aggregate_y),
        SettingId::Smoothing => number(recipe.smoothing),
        SettingId::SmoothingTrailing => flag(recipe.smoothing_trailing),
        SettingId::Scale => some(recipe.scale.map(|scale| scale.name().to_owned())),
        SettingId::LogX => flag(recipe.log_x),
        SettingId::LogY => flag(recipe.log_y),
        SettingId::MaxLag => number(recipe.max_lag),
        SettingId::LagWindow => some(recipe.lag_window.map(|(from, to)| format!("{from}..{to}"))),
        SettingId::LagWindowAfterLooking => flag(recipe.lag_window_after_looking),
        SettingId::Looks => number(Some(recipe.tests_seen)),
        SettingId::RollingWindow => number(recipe.rolling_window),
        SettingId::Holidays => vec![recipe.holidays.name().to_owned()],
        SettingId::Outages => {
            let span = |span: &Outage| parted(&[&span.series, &span.from, &span.to]);
            recipe.outages.iter().map(span).collect()
        }
        SettingId::Annotations => {
            recipe.annotations.iter().map(|note| parted(&[&note.at, &note.text])).collect()
        }
        SettingId::Language => some(recipe.language.map(|language| language.name().to_owned())),
        SettingId::Names => {
            let names = recipe.names.iter();
            names.map(|(id, name)| parted(&[id, name.as_str().unwrap_or_default()])).collect()
        }
        SettingId::GroupNames => flag(recipe.group_names),
        SettingId::Publish => {
            let fields = recipe.publish.iter();
            fields.map(|(name, value)| parted(&[name, &Field::written(value)])).collect()
        }
    }
}

/// The recipe of a fragment (without `#`).
///
/// # Errors
/// What is wrong with it.
pub fn from_fragment(fragment: &str, zones: &dyn Zones) -> Result<Recipe, FragmentError> {
    let mut recipe = Recipe::default();
    if fragment.is_empty() {
        return Ok(recipe);
    }
    if fragment.len() > Limit::Fragment.count() {
        return Err(FragmentError::Long);
    }
    let mut pairs = fragment.split('&').filter_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        Some((key, decoded(value)))
    });
    if pairs.next() != Some(("v", Some(VERSION.to_owned()))) {
        return Err(FragmentError::Unreadable);
    }
    for (key, value) in pairs {
        let value = value.ok_or(FragmentError::Unreadable)?;
        // A later version's.
        let Some(id) = SettingId::of_url(key) else { continue };
        read(&mut recipe, id, &value).and_then(|()| check(&recipe, id, zones)).map_err(
            |expected| FragmentError::Setting(PatchError::of(id, typed(&value), expected)),
        )?;
    }
    Ok(recipe)
}

/// Takes one value of a setting in; of a list, one more.
fn read(recipe: &mut Recipe, id: SettingId, value: &str) -> Result<(), Expected> {
    let text = || Some(value.to_owned());
    let on = value == "1";
    let number = || value.parse::<u32>().map_err(|_| Expected::Periods);
    let aggregate = || Aggregate::from_name(value).ok_or(Expected::Aggregate);
    let parts = parts_of(value);
    match id {
        SettingId::X => recipe.x = text(),
        SettingId::Y => recipe.y = text(),
        SettingId::ShareOfX => recipe.share_of.x = text(),
        SettingId::ShareOfY => recipe.share_of.y = text(),
        SettingId::From => recipe.from = text(),
        SettingId::To => recipe.to = text(),
        SettingId::Others | SettingId::Controls => {
            let others = id == SettingId::Others;
            let list = if others { &mut recipe.others } else { &mut recipe.controls };
            if !list.iter().any(|other| other == value) {
                list.push(value.to_owned());
            }
        }
        SettingId::Sums => {
            if let [id, kind, groups @ ..] = parts.as_slice() {
                let (id, groups) = (id.clone(), groups.to_vec());
                recipe.sums.push(Sum { id, groups, rest: kind == "rest" });
            }
        }
        SettingId::Period => {
            recipe.period = PeriodChoice::from_name(value).ok_or(Expected::Period)?;
        }
        SettingId::WeekStart => {
            recipe.week_start = WeekStart::from_name(value).ok_or(Expected::WeekStart)?;
        }
        SettingId::Holidays => {
            recipe.holidays = HolidayChoice::from_name(value).ok_or(Expected::Holidays)?;
        }
        SettingId::Zone => value.clone_into(&mut recipe.zone),
        SettingId::AggregateX => recipe.aggregate_x = Some(aggregate()?),
        SettingId::AggregateY => recipe.aggregate_y = Some(aggregate()?),
        SettingId::Smoothing => recipe.smoothing = Some(number()?.max(1)),
        SettingId::SmoothingTrailing => recipe.smoothing_trailing = on,
        SettingId::Scale => {
            recipe.scale = Some(ScaleMode::from_name(value).ok_or(Expected::Scale)?);
        }
        SettingId::LogX => recipe.log_x = on,
        SettingId::LogY => recipe.log_y = on,
        SettingId::MaxLag => recipe.max_lag = Some(number()?),
        SettingId::LagWindow => {
            recipe.lag_window = Some(lag_window_of(value).ok_or(Expected::LagWindow)?);
        }
        SettingId::LagWindowAfterLooking => recipe.lag_window_after_looking = on,
        SettingId::Looks => recipe.tests_seen = number()?,
        SettingId::RollingWindow => recipe.rolling_window = Some(number()?).filter(|n| *n > 0),
        SettingId::Outages => {
            if let [series, from, to] = parts.as_slice() {
                let (series, from, to) = (series.clone(), from.clone(), to.clone());
                recipe.outages.push(Outage { series, from, to });
            }
        }
        SettingId::Annotations => {
            if let [at, text] = parts.as_slice() {
                recipe.annotations.push(Annotation { at: at.clone(), text: text.clone() });
            }
        }
        SettingId::Language => {
            recipe.language = Some(Language::from_name(value).ok_or(Expected::Language)?);
        }
        SettingId::Names => {
            if let [id, name] = parts.as_slice() {
                recipe.set_name(id, name);
            }
        }
        SettingId::GroupNames => recipe.group_names = on,
        SettingId::Publish => {
            // A field or a value of a later version's is left aside.
            if let [name, value] = parts.as_slice()
                && let Some(value) =
                    Field::from_name(name).and_then(|field| field.of_written(value))
            {
                recipe.publish.insert(name.clone(), value);
            }
        }
    }
    Ok(())
}

/// `0..2` as two lags.
pub fn lag_window_of(text: &str) -> Option<(i32, i32)> {
    let (from, to) = text.split_once("..")?;
    Some((from.trim().parse().ok()?, to.trim().parse().ok()?))
}

/// Parts of a value, with `~~` between them.
fn parted(parts: &[&str]) -> String {
    parts.iter().map(|part| doubled(part)).collect::<Vec<_>>().join("~~")
}

/// Inside a part a tilde is written `~.`, so that `~~` only ever separates.
fn doubled(text: &str) -> String {
    text.replace('~', "~.")
}

fn parts_of(text: &str) -> Vec<String> {
    text.split("~~").map(|part| part.replace("~.", "~")).collect()
}

/// Percent-encoding that keeps what reads well in an address.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            b'-' | b'_' | b'.' | b'~' | b'/' | b':' | b',' | b'@' => out.push(char::from(byte)),
            _ => {
                out.push('%');
                for half in [byte >> 4, byte & 15] {
                    out.push(
                        char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase(),
                    );
                }
            }
        }
    }
    out
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let high = char::from(rest.next()?).to_digit(16)?;
        let low = char::from(rest.next()?).to_digit(16)?;
        bytes.push((high << 4 | low) as u8);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::period::Period;
    use crate::calendar::zone::TableZones;
    use crate::recipe::recipe::ShareOf;
    use crate::recipe::{patch::patched, publication};
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn compact_and_readable() {
        assert_eq!(to_fragment(&Recipe::default()), "");
        let recipe = Recipe {
            y: Some("s2/ET SCAN ~ 100 %".into()),
            period: PeriodChoice::Fixed(Period::Week),
            lag_window: Some((0, 2)),
            ..Recipe::default()
        };
        let fragment = to_fragment(&recipe);
        assert_eq!(fragment, "v=1&y=s2/ET%20SCAN%20~%20100%20%25&p=week&l=0..2");
        assert_eq!(from_fragment(&fragment, &TableZones), Ok(recipe));
    }

    #[test]
    fn files_stand_behind_it() {
        let files = [("s1", "xmr ~usd.csv"), ("s2", "警報&1.csv")]
            .map(|(id, name)| (id.into(), name.into()));
        assert_eq!(with_files(String::new(), &files), "");
        let fragment = with_files("v=1&p=week".to_owned(), &files);
        assert!(fragment.is_ascii());
        assert_eq!(files_of(&fragment), files);
        assert_eq!(without_files(&fragment), "v=1&p=week");
        // A recipe is read the same with and without.
        assert_eq!(from_fragment(&fragment, &TableZones), from_fragment("v=1&p=week", &TableZones));
        assert!(files_of("v=1&in=s1&in=%ZZ&in=~~x").is_empty());
        assert!(SettingId::of_url(FILES).is_none());
    }

    #[test]
    fn what_is_wrong_is_said() {
        for bad in
            ["x=s1", "v=9&p=week", "v=1&p=fortnight", "v=1&z=Mars", "v=1&x=%ZZ", "v=1&n=-3", "%"]
        {
            assert!(from_fragment(bad, &TableZones).is_err(), "{bad}");
        }
        // A later version's key is left aside.
        assert!(from_fragment("v=1&unheard=of&p=day", &TableZones).is_ok());
    }

    fn name() -> impl Strategy<Value = String> {
        prop_oneof!["s[1-9]/[a-z ]{1,8}", "[^\u{0}]{1,6}"]
    }

    fn date() -> impl Strategy<Value = String> {
        (1990i64..2030, 1i64..13, 1i64..29).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"))
    }

    prop_compose! {
        fn pair_part()(
            x in prop::option::of(name()), y in prop::option::of(name()),
            sx in prop::option::of(name()), sy in prop::option::of(name()),
            others in prop::collection::btree_set(name(), 0..3),
            controls in prop::collection::btree_set(name(), 0..3),
            from in prop::option::of(date()), to in prop::option::of(date()),
            zone in prop::sample::select(vec!["UTC", "Asia/Tokyo", "+05:45"]),
        ) -> Recipe {
            Recipe {
                x, y, from, to,
                share_of: ShareOf { x: sx, y: sy },
                others: others.into_iter().collect(),
                controls: controls.into_iter().collect(),
                zone: zone.to_owned(),
                ..Recipe::default()
            }
        }
    }

    proptest! {
        #[test]
        fn round_trip(
            pair in pair_part(),
            period in prop::sample::select(PeriodChoice::all().collect::<Vec<_>>()),
            sunday in any::<bool>(),
            aggregate in prop::option::of(prop::sample::select(vec![Aggregate::Mean, Aggregate::Sum, Aggregate::Median])),
            smoothing in prop::option::of(1u32..100),
            scale in prop::option::of(prop::sample::select(vec![ScaleMode::Dual, ScaleMode::Zscore])),
            (log_x, log_y, after, names, smoothing_trailing) in any::<(bool, bool, bool, bool, bool)>(),
            max_lag in prop::option::of(0u32..500),
            window in prop::option::of((-50i32..50, 0i32..50)),
            tests_seen in 0u32..40,
            rolling in prop::option::of(1u32..500),
            outages in prop::collection::vec((name(), date(), date()), 0..3),
            notes in prop::collection::vec((date(), name()), 0..3),
            holidays in prop::sample::select(["auto", "none", "us", "de-by"].to_vec()),
            language in prop::option::of(prop::sample::select(Language::ALL.to_vec())),
            sums in prop::collection::btree_map(name(), (prop::collection::vec(name(), 1..4), any::<bool>()), 0..3),
            called in prop::collection::btree_map(name(), "[a-z価~&=%]{1,6}", 0..3),
            title in "[a-z価~&=%]{0,6}",
        ) {
            let recipe = Recipe {
                period,
                week_start: if sunday { WeekStart::Sunday } else { WeekStart::Monday },
                aggregate_x: aggregate,
                aggregate_y: aggregate,
                smoothing, smoothing_trailing, scale, log_x, log_y, max_lag, tests_seen, language,
                lag_window: window.map(|(from, width)| (from, from + width)),
                lag_window_after_looking: after,
                rolling_window: rolling,
                holidays: HolidayChoice::from_name(holidays).unwrap(),
                outages: outages.into_iter().map(|(series, from, to)| Outage { series, from, to }).collect(),
                annotations: notes.into_iter().map(|(at, text)| Annotation { at, text }).collect(),
                group_names: names,
                sums: sums.into_iter().map(|(id, (groups, rest))| Sum { id: format!("s1/{id}"), groups, rest }).collect(),
                publish: publication::read(json!({ "title": title, "chance": names, "height": 400, "colorX": "#0067a8" }).as_object().unwrap()).unwrap(),
                names: called.into_iter().map(|(id, name)| (id, json!(name))).collect(),
                ..pair
            };
            let fragment = to_fragment(&recipe);
            prop_assert!(fragment.is_ascii());
            prop_assert_eq!(from_fragment(&fragment, &TableZones), Ok(recipe.clone()));
            // Its JSON is taken back whole too: every setting has both names.
            let patch = serde_json::to_value(&recipe).unwrap();
            let (taken, named) = patched(&Recipe::default(), &patch, &TableZones).unwrap();
            prop_assert_eq!(taken, recipe);
            prop_assert_eq!(named.len(), SETTINGS.len());
        }
    }
}
