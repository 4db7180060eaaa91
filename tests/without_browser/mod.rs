//! A page without a browser: files are dropped, sources patched, the recipe set, reports given.

#![allow(dead_code, reason = "each test uses a part of it")]

use comove::{
    app::{
        answers,
        ids::FileOffer,
        interface::Source,
        message::{Answer, Effect, Message, Picture},
        model::Model,
        show::view,
        update::update,
        view::View,
    },
    calendar::zone::TableZones,
    ingest::{in_memory::read_entries, overrides::SourcePatch, sample::FileFacts},
    recipe::recipe::Recipe,
    report::{
        analysis::{analyse, rank},
        report::Report,
    },
};
use std::{collections::VecDeque, rc::Rc};

/// What the page and its worker do, in one thread.
pub struct Page {
    model: Model,
    files: Vec<Vec<u8>>,
    ticket: u64,
    /// What the browser's storage holds of saved analyses, by their places.
    pub saved: Vec<(u8, String)>,
    /// Fragment that was written to the address last.
    pub fragment: String,
    /// How often statistics were computed.
    pub analyses: usize,
    /// Pictures that were asked for.
    pub pictures: Vec<Picture>,
    /// Texts that were delivered, by their files' names.
    pub delivered: Vec<(String, String)>,
}

impl Page {
    /// A page with nothing on it.
    pub fn new() -> Page {
        Page {
            model: Model::new(Rc::new(TableZones)),
            files: Vec::new(),
            ticket: 0,
            saved: Vec::new(),
            fragment: String::new(),
            analyses: 0,
            pictures: Vec::new(),
            delivered: Vec::new(),
        }
    }

    /// Drops a file; the sources that came of it.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>, modified_ms: Option<i64>) -> Vec<Source> {
        let before = self.model.sources.len();
        let offer = self.offer(name, bytes, modified_ms);
        _ = self.act(|_| Message::FilesAdded { files: vec![offer], ticket: None });
        self.sources().split_off(before)
    }

    /// Drops several files at once.
    pub fn add_all(&mut self, files: Vec<(String, Vec<u8>)>) {
        let offers =
            files.into_iter().map(|(name, bytes)| self.offer(&name, bytes, None)).collect();
        _ = self.act(|_| Message::FilesAdded { files: offers, ticket: None });
    }

    fn offer(&mut self, name: &str, bytes: Vec<u8>, modified_ms: Option<i64>) -> FileOffer {
        let offer = FileOffer {
            file: self.files.len() as u64,
            name: name.to_owned(),
            bytes: bytes.len() as u64,
            modified_ms,
            example: false,
        };
        self.files.push(bytes);
        offer
    }

    /// Sends a message and does all that follows.
    pub fn send(&mut self, message: Message) {
        _ = self.act(|_| message);
    }

    /// What the page shows.
    pub fn view(&self) -> View {
        view(&self.model)
    }

    /// The recipe, with what the sources decide.
    pub fn recipe_now(&self) -> Recipe {
        answers::recipe(&self.model)
    }

    /// All sources.
    pub fn sources(&self) -> Vec<Source> {
        answers::sources(&self.model)
    }

    /// Sets something about a source by hand.
    pub fn patch(&mut self, source: &str, patch: SourcePatch) -> Result<(), String> {
        let source = source.to_owned();
        let patch = Box::new(patch);
        self.act(|ticket| Message::PatchSource { source, patch, ticket: Some(ticket) }).map(|_| ())
    }

    /// Sets a part of the recipe; the report of it.
    pub fn recipe(&mut self, patch: serde_json::Value) -> Result<Rc<Report>, String> {
        match self.act(|ticket| Message::SetRecipe { patch, ticket: Some(ticket) })? {
            Some(Answer::Report(report)) => Ok(report),
            other => Err(format!("no report: {other:?}")),
        }
    }

    /// Its state.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Sends one message and does all that follows; the answer to its ticket.
    fn act(&mut self, message: impl FnOnce(u64) -> Message) -> Result<Option<Answer>, String> {
        self.ticket += 1;
        let mut answered = Ok(None);
        let mut queue = VecDeque::from([message(self.ticket)]);
        while let Some(message) = queue.pop_front() {
            for effect in update(&mut self.model, message) {
                match effect {
                    Effect::Read { read, file, name, modified_ms, patch, member } => {
                        let bytes = &self.files[file as usize];
                        let facts = FileFacts {
                            name,
                            bytes: bytes.len() as u64,
                            modified_ms,
                            compression: None,
                        };
                        let mut readings =
                            read_entries(&facts, bytes, &patch, 1, &mut || usize::MAX);
                        if let Some(member) = member {
                            readings.retain(|reading| reading.found.name.ends_with(&member));
                        }
                        queue.push_back(Message::ReadDone { read, readings });
                    }
                    Effect::Analyse { revision, input }
                    | Effect::AnalyseAside { revision, input } => {
                        self.analyses += 1;
                        queue.push_back(Message::Analysed {
                            revision,
                            analysis: Box::new(analyse(&input)),
                        })
                    }
                    Effect::Rank { revision, input } => {
                        queue.push_back(Message::Ranked { revision, ranked: rank(&input) })
                    }
                    Effect::Hash { file } => {
                        queue.push_back(Message::Hashed { file, sha256: format!("{file:064x}") })
                    }
                    Effect::WriteUrl { fragment, .. } => self.fragment = fragment,
                    Effect::Picture(picture) => self.pictures.push(*picture),
                    Effect::Deliver { name, text, .. } => self.delivered.push((name, text)),
                    Effect::StoreSaved { slot, value } => {
                        self.saved.retain(|one| one.0 != slot);
                        self.saved.extend(value.map(|text| (slot, text)));
                    }
                    Effect::Resolve { ticket, answer } if ticket == self.ticket => {
                        answered = Ok(Some(answer));
                    }
                    Effect::Reject { ticket, reason } if ticket == self.ticket => {
                        answered = Err(reason.en);
                    }
                    _ => {}
                }
            }
        }
        answered
    }
}
