//! An analysis without its files: exported, kept, brought back.

use super::tests::{Page, events, settled};
use crate::{
    app::{
        answers,
        message::{Answer, Carried, Effect, Environment, Message, StoreKey},
        question::Way,
        show,
        show::view,
        view::Stage,
    },
    calendar::period::Period,
    chart::standalone::{Drawing, Lists, Standalone},
    kit::language::Language,
    recipe::{
        export::{ExportKind, ExportOptions},
        recipe::ScaleMode,
        setting::ControlId,
    },
    report::snapshot::Snapshot,
};
use serde_json::{Value, json};
use std::rc::Rc;

fn export(page: &mut Page, kind: ExportKind, options: ExportOptions) -> Vec<Effect> {
    page.send(Message::ExportAsked { kind, options, ticket: Some(90) })
}

/// An analysis from its text.
fn read(text: &str) -> Snapshot {
    let whole: Value = serde_json::from_str(text).unwrap();
    let column = |values: &Value| -> Vec<f64> {
        let values = values.as_array().unwrap();
        values.iter().map(|value| value.as_f64().unwrap_or(f64::NAN)).collect()
    };
    let values = whole["values"].as_array().unwrap().iter().map(column).collect();
    Snapshot::from_parts(&whole["kept"].to_string(), values).unwrap()
}

/// What an exported page carries.
fn page_of(page: &mut Page) -> Rc<Carried> {
    let effects = export(page, ExportKind::Html, ExportOptions::default());
    let Some(Effect::Picture(picture)) = effects.first() else { panic!("{effects:?}") };
    picture.carried.clone().unwrap()
}

/// The same, as it is read again.
fn carried(page: &mut Page) -> Snapshot {
    read(&page_of(page).kept.to_json().unwrap())
}

#[test]
fn an_exported_analysis_comes_back_with_the_same_report() {
    for patch in [
        json!({}),
        json!({ "period": "week" }),
        json!({ "zone": "Asia/Tokyo", "lagWindow": [0, 2], "maxLag": 9 }),
        json!({ "from": "2021-01-20", "to": "2021-03-31", "smoothing": 3, "scale": "index" }),
        json!({ "outages": [{ "series": "s2/total", "from": "2021-02-01", "to": "2021-02-03" }] }),
        json!({ "names": { "s1/price": "Monero", "s2/total": "Alarms" } }),
        json!({ "aggregateX": "max", "annotations": [{ "at": "2021-02-01", "text": "fork" }] }),
    ] {
        let mut page = Page::loaded();
        page.set(patch.clone(), 1);
        page.analyse();
        let kept = carried(&mut page);
        let first = page.model.report.clone().unwrap();

        let mut other = Page::new();
        let effects = other.send(Message::Restored { kept: Box::new(kept), ticket: Some(5) });
        let Some(Ok(Answer::Sources(sources))) = settled(&effects, 5) else { panic!("{patch}") };
        let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
        assert_eq!(names, ["xmr-usd.csv", "alerts.csv"]);
        assert_eq!(sources[0].sha256, first.sources[0].sha256);
        other.analyse();
        assert_eq!(*other.model.report.clone().unwrap(), *first, "{patch}");
        assert!(crate::app::show::same(
            other.model.figure.as_ref().unwrap(),
            page.model.figure.as_ref().unwrap()
        ));
        assert_eq!(other.model.fragment, page.model.fragment);
    }
}

#[test]
fn what_needs_the_files_stays_and_the_rest_can_be_changed() {
    let mut page = Page::loaded();
    page.analyse();
    let kept = carried(&mut page);
    let mut other = Page::new();
    other.send(Message::Restored { kept: Box::new(kept), ticket: None });
    other.analyse();
    let enabled = |page: &Page, id: ControlId| {
        view(&page.model).controls.iter().any(|control| control.id == id && control.enabled)
    };
    assert!(!enabled(&other, ControlId::Period) && enabled(&other, ControlId::LagWindow));
    let effects = other.set(json!({ "period": "month" }), 1);
    assert!(matches!(settled(&effects, 1), Some(Err(reason)) if reason.contains("“period”")));
    assert_eq!(other.model.report.as_ref().unwrap().aligned.period, Period::Day);
    let before = page.model.report.as_ref().unwrap().aligned.complete;
    for page in [&mut other, &mut page] {
        page.set(json!({ "period": "auto", "from": "2021-02-01" }), 2);
        page.analyse();
    }
    let (one, two) = (other.model.report.clone().unwrap(), page.model.report.clone().unwrap());
    assert!(one.aligned.complete < before);
    assert_eq!((&one.aligned, &one.surprises), (&two.aligned, &two.surprises));
    // Files take its place, not without a word.
    other.add(&["new.csv"], None);
    assert!(other.model.kept.is_some());
    let question = view(&other.model).questions.pop().unwrap();
    assert!(question.text.contains("new.csv") && question.text.contains("xmr-usd.csv"));
    other.send(Message::Decided { question: question.id, way: Way::Open });
    assert!(other.model.kept.is_none() && other.model.sources.len() == 1);
    assert_eq!(other.model.sources[0].id, "s1");
}

#[test]
fn removing_one_of_its_sources_leaves_nothing() {
    let mut page = Page::loaded();
    page.analyse();
    let kept = carried(&mut page);
    let mut other = Page::new();
    other.send(Message::Restored { kept: Box::new(kept), ticket: None });
    assert_eq!(view(&other.model).cards.len(), 2);
    other.send(Message::RemoveSource { source: "s1".into(), ticket: None });
    assert_eq!(view(&other.model).stage, Stage::Empty);
}

#[test]
fn an_exported_figure_draws_alone_what_the_page_draws() {
    for patch in [
        json!({}),
        json!({ "period": "week", "smoothing": 3, "smoothingTrailing": true, "scale": "zscore" }),
        json!({ "zone": "Europe/Berlin", "from": "2021-01-20", "to": "2021-03-31", "lagWindow": [0, 2] }),
        json!({ "outages": [{ "series": "s2/total", "from": "2021-02-01", "to": "2021-02-03" }],
                "annotations": [{ "at": "2021-02-01", "text": "fork" }] }),
    ] {
        let mut page = Page::loaded();
        page.analyse();
        page.set(patch, 3);
        page.analyse();
        page.send(Message::ShiftOverlay(2));
        let bytes = page_of(&mut page).standalone.to_bytes().unwrap();
        let alone = Standalone::from_bytes(&bytes).unwrap();
        let report = page.model.report.clone().unwrap();
        let lists = Lists {
            lags: Some(report.lags.clone()),
            rolling: Some(report.rolling.clone()),
            matrix: report.matrix.clone(),
        };
        for language in [Language::En, Language::Ja] {
            page.send(Message::LanguageChosen(language));
            let shown = view(&page.model);
            let told = alone.told(language);
            assert_eq!((&told.title, &told.sentence), (&shown.title, &shown.sentence));
            let figure = alone.figure(language, alone.drawing, &lists);
            assert!(show::same(&figure, shown.figure.as_ref().unwrap()), "{figure:?}");
        }
        // What a reader changes is what the page would draw.
        page.set(json!({ "scale": "index", "smoothing": 7, "smoothingTrailing": false }), 4);
        let changed = Drawing { scale: ScaleMode::Index, smoothing: 7, trailing: false, shift: 2 };
        let figure = alone.figure(Language::Ja, changed, &lists);
        assert!(show::same(&figure, view(&page.model).figure.as_ref().unwrap()), "{figure:?}");
    }
    assert!(Standalone::from_bytes(&[1, 2, 3]).is_err());
}

#[test]
fn kept_in_the_browser_where_the_user_wants_and_back_after_a_reload() {
    let mut page = Page::loaded();
    page.analyse();
    let stored = |effects: &[Effect]| {
        effects.iter().rev().find_map(|effect| match effect {
            Effect::Store { key: StoreKey::Analysis, value } => Some(value.clone()),
            _ => None,
        })
    };
    assert_eq!(stored(&page.effects), None);
    let text = stored(&page.send(Message::KeepChosen(true))).unwrap().unwrap();
    let kept = read(&text);
    let report = page.model.report.clone().unwrap();
    let reloaded = |fragment: &str, urls: &[&str], figure_only: bool| {
        let mut other = Page::new();
        other.send(Message::Started(Environment {
            figure_only,
            fragment: fragment.into(),
            data_urls: urls.iter().map(|url| (*url).to_owned()).collect(),
            stored: vec![("comove.analysis".into(), text.clone())],
            kept: Some(Box::new(kept.clone())),
            ..Environment::default()
        }));
        other
    };
    let own = page.model.fragment.clone();
    for fragment in ["", own.as_str()] {
        let mut other = reloaded(fragment, &[], false);
        other.analyse();
        assert_eq!(other.model.report, Some(report.clone()), "{fragment}");
        assert!(view(&other.model).keeps.analysis);
        let effects = other.send(Message::ForgetStored);
        assert!(effects.contains(&Effect::Store { key: StoreKey::Analysis, value: None }));
    }
    // Another's address, or one with its own data, is what was asked for.
    assert!(reloaded("v=1&p=month", &[], false).model.kept.is_none());
    assert!(reloaded("", &["a.csv"], false).model.kept.is_none());
    // A figure in another page, or a script's program without its page, leaves it alone.
    let hidden = reloaded("", &[], true).model;
    assert!(hidden.kept.is_none() && !hidden.keep);
}

#[test]
fn private_groups_are_in_no_export() {
    let mut page = Page::new();
    let groups = ["198.51.100.7", "203.0.113.9"];
    let reads = page.add(&["price.csv", "hits.csv"], None);
    let price = events("price.csv", "2021-01-04T00:10", "2021-04-20T12:00", 61, &[]);
    let hits = events("hits.csv", "2021-01-04T00:10", "2021-04-20T12:00", 47, &groups);
    page.read(reads[0], price);
    page.read(reads[1], hits);
    page.set(json!({ "y": "s2/group 1", "period": "week" }), 1);
    page.analyse();
    let kinds =
        [ExportKind::Html, ExportKind::Svg, ExportKind::Csv, ExportKind::Json, ExportKind::Methods];
    for kind in kinds {
        let text = format!("{:?}", export(&mut page, kind, ExportOptions::default()));
        assert!(text.contains("group 1"), "{kind:?}: {text}");
        for private in groups {
            assert!(!text.contains(private), "{kind:?}");
        }
    }
    assert!(!format!("{:?}", answers::recipe(&page.model)).contains("198.51"));
}

#[test]
fn a_picture_is_in_the_language_that_was_asked_for() {
    let mut page = Page::loaded();
    page.analyse();
    for language in [Language::En, Language::Ja] {
        let options = ExportOptions { language: Some(language), ..ExportOptions::default() };
        let effects = export(&mut page, ExportKind::Svg, options);
        let Some(Effect::Picture(picture)) = effects.first() else { panic!("{effects:?}") };
        let report = page.model.report.clone().unwrap();
        let verdict = report.verdict.text.get(language);
        assert!(verdict.starts_with(&picture.words.title) && picture.carried.is_none());
        let kana = |c: char| ('ぁ'..='ヿ').contains(&c);
        assert_eq!(picture.words.title.contains(kana), language == Language::Ja);
        assert_eq!(picture.figure.source_line.contains(kana), language == Language::Ja);
    }
    assert_eq!(page.model.language, Language::En);
}

#[test]
fn what_does_not_fit_is_refused() {
    let mut page = Page::loaded();
    page.analyse();
    let kept = carried(&mut page);
    let text = kept.to_json().unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    let head = whole["kept"].to_string();
    assert!(Snapshot::from_parts(&head, vec![]).is_none());
    assert!(
        Snapshot::from_parts(&head.replace("\"comove\":1", "\"comove\":9"), vec![vec![], vec![]])
            .is_none()
    );
    assert!(Snapshot::from_parts("{", vec![vec![], vec![]]).is_none());
    // Columns that were cut by much, and by a little: said, never a panic.
    assert!(Snapshot::from_parts(&head, vec![vec![1.0], vec![2.0]]).is_none());
    let columns = whole["values"].as_array().unwrap().iter();
    let cut: Vec<Vec<f64>> =
        columns.map(|list| vec![1.0; list.as_array().unwrap().len() - 1]).collect();
    if let Some(short) = Snapshot::from_parts(&head, cut) {
        let mut other = Page::new();
        other.send(Message::Restored { kept: Box::new(short), ticket: None });
        assert!(other.model.comparison.is_err() && other.model.report.is_none());
        assert!(!view(&other.model).sentence.headline.is_empty());
    }
}
