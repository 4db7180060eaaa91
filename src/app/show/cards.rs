//! One card a source.

use super::controls::{control, zone_choices};
use crate::{
    app::{
        interface::query,
        model::{Model, SourceState},
        view::{
            Card, Choice, Control, EvidenceLine, Override, OverrideField, ProblemLine,
            ProblemsView, Progress, QuestionChoice, QuestionView,
        },
    },
    ingest::source::{
        Clock, Column, ColumnRole, Count, Dialect, Found, Layout, Question, Role, SourcePatch,
        Status, Time,
    },
    kit::language::{Bilingual, Language},
    query::Engine,
    recipe::{patch::word_of, setting::ControlId},
    report::comparison::{Picked, Scene},
    text::{
        card as text, card_state::CardState, date, evidence, problem, refusal, series::series_name,
    },
};

/// Problem rows shown in a card; all kept ones can be downloaded.
const PROBLEMS_SHOWN: usize = 100;
/// What a file can hold.
const ROLES: [Role; 4] = [Role::Series, Role::WideSeries, Role::LongSeries, Role::Events];
/// Columns offered in a list; a file of two hundred columns is not read in a menu.
const COLUMNS_SHOWN: usize = 250;

/// The cards, in the order of the sources.
pub fn cards(model: &Model) -> Vec<Card> {
    if model.kept.is_some() {
        return crate::app::interface::sources(model)
            .into_iter()
            .map(|source| Card {
                facts: text::kept_facts(
                    source.rows.used,
                    source.rows.skipped,
                    source.sha256.as_deref(),
                )
                .into_iter()
                .map(|words| words.take(model.language))
                .collect(),
                series: source.series,
                ..empty_card(source.id, source.name, CardState::Ready, model.language)
            })
            .collect();
    }
    model.sources.iter().map(|source| card(model, source)).collect()
}

fn card(model: &Model, source: &SourceState) -> Card {
    let language = model.language;
    let say = |words: Bilingual| words.take(language);
    // While a file is read again, what the last reading found stays on the card.
    let known = source
        .found
        .as_deref()
        .or_else(|| source.reading.as_ref().and_then(|reading| reading.found.as_deref()));
    let state = match (&source.reading, known.map(|found| &found.status)) {
        (Some(_), _) | (None, None) => CardState::Reading,
        (None, Some(Status::Ready)) => CardState::Ready,
        (None, Some(Status::Ask(_))) => CardState::Ask,
        (None, Some(Status::Refused(_))) => CardState::Refused,
        (None, Some(Status::Failed(_))) => CardState::Failed,
        (None, Some(Status::Cancelled)) => CardState::Cancelled,
    };
    let scene = model.drawn().map(|scene| &**scene);
    let carries = |of: fn(&Scene) -> &Picked| scene.is_some_and(|s| of(s).source == source.id);
    let sides = [
        ("x", ControlId::NameX, carries(|scene| &scene.x)),
        ("y", ControlId::NameY, model.alone.is_none() && carries(|scene| &scene.y)),
    ];
    let axis = sides.iter().find(|side| side.2).map(|side| side.0);
    let mut names: Vec<Control> = sides
        .iter()
        .filter(|side| side.2)
        .filter_map(|side| control(model, scene, side.1))
        .collect();
    if let [x, y] = names.as_mut_slice() {
        // Both are of this file: which is which.
        for (one, of) in [(x, ControlId::X), (y, ControlId::Y)] {
            one.label =
                text::both(&one.label, crate::text::control::name(of).get(language), language);
        }
    }
    let mut card = Card {
        axis,
        example: source.offer.example.then(|| say(text::example())),
        facts: axis
            .filter(|_| model.alone.is_none())
            .map(|axis| say(text::axis(axis == "x", model.recipe.scale)))
            .into_iter()
            .chain(known.map(|found| facts(model, source, found)).unwrap_or_default())
            .collect(),
        read_as: known.and_then(|found| read_as(found, language)),
        message: known.and_then(|found| message(found, language)),
        progress: source.reading.as_ref().map(|reading| Progress {
            fraction: if reading.total == 0 {
                0.0
            } else {
                (reading.bytes as f64 / reading.total as f64).clamp(0.0, 1.0)
            },
            text: say(if reading.bytes == 0 {
                text::starting()
            } else {
                text::progress(reading.rows, reading.bytes, reading.total)
            }),
        }),
        can_undo: !source.history.is_empty(),
        names,
        query: Engine::ALL.into_iter().find_map(|engine| query(model, &source.id, engine)),
        series: source.entries.iter().map(|entry| entry.info.clone()).collect(),
        part_of: source
            .part_of
            .as_deref()
            .and_then(|root| model.source(root))
            .map(|root| say(text::part_of(root.name()))),
        ..empty_card(source.id.clone(), source.name().to_owned(), state, language)
    };
    for (info, entry) in card.series.iter_mut().zip(&source.entries) {
        if let Some(public) = &entry.public_label {
            info.label = say(text::private_group(&info.label, public));
        }
    }
    if source.joined.is_some() {
        card.parts = crate::app::interface::parts(model, &source.id)
            .map(|part| part.name().to_owned())
            .collect();
    }
    if let Some(found) = known {
        if let (CardState::Ask, Status::Ask(question)) = (state, &found.status) {
            card.question = Some(question_view(question, found, language));
        }
        card.evidence = found
            .evidence
            .iter()
            .map(|one| EvidenceLine {
                field: say(evidence::field(&one.field)),
                chosen: chosen_text(&one.field, &one.chosen, found, language),
                because: say(evidence::because(&one.because)),
            })
            .collect();
        card.problems = problems(found, language);
        card.overrides = overrides(found, &source.patch, language);
    }
    card
}

fn empty_card(id: String, name: String, state: CardState, language: Language) -> Card {
    Card {
        axis: None,
        id,
        name,
        state,
        state_text: text::state(state).take(language),
        example: None,
        facts: Vec::new(),
        read_as: None,
        message: None,
        progress: None,
        question: None,
        evidence: Vec::new(),
        problems: ProblemsView::default(),
        overrides: Vec::new(),
        can_undo: false,
        series: Vec::new(),
        names: Vec::new(),
        query: None,
        parts: Vec::new(),
        part_of: None,
    }
}

pub fn message(found: &Found, language: Language) -> Option<String> {
    let words = match &found.status {
        Status::Refused(why) => refusal::refused(why),
        Status::Failed(why) => refusal::failed(why),
        Status::Cancelled => text::cancelled(),
        Status::Ready | Status::Ask(_) => return None,
    };
    Some(words.take(language))
}

fn facts(model: &Model, source: &SourceState, found: &Found) -> Vec<String> {
    let language = model.language;
    let mut facts = Vec::new();
    if matches!(found.status, Status::Ready | Status::Ask(_)) {
        let main = source.entries.first().map(|entry| entry.shown(&model.recipe));
        if let (Some(main), None) = (&main, &source.part_of) {
            facts.push(
                text::holds(
                    found.role,
                    &series_name(&model.recipe, main, language),
                    main.unit.as_deref(),
                    source.entries.len() as u64,
                    source.step,
                )
                .take(language),
            );
        }
        if let Some(time) = &found.time {
            // On the source's own clock: the dates that stand in the file.
            if let (Some(first), Some(last)) = (time.first_ms, time.last_ms) {
                facts.push(date::span(first, last).take(language));
            }
            if time.year_inferred {
                facts.push(text::year_inferred().take(language));
            }
            facts.extend(text::order(time.order).map(|words| words.take(language)));
        }
        facts.push(text::rows(found.rows.used, found.rows.skipped).take(language));
    }
    if let Some(profile) = &found.profile {
        facts.push(profile.clone());
    }
    facts
}

fn read_as(found: &Found, language: Language) -> Option<String> {
    let dialect = found.dialect.as_ref()?;
    let time = found.time.as_ref()?;
    let words = text::read_as(
        found.layout,
        dialect.delimiter.as_deref(),
        &dialect.encoding,
        &time.zone,
        time.zone_stated,
    );
    Some(words.take(language))
}

fn column_name(found: &Found, index: &str) -> Option<String> {
    let index: usize = index.parse().ok()?;
    found.columns.iter().find(|column| column.index == index).map(|column| column.name.clone())
}

/// A value of a field in words.
fn chosen_text(field: &str, value: &str, found: &Found, language: Language) -> String {
    let words = match field {
        "timeFormat" => {
            let words = text::time_format(value);
            return format!("{} ({value})", words.get(language));
        }
        "decimal" => text::decimal(value.chars().next().unwrap_or('.')),
        "delimiter" => text::delimiter(value),
        "encoding" => return text::encoding(value),
        "role" => {
            let named = |role: &Role| word_of(role) == value || format!("{role:?}") == value;
            match ROLES.into_iter().find(named) {
                Some(role) => text::role(role),
                None => return value.to_owned(),
            }
        }
        "layout" if value == "across" => text::across(),
        "layout" => {
            let named = |layout: &Layout| format!("{layout:?}") == value;
            let layouts = [Layout::Ndjson, Layout::KeyValue, Layout::TextLog];
            match layouts.into_iter().find(named).and_then(text::layout) {
                Some(layout) => layout,
                None => return value.to_owned(),
            }
        }
        "headerLine" if value == "none" => text::none(),
        "count" if value == "rows" => text::count_rows(),
        "count" => match column_name(found, value) {
            Some(name) => text::sum_of(&name),
            None => return value.to_owned(),
        },
        "timeColumn" | "valueColumn" | "valueColumns" | "groupColumn" | "keyColumn" => {
            return column_name(found, value).unwrap_or_else(|| value.to_owned());
        }
        _ => return value.to_owned(),
    };
    words.take(language)
}

fn question_view(question: &Question, found: &Found, language: Language) -> QuestionView {
    QuestionView {
        text: text::question(&question.field).take(language),
        choices: question
            .choices
            .iter()
            .map(|choice| QuestionChoice {
                value: choice.value.clone(),
                label: if question.field == "timeFormat" {
                    // The sample beside it says the rest.
                    text::time_format(&choice.value).take(language)
                } else {
                    chosen_text(&question.field, &choice.value, found, language)
                },
                sample: choice.sample.clone(),
            })
            .collect(),
    }
}

fn problems(found: &Found, language: Language) -> ProblemsView {
    let count = found.rows.skipped.max(found.problems.len() as u64);
    if count == 0 {
        return ProblemsView::default();
    }
    ProblemsView {
        summary: text::skipped(count).take(language),
        count,
        first: found
            .problems
            .iter()
            .take(PROBLEMS_SHOWN)
            .map(|row| {
                let reason = problem::reason(row.reason).take(language);
                ProblemLine {
                    line: row.line,
                    reason: match &row.column {
                        Some(column) => {
                            format!("{}: {reason}", date::quoted(column, language))
                        }
                        None => reason,
                    },
                    text: row.text.clone(),
                }
            })
            .collect(),
    }
}

fn overrides(found: &Found, patch: &SourcePatch, language: Language) -> Vec<Override> {
    if matches!(found.status, Status::Failed(_) | Status::Cancelled) {
        return Vec::new();
    }
    OverrideField::ALL
        .into_iter()
        .filter_map(|field| one_override(field, found, patch, language))
        .collect()
}

fn one_override(
    field: OverrideField,
    found: &Found,
    patch: &SourcePatch,
    language: Language,
) -> Option<Override> {
    let say = |words: Bilingual| words.take(language);
    let dialect: Option<&Dialect> = found.dialect.as_ref();
    let time: Option<&Time> = found.time.as_ref();
    let delimited = found.layout.is_none_or(|layout| layout == Layout::Delimited);
    let events = found.role == Some(Role::Events);
    let mut one = Override {
        field,
        label: say(text::field(field)),
        value: String::new(),
        choices: Vec::new(),
        multiple: false,
        set: false,
    };
    let choice = |value: String, label: String, present: &str| Choice {
        selected: value == present,
        value,
        label,
        disabled: None,
    };
    let of_columns = |columns: &mut dyn Iterator<Item = &Column>, present: &str| -> Vec<Choice> {
        columns
            .take(COLUMNS_SHOWN)
            .map(|column| choice(column.index.to_string(), column.name.clone(), present))
            .collect()
    };
    let all = || found.columns.iter();
    let index_text = |index: Option<usize>| index.map(|i| i.to_string()).unwrap_or_default();
    match field {
        OverrideField::Encoding => {
            one.set = patch.encoding.is_some();
            one.value = dialect?.encoding.clone();
            let known = [
                "utf-8",
                "utf-16le",
                "utf-16be",
                "cp932",
                "euc-jp",
                "iso-2022-jp",
                "windows-1252",
                "windows-1254",
            ];
            one.choices = known
                .iter()
                .map(|name| choice((*name).to_owned(), text::encoding(name), &one.value))
                .collect();
        }
        OverrideField::Delimiter => {
            one.set = patch.delimiter.is_some();
            one.value = dialect.filter(|_| delimited)?.delimiter.clone().unwrap_or_default();
            one.choices = [",", ";", "\t", "|"]
                .iter()
                .map(|mark| choice((*mark).to_owned(), say(text::delimiter(mark)), &one.value))
                .collect();
        }
        OverrideField::HeaderLine => {
            one.set = patch.header_line.is_some();
            let line = dialect.filter(|_| delimited)?.header_line;
            one.value = line.map(|line| line.to_string()).unwrap_or_default();
        }
        OverrideField::Decimal => {
            one.set = patch.decimal.is_some();
            one.value = dialect?.decimal.to_string();
            one.choices = ['.', ',']
                .into_iter()
                .map(|mark| choice(mark.to_string(), say(text::decimal(mark)), &one.value))
                .collect();
        }
        OverrideField::TimeColumn => {
            one.set = patch.time_column.is_some();
            let first = time.and_then(|time| time.column_index.first().copied());
            one.value = index_text(first);
            one.choices = of_columns(&mut all(), &one.value);
            if one.choices.is_empty() {
                return None;
            }
        }
        OverrideField::TimeFormat => {
            one.set = patch.time_format.is_some();
            one.value = time?.format.clone();
        }
        OverrideField::Zone => {
            let time = time.filter(|time| time.clock == Clock::Local)?;
            one.set = patch.zone.is_some();
            one.value = time.zone.clone();
            one.choices = zone_choices(&time.zone);
        }
        OverrideField::Year => {
            if !time.is_some_and(|time| time.year_inferred) && patch.year.is_none() {
                return None;
            }
            one.set = patch.year.is_some();
            one.value = match patch.year {
                Some(year) => year.to_string(),
                None => time
                    .and_then(|time| time.last_ms)
                    .map(|ms| crate::calendar::civil::Civil::from_ms(ms).year.to_string())
                    .unwrap_or_default(),
            };
        }
        OverrideField::Role => {
            one.set = patch.role.is_some();
            one.value = found.role.map(|role| word_of(&role)).unwrap_or_default();
            one.choices = ROLES
                .into_iter()
                .map(|role| choice(word_of(&role), say(text::role(role)), &one.value))
                .collect();
        }
        OverrideField::ValueColumns => {
            if events {
                return None;
            }
            one.set = patch.value_columns.is_some();
            one.multiple = true;
            let chosen: Vec<usize> = patch
                .value_columns
                .clone()
                .unwrap_or_else(|| found.value_column.into_iter().collect());
            let mut numbers =
                all().filter(|column| matches!(column.role, ColumnRole::Value | ColumnRole::Count));
            one.choices = of_columns(&mut numbers, "");
            for entry in &mut one.choices {
                entry.selected =
                    entry.value.parse().is_ok_and(|index: usize| chosen.contains(&index));
            }
            one.value = chosen.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
            if one.choices.is_empty() {
                return None;
            }
        }
        OverrideField::GroupColumn => {
            if !events {
                return None;
            }
            one.set = patch.group_column.is_some();
            let found = all().find(|column| column.role == ColumnRole::Group);
            let present = match patch.group_column {
                Some(chosen) => chosen,
                None => found.map(|column| column.index),
            };
            one.value = index_text(present);
            let mut groups =
                all().filter(|column| matches!(column.role, ColumnRole::Group | ColumnRole::Text));
            one.choices = of_columns(&mut groups, &one.value);
            one.choices.insert(0, choice(String::new(), say(text::none()), &one.value));
        }
        OverrideField::KeyColumn => {
            if found.role != Some(Role::LongSeries) && patch.key_column.is_none() {
                return None;
            }
            one.set = patch.key_column.is_some();
            let present = patch.key_column.flatten().or_else(|| {
                all().find(|column| column.role == ColumnRole::Group).map(|column| column.index)
            });
            one.value = index_text(present);
            let mut keys =
                all().filter(|column| matches!(column.role, ColumnRole::Group | ColumnRole::Text));
            one.choices = of_columns(&mut keys, &one.value);
            one.choices.insert(0, choice(String::new(), say(text::none()), &one.value));
        }
        OverrideField::Count => {
            if !events {
                return None;
            }
            one.set = patch.count.is_some();
            let evidence = found.evidence.iter().find(|evidence| evidence.field == "count");
            one.value = match (patch.count, evidence) {
                (Some(Count::Rows), _) => "rows".to_owned(),
                (Some(Count::Column(index)), _) => index.to_string(),
                // What the reader decided by itself: a column's index or its name.
                (None, Some(evidence)) => all()
                    .find(|column| {
                        column.name == evidence.chosen
                            || column.index.to_string() == evidence.chosen
                    })
                    .map_or("rows".to_owned(), |column| column.index.to_string()),
                (None, None) => "rows".to_owned(),
            };
            one.choices.push(choice("rows".to_owned(), say(text::count_rows()), &one.value));
            let numbers =
                all().filter(|column| matches!(column.role, ColumnRole::Value | ColumnRole::Count));
            for column in numbers.take(COLUMNS_SHOWN) {
                let label = say(text::sum_of(&column.name));
                one.choices.push(choice(column.index.to_string(), label, &one.value));
            }
        }
        OverrideField::Filter => {
            one.set = matches!(patch.filter, Some(Some(_)));
            if let Some(Some(filter)) = &patch.filter {
                one.value = format!("{}:{}", filter.column, filter.contains);
            }
        }
    }
    Some(one)
}
