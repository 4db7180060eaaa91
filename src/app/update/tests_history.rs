//! Undo and redo of every kind of change.

use super::tests::{Page, alerts, price, reads};
use crate::{
    app::{
        history::State,
        message::{Effect, Message},
        show::view,
    },
    ingest::overrides::SourcePatch,
    kit::language::Language,
    recipe::{change::Change, setting::ControlId},
};
use serde_json::json;

fn loaded() -> Page {
    let mut page = Page::loaded();
    page.analyse();
    page
}

/// A source: its id, name, overrides, and the source that it is a part of.
type Seen = (String, String, SourcePatch, Option<String>);

/// What a state is, as far as a person sees it.
fn seen(page: &Page) -> (String, Vec<Seen>, i32) {
    let mut recipe = page.model.recipe.clone();
    recipe.tests_seen = 0;
    let sources = page.model.sources.iter().map(|source| {
        let (id, part_of) = (source.id.clone(), source.part_of.clone());
        (id, source.name().to_owned(), source.patch.clone(), part_of)
    });
    (crate::recipe::fragment::to_fragment(&recipe), sources.collect(), page.model.shift)
}

fn patched(patch: SourcePatch) -> Message {
    Message::PatchSource { source: "s2".into(), patch: Box::new(patch), ticket: None }
}

/// Answers whatever is being read.
fn finish(page: &mut Page, effects: &[Effect]) {
    for read in reads(effects) {
        let source = page
            .model
            .sources
            .iter()
            .find(|source| source.reading.as_ref().is_some_and(|reading| reading.read == read));
        let reading = match source.map(|source| source.offer.name.as_str()) {
            Some("alerts.csv") => alerts(),
            Some(name) => price(name, 120),
            None => continue,
        };
        page.read(read, reading);
    }
}

#[test]
fn every_kind_of_change_is_undone_and_done_again() {
    let fork = Message::AnnotationAdded { at: "2021-02-01".into(), text: "Fork".into() };
    let notes = Message::NotesGiven { name: "n.csv".into(), text: "2021-03-01,Freeze".into() };
    let zone = SourcePatch { zone: Some("Asia/Tokyo".into()), ..SourcePatch::default() };
    let decimal = SourcePatch { decimal: Some(','), ..SourcePatch::default() };
    let cases: [(Message, &str); 12] = [
        (Message::of_control(ControlId::Period, "week"), "Period"),
        (Message::of_control(ControlId::Smoothing, "7"), "Smoothing"),
        (Message::Change(Change::Window(Some("2021-02".into()), None)), "the span"),
        (Message::Change(Change::Swap), "the pair"),
        (fork, "Notes on the time axis"),
        (notes, "Notes on the time axis"),
        (Message::of_control(ControlId::NameX, "Monero"), "Name in the figure"),
        (patched(zone), "how “alerts.csv” is read"),
        (patched(decimal), "how “alerts.csv” is read"),
        (Message::RemoveSource { source: "s1".into(), ticket: None }, "removing “xmr-usd.csv”"),
        (Message::ShiftOverlay(3), "the shift"),
        (
            Message::SetRecipe {
                patch: json!({"outages": [
                {"series": "s2/total", "from": "2021-02-01", "to": "2021-02-03"}]}),
                ticket: None,
            },
            "quiet spells",
        ),
    ];
    for (message, name) in cases {
        let mut page = loaded();
        assert_eq!(view(&page.model).undo, None);
        let before = seen(&page);
        let effects = page.send(message);
        finish(&mut page, &effects);
        let after = seen(&page);
        assert_ne!(before, after, "{name}");
        let shown = view(&page.model);
        assert_eq!(shown.undo.as_deref(), Some(format!("Undo: {name}").as_str()));
        assert_eq!(shown.redo, None);

        let effects = page.send(Message::Undo);
        finish(&mut page, &effects);
        assert_eq!(seen(&page), before, "{name}");
        assert!(page.model.comparison.is_ok(), "{name}");
        let shown = view(&page.model);
        assert_eq!((shown.undo, shown.redo), (None, Some(format!("Redo: {name}"))));

        let effects = page.send(Message::Redo);
        finish(&mut page, &effects);
        assert_eq!(seen(&page), after, "{name}");
        // A new change ends what could be done again.
        page.send(Message::Undo);
        page.send(Message::of_control(ControlId::Scale, "zscore"));
        assert_eq!(view(&page.model).redo, None, "{name}");
    }
}

#[test]
fn a_removed_file_comes_back_without_being_asked_for() {
    let mut page = loaded();
    let series = page.model.sources[1].entries.clone();
    let effects = page.send(Message::RemoveSource { source: "s2".into(), ticket: None });
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::ReleaseFile { .. })));
    assert!(page.model.comparison.is_err());
    let effects = page.send(Message::Undo);
    assert!(reads(&effects).is_empty());
    assert_eq!(page.model.sources[1].entries, series);
    page.analyse();
    assert!(page.model.report.is_some());
    // Its file can be read anew: the page has it still.
    let patch = SourcePatch { decimal: Some(','), ..SourcePatch::default() };
    let effects = page.send(patched(patch));
    assert!(matches!(effects.as_slice(), [Effect::Read { file: 2, .. }, ..]));
}

#[test]
fn what_is_added_after_an_opened_analysis_was_undone_has_an_id_of_its_own() {
    let kept = Box::new(loaded().model.snapshot().unwrap());
    let mut page = Page::new();
    page.add(&["a.csv", "b.csv"], None);
    page.send(Message::Restored { kept, ticket: Some(1) });
    assert!(page.model.sources.is_empty());
    page.send(Message::Undo);
    page.add(&["more.csv"], None);
    let ids: Vec<&str> = page.model.sources.iter().map(|source| source.id.as_str()).collect();
    assert_eq!(ids, ["s1", "s2", "s3"]);
}

#[test]
fn what_changes_nothing_is_no_step() {
    let mut page = loaded();
    for message in [
        Message::of_control(ControlId::Period, "auto"),
        Message::of_control(ControlId::Zone, "Mars"),
        Message::RemoveSource { source: "s9".into(), ticket: None },
        Message::LanguageChosen(Language::Ja),
        Message::ShiftOverlay(0),
        Message::Undo,
        Message::Redo,
    ] {
        page.send(message.clone());
        assert!(page.model.history.undo.is_empty(), "{message:?}");
    }
}

#[test]
fn the_language_stays_and_so_does_having_looked() {
    let mut page = loaded();
    assert_eq!(page.model.recipe.tests_seen, 1);
    page.send(Message::of_control(ControlId::Period, "week"));
    page.analyse();
    assert_eq!(page.model.recipe.tests_seen, 2);
    page.send(Message::LanguageChosen(Language::Ja));
    assert!(view(&page.model).undo.is_some_and(|undo| undo.starts_with("元に戻す：")));
    for message in [Message::Undo, Message::Redo, Message::Undo] {
        page.send(message);
        page.analyse();
        assert_eq!(page.model.recipe.tests_seen, 2);
        assert_eq!(page.model.language, Language::Ja);
    }
}

#[test]
fn what_was_read_meanwhile_stays_read() {
    let mut page = Page::new();
    let given = page.add(&["xmr-usd.csv", "alerts.csv"], None);
    page.read(given[0], price("xmr-usd.csv", 120));
    page.send(Message::of_control(ControlId::Smoothing, "7"));
    page.read(given[1], alerts());
    let effects = page.send(Message::Undo);
    assert!(reads(&effects).is_empty());
    assert!(page.model.comparison.is_ok() && page.model.recipe.smoothing.is_none());
    // Undone while it is read: it is read on.
    let more = page.add(&["more.csv"], None);
    page.send(Message::of_control(ControlId::Smoothing, "7"));
    page.send(Message::Undo);
    page.read(more[0], price("more.csv", 100));
    assert_eq!(page.model.sources.len(), 3);
    // The file itself goes with the next, and comes back as it was read.
    page.send(Message::Undo);
    assert_eq!(page.model.sources.len(), 2);
    let effects = page.send(Message::Redo);
    assert!(reads(&effects).is_empty());
    assert!(page.model.sources[2].ready());
}

#[test]
fn files_joined_meanwhile_stay_joined() {
    let mut page = Page::new();
    let given = page.add(&["price.csv", "alerts-1.csv", "alerts-2.csv"], None);
    page.read(given[0], price("price.csv", 120));
    let log = |name: &str, from: &str, to: &str| super::tests::events(name, from, to, 47, &[]);
    page.read(given[1], log("alerts-1.csv", "2021-01-04", "2021-02-20"));
    page.send(Message::of_control(ControlId::Smoothing, "7"));
    page.read(given[2], log("alerts-2.csv", "2021-02-20T01:00", "2021-04-20"));
    assert_eq!(page.model.sources[2].part_of.as_deref(), Some("s2"));
    page.send(Message::Undo);
    assert_eq!(page.model.sources[2].part_of.as_deref(), Some("s2"));
    assert!(page.model.sources[1].joined.is_some());
    page.send(Message::RemoveSource { source: "s2".into(), ticket: None });
    page.send(Message::Undo);
    assert_eq!(page.model.sources[2].part_of.as_deref(), Some("s2"));
    assert!(page.model.sources[1].joined.is_some() && page.model.sources[2].entries.is_empty());
}

#[test]
fn history_is_bounded_and_lets_go_of_files() {
    let mut page = loaded();
    page.send(Message::RemoveSource { source: "s2".into(), ticket: None });
    let mut released = Vec::new();
    for turn in 0..150 {
        let width = if turn % 2 == 0 { "7" } else { "1" };
        released.extend(page.send(Message::of_control(ControlId::Smoothing, width)));
    }
    assert_eq!(page.model.history.undo.len(), 100);
    assert!(released.contains(&Effect::ReleaseFile { file: 2 }));
    let effects = page.send(Message::Reset { ticket: None });
    assert!(effects.contains(&Effect::ReleaseFile { file: 1 }));
    assert_eq!(page.model.history.states().flat_map(State::files).count(), 0);
}

#[test]
fn data_that_only_the_history_holds_are_let_go_and_read_again() {
    use crate::ingest::source::Data;
    use std::rc::Rc;
    // As large as a file of years of seconds.
    let heavy = |mut reading: crate::ingest::source::Reading| {
        let Data::Measurements(data) = &mut reading.data else { panic!() };
        let (first, value) = (data.times_ms[0], data.columns[0].values[0]);
        data.times_ms.splice(0..0, std::iter::repeat_n(first, 2_200_000));
        data.columns[0].values.splice(0..0, std::iter::repeat_n(value, 2_200_000));
        reading
    };
    let mut page = Page::new();
    let read = page.add(&["xmr-usd.csv", "alerts.csv"], None);
    page.read(read[0], heavy(price("xmr-usd.csv", 120)));
    page.read(read[1], alerts());
    let weak = Rc::downgrade(&page.model.sources[0].data);
    page.send(Message::RemoveSource { source: "s1".into(), ticket: None });
    assert_eq!(weak.strong_count(), 0, "what was removed gives its memory back");
    // Small ones stay: that comes back at once.
    page.send(Message::RemoveSource { source: "s2".into(), ticket: None });
    assert!(reads(&page.send(Message::Undo)).is_empty());
    assert!(page.model.sources[0].found.is_some());
    // The large one is read again, from the file that is still held.
    let effects = page.send(Message::Undo);
    let again = reads(&effects);
    assert_eq!(again.len(), 1);
    assert!(!page.effects.contains(&Effect::ReleaseFile { file: 1 }));
    page.read(again[0], heavy(price("xmr-usd.csv", 120)));
    let sources: Vec<(&str, bool)> =
        page.model.sources.iter().map(|source| (source.name(), source.ready())).collect();
    assert_eq!(sources, [("xmr-usd.csv", true), ("alerts.csv", true)]);
    assert!(page.model.comparison.is_ok());
    // What is there and in the history at once needs no room: it is not let go.
    page.send(Message::of_control(ControlId::Smoothing, "7"));
    page.send(Message::Undo);
    assert!(page.model.sources[0].found.is_some());
}
