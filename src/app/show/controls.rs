//! Controls with their present values.

use crate::{
    app::{
        catalog::Entry,
        model::{Model, SourceState},
        view::{Choice, Control},
    },
    calendar::period::{Period, PeriodChoice, WeekStart},
    kit::language::Bilingual,
    recipe::{notes, patch::word_of, recipe::ScaleMode, setting::ControlId},
    report::comparison::Scene,
    series::{aggregate::Aggregate, auto::PERIODS, series::SeriesKind, transform::widths},
    text::{control as text, date, series::series_name},
};

/// Zones that are offered beside those in use.
pub const ZONES: [&str; 24] = [
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Helsinki",
    "Europe/Istanbul",
    "Europe/Moscow",
    "Africa/Johannesburg",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Bangkok",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Australia/Perth",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Pacific/Honolulu",
];

/// The zones as choices, the present one always among them.
pub fn zone_choices(present: &str) -> Vec<Choice> {
    let mut zones: Vec<&str> = ZONES.to_vec();
    if !zones.contains(&present) {
        zones.insert(0, present);
    }
    zones
        .into_iter()
        .map(|zone| Choice {
            value: zone.to_owned(),
            label: zone.replace('_', " "),
            selected: zone == present,
            disabled: None,
        })
        .collect()
}

/// Everything that can be set.
pub fn controls(model: &Model) -> Vec<Control> {
    let scene = model.drawn().map(|scene| &**scene);
    let mut all: Vec<Control> =
        ControlId::ALL.into_iter().filter_map(|id| control(model, scene, id)).collect();
    if scene.is_none() {
        all.clear();
    }
    if model.alone.is_some() {
        // The rest is about two.
        all.retain(|control| {
            matches!(
                control.id,
                ControlId::X
                    | ControlId::Y
                    | ControlId::Period
                    | ControlId::WeekStart
                    | ControlId::Zone
                    | ControlId::LogX
                    | ControlId::Smoothing
                    | ControlId::Notes
                    | ControlId::GroupNames
                    | ControlId::NameX
            )
        });
    }
    if model.kept.is_some() {
        // The rest needs the files.
        for control in &mut all {
            let drawn = matches!(
                control.id,
                ControlId::Scale | ControlId::LogX | ControlId::LogY | ControlId::Smoothing
            );
            let counted = matches!(
                control.id,
                ControlId::MaxLag
                    | ControlId::LagWindow
                    | ControlId::RollingWindow
                    | ControlId::From
                    | ControlId::To
                    | ControlId::Notes
                    | ControlId::NameX
                    | ControlId::NameY
            );
            control.enabled &= drawn || counted;
        }
    }
    all
}

pub fn control(model: &Model, scene: Option<&Scene>, id: ControlId) -> Option<Control> {
    let language = model.language;
    let recipe = scene.map_or(&model.recipe, |scene| &scene.recipe);
    let period = scene.map(|scene| scene.period);
    let say = |words: Bilingual| words.take(language);
    let mut control = Control {
        id,
        label: say(text::name(id)),
        value: String::new(),
        value_text: String::new(),
        choices: Vec::new(),
        multiple: false,
        enabled: true,
        hint: say(text::hint(id)),
    };
    let choice = |value: &str, label: Bilingual, selected: bool| Choice {
        value: value.to_owned(),
        label: label.take(language),
        selected,
        disabled: None,
    };
    match id {
        ControlId::X | ControlId::Y => {
            // Alone, a series is on one side only.
            let set = if model.alone.is_some() { &model.recipe } else { recipe };
            let chosen = match id {
                ControlId::Y => &set.y,
                _ if set.y == recipe.y => &set.x,
                _ => &recipe.x,
            };
            control.choices = series_choices(model, |_| true, |id| chosen.as_deref() == Some(id));
            if control.choices.len() < 2 {
                return None;
            }
            // Before there are two, nothing is chosen yet, and the control says so.
            if !control.choices.iter().any(|choice| choice.selected) {
                control.choices.insert(0, choice("", text::none(), true));
            }
        }
        ControlId::Swap => {
            scene?;
            control.value_text.clone_from(&control.label);
        }
        ControlId::Period => {
            let asked = model.recipe.period;
            let mut auto = scene.filter(|_| asked == PeriodChoice::Auto).map(|scene| scene.period);
            if asked != PeriodChoice::Auto {
                auto = None;
            }
            control.choices.push(choice(
                "auto",
                text::auto_period(auto),
                auto.is_some() || asked == PeriodChoice::Auto,
            ));
            for period in PERIODS {
                let mut entry = choice(
                    &word_of(&period),
                    text::period(period),
                    asked != PeriodChoice::Auto
                        && scene.map_or(asked.fixed(), |scene| Some(scene.period)) == Some(period),
                );
                if let Some(scene) = scene.filter(|scene| period < scene.finest) {
                    entry.disabled = Some(say(text::too_fine(scene.finest)));
                }
                control.choices.push(entry);
            }
        }
        ControlId::WeekStart => {
            if period.is_some_and(|period| period != Period::Week) {
                return None;
            }
            for start in [WeekStart::Monday, WeekStart::Sunday] {
                control.choices.push(choice(
                    &word_of(&start),
                    text::week_start(start),
                    recipe.week_start == start,
                ));
            }
        }
        ControlId::Zone => control.choices = zone_choices(&recipe.zone),
        ControlId::AggregateX | ControlId::AggregateY => {
            let scene = scene?;
            let picked =
                if id == ControlId::X || id == ControlId::AggregateX { &scene.x } else { &scene.y };
            let all: &[Aggregate] = match picked.info.kind {
                SeriesKind::EventCount => &[
                    Aggregate::Sum,
                    Aggregate::Mean,
                    Aggregate::Median,
                    Aggregate::Min,
                    Aggregate::Max,
                ],
                SeriesKind::Measurement => &[
                    Aggregate::Mean,
                    Aggregate::Last,
                    Aggregate::First,
                    Aggregate::Min,
                    Aggregate::Max,
                    Aggregate::Median,
                    Aggregate::Sum,
                    Aggregate::Count,
                ],
            };
            for aggregate in all {
                let label = text::aggregate(*aggregate);
                control.choices.push(choice(
                    &word_of(aggregate),
                    label,
                    picked.aggregate == *aggregate,
                ));
            }
            if !control.choices.iter().any(|choice| choice.selected) {
                let label = text::aggregate(picked.aggregate);
                control.choices.push(choice(&word_of(&picked.aggregate), label, true));
            }
        }
        ControlId::ShareOfX | ControlId::ShareOfY => {
            let scene = scene?;
            let (picked, chosen) = if id == ControlId::ShareOfX {
                (&scene.x, &recipe.share_of.x)
            } else {
                (&scene.y, &recipe.share_of.y)
            };
            if picked.info.kind != SeriesKind::EventCount {
                return None;
            }
            control.choices = series_choices(
                model,
                |entry| {
                    entry.info.kind == SeriesKind::EventCount && entry.info.id != picked.info.id
                },
                |id| chosen.as_deref() == Some(id),
            );
            if control.choices.is_empty() {
                return None;
            }
            control.choices.insert(0, choice("", text::none(), chosen.is_none()));
        }
        ControlId::Scale => {
            for scale in [ScaleMode::Dual, ScaleMode::Index, ScaleMode::Zscore, ScaleMode::Panels] {
                control.choices.push(choice(
                    &word_of(&scale),
                    text::scale(scale),
                    recipe.scale == scale,
                ));
            }
        }
        ControlId::LogX | ControlId::LogY | ControlId::GroupNames => {
            let on = match id {
                ControlId::LogX => recipe.log_x,
                ControlId::LogY => recipe.log_y,
                _ => recipe.group_names,
            };
            let private = |source: &SourceState| {
                source.entries.iter().any(|entry| entry.public_label.is_some())
            };
            if id == ControlId::GroupNames && !model.sources.iter().any(private) {
                return None;
            }
            (if on { "on" } else { "off" }).clone_into(&mut control.value);
            control.value_text = say(text::switch(on));
        }
        ControlId::Smoothing => {
            let present = recipe.smoothing.max(1);
            let widths = widths(period, present);
            // A trailing mean says nothing of what comes later; its value carries a t.
            for trailing in [false, true] {
                for width in widths.iter().copied().filter(|width| *width > 1 || !trailing) {
                    let kind = if trailing { "t" } else { "" };
                    let selected =
                        width == present && (trailing == recipe.smoothing_trailing || present == 1);
                    let label = text::smoothing(width, trailing, period);
                    control.choices.push(choice(&format!("{width}{kind}"), label, selected));
                }
            }
        }
        ControlId::Notes => {
            scene?;
            control.value = notes::written(&recipe.annotations);
            control.value_text = match recipe.annotations.len() {
                0 => say(text::none()),
                count => count.to_string(),
            };
        }
        ControlId::MaxLag => {
            control.value = recipe.max_lag.map(|lag| lag.to_string()).unwrap_or_default();
            control.value_text = match (recipe.max_lag, period) {
                (Some(lag), Some(period)) => say(date::periods(u64::from(lag), period)),
                (Some(lag), None) => lag.to_string(),
                (None, _) => say(text::automatic()),
            };
        }
        ControlId::LagWindow => {
            let window = recipe.lag_window;
            control.value = window.map(|(from, to)| format!("{from}..{to}")).unwrap_or_default();
            control.value_text = say(match window {
                Some((from, to)) => {
                    text::lag_window(from, to, period, recipe.lag_window_after_looking)
                }
                None => text::none(),
            });
        }
        ControlId::RollingWindow => {
            let scene = scene?;
            let mut widths = match scene.period {
                Period::Hour => vec![24, 72, 168, 720],
                Period::Day => vec![14, 30, 60, 90, 180, 365],
                Period::Week => vec![8, 13, 26, 52],
                Period::Month => vec![6, 12, 24],
            };
            if let Some(present) = recipe.rolling_window.filter(|width| !widths.contains(width)) {
                widths.push(present);
                widths.sort_unstable();
            }
            let present = recipe.rolling_window;
            control.choices.push(choice("", text::automatic(), present.is_none()));
            for width in widths {
                control.choices.push(choice(
                    &width.to_string(),
                    date::periods(u64::from(width), scene.period),
                    present == Some(width),
                ));
            }
        }
        ControlId::Others | ControlId::Controls => {
            let chosen = if id == ControlId::Others { &recipe.others } else { &recipe.controls };
            let used =
                |id: &str| recipe.x.as_deref() == Some(id) || recipe.y.as_deref() == Some(id);
            control.choices = series_choices(
                model,
                |entry| !used(&entry.info.id),
                |id| chosen.iter().any(|chosen| chosen == id),
            );
            if control.choices.is_empty() {
                return None;
            }
            control.multiple = true;
        }
        ControlId::NameX | ControlId::NameY => {
            let scene = scene?;
            let picked = if id == ControlId::NameX { &scene.x } else { &scene.y };
            control.value = picked.name(recipe, language);
            control.value_text.clone_from(&control.value);
        }
        ControlId::From | ControlId::To => {
            let chosen = if id == ControlId::From { &recipe.from } else { &recipe.to };
            control.value = chosen.clone().unwrap_or_default();
            control.value_text = match (chosen, period) {
                (Some(label), Some(period)) => say(date::label(label, period)),
                (Some(label), None) => label.clone(),
                (None, _) => say(text::whole_span()),
            };
        }
    }
    if control.multiple {
        let chosen: Vec<&Choice> = control.choices.iter().filter(|c| c.selected).collect();
        control.value_text = if chosen.is_empty() {
            say(text::none())
        } else {
            chosen.iter().map(|choice| choice.label.as_str()).collect::<Vec<_>>().join(", ")
        };
        control.value =
            chosen.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>().join("\n");
    } else if let Some(selected) = control.choices.iter().find(|choice| choice.selected) {
        control.value.clone_from(&selected.value);
        control.value_text.clone_from(&selected.label);
    }
    Some(control)
}

/// Series that can be chosen, with their files where names alone do not tell them apart.
fn series_choices(
    model: &Model,
    fits: impl Fn(&Entry) -> bool,
    selected: impl Fn(&str) -> bool,
) -> Vec<Choice> {
    let ready: Vec<&SourceState> = model.sources.iter().filter(|source| source.ready()).collect();
    let mut choices = Vec::new();
    let mut sources = Vec::new();
    for source in &ready {
        for entry in source.entries.iter().filter(|entry| fits(entry)) {
            sources.push(&source.id);
            choices.push(Choice {
                value: entry.info.id.clone(),
                label: series_name(&model.recipe, &entry.shown(&model.recipe), model.language),
                selected: selected(&entry.info.id),
                disabled: None,
            });
        }
    }
    if ready.len() > 1 {
        let key = |choice: &Choice| choice.label.to_lowercase();
        let mut names: Vec<String> = choices.iter().map(key).collect();
        names.sort_unstable();
        for (choice, source) in choices.iter_mut().zip(sources) {
            let own = key(choice);
            let first = names.partition_point(|name| *name < own);
            if names.get(first + 1) == Some(&own) {
                choice.label = model.label_with_file(source, &choice.label);
            }
        }
    }
    choices
}
