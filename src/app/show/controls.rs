//! Controls with their present values.

use crate::{
    app::{
        catalog::Entry,
        crowd::awaited,
        model::Model,
        source::SourceState,
        view::{Choice, Control},
    },
    calendar::{
        holidays::{HolidayChoice, Holidays},
        period::{Period, PeriodChoice, WeekStart},
    },
    kit::indices::{put, sorted},
    kit::language::Bilingual,
    recipe::{
        notes,
        recipe::{Recipe, ScaleMode},
        setting::ControlId,
    },
    report::comparison::{Comparison, Picked},
    series::{aggregate::Aggregate, series::SeriesKind},
    stats::common_days::shows_days,
    text::{control as text, holidays, period, series::series_name},
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
    let Some(comparison) = model.drawn() else { return Vec::new() };
    let mut all: Vec<Control> =
        ControlId::ALL.into_iter().filter_map(|id| control(model, Some(comparison), id)).collect();
    if model.alone.is_some() {
        all.retain(|control| control.id.of_one_series());
    }
    for control in &mut all {
        control.enabled &= control.id.reach() <= model.reach();
    }
    all
}

/// A control with its present value; `None` where there is nothing to choose.
pub fn control(model: &Model, comparison: Option<&Comparison>, id: ControlId) -> Option<Control> {
    let recipe = comparison.map_or(&model.recipe, |comparison| &comparison.recipe);
    let shown =
        Shown { model, comparison, recipe, period: comparison.map(|comparison| comparison.period) };
    let mut control = Control {
        id,
        label: shown.say(text::name(id)),
        value: String::new(),
        value_text: String::new(),
        choices: Vec::new(),
        multiple: false,
        enabled: true,
        hint: shown.say(text::hint(id)),
        message: None,
    };
    match id {
        ControlId::X | ControlId::Y => shown.series(&mut control)?,
        ControlId::Swap => {
            comparison?;
            control.value_text.clone_from(&control.label);
        }
        ControlId::Period => control.choices = shown.periods(),
        ControlId::WeekStart => control.choices = shown.week_starts()?,
        ControlId::Holidays => control.choices = shown.holidays()?,
        ControlId::Zone => control.choices = zone_choices(&recipe.zone),
        ControlId::AggregateX => control.choices = shown.aggregates(&comparison?.x),
        ControlId::AggregateY => control.choices = shown.aggregates(&comparison?.y),
        ControlId::ShareOfX => {
            control.choices = shown.shares(&comparison?.x, &recipe.share_of.x)?
        }
        ControlId::ShareOfY => {
            control.choices = shown.shares(&comparison?.y, &recipe.share_of.y)?
        }
        ControlId::Scale => {
            let choice = |scale: ScaleMode| {
                shown.choice(scale.name(), text::scale(scale), recipe.scale == Some(scale))
            };
            control.choices = ScaleMode::ALL.into_iter().map(choice).collect();
        }
        ControlId::LogX => shown.switch(&mut control, recipe.log_x),
        ControlId::LogY => shown.switch(&mut control, recipe.log_y),
        ControlId::GroupNames => {
            let private = |source: &SourceState| {
                source.entries.iter().any(|entry| entry.public_label.is_some())
            };
            model.sources.iter().any(private).then_some(())?;
            shown.switch(&mut control, recipe.group_names);
        }
        ControlId::Smoothing => control.choices = shown.averages(),
        ControlId::MaxLag => shown.max_lag(&mut control),
        ControlId::LagWindow => shown.lag_window(&mut control),
        ControlId::RollingWindow => control.choices = shown.rolling_windows(comparison?),
        ControlId::Others => shown.companions(&mut control, &recipe.others)?,
        ControlId::Controls => shown.companions(&mut control, &recipe.controls)?,
        ControlId::From => shown.end(&mut control, &recipe.from),
        ControlId::To => shown.end(&mut control, &recipe.to),
        ControlId::Notes => {
            comparison?;
            control.value = notes::written(&recipe.annotations);
            control.value_text = match recipe.annotations.len() {
                0 => shown.say(text::none()),
                count => count.to_string(),
            };
        }
        ControlId::NameX => shown.name(&mut control, &comparison?.x),
        ControlId::NameY => shown.name(&mut control, &comparison?.y),
    }
    shown.say_chosen(&mut control);
    if let Some(complaint) = model.complaints.iter().find(|complaint| complaint.control == id) {
        control.value.clone_from(&complaint.value);
        control.message = Some(complaint.text.get(model.language).clone());
    }
    Some(control)
}

/// What the controls show.
#[derive(Clone, Copy)]
struct Shown<'m> {
    model: &'m Model,
    comparison: Option<&'m Comparison>,
    /// With all that the sources decide, where something is drawn.
    recipe: &'m Recipe,
    period: Option<Period>,
}

/// Which series.
impl Shown<'_> {
    fn series(&self, control: &mut Control) -> Option<()> {
        // Alone, a series is on one side only.
        let set = if self.model.alone.is_some() { &self.model.recipe } else { self.recipe };
        let chosen = match control.id {
            ControlId::Y => &set.y,
            _ if set.y == self.recipe.y => &set.x,
            _ => &self.recipe.x,
        };
        control.choices = series_choices(self.model, |_| true, |id| chosen.as_deref() == Some(id));
        if control.choices.len() < 2 {
            return None;
        }
        // Before there are two, nothing is chosen yet, and the control says so.
        if !control.choices.iter().any(|choice| choice.selected) {
            control.choices.insert(0, self.choice("", text::none(), true));
        }
        Some(())
    }

    /// Counts that a count can be divided by.
    fn shares(&self, picked: &Picked, chosen: &Option<String>) -> Option<Vec<Choice>> {
        if picked.info.kind != SeriesKind::EventCount {
            return None;
        }
        let fits = |entry: &Entry| {
            entry.info.kind == SeriesKind::EventCount && entry.info.id != picked.info.id
        };
        let mut choices = series_choices(self.model, fits, |id| chosen.as_deref() == Some(id));
        if choices.is_empty() {
            return None;
        }
        choices.insert(0, self.choice("", text::none(), chosen.is_none()));
        Some(choices)
    }

    /// Series beside the two.
    fn companions(&self, control: &mut Control, chosen: &[String]) -> Option<()> {
        let Recipe { x, y, .. } = self.recipe;
        let used = |id: &str| x.as_deref() == Some(id) || y.as_deref() == Some(id);
        control.choices = series_choices(
            self.model,
            |entry| !used(&entry.info.id),
            |id| chosen.iter().any(|chosen| chosen == id),
        );
        control.multiple = true;
        (!control.choices.is_empty()).then_some(())
    }

    fn name(&self, control: &mut Control, picked: &Picked) {
        control.value = picked.name(self.recipe, self.model.language);
        control.value_text.clone_from(&control.value);
    }
}

/// In which buckets.
impl Shown<'_> {
    fn periods(&self) -> Vec<Choice> {
        let asked = self.model.recipe.period;
        let choice = |option: PeriodChoice| match option {
            PeriodChoice::Auto => {
                let auto = asked == PeriodChoice::Auto;
                let found = self.period.filter(|_| auto);
                self.choice(option.name(), text::auto_period(found), auto)
            }
            PeriodChoice::Fixed(period) => {
                let present = asked.fixed().map(|asked| self.period.unwrap_or(asked));
                let mut choice =
                    self.choice(option.name(), text::period(period), present == Some(period));
                if let Some(comparison) =
                    self.comparison.filter(|comparison| period < comparison.finest)
                {
                    choice.disabled = Some(self.say(text::too_fine(comparison.finest)));
                }
                choice
            }
        };
        PeriodChoice::all().map(choice).collect()
    }

    fn week_starts(&self) -> Option<Vec<Choice>> {
        let choice = |start: WeekStart| {
            self.choice(start.name(), text::week_start(start), self.recipe.week_start == start)
        };
        self.period
            .is_none_or(Period::follows_weeks)
            .then(|| WeekStart::ALL.into_iter().map(choice).collect())
    }

    fn holidays(&self) -> Option<Vec<Choice>> {
        let choice = |of: HolidayChoice| {
            self.choice(of.name(), holidays::choice(of), self.recipe.holidays == of)
        };
        let own = Holidays::ALL.into_iter().map(HolidayChoice::Of);
        let all = [HolidayChoice::Auto, HolidayChoice::Off].into_iter().chain(own);
        shows_days(self.period?).then(|| all.map(choice).collect())
    }

    fn aggregates(&self, picked: &Picked) -> Vec<Choice> {
        let all: &[Aggregate] = match picked.info.kind {
            SeriesKind::EventCount => &[
                Aggregate::Sum,
                Aggregate::Mean,
                Aggregate::Median,
                Aggregate::Min,
                Aggregate::Max,
            ],
            SeriesKind::Measurement => &Aggregate::ALL,
        };
        // One that a script or an address set is shown too.
        let other = Some(picked.aggregate).filter(|aggregate| !all.contains(aggregate));
        let choice = |aggregate: Aggregate| {
            let selected = picked.aggregate == aggregate;
            self.choice(aggregate.name(), text::aggregate(aggregate), selected)
        };
        all.iter().copied().chain(other).map(choice).collect()
    }

    fn end(&self, control: &mut Control, chosen: &Option<String>) {
        control.value = chosen.clone().unwrap_or_default();
        control.value_text = match (chosen, self.period) {
            (Some(label), Some(period)) => self.say(period::label(label, period)),
            (Some(label), None) => label.clone(),
            (None, _) => self.say(text::whole_span()),
        };
    }
}

/// How many periods.
impl Shown<'_> {
    fn averages(&self) -> Vec<Choice> {
        let auto = self.model.recipe.smoothing.is_none();
        let present = self.recipe.smoothing.unwrap_or(1);
        let widths = with(self.period.unwrap_or(Period::Day).averages(), Some(present));
        let found = text::smoothing(present, false, self.period);
        let mut choices = vec![self.choice("", text::automatic_so(&found), auto)];
        // A trailing mean says nothing of what comes later; its value carries a t.
        for trailing in [false, true] {
            for width in widths.iter().copied().filter(|width| *width > 1 || !trailing) {
                let kind = if trailing { "t" } else { "" };
                let selected = !auto
                    && width == present
                    && (trailing == self.recipe.smoothing_trailing || present == 1);
                let label = text::smoothing(width, trailing, self.period);
                choices.push(self.choice(&format!("{width}{kind}"), label, selected));
            }
        }
        choices
    }

    fn rolling_windows(&self, comparison: &Comparison) -> Vec<Choice> {
        let widths = comparison.period.rolling_windows();
        let present = self.recipe.rolling_window;
        let mut choices = vec![self.choice("", text::automatic(), present.is_none())];
        choices.extend(with(widths, present).into_iter().map(|width| {
            let label = period::count(u64::from(width), comparison.period);
            self.choice(&width.to_string(), label, present == Some(width))
        }));
        choices
    }

    fn max_lag(&self, control: &mut Control) {
        let lag = self.recipe.max_lag;
        control.value = lag.map(|lag| lag.to_string()).unwrap_or_default();
        control.value_text = match (lag, self.period) {
            (Some(lag), Some(period)) => self.say(period::count(u64::from(lag), period)),
            (Some(lag), None) => lag.to_string(),
            (None, _) => self.say(text::automatic()),
        };
    }

    fn lag_window(&self, control: &mut Control) {
        let Recipe { lag_window: window, lag_window_after_looking: after, .. } = self.recipe;
        control.value = window.map(|(from, to)| format!("{from}..{to}")).unwrap_or_default();
        control.value_text = self.say(match *window {
            Some((from, to)) => text::lag_window(from, to, self.period, *after),
            None => text::none(),
        });
    }
}

/// In words.
impl Shown<'_> {
    fn say(&self, words: Bilingual) -> String {
        words.take(self.model.language)
    }

    fn choice(&self, value: &str, label: Bilingual, selected: bool) -> Choice {
        Choice { value: value.to_owned(), label: self.say(label), selected, disabled: None }
    }

    fn switch(&self, control: &mut Control, on: bool) {
        (if on { "on" } else { "off" }).clone_into(&mut control.value);
        control.value_text = self.say(text::switch(on));
    }

    /// The value of a control with choices is what is chosen.
    fn say_chosen(&self, control: &mut Control) {
        let chosen: Vec<&Choice> = control.choices.iter().filter(|c| c.selected).collect();
        if control.multiple {
            let of = |part: fn(&Choice) -> &str, between: &str| {
                chosen.iter().map(|choice| part(choice)).collect::<Vec<_>>().join(between)
            };
            let labels = of(|choice| &choice.label, ", ");
            let values = of(|choice| &choice.value, "\n");
            let none = chosen.is_empty();
            control.value_text = if none { self.say(text::none()) } else { labels };
            control.value = values;
        } else if let Some(selected) = chosen.first() {
            let (value, label) = (selected.value.clone(), selected.label.clone());
            (control.value, control.value_text) = (value, label);
        }
    }
}

/// Widths with the present one among them.
fn with(widths: &[u32], present: Option<u32>) -> Vec<u32> {
    let mut widths = widths.to_vec();
    if let Some(present) = present {
        put(&mut widths, present);
    }
    widths
}

/// Series that can be chosen, with their files where names alone do not tell them apart.
fn series_choices(
    model: &Model,
    fits: impl Fn(&Entry) -> bool,
    selected: impl Fn(&str) -> bool,
) -> Vec<Choice> {
    let awaited = awaited(model);
    let free = |source: &&SourceState| awaited.binary_search(&source.id.as_str()).is_err();
    let sources = model.sources.iter().filter(|source| source.ready());
    let ready: Vec<&SourceState> = sources.filter(free).collect();
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
        let names = sorted(choices.iter().map(key).collect(), &Ord::cmp);
        let files = model.file_names();
        for (choice, source) in choices.iter_mut().zip(sources) {
            let own = key(choice);
            let first = names.partition_point(|name| *name < own);
            if names.get(first + 1) == Some(&own) {
                choice.label = model.label_with_file(&files, source, &choice.label);
            }
        }
    }
    choices
}
