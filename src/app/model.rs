//! What the page knows.

use super::{
    message::{FileKey, ReadId, Ticket},
    recipe::Recipe,
    view::{Drawers, Figure, Theme},
};
use crate::{
    ingest::source::{Reading, SourcePatch},
    report::report::Report,
    series::zone::Zones,
    text::Language,
};
use std::rc::Rc;

/// The whole state. Only [`super::update::update`] changes it.
#[derive(Debug)]
pub struct Model {
    /// Zone offsets.
    pub zones: Rc<dyn Zones>,
    /// In the order given.
    pub sources: Vec<SourceState>,
    /// As the user set it: what is not set is `None` or the default.
    pub recipe: Recipe,
    /// Language of the page.
    pub language: Language,
    /// Theme of the page.
    pub theme: Theme,
    /// Open drawers.
    pub drawers: Drawers,
    /// Number of the newest analysis that was asked for.
    pub revision: u64,
    /// What the charts draw.
    pub figure: Option<Rc<Figure>>,
    /// The newest report.
    pub report: Option<Rc<Report>>,
}

/// One source.
#[derive(Clone, Debug)]
pub struct SourceState {
    /// `s1`, `s2`, …
    pub id: String,
    /// The page's file.
    pub file: FileKey,
    /// Present reading, while one goes on.
    pub read: Option<ReadId>,
    /// Overrides.
    pub patch: SourcePatch,
    /// What reading gave.
    pub reading: Option<Rc<Reading>>,
    /// Promises that wait for it.
    pub tickets: Vec<Ticket>,
}

impl Model {
    /// Nothing yet.
    pub fn new(zones: Rc<dyn Zones>) -> Model {
        Model {
            zones,
            sources: Vec::new(),
            recipe: Recipe::default(),
            language: Language::En,
            theme: Theme::Auto,
            drawers: Drawers::default(),
            revision: 0,
            figure: None,
            report: None,
        }
    }
}
