//! Many files at once: which of them get a card, and what is said of the others.
//!
//! A card costs a hundred elements, so that the page makes those that are looked at: up to
//! [`CARDS`], more on request. Sources that are compared, that ask or that failed come first; of the
//! files that were joined into one and have nothing to say, [`PARTS`] are enough.

use super::{model::Model, source::SourceState, view::Crowd};
use crate::{ingest::source::Status, kit::indices::sorted, text::card as text};

/// Cards that are shown at once; each request adds as many.
pub const CARDS: usize = 40;
/// Cards of joined files without a fault that are shown at once where there are more than
/// [`CARDS`] files.
pub const PARTS: usize = 3;
/// A drop of more files than this is read to its end before anything new is compared, and its
/// progress is said as one.
pub const MANY: usize = 24;

/// Whether a drop of many files is being read.
pub fn is_read(model: &Model) -> bool {
    model.batches.iter().any(|batch| batch.sources.len() > MANY)
}

/// Ids, sorted, of the sources of drops of many files that are still being read: none of them can
/// be chosen before it is known which are one.
pub fn awaited(model: &Model) -> Vec<&str> {
    let many = model.batches.iter().filter(|batch| batch.sources.len() > MANY);
    let ids: Vec<&str> = many.flat_map(|batch| &batch.sources).map(String::as_str).collect();
    sorted(ids, &|a, b| a.cmp(b))
}

/// Places of the sources that get a card, in their order.
pub fn shown(model: &Model) -> Vec<usize> {
    let most = CARDS + model.more_cards;
    let all = model.sources.len();
    if all <= CARDS {
        return (0..all).collect();
    }
    let ranked: Vec<(u8, usize)> =
        model.sources.iter().enumerate().map(|(at, source)| (rank(model, source), at)).collect();
    let mut ranked = sorted(ranked, &|a, b| a.0.cmp(&b.0));
    ranked.truncate(most);
    let parts = ranked.partition_point(|(rank, _)| *rank < PART);
    let rest = ranked.partition_point(|(rank, _)| *rank <= PART);
    ranked.drain((parts + PARTS + model.more_cards).min(rest)..rest);
    sorted(ranked.into_iter().map(|(_, at)| at).collect::<Vec<usize>>(), &Ord::cmp)
}

/// Rank of a joined file without a fault.
const PART: u8 = 5;

/// What a person looks for first has the lowest.
fn rank(model: &Model, source: &SourceState) -> u8 {
    let picked = model.drawn().is_some_and(|comparison| {
        let others = comparison.others.iter().chain(&comparison.controls);
        [&comparison.x, &comparison.y].into_iter().chain(others).any(|one| one.source == source.id)
    });
    let status = source.found.as_ref().map(|found| &found.status);
    match (status, &source.reading) {
        _ if picked => 0,
        (Some(Status::Ask(_)), None) => 1,
        (Some(Status::Refused(_) | Status::Failed(_)), None) => 2,
        (_, Some(reading)) if reading.bytes > 0 => 3,
        (Some(Status::Ready), None) if source.part_of.is_none() => 4,
        (Some(Status::Ready), None) => PART,
        _ => 6,
    }
}

/// What is said of many files; `None` while each has its card and few are read.
pub fn crowd(model: &Model) -> Option<Crowd> {
    let batches = model.batches.iter().filter(|batch| batch.sources.len() > MANY);
    let all: usize = batches.map(|batch| batch.sources.len()).sum();
    let left = model.sources.iter().filter(|source| source.reading.is_some()).count().min(all);
    let say = |words: crate::kit::language::Bilingual| words.take(model.language);
    let listed = shown(model).len();
    let more = model.sources.len().saturating_sub(listed);
    if left == 0 && more == 0 {
        return None;
    }
    Some(Crowd {
        text: say(if left > 0 {
            text::reading_many((all - left) as u64, all as u64)
        } else {
            text::listed(listed as u64, model.sources.len() as u64)
        }),
        fraction: (left > 0).then(|| (all - left) as f64 / all as f64),
        more: (more > 0).then(|| say(text::list_more(more.min(CARDS) as u64))),
    })
}
