//! The recipe changes: by a control, by a script.

use super::{figure, keep};
use crate::{
    app::{
        message::{Effect, Ticket},
        model::Model,
        view::Urgency,
    },
    kit::language::Language,
    recipe::{fragment::lag_window, notes, patch::patched, setting::ControlId},
};
use serde_json::{Value, json};

/// Sets a part of the recipe; a script's call is settled with the report.
pub fn set(model: &mut Model, patch: &Value, ticket: Option<Ticket>, out: &mut Vec<Effect>) {
    let (mut recipe, fields) = match patched(&model.recipe, patch, model.zones.zones()) {
        Ok(done) => done,
        Err(reason) => {
            match ticket {
                Some(ticket) => out.push(Effect::Reject { ticket, reason }),
                None => model.notice(Urgency::Warning, reason),
            }
            return;
        }
    };
    let names = |field: &str| fields.iter().any(|name| name == field);
    if names("weekStart") {
        model.week_start_chosen = true;
    }
    // A window that is declared after the statistics of this pair were shown is labelled so,
    // whatever a script says.
    if recipe.lag_window != model.recipe.lag_window {
        let claimed = names("lagWindowAfterLooking") && recipe.lag_window_after_looking;
        recipe.lag_window_after_looking =
            recipe.lag_window.is_some() && (claimed || figure::pair_was_seen(model));
    } else {
        recipe.lag_window_after_looking |= model.recipe.lag_window_after_looking;
        recipe.lag_window_after_looking &= recipe.lag_window.is_some();
    }
    if names("looks") {
        // Looks can be confessed, not taken back.
        recipe.looks = recipe.looks.max(model.recipe.looks);
        model.looks_granted = recipe.looks > model.recipe.looks || model.looks_granted;
    }
    let changed = recipe != model.recipe;
    model.recipe = recipe;
    if names("language") {
        model.language = model.recipe.language.unwrap_or(model.browser_language);
    }
    model.waiting.extend(ticket);
    figure::refresh(model, out);
    if changed {
        keep::write_url(model, true, out);
    }
}

/// Sets the page's language.
pub fn language(model: &mut Model, language: Language, out: &mut Vec<Effect>) {
    set(model, &json!({ "language": language }), None, out);
    keep::store_look(model, out);
}

/// A control of the page was changed.
pub fn control(model: &mut Model, control: ControlId, value: &str, out: &mut Vec<Effect>) {
    let text = value.trim();
    let or_null = || if text.is_empty() { Value::Null } else { json!(text) };
    let number = || match text.parse::<i64>() {
        _ if text.is_empty() => Value::Null,
        Ok(number) => json!(number),
        Err(_) => json!(text),
    };
    let switch = || json!(text == "on" || text == "true" || text == "1");
    let list = || json!(value.split('\n').filter(|id| !id.is_empty()).collect::<Vec<_>>());
    let patch = match control {
        // Choosing what the other side has swaps the two.
        ControlId::X | ControlId::Y => {
            let scene = model.scene.as_ref().ok();
            let pair = scene.map(|scene| (scene.x.info.id.clone(), scene.y.info.id.clone()));
            match (control, pair) {
                (ControlId::X, Some((x, y))) if text == y => swapped(model, &x, &y),
                (ControlId::Y, Some((x, y))) if text == x => swapped(model, &x, &y),
                (ControlId::X, Some((_, y))) => {
                    json!({ "x": or_null(), "y": y, "aggregateX": null, "shareOf": { "x": null } })
                }
                (_, Some((x, _))) => {
                    json!({ "x": x, "y": or_null(), "aggregateY": null, "shareOf": { "y": null } })
                }
                (ControlId::X, None) => json!({ "x": or_null() }),
                (_, None) => json!({ "y": or_null() }),
            }
        }
        ControlId::Swap => {
            let scene = model.scene.as_ref().ok();
            match scene.map(|scene| (scene.x.info.id.clone(), scene.y.info.id.clone())) {
                Some((x, y)) => swapped(model, &x, &y),
                None => return,
            }
        }
        ControlId::Period => json!({ "period": text }),
        ControlId::WeekStart => json!({ "weekStart": text }),
        ControlId::Zone => json!({ "zone": or_null() }),
        ControlId::AggregateX => json!({ "aggregateX": or_null() }),
        ControlId::AggregateY => json!({ "aggregateY": or_null() }),
        ControlId::ShareOfX => json!({ "shareOf": { "x": or_null() } }),
        ControlId::ShareOfY => json!({ "shareOf": { "y": or_null() } }),
        ControlId::Scale => json!({ "scale": text }),
        ControlId::LogX => json!({ "logX": switch() }),
        ControlId::LogY => json!({ "logY": switch() }),
        ControlId::Smoothing => {
            let (width, trailing) = match text.strip_suffix('t') {
                Some(width) => (width, true),
                None => (text, false),
            };
            let width = width.parse::<i64>().map_or_else(|_| json!(text), |width| json!(width));
            json!({ "smoothing": width, "smoothingTrailing": trailing })
        }
        ControlId::Notes => match notes::read(value) {
            Ok(notes) => json!({ "annotations": notes }),
            Err(line) => {
                model.notice(Urgency::Warning, crate::text::control::unreadable_note(&line));
                return;
            }
        },
        ControlId::MaxLag => json!({ "maxLag": number() }),
        ControlId::LagWindow if text.is_empty() => json!({ "lagWindow": null }),
        ControlId::LagWindow => json!({ "lagWindow": lag_window(text) }),
        ControlId::RollingWindow => json!({ "rollingWindow": number() }),
        ControlId::Others => json!({ "others": list() }),
        ControlId::Controls => json!({ "controls": list() }),
        ControlId::From => json!({ "from": or_null() }),
        ControlId::To => json!({ "to": or_null() }),
        ControlId::GroupNames => json!({ "groupNames": switch() }),
        ControlId::NameX | ControlId::NameY => {
            let Some(scene) = model.drawn() else { return };
            let picked = if control == ControlId::NameX { &scene.x } else { &scene.y };
            let mut names = model.recipe.names.clone();
            names.insert(picked.info.id.clone(), or_null());
            json!({ "names": names })
        }
    };
    set(model, &patch, None, out);
}

/// Everything that belongs to x goes to y, and the other way round.
fn swapped(model: &Model, x: &str, y: &str) -> Value {
    let recipe = &model.recipe;
    json!({
        "x": y, "y": x,
        "aggregateX": recipe.aggregate_y, "aggregateY": recipe.aggregate_x,
        "shareOf": { "x": recipe.share_of.y, "y": recipe.share_of.x },
        "logX": recipe.log_y, "logY": recipe.log_x,
        "lagWindow": recipe.lag_window.map(|(from, to)| (to.saturating_neg(), from.saturating_neg())),
        "lagWindowAfterLooking": recipe.lag_window_after_looking,
    })
}
