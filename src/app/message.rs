//! What can happen ([`Message`]) and what must be done about it ([`Effect`]).
//!
//! A call of the JavaScript interface is a message with a [`Ticket`]; an [`Effect::Resolve`] or
//! [`Effect::Reject`] with the same ticket settles its promise, exactly once.

use super::{
    drawers::Drawer,
    ids::{FileKey, FileOffer, ReadId, Ticket},
    interface,
    question::Way,
};
use crate::{
    chart::{
        data::Figure,
        export::{Look, Words},
        standalone::Standalone,
    },
    ingest::{
        overrides::SourcePatch,
        source::{Failure, Found, Reading},
        topic::OverrideField,
    },
    kit::language::{Bilingual, Language},
    recipe::{
        change::Change,
        export::{ExportKind, ExportOptions, Theme},
        setting::ControlId,
    },
    report::{
        analysis::{Analysis, AnalysisInput, RankInput, Ranked},
        report::Report,
        snapshot::Snapshot,
    },
};
use std::rc::Rc;

/// What the page knows when it starts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Environment {
    /// The browser's first language that the page has.
    pub language: Language,
    /// The fragment of the URL, without `#`.
    pub fragment: String,
    /// Values of `data` in the query.
    pub data_urls: Vec<String>,
    /// Whether only the figure is shown (`?view=figure`).
    pub figure_only: bool,
    /// What was stored earlier under each [`StoreKey::name`].
    pub stored: Vec<(String, String)>,
    /// The analysis that was stored, or that this exported figure carries.
    pub kept: Option<Box<Snapshot>>,
    /// There is a stored analysis that is not in `kept`: it broke the page when it was opened last.
    pub left_aside: bool,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// The page started.
    Started(Environment),
    /// Files were given, and their sizes are being asked for: [`Message::FilesAdded`] follows.
    FilesComing,
    /// Files were given, in this order.
    FilesAdded {
        /// The files.
        files: Vec<FileOffer>,
        /// Settled when each of them is ready, asks, is refused, failed or cancelled.
        ticket: Option<Ticket>,
    },
    /// An exported figure was given: its analysis takes the place of all there is.
    Restored {
        /// The analysis.
        kept: Box<Snapshot>,
        /// Settled with its sources.
        ticket: Option<Ticket>,
    },
    /// "Try it with an example".
    ExampleAsked,
    /// A file of `?data=` or of the example could not be fetched.
    FetchFailed {
        /// Where from.
        url: String,
        /// What the browser said.
        reason: String,
    },
    /// A reading goes on.
    ReadProgress {
        /// Which reading.
        read: ReadId,
        /// Bytes so far.
        bytes: u64,
        /// Bytes in all.
        total: u64,
        /// Rows so far.
        rows: u64,
        /// What is known already.
        found: Option<Box<Found>>,
    },
    /// A reading ended: one [`Reading`] a file, one a member for a zip.
    ReadDone {
        /// Which reading.
        read: ReadId,
        /// In the file's order.
        readings: Vec<Reading>,
    },
    /// Several readings ended, each as of [`Message::ReadDone`].
    ReadsDone(Vec<(ReadId, Vec<Reading>)>),
    /// A reading broke (the worker trapped, the file vanished).
    ReadFailed {
        /// Which reading.
        read: ReadId,
        /// Why.
        failure: Failure,
    },
    /// A file's hash is known.
    Hashed {
        /// The file.
        file: FileKey,
        /// Lower-case hex.
        sha256: String,
    },
    /// Stop reading a source's file (the card's button, an AbortSignal).
    CancelRead {
        /// Source id.
        source: String,
    },
    /// Stop every reading: one button while many files are read.
    CancelAll,
    /// More of the files in the list.
    MoreCards,
    /// Stop reading everything that a call of `addFiles` started.
    CancelTicket {
        /// The call.
        ticket: Ticket,
    },
    /// Override something about a source.
    PatchSource {
        /// Source id.
        source: String,
        /// The overrides; absent fields stay.
        patch: Box<SourcePatch>,
        /// Settled when the source is ready again.
        ticket: Option<Ticket>,
    },
    /// Something was typed or chosen in a field of a source's card.
    Override {
        /// Source id.
        source: String,
        /// The field.
        field: OverrideField,
        /// Its text, see [`patch_of_field`](crate::ingest::overrides::patch_of_field).
        value: String,
    },
    /// The source's question was answered with this choice's value.
    Answer {
        /// Source id.
        source: String,
        /// The choice's value.
        value: String,
    },
    /// Compare what lies before a date with what lies after it; an empty text ends that.
    SplitAt {
        /// As it was typed.
        value: String,
    },
    /// Save the analysis in the browser under a name.
    SaveAs {
        /// The name.
        name: String,
    },
    /// Open a saved analysis.
    OpenSaved {
        /// Which.
        slot: u8,
    },
    /// Give a saved analysis another name.
    RenameSaved {
        /// Which.
        slot: u8,
        /// The name.
        name: String,
    },
    /// Remove a saved analysis, once that was asked.
    RemoveSaved {
        /// Which.
        slot: u8,
    },
    /// A saved analysis cannot be read.
    SavedUnreadable {
        /// Which.
        slot: u8,
    },
    /// The browser did not store something.
    StoreFailed {
        /// What.
        what: Stored,
    },
    /// A question of the page was answered.
    Decided {
        /// Which question.
        question: u64,
        /// The answer.
        way: Way,
    },
    /// Undo the last change.
    Undo,
    /// Do again what was undone last.
    Redo,
    /// Take back the source's last override.
    UndoPatch {
        /// Source id.
        source: String,
    },
    /// Take back all of the source's overrides.
    ResetPatch {
        /// Source id.
        source: String,
    },
    /// Remove a source.
    RemoveSource {
        /// Source id.
        source: String,
        /// Settled at once.
        ticket: Option<Ticket>,
    },
    /// Accept an offer (join files, treat zeros as an outage, …).
    AcceptOffer {
        /// The offer's id.
        offer: String,
    },
    /// Decline an offer; it does not come again.
    DeclineOffer {
        /// The offer's id.
        offer: String,
    },
    /// A setting was changed in a chart or by a button.
    Change(Change),
    /// Something was typed or chosen in a control.
    Control {
        /// Which.
        control: ControlId,
        /// What its inputs hold now.
        value: String,
    },
    /// A note was added to the time axis.
    AnnotationAdded {
        /// Date or instant.
        at: String,
        /// The note.
        text: String,
    },
    /// A small table of notes was given as a file: they join those that are there.
    NotesGiven {
        /// The file's name.
        name: String,
        /// Its text.
        text: String,
    },
    /// Shift the overlay by a lag (a click in the lag chart); 0 for none.
    ShiftOverlay(i32),
    /// A part of a recipe, as a script gave it.
    SetRecipe {
        /// An object of the interface's `Partial<Recipe>`.
        patch: serde_json::Value,
        /// Settled with the report.
        ticket: Option<Ticket>,
    },
    /// A script wants the report.
    ReportAsked {
        /// Settled with the report, or rejected with a sentence.
        ticket: Ticket,
    },
    /// An export was asked for.
    ExportAsked {
        /// Of what kind.
        kind: ExportKind,
        /// How.
        options: ExportOptions,
        /// `None`: a download.
        ticket: Option<Ticket>,
    },
    /// Download the list of a source's problem rows.
    ProblemsAsked {
        /// Source id.
        source: String,
    },
    /// The worker computed.
    Analysed {
        /// Of which [`Effect::Analyse`].
        revision: u64,
        /// The statistics.
        analysis: Box<Analysis>,
    },
    /// The worker could not.
    AnalysisFailed {
        /// Of which [`Effect::Analyse`].
        revision: u64,
        /// What the page knows about it.
        reason: String,
    },
    /// Rank all groups of a source by how they move with the other series.
    RankAsked {
        /// Source id.
        source: String,
    },
    /// Stop ranking, or put the list away.
    RankingClosed,
    /// The worker ranked.
    Ranked {
        /// Of which [`Effect::Rank`].
        revision: u64,
        /// The least likely by chance first.
        ranked: Vec<Ranked>,
    },
    /// The worker could not.
    RankFailed {
        /// Of which [`Effect::Rank`].
        revision: u64,
        /// What the page knows about it.
        reason: String,
    },
    /// A language was chosen.
    LanguageChosen(Language),
    /// A theme was chosen.
    ThemeChosen(Theme),
    /// A drawer (narrow page) was opened or closed.
    DrawerToggled(Drawer),
    /// A notice was read.
    NoticeDismissed(u64),
    /// The fragment changed (back, forward, an edited address).
    UrlChanged {
        /// Without `#`.
        fragment: String,
    },
    /// Forget everything that was stored in the browser.
    ForgetStored,
    /// Keep the analysis in the browser, or not.
    KeepChosen(bool),
    /// Start again with nothing.
    Reset {
        /// Settled at once.
        ticket: Option<Ticket>,
    },
    /// Something is in the clipboard now.
    Copied,
    /// The browser does not let the page write into the clipboard.
    CopyRefused,
    /// What was to be published could not be made.
    Undelivered {
        /// What the browser said.
        message: String,
    },
}

impl Message {
    /// What a control's inputs hold now.
    pub fn of_control(control: ControlId, value: &str) -> Message {
        Message::Control { control, value: value.to_owned() }
    }
}

/// Something to do outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read a file in a worker.
    Read {
        /// Number of this reading.
        read: ReadId,
        /// The file.
        file: FileKey,
        /// Its name.
        name: String,
        /// Last modification, epoch ms.
        modified_ms: Option<i64>,
        /// The member of a zip to read again; `None` for all.
        member: Option<String>,
        /// Overrides.
        patch: Box<SourcePatch>,
    },
    /// Stop a reading; no answer is needed.
    CancelRead {
        /// Which.
        read: ReadId,
    },
    /// The page may drop the file.
    ReleaseFile {
        /// Which.
        file: FileKey,
    },
    /// Compute the hash of a file (large ones have none until it is needed).
    Hash {
        /// Which.
        file: FileKey,
    },
    /// Fetch a file and give it as [`Message::FilesAdded`]; all of them together.
    Fetch {
        /// Addresses, relative to the page.
        urls: Vec<String>,
        /// Whether these are the built-in example.
        example: bool,
    },
    /// Compute the statistics in a worker; a newer revision makes an older one worthless.
    Analyse {
        /// To be given back.
        revision: u64,
        /// The numbers.
        input: Box<AnalysisInput>,
    },
    /// Compare many series with one in a worker, after what [`Effect::Analyse`] asks for; a newer
    /// one makes an older one worthless.
    Rank {
        /// To be given back.
        revision: u64,
        /// The numbers.
        input: Box<RankInput>,
    },
    /// The ranking that is being made is not wanted any more.
    StopRanking,
    /// Compute the statistics of another span in a worker, beside those of what is shown.
    AnalyseAside {
        /// To be given back.
        revision: u64,
        /// The numbers.
        input: Box<AnalysisInput>,
    },
    /// Keep a saved analysis in the browser's storage; `None` removes it.
    StoreSaved {
        /// Its place.
        slot: u8,
        /// JSON.
        value: Option<String>,
    },
    /// Read a saved analysis and give it as [`Message::Restored`].
    OpenSaved {
        /// Its place.
        slot: u8,
    },
    /// Write the fragment of the URL.
    WriteUrl {
        /// Without `#`.
        fragment: String,
        /// A new entry of the history, or the present one.
        push: bool,
    },
    /// Keep something in the browser's storage; `None` removes it.
    Store {
        /// Under which key.
        key: StoreKey,
        /// JSON.
        value: Option<String>,
    },
    /// Give a text to the user as a file, or to a script as a Blob.
    Deliver {
        /// File name.
        name: String,
        /// MIME type.
        mime: &'static str,
        /// The content.
        text: String,
        /// `None`: a download.
        ticket: Option<Ticket>,
    },
    /// Make a picture or a page and give it to the user or to a script.
    Picture(Box<Picture>),
    /// Say something to a screen reader.
    Announce {
        /// In the page's language.
        text: String,
    },
    /// Settle a promise.
    Resolve {
        /// Which.
        ticket: Ticket,
        /// With what.
        answer: Answer,
    },
    /// Reject a promise.
    Reject {
        /// Which.
        ticket: Ticket,
        /// The error's message.
        reason: Bilingual,
    },
}

/// What an exported page carries.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// The analysis.
    pub kept: Snapshot,
    /// What it draws, and says, in both languages.
    pub standalone: Standalone,
    /// All that was said.
    pub report: Rc<Report>,
}

/// A picture or a page to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// PNG, SVG or HTML.
    pub kind: ExportKind,
    /// How; the language is set.
    pub options: ExportOptions,
    /// File name without its ending.
    pub stem: String,
    /// What the charts draw, in the picture's language.
    pub figure: Rc<Figure>,
    /// What the picture says.
    pub words: Words,
    /// How it looks.
    pub look: Look,
    /// What a page carries besides its picture.
    pub carried: Option<Rc<Carried>>,
    /// `None`: a download, or the clipboard.
    pub ticket: Option<Ticket>,
}

/// What a promise of the interface resolves with.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Nothing.
    Done,
    /// `addFiles`.
    Sources(Vec<interface::Source>),
    /// `updateSource`.
    Source(Box<interface::Source>),
    /// `setRecipe`, `report`.
    Report(Rc<Report>),
}

/// What is kept in the browser's storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StoreKey {
    /// Overrides by header.
    Overrides,
    /// Theme and language.
    Appearance,
    /// The analysis (never raw files), where the user wants it.
    Analysis,
    /// Names of the saved analyses; each lies beside it, see [`saved_key`].
    Saved,
}

/// Where a saved analysis lies in the storage.
pub fn saved_key(slot: u8) -> String {
    format!("{}.{slot}", StoreKey::Saved.name())
}

/// Something that is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// Under a key of its own.
    Key(StoreKey),
    /// A saved analysis.
    Saved(u8),
}

impl StoreKey {
    /// All keys, for "forget everything".
    pub const ALL: [StoreKey; 4] =
        [StoreKey::Overrides, StoreKey::Appearance, StoreKey::Analysis, StoreKey::Saved];

    /// Name in the storage.
    pub fn name(self) -> &'static str {
        match self {
            StoreKey::Overrides => "comove.overrides",
            StoreKey::Appearance => "comove.look",
            StoreKey::Analysis => "comove.analysis",
            StoreKey::Saved => "comove.saved",
        }
    }
}
