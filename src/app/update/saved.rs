//! Analyses that a person saved in the browser, each by a name: values per period and settings,
//! never rows of a file.
//!
//! # Contract
//! * At most [`MOST`]; a name is one line and none has it twice.
//! * What the browser does not store is not in the list, and the page says so.
//! * Removing one asks first: it is the only thing here that no undo brings back.

use super::{asking, stale::Stale, storage};
use crate::{
    app::{
        drawers::Urgency,
        message::{Effect, StoreKey, Stored},
        model::Model,
        question::About,
        source::Saved,
    },
    text::notice,
};

/// Analyses that can be saved.
pub const MOST: usize = 20;

/// Longest name, in characters.
const LONGEST: usize = 80;

/// Saves the analysis that is shown: in its own place where it was saved under this name before.
pub fn save(model: &mut Model, name: &str, out: &mut Vec<Effect>) -> Stale {
    let Some(text) = model.snapshot().and_then(|kept| kept.to_json()) else {
        return Stale::nothing();
    };
    let name = tidy(name);
    let own = model
        .saved_as
        .filter(|slot| model.saved.iter().any(|saved| saved.slot == *slot && saved.name == name));
    let free = || (0..=u8::MAX).find(|slot| model.saved.iter().all(|saved| saved.slot != *slot));
    let slot = match own {
        Some(slot) => slot,
        None if model.saved.len() >= MOST => {
            model.notice(Urgency::Warning, notice::too_many_saved(MOST as u64));
            return Stale::nothing();
        }
        None => {
            let Some(slot) = free() else { return Stale::nothing() };
            let name = unused(model, &name, None);
            model.saved.push(Saved { slot, name });
            slot
        }
    };
    model.saved_as = Some(slot);
    model.touched = false;
    out.push(Effect::StoreSaved { slot, value: Some(text) });
    write(model, out);
    Stale::nothing()
}

/// Opens one; the page reads it and gives it back as an analysis.
pub fn open(model: &Model, slot: u8, out: &mut Vec<Effect>) -> Stale {
    if model.saved.iter().any(|saved| saved.slot == slot) {
        out.push(Effect::OpenSaved { slot });
    }
    Stale::nothing()
}

/// Gives one another name; an empty one changes nothing.
pub fn rename(model: &mut Model, slot: u8, name: &str, out: &mut Vec<Effect>) -> Stale {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if !name.is_empty() {
        let name = unused(model, &tidy(&name), Some(slot));
        if let Some(saved) = model.saved.iter_mut().find(|saved| saved.slot == slot) {
            saved.name = name;
        }
        write(model, out);
    }
    Stale::nothing()
}

/// Asks whether one shall be removed.
pub fn remove(model: &mut Model, slot: u8) -> Stale {
    let of = |about: &About| matches!(about, About::Unsave(other) if *other == slot);
    let asked = model.questions.iter().any(|question| of(&question.about));
    if !asked && model.saved.iter().any(|saved| saved.slot == slot) {
        asking::ask(model, About::Unsave(slot));
    }
    Stale::nothing()
}

/// Removes one.
pub fn removed(model: &mut Model, slot: u8, out: &mut Vec<Effect>) {
    model.saved.retain(|saved| saved.slot != slot);
    model.saved_as = model.saved_as.filter(|own| *own != slot);
    out.push(Effect::StoreSaved { slot, value: None });
    write(model, out);
}

/// The browser did not store something.
pub fn failed(model: &mut Model, what: Stored, out: &mut Vec<Effect>) -> Stale {
    match what {
        Stored::Saved(slot) => {
            model.saved.retain(|saved| saved.slot != slot);
            model.saved_as = model.saved_as.filter(|own| *own != slot);
            // It is not kept after all.
            model.touched = true;
            write(model, out);
        }
        Stored::Key(StoreKey::Analysis) => model.keep = false,
        Stored::Key(StoreKey::Saved) => {}
        // The page works without, as before.
        Stored::Key(_) => return Stale::nothing(),
    }
    model.notice(Urgency::Warning, notice::not_stored());
    Stale::nothing()
}

/// What was stored earlier.
pub fn read(text: &str) -> Vec<Saved> {
    crate::kit::json::from_text(text).unwrap_or_default()
}

fn write(model: &mut Model, out: &mut Vec<Effect>) {
    let value = serde_json::to_string(&model.saved).ok().filter(|_| !model.saved.is_empty());
    storage::store(model, StoreKey::Saved, value, out);
}

/// A name on one line, not too long; a number where there is none.
fn tidy(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = name.chars().take(LONGEST).collect();
    if name.is_empty() { "1".to_owned() } else { name }
}

/// The name, with a number behind it where another has it.
fn unused(model: &Model, name: &str, but: Option<u8>) -> String {
    let taken =
        |name: &str| model.saved.iter().any(|saved| saved.name == name && Some(saved.slot) != but);
    if !taken(name) {
        return name.to_owned();
    }
    let numbered = |number: usize| format!("{name} ({number})");
    (2..MOST + 3).map(numbered).find(|name| !taken(name)).unwrap_or_else(|| name.to_owned())
}
