//! Many files, one source: what is offered, what is joined by itself, and how it comes apart.

use super::{figure, settings, sources};
use crate::{
    app::{
        catalog::stem,
        message::Effect,
        model::{Model, SourceState},
        offers,
    },
    ingest::source::{Found, Status},
    series::join,
    text::notice,
};
use std::rc::Rc;

/// What two files must share to be parts of one source.
pub fn signature(source: &SourceState) -> Option<String> {
    let found = source.found.as_ref().filter(|found| found.status == Status::Ready)?;
    let time = found.time.as_ref()?;
    let columns: Vec<&str> = found.columns.iter().map(|column| column.name.as_str()).collect();
    Some(format!(
        "{:?}|{:?}|{:?}|{}|{:?}|{}|{}",
        found.role,
        found.layout,
        found.dialect.as_ref().and_then(|dialect| dialect.delimiter.clone()),
        columns.join("\u{1f}"),
        time.clock,
        time.zone,
        time.columns.join("\u{1f}"),
    ))
}

/// A file's name without what rotation and dates put into it: digits, and the marks around them.
pub fn family(name: &str) -> String {
    let mut family = String::new();
    for c in stem(name).to_lowercase().chars() {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if !(c == '#' && family.ends_with('#')) {
            family.push(c);
        }
    }
    // `alerts.log` and `alerts.log.3`, `alerts (2)` and `alerts`.
    let marks = |c: char| matches!(c, '#' | '.' | '-' | '_' | ' ' | '(' | ')' | '~');
    let bare = family.trim_end_matches(marks);
    let bare = bare.trim_end_matches(".log").trim_end_matches(".json").trim_end_matches(".csv");
    if bare.is_empty() { family } else { bare.to_owned() }
}

fn span(found: &Found) -> Option<(i64, i64)> {
    let time = found.time.as_ref()?;
    Some((time.first_ms?, time.last_ms?))
}

/// Whether sources follow each other in time, overlapping at most at their ends: no file lies
/// for more than half in what the others before it reach.
pub fn in_a_row(sources: &[&SourceState]) -> bool {
    let mut spans: Vec<(i64, i64)> =
        sources.iter().filter_map(|source| span(source.found.as_deref()?)).collect();
    spans.sort_unstable();
    spans.len() == sources.len()
        && spans.windows(2).all(|pair| {
            let ((first, last), (next, end)) = (pair[0], pair[1]);
            let overlap = last.min(end) - next;
            overlap <= 0 || 2 * overlap <= (last - first).min(end - next)
        })
}

/// Joins the files of one drop that are parts of one log beyond doubt: same columns, same name
/// but for digits, one after the other in time.
pub fn of_batch(model: &mut Model, ids: &[String]) {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for id in ids {
        let Some(source) = model.source(id).filter(|source| source.part_of.is_none()) else {
            continue;
        };
        let Some(signature) = signature(source) else { continue };
        let key = format!("{}|{signature}", family(source.name()));
        match groups.iter_mut().find(|group| group.0 == key) {
            Some(group) => group.1.push(id.clone()),
            None => groups.push((key, vec![id.clone()])),
        }
    }
    for (_, members) in groups {
        let parts: Vec<&SourceState> = members.iter().filter_map(|id| model.source(id)).collect();
        if members.len() < 2 || !in_a_row(&parts) {
            continue;
        }
        let Some(first) = members.first().cloned() else { continue };
        let name = model.source(&first).map(|source| source.name().to_owned()).unwrap_or_default();
        for id in members.iter().skip(1) {
            attach(model, id, &first);
        }
        rejoin(model, &first);
        sources::index(model, &first);
        model.notice(crate::app::view::Urgency::Note, notice::joined(members.len() as u64, &name));
    }
}

fn attach(model: &mut Model, part: &str, into: &str) {
    // What was joined into the part comes along.
    for source in &mut model.sources {
        if source.id == part || source.part_of.as_deref() == Some(part) {
            source.part_of = Some(into.to_owned());
            source.entries = Vec::new();
            source.joined = None;
        }
    }
}

/// Joins a source into another (or into what that one is a part of).
pub fn join(model: &mut Model, part: &str, into: &str) {
    let root = model
        .source(into)
        .and_then(|source| source.part_of.clone())
        .unwrap_or_else(|| into.to_owned());
    if root == part {
        return;
    }
    attach(model, part, &root);
    rejoin(model, &root);
    sources::index(model, &root);
}

/// The other files that are one source with this one.
pub fn others(model: &Model, id: &str) -> Vec<String> {
    let root = |source: &SourceState| source.part_of.clone().unwrap_or_else(|| source.id.clone());
    let Some(own) = model.source(id).map(root) else { return Vec::new() };
    model
        .sources
        .iter()
        .filter(|source| root(source) == own && source.id != id)
        .map(|source| source.id.clone())
        .collect()
}

/// Makes the joined data of a source, or of the one it is a part of, anew.
pub fn rejoin(model: &mut Model, id: &str) {
    let Some(root) =
        model.source(id).map(|source| source.part_of.clone().unwrap_or_else(|| id.to_owned()))
    else {
        return;
    };
    let parts: Vec<&SourceState> = model
        .sources
        .iter()
        .filter(|source| source.id == root || source.part_of.as_ref() == Some(&root))
        .filter(|source| source.found.as_ref().is_some_and(|found| found.status == Status::Ready))
        .collect();
    let joined = if parts.len() > 1 {
        let data: Vec<_> = parts.iter().map(|source| &*source.data).collect();
        join::join(&data).map(Rc::new)
    } else {
        None
    };
    if let Some(source) = model.source_mut(&root) {
        source.joined = joined;
    }
    if root != id {
        sources::index(model, &root);
    }
}

/// A source was removed: its parts stand alone again, or its whole is joined anew.
pub fn removed(model: &mut Model, id: &str) {
    let parts: Vec<String> = model
        .sources
        .iter()
        .filter(|source| source.part_of.as_deref() == Some(id))
        .map(|source| source.id.clone())
        .collect();
    // The first part takes the place of the one that is gone.
    if let [first, rest @ ..] = parts.as_slice() {
        if let Some(source) = model.source_mut(first) {
            source.part_of = None;
        }
        for part in rest {
            attach(model, part, first);
        }
        rejoin(model, first);
        sources::index(model, first);
    }
    let roots: Vec<String> = model
        .sources
        .iter()
        .filter(|source| source.joined.is_some())
        .map(|source| source.id.clone())
        .collect();
    for root in roots {
        rejoin(model, &root);
        sources::index(model, &root);
    }
}

/// Takes a joined source apart.
pub fn part(model: &mut Model, root: &str) {
    let mut ids: Vec<String> = Vec::new();
    for source in &mut model.sources {
        if source.part_of.as_deref() == Some(root) || source.id == root {
            source.part_of = None;
            source.joined = None;
            source.patch.join_with = None;
            ids.push(source.id.clone());
        }
    }
    for id in ids {
        sources::index(model, &id);
    }
}

/// Does what an offer says.
pub fn accept(model: &mut Model, offer: &str, out: &mut Vec<Effect>) {
    match offers::parse(offer) {
        Some(offers::Act::Join { into, parts }) => {
            for part in &parts {
                join(model, part, &into);
            }
            sources::settle(model, out);
            figure::refresh(model, out);
        }
        Some(offers::Act::Part { root }) => {
            part(model, &root);
            model.declined.insert(offer.to_owned(), ());
            figure::refresh(model, out);
        }
        Some(offers::Act::Outage(outage)) => {
            let mut outages = model.recipe.outages.clone();
            if !outages.contains(&outage) {
                outages.push(outage);
            }
            settings::set(model, &serde_json::json!({ "outages": outages }), None, out);
        }
        Some(offers::Act::Restore { series }) => {
            let mut outages = model.recipe.outages.clone();
            outages.retain(|outage| outage.series != series);
            settings::set(model, &serde_json::json!({ "outages": outages }), None, out);
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::family;

    #[test]
    fn families_by_table() {
        let same = [
            ("alerts.log", "alerts.log.1"),
            ("alerts.log.1.gz", "alerts.log.30.gz"),
            ("alert-2021-01.csv", "alert-2021-02.csv"),
            ("xmr_2019.csv", "xmr_2020.csv"),
            ("logs/2021/eve.json", "logs/2022/eve.json"),
            ("eve-20210101.json.gz", "eve-20210102.json.gz"),
            ("export (1).csv", "export (2).csv"),
        ];
        for (a, b) in same {
            assert_eq!(family(a), family(b), "{a} {b}");
        }
        for (a, b) in [("xmr-usd.csv", "btc-usd.csv"), ("dns.log", "http.log")] {
            assert_ne!(family(a), family(b), "{a} {b}");
        }
    }
}
