//! What outlives the page: the address, and what the browser stores. Never rows of a file.

use crate::{
    app::{
        message::{Effect, StoreKey},
        model::Model,
        source::SourceState,
    },
    ingest::{overrides::SourcePatch, source::Status},
    kit::{fnv::Fnv1a, language::Language},
    recipe::{
        export::Theme,
        fragment::{to_fragment, with_files},
        recipe::Recipe,
    },
};
use serde::{Deserialize, Serialize};

/// Headers whose overrides are remembered; the oldest keys go first.
const REMEMBERED_MAX: usize = 100;

/// Theme and language as they are stored.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Appearance {
    /// Light, dark or the system's.
    pub theme: Theme,
    /// `None` follows the browser.
    pub language: Option<Language>,
}

/// Writes the address where it changed.
pub fn write_url(model: &mut Model, push: bool, out: &mut Vec<Effect>) {
    let fragment = with_files(fragment_of(&model.recipe), &files(model));
    if fragment != model.fragment {
        model.fragment.clone_from(&fragment);
        out.push(Effect::WriteUrl { fragment, push });
    }
    store_analysis(model, out);
}

/// The fragment that a recipe has in the address.
pub fn fragment_of(recipe: &Recipe) -> String {
    // One appearance is what every address costs.
    let looks = if recipe.tests_seen <= 1 { 0 } else { recipe.tests_seen };
    to_fragment(&Recipe { tests_seen: looks, ..recipe.clone() })
}

/// The files of the analysis, by the ids that the recipe names them with; those that an address
/// expects too. Examples are none: whoever opens the address has them.
fn files(model: &Model) -> Vec<(String, String)> {
    let bare = |name: &str| name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
    if let Some(kept) = &model.kept {
        return kept.files().into_iter().map(|(id, name)| (id, bare(&name))).collect();
    }
    let mut files: Vec<(String, String)> = Vec::new();
    let mut seen = Vec::new();
    for source in model.sources.iter().filter(|source| !source.offer.example) {
        if !seen.contains(&source.offer.file) {
            seen.push(source.offer.file);
            files.push((source.id.clone(), bare(&source.offer.name)));
        }
    }
    let expected = model.expected.iter().filter(|(id, _)| model.source(id).is_none());
    files.extend(expected.cloned());
    files
}

/// Stores theme and language.
pub fn store_appearance(model: &mut Model, out: &mut Vec<Effect>) {
    let appearance = Appearance { theme: model.theme, language: model.recipe.language };
    store(model, StoreKey::Appearance, serde_json::to_string(&appearance).ok(), out);
}

fn store_analysis(model: &mut Model, out: &mut Vec<Effect>) {
    if model.keep {
        let kept = model.snapshot().and_then(|kept| kept.to_json());
        store(model, StoreKey::Analysis, kept, out);
    }
}

pub fn store(model: &mut Model, key: StoreKey, value: Option<String>, out: &mut Vec<Effect>) {
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
    (model.keep, model.stored, model.saved_as) = (false, false, None);
    let saved = std::mem::take(&mut model.saved);
    out.extend(saved.iter().map(|one| Effect::StoreSaved { slot: one.slot, value: None }));
    out.extend(StoreKey::ALL.map(|key| Effect::Store { key, value: None }));
}

/// Key of a source's header: a hash, so that no column's name is stored.
pub fn header_key(source: &SourceState) -> Option<String> {
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
    let Some(key) = source.header.clone().or_else(|| header_key(source)) else { return };
    // A question's answer, a join and a filter are of this file alone; so is a year.
    let patch = SourcePatch {
        answer: None,
        join_with: None,
        filter: None,
        filters: None,
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
    } else if source.is_of_use() {
        model.remembered.insert(key, patch);
    } else {
        // The next file with this header is read as if nothing had been tried.
        return;
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
