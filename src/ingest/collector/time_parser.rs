//! The time of each row, and how its format does against the alternatives that fitted the sample.

#![expect(clippy::arithmetic_side_effects, reason = "counts of rows in 64 bits")]

use crate::ingest::problem::Reason;
use crate::ingest::records::Record;
use crate::ingest::row_zones::RowZones;
use crate::ingest::time_column::TimePlan;
use crate::ingest::timestamp::{Instant, fast::FastParser};

/// The parsers of a time column.
#[derive(Clone, Debug)]
pub(super) struct TimeParser {
    /// `None` where the time stands in several columns.
    single: Option<FastParser>,
    alternatives: Vec<Alternative>,
    /// Where a column tells the zone of each row.
    zones: Option<Box<RowZones>>,
}

/// A format that fitted the sample as well.
#[derive(Clone, Debug)]
pub(super) struct Alternative {
    parser: FastParser,
    /// Rows that it reads and the chosen format does not.
    pub(super) only_alternative: u64,
    /// The other way round.
    pub(super) only_chosen: u64,
}

impl Alternative {
    #[inline(always)]
    fn compare(&mut self, reads: bool, chosen_reads: bool) {
        self.only_alternative += u64::from(reads && !chosen_reads);
        self.only_chosen += u64::from(!reads && chosen_reads);
    }
}

impl TimeParser {
    pub(super) fn new(time: Option<&TimePlan>) -> TimeParser {
        let Some(time) = time else {
            return TimeParser { single: None, alternatives: Vec::new(), zones: None };
        };
        let parser = |format| FastParser::new(format).without(&time.never);
        let alternative =
            |format| Alternative { parser: parser(format), only_alternative: 0, only_chosen: 0 };
        TimeParser {
            single: time.is_one_cell().then(|| parser(&time.format)),
            alternatives: time.alternatives.iter().map(alternative).collect(),
            zones: RowZones::new(&time.zone).map(Box::new),
        }
    }

    /// The zone that a column names for every row alike.
    pub(super) fn zone_of_rows(&self) -> Option<String> {
        self.zones.as_ref()?.only().map(str::to_owned)
    }

    /// The time of a record.
    pub(super) fn read(&mut self, time: &TimePlan, record: &Record<'_>) -> Result<Instant, Reason> {
        let local = self.wall_clock(time, record)?;
        match &mut self.zones {
            None => Ok(local),
            Some(zones) => zones.place(local, record.get(zones.index()).unwrap_or_default()),
        }
    }

    /// The time of a record as it stands there.
    fn wall_clock(&mut self, time: &TimePlan, record: &Record<'_>) -> Result<Instant, Reason> {
        let Some(single) = &mut self.single else {
            let read = time.read(record);
            for alternative in &mut self.alternatives {
                let reads =
                    time.read_with(alternative.parser.format(), |column| record.get(column));
                alternative.compare(reads.is_ok(), read.is_ok());
            }
            return read;
        };
        let column = time.columns.first().copied().unwrap_or_default();
        let cell = record.get(column).ok_or(Reason::TooFewCells)?;
        let read = single.parse(cell);
        for alternative in &mut self.alternatives {
            let reads = alternative.parser.parse(cell).is_ok();
            alternative.compare(reads, read.is_ok());
        }
        read
    }

    /// The time of a cell; where it has none, nothing is counted: [`TimeParser::read`] does.
    #[inline(always)]
    pub(super) fn read_cell(&mut self, cell: &[u8]) -> Result<Instant, Reason> {
        let single = self.single.as_mut().ok_or(Reason::TimeUnreadable)?;
        let instant = single.parse(cell)?;
        for alternative in &mut self.alternatives {
            let reads = alternative.parser.parse(cell).is_ok();
            alternative.compare(reads, true);
        }
        Ok(instant)
    }

    /// The alternative that reads more rows than the chosen format, if one does, and how many of them
    /// the chosen one does not read.
    pub(super) fn better(&self) -> Option<(usize, u64)> {
        let alternatives = self.alternatives.iter().enumerate();
        let more = alternatives
            .filter(|(_, alternative)| alternative.only_alternative > alternative.only_chosen);
        let best = more.max_by_key(|(index, alternative)| {
            (alternative.only_alternative, std::cmp::Reverse(*index))
        });
        best.map(|(index, alternative)| (index, alternative.only_alternative))
    }

    /// Whether the whole file speaks for the chosen format against every alternative.
    pub(super) fn is_settled(&self) -> bool {
        !self.alternatives.is_empty()
            && self
                .alternatives
                .iter()
                .all(|alternative| alternative.only_chosen > alternative.only_alternative)
    }
}

impl TimeParser {
    /// What each alternative alone reads, and what the chosen format alone does.
    pub(super) fn counts(&self) -> impl Iterator<Item = (u64, u64)> {
        self.alternatives
            .iter()
            .map(|alternative| (alternative.only_alternative, alternative.only_chosen))
    }

    /// Adds what another part gave.
    pub(super) fn add(&mut self, counts: &[(u64, u64)]) {
        for (alternative, (only_alternative, only_chosen)) in
            self.alternatives.iter_mut().zip(counts)
        {
            alternative.only_alternative += only_alternative;
            alternative.only_chosen += only_chosen;
        }
    }
}
