//! What outlives the page: the address, and what the browser stores. Never rows of a file.

use super::{figure, patch::is_of_use, sources};
use crate::{
    app::{
        message::{Answer, Effect, Environment, StoreKey, Ticket},
        model::{Model, SourceState},
        view::Urgency,
    },
    ingest::{overrides::SourcePatch, source::Status},
    json::{FromJson, from_text, object},
    kit::language::Language,
    recipe::{
        export::Theme,
        fragment::{from_fragment, to_fragment},
        recipe::Recipe,
    },
    report::snapshot::Kept,
};
use serde::Serialize;
use serde_json::Value;
use std::rc::Rc;

/// Headers whose overrides are remembered; the oldest keys go first.
const REMEMBERED_MAX: usize = 100;

#[derive(Debug, Default, Serialize)]
struct Look {
    theme: Theme,
    language: Option<Language>,
}

object!(Look or Look::default(); { "theme" theme, "language" language });

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
                let known = |(file, patch): (String, Value)| {
                    Some((file, SourcePatch::from_json(&patch).ok()?))
                };
                model.remembered = map.into_iter().filter_map(known).collect();
            }
        } else if key == StoreKey::Analysis.name() {
            model.keep = true;
        }
    }
    model.frozen = environment.frozen.is_some();
    // An address that says something else, or that names files, goes before what was stored.
    let kept = environment.kept.filter(|kept| {
        let own = environment.fragment.is_empty() || environment.fragment == fragment_of(&kept.set);
        model.frozen || (own && environment.data_urls.is_empty())
    });
    if let Some(kept) = kept {
        model.fragment = environment.fragment;
        take(model, kept.set.clone());
        model.kept = Some(Rc::new(*kept));
        model.analysis = environment.frozen.map(|analysis| Rc::new(*analysis));
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
    if fragment != model.fragment && !model.frozen {
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
    if fragment == model.fragment || model.frozen {
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
        let kept = Kept::of(model).and_then(|kept| kept.to_json());
        store(model, StoreKey::Analysis, kept, out);
    }
}

fn store(model: &mut Model, key: StoreKey, value: Option<String>, out: &mut Vec<Effect>) {
    if model.frozen {
        return;
    }
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

/// Key of a source's header: a hash, so that no column's name is stored (FNV-1a).
fn header_key(source: &SourceState) -> Option<String> {
    let found = source.found.as_ref()?;
    if found.columns.is_empty() || matches!(found.status, Status::Failed(_) | Status::Cancelled) {
        return None;
    }
    let mut key = 0xcbf2_9ce4_8422_2325u64;
    for column in &found.columns {
        for byte in column.name.bytes().chain([0x1f]) {
            key = (key ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
    Some(format!("{key:016x}"))
}

/// Remembers a source's overrides for the next file with the same header.
pub fn remember(model: &mut Model, id: &str, out: &mut Vec<Effect>) {
    let Some(source) = model.source(id) else { return };
    let Some(key) = source.header.clone().or_else(|| header_key(source)) else { return };
    // A question's answer, a join and a filter are of this file alone; so is a year.
    let patch = SourcePatch {
        answer: None,
        join_with: None,
        filter: None,
        year: None,
        ..source.patch.clone()
    };
    let own = patch == SourcePatch::default();
    let known = model.remembered.get(&key);
    if known == Some(&patch) || (own && known.is_none()) {
        return;
    }
    if own {
        model.remembered.remove(&key);
    } else if is_of_use(source) {
        model.remembered.insert(key, patch);
    } else {
        // The next file with this header is read as if nothing had been tried.
        return;
    }
    while model.remembered.len() > REMEMBERED_MAX {
        model.remembered.pop_first();
    }
    let value = serde_json::to_string(&model.remembered).ok();
    let value = value.filter(|_| !model.remembered.is_empty());
    store(model, StoreKey::Overrides, value, out);
}

/// Reads a new source again with what was remembered for its header; undo takes it back.
pub fn recall(model: &mut Model, id: &str, out: &mut Vec<Effect>) {
    let Some(source) = model.source_mut(id) else { return };
    if source.header.is_none() {
        source.header = header_key(source);
    }
    if source.recalled || source.patch != SourcePatch::default() {
        return;
    }
    source.recalled = true;
    let key = source.header.clone();
    let Some(patch) = key.and_then(|key| model.remembered.get(&key).cloned()) else { return };
    let Some(source) = model.source_mut(id) else { return };
    let name = source.name().to_owned();
    let found = source.found.clone().filter(|_| patch.cuts_like(&source.patch));
    if patch.check(found.as_ref().map(|found| found.columns.as_slice())).is_err() {
        model.notice(Urgency::Note, crate::text::notice::not_recalled(&name));
        return;
    }
    source.history.push(std::mem::replace(&mut source.patch, patch));
    source.from_memory = true;
    sources::read(model, id, out);
    model.notice(Urgency::Note, crate::text::notice::recalled(&name));
}
