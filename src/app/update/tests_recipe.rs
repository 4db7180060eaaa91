//! Settings: what they change, which are refused, and that the address brings them back.

use super::tests::{Page, alerts, price, settled};
use crate::{
    app::{
        answers,
        message::{Answer, Effect, Environment, Message},
        show::view,
    },
    calendar::period::Period,
    ingest::source::{Data, Role},
    recipe::setting::ControlId,
};
use serde_json::json;

#[test]
fn recipes_that_make_no_sense_are_refused_with_a_sentence() {
    let mut page = Page::loaded();
    page.analyse();
    for (patch, named) in [
        (json!({ "period": "fortnight" }), "fortnight"),
        (json!({ "zone": "Mars/Olympus" }), "Mars/Olympus"),
        (json!({ "colour": 1 }), "colour"),
    ] {
        let before = page.model.recipe.clone();
        let effects = page.set(patch, 6);
        let Some(Err(sentence)) = settled(&effects, 6) else { panic!() };
        assert!(sentence.contains(named), "{sentence}");
        assert_eq!(page.model.recipe, before);
    }
    // The page itself gets a notice.
    page.send(Message::of_control(ControlId::Smoothing, "many"));
    assert!(view(&page.model).notices[0].text.contains("many"));
    // A series that is not there is no error of the recipe: it may come yet.
    page.set(json!({ "y": "s9/none" }), 8);
    assert!(matches!(settled(&page.effects, 8), Some(Ok(Answer::Report(_)))));
}

#[test]
fn notes_and_averages_are_set_by_their_controls() {
    let mut page = Page::loaded();
    page.analyse();
    page.send(Message::of_control(ControlId::Smoothing, "8t"));
    assert_eq!(
        (page.model.recipe.smoothing, page.model.recipe.smoothing_trailing),
        (Some(8), true)
    );
    page.send(Message::of_control(ControlId::Smoothing, "1"));
    assert_eq!(
        (page.model.recipe.smoothing, page.model.recipe.smoothing_trailing),
        (Some(1), false)
    );
    page.send(Message::of_control(
        ControlId::Notes,
        "2021-02-01,Fork\n\n2021-03-01, A \"quiet\" week",
    ));
    let notes: Vec<_> = page.model.recipe.annotations.iter().map(|n| n.text.as_str()).collect();
    assert_eq!(notes, ["Fork", "A \"quiet\" week"]);
    page.send(Message::of_control(ControlId::Notes, "soon, a fork"));
    assert_eq!(page.model.recipe.annotations.len(), 2, "an unreadable date changes nothing");
    assert!(view(&page.model).notices[0].text.contains("soon, a fork"));
    page.send(Message::of_control(ControlId::Notes, ""));
    assert!(page.model.recipe.annotations.is_empty());
}

#[test]
fn a_window_declared_after_looking_is_labelled_so() {
    let mut page = Page::new();
    // Before any file: declared before looking.
    page.set(json!({ "lagWindow": [0, 2] }), 1);
    let reads = page.add(&["xmr-usd.csv", "alerts.csv"], None);
    page.read(reads[0], price("xmr-usd.csv", 120));
    page.read(reads[1], alerts());
    page.analyse();
    assert!(!page.model.report.as_ref().unwrap().recipe.lag_window_after_looking);
    // Another window now is after looking, whatever a script claims.
    page.set(json!({ "lagWindow": [0, 5], "lagWindowAfterLooking": false }), 2);
    page.analyse();
    let recipe = page.model.report.as_ref().unwrap().recipe.clone();
    assert!(recipe.lag_window_after_looking);
    assert_eq!(recipe.tests_seen, 2);
    page.set(json!({ "lagWindowAfterLooking": false, "looks": 0 }), 3);
    let recipe = answers::recipe(&page.model);
    assert!(recipe.lag_window_after_looking && recipe.tests_seen == 2);
    // Looking at the same again is no new look.
    page.set(json!({ "lagWindow": null }), 4);
    page.analyse();
    page.set(json!({ "lagWindow": [0, 5] }), 5);
    page.analyse();
    assert_eq!(page.model.recipe.tests_seen, 3);
}

#[test]
fn the_address_restores_the_same_report() {
    let mut page = Page::loaded();
    page.analyse();
    page.set(json!({ "period": "week", "zone": "Asia/Tokyo", "smoothing": 5 }), 1);
    page.analyse();
    let report = page.model.report.clone().unwrap();
    let fragment = page
        .effects
        .iter()
        .rev()
        .find_map(|effect| match effect {
            Effect::WriteUrl { fragment, .. } => Some(fragment.clone()),
            _ => None,
        })
        .unwrap();

    let mut other = Page::new();
    other.send(Message::Started(Environment { fragment, ..Environment::default() }));
    let reads = other.add(&["xmr-usd.csv", "alerts.csv"], None);
    other.read(reads[0], price("xmr-usd.csv", 120));
    other.read(reads[1], alerts());
    other.analyse();
    assert_eq!(*other.model.report.clone().unwrap(), *report);
}

#[test]
fn controls_say_their_value_and_swap() {
    let mut page = Page::loaded();
    page.analyse();
    let value = |page: &Page, id: ControlId| {
        view(&page.model).controls.into_iter().find(|control| control.id == id).unwrap()
    };
    assert_eq!(value(&page, ControlId::Period).value_text, "automatic (day)");
    let hour = value(&page, ControlId::Period).choices[1].clone();
    assert!(hour.disabled.is_some(), "a daily price has no hours");
    page.send(Message::of_control(ControlId::Period, "month"));
    assert_eq!(value(&page, ControlId::Period).value, "month");
    assert_eq!(value(&page, ControlId::AggregateX).value, "mean");
    page.send(Message::of_control(ControlId::X, "s2/total"));
    assert_eq!(value(&page, ControlId::X).value, "s2/total");
    assert_eq!(value(&page, ControlId::Y).value, "s1/price");
    assert_eq!(value(&page, ControlId::AggregateX).value, "sum");
    page.send(Message::of_control(ControlId::Swap, ""));
    assert_eq!(value(&page, ControlId::X).value, "s1/price");
}

#[test]
fn a_period_finer_than_a_source_is_not_taken() {
    let mut page = Page::loaded();
    page.set(json!({ "period": "hour" }), 1);
    page.analyse();
    assert_eq!(page.model.report.as_ref().unwrap().aligned.period, Period::Day);
    assert!(view(&page.model).sentence.cautions[0].contains("hour"));
}

#[test]
fn the_same_input_gives_the_same_report() {
    let report = |backwards: bool| {
        let mut page = Page::new();
        let reads = page.add(&["xmr-usd.csv", "alerts.csv"], None);
        let readings = [(reads[0], price("xmr-usd.csv", 120)), (reads[1], alerts())];
        let order = if backwards { [1, 0] } else { [0, 1] };
        for at in order {
            page.read(readings[at].0, readings[at].1.clone());
        }
        page.analyse();
        serde_json::to_string(&*page.model.report.clone().unwrap()).unwrap()
    };
    assert_eq!(report(false), report(true));
}

#[test]
fn two_columns_of_one_price_file_are_no_pair_but_those_of_a_wide_one_are() {
    let two = |role: Role| {
        let mut reading = price("rates.csv", 120);
        if let Data::Measurements(data) = &mut reading.data {
            let mut column = data.columns[0].clone();
            (column.name, column.index) = ("other".into(), 2);
            data.columns.push(column);
        }
        reading.found.role = Some(role);
        let mut page = Page::new();
        let read = page.add(&["rates.csv"], None)[0];
        page.read(read, reading);
        page.model.comparison.is_ok()
    };
    assert!(!two(Role::Series));
    assert!(two(Role::WideSeries));
}
