//! What comes back: from the address, from the browser's storage, from an exported figure.

use super::{
    asking, saved, sources,
    stale::{History, Stale},
    storage::{Appearance, fragment_of},
};
use crate::{
    app::{
        answers,
        drawers::Urgency,
        ids::Ticket,
        message::{Answer, Effect, Environment, StoreKey},
        model::Model,
        question::About,
    },
    ingest::limits::Limit,
    kit::json::{from_text, from_value},
    recipe::{
        fragment::{files_of, from_fragment, without_files},
        recipe::Recipe,
    },
    report::snapshot::Snapshot,
    text::{
        limit, notice,
        recipe::{needs_files, wrong_fragment},
    },
};
use serde_json::Value;
use std::rc::Rc;

/// The page started.
pub fn start(model: &mut Model, environment: Environment, out: &mut Vec<Effect>) -> Stale {
    model.browser_language = environment.language;
    model.language = environment.language;
    model.figure_only = environment.figure_only;
    for (key, value) in &environment.stored {
        model.stored = true;
        // What cannot be read was written by another version: left aside, not an error.
        if key == StoreKey::Appearance.name() {
            if let Some(look) = from_text::<Appearance>(value) {
                model.theme = look.theme;
                model.language = look.language.unwrap_or(environment.language);
                model.browser_language = model.language;
            }
        } else if key == StoreKey::Overrides.name() {
            if let Ok(Value::Object(map)) = serde_json::from_str(value) {
                model.remembered.clear();
                for (file, patch) in map {
                    from_value(&patch).map(|patch| model.remembered.insert(file, patch));
                }
            }
        } else if key == StoreKey::Analysis.name() {
            // A figure in another page, or a program without its page, is not where it is kept.
            model.keep = !environment.figure_only;
        } else if key == StoreKey::Saved.name() {
            model.saved = saved::read(value);
        }
    }
    if environment.left_aside {
        model.notice(Urgency::Warning, notice::left_aside());
    }
    // An address that says something else, or that names files, goes before what was stored.
    let kept = environment.kept.filter(|kept| {
        let fragment = without_files(&environment.fragment);
        let own = fragment.is_empty() || fragment == fragment_of(&kept.chosen);
        own && environment.data_urls.is_empty() && !environment.figure_only
    });
    if let Some(kept) = kept {
        model.fragment = environment.fragment;
        take(model, kept.chosen.clone());
        model.kept = Some(Rc::new(*kept));
    } else if !environment.fragment.is_empty() {
        match from_fragment(&environment.fragment, model.zones.zones()) {
            Ok(recipe) => take(model, recipe),
            Err(error) => model.notice(Urgency::Warning, wrong_fragment(&error)),
        }
        model.expected = files_of(&environment.fragment);
        model.fragment = environment.fragment;
    }
    let mut urls = environment.data_urls;
    if urls.len() > Limit::Addresses.count() {
        urls.truncate(Limit::Addresses.count());
        model.notice(Urgency::Warning, limit::beyond(Limit::Addresses));
    }
    if !urls.is_empty() {
        model.fetching = true;
        out.push(Effect::Fetch { urls, example: false });
    }
    Stale::comparison()
}

/// An exported figure was given, or a saved analysis opened: beside unsaved work a person is asked
/// first.
pub fn restored(
    model: &mut Model,
    kept: Snapshot,
    ticket: Option<Ticket>,
    out: &mut Vec<Effect>,
) -> Stale {
    if ticket.is_none() && model.unsaved() {
        model.questions.retain(|question| !matches!(question.about, About::Open(_)));
        asking::ask(model, About::Open(Rc::new(kept)));
        return Stale::nothing();
    }
    open(model, kept, ticket, out)
}

/// Shows an analysis in the place of all there is.
pub fn open(
    model: &mut Model,
    kept: Snapshot,
    ticket: Option<Ticket>,
    out: &mut Vec<Effect>,
) -> Stale {
    let stale = sources::reset(model, out);
    // It may be what the address named.
    model.fetching = false;
    let language = model.recipe.language;
    take(model, Recipe { language, ..kept.chosen.clone() });
    model.kept = Some(Rc::new(kept));
    model.notice(Urgency::Note, notice::restored());
    out.extend(ticket.map(|ticket| Effect::Resolve {
        ticket,
        answer: Answer::Sources(answers::sources(model)),
    }));
    stale
}

/// A recipe from elsewhere: the address, the storage.
fn take(model: &mut Model, mut recipe: Recipe) {
    recipe.tidy();
    model.week_start_chosen = recipe.week_start != Recipe::default().week_start;
    model.looks_granted = recipe.tests_seen > 0;
    if let Some(language) = recipe.language {
        model.language = language;
    }
    model.recipe = recipe;
}

/// The address changed outside: back, forward, an edit.
pub fn url_changed(model: &mut Model, fragment: &str) -> Stale {
    if fragment == model.fragment {
        return Stale::nothing();
    }
    let mut stale = Stale::comparison();
    match from_fragment(fragment, model.zones.zones()) {
        Ok(wanted) => {
            let (mut recipe, mut beyond) = model.recipe.within(&wanted, model.reach());
            beyond.retain(|id| model.shown().differs(*id, &wanted));
            if !beyond.is_empty() {
                // The address says what was taken, and the page why the rest was not.
                model.notice(Urgency::Warning, needs_files(&beyond));
                stale = stale.with_address(History::Replace);
            }
            // Going back does not undo having looked.
            recipe.tests_seen = recipe.tests_seen.max(model.recipe.tests_seen);
            let granted = model.looks_granted;
            take(model, recipe);
            model.looks_granted = granted;
            model.language = model.recipe.language.unwrap_or(model.browser_language);
            model.fragment = fragment.to_owned();
            model.expected = files_of(fragment);
        }
        Err(error) => model.notice(Urgency::Warning, wrong_fragment(&error)),
    }
    stale
}
