//! What the charts draw.
//!
//! The figure uses the names under which series may leave the page: a picture is saved as easily
//! as it is seen.

use crate::{
    app::model::Model,
    calendar::civil::{ms_from_iso, offset_of_iso},
    chart::data::{Figure, FigureSeries, Note, Span},
    kit::language::Language,
    recipe::{publication::Field, recipe::Recipe},
    report::{
        build::VERSION,
        comparison::{Comparison, Picked},
        numbers,
    },
    series::{
        align::{Alignment, Column},
        series::{SeriesInfo, SeriesKind},
    },
    stats::verdict::VerdictKind,
    text::{date, figure as text, period},
};

/// The figure of a comparison, with the statistics as far as they are there.
pub fn figure(model: &Model, comparison: &Comparison, language: Language) -> Figure {
    let alignment = &comparison.alignment;
    let recipe = &comparison.recipe;
    let n = alignment.labels.len();
    let alone = model.alone.is_some();
    let name = |picked: &Picked| picked.name(recipe, language);
    let local = |at: usize| alignment.local_edges_ms.get(at).copied().unwrap_or(0);
    let report = model.report.clone();
    // Positions of labels that come in the buckets' order.
    let places = |labels: &mut dyn Iterator<Item = &String>| -> Vec<usize> {
        let mut at = 0;
        labels
            .filter_map(|label| {
                at += alignment.labels.get(at..)?.iter().position(|other| other == label)?;
                Some(at)
            })
            .collect()
    };

    let mut series = Vec::with_capacity(2 + comparison.others.len());
    let picked = [&comparison.x, &comparison.y].into_iter().chain(&comparison.others);
    let columns = [&alignment.x, &alignment.y].into_iter().chain(&alignment.others);
    let drawn = if alone { 1 } else { usize::MAX };
    for (slot, (picked, column)) in picked.zip(columns).take(drawn).enumerate() {
        series.push(figure_series(comparison, picked, column, slot, language));
    }
    // Only what belongs together can go apart.
    let linked = report.as_ref().filter(|report| {
        !matches!(report.verdict.kind, VerdictKind::None | VerdictKind::CannotTell)
    });
    let disagreements = linked.map_or_else(Vec::new, |report| {
        let ends = report.disagreements.iter().flat_map(|span| [&span.from, &span.to]);
        places(&mut ends.into_iter())
            .chunks_exact(2)
            .map(|ends| {
                let (first, last) = (ends[0], ends[1]);
                // The last day of the last bucket, not the first of the next.
                let words = text::went_apart(local(first), local(last + 1) - 1);
                Span { first, last, text: words.take(language) }
            })
            .collect()
    });
    let words = |picked: &Picked| text::outage(&name(picked)).take(language);
    let mut outages = spans_of(&alignment.x, &words(&comparison.x));
    if !alone {
        outages.extend(spans_of(&alignment.y, &words(&comparison.y)));
    }
    let notes = recipe
        .annotations
        .iter()
        .enumerate()
        .filter_map(|(index, note)| {
            let ms = ms_from_iso(&note.at)?;
            let at_ms = match offset_of_iso(&note.at) {
                Some(_) => ms,
                None => comparison.offsets.utc_from_local(ms),
            };
            Some(Note { at_ms, text: note.text.clone(), index })
        })
        .collect();
    let span = date::span(local(0), (local(n) - 1).max(local(0)));
    let alt = match &report {
        Some(report) => report.verdict.headline(),
        None if alone => text::alt(&name(&comparison.x), None, &span, comparison.period),
        None => {
            text::alt(&name(&comparison.x), Some(&name(&comparison.y)), &span, comparison.period)
        }
    };
    let mut files: Vec<String> = Vec::new();
    for name in match &model.kept {
        Some(kept) => kept.sources.iter().map(|source| source.name.as_str()).collect(),
        None => [&comparison.x, &comparison.y]
            .into_iter()
            .filter_map(|picked| Some(model.source(&picked.source)?.name()))
            .collect::<Vec<_>>(),
    } {
        if !files.iter().any(|file| file == name) {
            files.push(name.to_owned());
        }
    }
    let left: u64 = alignment.left_out.iter().map(|left| left.1).sum();
    Figure {
        version: model.figure_version,
        period: comparison.period,
        period_name: period::name(comparison.period).take(language),
        zone: recipe.zone.clone(),
        labels: alignment.labels.clone(),
        edges_ms: alignment.edges_ms.clone(),
        local_edges_ms: alignment.local_edges_ms.clone(),
        partial: (0..n).map(|at| alignment.partial(at)).collect(),
        series,
        scale: recipe.scale.unwrap_or_default(),
        smoothing: recipe.smoothing.unwrap_or(1),
        trailing: recipe.smoothing_trailing,
        log_x: recipe.log_x,
        log_y: recipe.log_y,
        shift: model.shift,
        disagreements,
        outages,
        notes,
        window: window_of(alignment),
        lags: report.as_ref().map(|report| report.lags.clone()),
        rolling: report.as_ref().map(|report| report.rolling.clone()),
        rolling_at: report
            .as_ref()
            .map_or_else(Vec::new, |report| places(&mut report.rolling.labels.iter())),
        matrix: report.as_ref().and_then(|report| report.matrix.clone()),
        matrix_labels: [&comparison.x, &comparison.y]
            .into_iter()
            .chain(&comparison.others)
            .map(name)
            .collect(),
        alt: match recipe.published(Field::Alt) {
            Some(own) => own.to_owned(),
            None => alt.take(language),
        },
        source_line: text::source_line(
            &sources(recipe, files),
            alignment.complete,
            left,
            &recipe.zone,
            VERSION,
        )
        .take(language),
        best_lag: report.as_ref().and_then(|report| report.verdict.lag),
        strength: report.as_ref().and_then(|report| report.verdict.strength),
        declared_lags: report.as_ref().and_then(|report| report.recipe.lag_window),
        numbers: report.as_ref().map_or_else(Vec::new, |report| numbers::numbers(report)),
    }
}

/// Where the numbers come from: what the author says, else the files' names.
fn sources(recipe: &Recipe, files: Vec<String>) -> Vec<String> {
    recipe.published(Field::Source).map_or(files, |own| vec![own.to_owned()])
}

fn figure_series(
    comparison: &Comparison,
    picked: &Picked,
    column: &Column,
    slot: usize,
    language: Language,
) -> FigureSeries {
    let label = picked.name(&comparison.recipe, language);
    let share = picked.share_of.is_some();
    let mut series = FigureSeries {
        axis: text::axis(
            &label,
            picked.aggregate,
            picked.info.kind == SeriesKind::EventCount,
            picked.public_share_of.as_deref(),
            picked.public.unit.as_deref(),
            comparison.period,
        )
        .take(language),
        info: SeriesInfo {
            label,
            unit: if share { Some("%".to_owned()) } else { picked.public.unit.clone() },
            kind: picked.kind,
            ..picked.public.clone()
        },
        slot,
        smoothed: Vec::new(),
        // A share is drawn and read in percent; the report has it from 0 to 1.
        values: column
            .values
            .iter()
            .map(|value| if share { value * 100.0 } else { *value })
            .collect(),
    };
    let Recipe { smoothing, smoothing_trailing, .. } = comparison.recipe;
    series.smooth(smoothing.unwrap_or(1), smoothing_trailing);
    series
}

/// The window, where it is not the whole.
fn window_of(alignment: &Alignment) -> Option<(usize, usize)> {
    let all = (0, alignment.labels.len().saturating_sub(1));
    alignment.window.filter(|window| *window != all)
}

/// Runs of outage buckets.
fn spans_of(column: &Column, words: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (at, _) in column.outage.iter().enumerate().filter(|(_, outage)| **outage) {
        match spans.last_mut() {
            Some(span) if span.last + 1 == at => span.last = at,
            _ => spans.push(Span { first: at, last: at, text: words.to_owned() }),
        }
    }
    spans
}

/// Whether two figures draw the same: NaN equals NaN, the version does not count.
pub fn same(a: &Figure, b: &Figure) -> bool {
    let bits = |a: &[f64], b: &[f64]| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.to_bits() == b.to_bits())
    };
    let series = a.series.len() == b.series.len()
        && a.series.iter().zip(&b.series).all(|(a, b)| {
            bits(&a.values, &b.values)
                && bits(&a.smoothed, &b.smoothed)
                && a.info == b.info
                && a.axis == b.axis
                && a.slot == b.slot
        });
    series
        && (a.best_lag, a.strength, a.declared_lags) == (b.best_lag, b.strength, b.declared_lags)
        && a.numbers == b.numbers
        && a.labels == b.labels
        && a.edges_ms == b.edges_ms
        && a.local_edges_ms == b.local_edges_ms
        && a.partial == b.partial
        && (a.smoothing, a.trailing) == (b.smoothing, b.trailing)
        && (a.period, a.scale, a.log_x, a.log_y, a.shift, a.window)
            == (b.period, b.scale, b.log_x, b.log_y, b.shift, b.window)
        && a.period_name == b.period_name
        && a.zone == b.zone
        && a.disagreements == b.disagreements
        && a.outages == b.outages
        && a.notes == b.notes
        && a.lags == b.lags
        && a.rolling == b.rolling
        && a.rolling_at == b.rolling_at
        && a.matrix == b.matrix
        && a.matrix_labels == b.matrix_labels
        && a.alt == b.alt
        && a.source_line == b.source_line
}
