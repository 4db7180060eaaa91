//! The comparison: which series are compared, in which buckets, made from the sources and the recipe.

use super::{
    catalog::groups,
    model::Model,
    ranking::{RANKED_MAX, RANKED_MIN},
    source::SourceState,
};
use crate::{
    calendar::{
        buckets::Calendar,
        civil::DAY_MS,
        period::{Period, PeriodChoice, WeekStart},
    },
    ingest::source::{Role, Status},
    kit::language::Bilingual,
    recipe::{
        fragment::to_fragment,
        recipe::{Outage, Recipe, ShareOf},
    },
    report::{
        analysis::RankInput,
        comparison::{Comparison, Picked},
    },
    series::{
        aggregate::Aggregate,
        align::{Part, align, too_many},
        auto::{auto_period, finest},
        doubt::doubts,
        resample::default_aggregate,
        series::{SeriesInfo, SeriesKind},
        track::Track,
    },
    text::{limit, question as asked, recipe as text, series::series_name},
};
use std::rc::Rc;

/// The pair that is compared: what the user chose, else the first measurement (rather one that
/// shares some time with it) against the total of the first events, else the first two series of
/// two sources, else two of a source that has several values by its nature, rather a measurement
/// and a count.
fn pair(model: &Model) -> Result<(String, String), Bilingual> {
    let ready: Vec<&SourceState> = model.sources.iter().filter(|source| source.ready()).collect();
    // What a link names and what has not come yet is waited for: nothing else takes its place.
    let awaited = [&model.recipe.x, &model.recipe.y].into_iter().flatten().find_map(|id| {
        let source = id.split('/').next()?;
        let missing = model.source(source).is_none();
        model.expected.iter().find(|(id, _)| missing && id == source)
    });
    if let Some((_, name)) = awaited.filter(|_| !model.sources.is_empty()) {
        return Err(asked::awaits(name));
    }
    let chosen = |id: &Option<String>| id.clone().filter(|id| model.series(id).is_some());
    let (x, y) = (chosen(&model.recipe.x), chosen(&model.recipe.y));
    if let (Some(x), Some(y)) = (&x, &y) {
        return if x == y { Err(text::same_series()) } else { Ok((x.clone(), y.clone())) };
    }
    // One that is not chosen depends on all sources: wait until they are there.
    if model.sources.iter().any(|source| source.reading.is_some() && source.found.is_none()) {
        return Err(text::still_reading());
    }
    let mains: Vec<&SeriesInfo> =
        ready.iter().filter_map(|source| Some(&source.entries.first()?.info)).collect();
    let wide = |source: &SourceState| {
        let role = source.found.as_ref().and_then(|found| found.role);
        matches!(role, Some(Role::WideSeries | Role::LongSeries))
    };
    // A source of several values that counts most in the first has measurements behind it.
    let measured = |info: &&SeriesInfo| info.kind == SeriesKind::Measurement;
    let further = ready
        .iter()
        .filter(|source| wide(source))
        .filter_map(|source| source.entries.iter().map(|entry| &entry.info).find(measured));
    let infos: Vec<&SeriesInfo> = mains.iter().copied().chain(further).collect();
    // The first of a kind, rather one that shares some time with the other.
    let first = |kind: SeriesKind, other: Option<&String>| {
        let other = other.and_then(|id| Some(&model.series(id)?.1.info));
        let fits = |info: &&&SeriesInfo| {
            info.kind == kind && other.is_none_or(|other| info.id != other.id)
        };
        let meets = |info: &&&SeriesInfo| {
            other.is_none_or(|other| info.first <= other.last && other.first <= info.last)
        };
        let mut all = infos.iter().filter(fits);
        let found = all.clone().find(meets).or_else(|| all.next());
        found.map(|info| info.id.clone())
    };
    let any = |not: Option<&String>| {
        mains
            .iter()
            .find(|main| not.is_none_or(|not| !same_source(&main.id, not)))
            .map(|main| main.id.clone())
    };
    // Another series of the same source, where it has several by its nature.
    let sibling = |of: Option<&String>| {
        let source = match of {
            Some(id) => model.series(id).map(|found| found.0),
            None => ready.first().copied(),
        }?;
        let several = of.is_some() || wide(source);
        let kind = of.and_then(|of| Some(model.series(of)?.1.info.kind));
        let others = || {
            let infos = source.entries.iter().map(|entry| &entry.info);
            infos.filter(|info| of.is_none_or(|of| info.id != *of))
        };
        let unlike =
            wide(source).then(|| others().find(|info| kind.is_some_and(|kind| info.kind != kind)));
        let found = unlike.flatten().or_else(|| others().next());
        several.then(|| found.map(|info| info.id.clone())).flatten()
    };
    let counted = first(SeriesKind::EventCount, None);
    let pair = match (x, y) {
        (Some(x), None) => {
            let other = match model.series(&x).map(|found| found.1.info.kind) {
                Some(SeriesKind::EventCount) => SeriesKind::Measurement,
                _ => SeriesKind::EventCount,
            };
            let y = first(other, Some(&x)).or_else(|| any(Some(&x))).or_else(|| sibling(Some(&x)));
            (Some(x), y)
        }
        (None, Some(y)) => {
            let other = match model.series(&y).map(|found| found.1.info.kind) {
                Some(SeriesKind::Measurement) => SeriesKind::EventCount,
                _ => SeriesKind::Measurement,
            };
            let x = first(other, Some(&y)).or_else(|| any(Some(&y))).or_else(|| sibling(Some(&y)));
            (x, Some(y))
        }
        _ => match (first(SeriesKind::Measurement, counted.as_ref()), counted) {
            (Some(x), Some(y)) => (Some(x), Some(y)),
            (Some(one), None) | (None, Some(one)) => {
                let source = mains.len();
                if source > 1 {
                    let other = any(Some(&one));
                    (Some(one), other)
                } else {
                    let x = sibling(None);
                    let y = x.as_ref().and_then(|x| sibling(Some(x)));
                    if x.is_none() { (Some(one), None) } else { (x, y) }
                }
            }
            (None, None) => (None, None),
        },
    };
    match pair {
        (Some(x), Some(y)) => Ok((x, y)),
        (one, other) => Err(why_not(model, one.or(other))),
    }
}

/// Whether two series are of one source.
fn same_source(a: &str, b: &str) -> bool {
    let source = |id: &str| id.split('/').next().map(str::to_owned);
    source(a) == source(b)
}

/// Why there are no two series.
fn why_not(model: &Model, one: Option<String>) -> Bilingual {
    if model.sources.is_empty() {
        return text::no_sources();
    }
    if model.reading() {
        return text::still_reading();
    }
    let asking = model.sources.iter().find(|source| {
        source.found.as_ref().is_some_and(|found| matches!(found.status, Status::Ask(_)))
    });
    match (asking, one.as_deref().and_then(|id| model.series(id))) {
        (Some(source), _) => text::answer_first(source.name()),
        (None, Some((_, entry))) => {
            let info = entry.shown(&model.recipe);
            text::one_series(&Bilingual::of(|language| series_name(&model.recipe, &info, language)))
        }
        (None, None) => text::none_usable(),
    }
}

/// A picked series with its tracks.
struct Loaded {
    picked: Picked,
    track: Rc<Track>,
    whole: Option<Rc<Track>>,
}

impl Loaded {
    fn part<'a>(&'a self, outages: &'a [Outage]) -> Part<'a> {
        Part {
            track: &self.track,
            aggregate: self.picked.aggregate,
            share_of: self.whole.as_deref(),
            outages: outages
                .iter()
                .filter(|outage| outage.series == self.picked.info.id)
                .map(|outage| (outage.from.as_str(), outage.to.as_str()))
                .collect(),
        }
    }
}

fn load(
    model: &Model,
    id: &str,
    aggregate: Option<Aggregate>,
    share_of: Option<&String>,
) -> Result<Loaded, Bilingual> {
    let missing = |id: &str| text::no_such_series(id);
    let (source, entry) = model.series(id).ok_or_else(|| missing(id))?;
    let track = source.track(id, &model.zones).ok_or_else(|| missing(id))?;
    let mut share = None;
    let whole = match share_of {
        None => None,
        Some(of) => {
            let (source, entry) = model.series(of).ok_or_else(|| missing(of))?;
            share = Some((entry.shown(&model.recipe).label, entry.public(&model.recipe).label));
            Some(source.track(of, &model.zones).ok_or_else(|| missing(of))?)
        }
    };
    let kind = if whole.is_some() { SeriesKind::Measurement } else { entry.info.kind };
    let picked = Picked {
        source: source.id.clone(),
        info: entry.shown(&model.recipe),
        public: entry.public(&model.recipe),
        aggregate: aggregate.unwrap_or(default_aggregate(entry.info.kind)),
        share_of: share.as_ref().map(|share| share.0.clone()),
        public_share_of: share.map(|share| share.1),
        kind,
    };
    Ok(Loaded { picked, track, whole })
}

/// Tells series of the same name apart by their files.
fn distinguish(model: &Model, picked: &mut [&mut Picked]) {
    // Names that differ in case alone would read as one.
    let key = |one: &Picked| (one.info.label.to_lowercase(), one.public.label.to_lowercase());
    let names: Vec<(String, String)> = picked.iter().map(|one| key(one)).collect();
    let files = model.file_names();
    for (at, one) in picked.iter_mut().enumerate() {
        let (own, public) = key(one);
        let shared = |(place, (label, other)): (usize, &(String, String))| {
            place != at && (*label == own || *other == public)
        };
        if names.iter().enumerate().any(shared) {
            for info in [&mut one.info, &mut one.public] {
                info.label = model.label_with_file(&files, &one.source, &info.label);
            }
        }
    }
}

/// Makes the comparison, or says why there is none.
pub fn comparison(model: &Model) -> Result<Comparison, Bilingual> {
    if let Some(kept) = &model.kept {
        return kept.comparison(&model.recipe, &model.zones).ok_or_else(text::none_usable);
    }
    let (x, y) = pair(model)?;
    compared(model, &model.recipe, x, y)
}

/// The same pair in a part of its span, between two labels.
pub fn window(model: &Model, from: Option<String>, to: Option<String>) -> Option<Comparison> {
    let set = Recipe { from, to, ..model.recipe.clone() };
    if let Some(kept) = &model.kept {
        return kept.comparison(&set, &model.zones);
    }
    let (x, y) = pair(model).ok()?;
    compared(model, &set, x, y).ok()
}

/// What is drawn while there are no two series: the one that there is, against itself. Nothing
/// is told of it but its values.
pub fn alone(model: &Model) -> Option<Comparison> {
    let set = &model.recipe;
    let chosen = [&set.x, &set.y].into_iter().flatten().find(|id| model.series(id).is_some());
    let first = || model.sources.iter().find(|source| source.ready())?.entries.first();
    let id = chosen.cloned().or_else(|| Some(first()?.info.id.clone()))?;
    let set = Recipe {
        aggregate_x: set.aggregate_x.filter(|_| set.x.as_ref() == Some(&id)),
        share_of: Default::default(),
        others: Vec::new(),
        controls: Vec::new(),
        scale: Default::default(),
        ..set.clone()
    };
    compared(model, &set, id.clone(), id).ok()
}

fn compared(model: &Model, set: &Recipe, x: String, y: String) -> Result<Comparison, Bilingual> {
    compared_with(model, set, (x, y), None)
}

/// Whether the groups of a source are x; y where the source has both.
pub fn many_are_x(model: &Model, source: &str) -> bool {
    model.drawn().is_some_and(|drawn| {
        let y = model.alone.is_none() && drawn.y.source == source;
        drawn.x.source == source && !y
    })
}

/// All of the recipe that a ranking hangs on, and with which series it was made.
pub fn made_of(model: &Model, source: &str) -> Option<String> {
    let comparison = model.comparison.as_ref().ok()?;
    let x = many_are_x(model, source);
    let set = &model.recipe;
    let own = |of_x: bool| of_x == x;
    let series = |of_x: bool, picked: &str| (!own(of_x)).then(|| picked.to_owned());
    let of = Recipe {
        x: series(true, &comparison.x.info.id),
        y: series(false, &comparison.y.info.id),
        share_of: ShareOf { x: set.share_of.x.clone(), y: set.share_of.y.clone() },
        controls: set.controls.clone(),
        week_start: comparison.recipe.week_start,
        period: set.period,
        zone: set.zone.clone(),
        from: set.from.clone(),
        to: set.to.clone(),
        aggregate_x: set.aggregate_x.filter(|_| !x),
        aggregate_y: set.aggregate_y.filter(|_| x),
        max_lag: set.max_lag,
        lag_window: set.lag_window,
        outages: set.outages.clone(),
        ..Recipe::default()
    };
    Some(format!("{source} {}", to_fragment(&of)))
}

/// The groups of a source against the other series, in the periods that are compared now; `None`
/// where there are too few of them, or no other series.
pub fn ranking(model: &Model, source: &str) -> Option<RankInput> {
    let comparison = model.comparison.as_ref().ok().filter(|_| model.kept.is_none())?;
    let many_are_x = many_are_x(model, source);
    let (many, one) =
        if many_are_x { (&comparison.x, &comparison.y) } else { (&comparison.y, &comparison.x) };
    if many.source != source {
        return None;
    }
    let entries = &model.source(source)?.entries;
    let mut ids: Vec<String> = groups(entries)
        .filter(|entry| entry.info.kind == many.info.kind && entry.info.id != one.info.id)
        .map(|entry| entry.info.id.clone())
        .take(RANKED_MAX)
        .collect();
    if ids.len() < RANKED_MIN {
        return None;
    }
    let first = ids.remove(0);
    let one = one.info.id.clone();
    let (pair, share) = if many_are_x {
        ((first, one), &model.recipe.share_of.x)
    } else {
        ((one, first), &model.recipe.share_of.y)
    };
    let set = Recipe {
        period: PeriodChoice::Fixed(comparison.period),
        week_start: comparison.recipe.week_start,
        aggregate_x: comparison.recipe.aggregate_x.filter(|_| !many_are_x),
        aggregate_y: comparison.recipe.aggregate_y.filter(|_| many_are_x),
        others: ids,
        ..model.recipe.clone()
    };
    let ranked = compared_with(model, &set, pair, share.as_ref()).ok()?;
    Some(RankInput { input: ranked.input(0), many_are_x })
}

fn compared_with(
    model: &Model,
    set: &Recipe,
    (x, y): (String, String),
    share_of: Option<&String>,
) -> Result<Comparison, Bilingual> {
    let mut x = load(model, &x, set.aggregate_x, set.share_of.x.as_ref())?;
    let mut y = load(model, &y, set.aggregate_y, set.share_of.y.as_ref())?;
    // Companions that are gone or are x or y themselves are left aside, not an error.
    // Beside a series that is a share of its own file's counts, that file's others are too.
    let beside = |id: &String| {
        let sides = [(&x, &set.share_of.x), (&y, &set.share_of.y)];
        let of = sides.into_iter().find_map(|(side, of)| {
            let of = of.as_ref().filter(|of| same_source(of, id) && *of != id)?;
            (side.picked.source == id.split('/').next()?).then_some(of)
        });
        of.or(share_of)
    };
    let companions = |ids: &[String], shares: bool| -> Vec<Loaded> {
        ids.iter()
            .filter(|id| **id != x.picked.info.id && **id != y.picked.info.id)
            .filter_map(|id| load(model, id, None, beside(id).filter(|_| shares)).ok())
            .collect()
    };
    let mut others = companions(&set.others, true);
    let mut controls = companions(&set.controls, false);
    let alone = x.picked.info.id == y.picked.info.id;
    if !alone {
        let mut named: Vec<&mut Picked> = [&mut x, &mut y]
            .into_iter()
            .chain(others.iter_mut().chain(&mut controls))
            .map(|part| &mut part.picked)
            .collect();
        distinguish(model, &mut named);
    }

    let week_start = week_start(model, &x.track, &y.track);
    let all = || [&x, &y].into_iter().chain(&others).chain(&controls);
    let first = all().map(|part| part.track.ends_ms.0).min().unwrap_or(0);
    let last = all().map(|part| part.track.ends_ms.1).max().unwrap_or(0);
    let offsets = model
        .zones
        .get(&set.zone, first, last)
        .ok_or_else(|| text::wrong_value("zone", &set.zone, text::expect_zone()))?;
    let coarsest = others.iter().chain(&controls).map(|part| part.track.finest()).max();
    let least = finest(&x.track, &y.track);
    let (period, asked) = match set.period.fixed() {
        Some(asked) => (asked.max(least), (asked < least).then_some(asked)),
        None => {
            let auto = auto_period(&x.track, &y.track, week_start, &offsets);
            // Hours of half a month are too many for a look at events.
            let long = alone && last - first > 15 * DAY_MS;
            let auto = if long { auto.max(Period::Day) } else { auto };
            (coarsest.map_or(auto, |coarsest| auto.max(coarsest)), None)
        }
    };
    if too_many(&x.track, &y.track, period) {
        return Err(limit::too_many_periods());
    }
    let calendar = Calendar { period, week_start, offsets: &offsets };
    let parts: Vec<Part<'_>> = all().map(|loaded| loaded.part(&set.outages)).collect();
    let [part_x, part_y, companions @ ..] = parts.as_slice() else {
        return Err(text::none_usable());
    };
    let window = (set.from.as_deref(), set.to.as_deref());
    let alignment = align(part_x, part_y, companions, &calendar, window);

    let recipe = Recipe {
        x: Some(x.picked.info.id.clone()),
        y: Some(y.picked.info.id.clone()),
        others: others.iter().map(|part| part.picked.info.id.clone()).collect(),
        controls: controls.iter().map(|part| part.picked.info.id.clone()).collect(),
        week_start,
        aggregate_x: Some(x.picked.aggregate),
        aggregate_y: Some(y.picked.aggregate),
        ..set.clone()
    };
    let same = x.picked.source == y.picked.source;
    let doubts = if same { Vec::new() } else { doubts(&x.track, &y.track, period, week_start) };
    let comparison = Comparison {
        recipe,
        doubts,
        period,
        asked,
        finest: least,
        x: x.picked,
        y: y.picked,
        others: others.into_iter().map(|part| part.picked).collect(),
        controls: controls.into_iter().map(|part| part.picked).collect(),
        alignment,
        offsets,
    };
    Ok(comparison.with_drawing())
}

/// A weekly source's own first day becomes the recipe's, unless the user says otherwise.
fn week_start(model: &Model, x: &Track, y: &Track) -> WeekStart {
    if model.week_start_chosen {
        return model.recipe.week_start;
    }
    let own = |track: &Track| track.step.span().and_then(|span| span.week_start);
    own(x).or_else(|| own(y)).unwrap_or(model.recipe.week_start)
}
