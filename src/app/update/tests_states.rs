//! Nothing is lost without a word: files of one name, links that name files, analyses that are
//! opened, saved and forgotten, and the two sides of a date.

use super::tests::{Page, alerts, events, price, reads};
use crate::{
    app::{
        ids::FileOffer,
        message::{Effect, Environment, Message, StoreKey, Stored},
        question::Way,
        show::view,
        update::saved,
        view::Stage,
    },
    ingest::overrides::SourcePatch,
    kit::language::Language,
    recipe::{change::Change, setting::ControlId},
    report::{
        analysis::{AnalysisInput, analyse},
        snapshot::Snapshot,
    },
};
use serde_json::Value;

fn loaded() -> Page {
    let mut page = Page::loaded();
    page.analyse();
    page
}

fn decide(page: &mut Page, way: Way) -> Vec<Effect> {
    let question = page.model.questions.last().map_or(0, |question| question.id);
    page.send(Message::Decided { question, way })
}

fn ways(page: &Page) -> Vec<Way> {
    let questions = view(&page.model).questions;
    questions.last().map(|one| one.ways.iter().map(|way| way.0).collect()).unwrap_or_default()
}

fn hashed(
    mut reading: crate::ingest::source::Reading,
    hash: &str,
) -> crate::ingest::source::Reading {
    reading.found.sha256 = Some(hash.repeat(32));
    reading
}

fn kept(page: &Page) -> Snapshot {
    page.model.snapshot().unwrap()
}

#[test]
fn next_months_file_takes_the_place_with_the_same_settings() {
    let mut page = loaded();
    page.send(Message::of_control(ControlId::Period, "week"));
    page.send(Message::Change(Change::Y(Some("s2/total".into()))));
    page.send(Message::of_control(ControlId::NameY, "Alarms"));
    page.analyse();
    let more = page.add(&["alerts (1).csv"], None);
    let longer = events("alerts (1).csv", "2021-01-04T00:10", "2021-04-28T12:00", 47, &[]);
    page.read(more[0], hashed(longer, "cd"));
    // What is shown stays until that is answered.
    assert_eq!(page.model.report.as_ref().unwrap().y.id, "s2/total");
    assert_eq!(ways(&page), [Way::Replace, Way::Join, Way::Both]);
    let before = page.asked().1.labels.len();
    let effects = decide(&mut page, Way::Replace);
    assert!(reads(&effects).is_empty(), "it was read so already");
    page.analyse();
    assert_eq!(page.model.sources.len(), 2);
    let report = page.model.report.clone().unwrap();
    assert_eq!((report.y.id.as_str(), report.y.label.as_str()), ("s2/total", "Alarms"));
    assert_eq!(report.aligned.period.name(), "week");
    assert!(page.asked().1.labels.len() > before, "{before}");
    assert_eq!(view(&page.model).undo.as_deref(), Some("Undo: replacing “alerts (1).csv”"));
    page.send(Message::Undo);
    assert_eq!(page.model.sources.len(), 3);
    assert_eq!(page.model.sources[1].name(), "alerts.csv");
    assert_eq!(ways(&page), [Way::Replace, Way::Join, Way::Both]);
    page.send(Message::Redo);
    assert_eq!(page.model.sources.len(), 2);
}

#[test]
fn overrides_of_a_replaced_file_follow_its_columns() {
    let mut page = Page::loaded();
    let group = SourcePatch { group_column: Some(Some(1)), ..SourcePatch::default() };
    let patch = Message::PatchSource { source: "s2".into(), patch: Box::new(group), ticket: None };
    let effects = page.send(patch);
    page.read(reads(&effects)[0], alerts());
    let more = page.add(&["alerts.csv"], None);
    let mut moved = hashed(alerts(), "cd");
    moved.found.columns[1].name = "sensor".into();
    moved.found.columns.push(crate::ingest::source::Column {
        name: "src".into(),
        index: 2,
        role: crate::ingest::source::ColumnRole::Group,
        unit: None,
    });
    page.read(more[0], moved.clone());
    let effects = decide(&mut page, Way::Replace);
    assert_eq!(page.model.sources[1].patch.group_column, Some(Some(2)));
    assert!(matches!(effects.as_slice(), [Effect::Read { file: 3, .. }, ..]), "{effects:?}");
    page.read(reads(&effects)[0], moved);
    assert!(page.model.comparison.is_ok());
}

#[test]
fn private_groups_are_followed_by_name_not_by_number() {
    let mut page = Page::new();
    let given = page.add(&["price.csv", "hits.csv"], None);
    page.read(given[0], price("price.csv", 120));
    let hits =
        |groups: &[&str]| events("hits.csv", "2021-01-04T00:10", "2021-04-20T12:00", 47, groups);
    page.read(given[1], hits(&["198.51.100.7", "203.0.113.9"]));
    page.send(Message::Change(Change::Y(Some("s2/group 2".into()))));
    let more = page.add(&["hits.csv"], None);
    page.read(more[0], hashed(hits(&["203.0.113.9", "198.51.100.7"]), "cd"));
    decide(&mut page, Way::Replace);
    assert_eq!(page.model.recipe.y.as_deref(), Some("s2/group 1"));
    // One that is gone is said, and no other is shown under its number.
    let more = page.add(&["hits.csv"], None);
    page.read(more[0], hashed(hits(&["192.0.2.1", "198.51.100.7"]), "ef"));
    decide(&mut page, Way::Replace);
    assert_eq!(page.model.recipe.y, None);
    let notices = view(&page.model).notices;
    assert!(notices.iter().any(|notice| notice.text.contains("203.0.113.9")), "{notices:?}");
}

#[test]
fn a_file_of_the_same_name_continues_or_stays_beside_or_is_the_same() {
    let mut page = loaded();
    let more = page.add(&["alerts.csv"], None);
    let later = events("alerts.csv", "2021-04-20T13:00", "2021-04-28T12:00", 47, &[]);
    page.read(more[0], hashed(later, "cd"));
    decide(&mut page, Way::Join);
    assert_eq!(page.model.sources[2].part_of.as_deref(), Some("s2"));
    assert!(page.model.sources[1].joined.is_some() && page.model.questions.is_empty());

    let mut page = loaded();
    let more = page.add(&["alerts.csv"], None);
    page.read(more[0], alerts());
    assert_eq!(ways(&page), [Way::Replace, Way::Both], "byte for byte");
    decide(&mut page, Way::Both);
    assert_eq!(page.model.sources.len(), 3);

    // Neither scripts nor files of one drop are asked, and a question goes with its file.
    let mut page = loaded();
    let more = page.add(&["alerts.csv"], Some(3));
    page.read(more[0], alerts());
    assert!(ways(&page).is_empty());
    let log = |name: &str| events(name, "2021-01-04T00:10", "2021-04-20T12:00", 47, &[]);
    let more = page.add(&["2021/log.csv", "2022/log.csv"], None);
    page.read(more[0], log("2021/log.csv"));
    page.read(more[1], log("2022/log.csv"));
    assert!(ways(&page).is_empty());
    let more = page.add(&["log.csv"], None);
    page.read(more[0], log("log.csv"));
    assert!(!ways(&page).is_empty());
    let source = page.model.sources.last().unwrap().id.clone();
    page.send(Message::RemoveSource { source, ticket: None });
    assert!(ways(&page).is_empty());
}

fn opened(fragment: &str) -> Page {
    let mut page = Page::new();
    page.send(Message::Started(Environment {
        fragment: fragment.to_owned(),
        ..Environment::default()
    }));
    page
}

#[test]
fn a_link_names_its_files_and_its_settings_hold_when_they_come() {
    let mut page = loaded();
    page.send(Message::of_control(ControlId::Period, "week"));
    page.send(Message::of_control(ControlId::NameX, "Monero"));
    page.send(Message::Change(Change::Swap));
    page.analyse();
    let fragment = page.model.fragment.clone();
    let report = page.model.report.clone().unwrap();

    let mut other = opened(&fragment);
    let shown = view(&other.model);
    assert_eq!(shown.stage, Stage::Empty);
    let expects = shown.expects.unwrap();
    assert_eq!(expects.text, "This link expects xmr-usd.csv and alerts.csv.");
    assert_eq!(expects.files, [("xmr-usd.csv".into(), false), ("alerts.csv".into(), false)]);
    other.send(Message::LanguageChosen(Language::Ja));
    assert!(view(&other.model).expects.unwrap().text.contains("「xmr-usd.csv」「alerts.csv」"));
    other.send(Message::LanguageChosen(Language::En));
    // In another order, from another folder, one after the other.
    let given = other.add(&["down/Alerts (2).csv"], None);
    other.read(given[0], alerts());
    let expects = view(&other.model).expects.unwrap();
    assert_eq!(expects.text, "Still missing: xmr-usd.csv.");
    assert_eq!(expects.files, [("xmr-usd.csv".into(), false), ("alerts.csv".into(), true)]);
    let given = other.add(&["xmr-usd.csv"], None);
    other.read(given[0], price("xmr-usd.csv", 120));
    assert_eq!(view(&other.model).expects, None);
    other.analyse();
    let again = other.model.report.clone().unwrap();
    assert_eq!(again.aligned, report.aligned);
    assert_eq!((&again.x.id, &again.y.label), (&report.x.id, &report.y.label));
    // Next month's names are known by what is the same in them.
    let fragment = "v=1&x=s2/price&p=week&in=s2~~xmr-2024-01.csv&in=s4~~alerts.csv";
    let mut other = opened(fragment);
    other.add(&["new.csv", "xmr-2024-02.csv", "alerts.csv"], None);
    let ids: Vec<&str> = other.model.sources.iter().map(|source| source.id.as_str()).collect();
    assert_eq!(ids, ["s2", "s4", "s5"]);
    // A link of before names none.
    assert_eq!(view(&opened("v=1&p=week").model).expects, None);
}

#[test]
fn what_is_opened_beside_unsaved_work_asks_first() {
    let mut page = loaded();
    page.send(Message::of_control(ControlId::Period, "week"));
    page.analyse();
    let figure = kept(&page);
    let restored = || Message::Restored { kept: Box::new(figure.clone()), ticket: None };
    let mut other = loaded();
    assert!(other.model.unsaved());
    other.send(restored());
    assert!(other.model.kept.is_none());
    assert_eq!(ways(&other), [Way::Open, Way::Leave]);
    decide(&mut other, Way::Leave);
    assert!(other.model.kept.is_none() && other.model.questions.is_empty());
    other.send(restored());
    decide(&mut other, Way::Open);
    assert!(other.model.kept.is_some() && !other.model.unsaved());
    other.analyse();
    // What was there comes back, with its looks.
    let effects = other.send(Message::Undo);
    assert!(reads(&effects).is_empty() && other.model.kept.is_none());
    assert_eq!(other.model.recipe.tests_seen, 1);
    other.analyse();
    assert_eq!(other.model.recipe.tests_seen, 1);
    assert_eq!(other.model.sources.len(), 2);
    other.send(Message::Redo);
    assert!(other.model.kept.is_some());

    // An example is no work, and scripts know what they do.
    let mut example = Page::new();
    let offer = |file: u64| FileOffer {
        file,
        name: format!("made-up-{file}.csv"),
        bytes: 10,
        modified_ms: None,
        example: true,
    };
    example.send(Message::FilesAdded { files: vec![offer(1)], ticket: None });
    assert!(!example.model.unsaved());
    example.send(restored());
    assert!(example.model.kept.is_some() && example.model.questions.is_empty());
}

#[test]
fn data_dropped_on_a_figure_ask_unless_they_are_its_own() {
    let figure = kept(&loaded());
    let restored = || Message::Restored { kept: Box::new(figure.clone()), ticket: None };
    let mut page = Page::new();
    page.send(restored());
    page.send(Message::of_control(ControlId::From, "2021-02-01"));
    page.add(&["alerts.csv"], None);
    assert!(page.model.kept.is_some());
    let released = decide(&mut page, Way::Leave);
    assert!(matches!(released.as_slice(), [Effect::ReleaseFile { .. }]));
    page.add(&["alerts.csv"], None);
    decide(&mut page, Way::Open);
    assert!(page.model.kept.is_none() && page.model.recipe.from.is_none());
    page.send(Message::Undo);
    assert!(page.model.kept.is_some());
    assert_eq!(page.model.recipe.from.as_deref(), Some("2021-02-01"));

    // Its own files go on with its settings.
    let given = page.add(&["alerts.csv", "xmr-usd.csv"], None);
    assert!(page.model.kept.is_none() && page.model.questions.len() <= 1);
    page.read(given[0], alerts());
    page.read(given[1], price("xmr-usd.csv", 120));
    assert_eq!(page.model.recipe.from.as_deref(), Some("2021-02-01"));
    let ids: Vec<&str> = page.model.sources.iter().map(|source| source.id.as_str()).collect();
    assert_eq!(ids, ["s1", "s2"]);
    assert!(page.model.comparison.is_ok());
}

fn saved_text(effects: &[Effect]) -> Option<(u8, String)> {
    effects.iter().find_map(|effect| match effect {
        Effect::StoreSaved { slot, value: Some(text) } => Some((*slot, text.clone())),
        _ => None,
    })
}

fn names(page: &Page) -> Vec<String> {
    view(&page.model).saved.into_iter().map(|saved| saved.name).collect()
}

#[test]
fn analyses_are_saved_by_name_opened_renamed_and_removed() {
    let save = |page: &mut Page, name: &str| page.send(Message::SaveAs { name: name.into() });
    let mut page = loaded();
    assert!(save(&mut Page::new(), "none").is_empty());
    let effects = save(&mut page, "  Monero\nweekly ");
    let (slot, text) = saved_text(&effects).unwrap();
    assert!(effects.iter().any(|effect| matches!(
        effect,
        Effect::Store { key: StoreKey::Saved, value: Some(index) } if index.contains("Monero weekly")
    )));
    assert!(!page.model.unsaved());
    page.send(Message::of_control(ControlId::Smoothing, "7"));
    assert!(page.model.unsaved());
    // The same name again is the same place; another's name gets a number.
    assert_eq!(saved_text(&save(&mut page, "Monero weekly")).unwrap().0, slot);
    let other = saved_text(&save(&mut page, "B")).unwrap().0;
    page.send(Message::RenameSaved { slot: other, name: "Monero weekly".into() });
    assert_eq!(names(&page), ["Monero weekly", "Monero weekly (2)"]);
    page.send(Message::RenameSaved { slot: other, name: " ".into() });
    page.send(Message::RenameSaved { slot: other, name: "Ransom".into() });
    assert_eq!(names(&page), ["Monero weekly", "Ransom"]);
    // Opened: the page reads it, and it is the same.
    let effects = page.send(Message::OpenSaved { slot });
    assert_eq!(effects, [Effect::OpenSaved { slot }]);
    let whole: Value = serde_json::from_str(&text).unwrap();
    let column = |values: &Value| -> Vec<f64> {
        let values = values.as_array().unwrap();
        values.iter().map(|value| value.as_f64().unwrap_or(f64::NAN)).collect()
    };
    let values = whole["values"].as_array().unwrap().iter().map(column).collect();
    let read = Snapshot::from_parts(&whole["kept"].to_string(), values).unwrap();
    let mut fresh = Page::new();
    fresh.send(Message::Restored { kept: Box::new(read), ticket: None });
    fresh.analyse();
    assert_eq!(view(&fresh.model).stage, Stage::Figure);
    // Removing asks.
    page.send(Message::RemoveSaved { slot: other });
    assert_eq!((names(&page).len(), ways(&page)), (2, vec![Way::Remove, Way::Leave]));
    let effects = decide(&mut page, Way::Remove);
    assert!(effects.contains(&Effect::StoreSaved { slot: other, value: None }));
    assert_eq!(names(&page), ["Monero weekly"]);
    // It is bounded.
    for turn in 0..30 {
        page.model.saved_as = None;
        save(&mut page, &format!("n{turn}"));
    }
    assert_eq!(names(&page).len(), saved::MOST);
    assert!(view(&page.model).notices.iter().any(|notice| notice.text.contains("20 analyses")));
    let index = serde_json::to_string(&page.model.saved).unwrap();
    let mut again = Page::new();
    again.send(Message::Started(Environment {
        stored: vec![(StoreKey::Saved.name().into(), index)],
        ..Environment::default()
    }));
    assert_eq!(names(&again), names(&page));
    assert!(view(&again.model).keeps.anything);
    // Forgotten with all else.
    let effects = page.send(Message::ForgetStored);
    assert!(effects.contains(&Effect::StoreSaved { slot, value: None }));
    assert!(names(&page).is_empty());
    assert_eq!(view(&page.model).stage, Stage::Empty);
}

#[test]
fn what_the_browser_does_not_store_is_said() {
    let mut page = loaded();
    let effects = page.send(Message::SaveAs { name: "A".into() });
    let (slot, _) = saved_text(&effects).unwrap();
    page.send(Message::StoreFailed { what: Stored::Saved(slot) });
    assert!(names(&page).is_empty() && page.model.unsaved());
    assert_eq!(view(&page.model).notices.len(), 1);
    page.send(Message::KeepChosen(true));
    page.send(Message::StoreFailed { what: Stored::Key(StoreKey::Analysis) });
    assert!(!view(&page.model).keeps.analysis);
    // Remembered overrides and colours are a comfort, no promise.
    let before = view(&page.model).notices.len();
    page.send(Message::StoreFailed { what: Stored::Key(StoreKey::Overrides) });
    assert_eq!(view(&page.model).notices.len(), before);
}

fn aside(effects: &[Effect]) -> Vec<(u64, AnalysisInput)> {
    let of = |effect: &Effect| match effect {
        Effect::AnalyseAside { revision, input } => Some((*revision, (**input).clone())),
        _ => None,
    };
    effects.iter().filter_map(of).collect()
}

fn answer_aside(page: &mut Page, asked: &[(u64, AnalysisInput)]) {
    for (revision, input) in asked {
        let analysis = Box::new(analyse(input));
        page.send(Message::Analysed { revision: *revision, analysis });
    }
}

#[test]
fn before_and_after_a_date_stand_side_by_side() {
    let mut page = loaded();
    let at = |value: &str| Message::SplitAt { value: value.into() };
    assert!(view(&page.model).split.unwrap().rows.is_empty());
    let effects = page.send(at("1 March 2021"));
    let asked = aside(&effects);
    let ends = |at: usize| {
        let labels = &asked[at].1.labels;
        (labels.first().cloned().unwrap(), labels.last().cloned().unwrap())
    };
    assert_eq!(asked.len(), 2);
    assert_eq!(ends(0), ("2021-01-04".into(), "2021-02-28".into()));
    assert_eq!(ends(1), ("2021-03-01".into(), "2021-04-20".into()));
    // What is shown stays as it is, and both halves are looks.
    let whole = page.model.report.clone().unwrap();
    answer_aside(&mut page, &asked);
    assert_eq!(page.model.recipe.tests_seen, 3);
    assert_eq!(page.model.report.clone().unwrap().surprises, whole.surprises);
    let split = view(&page.model).split.unwrap();
    assert_eq!((split.rows[0].name.as_str(), split.rows[1].name.as_str()), ("Before", "After"));
    for row in &split.rows {
        assert!(!row.headline.is_empty() && row.p != "–" && row.strength != "–", "{row:?}");
        assert!(row.n.contains("as good as"), "{row:?}");
    }
    assert!(split.below.iter().any(|line| line.contains("3 so far")), "{split:?}");
    // The same numbers as of a span that is set.
    page.send(Message::Change(Change::Window(None, Some("2021-02-28".into()))));
    page.analyse();
    let alone = page.model.report.clone().unwrap();
    assert_eq!(page.model.recipe.tests_seen, 3, "it was seen as a half");
    assert_eq!(crate::text::number::p(alone.surprises.p.unwrap()), split.rows[0].p);
    // The date lies beyond the span now.
    let message = view(&page.model).split.unwrap().message.unwrap();
    assert!(message.contains("28 Feb 2021"), "{message}");
    page.send(Message::Change(Change::Window(None, None)));
    assert_eq!(view(&page.model).split.unwrap().rows.len(), 2);
    // A week that holds the date is in neither half.
    page.send(Message::of_control(ControlId::Period, "week"));
    let split = view(&page.model).split.unwrap();
    assert_eq!(split.message, None);
    page.send(at("2021年3月3日"));
    let split = view(&page.model).split.unwrap();
    assert!(split.below.iter().any(|line| line.contains("in neither")), "{split:?}");
    for (text, says) in [("soon", "no date"), ("3/4/2021", "can be"), ("2031", "share")] {
        page.send(at(text));
        let split = view(&page.model).split.unwrap();
        assert!(split.message.is_some_and(|message| message.contains(says)), "{text}");
        assert!(split.rows.is_empty(), "{text}");
    }
    page.send(at(""));
    assert_eq!(view(&page.model).split.unwrap().value, "");
}

#[test]
fn halves_are_asked_again_where_their_analyses_were_stopped() {
    let mut page = loaded();
    page.send(Message::SplitAt { value: "2021-03-01".into() });
    // Changes the whole and the second half; the first was not answered, and was stopped.
    let effects = page.send(Message::of_control(ControlId::To, "2021-04-10"));
    assert_eq!(aside(&effects).len(), 2);
    answer_aside(&mut page, &aside(&effects));
    let effects = page.send(Message::of_control(ControlId::To, "2021-04-11"));
    assert_eq!(aside(&effects).len(), 1, "the first half is known");
    // A note is a place to cut at.
    let (at, text) = ("2021-02-15".to_owned(), "Fork".to_owned());
    page.send(Message::AnnotationAdded { at, text });
    let choices = view(&page.model).split.unwrap().choices;
    assert_eq!(choices, [("2021-02-15".to_owned(), "Fork (15 Feb 2021)".to_owned())]);
}

#[test]
fn a_file_that_has_changed_is_asked_for_again_and_what_was_read_stays() {
    use crate::ingest::source::{Data, Failure, Found, Reading, Status};
    let mut page = loaded();
    let before = page.model.figure_version;
    let grown = |name: &str| Reading {
        found: Found::unread(name, 9, Status::Failed(Failure::Changed)),
        data: Data::Nothing,
    };
    // An override reads the file again: it has grown since.
    let patch = SourcePatch { decimal: Some(','), ..SourcePatch::default() };
    for failed in [false, true] {
        let effects = page.send(Message::PatchSource {
            source: "s1".into(),
            patch: Box::new(patch.clone()),
            ticket: Some(99),
        });
        let read = reads(&effects)[0];
        let effects = page.send(match failed {
            true => Message::ReadFailed { read, failure: Failure::Changed },
            false => Message::ReadDone { read, readings: vec![grown("price.csv")] },
        });
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Reject { ticket: 99, .. })));
        let source = page.model.source("s1").unwrap();
        assert!(source.ready() && source.reading.is_none());
        assert_eq!(source.patch, SourcePatch::default());
        assert_eq!(page.model.figure_version, before);
        let said = &page.model.notices.last().unwrap().text.en;
        assert!(said.contains("add it again"), "{said}");
    }
    // One that was never read says so at its card.
    let more = page.add(&["new.csv"], None);
    page.send(Message::ReadDone { read: more[0], readings: vec![grown("new.csv")] });
    let status = page.model.source("s3").unwrap().found.as_ref().unwrap().status.clone();
    assert_eq!(status, Status::Failed(Failure::Changed));
}

#[test]
fn what_is_beyond_a_bound_is_said_and_harms_nothing() {
    use crate::ingest::limits::Limit;
    let mut page = loaded();
    for n in 0..100 {
        page.send(Message::FetchFailed { url: format!("{n}.csv"), reason: "404".into() });
        page.send(Message::UrlChanged { fragment: format!("v=1&p=never{n}") });
    }
    assert_eq!(page.model.notices.len(), Limit::Notices.count());
    // An address that nobody wrote by hand.
    let notes = "&note=2021-02-01~~a".repeat(50_000);
    page.send(Message::UrlChanged { fragment: format!("v=1{notes}") });
    assert!(page.model.recipe.annotations.is_empty());
    let notes = "&note=2021-02-01~~a".repeat(Limit::Notes.count() + 1);
    page.send(Message::UrlChanged { fragment: format!("v=1{notes}") });
    assert!(page.model.recipe.annotations.is_empty());
    let names: Vec<String> = (0..Limit::Sources.count() + 50).map(|n| format!("{n}.csv")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    page.add(&names, None);
    assert_eq!(page.model.sources.len(), Limit::Sources.count());
    assert!(page.model.notices.iter().any(|notice| notice.text.en.contains("left out")));
    assert!(page.model.source("s1").unwrap().ready());
}

#[test]
fn names_that_turn_are_shown_everywhere() {
    let mut page = Page::new();
    let added = page.add(&["pri\u{202e}vsc.csv", "al\u{200b}erts.csv"], None);
    let [one, two] = added[..] else { panic!() };
    let first = super::tests::price("pri\u{202e}vsc.csv", 120);
    let second = events("al\u{200b}erts.csv", "2021-01-04T00:10", "2021-04-28T12:00", 47, &[]);
    page.send(Message::ReadDone { read: one, readings: vec![first] });
    page.send(Message::ReadDone { read: two, readings: vec![second] });
    page.send(Message::of_control(ControlId::NameX, "x\u{2066}\u{202e}y"));
    page.analyse();
    let hidden = |text: &str| text.contains(['\u{202e}', '\u{200b}', '\u{2066}']);
    let shown = format!("{:?}", view(&page.model));
    assert!(!shown.contains("u{202e}") && !shown.contains("u{200b}") && !hidden(&shown));
    assert!(shown.contains("‹U+202E›") && shown.contains("‹U+200B›"));
    assert!(!hidden(&format!("{:?}", page.model.figure)));
    assert!(!hidden(&kept(&page).to_json().unwrap()));
}

#[test]
fn an_analysis_that_nobody_wrote_is_not_opened() {
    let page = loaded();
    let text = kept(&page).to_json().unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    let head = whole["kept"].clone();
    let values: Vec<Vec<f64>> = whole["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|list| {
            list.as_array().unwrap().iter().map(|v| v.as_f64().unwrap_or(f64::NAN)).collect()
        })
        .collect();
    let opens = |head: &Value| Snapshot::from_parts(&head.to_string(), values.clone()).is_some();
    assert!(opens(&head));
    let with = |pointer: &str, value: Value| {
        let mut bent = head.clone();
        *bent.pointer_mut(pointer).unwrap() = value;
        bent
    };
    let note = serde_json::json!({"at": "2021-02-01", "text": "a"});
    for (pointer, value) in [
        ("/others", serde_json::json!(4_294_967_294u32)),
        ("/others", serde_json::json!(u64::MAX)),
        ("/others", serde_json::json!(1)),
        ("/spanMs/1", serde_json::json!(i64::MAX)),
        ("/spanMs/0", serde_json::json!(i64::MIN)),
        ("/spanMs/1", serde_json::json!(253_402_300_799_999i64)),
        ("/set/annotations", Value::Array(vec![note.clone(); 100_000])),
        ("/was/annotations", Value::Array(vec![note.clone(); 501])),
        ("/set/annotations", serde_json::json!([{"at": "2021-02-01", "text": "a".repeat(5_000)}])),
        ("/set/annotations", serde_json::json!([{"at": "never", "text": "a"}])),
        ("/set/smoothing", serde_json::json!(4_000_000_000u32)),
        ("/set/maxLag", serde_json::json!(4_000_000_000u32)),
        ("/set/lagWindow", serde_json::json!([i32::MIN, i32::MAX])),
        ("/series/0/partial", serde_json::json!([4_294_967_294u32])),
        ("/series/0/outage", Value::Array(vec![serde_json::json!(0); 100_000])),
        ("/series", serde_json::json!([])),
        ("/period", serde_json::json!("hour")),
    ] {
        assert!(!opens(&with(pointer, value.clone())), "{pointer} {:.60}", value.to_string());
    }
    // A list of other lengths, and too many periods.
    assert!(Snapshot::from_parts(&head.to_string(), vec![vec![0.0; 3]; 2]).is_none());
    assert!(Snapshot::from_parts(&head.to_string(), vec![vec![0.0; 500_000]; 2]).is_none());
}

#[test]
fn a_stored_analysis_that_broke_the_page_is_left_aside() {
    let mut page = Page::new();
    page.send(Message::Started(Environment { left_aside: true, ..Environment::default() }));
    assert!(page.model.kept.is_none());
    assert!(page.model.notices[0].text.en.contains("left aside"));
}
