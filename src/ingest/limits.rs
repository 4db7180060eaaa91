//! How much of anything is taken: every bound that a person can meet, in one place.
//!
//! Whoever gives files may not be who made them: a bound is what keeps one file from taking the page,
//! and with it all other sources, along. What is beyond one is said ([`text::limit`](crate::text::limit)),
//! never left out in silence; the guide's table of limits is held against this list by a test.

use crate::kit::names::names;

/// What is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Rows of a source of measurements that are kept one by one; with more, each quarter hour keeps how
    /// many there were, their sum, smallest, largest, first and last.
    Rows,
    /// Values of a source of measurements: rows, or quarter hours, times columns.
    Kept,
    /// Groups of events that are told apart while a file is read: 40 MB at most for names and sums.
    Groups,
    /// Quarter hours of all groups that have events, two bytes or so each.
    GroupCells,
    /// Columns of a table.
    Columns,
    /// Bytes of one line or record.
    Record,
    /// Bytes of an entry of a packed file, unpacked.
    Unpacked,
    /// Bytes of such an entry without a row among them.
    Barren,
    /// Members of an archive.
    Members,
    /// Sources of a page.
    Sources,
    /// Years from the first to the last time of a source.
    Years,
    /// Notes on the time axis.
    Notes,
    /// Periods of an analysis.
    Periods,
    /// Series of an analysis that is opened without its files.
    Series,
    /// Bytes of an exported figure, or of a kept analysis, that is opened.
    Figure,
    /// Bytes of a file that the address names.
    Fetched,
    /// Files that the address names.
    Addresses,
    /// Characters of the address behind its `#`.
    Fragment,
    /// Messages that stand in the page at a time.
    Notices,
}

names!(Limit {
    "rows" Rows, "kept" Kept, "groups" Groups, "group-cells" GroupCells, "columns" Columns, "record" Record, "unpacked" Unpacked, "barren" Barren,
    "members" Members, "sources" Sources, "years" Years, "notes" Notes, "periods" Periods,
    "series" Series, "figure" Figure, "fetched" Fetched, "addresses" Addresses,
    "fragment" Fragment, "notices" Notices,
});

impl Limit {
    /// How much of it, at most.
    pub const fn most(self) -> u64 {
        match self {
            Limit::Rows => 2_000_000,
            Limit::Kept => 12_000_000,
            Limit::Groups => 200_000,
            Limit::GroupCells => 16_000_000,
            Limit::Columns => 2_000,
            Limit::Record => 1 << 20,
            Limit::Unpacked => 100_000_000_000,
            Limit::Barren => 256 << 20,
            Limit::Members => 10_000,
            Limit::Sources => 20_000,
            Limit::Years => 1_000,
            Limit::Notes => 500,
            Limit::Periods => 400_000,
            Limit::Series => 200,
            Limit::Figure => 50_000_000,
            Limit::Fetched => 1_000_000_000,
            Limit::Addresses => 20,
            Limit::Fragment => 65_536,
            Limit::Notices => 8,
        }
    }

    /// The same as a number of things in memory.
    pub const fn count(self) -> usize {
        // None is beyond what a 32-bit program can count, but bytes that are never held at once.
        self.most() as usize
    }
}
