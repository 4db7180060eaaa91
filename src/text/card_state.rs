//! The states of a file's card.

/// State of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardState {
    /// Being read.
    Reading,
    /// In use.
    Ready,
    /// One question.
    Ask,
    /// Of no use here.
    Refused,
    /// Could not be read.
    Failed,
    /// Stopped by the user.
    Cancelled,
}

impl CardState {
    /// For `data-state`.
    pub fn name(self) -> &'static str {
        match self {
            CardState::Reading => "reading",
            CardState::Ready => "ready",
            CardState::Ask => "ask",
            CardState::Refused => "refused",
            CardState::Failed => "failed",
            CardState::Cancelled => "cancelled",
        }
    }
}
