//! What the figure shows of the sources: names that differ, notes, axes.

use super::tests::{Page, alerts, events, price, reads, refused};
use crate::{
    app::{
        ids::FileOffer,
        message::{Effect, Message},
        show::view,
        view::Stage,
    },
    chart::{inputs::Inputs, overlay::Side},
    ingest::source::{Refusal, Status},
    kit::language::Language,
    recipe::{export::CsvStyle, setting::ControlId},
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
        ("s1/price", "s2/price", ["price", "rival price"]),
        ("s3/price", "s2/price", ["price", "rival price"]),
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
    assert_eq!(labels, ["price", "rival price", "price 2"]);
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

#[test]
fn one_series_alone_is_drawn_and_has_no_report() {
    let mut page = Page::new();
    let read = page.add(&["monero-usd.csv"], None)[0];
    page.read(read, price("monero-usd.csv", 90));
    let shown = view(&page.model);
    assert_eq!(shown.stage, Stage::Alone);
    assert!(shown.sentence.headline.contains("monero USD price"), "{}", shown.sentence.headline);
    assert!(shown.sentence.details[0].starts_with("90 values, 1 Jan – 31 Mar 2021"));
    let figure = shown.figure.unwrap();
    assert_eq!((figure.series.len(), figure.labels.len()), (1, 90));
    assert!(figure.numbers.is_empty() && figure.lags.is_none());
    assert!(!page.effects.iter().any(|effect| matches!(effect, Effect::Analyse { .. })));
    let effects = page.send(Message::ReportAsked { ticket: 7 });
    assert!(matches!(effects.as_slice(), [Effect::Reject { ticket: 7, .. }]), "{effects:?}");

    // How it is drawn can be changed; what is about two is not there.
    page.set(json!({ "period": "week" }), 8);
    let shown = view(&page.model);
    assert_eq!(shown.figure.unwrap().labels.len(), 14);
    let ids: Vec<&str> = shown.controls.iter().map(|control| control.id.name()).collect();
    assert!(ids.contains(&"period") && !ids.contains(&"max-lag") && !ids.contains(&"scale"));

    // A file that is of no use says why beside it; one that is takes its place.
    let read = page.add(&["empty.csv"], None)[0];
    assert_eq!(view(&page.model).stage, Stage::Alone, "it stays while another is read");
    page.read(read, refused("empty.csv", Status::Refused(Refusal::Empty)));
    let shown = view(&page.model);
    assert_eq!(shown.stage, Stage::Alone);
    assert!(shown.sentence.details.iter().any(|line| line.starts_with("“empty.csv”: ")));
    let read = page.add(&["alerts.csv"], None)[0];
    page.read(read, alerts());
    assert_eq!(view(&page.model).stage, Stage::Figure);
    assert_eq!(view(&page.model).figure.unwrap().series.len(), 2);
    page.send(Message::RemoveSource { source: "s1".into(), ticket: None });
    assert_eq!(view(&page.model).stage, Stage::Alone);
}

#[test]
fn small_files_on_their_way_are_waited_for() {
    let mut page = Page::new();
    let reads = page.add(&["price.csv", "alerts.csv"], None);
    page.read(reads[0], price("price.csv", 90));
    assert_eq!(view(&page.model).stage, Stage::Gathering);
    page.read(reads[1], alerts());
    assert_eq!(view(&page.model).stage, Stage::Figure);
}

#[test]
fn a_series_is_called_as_the_user_calls_it() {
    let mut page = Page::loaded();
    page.analyse();
    let named = |page: &Page, side: usize| {
        let shown = view(&page.model);
        let fields: Vec<(String, String)> = shown
            .cards
            .iter()
            .flat_map(|card| &card.names)
            .map(|control| (control.id.name().to_owned(), control.value.clone()))
            .collect();
        fields[side].clone()
    };
    assert_eq!(named(&page, 0), ("name-x".to_owned(), "XMR-USD price".to_owned()));
    page.send(Message::of_control(ControlId::NameX, " Monero "));
    page.send(Message::of_control(ControlId::NameY, "警報"));
    let shown = view(&page.model);
    assert!(shown.sentence.headline.contains("Monero"), "{}", shown.sentence.headline);
    assert!(shown.title.starts_with("Monero and 警報"));
    let figure = shown.figure.unwrap();
    assert_eq!(figure.series[0].axis, "Monero, mean per day (USD)");
    assert!(figure.alt.contains("Monero"));
    let report = page.model.report.clone().unwrap();
    assert_eq!((report.x.label.as_str(), report.y.label.as_str()), ("Monero", "警報"));
    let csv = crate::report::csv::aligned(&report, CsvStyle::default());
    assert!(csv.contains("Monero (mean, USD)"));
    // The same numbers with decimal commas.
    let commas = crate::report::csv::aligned(&report, CsvStyle::COMMAS);
    assert!(commas.lines().nth(1).is_some_and(|line| line.contains(';')));
    let points = commas.replace(',', ".").replace(';', ",");
    assert!(points.lines().skip(1).eq(csv.lines().skip(1)));
    assert!(page.model.fragment.contains("nm=s1/price~~Monero"), "{}", page.model.fragment);
    assert_eq!(page.model.recipe.tests_seen, 1, "a name is no look at the data");

    // Without one it has its own again.
    page.send(Message::of_control(ControlId::NameX, ""));
    assert_eq!(named(&page, 0).1, "XMR-USD price");
    assert!(!page.model.fragment.contains("s1/price~~"));
}

#[test]
fn a_group_is_named_only_by_the_user() {
    let mut page = Page::new();
    let reads = page.add(&["price.csv", "log.csv"], None);
    page.read(reads[0], price("price.csv", 110));
    let hosts = ["198.51.100.7", "198.51.100.8"];
    page.read(reads[1], events("log.csv", "2021-01-04T00:10", "2021-04-10T12:00", 31, &hosts));
    page.set(json!({ "y": "s2/group 1" }), 1);
    page.analyse();
    let label = |page: &Page| page.model.report.as_ref().unwrap().y.label.clone();
    assert_eq!(label(&page), "group 1");
    page.send(Message::of_control(ControlId::NameY, "the scanner"));
    assert_eq!(label(&page), "the scanner");
    page.send(Message::LanguageChosen(Language::Ja));
    page.send(Message::of_control(ControlId::NameY, ""));
    assert_eq!(label(&page), "group 1");
    assert!(view(&page.model).sentence.headline.contains("グループ1"));
}

#[test]
fn of_several_prices_one_that_shares_time_with_the_events_is_taken() {
    let mut page = Page::new();
    let reads = page.add(&["gone.csv", "here.csv", "alerts.csv"], None);
    page.read(reads[2], events("alerts.csv", "2021-06-02T00:10", "2021-08-20T12:00", 47, &[]));
    page.read(reads[0], price("gone.csv", 60));
    page.read(reads[1], price("here.csv", 220));
    let pair = |page: &Page| {
        let comparison = page.model.comparison.as_ref().unwrap();
        (comparison.x.info.id.clone(), comparison.y.info.id.clone())
    };
    assert_eq!(pair(&page), ("s2/price".into(), "s3/total".into()));
    page.send(Message::RemoveSource { source: "s2".into(), ticket: None });
    assert_eq!(pair(&page), ("s1/price".into(), "s3/total".into()), "else the first");
}

#[test]
fn two_names_in_one_card_say_which_is_which() {
    let mut page = Page::new();
    let read = page.add(&["log.csv"], None)[0];
    let groups = ["scan", "login"];
    page.read(read, events("log.csv", "2021-01-04T00:10", "2021-04-10T12:00", 31, &groups));
    let shown = view(&page.model);
    assert!(shown.sentence.details.iter().any(|line| line.contains("3 series in this file")));
    assert_eq!(shown.cards[0].names.len(), 1);
    page.set(json!({ "x": "s1/scan", "y": "s1/login" }), 1);
    let labels: Vec<String> =
        view(&page.model).cards[0].names.iter().map(|name| name.label.clone()).collect();
    assert_eq!(labels, ["Name in the figure (First series)", "Name in the figure (Second series)"]);
}

#[test]
fn one_series_is_drawn_alone_where_the_others_take_long() {
    let drawn = |bytes: u64, told: &[u64]| {
        let mut page = Page::new();
        let offer = |(file, name, bytes): (u64, &str, u64)| FileOffer {
            file,
            name: name.into(),
            bytes,
            modified_ms: None,
            example: false,
        };
        let files = [(1, "price.csv", 1000), (2, "alerts.csv", bytes)].map(offer).into();
        let effects = page.send(Message::FilesAdded { files, ticket: None });
        let reads = reads(&effects);
        page.read(reads[0], price("price.csv", 120));
        for &bytes_read in told {
            let (read, total, rows, found) = (reads[1], bytes, 10, None);
            page.send(Message::ReadProgress { read, bytes: bytes_read, total, rows, found });
        }
        let alone = view(&page.model).stage == Stage::Alone;
        assert_eq!(alone, view(&page.model).figure.is_some());
        page.read(reads[1], alerts());
        assert_eq!(view(&page.model).stage, Stage::Figure);
        alone
    };
    // Small, or nothing known yet, or more than a fifth in a fifth of a second.
    assert!(!drawn(3 << 20, &[1 << 10]) && !drawn(100 << 20, &[]));
    assert!(!drawn(100 << 20, &[25 << 20]) && !drawn(100 << 20, &[25 << 20, 40 << 20]));
    assert!(drawn(100 << 20, &[15 << 20]) && drawn(100 << 20, &[25 << 20, 30 << 20, 33 << 20]));
}
