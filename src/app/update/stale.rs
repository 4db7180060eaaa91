//! What a message left out of date.
//!
//! A handler changes the model and says here what no longer fits it; it makes nothing again
//! itself. [`super::settle::settle`] does, once for each message, in one order.

/// What must be made again. The order of the fields is the order in which it is made: each makes
/// what follows it stale where it has to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stale {
    /// Sources (by id) whose data, zone or membership of a joined source changed.
    pub sources: Vec<String>,
    /// What is compared: sources, recipe or readings changed.
    pub comparison: bool,
    /// Report and figure of the same comparison.
    pub report: bool,
    /// New statistics came, which are announced once they stand in the report.
    pub announce: bool,
    /// The address, and what is kept of the analysis in the browser.
    pub address: Option<History>,
}

/// How a changed address is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum History {
    /// In place of the present entry of the browser's history.
    Replace,
    /// As a new entry, so that "back" leads to what was before.
    Push,
}

impl Stale {
    /// Everything fits.
    pub fn nothing() -> Stale {
        Stale::default()
    }

    /// What is compared must be decided again, of the same series.
    pub fn comparison() -> Stale {
        Stale { comparison: true, ..Stale::default() }
    }

    /// A source's joined data and series, and with them what is compared.
    pub fn source(id: &str) -> Stale {
        Stale { sources: vec![id.to_owned()], comparison: true, ..Stale::default() }
    }

    /// The same for several sources.
    pub fn sources(ids: Vec<String>) -> Stale {
        Stale { sources: ids, comparison: true, ..Stale::default() }
    }

    /// Report and figure.
    pub fn report() -> Stale {
        Stale { report: true, ..Stale::default() }
    }

    /// With the address.
    pub fn with_address(self, history: History) -> Stale {
        Stale { address: Some(history), ..self }
    }

    /// Both.
    pub fn and(mut self, other: Stale) -> Stale {
        self.sources.extend(other.sources);
        self.comparison |= other.comparison;
        self.report |= other.report;
        self.announce |= other.announce;
        // A new entry of the history says more than a changed one.
        self.address = match (self.address, other.address) {
            (Some(History::Push), _) | (_, Some(History::Push)) => Some(History::Push),
            (one, other) => one.or(other),
        };
        self
    }
}
