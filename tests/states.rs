//! A person's paths through the page's states: undo of each kind of change, next month's file, a
//! link in a fresh page, a range by typing, the two sides of a date, saved analyses.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

mod without_browser;

use comove::{
    app::{
        message::{Environment, Message},
        question::Way,
        view::{Stage, View},
    },
    calendar::civil::iso_from_ms,
    ingest::{overrides::SourcePatch, topic::OverrideField},
    recipe::{change::Change, setting::ControlId},
    report::snapshot::Snapshot,
};
use serde_json::{Value, json};
use without_browser::Page;

const DAY: i64 = 86_400_000;
const START: i64 = 1_577_836_800_000; // 2020-01-01

fn day(at: i64) -> String {
    iso_from_ms(START + at * DAY)[..10].to_owned()
}

/// A made-up number from 0 to 1, the same each time.
fn noise(at: i64, salt: i64) -> f64 {
    let mixed =
        (at * 7_919 + salt * 104_729 + 12_345).wrapping_mul(2_654_435_761).rem_euclid(10_007);
    mixed as f64 / 10_007.0
}

fn price(days: std::ops::Range<i64>) -> Vec<u8> {
    let mut text = "date,price\n".to_owned();
    for at in days {
        text += &format!("{},{:.2}\n", day(at), 100.0 + 20.0 * noise(at, 1) + at as f64 / 10.0);
    }
    text.into_bytes()
}

fn alerts(days: std::ops::Range<i64>) -> Vec<u8> {
    let mut text = "time,rule\n".to_owned();
    for at in days {
        for turn in 0..1 + (noise(at, 1) * 6.0) as i64 {
            let rule = if turn % 3 == 0 { "miner" } else { "scan" };
            text += &format!("{}T{:02}:15:00,{rule}\n", day(at), 1 + turn * 2);
        }
    }
    text.into_bytes()
}

fn loaded() -> Page {
    let mut page = Page::new();
    page.add("xmr-usd.csv", price(0..200), None);
    page.add("alerts.csv", alerts(0..200), None);
    assert_eq!(page.view().stage, Stage::Figure);
    page
}

fn typed(control: ControlId, value: &str) -> Message {
    Message::of_control(control, value)
}

fn value(view: &View, id: ControlId) -> String {
    let control = view.controls.iter().find(|control| control.id == id).unwrap();
    control.value.clone()
}

fn message(page: &Page, id: ControlId) -> Option<String> {
    page.view().controls.into_iter().find(|control| control.id == id).unwrap().message
}

/// Pairs of a series' id and its name.
type Names = Vec<(String, String)>;

/// What a person sees of an analysis.
fn seen(page: &Page) -> (Vec<String>, String, Vec<String>, Names) {
    let view = page.view();
    let cards = view.cards.iter().flat_map(|card| {
        let overrides = card.overrides.iter().map(|one| format!("{:?} {}", one.field, one.value));
        std::iter::once(card.name.clone()).chain(card.facts.clone()).chain(overrides)
    });
    let controls =
        view.controls.iter().map(|one| (one.id.name().to_owned(), one.value.clone())).collect();
    let cells = view.sentence.cells.iter().map(|cell| cell.text.clone()).collect();
    (cards.collect(), view.sentence.headline, cells, controls)
}

fn decide(page: &mut Page, way: Way) {
    let question = page.view().questions.last().unwrap().id;
    page.send(Message::Decided { question, way });
}

#[test]
fn each_kind_of_change_is_undone_and_done_again() {
    let group = SourcePatch { group_column: Some(None), ..SourcePatch::default() };
    let outage = json!({ "outages": [{ "series": "s2/total", "from": day(20), "to": day(24) }] });
    let changes: Vec<(&str, Message)> = vec![
        ("Period", typed(ControlId::Period, "week")),
        ("the span", typed(ControlId::From, "1 April 2020")),
        ("the span", Message::Change(Change::Window(Some(day(30)), Some(day(90))))),
        ("Name in the figure", typed(ControlId::NameY, "警報")),
        ("Notes on the time axis", typed(ControlId::Notes, "2020-03-01, Fork")),
        ("Notes on the time axis", Message::AnnotationAdded { at: day(40), text: "Freeze".into() }),
        ("quiet spells", Message::SetRecipe { patch: outage, ticket: None }),
        (
            "how “alerts.csv” is read",
            Message::PatchSource { source: "s2".into(), patch: Box::new(group), ticket: None },
        ),
        (
            "how “alerts.csv” is read",
            Message::Override {
                source: "s2".into(),
                field: OverrideField::Zone,
                value: "Asia/Tokyo".into(),
            },
        ),
        ("removing “alerts.csv”", Message::RemoveSource { source: "s2".into(), ticket: None }),
        ("removing “xmr-usd.csv”", Message::RemoveSource { source: "s1".into(), ticket: None }),
    ];
    for (name, change) in changes {
        let mut page = loaded();
        let before = seen(&page);
        page.send(change);
        let after = seen(&page);
        assert_ne!(before, after, "{name}");
        assert_eq!(page.view().undo, Some(format!("Undo: {name}")));
        page.send(Message::Undo);
        assert_eq!(seen(&page), before, "{name}");
        assert_eq!(page.view().redo, Some(format!("Redo: {name}")));
        page.send(Message::Redo);
        assert_eq!(seen(&page), after, "{name}");
    }
    // All of them in a row, and back to the first.
    let mut page = loaded();
    let mut states = vec![seen(&page)];
    for (control, value) in [
        (ControlId::Period, "week"),
        (ControlId::From, "2020-02"),
        (ControlId::Scale, "zscore"),
        (ControlId::NameX, "Monero"),
    ] {
        page.send(typed(control, value));
        states.push(seen(&page));
    }
    states.pop();
    while let Some(state) = states.pop() {
        page.send(Message::Undo);
        assert_eq!(seen(&page), state);
    }
    // The file that came second is what is left to be undone.
    assert_eq!(page.view().undo.as_deref(), Some("Undo: adding “alerts.csv”"));
}

#[test]
fn next_months_file_gives_the_new_figure_with_the_same_settings() {
    let mut page = loaded();
    page.send(typed(ControlId::Period, "week"));
    page.send(Message::Override {
        source: "s2".into(),
        field: OverrideField::Zone,
        value: "Asia/Tokyo".into(),
    });
    page.send(typed(ControlId::NameX, "Monero"));
    let before = seen(&page);
    page.add("alerts (1).csv", alerts(0..230), None);
    let question = page.view().questions.pop().unwrap();
    assert!(question.text.contains("alerts"), "{}", question.text);
    assert_eq!(seen(&page).2, before.2, "what is shown waits for the answer");
    decide(&mut page, Way::Replace);
    page.add("xmr-usd.csv", price(0..230), None);
    decide(&mut page, Way::Replace);
    let view = page.view();
    assert_eq!(view.cards.len(), 2);
    assert_eq!(value(&view, ControlId::Period), "week");
    assert_eq!(value(&view, ControlId::NameX), "Monero");
    let zone = view.cards[1].overrides.iter().find(|one| one.field == OverrideField::Zone);
    assert!(zone.is_some_and(|one| one.set && one.value == "Asia/Tokyo"), "{zone:?}");
    let compared = seen(&page).2.pop().unwrap();
    assert!(compared.contains("Aug 2020"), "{compared}");
    // Undone one after the other; the old figure is there again.
    for _ in 0..4 {
        page.send(Message::Undo);
    }
    assert_eq!(seen(&page), before);

    // As a continuation, and the same file again.
    let mut page = loaded();
    page.add("alerts.csv", alerts(200..230), None);
    decide(&mut page, Way::Join);
    let joined = page.sources().into_iter().find(|source| source.id == "s2").unwrap();
    assert_eq!(joined.files.len(), 2);
    page.add("xmr-usd.csv", price(0..200), None);
    let ways: Vec<Way> = page.view().questions[0].ways.iter().map(|way| way.0).collect();
    assert!(ways.contains(&Way::Replace) && ways.contains(&Way::Both));
}

#[test]
fn a_link_in_a_fresh_page_names_its_files_and_holds() {
    let mut page = loaded();
    page.send(Message::Change(Change::Y(Some("s2/miner".into()))));
    page.send(typed(ControlId::Period, "week"));
    page.send(typed(ControlId::From, "Feb 2020"));
    let figure = seen(&page);
    let fragment = page.fragment.clone();
    let mut fresh = Page::new();
    fresh.send(Message::Started(Environment { fragment, ..Environment::default() }));
    let expects = fresh.view().expects.unwrap();
    assert_eq!(expects.text, "This link expects xmr-usd.csv and alerts.csv.");
    fresh.add("alerts.csv", alerts(0..200), None);
    let expects = fresh.view().expects.unwrap();
    assert_eq!(expects.files, [("xmr-usd.csv".into(), false), ("alerts.csv".into(), true)]);
    fresh.add("xmr-usd.csv", price(0..200), None);
    let view = fresh.view();
    assert_eq!((view.expects, view.stage), (None, Stage::Figure));
    assert_eq!(seen(&fresh), figure);
}

#[test]
fn a_range_is_typed() {
    let mut page = loaded();
    for text in [
        "1 April 2020",
        "April 1st, 2020",
        "Apr 1 2020",
        "2020/4/1",
        "2020-04-01",
        "1.4.2020",
        "20200401",
        "令和2年4月1日",
        "令和２年４月１日",
        "2020年4月1日",
    ] {
        page.send(typed(ControlId::From, text));
        assert_eq!(message(&page, ControlId::From), None, "{text}");
        assert_eq!(value(&page.view(), ControlId::From), "2020-04-01", "{text}");
        let compared = seen(&page).2.pop().unwrap();
        assert!(compared.contains("1 Apr"), "{text}: {compared}");
        page.send(typed(ControlId::From, ""));
    }
    page.send(typed(ControlId::From, "2020年4月"));
    page.send(typed(ControlId::To, "May 2020"));
    let compared = seen(&page).2.pop().unwrap();
    assert!(compared.starts_with("61 days, 1 Apr") && compared.contains("31 May"), "{compared}");
    page.send(typed(ControlId::From, "5/4/2020"));
    let said = message(&page, ControlId::From).unwrap();
    assert!(said.contains("5 Apr 2020") && said.contains("4 May 2020"), "{said}");
    page.send(typed(ControlId::From, "5 May 2020"));
    assert_eq!(message(&page, ControlId::From), None);
}

#[test]
fn before_and_after_a_date() {
    let mut page = loaded();
    let first = page_looks(&page);
    page.send(Message::SplitAt { value: "1 April 2020".into() });
    let split = page.view().split.unwrap();
    assert_eq!(split.message, None);
    let spans: Vec<&str> = split.rows.iter().map(|row| row.span.as_str()).collect();
    assert!(spans[0].ends_with("31 Mar 2020") && spans[1].starts_with("1 Apr"), "{spans:?}");
    for row in &split.rows {
        assert!(row.strength.contains('.') && !row.headline.is_empty() && row.p != "–", "{row:?}");
    }
    assert_eq!(page_looks(&page), first + 2);
    // Looked at again: no further look.
    page.send(Message::SplitAt { value: String::new() });
    page.send(Message::SplitAt { value: "2020-04-01".into() });
    assert_eq!(page_looks(&page), first + 2);
}

fn page_looks(page: &Page) -> u32 {
    page.recipe_now().tests_seen
}

#[test]
fn saved_opened_and_gone_on_with() {
    let mut page = loaded();
    page.send(typed(ControlId::From, "March 2020"));
    let figure = seen(&page);
    page.send(Message::SaveAs { name: "Spring".into() });
    let text = page.saved[0].1.clone();
    assert!(!text.contains("miner,") && page.view().saved[0].name == "Spring");
    let whole: Value = serde_json::from_str(&text).unwrap();
    let column = |values: &Value| -> Vec<f64> {
        let values = values.as_array().unwrap().iter();
        values.map(|value| value.as_f64().unwrap_or(f64::NAN)).collect()
    };
    let values = whole["values"].as_array().unwrap().iter().map(column).collect();
    let kept = Box::new(Snapshot::from_parts(&whole["kept"].to_string(), values).unwrap());
    let mut fresh = Page::new();
    fresh.send(Message::Restored { kept, ticket: None });
    assert_eq!((seen(&fresh).1, seen(&fresh).2), (figure.1.clone(), figure.2.clone()));
    // A foreign file does not destroy it without a word.
    fresh.add("other.csv", price(0..50), None);
    assert_eq!(seen(&fresh).1, figure.1);
    decide(&mut fresh, Way::Leave);
    // Its own files go on with its settings, one after the other too.
    fresh.add("alerts.csv", alerts(0..200), None);
    decide(&mut fresh, Way::Leave);
    assert_eq!(fresh.view().stage, Stage::Figure);
    let slot = page.view().saved[0].slot;
    page.send(Message::RemoveSaved { slot });
    decide(&mut page, Way::Remove);
    assert!(page.saved.is_empty() && page.view().saved.is_empty());
}
