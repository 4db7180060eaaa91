//! One card a source.

use super::{controls::control, groups, overrides::overrides};
use crate::{
    app::{
        answers::query,
        crowd::shown,
        model::Model,
        source::SourceState,
        view::{
            Card, Control, EvidenceLine, ProblemLine, ProblemsView, Progress, QuestionChoice,
            QuestionView,
        },
    },
    calendar::step::Stamp,
    ingest::{
        source::{Found, Layout, Question, Role, Rows, Status},
        topic::Topic,
    },
    kit::language::{Bilingual, Language},
    query::Engine,
    recipe::setting::ControlId,
    report::comparison::{Comparison, Picked},
    text::{
        card as text, card_state::CardState, date, evidence, problem, quote, refusal,
        series::series_name,
    },
};

/// Problem rows shown in a card; all kept ones can be downloaded.
const PROBLEMS_SHOWN: usize = 100;

/// The cards, in the order of the sources.
pub fn cards(model: &Model) -> Vec<Card> {
    if model.kept.is_some() {
        return crate::app::answers::sources(model)
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
    let shown = shown(model).into_iter().filter_map(|place| model.sources.get(place));
    shown.map(|source| card(model, source)).collect()
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
    let comparison = model.drawn().map(|comparison| &**comparison);
    let carries =
        |of: fn(&Comparison) -> &Picked| comparison.is_some_and(|s| of(s).source == source.id);
    let sides = [
        ("x", ControlId::NameX, carries(|comparison| &comparison.x)),
        ("y", ControlId::NameY, model.alone.is_none() && carries(|comparison| &comparison.y)),
    ];
    let axis = sides.iter().find(|side| side.2).map(|side| side.0);
    let mut names: Vec<Control> = sides
        .iter()
        .filter(|side| side.2)
        .filter_map(|side| control(model, comparison, side.1))
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
        line: known.map(|found| line(model, source, found)).unwrap_or_default(),
        facts: axis
            .filter(|_| model.alone.is_none())
            .and_then(|axis| Some(say(text::axis(axis == "x", comparison?.recipe.scale?))))
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
        card.parts = model.parts(&source.id).map(|part| part.name().to_owned()).collect();
    }
    if let Some(found) = known {
        if let (CardState::Ask, Status::Ask(question)) = (state, &found.status) {
            card.question = Some(question_view(question, found, language));
        }
        card.evidence = found
            .evidence
            .iter()
            .map(|one| EvidenceLine {
                field: say(evidence::topic(one.field)),
                chosen: chosen_text(one.field, &one.chosen, found, language),
                because: say(evidence::because(&one.because)),
            })
            .collect();
        card.problems = problems(finds(model, source, found), language);
        card.overrides = overrides(found, source, language);
        card.groups = groups::groups(model, source, found);
        card.filter = groups::filter(model, source, found);
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
        line: String::new(),
        facts: Vec::new(),
        read_as: None,
        message: None,
        progress: None,
        question: None,
        evidence: Vec::new(),
        problems: ProblemsView::default(),
        overrides: Vec::new(),
        groups: None,
        filter: None,
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

/// What a source holds, in a few words; `None` for a part of another source.
fn holds(model: &Model, source: &SourceState, found: &Found) -> Option<String> {
    let main = source.entries.first()?.shown(&model.recipe);
    let name = series_name(&model.recipe, &main, model.language);
    let (unit, series) = (main.unit.as_deref(), source.own_series() as u64);
    let words = text::holds(found.role, &name, unit, series, source.step);
    source.part_of.is_none().then(|| words.take(model.language))
}

/// What was found in a source's files: in its own, and in those joined into it.
fn finds<'m>(
    model: &'m Model,
    source: &'m SourceState,
    found: &'m Found,
) -> impl Iterator<Item = &'m Found> + Clone {
    let joined = source.joined.is_some().then(|| model.parts(&source.id).skip(1));
    let others = joined.into_iter().flatten().filter_map(|part| part.found.as_deref());
    std::iter::once(found).chain(others)
}

/// From when to when, on the source's own clock: the dates that stand in its files.
fn span<'m>(finds: impl Iterator<Item = &'m Found>) -> Option<Bilingual> {
    let spans = finds.filter_map(|found| {
        let time = found.time.as_ref()?;
        time.first_ms.zip(time.last_ms)
    });
    let (first, last) = spans.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))?;
    Some(date::span(first, last))
}

/// Rows of all its files.
fn rows<'m>(finds: impl Iterator<Item = &'m Found>) -> Rows {
    finds.fold(Rows::default(), |mut sum, found| {
        let rows = found.rows;
        sum.used += rows.used;
        sum.skipped += rows.skipped;
        sum.filtered += rows.filtered;
        sum
    })
}

fn line(model: &Model, source: &SourceState, found: &Found) -> String {
    if !matches!(found.status, Status::Ready | Status::Ask(_)) {
        return String::new();
    }
    let span = span(finds(model, source, found)).map(|span| span.take(model.language));
    let rows = rows(finds(model, source, found));
    // What a filter leaves out is never out of sight.
    let kept = (rows.filtered > 0).then(|| text::rows(rows).take(model.language));
    let parts: Vec<String> =
        holds(model, source, found).into_iter().chain(span).chain(kept).collect();
    parts.join("\n")
}

fn facts(model: &Model, source: &SourceState, found: &Found) -> Vec<String> {
    let language = model.language;
    let mut facts = Vec::new();
    if matches!(found.status, Status::Ready | Status::Ask(_)) {
        facts.extend(holds(model, source, found));
        facts.extend(span(finds(model, source, found)).map(|span| span.take(language)));
        if let Some(time) = &found.time {
            if time.year_inferred {
                facts.push(text::year_inferred().take(language));
            }
            facts.extend(text::order(time.order).map(|words| words.take(language)));
        }
        facts.push(text::rows(rows(finds(model, source, found))).take(language));
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

/// What was chosen, in words.
fn chosen_text(topic: Topic, value: &str, found: &Found, language: Language) -> String {
    let words = match topic {
        Topic::TimeFormat => {
            let words = text::time_format(value);
            return format!("{} ({value})", words.get(language));
        }
        Topic::Decimal => Some(text::decimal(value.chars().next().unwrap_or('.'))),
        Topic::Delimiter => Some(text::delimiter(value)),
        Topic::Encoding => return text::encoding(value),
        Topic::Role => Role::from_name(value).map(text::role),
        Topic::Layout if value == "across" => Some(text::across()),
        Topic::Layout => Layout::from_name(value).and_then(text::layout),
        Topic::HeaderLine | Topic::KeyColumn | Topic::GroupColumn if value == "none" => {
            Some(text::none())
        }
        Topic::HeaderLine | Topic::KeyColumn => None,
        Topic::Count if value == "rows" => Some(text::count_rows()),
        Topic::Count => column_name(found, value).map(|name| text::sum_of(&name)),
        Topic::TimeColumn | Topic::ValueColumns | Topic::GroupColumn => {
            return column_name(found, value).unwrap_or_else(|| value.to_owned());
        }
        Topic::Stamp => Stamp::from_name(value).map(text::stamp),
        Topic::Zone | Topic::Year | Topic::Rows | Topic::Totals | Topic::Missing | Topic::Flags => {
            None
        }
    };
    words.map_or_else(|| value.to_owned(), |words| words.take(language))
}

fn question_view(question: &Question, found: &Found, language: Language) -> QuestionView {
    QuestionView {
        text: text::question(question.field).take(language),
        choices: question
            .choices
            .iter()
            .map(|choice| QuestionChoice {
                value: choice.value.clone(),
                label: if question.field == Topic::TimeFormat {
                    // The sample beside it says the rest.
                    text::time_format(&choice.value).take(language)
                } else {
                    chosen_text(question.field, &choice.value, found, language)
                },
                sample: choice.sample.clone(),
            })
            .collect(),
    }
}

/// Rows that were not used, of all its files; those of files joined into it name their file.
fn problems<'m>(
    finds: impl Iterator<Item = &'m Found> + Clone,
    language: Language,
) -> ProblemsView {
    let of = |found: &Found| found.rows.skipped.max(found.problems.len() as u64);
    let count = finds.clone().map(of).sum();
    if count == 0 {
        return ProblemsView::default();
    }
    let own = finds.clone().next().map(|found| found.name.clone());
    let rows = finds.flat_map(|found| found.problems.iter().map(move |row| (found, row)));
    ProblemsView {
        summary: text::skipped(count).take(language),
        count,
        first: rows
            .take(PROBLEMS_SHOWN)
            .map(|(found, row)| {
                let mut reason = problem::reason(row.reason).take(language);
                if let Some(column) = &row.column {
                    reason = format!("{}: {reason}", quote::quoted(column, language));
                }
                if own.as_ref() != Some(&found.name) {
                    reason = format!("{}: {reason}", found.name);
                }
                ProblemLine { line: row.line, reason, text: row.text.clone() }
            })
            .collect(),
    }
}
