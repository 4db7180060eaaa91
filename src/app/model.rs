//! What the page knows.

use super::{
    catalog::Entry,
    drawers::{Drawers, Urgency},
    file_name,
    history::{History, State},
    ids::{FileKey, ReadId, Ticket},
    question::QuestionState,
    ranking::Ranking,
    source::{Batch, Complaint, NoticeState, Saved, SourceState, place},
    split::Split,
};
use crate::{
    calendar::zone::{ZoneCache, Zones},
    chart::data::Figure,
    ingest::{limits::Limit, overrides::SourcePatch},
    kit::language::{Bilingual, Language},
    recipe::{
        export::{ExportKind, ExportOptions, Theme},
        recipe::Recipe,
        setting::Reach,
    },
    report::{analysis::Analysis, comparison::Comparison, report::Report, snapshot::Snapshot},
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
    /// Cards that a person asked for beyond the first ones.
    pub more_cards: usize,
    /// Open drawers.
    pub drawers: Drawers,
    /// Messages that are not about one source.
    pub notices: Vec<NoticeState>,
    /// Only the figure is shown.
    pub figure_only: bool,
    /// An analysis without its files, in the place of sources.
    pub kept: Option<Rc<Snapshot>>,
    /// The analysis is kept in the browser.
    pub keep: bool,
    /// Something is stored in the browser.
    pub stored: bool,
    /// Overrides by a header's key.
    pub remembered: LiteMap<String, SourcePatch>,
    /// Offers that were declined.
    pub declined: LiteMap<String, ()>,
    /// What the page asks before it goes on.
    pub questions: Vec<QuestionState>,
    /// Last number given to a question.
    pub last_question: u64,
    /// Last number given to a drop of files.
    pub last_drop: u64,
    /// Files that the address names: ids of their sources, and names.
    pub expected: Vec<(String, String)>,
    /// A person gave files or changed something that is kept nowhere.
    pub touched: bool,
    /// Analyses that were saved in the browser.
    pub saved: Vec<Saved>,
    /// The one that this is.
    pub saved_as: Option<u8>,
    /// Before and after a date.
    pub split: Option<Split>,
    /// Last number given to an analysis of a half.
    pub last_aside: u64,
    /// What was typed into controls and not taken.
    pub complaints: Vec<Complaint>,
    /// What can be undone and done again.
    pub history: History,
    /// Number of the analysis that is shown: what takes its place is another one.
    pub epoch: u64,
    /// Last number given to an analysis.
    pub last_epoch: u64,
    /// Files that the page holds for this one.
    pub files: Vec<FileKey>,

    /// The aligned series, or why there are none.
    pub comparison: Result<Rc<Comparison>, Bilingual>,
    /// What is drawn while there is no comparison: one series alone.
    pub alone: Option<Rc<Comparison>>,
    /// Number of the newest analysis that was asked for.
    pub revision: u64,
    /// Key of its input, to know whether anything changed.
    pub input_key: Option<u64>,
    /// Its answer, once it is there.
    pub analysis: Option<Rc<Analysis>>,
    /// Why there is no answer, where computing failed.
    pub analysis_error: Option<String>,
    /// The ranking of a source's groups that was asked for.
    pub ranking: Option<Ranking>,
    /// Last number given to a ranking.
    pub last_ranking: u64,
    /// The report of comparison and analysis.
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
    /// Files are on their way: the address names them, or there are so many that it takes a while.
    pub fetching: bool,
    /// Calls of `addFiles` that wait for their files.
    pub batches: Vec<Batch>,
    /// Calls that wait for the report.
    pub waiting: Vec<Ticket>,
    /// Exports that wait for the report or for hashes.
    pub exports: Vec<(ExportKind, ExportOptions, Option<Ticket>)>,
    /// Files whose hash was asked for and has not come.
    pub hashing: Vec<FileKey>,
    /// Last number given to a source.
    pub last_source: u64,
    /// Last number given to a reading.
    pub last_read: ReadId,
    /// Last number given to a notice.
    pub last_notice: u64,
}

impl Model {
    /// What a person can change, as it is now.
    pub fn state(&self) -> State {
        let bare = |source: &SourceState| SourceState {
            entries: Vec::new(),
            joined: None,
            tracks: RefCell::default(),
            tickets: Vec::new(),
            ..source.clone()
        };
        State {
            sources: self.sources.iter().map(bare).collect(),
            recipe: self.recipe.clone(),
            week_start_chosen: self.week_start_chosen,
            kept: self.kept.clone(),
            declined: self.declined.clone(),
            questions: self.questions.clone(),
            shift: self.shift,
            epoch: self.epoch,
            looked: self.looked.clone(),
            looks_granted: self.looks_granted,
            seen_pairs: self.seen_pairs.clone(),
        }
    }

    /// The analysis that is shown, without its files; `None` while there is no report.
    pub fn snapshot(&self) -> Option<Snapshot> {
        let comparison = self.comparison.as_ref().ok()?;
        Snapshot::of(&self.recipe, comparison, &self.report.as_ref()?.sources)
    }

    /// Nothing yet.
    pub fn new(zones: Rc<dyn Zones>) -> Model {
        Model {
            zones: ZoneCache::new(zones),
            sources: Vec::new(),
            recipe: Recipe::default(),
            week_start_chosen: false,
            language: Language::default(),
            browser_language: Language::default(),
            theme: Theme::Auto,
            more_cards: 0,
            drawers: Drawers::default(),
            notices: Vec::new(),
            figure_only: false,
            kept: None,
            keep: false,
            stored: false,
            remembered: LiteMap::default(),
            declined: LiteMap::default(),
            questions: Vec::new(),
            last_question: 0,
            last_drop: 0,
            expected: Vec::new(),
            touched: false,
            saved: Vec::new(),
            saved_as: None,
            split: None,
            last_aside: 0,
            complaints: Vec::new(),
            history: History::default(),
            epoch: 0,
            last_epoch: 0,
            files: Vec::new(),
            comparison: Err(crate::text::recipe::no_sources()),
            alone: None,
            revision: 0,
            input_key: None,
            analysis: None,
            analysis_error: None,
            ranking: None,
            last_ranking: 0,
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
            hashing: Vec::new(),
            last_source: 0,
            last_read: 0,
            last_notice: 0,
        }
    }

    /// A source by its id.
    pub fn source(&self, id: &str) -> Option<&SourceState> {
        self.sources.get(self.place(id)?)
    }

    /// A source by its id.
    pub fn source_mut(&mut self, id: &str) -> Option<&mut SourceState> {
        let place = self.place(id)?;
        self.sources.get_mut(place)
    }

    /// The place of a source.
    pub fn place(&self, id: &str) -> Option<usize> {
        place(&self.sources, id)
    }

    /// The sources joined into one, itself first.
    pub fn parts<'m>(&'m self, id: &'m str) -> impl Iterator<Item = &'m SourceState> + Clone {
        let of = move |source: &&SourceState| source.part_of.as_deref() == Some(id);
        self.source(id).into_iter().chain(self.sources.iter().filter(of))
    }

    /// The sources' files as they are called beside a series of theirs, in the order of the
    /// sources; of files of one name the later are counted.
    pub fn file_names(&self) -> Vec<String> {
        let mut seen: LiteMap<String, u32> = LiteMap::new();
        let name = |source: &SourceState| {
            let stem = file_name::stem(source.name());
            match seen.get_mut(&stem) {
                None => {
                    seen.insert(stem.clone(), 1);
                    stem
                }
                Some(count) => {
                    *count += 1;
                    format!("{stem} {count}")
                }
            }
        };
        self.sources.iter().map(name).collect()
    }

    /// A series' label with its file's name (of [`Model::file_names`]) beside it.
    pub fn label_with_file(&self, files: &[String], source: &str, label: &str) -> String {
        let place = self.place(source);
        let Some((file, source)) = place.and_then(|at| files.get(at).zip(self.sources.get(at)))
        else {
            return label.to_owned();
        };
        if label == file_name::stem(source.name()) {
            file.clone()
        } else {
            format!("{label} ({file})")
        }
    }

    /// The source and the entry of a series.
    pub fn series(&self, id: &str) -> Option<(&SourceState, &Entry)> {
        self.sources.iter().filter(|source| source.ready()).find_map(|source| {
            let entry = source.entries.iter().find(|entry| entry.info.id == id)?;
            Some((source, entry))
        })
    }

    /// What is drawn: the comparison, or one series alone.
    pub fn drawn(&self) -> Option<&Rc<Comparison>> {
        self.comparison.as_ref().ok().or(self.alone.as_ref())
    }

    /// How far a change may reach: what is not there cannot be made again.
    pub fn reach(&self) -> Reach {
        if self.kept.is_some() { Reach::Numbers } else { Reach::Files }
    }

    /// The recipe of what is compared, with all that the sources decide; as set where nothing is.
    pub fn shown(&self) -> &Recipe {
        self.comparison.as_ref().map_or(&self.recipe, |comparison| &comparison.recipe)
    }

    /// The two series that are compared, in no order.
    pub fn pair(&self) -> Option<(String, String)> {
        let comparison = self.comparison.as_ref().ok()?;
        let (x, y) = (comparison.x.info.id.clone(), comparison.y.info.id.clone());
        Some(if x <= y { (x, y) } else { (y, x) })
    }

    /// Whether the statistics of the present pair were shown.
    pub fn pair_was_seen(&self) -> bool {
        self.pair().is_some_and(|pair| self.seen_pairs.contains_key(&pair))
    }

    /// Whether a file is being read, or is on its way.
    pub fn reading(&self) -> bool {
        self.fetching || self.sources.iter().any(|source| source.reading.is_some())
    }

    /// Whether something would be lost with the page: work of a person, kept nowhere. An example
    /// is none.
    pub fn unsaved(&self) -> bool {
        let own = self.sources.iter().any(|source| !source.offer.example);
        self.touched && !self.keep && (own || self.kept.is_some())
    }

    /// Adds a notice, once; of too many the oldest goes.
    pub fn notice(&mut self, urgency: Urgency, text: Bilingual) {
        if self.notices.iter().any(|notice| notice.text == text) {
            return;
        }
        if self.notices.len() >= Limit::Notices.count() {
            self.notices.remove(0);
        }
        self.last_notice += 1;
        self.notices.push(NoticeState { id: self.last_notice, urgency, text });
    }
}
