//! What accepting an offer does.

use super::{joins, settings, stale::Stale};
use crate::{
    app::{message::Effect, model::Model, offers},
    calendar::period::PeriodChoice,
    recipe::{change::Change, recipe::Outage},
};

/// Does what an offer says; one that is not understood does nothing.
pub fn accept(model: &mut Model, offer: &str, out: &mut Vec<Effect>) -> Stale {
    match offers::parse(offer) {
        Some(offers::Act::Join { into, parts }) => Stale::sources(
            parts.iter().filter_map(|part| joins::join(model, part, &into)).collect(),
        ),
        Some(offers::Act::Part { root }) => {
            model.declined.insert(offer.to_owned(), ());
            Stale::sources(joins::part(model, &root))
        }
        Some(offers::Act::Outage(outage)) => treat_as_missing(model, vec![outage], out),
        Some(offers::Act::Outages(outages)) => treat_as_missing(model, outages, out),
        Some(offers::Act::Log { y: false }) => settings::change(model, Change::LogX(true), out),
        Some(offers::Act::Log { y: true }) => settings::change(model, Change::LogY(true), out),
        Some(offers::Act::Period(period)) => {
            settings::change(model, Change::Period(PeriodChoice::Fixed(period)), out)
        }
        Some(offers::Act::Restore { series }) => {
            let mut outages = model.recipe.outages.clone();
            outages.retain(|outage| outage.series != series);
            settings::change(model, Change::Outages(outages), out)
        }
        None => Stale::nothing(),
    }
}

/// Declines an offer; one that speaks of several declines each.
pub fn decline(model: &mut Model, offer: String) {
    if let Some(offers::Act::Outages(outages)) = offers::parse(&offer) {
        for outage in outages {
            model.declined.insert(offers::id_of(&offers::Act::Outage(outage)), ());
        }
    }
    model.declined.insert(offer, ());
}

fn treat_as_missing(model: &mut Model, more: Vec<Outage>, out: &mut Vec<Effect>) -> Stale {
    let mut outages = model.recipe.outages.clone();
    for outage in more {
        if !outages.contains(&outage) {
            outages.push(outage);
        }
    }
    settings::change(model, Change::Outages(outages), out)
}
