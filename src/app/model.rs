//! What the page knows.

use super::{
    catalog::{self, Entry},
    message::{FileOffer, ReadId, Ticket},
    view::{Drawers, Urgency},
};
use crate::{
    calendar::zone::{Offsets, ZoneCache, Zones},
    chart::data::Figure,
    ingest::source::{Data, Found, Reading, SourcePatch, Status},
    kit::language::{Bilingual, Language},
    recipe::{
        export::{ExportKind, ExportOptions, Theme},
        recipe::Recipe,
    },
    report::{analysis::Analysis, comparison::Scene, report::Report, snapshot::Kept},
    series::{
        join::Joined,
        step::{Step, step_of},
        track::Track,
    },
};
use litemap::LiteMap;
use std::{cell::RefCell, rc::Rc};

/// The whole state. Only [`super::update::update`] changes it.
#[derive(Debug)]
pub struct Model {
    /// Zone offsets, asked once for each zone.
    pub zones: ZoneCache,
    /// In the order given.
    pub sources: Vec<SourceState>,
    /// As the user set it: what is not set is `None` or the default.
    pub recipe: Recipe,
    /// Whether the user chose the first day of a week (else a source's own holds).
    pub week_start_chosen: bool,
    /// Language of the page.
    pub language: Language,
    /// Language of the browser.
    pub browser_language: Language,
    /// Theme of the page.
    pub theme: Theme,
    /// Open drawers.
    pub drawers: Drawers,
    /// Messages that are not about one source.
    pub notices: Vec<NoticeState>,
    /// Only the figure is shown.
    pub figure_only: bool,
    /// An analysis without its files, in the place of sources.
    pub kept: Option<Rc<Kept>>,
    /// The analysis is kept in the browser.
    pub keep: bool,
    /// Something is stored in the browser.
    pub stored: bool,
    /// Overrides by a header's key.
    pub remembered: LiteMap<String, SourcePatch>,
    /// Offers that were declined.
    pub declined: LiteMap<String, ()>,

    /// The aligned series, or why there are none.
    pub scene: Result<Rc<Scene>, Bilingual>,
    /// What is drawn while there is no scene: one series alone.
    pub alone: Option<Rc<Scene>>,
    /// Number of the newest analysis that was asked for.
    pub revision: u64,
    /// Key of its input, to know whether anything changed.
    pub input_key: Option<u64>,
    /// Its answer, once it is there.
    pub analysis: Option<Rc<Analysis>>,
    /// Why there is no answer, where computing failed.
    pub analysis_error: Option<String>,
    /// The report of scene and analysis.
    pub report: Option<Rc<Report>>,
    /// What the charts draw.
    pub figure: Option<Rc<Figure>>,
    /// Version of the figure.
    pub figure_version: u64,
    /// Periods by which the overlay is shifted.
    pub shift: i32,
    /// Inputs that were analysed and shown, by their key: each is one look.
    pub looked: LiteMap<u64, ()>,
    /// The recipe came from elsewhere with its looks counted: showing it again is no new one.
    pub looks_granted: bool,
    /// Pairs of series whose statistics were shown.
    pub seen_pairs: LiteMap<(String, String), ()>,

    /// Fragment that was last written or read.
    pub fragment: String,
    /// Files that the address names are on their way.
    pub fetching: bool,
    /// Calls of `addFiles` that wait for their files.
    pub batches: Vec<Batch>,
    /// Calls that wait for the report.
    pub waiting: Vec<Ticket>,
    /// Exports that wait for hashes.
    pub exports: Vec<(ExportKind, ExportOptions, Option<Ticket>)>,
    /// Last number given to a source.
    pub last_source: u64,
    /// Last number given to a reading.
    pub last_read: ReadId,
    /// Last number given to a notice.
    pub last_notice: u64,
}

/// A call of `addFiles`, or a drop.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The promise, where a script called.
    pub ticket: Option<Ticket>,
    /// Its sources, in the order given.
    pub sources: Vec<String>,
}

/// A message that is not about one source.
#[derive(Clone, Debug)]
pub struct NoticeState {
    /// Number.
    pub id: u64,
    /// How urgent.
    pub urgency: Urgency,
    /// The sentence.
    pub text: Bilingual,
}

/// A reading that goes on.
#[derive(Clone, Debug, Default)]
pub struct ReadingState {
    /// Number.
    pub read: ReadId,
    /// Bytes so far.
    pub bytes: u64,
    /// Bytes in all.
    pub total: u64,
    /// Rows so far.
    pub rows: u64,
    /// How often it told how far it is: about five times a second.
    pub told: u64,
    /// What is known already.
    pub found: Option<Rc<Found>>,
}

/// Files up to this size are read in a moment, bytes.
const SMALL: u64 = 4 << 20;
/// News of a reading in what counts as a moment.
const MOMENT: u64 = 4;

impl ReadingState {
    /// Whether it ends in a moment.
    pub fn short(&self) -> bool {
        self.total < SMALL
    }

    /// Whether it takes longer than a moment from here on, as far as it went until now.
    pub fn long(&self) -> bool {
        let left = self.total.saturating_sub(self.bytes);
        !self.short() && self.told > 0 && left / MOMENT > self.bytes / self.told
    }
}

/// One source.
#[derive(Clone, Debug)]
pub struct SourceState {
    /// `s1`, `s2`, …
    pub id: String,
    /// The file.
    pub offer: FileOffer,
    /// The member of a zip that this is.
    pub member: Option<String>,
    /// Present reading, while one goes on.
    pub reading: Option<ReadingState>,
    /// Overrides.
    pub patch: SourcePatch,
    /// Earlier overrides, for undo.
    pub history: Vec<SourcePatch>,
    /// What the last whole reading found.
    pub found: Option<Rc<Found>>,
    /// What the last whole reading gave.
    pub data: Rc<Data>,
    /// Hash, once it is known.
    pub sha256: Option<String>,
    /// The series, of the joined data where files were joined.
    pub entries: Vec<Entry>,
    /// What a stamp of its measurements stands for.
    pub step: Option<Step>,
    /// Files joined into this one, itself too.
    pub joined: Option<Rc<Joined>>,
    /// The source that this one was joined into.
    pub part_of: Option<String>,
    /// Tracks that were asked for, by series id: a period or a window changes none of them.
    pub tracks: RefCell<LiteMap<String, Rc<Track>>>,
    /// Promises of `updateSource` that wait for it.
    pub tickets: Vec<Ticket>,
    /// Whether remembered overrides were already tried.
    pub recalled: bool,
}

impl SourceState {
    /// A source that is about to be read.
    pub fn new(id: String, offer: FileOffer) -> SourceState {
        SourceState {
            id,
            offer,
            member: None,
            reading: None,
            patch: SourcePatch::default(),
            history: Vec::new(),
            found: None,
            data: Rc::new(Data::Nothing),
            sha256: None,
            entries: Vec::new(),
            step: None,
            joined: None,
            part_of: None,
            tracks: RefCell::default(),
            tickets: Vec::new(),
            recalled: false,
        }
    }

    /// Whether its series can be used.
    pub fn ready(&self) -> bool {
        self.part_of.is_none()
            && self.found.as_ref().is_some_and(|found| found.status == Status::Ready)
            && !self.entries.is_empty()
    }

    /// Its data, those of all its files.
    pub fn whole(&self) -> &Data {
        self.joined.as_ref().map_or(&self.data, |joined| &joined.data)
    }

    /// Name of its file.
    pub fn name(&self) -> &str {
        self.found.as_ref().map_or(&self.offer.name, |found| &found.name)
    }

    /// Takes what a reading gave.
    pub fn take(&mut self, reading: Reading) {
        let Reading { mut found, data } = reading;
        match &found.sha256 {
            Some(hash) => self.sha256 = Some(hash.clone()),
            None => found.sha256.clone_from(&self.sha256),
        }
        self.found = Some(Rc::new(found));
        self.data = Rc::new(data);
        self.reading = None;
    }

    /// Zone in which its times without one are read.
    pub fn zone(&self) -> &str {
        let found = self.found.as_ref().and_then(|found| found.time.as_ref());
        found.map_or("UTC", |time| time.zone.as_str())
    }

    /// Makes its series anew.
    pub fn index(&mut self, zones: &ZoneCache) {
        self.step = None;
        self.tracks.borrow_mut().clear();
        self.entries = Vec::new();
        let Some(found) = self.found.clone() else { return };
        if found.status != Status::Ready || self.part_of.is_some() {
            return;
        }
        let offsets = self.offsets(zones);
        self.entries = catalog::entries(&self.id, &found, self.whole(), &self.patch, &offsets);
        if let Data::Measurements(values) = self.whole() {
            self.step = Some(step_of(&values.times_ms));
        }
    }

    /// Offsets of its zone over its time.
    pub fn offsets(&self, zones: &ZoneCache) -> Rc<Offsets> {
        let time = self.found.as_ref().and_then(|found| found.time.as_ref());
        let (first, last) = match time.and_then(|time| time.first_ms.zip(time.last_ms)) {
            Some(range) => range,
            None => return Rc::new(Offsets::utc()),
        };
        let (first, last) = match &self.joined {
            Some(joined) => range_of(&joined.data).unwrap_or((first, last)),
            None => (first, last),
        };
        // A zone that is not known was refused when it was chosen.
        zones.get(self.zone(), first, last).unwrap_or_else(|| Rc::new(Offsets::utc()))
    }

    /// The track of one of its series, made once.
    pub fn track(&self, id: &str, zones: &ZoneCache) -> Option<Rc<Track>> {
        if let Some(track) = self.tracks.borrow().get(id) {
            return Some(track.clone());
        }
        let entry = self.entries.iter().find(|entry| entry.info.id == id)?;
        let spans = self.joined.as_ref().map_or(&[][..], |joined| joined.spans_ms.as_slice());
        let track = Rc::new(catalog::track(
            entry.key,
            self.found.as_ref()?,
            self.whole(),
            spans,
            &self.offsets(zones),
        )?);
        self.tracks.borrow_mut().insert(id.to_owned(), track.clone());
        Some(track)
    }
}

/// First and last time of data, on their own clock.
fn range_of(data: &Data) -> Option<(i64, i64)> {
    match data {
        Data::Nothing => None,
        Data::Measurements(values) => Some((*values.times_ms.first()?, *values.times_ms.last()?)),
        Data::Counts(counts) => counts.coverage_ms,
    }
}

impl Model {
    /// The analysis that is shown, without its files; `None` while there is no report.
    pub fn snapshot(&self) -> Option<Kept> {
        let scene = self.scene.as_ref().ok()?;
        Kept::of(&self.recipe, scene, &self.report.as_ref()?.sources)
    }

    /// Nothing yet.
    pub fn new(zones: Rc<dyn Zones>) -> Model {
        Model {
            zones: ZoneCache::new(zones),
            sources: Vec::new(),
            recipe: Recipe::default(),
            week_start_chosen: false,
            language: Language::En,
            browser_language: Language::En,
            theme: Theme::Auto,
            drawers: Drawers::default(),
            notices: Vec::new(),
            figure_only: false,
            kept: None,
            keep: false,
            stored: false,
            remembered: LiteMap::default(),
            declined: LiteMap::default(),
            scene: Err(crate::text::recipe::no_sources()),
            alone: None,
            revision: 0,
            input_key: None,
            analysis: None,
            analysis_error: None,
            report: None,
            figure: None,
            figure_version: 0,
            shift: 0,
            looked: LiteMap::default(),
            looks_granted: false,
            seen_pairs: LiteMap::default(),
            fragment: String::new(),
            fetching: false,
            batches: Vec::new(),
            waiting: Vec::new(),
            exports: Vec::new(),
            last_source: 0,
            last_read: 0,
            last_notice: 0,
        }
    }

    /// A source by its id.
    pub fn source(&self, id: &str) -> Option<&SourceState> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// A source by its id.
    pub fn source_mut(&mut self, id: &str) -> Option<&mut SourceState> {
        self.sources.iter_mut().find(|source| source.id == id)
    }

    /// A series' label with its file's name beside it; of files of one name the later are counted.
    pub fn label_with_file(&self, source: &str, label: &str) -> String {
        let stem_of = |source: &SourceState| super::catalog::stem(source.name());
        let Some(at) = self.sources.iter().position(|other| other.id == source) else {
            return label.to_owned();
        };
        let mut names = self.sources.iter().take(at + 1).map(stem_of);
        let stem = names.next_back().unwrap_or_default();
        let name = match names.filter(|other| *other == stem).count() {
            0 => stem.clone(),
            before => format!("{stem} {}", before + 1),
        };
        if label == stem { name } else { format!("{label} ({name})") }
    }

    /// The source and the entry of a series.
    pub fn series(&self, id: &str) -> Option<(&SourceState, &Entry)> {
        self.sources.iter().filter(|source| source.ready()).find_map(|source| {
            let entry = source.entries.iter().find(|entry| entry.info.id == id)?;
            Some((source, entry))
        })
    }

    /// What is drawn: the scene, or one series alone.
    pub fn drawn(&self) -> Option<&Rc<Scene>> {
        self.scene.as_ref().ok().or(self.alone.as_ref())
    }

    /// Whether a file is being read, or is on its way.
    pub fn reading(&self) -> bool {
        self.fetching || self.sources.iter().any(|source| source.reading.is_some())
    }

    /// Adds a notice, once.
    pub fn notice(&mut self, urgency: Urgency, text: Bilingual) {
        if self.notices.iter().any(|notice| notice.text == text) {
            return;
        }
        self.last_notice += 1;
        self.notices.push(NoticeState { id: self.last_notice, urgency, text });
    }
}
