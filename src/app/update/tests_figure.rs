//! What the figure shows of the sources: names that differ, notes, axes.

use super::tests::{Page, events, price};
use crate::{
    app::{message::Message, view::view},
    chart::{inputs::Inputs, overlay::Side},
};
use serde_json::json;

#[test]
fn series_of_one_name_are_told_apart_by_their_files() {
    let mut page = Page::new();
    let reads = page.add(&["a/price.csv", "rival.csv", "b/price.csv"], None);
    for (read, name) in reads.iter().zip(["a/price.csv", "rival.csv", "b/price.csv"]) {
        page.read(*read, price(name, 90));
    }
    // The column is called price as well; the second file of a name is counted.
    for (x, y, expected) in [
        ("s1/price", "s2/price", ["price", "price (rival)"]),
        ("s3/price", "s2/price", ["price 2", "price (rival)"]),
        ("s1/price", "s3/price", ["price", "price 2"]),
    ] {
        page.set(json!({ "x": x, "y": y }), 1);
        page.analyse();
        let report = page.model.report.as_ref().unwrap();
        assert_eq!([&report.x.label, &report.y.label], expected);
        let figure = view(&page.model).figure.unwrap();
        let named: Vec<&String> = figure.series.iter().map(|one| &one.info.label).collect();
        assert_eq!(named, expected);
    }
    // Choices say it too, whether chosen or not.
    let view = view(&page.model);
    let x = view.controls.iter().find(|control| control.id.name() == "x").unwrap();
    let labels: Vec<&str> = x.choices.iter().map(|choice| choice.label.as_str()).collect();
    assert_eq!(labels, ["price", "price (rival)", "price 2"]);
}

#[test]
fn small_and_capital_letters_alone_make_no_other_name() {
    let mut page = Page::new();
    let reads = page.add(&["yahoo.csv", "tradingview.csv"], None);
    let capital = |mut reading: crate::ingest::source::Reading| {
        if let crate::ingest::source::Data::Measurements(values) = &mut reading.data {
            values.columns[0].name = "Price".into();
        }
        reading
    };
    page.read(reads[0], price("yahoo.csv", 90));
    page.read(reads[1], capital(price("tradingview.csv", 90)));
    page.analyse();
    let report = page.model.report.as_ref().unwrap();
    assert_eq!([&report.x.label, &report.y.label], ["price (yahoo)", "Price (tradingview)"]);
}

#[test]
fn a_file_of_notes_joins_those_that_are_there() {
    let mut page = Page::loaded();
    page.analyse();
    page.send(Message::AnnotationAdded { at: "2021-02-01".into(), text: "Fork".into() });
    let give = |text: &str| Message::NotesGiven { name: "notes.csv".into(), text: text.into() };
    page.send(give("date,text\n2021-02-01,Fork\n2021-03-01,Rules"));
    let notes = |page: &Page| -> Vec<String> {
        page.model.recipe.annotations.iter().map(|note| note.text.clone()).collect()
    };
    assert_eq!(notes(&page), ["Fork", "Rules"]);
    assert!(view(&page.model).notices[0].text.contains("2 notes"));
    page.send(give("some day,text"));
    assert_eq!(notes(&page), ["Fork", "Rules"]);
    assert!(view(&page.model).notices.iter().any(|notice| notice.text.contains("some day")));
}

#[test]
fn a_further_series_is_drawn_on_the_axis_of_its_like() {
    let mut page = Page::loaded();
    let reads = page.add(&["logins.csv", "rival.csv"], None);
    page.read(reads[0], events("logins.csv", "2021-01-04T00:10", "2021-04-20T12:00", 91, &[]));
    page.read(reads[1], price("rival.csv", 120));
    page.set(json!({ "others": ["s3/total", "s4/price"] }), 1);
    let figure = view(&page.model).figure.unwrap();
    let sides: Vec<Side> =
        Inputs::of(&figure).overlay.series.iter().map(|series| series.side).collect();
    assert_eq!(sides, [Side::Left, Side::Right, Side::Right, Side::Left]);
}
