//! Numbers that page and application share: promises, files, readings.

/// A promise of the JavaScript interface.
pub type Ticket = u64;

/// A file that the page keeps (a browser's `File`), by the page's own number.
pub type FileKey = u64;

/// One reading of one file; a patch that needs reading again gets a new number, and answers to
/// the old one are dropped.
pub type ReadId = u64;

/// The number of a source's id (`s12`): sources are numbered as they come.
pub fn source_number(id: &str) -> Option<u64> {
    id.strip_prefix('s')?.parse().ok()
}

/// A file that was dropped, chosen, pasted, fetched or given by a script.
#[derive(Clone, Debug, PartialEq)]
pub struct FileOffer {
    /// The page's number for it.
    pub file: FileKey,
    /// Its name, with the folder where one was dropped.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Last modification, epoch ms, where the browser says so.
    pub modified_ms: Option<i64>,
    /// A built-in example, made up or real, marked as such.
    pub example: bool,
}
