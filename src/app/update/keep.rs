//! What outlives the page: the address, and what the browser stores. Never rows of a file.

use super::{figure, patch::overlaid, sources};
use crate::{
    app::{
        message::{Answer, Effect, Environment, StoreKey, Ticket},
        model::{Model, SourceState},
        view::Urgency,
    },
    ingest::source::{SourcePatch, Status},
    kit::{
        fnv::Fnv1a,
        json::{from_text, from_value},
        language::Language,
    },
    recipe::{
        export::Theme,
        fragment::{from_fragment, to_fragment},
        recipe::Recipe,
    },
    report::snapshot::Kept,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::rc::Rc;

/// Headers whose overrides are remembered; the oldest keys go first.
const REMEMBERED_MAX: usize = 100;

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
struct Look {
    theme: Theme,
    language: Option<Language>,
}

/// The page started.
pub fn start(model: &mut Model, environment: Environment, out: &mut Vec<Effect>) {
    model.browser_language = environment.language;
    model.language = environment.language;
    model.figure_only = environment.figure_only;
    for (key, value) in &environment.stored {
        model.stored = true;
        // What cannot be read was written by another version: left aside, not an error.
        if key == StoreKey::Look.name() {
            if let Some(look) = from_text::<Look>(value) {
                model.theme = look.theme;
                model.language = look.language.unwrap_or(environment.language);
                model.browser_language = model.language;
            }
        } else if key == StoreKey::Overrides.name() {
            if let Ok(Value::Object(map)) = serde_json::from_str(value) {
                let known = |(file, patch): (String, Value)| Some((file, from_value(&patch)?));
                model.remembered = map.into_iter().filter_map(known).collect();
            }
        } else if key == StoreKey::Analysis.name() {
            model.keep = true;
        }
    }
    // An address that says something else, or that names files, goes before what was stored.
    let kept = environment.kept.filter(|kept| {
        let own = environment.fragment.is_empty() || environment.fragment == fragment_of(&kept.set);
        own && environment.data_urls.is_empty()
    });
    if let Some(kept) = kept {
        model.fragment = environment.fragment;
        take(model, kept.set.clone());
        model.kept = Some(Rc::new(*kept));
    } else if !environment.fragment.is_empty() {
        match from_fragment(&environment.fragment, model.zones.zones()) {
            Ok(recipe) => take(model, recipe),
            Err(reason) => model.notice(Urgency::Warning, reason),
        }
        model.fragment = environment.fragment;
    }
    if !environment.data_urls.is_empty() {
        model.fetching = true;
        out.push(Effect::Fetch { urls: environment.data_urls, example: false });
    }
    figure::refresh(model, out);
}

/// An exported figure was given.
pub fn restored(model: &mut Model, kept: Kept, ticket: Option<Ticket>, out: &mut Vec<Effect>) {
    sources::reset(model, out);
    let language = model.recipe.language;
    take(model, Recipe { language, ..kept.set.clone() });
    model.kept = Some(Rc::new(kept));
    model.notice(Urgency::Note, crate::text::notice::restored());
    figure::refresh(model, out);
    write_url(model, true, out);
    out.extend(ticket.map(|ticket| Effect::Resolve {
        ticket,
        answer: Answer::Sources(crate::app::interface::sources(model)),
    }));
}

/// A recipe from elsewhere: the address, the storage.
fn take(model: &mut Model, recipe: Recipe) {
    model.week_start_chosen = recipe.week_start != Recipe::default().week_start;
    model.looks_granted = recipe.looks > 0;
    if let Some(language) = recipe.language {
        model.language = language;
    }
    model.recipe = recipe;
}

/// Writes the address where it changed.
pub fn write_url(model: &mut Model, push: bool, out: &mut Vec<Effect>) {
    let fragment = fragment_of(&model.recipe);
    if fragment != model.fragment {
        model.fragment.clone_from(&fragment);
        out.push(Effect::WriteUrl { fragment, push });
    }
    store_analysis(model, out);
}

fn fragment_of(recipe: &Recipe) -> String {
    // One look is what every address costs.
    let looks = if recipe.looks <= 1 { 0 } else { recipe.looks };
    to_fragment(&Recipe { looks, ..recipe.clone() })
}

/// The address changed outside: back, forward, an edit.
pub fn url_changed(model: &mut Model, fragment: &str, out: &mut Vec<Effect>) {
    if fragment == model.fragment {
        return;
    }
    match from_fragment(fragment, model.zones.zones()) {
        Ok(mut recipe) => {
            // Going back does not undo having looked.
            recipe.looks = recipe.looks.max(model.recipe.looks);
            let granted = model.looks_granted;
            take(model, recipe);
            model.looks_granted = granted;
            model.language = model.recipe.language.unwrap_or(model.browser_language);
            model.fragment = fragment.to_owned();
        }
        Err(reason) => model.notice(Urgency::Warning, reason),
    }
    figure::refresh(model, out);
}

/// Stores theme and language.
pub fn store_look(model: &mut Model, out: &mut Vec<Effect>) {
    let look = Look { theme: model.theme, language: model.recipe.language };
    store(model, StoreKey::Look, serde_json::to_string(&look).ok(), out);
}

fn store_analysis(model: &mut Model, out: &mut Vec<Effect>) {
    if model.keep {
        let kept = model.snapshot().and_then(|kept| kept.to_json());
        store(model, StoreKey::Analysis, kept, out);
    }
}

fn store(model: &mut Model, key: StoreKey, value: Option<String>, out: &mut Vec<Effect>) {
    model.stored |= value.is_some();
    out.push(Effect::Store { key, value });
}

/// Keeps the analysis, or forgets it.
pub fn choose(model: &mut Model, keep: bool, out: &mut Vec<Effect>) {
    model.keep = keep;
    if keep {
        store_analysis(model, out);
    } else {
        store(model, StoreKey::Analysis, None, out);
    }
}

/// Forgets everything that was stored.
pub fn forget(model: &mut Model, out: &mut Vec<Effect>) {
    model.remembered.clear();
    (model.keep, model.stored) = (false, false);
    out.extend(StoreKey::ALL.map(|key| Effect::Store { key, value: None }));
}

/// Key of a source's header: a hash, so that no column's name is stored.
fn header_key(source: &SourceState) -> Option<String> {
    let found = source.found.as_ref()?;
    if found.columns.is_empty() || matches!(found.status, Status::Failed(_) | Status::Cancelled) {
        return None;
    }
    let mut key = Fnv1a::default();
    for column in &found.columns {
        key.add(column.name.as_bytes());
        key.add(&[0x1f]);
    }
    Some(format!("{:016x}", key.key()))
}

/// Remembers a source's overrides for the next file with the same header.
pub fn remember(model: &mut Model, id: &str, out: &mut Vec<Effect>) {
    let Some(source) = model.source(id) else { return };
    let Some(key) = header_key(source) else { return };
    // A question's answer, a join and a filter are of this file alone; so is a year.
    let patch = SourcePatch {
        answer: None,
        join_with: None,
        filter: None,
        year: None,
        ..source.patch.clone()
    };
    if patch == SourcePatch::default() {
        model.remembered.remove(&key);
    } else {
        model.remembered.insert(key, patch);
    }
    while model.remembered.len() > REMEMBERED_MAX {
        let Some((first, _)) = model.remembered.first() else { break };
        let first = first.clone();
        model.remembered.remove(&first);
    }
    let value = serde_json::to_string(&model.remembered).ok();
    let value = value.filter(|_| !model.remembered.is_empty());
    store(model, StoreKey::Overrides, value, out);
}

/// Reads a new source again with what was remembered for its header; undo takes it back.
pub fn recall(model: &mut Model, id: &str, out: &mut Vec<Effect>) {
    let Some(source) = model.source(id) else { return };
    if source.recalled || source.patch != SourcePatch::default() {
        return;
    }
    let patch = header_key(source).and_then(|key| model.remembered.get(&key).cloned());
    let Some(source) = model.source_mut(id) else { return };
    source.recalled = true;
    if let Some(patch) = patch {
        let before = source.patch.clone();
        source.patch = overlaid(&before, &patch);
        source.history.push(before);
        let name = source.name().to_owned();
        sources::read(model, id, out);
        model.notice(Urgency::Note, crate::text::notice::recalled(&name));
    }
}
