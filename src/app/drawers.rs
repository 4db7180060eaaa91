//! Drawers of the narrow page, and how urgent what is said beside the figure is.

/// A drawer of the narrow page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawer {
    /// Sources.
    Sources,
    /// Analysis.
    Analysis,
}

/// Which drawers are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawers {
    /// Sources.
    pub sources: bool,
    /// Analysis.
    pub analysis: bool,
}

/// How urgent a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// Good to know.
    Note,
    /// Something needs attention.
    Warning,
    /// Something broke.
    Error,
}

impl Urgency {
    /// For `data-urgency`.
    pub fn name(self) -> &'static str {
        match self {
            Urgency::Note => "note",
            Urgency::Warning => "warning",
            Urgency::Error => "error",
        }
    }
}
