//! The states of a file's card.

/// State of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardState {
    /// Being read.
    Reading,
    /// Read and in use.
    Ready,
    /// Waits for an answer to one question.
    Ask,
    /// Of no use here.
    Refused,
    /// Could not be read.
    Failed,
    /// Stopped by the user.
    Cancelled,
}

impl CardState {
    /// Value of the attribute `data-state`.
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
