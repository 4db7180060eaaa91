//! The end of every message: promises settle exactly once whatever the order of calls, and
//! settling again changes nothing.

use super::{
    settle,
    stale::Stale,
    tests::{Page, alerts, events, price, refused, settled},
    update,
};
use crate::{
    app::{
        ids::{FileOffer, Ticket},
        message::{Answer, Effect, Environment, Message},
        model::Model,
        show::view,
    },
    calendar::zone::TableZones,
    ingest::{
        limits::Limit,
        overrides::SourcePatch,
        source::{Choice, Failure, Question, Reading, Refusal, Status},
        topic::Topic,
    },
    kit::language::Language,
    recipe::{
        export::{ExportKind, ExportOptions},
        setting::ControlId,
    },
    report::{analysis::Analysis, snapshot::Snapshot},
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::{collections::BTreeMap, rc::Rc};

/// A page with an outside that answers when it is told to, in any order.
struct Driver {
    model: Model,
    /// Readings, hashes and statistics that are under way, and whether files are fetched.
    reads: Vec<u64>,
    hashes: Vec<u64>,
    analyses: Vec<u64>,
    fetches: usize,
    /// Last number given to a file, and to a promise.
    files: u64,
    tickets: Ticket,
    /// How often each promise was settled.
    settled: BTreeMap<Ticket, usize>,
    kept: Snapshot,
}

/// Something that a person, a script or the outside does; numbers choose among what there is.
#[derive(Clone, Debug)]
enum Act {
    AddFiles(usize),
    Answer(usize, usize),
    Progress(usize),
    Hashed(usize, bool),
    Analysed(usize),
    AnalysisFailed(usize),
    Fetched(usize),
    Cancel(usize),
    CancelTicket(usize),
    Patch(usize, usize),
    AnswerQuestion(usize),
    Undo(usize),
    Step(bool),
    ResetPatch(usize),
    Remove(usize),
    Reset,
    Report,
    SetRecipe(usize),
    Control(usize),
    Export(usize),
    Restore,
    Address(usize),
    Offer(usize),
}

fn act() -> impl Strategy<Value = Act> {
    let at = || 0usize..8;
    prop_oneof![
        3 => (0usize..4).prop_map(Act::AddFiles),
        6 => (at(), 0usize..9).prop_map(|(which, what)| Act::Answer(which, what)),
        1 => at().prop_map(Act::Progress),
        2 => (at(), any::<bool>()).prop_map(|(which, known)| Act::Hashed(which, known)),
        3 => at().prop_map(Act::Analysed),
        1 => at().prop_map(Act::AnalysisFailed),
        1 => (0usize..3).prop_map(Act::Fetched),
        1 => at().prop_map(Act::Cancel),
        1 => at().prop_map(Act::CancelTicket),
        2 => (at(), at()).prop_map(|(which, what)| Act::Patch(which, what)),
        1 => at().prop_map(Act::AnswerQuestion),
        1 => at().prop_map(Act::Undo),
        3 => any::<bool>().prop_map(Act::Step),
        1 => at().prop_map(Act::ResetPatch),
        1 => at().prop_map(Act::Remove),
        1 => Just(Act::Reset),
        2 => Just(Act::Report),
        2 => at().prop_map(Act::SetRecipe),
        1 => at().prop_map(Act::Control),
        2 => (0usize..6).prop_map(Act::Export),
        1 => Just(Act::Restore),
        1 => (0usize..4).prop_map(Act::Address),
        1 => at().prop_map(Act::Offer),
    ]
}

impl Driver {
    fn new(environment: Environment, kept: Snapshot) -> Driver {
        let mut driver = Driver {
            model: Model::new(Rc::new(TableZones)),
            reads: Vec::new(),
            hashes: Vec::new(),
            analyses: Vec::new(),
            fetches: 0,
            files: 0,
            tickets: 0,
            settled: BTreeMap::new(),
            kept,
        };
        driver.send(Message::Started(environment));
        driver
    }

    fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        self.settled.insert(self.tickets, 0);
        self.tickets
    }

    fn send(&mut self, message: Message) {
        for effect in update(&mut self.model, message) {
            match effect {
                Effect::Read { read, .. } => self.reads.push(read),
                Effect::CancelRead { read } => self.reads.retain(|other| *other != read),
                Effect::Hash { file } => self.hashes.push(file),
                Effect::Fetch { .. } => self.fetches += 1,
                // The page stops what was being computed: no answer comes any more.
                Effect::Analyse { revision, .. } => self.analyses = vec![revision],
                Effect::AnalyseAside { revision, .. } => self.analyses.push(revision),
                Effect::Deliver { ticket: Some(ticket), .. }
                | Effect::Resolve { ticket, .. }
                | Effect::Reject { ticket, .. } => *self.settled.get_mut(&ticket).unwrap() += 1,
                Effect::Picture(picture) => {
                    if let Some(ticket) = picture.ticket {
                        *self.settled.get_mut(&ticket).unwrap() += 1;
                    }
                }
                Effect::Deliver { ticket: None, .. }
                | Effect::ReleaseFile { .. }
                | Effect::WriteUrl { .. }
                | Effect::Store { .. }
                | Effect::StoreSaved { .. }
                | Effect::OpenSaved { .. }
                | Effect::Announce { .. }
                | Effect::Rank { .. }
                | Effect::StopRanking => {}
            }
        }
    }

    /// The id of a source, or of none.
    fn source(&self, which: usize) -> String {
        self.model.sources.get(which).map_or("s99".to_owned(), |source| source.id.clone())
    }

    fn give(&mut self, count: usize, ticket: Option<Ticket>) {
        let names = ["alerts-1.csv", "alerts-2.csv", "price.csv"];
        let files = (0..count).map(|at| {
            self.files += 1;
            FileOffer {
                file: self.files,
                name: names[(self.files as usize + at) % 3].to_owned(),
                bytes: 100 << 20,
                modified_ms: None,
                example: false,
            }
        });
        let files = files.collect();
        self.send(Message::FilesAdded { files, ticket });
    }

    fn act(&mut self, act: Act) {
        let taken = |list: &mut Vec<u64>, which: usize| {
            (!list.is_empty()).then(|| list.remove(which % list.len()))
        };
        match act {
            Act::AddFiles(count) => {
                let ticket = Some(self.ticket());
                self.give(count, ticket);
            }
            Act::Answer(which, what) => {
                let Some(read) = taken(&mut self.reads, which) else { return };
                let message = match readings(what) {
                    Some(readings) => Message::ReadDone { read, readings },
                    None => Message::ReadFailed {
                        read,
                        failure: Failure::Internal("made up".to_owned()),
                    },
                };
                self.send(message);
            }
            Act::Progress(which) => {
                let Some(&read) = self.reads.get(which) else { return };
                let (bytes, total, rows) = (1 << 20, 100 << 20, 1000);
                self.send(Message::ReadProgress { read, bytes, total, rows, found: None });
            }
            Act::Hashed(which, known) => {
                let Some(file) = taken(&mut self.hashes, which) else { return };
                let sha256 = if known { "ab".repeat(32) } else { String::new() };
                self.send(Message::Hashed { file, sha256 });
            }
            Act::Analysed(which) => {
                let Some(revision) = taken(&mut self.analyses, which) else { return };
                let analysis = Box::<Analysis>::default();
                self.send(Message::Analysed { revision, analysis });
            }
            Act::AnalysisFailed(which) => {
                let Some(revision) = taken(&mut self.analyses, which) else { return };
                self.send(Message::AnalysisFailed { revision, reason: "made up".to_owned() });
            }
            Act::Fetched(count) => {
                if self.fetches > 0 {
                    self.fetches -= 1;
                    self.give(count, None);
                }
            }
            Act::Cancel(which) => self.send(Message::CancelRead { source: self.source(which) }),
            Act::CancelTicket(which) => {
                self.send(Message::CancelTicket { ticket: which as Ticket });
            }
            Act::Patch(which, what) => {
                let (source, none) = (self.source(which), SourcePatch::default());
                let patch = Box::new(match what {
                    0 => SourcePatch { zone: Some("Asia/Tokyo".into()), ..none },
                    1 => SourcePatch { zone: Some("Mars".into()), ..none },
                    2 => SourcePatch { join_with: Some(self.source(which + 1)), ..none },
                    3 => SourcePatch { join_with: Some(source.clone()), ..none },
                    4 => SourcePatch { answer: Some("%d/%m/%Y".into()), ..none },
                    5 => SourcePatch { group_column: Some(Some(1)), ..none },
                    6 => SourcePatch { decimal: Some(','), ..none },
                    _ => none,
                });
                let ticket = Some(self.ticket());
                self.send(Message::PatchSource { source, patch, ticket });
            }
            Act::AnswerQuestion(which) => {
                let (source, value) = (self.source(which), "%d/%m/%Y".to_owned());
                self.send(Message::Answer { source, value });
            }
            Act::Step(on) => self.send(if on { Message::Redo } else { Message::Undo }),
            Act::Undo(which) => self.send(Message::UndoPatch { source: self.source(which) }),
            Act::ResetPatch(which) => self.send(Message::ResetPatch { source: self.source(which) }),
            Act::Remove(which) => {
                let (source, ticket) = (self.source(which), Some(self.ticket()));
                self.send(Message::RemoveSource { source, ticket });
            }
            Act::Reset => {
                let ticket = Some(self.ticket());
                self.send(Message::Reset { ticket });
            }
            Act::Report => {
                let ticket = self.ticket();
                self.send(Message::ReportAsked { ticket });
            }
            Act::SetRecipe(what) => {
                let patch = match what {
                    0 => json!({ "period": "week" }),
                    1 => json!({ "scale": "index" }),
                    2 => json!({ "from": "2021-01-20" }),
                    3 => json!({ "period": "fortnight" }),
                    4 => json!({ "x": "s1/price", "y": "s9/none" }),
                    5 => json!([]),
                    6 => json!({ "x": "s1/total", "y": "s1/total" }),
                    _ => json!({}),
                };
                let ticket = Some(self.ticket());
                self.send(Message::SetRecipe { patch, ticket });
            }
            Act::Control(which) => {
                let control = ControlId::ALL[which * 3];
                self.send(Message::of_control(control, "week"));
            }
            Act::Export(which) => {
                let kind = [
                    ExportKind::Png,
                    ExportKind::Svg,
                    ExportKind::Csv,
                    ExportKind::Json,
                    ExportKind::Html,
                    ExportKind::Methods,
                ][which];
                let (options, ticket) = (ExportOptions::default(), Some(self.ticket()));
                self.send(Message::ExportAsked { kind, options, ticket });
            }
            Act::Restore => {
                let (kept, ticket) = (Box::new(self.kept.clone()), Some(self.ticket()));
                self.send(Message::Restored { kept, ticket });
            }
            Act::Address(which) => {
                let fragment = ["", "v=1&p=week", "v=1&x=s1/price&sc=index", "v=9"][which];
                self.send(Message::UrlChanged { fragment: fragment.to_owned() });
            }
            Act::Offer(which) => {
                let offers = view(&self.model).offers;
                if let Some(offer) = offers.get(which) {
                    self.send(Message::AcceptOffer { offer: offer.id.clone() });
                }
            }
        }
    }

    /// Lets everything end that is under way.
    fn finish(&mut self) {
        for turn in 0.. {
            assert!(turn < 1000, "it never ends");
            if !self.reads.is_empty() {
                self.act(Act::Answer(0, turn % 3));
            } else if self.fetches > 0 {
                self.act(Act::Fetched(0));
            } else if !self.hashes.is_empty() {
                self.act(Act::Hashed(0, turn % 2 == 0));
            } else if !self.analyses.is_empty() {
                self.act(Act::Analysed(0));
            } else {
                return;
            }
        }
    }
}

/// What a reading may give; `None` is that it broke.
fn readings(what: usize) -> Option<Vec<Reading>> {
    let hashless = |mut reading: Reading| {
        reading.found.sha256 = None;
        reading
    };
    let question = Question {
        field: Topic::TimeFormat,
        choices: vec![Choice { value: "%d/%m/%Y".into(), sample: "3 April 2021".into() }],
    };
    Some(match what {
        0 => vec![price("price.csv", 40)],
        1 => vec![hashless(short_alerts("alerts-1.csv", "2021-01-04T00:10"))],
        2 => vec![short_alerts("alerts-2.csv", "2021-02-01T00:10")],
        3 => vec![refused("ambiguous.csv", Status::Ask(question))],
        4 => vec![refused("empty.csv", Status::Refused(Refusal::Empty))],
        5 => vec![price("both.zip/a.csv", 40), hashless(price("both.zip/b.csv", 30))],
        6 => vec![hashless(price("rival.csv", 50))],
        7 => Vec::new(),
        _ => return None,
    })
}

fn short_alerts(name: &str, from: &str) -> Reading {
    let to = if from < "2021-02" { "2021-01-31T12:00" } else { "2021-02-20T12:00" };
    events(name, from, to, 300, &[])
}

/// An analysis without its files.
fn kept() -> Snapshot {
    let mut page = Page::loaded();
    let (revision, _) = page.asked();
    page.send(Message::Analysed { revision, analysis: Box::default() });
    page.model.snapshot().unwrap()
}

/// Whatever was stale, and all at once.
fn all_stale(model: &Model) -> Stale {
    let ids = model.sources.iter().map(|source| source.id.clone()).collect();
    Stale { report: true, ..Stale::sources(ids) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn every_promise_settles_exactly_once(
        acts in prop::collection::vec(act(), 1..40),
        start in 0usize..4,
    ) {
        let kept = kept();
        let environment = match start {
            1 => Environment { data_urls: vec!["a.csv".into()], ..Environment::default() },
            2 => Environment {
                kept: Some(Box::new(kept.clone())),
                data_urls: vec!["a.csv".into()],
                ..Environment::default()
            },
            _ => Environment::default(),
        };
        let mut driver = Driver::new(environment, kept);
        for act in acts {
            driver.act(act.clone());
            let twice = driver.settled.iter().find(|settled| *settled.1 > 1);
            prop_assert_eq!(twice, None, "after {:?}", act);
        }
        driver.finish();
        let open = driver.settled.iter().find(|settled| *settled.1 != 1);
        prop_assert_eq!(open, None);

        // Settled again, nothing is done and nothing changes.
        let state = |model: &Model| {
            // A cache: tracks are made when they are asked for.
            model.sources.iter().for_each(|source| source.tracks.borrow_mut().clear());
            format!("{model:?}")
        };
        let before = state(&driver.model);
        let mut effects = Vec::new();
        let stale = all_stale(&driver.model);
        settle::settle(&mut driver.model, stale, &mut effects);
        prop_assert_eq!(effects, vec![]);
        let after = state(&driver.model);
        let at = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
        let near = |text: &str| {
            let near = text.as_bytes().get(at.saturating_sub(400)..).unwrap_or_default();
            String::from_utf8_lossy(near.get(..600).unwrap_or(near)).into_owned()
        };
        prop_assert!(before == after, "before {}\nafter {}", near(&before), near(&after));
    }
}

#[test]
fn an_export_asked_for_before_the_statistics_is_given_with_them() {
    for answer_first in [false, true] {
        let mut page = Page::new();
        let reads = page.add(&["xmr-usd.csv", "alerts.csv"], Some(1));
        let ask = |page: &mut Page| {
            let (kind, options) = (ExportKind::Json, ExportOptions::default());
            page.send(Message::ExportAsked { kind, options, ticket: Some(2) })
        };
        // Right after `addFiles`, or when its promise was kept: before the statistics both times.
        if !answer_first {
            assert_eq!(ask(&mut page), []);
        }
        page.read(reads[0], price("xmr-usd.csv", 120));
        page.read(reads[1], alerts());
        if answer_first {
            assert_eq!(ask(&mut page), []);
        }
        let effects = page.analyse();
        assert!(
            effects.iter().any(|effect| matches!(effect, Effect::Deliver { ticket: Some(2), .. })),
            "{effects:?}"
        );
        assert!(page.model.exports.is_empty());
    }
}

#[test]
fn an_export_waits_for_the_hashes_of_the_files_that_are_compared_then() {
    let mut page = Page::new();
    let reads = page.add(&["a.csv", "b.csv", "c.csv"], None);
    let hashless = |mut reading: Reading| {
        reading.found.sha256 = None;
        reading
    };
    page.read(reads[0], price("a.csv", 120));
    page.read(reads[1], alerts());
    page.read(reads[2], hashless(price("c.csv", 100)));
    let (kind, options) = (ExportKind::Csv, ExportOptions::default());
    assert_eq!(page.send(Message::ExportAsked { kind, options, ticket: Some(1) }), []);
    // Another pair before the statistics came: its file has no hash yet.
    let effects = page.set(json!({ "x": "s3/price" }), 2);
    assert!(effects.contains(&Effect::Hash { file: 3 }), "{effects:?}");
    page.analyse();
    let effects = page.send(Message::Hashed { file: 3, sha256: String::new() });
    assert!(matches!(effects.as_slice(), [Effect::Deliver { ticket: Some(1), .. }]));
}

#[test]
fn of_many_addresses_the_first_are_fetched_and_the_rest_is_said() {
    let most = Limit::Addresses.count();
    for (named, fetched, told) in [(most, most, 0), (most + 1, most, 1)] {
        let mut page = Page::new();
        let data_urls = (0..named).map(|at| format!("{at}.csv")).collect();
        page.send(Message::Started(Environment { data_urls, ..Environment::default() }));
        let urls = page.effects.iter().find_map(|effect| match effect {
            Effect::Fetch { urls, .. } => Some(urls.len()),
            _ => None,
        });
        assert_eq!((urls, page.model.notices.len()), (Some(fetched), told), "{named}");
    }
}

#[test]
fn what_an_address_named_may_be_an_exported_figure() {
    let mut page = Page::new();
    page.send(Message::Started(Environment {
        data_urls: vec!["figure.html".into()],
        ..Environment::default()
    }));
    page.send(Message::ReportAsked { ticket: 1 });
    page.send(Message::Restored { kept: Box::new(kept()), ticket: None });
    page.analyse();
    assert!(matches!(settled(&page.effects, 1), Some(Ok(Answer::Report(_)))));
}

/// A value of each setting that none of the pages below has, by its field in JSON.
fn another(field: &str) -> Value {
    match field {
        "x" => json!("s2/total"),
        "y" => json!("s1/price"),
        "shareOf.x" => json!({ "x": "s2/total" }),
        "shareOf.y" => json!({ "y": "s2/total" }),
        "from" => json!("2021-02-01"),
        "to" => json!("2021-03-01"),
        "others" | "controls" => json!(["s3/price"]),
        "period" => json!("week"),
        "weekStart" => json!("sunday"),
        "zone" => json!("Asia/Tokyo"),
        "aggregateX" | "aggregateY" => json!("max"),
        "smoothing" => json!(7),
        "smoothingTrailing" | "logX" | "logY" | "groupNames" => json!(true),
        "scale" => json!("index"),
        "maxLag" => json!(9),
        "lagWindow" => json!([0, 2]),
        "lagWindowAfterLooking" => json!(true),
        "looks" => json!(5),
        "rollingWindow" => json!(20),
        "holidays" => json!("jp"),
        "outages" => json!([{ "series": "s2/total", "from": "2021-02-01", "to": "2021-02-03" }]),
        "annotations" => json!([{ "at": "2021-02-01", "text": "fork" }]),
        "language" => json!("ja"),
        "sums" => json!([{ "id": "s2/scans", "groups": [], "rest": true }]),
        "names" => json!({ "s1/price": "Monero" }),
        "publish" => json!({ "title": "Up and down", "chance": true }),
        _ => panic!("a value for {field}"),
    }
}

#[test]
fn what_can_be_set_by_table() {
    use crate::recipe::setting::{Reach, SETTINGS, SettingId};
    let live = || {
        let mut page = Page::loaded();
        let read = page.add(&["rival.csv"], None)[0];
        page.read(read, price("rival.csv", 110));
        // Without one there is nothing that could be declared after looking.
        page.set(json!({ "lagWindow": [0, 3] }), 1);
        page
    };
    let kept = {
        let mut page = live();
        page.analyse();
        page.model.snapshot().unwrap()
    };
    let restored = || {
        let mut page = Page::new();
        page.send(Message::Restored { kept: Box::new(kept.clone()), ticket: None });
        page
    };
    let pages: [(&str, &dyn Fn() -> Page, Reach); 2] =
        [("live", &live, Reach::Files), ("restored", &restored, Reach::Numbers)];
    for (name, page, most) in pages {
        for setting in SETTINGS {
            let mut page = page();
            assert_eq!(page.model.reach(), most);
            let field = setting.json.split('.').next().unwrap();
            let patch = json!({ field: another(setting.json) });
            let before = (page.model.recipe.clone(), page.model.fragment.clone());
            let from = page.effects.len();
            page.set(patch, 7);
            let of = format!("{name}: {}", setting.json);
            let wrote = |effect: &Effect| matches!(effect, Effect::WriteUrl { .. });
            if setting.reach <= most {
                assert!(!matches!(settled(&page.effects, 7), Some(Err(_))), "{of}");
                assert!(before.0.differs(setting.id, &page.model.recipe), "{of} is not taken");
                let shown = &page.model.comparison.as_ref().unwrap().recipe;
                assert!(!shown.differs(setting.id, &page.model.recipe), "{of} is not shown");
                assert!(page.effects[from..].iter().any(wrote), "{of}");
            } else {
                let Some(Err(reason)) = settled(&page.effects, 7) else { panic!("{of} is taken") };
                assert!(reason.contains(&format!("“{}”", setting.json)), "{of}: {reason}");
                assert_eq!(before, (page.model.recipe.clone(), page.model.fragment.clone()));
                assert!(!page.effects[from..].iter().any(wrote), "{of}");
            }
        }
        // What is shown already can be said again, whole.
        let mut page = page();
        let recipe = serde_json::to_value(crate::app::answers::recipe(&page.model)).unwrap();
        page.set(recipe, 8);
        assert!(!matches!(settled(&page.effects, 8), Some(Err(_))), "{name}");
        // Controls can be used exactly where their settings are taken.
        for control in view(&page.model).controls {
            let taken = control.id.settings().iter().all(|id| id.setting().reach <= most);
            assert_eq!(control.enabled, taken, "{name}: {:?}", control.id);
        }
    }
    assert_eq!(SETTINGS.len(), SettingId::Publish as usize + 1);
}

#[test]
fn an_analysis_without_its_files_refuses_what_needs_them_and_offers_none_of_it() {
    let mut page = Page::new();
    let reads = page.add(&["xmr-usd.csv", "alerts.csv"], None);
    page.read(reads[0], price("xmr-usd.csv", 120));
    // Ten days without an event amid hourly ones.
    let mut gap = events("alerts.csv", "2021-01-04T00:10", "2021-02-20T00:00", 60, &[]);
    let after = events("alerts.csv", "2021-03-02T00:10", "2021-04-20T12:00", 60, &[]);
    use crate::{ingest::source::Data, series::join};
    gap.data = join::join(&[&gap.data, &after.data]).unwrap().data;
    if let (Data::Counts(counts), Some(time)) = (&gap.data, &mut gap.found.time) {
        time.last_ms = counts.coverage_ms.map(|span| span.1);
    }
    page.read(reads[1], gap);
    let (revision, _) = page.asked();
    page.send(Message::Analysed { revision, analysis: Box::default() });
    let missing = |page: &Page| {
        let offers = view(&page.model).offers;
        offers.into_iter().find(|offer| offer.accept == "Treat it as missing")
    };
    let offer = missing(&page).expect("the files are there");
    let kept = page.model.snapshot().unwrap();

    let mut other = Page::new();
    other.send(Message::Started(Environment {
        kept: Some(Box::new(kept.clone())),
        ..Environment::default()
    }));
    assert_eq!(missing(&other), None);
    // One that is accepted all the same changes nothing, and the page says why.
    let (recipe, fragment) = (other.model.recipe.clone(), other.model.fragment.clone());
    other.send(Message::AcceptOffer { offer: offer.id.clone() });
    assert_eq!((&recipe, &fragment), (&other.model.recipe, &other.model.fragment));
    assert!(view(&other.model).notices[0].text.contains("“outages”"));
    let patch = json!({ "period": "week", "zone": "Asia/Tokyo", "scale": "index" });
    let effects = other.set(patch, 3);
    let Some(Err(reason)) = settled(&effects, 3) else { panic!("{effects:?}") };
    assert!(reason.starts_with("“period”, “zone” cannot"), "{reason}");
    assert_eq!((&recipe, &fragment), (&other.model.recipe, &other.model.fragment));
    // Going back to an address that says more than can be had: it is written anew.
    let mut other = Page::new();
    other.send(Message::Restored { kept: Box::new(kept), ticket: None });
    let effects = other.send(Message::UrlChanged { fragment: "v=1&p=week&sc=index".into() });
    let wrote = effects.iter().find_map(|effect| match effect {
        Effect::WriteUrl { fragment, push: false } => Some(fragment.as_str()),
        _ => None,
    });
    assert_eq!(wrote, Some("v=1&sc=index&in=s1~~xmr-usd.csv&in=s2~~alerts.csv"));
    assert_eq!(other.model.language, Language::En);
}
