//! Things that are offered: joining files, treating zeros as an outage. Never done in silence.

use super::{
    file_name::family,
    joinable::{in_a_row, signature},
    model::Model,
    question::About,
    source::SourceState,
    view::Offer,
};
use crate::{
    kit::json::from_text,
    recipe::{recipe::Outage, setting::SettingId},
    report::comparison::Picked,
    series::{align::Column, series::SeriesKind},
    stats::outage::possible_outages,
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
    offers.push(Offer {
        id,
        source,
        text: words.text.take(model.language),
        accept: words.accept.take(model.language),
        decline: words.decline.take(model.language),
    });
}

/// Sources that could be one: the same columns, one after the other in time, whatever their
/// names; those whose names say so too are joined by themselves.
fn joins(model: &Model, offers: &mut Vec<Offer>) {
    let mut groups: Vec<(String, Vec<&SourceState>)> = Vec::new();
    for source in model.sources.iter().filter(|source| source.part_of.is_none()) {
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

fn outages(
    model: &Model,
    period: crate::calendar::period::Period,
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
