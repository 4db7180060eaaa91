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
    // On the page it stands at the control until it is mended.
    let message = |page: &Page, id: ControlId| {
        let controls = view(&page.model).controls;
        controls.into_iter().find(|control| control.id == id)?.message
    };
    page.send(Message::of_control(ControlId::MaxLag, "many"));
    assert!(message(&page, ControlId::MaxLag).is_some_and(|text| text.contains("many")));
    page.send(Message::of_control(ControlId::Scale, "index"));
    assert!(message(&page, ControlId::MaxLag).is_some() && view(&page.model).notices.is_empty());
    page.send(Message::of_control(ControlId::MaxLag, "9"));
    page.analyse();
    assert_eq!(message(&page, ControlId::MaxLag), None);
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
    let notes = |page: &Page| {
        let mut controls = view(&page.model).controls.into_iter();
        controls.find(|control| control.id == ControlId::Notes).unwrap()
    };
    let held = notes(&page);
    assert_eq!(held.value, "soon, a fork");
    assert!(held.message.is_some_and(|text| text.contains("soon, a fork")));
    page.send(Message::of_control(ControlId::Notes, ""));
    assert_eq!(notes(&page).message, None);
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

#[test]
fn a_range_is_typed_as_people_write_dates() {
    let mut page = Page::loaded();
    page.analyse();
    let control = |page: &Page, id: ControlId| {
        view(&page.model).controls.into_iter().find(|control| control.id == id).unwrap()
    };
    for text in [
        "1 February 2021",
        "Feb 1, 2021",
        "1st of February 2021",
        "2021/2/1",
        "2021-02-01",
        "1.2.2021",
        "20210201",
        "令和3年2月1日",
        "令和３年２月１日",
        "2021年2月1日",
    ] {
        page.send(Message::of_control(ControlId::From, text));
        assert_eq!(page.model.recipe.from.as_deref(), Some("2021-02-01"), "{text}");
        page.send(Message::of_control(ControlId::From, ""));
        assert_eq!(page.model.recipe.from, None);
    }
    // A month is whole at both ends.
    page.send(Message::of_control(ControlId::From, "Feb 2021"));
    page.send(Message::of_control(ControlId::To, "2021年3月"));
    page.analyse();
    let labels = page.asked().1.labels;
    assert_eq!(labels.first().map(String::as_str), Some("2021-02-01"));
    assert_eq!(labels.last().map(String::as_str), Some("2021-03-31"));
    let compared = view(&page.model).sentence.cells.pop().unwrap().text;
    assert!(compared.contains("Feb") && compared.contains("31 Mar 2021"), "{compared}");

    // What is wrong stands at its field, and goes with what mends it.
    let recipe = page.model.recipe.clone();
    for (text, says) in [
        ("soon", "“soon” is no date"),
        ("1/2/2021", "1 Feb 2021"),
        ("31 April 2021", "no date"),
        ("2021-05", "end before it begins"),
        ("2 May 2031", "end before it begins"),
    ] {
        page.send(Message::of_control(ControlId::From, text));
        let from = control(&page, ControlId::From);
        assert_eq!(from.value, text);
        assert!(from.message.as_ref().is_some_and(|message| message.contains(says)), "{from:?}");
        assert_eq!(page.model.recipe, recipe);
        assert_eq!(control(&page, ControlId::To).message, None);
    }
    // Both ends are moved, in whatever order.
    page.send(Message::of_control(ControlId::From, "2021-04-05"));
    assert!(control(&page, ControlId::From).message.is_some());
    page.send(Message::of_control(ControlId::To, "15 Apr 2021"));
    assert_eq!(control(&page, ControlId::From).message, None);
    assert_eq!(page.model.recipe.from.as_deref(), Some("2021-04-05"));
    assert_eq!(page.model.recipe.to.as_deref(), Some("2021-04-15"));
    page.send(Message::of_control(ControlId::To, ""));
    page.send(Message::of_control(ControlId::From, "2031"));
    let message = control(&page, ControlId::From).message.unwrap();
    assert!(message.contains("4 Jan") && message.contains("Apr 2021"), "{message}");
}
