//! Scripts of messages: messages in, state and effects out, no browser.

use super::update;
use crate::{
    app::{
        answers,
        ids::FileOffer,
        message::{Answer, Effect, Message},
        model::Model,
        show::view,
        view::Stage,
    },
    calendar::{
        civil::{DAY_MS, ms_from_iso},
        period::Period,
        zone::TableZones,
    },
    ingest::{
        counts::{CELL_MS, Counts},
        measurements::{Measurements, ValueColumn},
        overrides::{Filter, SourcePatch},
        source::{
            Choice, Clock, Column, ColumnRole, Data, Dialect, Found, Layout, Order, Question,
            Reading, Refusal, Role, Rows, Status, Time,
        },
        topic::OverrideField,
        topic::Topic,
    },
    kit::language::Language,
    recipe::export::{ExportKind, ExportOptions},
    report::analysis::{Analysis, AnalysisInput, analyse},
    text::card_state::CardState,
};
use serde_json::json;
use std::{collections::BTreeMap, rc::Rc};

fn ms(text: &str) -> i64 {
    ms_from_iso(text).unwrap()
}

fn found(name: &str, role: Role, columns: &[(&str, ColumnRole)], span: (i64, i64)) -> Found {
    Found {
        name: name.to_owned(),
        bytes: 1000,
        sha256: Some("ab".repeat(32)),
        status: Status::Ready,
        role: Some(role),
        layout: Some(Layout::Delimited),
        profile: None,
        dialect: Some(Dialect {
            encoding: "utf-8".into(),
            delimiter: Some(",".into()),
            quote: None,
            header_line: Some(1),
            decimal: '.',
            bom: false,
            compression: None,
        }),
        time: Some(Time {
            columns: vec![columns[0].0.to_owned()],
            column_index: vec![0],
            format: "%Y-%m-%d".into(),
            zone: "UTC".into(),
            zone_stated: false,
            zone_days: false,
            clock: Clock::Local,
            year_inferred: false,
            first_ms: Some(span.0),
            last_ms: Some(span.1),
            order: Order::Ascending,
            stamp: None,
        }),
        rows: Rows {
            read: 100,
            with_time: 100,
            without_time: 0,
            used: 100,
            skipped: 0,
            filtered: 0,
        },
        columns: columns
            .iter()
            .enumerate()
            .map(|(index, (name, role))| Column {
                name: (*name).to_owned(),
                index,
                role: *role,
                unit: None,
            })
            .collect(),
        seen: Vec::new(),
        value_column: columns.iter().position(|column| column.1 == ColumnRole::Value),
        problems: Vec::new(),
        evidence: Vec::new(),
    }
}

/// A daily price from 1 January 2021.
pub(super) fn price(name: &str, days: i64) -> Reading {
    let start = ms("2021-01-01");
    let times_ms: Vec<i64> = (0..days).map(|day| start + day * DAY_MS).collect();
    let values = (0..days).map(|day| 100.0 + (day as f64 * 0.7).sin() * 9.0 + day as f64);
    let column = ValueColumn {
        name: "price".into(),
        index: 1,
        unit: Some("USD".into()),
        counted: false,
        values: values.collect(),
        quarters: None,
    };
    let columns = [("date", ColumnRole::Time), ("price", ColumnRole::Value)];
    Reading {
        found: found(name, Role::Series, &columns, (start, start + (days - 1) * DAY_MS)),
        data: Data::Measurements(Measurements {
            times_ms,
            columns: vec![column],
            ..Measurements::default()
        }),
    }
}

/// An event every so many minutes in a span, in turn of each group.
pub(super) fn events(name: &str, from: &str, to: &str, minutes: usize, groups: &[&str]) -> Reading {
    let (from, to) = (ms(from), ms(to));
    let mut entries: BTreeMap<(i64, u32), f64> = BTreeMap::new();
    let mut last = from;
    for (turn, at) in (from..to).step_by(minutes * 60_000).enumerate() {
        let group = (turn % groups.len().max(1)) as u32;
        *entries.entry((at.div_euclid(CELL_MS), group)).or_insert(0.0) += 1.0;
        last = at;
    }
    let names = if groups.is_empty() { vec![""] } else { groups.to_vec() };
    let columns = [("time", ColumnRole::Time), ("src", ColumnRole::Group)];
    Reading {
        found: found(name, Role::Events, &columns, (from, last)),
        data: Data::Counts(Counts::of(
            entries.into_iter().map(|((cell, group), amount)| (cell, group, amount)),
            names.into_iter().map(str::to_owned).collect(),
            0,
            Some((from, last)),
        )),
    }
}

pub(super) fn alerts() -> Reading {
    events("alerts.csv", "2021-01-04T00:10", "2021-04-20T12:00", 47, &[])
}

pub(super) fn refused(name: &str, status: Status) -> Reading {
    let mut found = price(name, 3).found;
    found.status = status;
    Reading { found, data: Data::Nothing }
}

/// A page without a browser.
pub(super) struct Page {
    pub(super) model: Model,
    files: u64,
    pub(super) effects: Vec<Effect>,
}

impl Page {
    pub(super) fn new() -> Page {
        Page { model: Model::new(Rc::new(TableZones)), files: 0, effects: Vec::new() }
    }

    /// Sends a message; gives its effects.
    pub(super) fn send(&mut self, message: Message) -> Vec<Effect> {
        let effects = update(&mut self.model, message);
        self.effects.extend(effects.iter().cloned());
        effects
    }

    pub(super) fn add(&mut self, names: &[&str], ticket: Option<u64>) -> Vec<u64> {
        let files = names
            .iter()
            .map(|name| {
                self.files += 1;
                FileOffer {
                    file: self.files,
                    name: (*name).to_owned(),
                    bytes: 1000,
                    modified_ms: None,
                    example: false,
                }
            })
            .collect();
        let effects = self.send(Message::FilesAdded { files, ticket });
        reads(&effects)
    }

    pub(super) fn read(&mut self, read: u64, reading: Reading) -> Vec<Effect> {
        self.send(Message::ReadDone { read, readings: vec![reading] })
    }

    /// A price and alerts, read.
    pub(super) fn loaded() -> Page {
        let mut page = Page::new();
        let reads = page.add(&["xmr-usd.csv", "alerts.csv"], None);
        page.read(reads[0], price("xmr-usd.csv", 120));
        page.read(reads[1], alerts());
        page
    }

    /// The last analysis that was asked for.
    pub(super) fn asked(&self) -> (u64, AnalysisInput) {
        let mut asked = self.effects.iter().rev().filter_map(|effect| match effect {
            Effect::Analyse { revision, input } => Some((*revision, (**input).clone())),
            _ => None,
        });
        asked.next().expect("no analysis was asked for")
    }

    /// Computes what was asked for last, and gives the answer.
    pub(super) fn analyse(&mut self) -> Vec<Effect> {
        let (revision, input) = self.asked();
        let analysis = Box::new(analyse(&input));
        self.send(Message::Analysed { revision, analysis })
    }

    pub(super) fn set(&mut self, patch: serde_json::Value, ticket: u64) -> Vec<Effect> {
        self.send(Message::SetRecipe { patch, ticket: Some(ticket) })
    }
}

pub(super) fn reads(effects: &[Effect]) -> Vec<u64> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Read { read, .. } => Some(*read),
            _ => None,
        })
        .collect()
}

pub(super) fn settled(effects: &[Effect], wanted: u64) -> Option<Result<Answer, String>> {
    effects.iter().find_map(|effect| match effect {
        Effect::Resolve { ticket, answer } if *ticket == wanted => Some(Ok(answer.clone())),
        Effect::Reject { ticket, reason } if *ticket == wanted => Some(Err(reason.en.clone())),
        _ => None,
    })
}

#[test]
fn two_files_give_a_figure_and_a_report() {
    let mut page = Page::new();
    assert_eq!(view(&page.model).stage, Stage::Empty);
    let reads = page.add(&["xmr-usd.csv", "alerts.csv"], Some(1));
    assert_eq!(reads.len(), 2);
    assert_eq!(view(&page.model).cards[0].state, CardState::Reading);
    page.send(Message::ReportAsked { ticket: 2 });

    // The events come first: roles do not depend on the order in which files are read.
    let effects = page.read(reads[1], alerts());
    assert!(settled(&effects, 1).is_none() && page.model.comparison.is_err());
    let effects = page.read(reads[0], price("xmr-usd.csv", 120));
    match settled(&effects, 1) {
        Some(Ok(Answer::Sources(sources))) => {
            assert_eq!(sources.len(), 2);
            assert_eq!(sources[0].name, "xmr-usd.csv");
            assert_eq!(sources[1].series[0].id, "s2/total");
        }
        other => panic!("{other:?}"),
    }
    // The figure is there before the statistics.
    let shown = view(&page.model);
    assert_eq!(shown.stage, Stage::Figure);
    assert!(shown.sentence.pending && shown.figure.is_some());
    assert!(settled(&page.effects, 2).is_none());
    let (_, input) = page.asked();
    assert_eq!((input.x.id.as_str(), input.y.id.as_str()), ("s1/price", "s2/total"));

    let effects = page.analyse();
    let Some(Ok(Answer::Report(report))) = settled(&effects, 2) else { panic!("no report") };
    assert_eq!(report.aligned.period, Period::Day);
    assert_eq!(report.aligned.labels.first().map(String::as_str), Some("2021-01-04"));
    // Ten minutes of a day are nothing where alerts come every 47; half a day is.
    assert_eq!(report.aligned.partial, ["2021-04-20"]);
    assert_eq!(report.recipe.tests_seen, 1);
    assert_eq!(report.sources.len(), 2);
    assert!(!view(&page.model).sentence.pending);
}

#[test]
fn weekly_counts_are_the_rows_of_the_week() {
    let mut page = Page::loaded();
    page.set(json!({ "period": "week" }), 9);
    page.analyse();
    let report = page.model.report.clone().unwrap();
    let rows = |from: &str, to: &str| {
        let first = ms("2021-01-04T00:10");
        (0..)
            .map(|i| first + i * 47 * 60_000)
            .skip_while(|t| *t < ms(from))
            .take_while(|t| *t < ms(to))
            .count() as f64
    };
    let at = |label: &str| report.aligned.labels.iter().position(|l| l == label).unwrap();
    assert_eq!(report.aligned.y[at("2021-02-01")], Some(rows("2021-02-01", "2021-02-08")));
    assert_eq!(report.aligned.y[at("2021-03-29")], Some(rows("2021-03-29", "2021-04-05")));
    assert!(matches!(settled(&page.effects, 9), Some(Ok(Answer::Report(_)))));
}

#[test]
fn stale_answers_are_dropped() {
    let mut page = Page::loaded();
    let (old, _) = page.asked();
    page.set(json!({ "period": "week" }), 1);
    let (new, _) = page.asked();
    assert!(new > old);
    page.send(Message::Analysed { revision: old, analysis: Box::new(Analysis::default()) });
    assert!(page.model.report.is_none() && settled(&page.effects, 1).is_none());
    page.analyse();
    assert_eq!(page.model.report.as_ref().unwrap().aligned.period, Period::Week);
    // What changes no number asks for no statistics.
    let effects = page.set(json!({ "smoothing": 8, "scale": "index", "language": "ja" }), 2);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Analyse { .. })));
    assert!(matches!(settled(&effects, 2), Some(Ok(Answer::Report(_)))));
    assert_eq!(view(&page.model).language, Language::Ja);
}

#[test]
fn stale_readings_are_dropped() {
    let mut page = Page::new();
    let first = page.add(&["xmr-usd.csv"], None)[0];
    page.read(first, price("xmr-usd.csv", 120));
    let patch = SourcePatch { decimal: Some(','), ..SourcePatch::default() };
    let send = |page: &mut Page, patch: SourcePatch| {
        let patch = Box::new(patch);
        page.send(Message::PatchSource { source: "s1".into(), patch, ticket: Some(7) })
    };
    let second = reads(&send(&mut page, patch.clone()))[0];
    let effects = send(&mut page, SourcePatch { time_column: Some(0), ..patch });
    assert!(effects.contains(&Effect::CancelRead { read: second }));
    let third = reads(&effects)[0];
    assert!(page.read(second, price("xmr-usd.csv", 5)).is_empty());
    assert!(settled(&page.effects, 7).is_none());
    page.read(third, price("xmr-usd.csv", 60));
    assert_eq!(page.model.sources[0].entries[0].info.observations, 60);
    assert!(matches!(settled(&page.effects, 7), Some(Ok(Answer::Source(_)))));
}

#[test]
fn a_question_waits_for_its_source_only_and_its_answer_reads_again() {
    let mut page = Page::new();
    let reads_of = page.add(&["ambiguous.csv", "alerts.csv"], Some(1));
    page.read(reads_of[1], alerts());
    let question = Question {
        field: Topic::TimeFormat,
        choices: vec![
            Choice { value: "%d/%m/%Y".into(), sample: "3 April 2021".into() },
            Choice { value: "%m/%d/%Y".into(), sample: "4 March 2021".into() },
        ],
    };
    let effects = page.read(reads_of[0], refused("ambiguous.csv", Status::Ask(question)));
    let Some(Ok(Answer::Sources(sources))) = settled(&effects, 1) else { panic!() };
    assert_eq!(sources[0].status, "ask");
    assert_eq!(sources[0].question.as_ref().unwrap().choices.len(), 2);
    let shown = view(&page.model);
    assert_eq!(shown.cards[0].question.as_ref().unwrap().choices[0].label, "day/month/year");
    assert!(shown.sentence.headline.contains("ambiguous.csv"), "{}", shown.sentence.headline);

    let effects = page.send(Message::Answer { source: "s1".into(), value: "%d/%m/%Y".into() });
    let patch = effects.iter().find_map(|effect| match effect {
        Effect::Read { patch, .. } => Some((**patch).clone()),
        _ => None,
    });
    assert_eq!(patch.unwrap().time_format.as_deref(), Some("%d/%m/%Y"));
    page.read(reads(&effects)[0], price("ambiguous.csv", 120));
    assert!(page.model.comparison.is_ok());
}

#[test]
fn a_cancelled_file_and_a_refused_one_leave_the_others_alone() {
    let mut page = Page::new();
    let reads_of = page.add(&["big.csv", "xmr-usd.csv", "empty.csv"], Some(1));
    page.read(reads_of[1], price("xmr-usd.csv", 120));
    page.read(reads_of[2], refused("empty.csv", Status::Refused(Refusal::Empty)));
    let effects = page.send(Message::CancelRead { source: "s1".into() });
    assert!(effects.contains(&Effect::CancelRead { read: reads_of[0] }));
    let Some(Ok(Answer::Sources(sources))) = settled(&effects, 1) else { panic!() };
    let status: Vec<_> = sources.iter().map(|source| source.status.as_str()).collect();
    assert_eq!(status, ["cancelled", "ready", "refused"]);
    assert!(sources[2].message.as_ref().unwrap().en.contains("empty"));
    assert!(page.read(reads_of[0], alerts()).is_empty(), "a late answer");
    let effects = page.send(Message::ReportAsked { ticket: 3 });
    let Some(Err(sentence)) = settled(&effects, 3) else { panic!() };
    assert!(sentence.contains("price"), "{sentence}");
}

#[test]
fn cancelling_a_second_reading_keeps_the_first() {
    let mut page = Page::loaded();
    let patch = Box::new(SourcePatch { decimal: Some(','), ..SourcePatch::default() });
    page.send(Message::PatchSource { source: "s1".into(), patch, ticket: None });
    page.send(Message::CancelRead { source: "s1".into() });
    assert_eq!(page.model.sources[0].patch, SourcePatch::default());
    assert!(page.model.comparison.is_ok());
}

#[test]
fn removal_takes_the_report_away_and_settles_what_waits() {
    let mut page = Page::loaded();
    page.send(Message::ReportAsked { ticket: 4 });
    let effects = page.send(Message::RemoveSource { source: "s2".into(), ticket: Some(5) });
    assert!(matches!(settled(&effects, 4), Some(Err(_))));
    assert_eq!(settled(&effects, 5), Some(Ok(Answer::Done)));
    assert!(page.model.report.is_none());
    assert_eq!(view(&page.model).stage, Stage::Alone);
    // What was being computed is stale.
    let (revision, _) = page.asked();
    page.send(Message::Analysed { revision, analysis: Box::new(Analysis::default()) });
    assert!(page.model.report.is_none());
}

#[test]
fn overrides_are_undone_and_remembered_for_the_same_header() {
    let mut page = Page::loaded();
    let patch = Box::new(SourcePatch { time_column: Some(0), ..SourcePatch::default() });
    let effects = page.send(Message::PatchSource { source: "s1".into(), patch, ticket: None });
    let stored = |effect: &Effect| matches!(effect, Effect::Store { value: Some(_), .. });
    assert!(!effects.iter().any(stored));
    let effects = page.read(reads(&effects)[0], price("xmr-usd.csv", 120));
    assert!(effects.iter().any(stored));
    assert!(view(&page.model).cards[0].can_undo);

    // The next file with the same header is read so from the start.
    let first = page.add(&["xmr-2022.csv"], None)[0];
    let effects = page.read(first, price("xmr-2022.csv", 80));
    let second = reads(&effects)[0];
    assert!(effects.iter().any(|effect| matches!(
        effect,
        Effect::Read { patch, .. } if patch.time_column == Some(0)
    )));
    page.read(second, price("xmr-2022.csv", 80));
    assert!(view(&page.model).notices.iter().any(|notice| notice.text.contains("xmr-2022.csv")));

    let effects = page.send(Message::UndoPatch { source: "s1".into() });
    assert_eq!(page.model.sources[0].patch, SourcePatch::default());
    page.read(reads(&effects)[0], price("xmr-usd.csv", 120));
    assert!(!view(&page.model).cards[0].can_undo);

    let effects = page.send(Message::ForgetStored);
    let forgot = |effect: &&Effect| matches!(effect, Effect::Store { value: None, .. });
    assert_eq!(effects.iter().filter(forgot).count(), 4);
    assert!(page.model.remembered.is_empty());
    // What is loaded, too.
    assert_eq!(view(&page.model).stage, Stage::Empty);
    assert!(effects.contains(&Effect::ReleaseFile { file: 1 }) && view(&page.model).undo.is_none());
}

fn override_message(page: &Page, field: OverrideField) -> Option<String> {
    let card = view(&page.model).cards.remove(0);
    card.overrides.into_iter().find(|one| one.field == field).unwrap().message
}

#[test]
fn an_override_that_cannot_be_followed_is_refused_with_the_reason() {
    let mut page = Page::loaded();
    let none = SourcePatch::default;
    let filter = |column, contains: &str| Some(Some(Filter { column, contains: contains.into() }));
    for (patch, field, reason) in [
        (
            SourcePatch { encoding: Some("klingon".into()), ..none() },
            "Character set",
            "utf-8, utf-16le",
        ),
        (SourcePatch { time_column: Some(77), ..none() }, "Column of the time", "columns"),
        (SourcePatch { filter: filter(77, "a"), ..none() }, "Only rows", "columns"),
        (SourcePatch { filter: filter(0, ""), ..none() }, "Only rows", "is, is-not"),
        (SourcePatch { time_format: Some("day".into()), ..none() }, "Format", "%d/%m/%Y"),
        (SourcePatch { zone: Some("Mars".into()), ..none() }, "Time zone", "Asia/Tokyo"),
    ] {
        let before = page.model.sources[0].patch.clone();
        let patch = Box::new(patch);
        let effects =
            page.send(Message::PatchSource { source: "s1".into(), patch, ticket: Some(9) });
        let Some(Err(words)) = settled(&effects, 9) else { panic!("{field}") };
        assert!(words.contains(field) && words.contains(reason), "{words}");
        assert_eq!(effects.len(), 1, "{effects:?}");
        assert_eq!(page.model.sources[0].patch, before);
        assert!(page.model.remembered.is_empty());
    }
}

#[test]
fn what_is_typed_wrong_is_said_at_its_field() {
    let mut page = Page::loaded();
    let typed = |page: &mut Page, field, value: &str| {
        page.send(Message::Override { source: "s1".into(), field, value: value.into() })
    };
    for (field, value, reason) in [
        (OverrideField::Filter, "error", "is, is-not"),
        (OverrideField::Filter, "99\tis\terror", "columns"),
        (OverrideField::TimeFormat, "day", "%d/%m/%Y"),
    ] {
        assert!(typed(&mut page, field, value).is_empty());
        assert!(override_message(&page, field).unwrap().contains(reason), "{field:?}");
    }
    // What is taken next ends the complaint.
    let effects = typed(&mut page, OverrideField::Filter, "0\tcontains\t2021");
    assert_eq!(reads(&effects).len(), 1);
    assert_eq!(override_message(&page, OverrideField::TimeFormat), None);
}

#[test]
fn columns_that_a_new_cut_does_not_have_are_taken_back() {
    let mut page = Page::loaded();
    let patch = SourcePatch {
        delimiter: Some(";".into()),
        time_column: Some(40),
        ..SourcePatch::default()
    };
    let patch = Box::new(patch);
    let effects = page.send(Message::PatchSource { source: "s1".into(), patch, ticket: Some(4) });
    assert_eq!(settled(&effects, 4), None);
    let effects = page.read(reads(&effects)[0], price("xmr-usd.csv", 120));
    let Some(Err(words)) = settled(&effects, 4) else { panic!("{effects:?}") };
    assert!(words.contains("Column of the time"), "{words}");
    assert_eq!(page.model.sources[0].patch, SourcePatch::default());
    page.read(reads(&effects)[0], price("xmr-usd.csv", 120));
    assert!(page.model.remembered.is_empty());
}

#[test]
fn remembered_overrides_that_do_not_fit_are_left_aside_and_said() {
    let mut page = Page::loaded();
    let said = |page: &Page, name: &str| {
        let words = crate::text::notice::not_recalled(name).en;
        view(&page.model).notices.iter().any(|notice| notice.text == words)
    };
    let key = page.model.sources[0].header.clone().unwrap();
    // Never possible, stored by an earlier version.
    let patch = SourcePatch { time_column: Some(77), ..SourcePatch::default() };
    page.model.remembered.insert(key.clone(), patch);
    let first = page.add(&["second.csv"], None)[0];
    let effects = page.read(first, price("second.csv", 80));
    assert!(reads(&effects).is_empty(), "{effects:?}");
    assert!(said(&page, "second.csv"));

    // Possible, but of no use for this file.
    let patch = SourcePatch { time_column: Some(1), ..SourcePatch::default() };
    page.model.remembered.insert(key, patch);
    let first = page.add(&["third.csv"], None)[0];
    let effects = page.read(first, price("third.csv", 80));
    let mut refused = price("third.csv", 80);
    refused.found.status = Status::Refused(Refusal::NoTime(Vec::new()));
    let effects = page.read(reads(&effects)[0], refused);
    assert!(said(&page, "third.csv"));
    page.read(reads(&effects)[0], price("third.csv", 80));
    let source = page.model.sources.last().unwrap();
    assert_eq!((&source.patch, source.history.len()), (&SourcePatch::default(), 0));
    assert_eq!(source.found.as_ref().unwrap().status, Status::Ready);
}

#[test]
fn overrides_with_which_a_file_is_of_no_use_are_not_remembered() {
    let mut page = Page::loaded();
    let patch = Box::new(SourcePatch { time_column: Some(1), ..SourcePatch::default() });
    let effects = page.send(Message::PatchSource { source: "s1".into(), patch, ticket: None });
    let mut refused = price("xmr-usd.csv", 80);
    refused.found.status = Status::Refused(Refusal::NoTime(Vec::new()));
    page.read(reads(&effects)[0], refused);
    assert!(page.model.remembered.is_empty());
    // The card says what it found, and can undo it.
    assert!(view(&page.model).cards[0].can_undo);
}

#[test]
fn a_sources_zone_moves_its_times_without_reading_again() {
    let mut page = Page::loaded();
    let patch = Box::new(SourcePatch { zone: Some("Asia/Tokyo".into()), ..SourcePatch::default() });
    let effects = page.send(Message::PatchSource { source: "s2".into(), patch, ticket: Some(1) });
    assert!(reads(&effects).is_empty());
    let Some(Ok(Answer::Source(source))) = settled(&effects, 1) else { panic!() };
    let time = source.time.unwrap();
    assert_eq!(time.zone, "Asia/Tokyo");
    assert_eq!(time.first.as_deref(), Some("2021-01-03T15:10:00Z"));
    assert_eq!(source.series[0].first, "2021-01-03T15:10:00Z");
    let patch = Box::new(SourcePatch { zone: Some("Mars".into()), ..SourcePatch::default() });
    let effects = page.send(Message::PatchSource { source: "s2".into(), patch, ticket: Some(2) });
    assert!(matches!(settled(&effects, 2), Some(Err(_))));
}

#[test]
fn files_of_one_log_are_one_source() {
    let mut page = Page::new();
    let reads = page.add(&["alerts.log.2", "alerts.log.1", "alerts.log"], Some(1));
    let parts = [
        ("alerts.log.2", "2021-01-04T00:10", "2021-02-01T12:00"),
        ("alerts.log.1", "2021-02-01T00:10", "2021-03-01T12:00"),
        ("alerts.log", "2021-03-01T00:10", "2021-04-01T12:00"),
    ];
    for (read, (name, from, to)) in reads.into_iter().zip(parts) {
        page.read(read, events(name, from, to, 60, &[]));
    }
    let sources = answers::sources(&page.model);
    assert_eq!(sources[0].files.len(), 3);
    assert_eq!(sources[0].series[0].observations, 24 * 87 + 12);
    assert!(sources[1].series.is_empty());
    let offers = view(&page.model).offers;
    assert_eq!(offers.len(), 1);
    page.send(Message::AcceptOffer { offer: offers[0].id.clone() });
    assert!(answers::sources(&page.model).iter().all(|source| source.series.len() == 1));
    // Now the join is offered, not done.
    let offer = view(&page.model).offers[0].id.clone();
    page.send(Message::AcceptOffer { offer });
    assert_eq!(answers::sources(&page.model)[0].files.len(), 3);
    // The first is removed: the others stay together.
    page.send(Message::RemoveSource { source: "s1".into(), ticket: None });
    assert_eq!(answers::sources(&page.model)[0].files, ["alerts.log.1", "alerts.log"]);
}

#[test]
fn the_members_of_a_zip_are_sources() {
    let mut page = Page::new();
    let reads = page.add(&["both.zip", "third.csv"], Some(1));
    page.read(reads[1], alerts());
    let readings = vec![price("both.zip/xmr.csv", 120), price("both.zip/btc.csv", 100)];
    let effects = page.send(Message::ReadDone { read: reads[0], readings });
    let Some(Ok(Answer::Sources(sources))) = settled(&effects, 1) else { panic!() };
    let names: Vec<_> = sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(names, ["both.zip/xmr.csv", "both.zip/btc.csv", "alerts.csv"]);
    // A member is read again by its name; the file goes with the last of them.
    let patch = Box::new(SourcePatch { decimal: Some(','), ..SourcePatch::default() });
    let effects =
        page.send(Message::PatchSource { source: sources[1].id.clone(), patch, ticket: None });
    assert!(effects.iter().any(|effect| matches!(
        effect,
        Effect::Read { member: Some(member), .. } if member == "btc.csv"
    )));
    page.send(Message::RemoveSource { source: sources[1].id.clone(), ticket: None });
    page.send(Message::RemoveSource { source: sources[0].id.clone(), ticket: None });
    // It could be undone until nothing can be any more.
    let effects = page.send(Message::Reset { ticket: None });
    assert!(effects.contains(&Effect::ReleaseFile { file: 1 }));
}

#[test]
fn private_groups_leave_by_number() {
    let mut page = Page::new();
    let reads = page.add(&["xmr-usd.csv", "alerts.csv"], None);
    page.read(reads[0], price("xmr-usd.csv", 120));
    let groups = ["198.51.100.7", "203.0.113.9"];
    let read = events("alerts.csv", "2021-01-04T00:10", "2021-04-20T12:00", 47, &groups);
    page.read(reads[1], read);
    page.set(json!({ "y": "s2/group 1" }), 1);
    page.analyse();
    let send = |page: &mut Page, kind| {
        page.send(Message::ExportAsked { kind, options: ExportOptions::default(), ticket: Some(2) })
    };
    for kind in [ExportKind::Csv, ExportKind::Json, ExportKind::Methods] {
        let effects = send(&mut page, kind);
        let Some(Effect::Deliver { text, .. }) = effects.first() else { panic!("{effects:?}") };
        assert!(text.contains("group 1") && !text.contains("198.51"), "{text}");
    }
    let shown = view(&page.model);
    let figure = format!("{:?}", shown.figure);
    assert!(!figure.contains("198.51") && !shown.title.contains("198.51"));
    assert!(shown.cards[1].series[1].label.contains("198.51.100.7"));
    // Unless the names are chosen.
    page.set(json!({ "groupNames": true }), 3);
    assert_eq!(page.model.report.as_ref().unwrap().y.label, "198.51.100.7");
}

#[test]
fn an_export_waits_for_the_statistics_and_the_hash() {
    let mut page = Page::new();
    let reads = page.add(&["xmr-usd.csv", "alerts.csv"], None);
    let mut big = price("xmr-usd.csv", 120);
    big.found.sha256 = None;
    page.read(reads[0], big);
    page.read(reads[1], alerts());
    let options = ExportOptions::default();
    let kind = ExportKind::Json;
    let effects = page.send(Message::ExportAsked { kind, options, ticket: Some(1) });
    assert_eq!(effects, [Effect::Hash { file: 1 }]);
    assert!(page.analyse().iter().all(|effect| !matches!(effect, Effect::Deliver { .. })));
    let effects = page.send(Message::Hashed { file: 1, sha256: "cd".repeat(32) });
    let Some(Effect::Deliver { text, mime, ticket: Some(1), .. }) = effects.first() else {
        panic!("{effects:?}")
    };
    assert_eq!(*mime, "application/json");
    assert!(text.contains(&"cd".repeat(32)));
}

#[test]
fn reset_leaves_nothing() {
    let mut page = Page::loaded();
    page.analyse();
    page.set(json!({ "period": "week" }), 1);
    let effects = page.send(Message::Reset { ticket: Some(2) });
    assert_eq!(settled(&effects, 2), Some(Ok(Answer::Done)));
    assert!(page.model.sources.is_empty() && page.model.report.is_none());
    assert_eq!(view(&page.model).stage, Stage::Empty);
    assert_eq!(answers::recipe(&page.model).period, crate::calendar::period::PeriodChoice::Auto);
}
