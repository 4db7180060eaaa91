//! What the page asks before it does something that would lose what is there.

use super::ids::{FileKey, FileOffer};
use crate::{kit::names::names, report::snapshot::Snapshot};
use std::rc::Rc;

/// A question that is open.
#[derive(Clone, Debug)]
pub struct QuestionState {
    /// Number.
    pub id: u64,
    /// What it is about.
    pub about: About,
}

/// What a question is about.
#[derive(Clone, Debug)]
pub enum About {
    /// A file came whose name one of the sources has.
    SameName {
        /// Id of the source that was there.
        old: String,
        /// Id of the one that came.
        new: String,
        /// Whether their bytes are the same.
        same: bool,
    },
    /// An exported figure, or a saved analysis, was given beside unsaved work.
    Open(Rc<Snapshot>),
    /// Files were given beside an analysis without files.
    Instead(Vec<FileOffer>),
    /// A saved analysis shall be removed.
    Unsave(u8),
}

/// An answer to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The new file takes the place of the old one: its settings stay.
    Replace,
    /// The new file continues the old one.
    Join,
    /// Both stay as they are.
    Both,
    /// What was given takes the place of all there is.
    Open,
    /// It is removed.
    Remove,
    /// All stays as it is.
    Leave,
}

names!(Way { "replace" Replace, "join" Join, "both" Both, "open" Open, "remove" Remove, "leave" Leave });

impl About {
    /// The answers, in the order in which they are offered; the last does nothing.
    pub fn choices(&self) -> &'static [Way] {
        match self {
            About::SameName { same: true, .. } => &[Way::Replace, Way::Both],
            About::SameName { .. } => &[Way::Replace, Way::Join, Way::Both],
            About::Unsave(_) => &[Way::Remove, Way::Leave],
            About::Open(_) | About::Instead(_) => &[Way::Open, Way::Leave],
        }
    }
}

impl QuestionState {
    /// Files that wait for its answer.
    pub fn files(&self) -> impl Iterator<Item = FileKey> {
        let waiting = match &self.about {
            About::Instead(files) => files.as_slice(),
            _ => &[],
        };
        waiting.iter().map(|offer| offer.file)
    }
}
