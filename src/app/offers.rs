//! Things that are offered: joining files, treating zeros as an outage, a scale or a period that
//! shows more. Never done in silence.

use super::{
    crowd::awaited,
    file_name::family,
    joinable::{in_a_row, signature},
    model::Model,
    question::About,
    source::SourceState,
    view::Offer,
};
use crate::{
    calendar::period::Period,
    kit::json::from_text,
    recipe::{
        recipe::{Outage, ScaleMode},
        setting::{ControlId, SettingId},
    },
    report::comparison::{Comparison, Picked},
    series::{aggregate::Aggregate, align::Column, series::SeriesKind},
    stats::{
        analysis_scale::median_in_place,
        outage::possible_outages,
        shares::{OF_TWO, detectable},
        verdict::VerdictKind,
    },
    text::{offer as text, period},
};
use serde::{Deserialize, Serialize};

/// What accepting an offer does.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Act {
    /// Join sources into one.
    Join {
        /// The one.
        into: String,
        /// The others.
        parts: Vec<String>,
    },
    /// Take a joined source apart.
    Part {
        /// The joined source.
        root: String,
    },
    /// Treat a span as missing.
    Outage(Outage),
    /// Treat several spans as missing, or none of them.
    Outages(Vec<Outage>),
    /// A logarithmic axis.
    Log {
        /// Of y, else of x.
        y: bool,
    },
    /// Another length of the buckets.
    Period(Period),
    /// Treat a series' outages as zeros again.
    Restore {
        /// Series id.
        series: String,
    },
}

/// The act of an offer's id.
pub fn parse(id: &str) -> Option<Act> {
    from_text(id)
}

pub(super) fn id_of(act: &Act) -> String {
    // A struct of strings always has a JSON.
    serde_json::to_string(act).unwrap_or_default()
}

/// Everything that is offered now, in the order of the cards, the figure's last.
pub fn offers(model: &Model) -> Vec<Offer> {
    let mut offers = Vec::new();
    joins(model, &mut offers);
    for root in model.sources.iter().filter(|source| source.joined.is_some()) {
        let act = Act::Part { root: root.id.clone() };
        let parts = model.parts(&root.id).count() as u64;
        let words = text::part(parts);
        push(model, &mut offers, &act, Some(root.id.clone()), words);
    }
    if let Some(comparison) = model.drawn() {
        logs(model, comparison, &mut offers);
    }
    if let Ok(comparison) = &model.comparison {
        coarser(model, comparison, &mut offers);
    }
    // Nothing is offered that reaches further than can be made again here.
    if let (Ok(comparison), true) =
        (&model.comparison, SettingId::Outages.setting().reach <= model.reach())
    {
        for (picked, column) in
            [(&comparison.x, &comparison.alignment.x), (&comparison.y, &comparison.alignment.y)]
        {
            outages(
                model,
                comparison.period,
                &comparison.alignment.labels,
                picked,
                column,
                &mut offers,
            );
        }
    }
    offers
}

fn push(
    model: &Model,
    offers: &mut Vec<Offer>,
    act: &Act,
    source: Option<String>,
    words: text::Words,
) {
    let id = id_of(act);
    if model.declined.contains_key(&id) {
        return;
    }
    let beside = match act {
        Act::Log { y: false } => Some(ControlId::LogX),
        Act::Log { y: true } => Some(ControlId::LogY),
        Act::Period(_) => Some(ControlId::Period),
        _ => None,
    };
    offers.push(Offer {
        id,
        source,
        beside,
        text: words.text.take(model.language),
        accept: words.accept.take(model.language),
        decline: words.decline.take(model.language),
    });
}

/// Sources that could be one: the same columns, one after the other in time, whatever their
/// names; those whose names say so too are joined by themselves.
fn joins(model: &Model, offers: &mut Vec<Offer>) {
    let mut groups: Vec<(String, Vec<&SourceState>)> = Vec::new();
    // Many files that are being read are joined, or offered, once all are there.
    let awaited = awaited(model);
    let free = |source: &&SourceState| awaited.binary_search(&source.id.as_str()).is_err();
    for source in model.sources.iter().filter(|source| source.part_of.is_none()).filter(free) {
        let Some(key) = signature(source) else { continue };
        match groups.iter_mut().find(|group| group.0 == key) {
            Some(group) => group.1.push(source),
            None => groups.push((key, vec![source])),
        }
    }
    for (_, members) in groups {
        let (Some(first), true) = (members.first(), members.len() > 1) else { continue };
        // Two prices of two coins have the same columns too: they overlap in time.
        let related = members.iter().all(|source| family(source.name()) == family(first.name()));
        if !in_a_row(&members) && !related {
            continue;
        }
        // A question of the page asks the same, and more.
        let asked = model.questions.iter().any(|question| match &question.about {
            About::SameName { old, new, .. } => {
                members.iter().any(|source| source.id == *old || source.id == *new)
            }
            _ => false,
        });
        if asked {
            continue;
        }
        let act = Act::Join {
            into: first.id.clone(),
            parts: members.iter().skip(1).map(|source| source.id.clone()).collect(),
        };
        let words = text::join(members.len() as u64);
        push(model, offers, &act, Some(first.id.clone()), words);
    }
}

/// Where the largest value stands twenty times above the usual one, the rest is a flat line.
fn logs(model: &Model, comparison: &Comparison, offers: &mut Vec<Offer>) {
    const FAR: f64 = 20.0;
    let own_units = matches!(comparison.recipe.scale, Some(ScaleMode::Dual | ScaleMode::Panels));
    let sides = [
        (false, comparison.recipe.log_x, &comparison.x, &comparison.alignment.x),
        (true, comparison.recipe.log_y, &comparison.y, &comparison.alignment.y),
    ];
    let sides = sides.into_iter().take(if model.alone.is_some() { 1 } else { 2 });
    for (y, _, picked, column) in sides.filter(|side| own_units && !side.1) {
        let mut values = column.usable();
        values.retain(|value| value.is_finite());
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let usual = median_in_place(&mut values);
        if low >= 0.0 && usual > 0.0 && high > FAR * usual {
            let words = text::log(&picked.name(&model.recipe, model.language), high / usual);
            push(model, offers, &Act::Log { y }, None, words);
        }
    }
}

/// Where too little happens in a period to tell anything, the next longer one in which enough
/// does, with what would then be known.
fn coarser(model: &Model, comparison: &Comparison, offers: &mut Vec<Offer>) {
    const ENOUGH: f64 = 5.0;
    const SPARSE: f64 = 2.0;
    const PERIODS_MIN: u64 = 30;
    let kind = model.report.as_ref().map(|report| report.verdict.kind);
    let untold = matches!(kind, Some(VerdictKind::None | VerdictKind::CannotTell));
    if !untold || SettingId::Period.setting().reach > model.reach() {
        return;
    }
    let (present, alignment) = (comparison.period, &comparison.alignment);
    let sides = [(&comparison.x, &alignment.x), (&comparison.y, &alignment.y)];
    // The one in which less happens.
    let each = sides.into_iter().filter_map(|(picked, column)| {
        let counted = picked.kind == SeriesKind::EventCount
            && matches!(picked.aggregate, Aggregate::Sum | Aggregate::Count);
        let values = column.usable();
        let there: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
        let mean = there.iter().sum::<f64>() / there.len() as f64;
        (counted && mean < SPARSE).then_some((picked, mean))
    });
    let Some((picked, mean)) = each.min_by(|a, b| a.1.total_cmp(&b.1)) else { return };
    let times = |period: Period| present.per_year() / period.per_year();
    let longer = [Period::Day, Period::Week, Period::Month].into_iter().filter(|p| *p > present);
    let periods = |period: Period| (alignment.complete as f64 / times(period)) as u64;
    let mut longer = longer.filter(|period| periods(*period) >= PERIODS_MIN);
    let last = longer.clone().next_back();
    let Some(period) = longer.find(|period| mean * times(*period) >= ENOUGH).or(last) else {
        return;
    };
    let Some([least, _]) = detectable(periods(period) as f64, OF_TWO) else { return };
    let name = picked.name(&model.recipe, model.language);
    let now = (present, mean);
    let then = (period, mean * times(period));
    let words = text::coarser(&name, now, then, periods(period), least);
    push(model, offers, &Act::Period(period), None, words);
}

fn outages(
    model: &Model,
    period: Period,
    labels: &[String],
    picked: &Picked,
    column: &Column,
    offers: &mut Vec<Offer>,
) {
    let name = picked.name(&model.recipe, model.language);
    if column.outage.iter().any(|outage| *outage) {
        let act = Act::Restore { series: picked.info.id.clone() };
        let spans =
            model.recipe.outages.iter().filter(|outage| outage.series == picked.info.id).count()
                as u64;
        push(model, offers, &act, None, text::restore(&name, spans));
    }
    if picked.kind != SeriesKind::EventCount {
        return;
    }
    let spans = possible_outages(&column.usable());
    let of = |span: &(usize, usize)| {
        let (from, to) = (labels.get(span.0)?.clone(), labels.get(span.1)?.clone());
        Some(Outage { series: picked.info.id.clone(), from, to })
    };
    let all: Vec<Outage> = spans.iter().filter_map(of).collect();
    if all.len() > 1 {
        let words = text::outages(&name, all.len() as u64);
        push(model, offers, &Act::Outages(all), None, words);
    }
    for (first, last) in spans {
        let Some(outage) = of(&(first, last)) else { continue };
        let from = outage.from.clone();
        let act = Act::Outage(outage);
        let words = text::outage(
            &name,
            &period::label(&from, period),
            &period::count((last + 1 - first) as u64, period),
        );
        push(model, offers, &act, None, words);
    }
}
