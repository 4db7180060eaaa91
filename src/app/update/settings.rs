//! The recipe changes: by a control, by a script.

use super::{
    stale::{History, Stale},
    storage,
};
use crate::{
    app::{
        catalog::{self, SeriesKey},
        compare::many_are_x,
        drawers::Urgency,
        ids::Ticket,
        message::Effect,
        model::Model,
        source::{Complaint, SourceState},
    },
    calendar::buckets::local_span_of_label,
    kit::language::{Bilingual, Language},
    recipe::{
        change::{Change, GroupChoice},
        patch::{Expected, PatchError, check_changed, patched, unique},
        recipe::{Recipe, Sum},
        setting::{ControlId, SettingId},
    },
    text::recipe as text,
};
use serde_json::Value;

/// Sets a part of the recipe as a script gives it; its call is settled with the report.
pub fn script(
    model: &mut Model,
    patch: &Value,
    ticket: Option<Ticket>,
    out: &mut Vec<Effect>,
) -> Stale {
    match patched(&model.recipe, patch, model.zones.zones()) {
        Ok((recipe, named)) => set(model, recipe, &named, ticket, out),
        Err(error) => refuse(model, text::wrong_patch(&error), ticket, out),
    }
}

/// Makes a change that the page asked for.
pub fn change(model: &mut Model, change: Change, out: &mut Vec<Effect>) -> Stale {
    if matches!(change, Change::Window(..)) {
        model.complaints.retain(|one| !matches!(one.control, ControlId::From | ControlId::To));
    }
    let Some((recipe, named)) = wanted(model, change) else { return Stale::nothing() };
    match check_changed(&model.recipe, &recipe, model.zones.zones()) {
        Ok(()) => set(model, recipe, &named, None, out),
        Err(error) => refuse(model, text::wrong_patch(&error), None, out),
    }
}

/// Something was typed or chosen in a control: it is taken, or the control says why not until it
/// is mended.
pub fn typed(model: &mut Model, control: ControlId, value: &str, out: &mut Vec<Effect>) -> Stale {
    model.complaints.retain(|complaint| complaint.control != control);
    let error = match wanted_by(model, control, value) {
        Ok(None) => return Stale::nothing(),
        Ok(Some((recipe, named))) => {
            let mut stale = set(model, recipe, &named, None, out);
            // The other end of the span may fit now.
            let other = |complaint: &&Complaint| {
                [ControlId::From, ControlId::To].contains(&complaint.control)
                    && [ControlId::From, ControlId::To].contains(&control)
            };
            if let Some(complaint) = model.complaints.iter().find(other).cloned()
                && wanted_by(model, complaint.control, &complaint.value).is_ok()
            {
                stale = stale.and(typed(model, complaint.control, &complaint.value, out));
            }
            return stale;
        }
        Err(error) => error,
    };
    let text = text::wrong_typed(&error);
    model.complaints.push(Complaint { control, value: value.to_owned(), text });
    Stale::nothing()
}

/// The recipe that a control asks for.
fn wanted_by(
    model: &Model,
    control: ControlId,
    value: &str,
) -> Result<Option<(Recipe, Vec<SettingId>)>, PatchError> {
    let change = Change::of_control(control, value)?;
    let Some((recipe, named)) = wanted(model, change) else { return Ok(None) };
    check_changed(&model.recipe, &recipe, model.zones.zones())?;
    if matches!(control, ControlId::From | ControlId::To) {
        let id = if control == ControlId::From { SettingId::From } else { SettingId::To };
        let wrong = |expected| Err(PatchError::of(id, value.to_owned(), expected));
        let span = |label: &Option<String>| label.as_deref().and_then(local_span_of_label);
        let (from, to) = (span(&recipe.from), span(&recipe.to));
        if let (Some(from), Some(to)) = (from, to)
            && from.0 >= to.1
        {
            return wrong(Expected::Order);
        }
        let edges = model.drawn().map(|drawn| drawn.alignment.local_edges_ms.as_slice());
        if let Some([first, .., last]) = edges
            && (from.is_some_and(|from| from.0 >= *last) || to.is_some_and(|to| to.1 <= *first))
        {
            return wrong(Expected::Within(*first, *last - 1));
        }
    }
    Ok(Some((recipe, named)))
}

/// Says why nothing is changed: to the script that asked, or on the page.
pub fn refuse(
    model: &mut Model,
    reason: Bilingual,
    ticket: Option<Ticket>,
    out: &mut Vec<Effect>,
) -> Stale {
    match ticket {
        Some(ticket) => out.push(Effect::Reject { ticket, reason }),
        None => model.notice(Urgency::Warning, reason),
    }
    Stale::nothing()
}

/// Takes a recipe over, whole or not at all; `named` are the settings that were given, whether
/// they changed or not.
fn set(
    model: &mut Model,
    mut recipe: Recipe,
    named: &[SettingId],
    ticket: Option<Ticket>,
    out: &mut Vec<Effect>,
) -> Stale {
    recipe.tidy();
    // What is beyond reach may be named where it stays what is shown.
    let shown = model.shown();
    let mut held = model.recipe.clone();
    if named.contains(&SettingId::WeekStart) {
        // Until one is chosen, a source's own holds.
        held.take(SettingId::WeekStart, shown);
    }
    let (_, mut beyond) = held.within(&recipe, model.reach());
    beyond.retain(|id| shown.differs(*id, &recipe));
    if !beyond.is_empty() {
        return refuse(model, text::needs_files(&beyond), ticket, out);
    }
    recipe = model.recipe.within(&recipe, model.reach()).0;
    let names = |id: SettingId| named.contains(&id);
    if names(SettingId::WeekStart) {
        model.week_start_chosen = true;
    }
    // A window that is declared after the statistics of this pair were shown is labelled so,
    // whatever a script says.
    if recipe.lag_window != model.recipe.lag_window {
        let claimed = names(SettingId::LagWindowAfterLooking) && recipe.lag_window_after_looking;
        recipe.lag_window_after_looking =
            recipe.lag_window.is_some() && (claimed || model.pair_was_seen());
    } else {
        recipe.lag_window_after_looking |= model.recipe.lag_window_after_looking;
        recipe.lag_window_after_looking &= recipe.lag_window.is_some();
    }
    if names(SettingId::Looks) {
        // Looks can be confessed, not taken back.
        recipe.tests_seen = recipe.tests_seen.max(model.recipe.tests_seen);
        model.looks_granted = recipe.tests_seen > model.recipe.tests_seen || model.looks_granted;
    }
    let changed = recipe != model.recipe;
    model.recipe = recipe;
    if names(SettingId::Language) {
        model.language = model.recipe.language.unwrap_or(model.browser_language);
    }
    model.waiting.extend(ticket);
    let stale = Stale::comparison();
    // Words that are being written are no steps of the browser's history.
    let history = if named == [SettingId::Publish] { History::Replace } else { History::Push };
    if changed { stale.with_address(history) } else { stale }
}

/// Sets the page's language.
pub fn language(model: &mut Model, language: Language, out: &mut Vec<Effect>) -> Stale {
    let stale = change(model, Change::Language(Some(language)), out);
    storage::store_appearance(model, out);
    stale
}

/// The recipe with a change, and the settings that it names; `None` where there is nothing that it
/// could be about.
fn wanted(model: &Model, change: Change) -> Option<(Recipe, Vec<SettingId>)> {
    let mut recipe = model.recipe.clone();
    let mut named = Vec::new();
    let declared = matches!(change, Change::LagWindow(_));
    let comparison = model.comparison.as_ref().ok();
    let pair =
        comparison.map(|comparison| (comparison.x.info.id.clone(), comparison.y.info.id.clone()));
    match change {
        Change::X(x) => match pair {
            // Choosing what the other side has swaps the two.
            Some((old, y)) if x.as_ref() == Some(&y) => swap(&mut recipe, old, y),
            Some((_, y)) => {
                (recipe.x, recipe.y) = (x, Some(y));
                (recipe.aggregate_x, recipe.share_of.x) = (None, None);
            }
            None => recipe.x = x,
        },
        Change::Y(y) => match pair {
            Some((x, old)) if y.as_ref() == Some(&x) => swap(&mut recipe, x, old),
            Some((x, _)) => {
                (recipe.x, recipe.y) = (Some(x), y);
                (recipe.aggregate_y, recipe.share_of.y) = (None, None);
            }
            None => recipe.y = y,
        },
        Change::Swap => {
            let (x, y) = pair?;
            swap(&mut recipe, x, y);
        }
        Change::Pair { x, y, others } => {
            (recipe.x, recipe.y, recipe.others) = (Some(x), Some(y), unique(others));
        }
        Change::Groups(choice) => groups(model, &mut recipe, &choice)?,
        Change::ShareOfAll { source, on } => {
            let own = model.source(&source)?;
            let x_side = many_are_x(model, &source);
            let all = on.then(|| whole(own, &mut recipe)).flatten();
            hold_pair(&mut recipe, pair);
            *(if x_side { &mut recipe.share_of.x } else { &mut recipe.share_of.y }) = all;
            recipe.drop_unused_sums();
        }
        Change::Period(period) => recipe.period = period,
        Change::WeekStart(start) => {
            recipe.week_start = start;
            named.push(SettingId::WeekStart);
        }
        Change::Zone(zone) => recipe.zone = zone,
        Change::AggregateX(aggregate) => recipe.aggregate_x = aggregate,
        Change::AggregateY(aggregate) => recipe.aggregate_y = aggregate,
        Change::ShareOfX(of) => recipe.share_of.x = of,
        Change::ShareOfY(of) => recipe.share_of.y = of,
        Change::Scale(scale) => recipe.scale = scale,
        Change::LogX(on) => recipe.log_x = on,
        Change::LogY(on) => recipe.log_y = on,
        Change::Smoothing { periods, trailing } => {
            recipe.smoothing = periods.map(|periods| periods.max(1));
            recipe.smoothing_trailing = trailing;
        }
        Change::MaxLag(lag) => recipe.max_lag = lag,
        Change::LagWindow(window) => recipe.lag_window = window,
        Change::RollingWindow(periods) => {
            recipe.rolling_window = periods.filter(|periods| *periods > 0);
        }
        Change::Holidays(of) => recipe.holidays = of,
        Change::Others(ids) => recipe.others = unique(ids),
        Change::Controls(ids) => recipe.controls = unique(ids),
        Change::From(label) => recipe.from = label,
        Change::To(label) => recipe.to = label,
        Change::Window(from, to) => (recipe.from, recipe.to) = (from, to),
        Change::Outages(outages) => recipe.outages = outages,
        Change::Annotations(notes) => recipe.annotations = notes,
        Change::GroupNames(on) => recipe.group_names = on,
        Change::NameX(name) => recipe.set_name(&model.drawn()?.x.info.id, &name),
        Change::NameY(name) => recipe.set_name(&model.drawn()?.y.info.id, &name),
        Change::Language(language) => {
            recipe.language = language;
            named.push(SettingId::Language);
        }
    }
    if recipe.lag_window_after_looking && !declared {
        // A window that was declared after looking is so from the other side too.
        named.push(SettingId::LagWindowAfterLooking);
    }
    Some((recipe, named))
}

/// What is compared now is chosen: a series that is added does not change it.
fn hold_pair(recipe: &mut Recipe, pair: Option<(String, String)>) {
    if let Some((x, y)) = pair {
        (recipe.x, recipe.y) = (Some(x), Some(y));
    }
}

/// All events of a source, or all of its counts; where that is a sum, the recipe has it then.
fn whole(source: &SourceState, recipe: &mut Recipe) -> Option<String> {
    let first = source.entries.first()?;
    if first.key == SeriesKey::Total {
        return Some(first.info.id.clone());
    }
    Some(add_sum(recipe, Sum::of(&source.id, &[], true)))
}

fn add_sum(recipe: &mut Recipe, sum: Sum) -> String {
    let id = sum.id.clone();
    if !recipe.sums.iter().any(|known| known.id == id) {
        recipe.sums.push(sum);
    }
    id
}

/// Makes the chosen groups of a source the series that is compared, and the others of the matrix.
fn groups(model: &Model, recipe: &mut Recipe, choice: &GroupChoice) -> Option<()> {
    let GroupChoice { source, each, rest, .. } = choice;
    let own = model.source(source)?;
    // In the order of the source: largest first.
    let chosen: Vec<String> = catalog::groups(&own.entries)
        .map(|entry| entry.info.id.clone())
        .filter(|id| choice.groups.contains(id))
        .collect();
    let mut ids = match chosen.as_slice() {
        [] => vec![own.entries.first()?.info.id.clone()],
        [one] => vec![one.clone()],
        many if *each => many.to_vec(),
        many => vec![add_sum(recipe, Sum::of(source, many, false))],
    };
    if *rest && !chosen.is_empty() && chosen.len() < catalog::groups(&own.entries).count() {
        ids.push(add_sum(recipe, Sum::of(source, &chosen, true)));
    }
    let x_side = many_are_x(model, source);
    let drawn = model.drawn().filter(|_| model.alone.is_none());
    if let Some(drawn) = drawn {
        (recipe.x, recipe.y) = (Some(drawn.x.info.id.clone()), Some(drawn.y.info.id.clone()));
    }
    let first = ids.remove(0);
    let (side, other, aggregate, share) = if x_side {
        (&mut recipe.x, &recipe.y, &mut recipe.aggregate_x, &mut recipe.share_of.x)
    } else {
        (&mut recipe.y, &recipe.x, &mut recipe.aggregate_y, &mut recipe.share_of.y)
    };
    if side.as_ref() != Some(&first) {
        *aggregate = None;
    }
    if share.as_ref() == Some(&first) {
        *share = None;
    }
    if other.as_ref() == Some(&first) {
        return None;
    }
    *side = Some(first);
    let of_source = |id: &String| id.split('/').next() == Some(source);
    recipe.others.retain(|id| !of_source(id));
    recipe.others.extend(ids);
    recipe.drop_unused_sums();
    Some(())
}

/// Everything that belongs to x goes to y, and the other way round.
fn swap(recipe: &mut Recipe, x: String, y: String) {
    (recipe.x, recipe.y) = (Some(y), Some(x));
    std::mem::swap(&mut recipe.aggregate_x, &mut recipe.aggregate_y);
    std::mem::swap(&mut recipe.share_of.x, &mut recipe.share_of.y);
    std::mem::swap(&mut recipe.log_x, &mut recipe.log_y);
    let turned = |(from, to): (i32, i32)| (to.saturating_neg(), from.saturating_neg());
    recipe.lag_window = recipe.lag_window.map(turned);
}
