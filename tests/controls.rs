//! Every control changes what the page says or draws, or the page says why not.

mod without_browser;

use comove::{
    app::{
        message::Message,
        view::{Control, View},
    },
    calendar::civil::iso_from_ms,
    ingest::overrides::SourcePatch,
    recipe::setting::ControlId,
};
use std::fmt::Write;
use without_browser::Page;

/// Prices, a log in three groups that follows them, and one that is split by addresses.
fn page() -> Page {
    let mut prices = String::from("date,price (USD)\n");
    let mut alerts = String::from("time,rule\n");
    let mut hosts = String::from("time,src_ip\n");
    let mut price = 100_u64;
    let mut random = 1_u64;
    for day in 0..260_i64 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        price = (price + (random >> 40) % 21 - 10).clamp(20, 300);
        let date = &iso_from_ms(86_400_000 * (18_300 + day))[..10];
        _ = writeln!(prices, "{date},{price}.5");
        for event in 0..price / 10 {
            _ = writeln!(alerts, "{date}T{:02}:11:07Z,rule {}", event % 24, event % 3);
            let host = random % 4 + event % 2;
            _ = writeln!(hosts, "{date}T{:02}:41:09Z,192.0.2.{host}", event % 24);
        }
    }
    let mut page = Page::new();
    page.add("prices.csv", prices.into_bytes(), None);
    page.add("alerts.csv", alerts.into_bytes(), None);
    page.add("hosts.csv", hosts.into_bytes(), None);
    let split = SourcePatch { group_column: Some(Some(1)), ..SourcePatch::default() };
    page.patch("s3", split).unwrap_or_else(|why| panic!("{why}"));
    page
}

/// What a person would choose or type; more than one where the first is the present value.
fn tries(control: &Control) -> Vec<String> {
    let typed: &[&str] = match control.id {
        ControlId::LogX | ControlId::LogY | ControlId::GroupNames => &["on", "off"],
        ControlId::MaxLag => &["3", "90"],
        ControlId::LagWindow => &["1..3", "-2..-1"],
        ControlId::From => &["2020-03-01"],
        ControlId::To => &["2020-08-01"],
        ControlId::Notes => &["2020-05-01, Rules replaced"],
        ControlId::NameX | ControlId::NameY => &["Another name"],
        ControlId::Swap => &[""],
        _ => &[],
    };
    let typed = typed.iter().map(|text| (*text).to_owned());
    let chosen = control
        .choices
        .iter()
        .filter(|choice| !choice.selected && choice.disabled.is_none())
        .map(|choice| choice.value.clone());
    // Of long lists a few; the first of some is what "automatic" means already.
    let chosen: Vec<String> = chosen.collect();
    let last = chosen.iter().rev().take(3).cloned();
    typed.chain(last).filter(|value| *value != control.value || value.is_empty()).collect()
}

/// Everything that the page says and draws, in words.
fn said(view: &View) -> String {
    let View { title, cards, sentence, figure, controls, offers, notices, .. } = view;
    format!("{title:?} {cards:?} {sentence:?} {figure:?} {controls:?} {offers:?} {notices:?}")
}

#[test]
fn every_control_changes_something_or_says_why_not() {
    let mut tried = Vec::new();
    let first = page().view();
    // Two that are there only where they mean something.
    let of_counts = serde_json::json!({ "x": "s2/total", "y": "s1/price (USD)" });
    let weekly = serde_json::json!({ "period": "week" });
    let with = |patch: &serde_json::Value| {
        let mut page = page();
        page.recipe(patch.clone()).unwrap();
        page
    };
    let further = [(ControlId::ShareOfX, of_counts), (ControlId::WeekStart, weekly)];
    let further = further.iter().map(|(id, patch)| (with(patch).view(), *id, Some(patch)));
    let all = first.controls.iter().map(|control| (control.clone(), None));
    let all = all.chain(further.flat_map(|(view, id, patch)| {
        let one = view.controls.into_iter().find(|control| control.id == id);
        one.map(|control| (control, patch))
    }));
    for (control, patch) in all {
        for value in tries(&control) {
            let mut page = patch.map_or_else(page, with);
            let before = page.view();
            page.send(Message::of_control(control.id, &value));
            let after = page.view();
            let what = format!("{} = {value:?}", control.id.name());
            if control.id == ControlId::GroupNames {
                // It changes what leaves the page, and says so itself.
                let of = |view: &View| {
                    view.controls.iter().find(|one| one.id == control.id).unwrap().value.clone()
                };
                assert!(of(&before) != of(&after), "{what} changes nothing");
            } else {
                let (mut before, mut after) = (before, after);
                // The control itself is not enough.
                for view in [&mut before, &mut after] {
                    view.controls.retain(|one| one.id != control.id);
                }
                assert!(said(&before) != said(&after), "{what} changes nothing");
            }
            tried.push(control.id);
        }
    }
    for id in ControlId::ALL {
        assert!(tried.contains(&id), "{} is not shown", id.name());
    }
}

#[test]
fn what_a_field_cannot_take_is_said_and_changes_nothing() {
    for (id, value) in [
        (ControlId::MaxLag, "many"),
        (ControlId::LagWindow, "soon"),
        (ControlId::From, "someday"),
        (ControlId::Notes, "no date, a note"),
        (ControlId::Zone, "Mars/Olympus"),
    ] {
        let mut page = page();
        let before = page.view();
        page.send(Message::of_control(id, value));
        let after = page.view();
        assert!(before.sentence == after.sentence, "{} {value:?} changes the result", id.name());
        let at_field = |view: &View| view.controls.iter().find(|one| one.id == id).cloned();
        assert!(
            after.notices != before.notices || at_field(&after) != at_field(&before),
            "{} {value:?}: nothing is said",
            id.name()
        );
    }
}
