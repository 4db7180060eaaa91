//! Files that are one source are read one way.

use super::tests::{Page, events};
use crate::app::message::{Effect, Message};
use crate::ingest::overrides::{Count, SourcePatch};

fn page_of_three() -> Page {
    let mut page = Page::new();
    let reads = page.add(&["alerts.log.2", "alerts.log.1", "alerts.log"], None);
    let parts = [
        ("alerts.log.2", "2021-01-04T00:10", "2021-02-01T12:00"),
        ("alerts.log.1", "2021-02-01T00:10", "2021-03-01T12:00"),
        ("alerts.log", "2021-03-01T00:10", "2021-04-01T12:00"),
    ];
    for (read, (name, from, to)) in reads.into_iter().zip(parts) {
        page.read(read, events(name, from, to, 60, &["a", "b"]));
    }
    page
}

/// What each file is read with.
fn patches(effects: &[Effect]) -> Vec<(String, SourcePatch)> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Read { name, patch, .. } => Some((name.clone(), (**patch).clone())),
            _ => None,
        })
        .collect()
}

fn patch(page: &mut Page, source: &str, patch: SourcePatch) -> Vec<(String, SourcePatch)> {
    patches(&page.send(Message::PatchSource {
        source: source.into(),
        patch: Box::new(patch),
        ticket: None,
    }))
}

#[test]
fn an_override_reaches_every_file() {
    let mut page = page_of_three();
    let by_source = SourcePatch { group_column: Some(Some(1)), ..SourcePatch::default() };
    let reads = patch(&mut page, "s1", by_source.clone());
    assert_eq!(reads.len(), 3);
    assert!(reads.iter().all(|(_, patch)| patch.group_column == Some(Some(1))), "{reads:?}");
    let summed = SourcePatch { count: Some(Count::Rows), ..SourcePatch::default() };
    let reads = patch(&mut page, "s2", summed);
    assert!(reads.iter().all(|(_, patch)| patch.count == Some(Count::Rows)), "{reads:?}");
    assert_eq!(reads.len(), 3);
    // A year is that of one file: yearly logs have one each.
    let year = SourcePatch { year: Some(2020), ..SourcePatch::default() };
    let reads = patch(&mut page, "s1", year);
    assert_eq!(reads.len(), 1);
    assert_eq!(reads[0].1.group_column, Some(Some(1)));
    let undo = |page: &mut Page| patches(&page.send(Message::UndoPatch { source: "s1".into() }));
    assert_eq!(undo(&mut page).len(), 1);
    let reads = undo(&mut page);
    assert_eq!(reads.len(), 3);
    assert!(reads.iter().all(|(_, patch)| *patch == by_source), "{reads:?}");
    let reads = undo(&mut page);
    assert!(reads.iter().all(|(_, patch)| *patch == SourcePatch::default()), "{reads:?}");
}

#[test]
fn a_file_that_joins_is_read_as_the_others() {
    let mut page = page_of_three();
    let by_source = SourcePatch { group_column: Some(Some(1)), ..SourcePatch::default() };
    patch(&mut page, "s1", by_source);
    let reads = page.add(&["other.log"], None);
    let other = events("other.log", "2021-04-01T00:10", "2021-05-01T12:00", 60, &["a", "b"]);
    page.read(reads[0], other);
    let join = SourcePatch { join_with: Some("s2".into()), ..SourcePatch::default() };
    patch(&mut page, "s4", join);
    let found = page.model.source("s4").unwrap();
    assert_eq!(found.patch.group_column, Some(Some(1)));
    assert_eq!(found.part_of.as_deref(), Some("s1"));
}
