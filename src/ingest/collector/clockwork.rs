//! The time of each row, and how its format does against the rivals that fitted the sample.

use crate::ingest::records::Record;
use crate::ingest::time_column::TimePlan;
use crate::ingest::timestamp::{Instant, fast::FastParser};
use crate::problem::Reason;

/// The parsers of a time column.
#[derive(Clone, Debug)]
pub(super) struct Clockwork {
    /// `None` where the time stands in several columns.
    single: Option<FastParser>,
    rivals: Vec<Rival>,
}

/// A format that fitted the sample as well.
#[derive(Clone, Debug)]
pub(super) struct Rival {
    parser: FastParser,
    /// Rows that it reads and the chosen format does not.
    pub(super) only_rival: u64,
    /// The other way round.
    pub(super) only_chosen: u64,
}

impl Rival {
    #[inline(always)]
    fn compare(&mut self, reads: bool, chosen_reads: bool) {
        self.only_rival += u64::from(reads && !chosen_reads);
        self.only_chosen += u64::from(!reads && chosen_reads);
    }
}

impl Clockwork {
    pub(super) fn new(time: Option<&TimePlan>) -> Clockwork {
        let rival =
            |format| Rival { parser: FastParser::new(format), only_rival: 0, only_chosen: 0 };
        let several = |time: &&TimePlan| time.joined || time.clock.is_some();
        Clockwork {
            single: time.filter(|time| !several(time)).map(|time| FastParser::new(&time.format)),
            rivals: time.map(|time| time.rivals.iter().map(rival).collect()).unwrap_or_default(),
        }
    }

    /// The time of a record.
    pub(super) fn read(&mut self, time: &TimePlan, record: &Record<'_>) -> Result<Instant, Reason> {
        let Some(single) = &mut self.single else {
            let read = time.read(record);
            for rival in &mut self.rivals {
                let reads = time.read_with(rival.parser.format(), |column| record.get(column));
                rival.compare(reads.is_ok(), read.is_ok());
            }
            return read;
        };
        let column = time.columns.first().copied().unwrap_or_default();
        let cell = record.get(column).ok_or(Reason::TooFewCells)?;
        let read = single.parse(cell);
        for rival in &mut self.rivals {
            let reads = rival.parser.parse(cell).is_ok();
            rival.compare(reads, read.is_ok());
        }
        read
    }

    /// The time of a cell; where it has none, nothing is counted: [`Clockwork::read`] does.
    #[inline(always)]
    pub(super) fn read_cell(&mut self, cell: &[u8]) -> Result<Instant, Reason> {
        let single = self.single.as_mut().ok_or(Reason::TimeUnreadable)?;
        let instant = single.parse(cell)?;
        for rival in &mut self.rivals {
            let reads = rival.parser.parse(cell).is_ok();
            rival.compare(reads, true);
        }
        Ok(instant)
    }

    /// The rival that reads more rows than the chosen format, if one does, and how many of them
    /// the chosen one does not read.
    pub(super) fn better(&self) -> Option<(usize, u64)> {
        let rivals = self.rivals.iter().enumerate();
        let more = rivals.filter(|(_, rival)| rival.only_rival > rival.only_chosen);
        let best = more.max_by_key(|(index, rival)| (rival.only_rival, std::cmp::Reverse(*index)));
        best.map(|(index, rival)| (index, rival.only_rival))
    }

    /// Whether the whole file speaks for the chosen format against every rival.
    pub(super) fn is_settled(&self) -> bool {
        !self.rivals.is_empty()
            && self.rivals.iter().all(|rival| rival.only_chosen > rival.only_rival)
    }
}

impl Clockwork {
    /// What each rival alone reads, and what the chosen format alone does.
    pub(super) fn counts(&self) -> impl Iterator<Item = (u64, u64)> {
        self.rivals.iter().map(|rival| (rival.only_rival, rival.only_chosen))
    }

    /// Adds what another part gave.
    pub(super) fn add(&mut self, counts: &[(u64, u64)]) {
        for (rival, (only_rival, only_chosen)) in self.rivals.iter_mut().zip(counts) {
            rival.only_rival += only_rival;
            rival.only_chosen += only_chosen;
        }
    }
}
