//! The recipe in the fragment of the URL: compact, versioned, readable.
//!
//! `v=1&p=week&y=s2/total&s=8`: only what differs from the default, in a fixed order, values
//! percent-encoded. An unknown key is left aside (a later version may have written it); an unknown
//! version is refused.

use super::{
    patch::{patched, word_of},
    recipe::{Annotation, Outage, Recipe},
};
use crate::{calendar::zone::Zones, kit::language::Bilingual};
use serde_json::{Value, json};

/// Version of the fragment's grammar.
const VERSION: &str = "1";

/// The fragment of a recipe, without `#`; empty for the default.
pub fn to_fragment(recipe: &Recipe) -> String {
    let default = Recipe::default();
    let mut parts: Vec<String> = Vec::new();
    let mut put = |key: &str, value: String| parts.push(format!("{key}={}", encoded(&value)));
    let mut text = |key: &str, value: &Option<String>| {
        if let Some(value) = value {
            put(key, value.clone());
        }
    };
    text("x", &recipe.x);
    text("y", &recipe.y);
    text("xo", &recipe.share_of.x);
    text("yo", &recipe.share_of.y);
    text("f", &recipe.from);
    text("t", &recipe.to);
    for id in &recipe.others {
        put("o", id.clone());
    }
    for id in &recipe.controls {
        put("c", id.clone());
    }
    if recipe.period != default.period {
        put("p", word_of(&recipe.period));
    }
    if recipe.week_start != default.week_start {
        put("w", word_of(&recipe.week_start));
    }
    if recipe.zone != default.zone {
        put("z", recipe.zone.clone());
    }
    if let Some(aggregate) = recipe.aggregate_x {
        put("ax", word_of(&aggregate));
    }
    if let Some(aggregate) = recipe.aggregate_y {
        put("ay", word_of(&aggregate));
    }
    if recipe.smoothing != default.smoothing {
        put("s", recipe.smoothing.to_string());
    }
    if recipe.smoothing_trailing {
        put("st", "1".to_owned());
    }
    if recipe.scale != default.scale {
        put("sc", word_of(&recipe.scale));
    }
    if recipe.log_x {
        put("lx", "1".to_owned());
    }
    if recipe.log_y {
        put("ly", "1".to_owned());
    }
    if let Some(lag) = recipe.max_lag {
        put("m", lag.to_string());
    }
    if let Some((from, to)) = recipe.lag_window {
        put("l", format!("{from}..{to}"));
    }
    if recipe.lag_window_after_looking {
        put("la", "1".to_owned());
    }
    if recipe.tests_seen != default.tests_seen {
        put("n", recipe.tests_seen.to_string());
    }
    if let Some(window) = recipe.rolling_window {
        put("r", window.to_string());
    }
    for outage in &recipe.outages {
        put("out", [&outage.series, &outage.from, &outage.to].map(|s| doubled(s)).join("~~"));
    }
    for note in &recipe.annotations {
        put("note", [&note.at, &note.text].map(|s| doubled(s)).join("~~"));
    }
    if let Some(language) = recipe.language {
        put("lang", word_of(&language));
    }
    for (id, name) in &recipe.names {
        put("nm", [id.as_str(), name.as_str().unwrap_or_default()].map(doubled).join("~~"));
    }
    if recipe.group_names {
        put("g", "1".to_owned());
    }
    if parts.is_empty() { String::new() } else { format!("v={VERSION}&{}", parts.join("&")) }
}

/// The recipe of a fragment (without `#`); the sentence says what is wrong with it.
pub fn from_fragment(fragment: &str, zones: &dyn Zones) -> Result<Recipe, Bilingual> {
    let mut recipe = Recipe::default();
    if fragment.is_empty() {
        return Ok(recipe);
    }
    let mut pairs = fragment.split('&').filter_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        Some((key, decoded(value)))
    });
    if pairs.next() != Some(("v", Some(VERSION.to_owned()))) {
        return Err(crate::text::recipe::bad_fragment());
    }
    let mut patch = serde_json::Map::new();
    let mut share = serde_json::Map::new();
    for (key, value) in pairs {
        let value = value.ok_or_else(crate::text::recipe::bad_fragment)?;
        let number = || match value.parse::<i64>() {
            Ok(number) => json!(number),
            Err(_) => json!(value),
        };
        let (name, value) = match key {
            "x" => ("x", json!(value)),
            "y" => ("y", json!(value)),
            "xo" | "yo" => {
                share.insert(key.chars().take(1).collect(), json!(value));
                continue;
            }
            "f" => ("from", json!(value)),
            "t" => ("to", json!(value)),
            "o" | "c" => {
                let list = if key == "o" { &mut recipe.others } else { &mut recipe.controls };
                if !list.contains(&value) {
                    list.push(value);
                }
                continue;
            }
            "p" => ("period", json!(value)),
            "w" => ("weekStart", json!(value)),
            "z" => ("zone", json!(value)),
            "ax" => ("aggregateX", json!(value)),
            "ay" => ("aggregateY", json!(value)),
            "s" => ("smoothing", number()),
            "st" => ("smoothingTrailing", json!(value == "1")),
            "sc" => ("scale", json!(value)),
            "lx" => ("logX", json!(value == "1")),
            "ly" => ("logY", json!(value == "1")),
            "m" => ("maxLag", number()),
            "l" => ("lagWindow", lag_window(&value)),
            "la" => ("lagWindowAfterLooking", json!(value == "1")),
            "n" => ("looks", number()),
            "r" => ("rollingWindow", number()),
            "out" => {
                if let [series, from, to] = parts_of(&value).as_slice() {
                    recipe.outages.push(Outage {
                        series: series.clone(),
                        from: from.clone(),
                        to: to.clone(),
                    });
                }
                continue;
            }
            "note" => {
                if let [at, text] = parts_of(&value).as_slice() {
                    recipe.annotations.push(Annotation { at: at.clone(), text: text.clone() });
                }
                continue;
            }
            "nm" => {
                if let [id, name] = parts_of(&value).as_slice() {
                    recipe.names.insert(id.clone(), json!(name));
                }
                continue;
            }
            "lang" => ("language", json!(value)),
            "g" => ("groupNames", json!(value == "1")),
            _ => continue,
        };
        patch.insert(name.to_owned(), value);
    }
    if !share.is_empty() {
        patch.insert("shareOf".to_owned(), Value::Object(share));
    }
    // Dates of outages and notes are checked as a script's would be.
    patch.insert("outages".to_owned(), json!(recipe.outages));
    patch.insert("annotations".to_owned(), json!(recipe.annotations));
    patch.insert("names".to_owned(), Value::Object(recipe.names.clone()));
    patched(&recipe, &Value::Object(patch), zones).map(|(recipe, _)| recipe)
}

/// `0..2` as the interface's pair.
pub fn lag_window(text: &str) -> Value {
    match text.split_once("..").map(|(a, b)| (a.trim().parse::<i32>(), b.trim().parse::<i32>())) {
        Some((Ok(from), Ok(to))) => json!([from, to]),
        _ => json!(text),
    }
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
        bytes.push((high * 16 + low) as u8);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::period::PeriodChoice;
    use crate::calendar::period::WeekStart;
    use crate::calendar::zone::TableZones;
    use crate::kit::language::Language;
    use crate::recipe::recipe::ScaleMode;
    use crate::recipe::recipe::ShareOf;
    use crate::series::aggregate::Aggregate;
    use proptest::prelude::*;

    #[test]
    fn compact_and_readable() {
        assert_eq!(to_fragment(&Recipe::default()), "");
        let recipe = Recipe {
            y: Some("s2/ET SCAN ~ 100 %".into()),
            period: PeriodChoice::Week,
            lag_window: Some((0, 2)),
            ..Recipe::default()
        };
        let fragment = to_fragment(&recipe);
        assert_eq!(fragment, "v=1&y=s2/ET%20SCAN%20~%20100%20%25&p=week&l=0..2");
        assert_eq!(from_fragment(&fragment, &TableZones), Ok(recipe));
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
            period in prop::sample::select(vec![PeriodChoice::Auto, PeriodChoice::Hour, PeriodChoice::Month]),
            sunday in any::<bool>(),
            aggregate in prop::option::of(prop::sample::select(vec![Aggregate::Mean, Aggregate::Sum, Aggregate::Median])),
            smoothing in 1u32..100,
            scale in prop::sample::select(vec![ScaleMode::Dual, ScaleMode::Zscore]),
            (log_x, log_y, after, names, smoothing_trailing) in any::<(bool, bool, bool, bool, bool)>(),
            max_lag in prop::option::of(0u32..500),
            window in prop::option::of((-50i32..50, 0i32..50)),
            tests_seen in 0u32..40,
            rolling in prop::option::of(1u32..500),
            outages in prop::collection::vec((name(), date(), date()), 0..3),
            notes in prop::collection::vec((date(), name()), 0..3),
            language in prop::option::of(prop::sample::select(vec![Language::En, Language::Ja])),
            called in prop::collection::btree_map(name(), "[a-z価~&=%]{1,6}", 0..3),
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
                outages: outages.into_iter().map(|(series, from, to)| Outage { series, from, to }).collect(),
                annotations: notes.into_iter().map(|(at, text)| Annotation { at, text }).collect(),
                group_names: names,
                names: called.into_iter().map(|(id, name)| (id, json!(name))).collect(),
                ..pair
            };
            let fragment = to_fragment(&recipe);
            prop_assert!(fragment.is_ascii());
            prop_assert_eq!(from_fragment(&fragment, &TableZones), Ok(recipe));
        }
    }
}
