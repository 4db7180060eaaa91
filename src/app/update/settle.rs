//! The end of every message: what it left stale is made again, and promises that have what they
//! wait for are settled.
//!
//! # Contract
//! * One order, each step once: rejoin → index → compare → analyse → ranking → remake → promises → address.
//! * Every promise is settled exactly once: here, or by the handler that refuses its call at once.
//!   A promise that waits has something under way that will bring a message: a reading, a fetch, a
//!   hash or the statistics.
//! * Settling again without a message in between changes nothing and gives no effect (the kept
//!   analysis aside, which is stored as often as the address is stale).

use super::{
    exports, figure, history, joins, questions, ranking,
    reading::index,
    split,
    stale::{History, Stale},
    storage,
};
use crate::app::{
    answers,
    crowd::{self, MANY},
    ids::Ticket,
    message::{Answer, Effect},
    model::Model,
    source::Batch,
};
use litemap::LiteMap;

/// Makes again what is stale, and settles promises.
pub fn settle(model: &mut Model, stale: Stale, out: &mut Vec<Effect>) {
    let Stale { mut sources, mut comparison, report, announce, address } = stale;
    let ended = ended(model);
    for batch in &ended {
        comparison |= batch.sources.len() > MANY;
        let joined = joins::of_batch(model, &batch.sources);
        comparison |= !joined.is_empty();
        if !joined.is_empty() {
            history::joined(model, &batch.sources);
        }
        sources.extend(joined);
        if batch.sources.len() > MANY {
            sources.extend(batch.sources.iter().cloned());
        }
    }
    // Of many files it is not known before their end which are one: until then nothing is made of them.
    let awaited = crowd::awaited(model);
    sources.retain(|id| awaited.binary_search(&id.as_str()).is_err());
    // What one of several files changed changes the source that they are.
    let mut roots: Vec<String> = Vec::with_capacity(sources.len());
    let mut known: LiteMap<String, ()> = LiteMap::new();
    for id in sources {
        let root = joins::root(model, &id).unwrap_or(id);
        if known.try_insert(root.clone(), ()).is_none() {
            roots.push(root);
        }
    }
    let all: Vec<String> = roots
        .iter()
        .flat_map(|root| model.parts(root).map(|part| part.id.clone()).collect::<Vec<_>>())
        .collect();
    for id in &all {
        joins::rejoin(model, id);
    }
    for id in &all {
        index(model, id);
    }
    for id in &all {
        questions::follow(model, id);
    }
    if comparison {
        figure::compare(model);
        figure::analyse(model, out);
        ranking::check(model, !all.is_empty(), out);
    }
    split::settle(model, out);
    if comparison || report {
        figure::remake(model);
    }
    if announce && let Some(report) = &model.report {
        out.push(Effect::Announce { text: report.verdict.headline().take(model.language) });
    }
    promises(model, ended, out);
    if let Some(history) = address {
        storage::write_url(model, history == History::Push, out);
    }
}

/// Calls of `addFiles` none of whose files is being read any more; they are taken out.
fn ended(model: &mut Model) -> Vec<Batch> {
    let reading = |id: &String| model.source(id).is_some_and(|source| source.reading.is_some());
    // Files are read in their order: where one is left, the last is.
    let open = |batch: &Batch| batch.sources.iter().rev().any(reading);
    if model.batches.iter().all(open) {
        return Vec::new();
    }
    let (open, ended) = model.batches.clone().into_iter().partition(open);
    model.batches = open;
    ended
}

fn promises(model: &mut Model, ended: Vec<Batch>, out: &mut Vec<Effect>) {
    for batch in ended {
        if let Some(ticket) = batch.ticket {
            let sources =
                batch.sources.iter().filter_map(|id| answers::source_of(model, id)).collect();
            out.push(Effect::Resolve { ticket, answer: Answer::Sources(sources) });
        }
    }
    let mut read: Vec<(Ticket, String)> = Vec::new();
    for source in model.sources.iter_mut().filter(|source| source.reading.is_none()) {
        let tickets = std::mem::take(&mut source.tickets);
        read.extend(tickets.into_iter().map(|ticket| (ticket, source.id.clone())));
    }
    for (ticket, id) in read {
        if let Some(source) = answers::source_of(model, &id) {
            out.push(Effect::Resolve { ticket, answer: Answer::Source(Box::new(source)) });
        }
    }
    let report = figure::ready(model);
    figure::settle(model, report.as_ref(), out);
    exports::settle(model, report, out);
}
