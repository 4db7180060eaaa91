//! The groups of a source and the filter of its rows, in its card; the ranking of all groups.

use crate::{
    app::{
        catalog::{self, Entry, SeriesKey, split_by},
        compare::many_are_x,
        model::Model,
        ranking::{RANKED_MAX, RANKED_MIN, Ranking},
        source::SourceState,
        view::{Choice, FilterView, GroupsView, OverrideField, RankRow, RankingView},
    },
    calendar::period::Period,
    ingest::{
        filter::{Condition, Op},
        overrides::OverrideError,
        source::{Column, Found, Role, SEEN_MAX, Status},
    },
    kit::language::Bilingual,
    recipe::recipe::Sum,
    report::{analysis::Ranked, comparison::Picked},
    series::series::SeriesKind,
    text::{card, groups as text, number, series::series_name},
};

/// p up to which a group is said to move with the other series.
const CERTAIN: f64 = 0.05;

/// The groups of a source; `None` where there are no two.
pub fn groups(model: &Model, source: &SourceState, found: &Found) -> Option<GroupsView> {
    let language = model.language;
    let all: Vec<&Entry> = catalog::groups(&source.entries).collect();
    let counted = all.iter().all(|entry| entry.info.kind == SeriesKind::EventCount);
    if all.len() < 2 || !source.ready() || !(counted || found.role == Some(Role::LongSeries)) {
        return None;
    }
    let recipe = model.shown();
    let x = many_are_x(model, &source.id);
    let drawn = model.drawn().map(|drawn| if x { &drawn.x } else { &drawn.y });
    let shown = drawn.filter(|picked| picked.source == source.id);
    let sum_of = |id: &str| recipe.sums.iter().find(|sum| sum.id == id);
    let of_source = |id: &&String| all.iter().any(|entry| entry.info.id == **id);
    let first = shown.map(|shown| &shown.info.id).filter(of_source);
    let chosen: Vec<&String> = match shown.and_then(|shown| sum_of(&shown.info.id)) {
        Some(Sum { groups, rest: false, .. }) => groups.iter().filter(of_source).collect(),
        _ if first.is_some() => first.into_iter().chain(&recipe.others).filter(of_source).collect(),
        _ => Vec::new(),
    };
    let rest = |id: &String| {
        sum_of(id)
            .is_some_and(|sum| sum.rest && sum.source() == source.id && !sum.groups.is_empty())
    };
    let share = if x { &recipe.share_of.x } else { &recipe.share_of.y };
    let column = split_by(found, &source.patch);
    let label = |entry: &Entry| {
        let name = series_name(recipe, &entry.shown(recipe), language);
        let name = match &entry.public_label {
            Some(public) => card::private_group(&name, public).take(language),
            None => name,
        };
        if counted { text::group(&name, entry.info.observations).take(language) } else { name }
    };
    let choice = |entry: &&Entry| Choice {
        value: entry.info.id.clone(),
        label: label(entry),
        selected: chosen.contains(&&entry.info.id),
        disabled: None,
    };
    Some(GroupsView {
        chosen: text::chosen(chosen.len(), all.len(), &column).take(language),
        choices: all.iter().map(choice).collect(),
        each: (chosen.len() > 1).then_some(first.is_some()),
        rest: (!chosen.is_empty()).then(|| recipe.others.iter().any(rest)),
        sums: counted,
        share: (counted && shown.is_some_and(|shown| shown.info.kind == SeriesKind::EventCount))
            .then_some(share.is_some()),
        rank: offered(model, source).map(|offered| offered.words().take(language)),
    })
}

/// Which rows of a source are used; `None` where its columns are not known.
pub fn filter(model: &Model, source: &SourceState, found: &Found) -> Option<FilterView> {
    let language = model.language;
    let say = |words: Bilingual| words.take(language);
    if found.columns.is_empty() || matches!(found.status, Status::Failed(_) | Status::Cancelled) {
        return None;
    }
    let conditions = source.patch.conditions();
    let complaint = source.complaint.as_ref();
    let complaint = complaint.filter(|error: &&OverrideError| error.field == OverrideField::Filter);
    let nothing = found.rows.used == 0 && found.rows.filtered > 0;
    let message = complaint.map(card::override_error);
    let message = message.or_else(|| nothing.then(|| card::kept_none(found.rows.filtered)));
    let choice =
        |value: String, label: String| Choice { value, label, selected: false, disabled: None };
    let blank = choice(String::new(), say(text::choose_column()));
    let column = |column: &Column| choice(column.index.to_string(), column.name.clone());
    let split = split_by(found, &source.patch);
    let seen = |(at, column): (usize, &Column)| {
        let open = !conditions.iter().any(|condition| condition.column == column.index);
        let groups = catalog::groups(&source.entries);
        // All of the file's, not the sample's alone.
        let groups: Vec<String> = groups
            .filter(|entry| {
                open && column.name == split && matches!(entry.key, SeriesKey::Group(_))
            })
            .map(|entry| entry.info.label.clone())
            .collect();
        let sample = found.seen.get(at).into_iter().flatten();
        let more = sample.filter(|cell| !groups.contains(cell)).cloned();
        groups.iter().cloned().chain(more).take(2 * SEEN_MAX).collect()
    };
    Some(FilterView {
        lines: lines(&conditions),
        kept: say(text::kept(&found.rows)),
        message: message.map(say),
        refused: complaint.is_some(),
        columns: std::iter::once(blank).chain(found.columns.iter().map(column)).collect(),
        seen: std::iter::once(Vec::new())
            .chain(found.columns.iter().enumerate().map(seen))
            .collect(),
        ops: Op::ALL
            .into_iter()
            .map(|op| choice(op.name().to_owned(), say(text::op(op))))
            .collect(),
        names: text::condition().map(say),
        empty: say(text::empty()),
    })
}

/// Conditions as [`OverrideField::Filter`] takes them.
pub fn lines(conditions: &[Condition]) -> String {
    let line = |condition: &Condition| {
        let (column, op) = (condition.column, condition.op.name());
        format!("{column}\t{op}\t{}", condition.value)
    };
    conditions.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What a ranking of a source's groups is of.
struct Offered<'m> {
    /// The one of them that is compared now, or their sum.
    many: &'m Picked,
    many_are_x: bool,
    /// How many there are.
    of: usize,
    /// Column whose values they are.
    column: String,
    /// Name of the series that they are compared with.
    with: Bilingual,
}

impl Offered<'_> {
    /// Words of the button that asks for it.
    fn words(&self) -> Bilingual {
        text::rank(self.of, &self.column, &self.with)
    }
}

/// The ranking that a source's groups can have; `None` where there are too few, or nothing that
/// they could be compared with.
fn offered<'m>(model: &'m Model, source: &SourceState) -> Option<Offered<'m>> {
    let comparison = model.comparison.as_ref().ok().filter(|_| model.kept.is_none())?;
    let many_are_x = many_are_x(model, &source.id);
    let (many, one) =
        if many_are_x { (&comparison.x, &comparison.y) } else { (&comparison.y, &comparison.x) };
    let alike = |entry: &&Entry| entry.info.kind == many.info.kind && entry.info.id != one.info.id;
    let of = catalog::groups(&source.entries).filter(alike).count();
    (many.source == source.id && of >= RANKED_MIN).then_some(())?;
    Some(Offered {
        many,
        many_are_x,
        of,
        column: split_by(source.found.as_ref()?, &source.patch),
        with: Bilingual::of(|language| series_name(&model.recipe, &one.info, language)),
    })
}

/// The ranking that was asked for, or the offer to make one.
pub fn ranking(model: &Model) -> Option<RankingView> {
    let comparison = model.comparison.as_ref().ok()?;
    let (source, offered) = match &model.ranking {
        Some(ranking) => {
            let source = model.source(&ranking.source)?;
            (source, offered(model, source)?)
        }
        None => [&comparison.y, &comparison.x].into_iter().find_map(|picked| {
            let source = model.source(&picked.source)?;
            Some((source, offered(model, source)?))
        })?,
    };
    let say = |words: Bilingual| words.take(model.language);
    let view = RankingView { source: source.id.clone(), ..RankingView::default() };
    let Offered { of, column, with, .. } = &offered;
    Some(match &model.ranking {
        None => RankingView { offer: say(offered.words()), ..view },
        Some(Ranking { answer: None, .. }) => {
            let n = (*of).min(RANKED_MAX);
            RankingView { text: say(text::ranking(n, column, with)), pending: true, ..view }
        }
        Some(Ranking { answer: Some(Err(reason)), .. }) => {
            let offer = say(offered.words());
            RankingView { text: say(text::rank_failed(reason)), offer, ..view }
        }
        Some(Ranking { answer: Some(Ok(ranked)), input, .. }) => {
            let certain = |one: &&Ranked| one.holm.is_some_and(|p| p <= CERTAIN);
            let found = ranked.iter().filter(certain).count();
            let period = input.input.period;
            let told = ranked.iter().filter(|one| one.holm.is_some()).count();
            let counts = text::Counts { ranked: ranked.len(), of: *of, told, found };
            RankingView {
                text: say(text::ranked(counts, column, with, period)),
                rows: rows(model, source, ranked, (&offered, period)),
                ..view
            }
        }
    })
}

fn rows(
    model: &Model,
    source: &SourceState,
    ranked: &[Ranked],
    (Offered { many, many_are_x, .. }, period): (&Offered<'_>, Period),
) -> Vec<RankRow> {
    let name = |id: &str| {
        let entry = source.entries.iter().find(|entry| entry.info.id == id)?;
        Some(series_name(&model.recipe, &entry.shown(&model.recipe), model.language))
    };
    let row = |one: &Ranked| RankRow {
        name: name(&one.id).unwrap_or_else(|| one.id.clone()),
        r: one.r.map(number::coefficient).unwrap_or_default(),
        lag: match one.holm {
            Some(_) => text::comes(if *many_are_x { -one.lag } else { one.lag }, period),
            None => text::untold(),
        }
        .take(model.language),
        p: one.holm.map(number::p).unwrap_or_default(),
        certain: one.holm.is_some_and(|p| p <= CERTAIN),
        chosen: one.id == many.info.id,
        id: one.id.clone(),
    };
    ranked.iter().map(row).collect()
}
