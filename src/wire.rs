//! Messages between page and worker, with a number for each errand: a stale answer is dropped.
//!
//! Small values travel as bytes of [postcard](https://postcard.jamesmunns.com/wire-format), a
//! format without field names, whose reader is a third of one that must look for names; page and
//! worker are always of one build, which `src/page/worker-start.js` checks before anything else. Columns of numbers travel beside them as [`Columns`],
//! which the browser's side turns into transferred typed arrays, so that nothing is copied twice.
//!
//! # Contract
//! * Numbers keep their bits, NaN and infinities too.
//! * [`decode`] of [`encode`] is the identity; bytes that are none are an error, never a panic.
//! * [`join_readings`] of [`split_readings`] is the identity, and so for inputs of an analysis.
//!   Columns that do not fit their heads (a stale or foreign message) give `None`, never a panic.

use crate::{
    ingest::{
        cells::{Cells, CellsHead},
        counts::Counts,
        edges::{EdgeRow, Edges},
        measurements::{Measurements, ValueColumn},
        overrides::SourcePatch,
        quarters::Quarters,
        source::{Data, Found, Reading},
    },
    report::analysis::{Analysis, AnalysisInput, InputSeries, RankInput, Ranked},
};
use serde::{Deserialize, Serialize};

/// A message as bytes.
///
/// # Errors
/// A value whose length is not known beforehand, which none of ours is.
pub fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, String> {
    postcard::to_allocvec(value).map_err(|error| error.to_string())
}

/// The message that these bytes are.
///
/// # Errors
/// Bytes that [`encode`] of this type never makes.
pub fn decode<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    postcard::from_bytes(bytes).map_err(|error| error.to_string())
}

/// A [`SourcePatch`] tells "leave it" from "none" by leaving a field out, which needs names.
mod as_json {
    use crate::ingest::overrides::SourcePatch;
    use serde::{Deserialize, Deserializer, Serializer, de, ser};

    pub fn serialize<S: Serializer>(patch: &SourcePatch, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&serde_json::to_string(patch).map_err(ser::Error::custom)?)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Box<SourcePatch>, D::Error> {
        let patch = crate::kit::json::from_text(&String::deserialize(from)?);
        patch.map(Box::new).ok_or_else(|| de::Error::custom("no patch"))
    }
}

/// An errand for a worker. A file travels beside it, as the browser's own object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Job {
    /// Read the file beside this.
    Read {
        /// To be given back.
        read: u64,
        /// The file's name.
        name: String,
        /// Last modification, epoch ms.
        modified_ms: Option<i64>,
        /// The member of a zip; `None` for all.
        member: Option<String>,
        /// Overrides.
        #[serde(with = "as_json")]
        patch: Box<SourcePatch>,
        /// Into how many parts a large file is cut; the worker reads the first and joins the
        /// others, which come to it from workers with a [`Job::Part`].
        parts: u32,
    },
    /// Read one part of the file beside this, for the worker that reads the first.
    Part {
        /// Which reading.
        read: u64,
        /// The file's name.
        name: String,
        /// Last modification, epoch ms.
        modified_ms: Option<i64>,
        /// Overrides.
        #[serde(with = "as_json")]
        patch: Box<SourcePatch>,
        /// Which part, from 1.
        part: u32,
        /// Of how many.
        parts: u32,
    },
    /// Read something made up until an errand comes, for half a second at most: browsers run
    /// code well only once it has run for a while. Nothing is answered.
    Warm,
    /// Compute a hash of the file beside this, whatever its size.
    Hash {
        /// The page's number of the file, to be given back.
        file: u64,
    },
    /// Compute the statistics; the numbers are in the columns.
    Analyse {
        /// To be given back.
        revision: u64,
        /// The input without its numbers.
        input: Box<AnalysisInput>,
    },
    /// Compare many series with one; the numbers are in the columns.
    Rank {
        /// To be given back.
        revision: u64,
        /// The input without its numbers.
        input: Box<RankInput>,
    },
    /// Read several small files, one after another; their files are beside this, in the same order.
    /// Each is a [`Job::Read`].
    Many(Vec<Job>),
}

impl Job {
    /// The reading that this is, or is a part of.
    pub fn reading(&self) -> Option<u64> {
        match self {
            Job::Read { read, .. } | Job::Part { read, .. } => Some(*read),
            Job::Warm
            | Job::Hash { .. }
            | Job::Analyse { .. }
            | Job::Rank { .. }
            | Job::Many(_) => None,
        }
    }
}

/// What a worker tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum News {
    /// It runs.
    Hello,
    /// A reading goes on; a few times a second.
    Progress {
        /// Which.
        read: u64,
        /// Bytes of the file so far.
        bytes: u64,
        /// Bytes of the file in all.
        total: u64,
        /// Rows so far.
        rows: u64,
        /// What is known already, once it is.
        found: Option<Box<Found>>,
    },
    /// A reading ended; the numbers are in the columns.
    Read {
        /// Which.
        read: u64,
        /// One a file, one a member of a zip.
        heads: Vec<Head>,
    },
    /// A hash.
    Hashed {
        /// Of which file.
        file: u64,
        /// Lower-case hex.
        sha256: String,
    },
    /// The statistics.
    Analysed {
        /// Of which errand.
        revision: u64,
        /// The result.
        analysis: Box<Analysis>,
    },
    /// The many series, in their order.
    Ranked {
        /// Of which errand.
        revision: u64,
        /// The result.
        ranked: Vec<Ranked>,
    },
    /// The worker's program broke; it must be replaced.
    Broken {
        /// What it said.
        message: String,
    },
    /// Some of the readings of a [`Job::Many`] ended; the numbers are in the columns.
    Several {
        /// Which, and how many heads each of them has.
        reads: Vec<(u64, u32)>,
        /// As of [`News::Read`], one reading's after another's.
        heads: Vec<Head>,
    },
}

/// A [`Reading`] without its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// What was found.
    pub found: Found,
    /// Shape of the data.
    pub data: DataHead,
}

/// Shape of the data of a [`Head`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DataHead {
    /// No data.
    Nothing,
    /// Columns: times, then one a value column.
    Measurements(Vec<ValueHead>),
    /// Columns: the cells of the total, then of each group.
    Counts {
        /// Of the total, then of each group.
        cells: Vec<CellsHead>,
        /// Names of the groups.
        groups: Vec<String>,
        /// See [`Counts::rest`].
        rest: usize,
        /// See [`Counts::coverage_ms`].
        coverage_ms: Option<(i64, i64)>,
        /// Lengths of [`Edges::head`] and [`Edges::tail`], and all rows.
        edges: (usize, usize, u64),
    },
}

/// A [`ValueColumn`] without its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValueHead {
    name: String,
    index: usize,
    unit: Option<String>,
    counted: bool,
    /// Whether columns of quarter hours follow that of the values.
    folded: bool,
}

/// One column of numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Times and cell numbers.
    Int(Vec<i64>),
    /// Cells and their amounts.
    Bytes(Vec<u8>),
    /// Values, NaN for missing.
    Float(Vec<f64>),
}

/// The columns of a message, in the order in which they are taken back.
pub type Columns = Vec<Column>;

/// Takes the numbers out of readings.
pub fn split_readings(readings: Vec<Reading>) -> (Vec<Head>, Columns) {
    let mut columns = Vec::new();
    let heads = readings
        .into_iter()
        .map(|Reading { found, data }| Head {
            found,
            data: match data {
                Data::Nothing => DataHead::Nothing,
                Data::Measurements(Measurements {
                    times_ms,
                    columns: values,
                    direction,
                    again,
                }) => {
                    columns.push(Column::Int(times_ms));
                    columns
                        .push(told(direction, again.into_iter().map(|row| row as i64).collect()));
                    DataHead::Measurements(
                        values
                            .into_iter()
                            .map(|ValueColumn { name, index, unit, counted, values, quarters }| {
                                columns.push(Column::Float(values));
                                let folded = quarters.is_some();
                                if let Some(Quarters { n, sum, min, max, first, last }) =
                                    quarters.map(|quarters| *quarters)
                                {
                                    columns
                                        .extend([n, sum, min, max, first, last].map(Column::Float));
                                }
                                ValueHead { name, index, unit, counted, folded }
                            })
                            .collect(),
                    )
                }
                Data::Counts(Counts {
                    by_group,
                    total,
                    groups,
                    rest,
                    coverage_ms,
                    edges,
                    direction,
                    again,
                }) => {
                    let again = again.into_iter().flat_map(|(cell, group, amount)| {
                        [cell, i64::from(group), amount.to_bits() as i64]
                    });
                    columns.push(told(direction, again.collect()));
                    let cells = std::iter::once(total).chain(by_group).map(|cells| {
                        let (head, bytes) = cells.take_apart();
                        columns.push(Column::Bytes(bytes));
                        head
                    });
                    let cells = cells.collect();
                    let edges = split_edges(edges, &mut columns);
                    DataHead::Counts { cells, groups, rest, coverage_ms, edges }
                }
            },
        })
        .collect();
    (heads, columns)
}

/// The direction of a file's rows, and what is told of those that came again: how much, and it.
fn told(direction: i64, again: Vec<i64>) -> Column {
    Column::Int([direction, again.len() as i64].into_iter().chain(again).collect())
}

/// Times, groups with digests, amounts.
fn split_edges(edges: Edges, columns: &mut Columns) -> (usize, usize, u64) {
    let Edges { mut head, tail, rows } = edges;
    let lengths = (head.len(), tail.len(), rows);
    head.extend(tail);
    let word = |row: &EdgeRow| i64::from(row.group) << 32 | i64::from(row.digest);
    columns.push(Column::Int(head.iter().map(|row| row.ms).collect()));
    columns.push(Column::Int(head.iter().map(word).collect()));
    columns.push(Column::Float(head.iter().map(|row| row.amount).collect()));
    lengths
}

/// Puts the numbers back.
pub fn join_readings(heads: Vec<Head>, columns: Columns) -> Option<Vec<Reading>> {
    let mut left = Rest(columns.into_iter());
    let readings = heads
        .into_iter()
        .map(|Head { found, data }| {
            let data = match data {
                DataHead::Nothing => Data::Nothing,
                DataHead::Measurements(heads) => {
                    let times_ms = left.ints()?;
                    let (direction, again) = left.told()?;
                    let again = again.into_iter().map(|row| usize::try_from(row).ok());
                    let again: Vec<usize> = again.collect::<Option<_>>()?;
                    let columns = heads
                        .into_iter()
                        .map(|ValueHead { name, index, unit, counted, folded }| {
                            let rows = times_ms.len();
                            let mut list = || left.floats().filter(|list| list.len() == rows);
                            let values = list()?;
                            let quarters = match folded {
                                false => None,
                                true => Some(Box::new(Quarters {
                                    n: list()?,
                                    sum: list()?,
                                    min: list()?,
                                    max: list()?,
                                    first: list()?,
                                    last: list()?,
                                })),
                            };
                            Some(ValueColumn { name, index, unit, counted, values, quarters })
                        })
                        .collect::<Option<_>>()?;
                    Data::Measurements(Measurements { times_ms, columns, direction, again })
                }
                DataHead::Counts { cells, groups, rest, coverage_ms, edges } => {
                    let (direction, again) = left.told()?;
                    let again = again.as_chunks::<3>().0.iter().map(|[cell, group, bits]| {
                        Some((*cell, u32::try_from(*group).ok()?, f64::from_bits(*bits as u64)))
                    });
                    let again: Vec<(i64, u32, f64)> = again.collect::<Option<_>>()?;
                    let mut cells = cells.iter().map(|head| Cells::of(head, left.bytes()?));
                    let total = cells.next()??;
                    let by_group: Vec<Cells> = cells.collect::<Option<_>>()?;
                    if by_group.len() != groups.len() {
                        return None;
                    }
                    let edges = left.edges(edges)?;
                    Data::Counts(Counts {
                        by_group,
                        total,
                        groups,
                        rest,
                        coverage_ms,
                        edges,
                        direction,
                        again,
                    })
                }
            };
            Some(Reading { found, data })
        })
        .collect::<Option<_>>()?;
    left.is_empty().then_some(readings)
}

/// Takes the numbers out of several readings' files.
pub fn split_several(several: Vec<(u64, Vec<Reading>)>) -> (News, Columns) {
    let reads = several.iter().map(|(read, readings)| (*read, readings.len() as u32)).collect();
    let all = several.into_iter().flat_map(|(_, readings)| readings).collect();
    let (heads, columns) = split_readings(all);
    (News::Several { reads, heads }, columns)
}

/// Puts the numbers back: each reading's files.
pub fn join_several(
    reads: &[(u64, u32)],
    heads: Vec<Head>,
    columns: Columns,
) -> Option<Vec<(u64, Vec<Reading>)>> {
    let mut all = join_readings(heads, columns)?.into_iter();
    let several = reads.iter().map(|(read, n)| {
        let own: Vec<Reading> = all.by_ref().take(*n as usize).collect();
        (own.len() == *n as usize).then_some((*read, own))
    });
    let several: Vec<(u64, Vec<Reading>)> = several.collect::<Option<_>>()?;
    all.next().is_none().then_some(several)
}

/// Columns up to this many bytes travel together in one buffer: each buffer of its own costs as much
/// as copying a few kB.
const SMALL: usize = 16 << 10;
/// Of a column that travels by itself; else the column's kind, and how many values it has.
const LARGE: u8 = 3;

/// The small columns in one buffer, and the others.
pub fn pack_columns(columns: &Columns) -> (Vec<u8>, Vec<&Column>) {
    let (mut bytes, mut large) = (Vec::new(), Vec::new());
    for column in columns {
        let (kind, length, each) = match column {
            Column::Int(values) => (0, values.len(), 8),
            Column::Bytes(values) => (1, values.len(), 1),
            Column::Float(values) => (2, values.len(), 8),
        };
        if length * each > SMALL {
            bytes.push(LARGE);
            large.push(column);
            continue;
        }
        bytes.push(kind);
        bytes.extend((length as u16).to_le_bytes());
        match column {
            Column::Int(values) => values.iter().for_each(|v| bytes.extend(v.to_le_bytes())),
            Column::Bytes(values) => bytes.extend_from_slice(values),
            Column::Float(values) => values.iter().for_each(|v| bytes.extend(v.to_le_bytes())),
        }
    }
    (bytes, large)
}

/// The columns that [`pack_columns`] packed; `None` for what it never makes.
pub fn unpack_columns(mut bytes: &[u8], large: Columns) -> Option<Columns> {
    fn words<T>(bytes: &[u8], of: fn([u8; 8]) -> T) -> Vec<T> {
        bytes.as_chunks().0.iter().map(|word| of(*word)).collect()
    }
    let mut large = large.into_iter();
    let mut columns = Columns::new();
    while let Some((kind, rest)) = bytes.split_first() {
        if *kind == LARGE {
            columns.push(large.next()?);
            bytes = rest;
            continue;
        }
        let (length, rest) = rest.split_first_chunk()?;
        let length = usize::from(u16::from_le_bytes(*length));
        let (own, rest) = rest.split_at_checked(if *kind == 1 { length } else { length * 8 })?;
        bytes = rest;
        columns.push(match kind {
            0 => Column::Int(words(own, i64::from_le_bytes)),
            1 => Column::Bytes(own.to_vec()),
            2 => Column::Float(words(own, f64::from_le_bytes)),
            _ => return None,
        });
    }
    large.next().is_none().then_some(columns)
}

/// Takes the numbers out of an analysis' input.
pub fn split_input(mut input: AnalysisInput) -> (AnalysisInput, Columns) {
    let mut columns = vec![Column::Int(std::mem::take(&mut input.local_ms))];
    for series in every_series(&mut input) {
        columns.push(Column::Float(std::mem::take(&mut series.values)));
    }
    (input, columns)
}

/// Puts the numbers back.
pub fn join_input(mut input: AnalysisInput, columns: Columns) -> Option<AnalysisInput> {
    let mut left = Rest(columns.into_iter());
    input.local_ms = left.ints()?;
    let periods = input.local_ms.len();
    for series in every_series(&mut input) {
        series.values = left.floats()?;
        if series.values.len() != periods {
            return None;
        }
    }
    left.is_empty().then_some(input)
}

fn every_series(input: &mut AnalysisInput) -> impl Iterator<Item = &mut InputSeries> {
    [&mut input.x, &mut input.y]
        .into_iter()
        .chain(input.others.iter_mut())
        .chain(input.controls.iter_mut())
}

struct Rest(std::vec::IntoIter<Column>);

impl Rest {
    fn ints(&mut self) -> Option<Vec<i64>> {
        match self.0.next()? {
            Column::Int(values) => Some(values),
            _ => None,
        }
    }

    fn bytes(&mut self) -> Option<Vec<u8>> {
        match self.0.next()? {
            Column::Bytes(values) => Some(values),
            _ => None,
        }
    }

    fn told(&mut self) -> Option<(i64, Vec<i64>)> {
        let mut told = self.ints()?;
        if told.len() < 2 {
            return None;
        }
        let again = told.split_off(2);
        match *told.as_slice() {
            [direction, length] if length == again.len() as i64 => Some((direction, again)),
            _ => None,
        }
    }

    fn floats(&mut self) -> Option<Vec<f64>> {
        match self.0.next()? {
            Column::Float(values) => Some(values),
            _ => None,
        }
    }

    fn edges(&mut self, (head, tail, rows): (usize, usize, u64)) -> Option<Edges> {
        let (times, words, amounts) = (self.ints()?, self.ints()?, self.floats()?);
        let all = head.checked_add(tail)?;
        if [times.len(), words.len(), amounts.len()] != [all; 3] {
            return None;
        }
        let row = |((ms, word), amount): ((i64, i64), f64)| {
            let (group, digest) = ((word >> 32) as u32, word as u32);
            EdgeRow { ms, group, digest, amount }
        };
        let mut head_rows: Vec<EdgeRow> =
            times.into_iter().zip(words).zip(amounts).map(row).collect();
        let tail = head_rows.split_off(head);
        Some(Edges { head: head_rows, tail, rows })
    }

    fn is_empty(&self) -> bool {
        self.0.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::period::Period;
    use crate::calendar::{holidays::HolidayChoice, period::WeekStart};
    use crate::ingest::source::Status;
    use crate::series::series::SeriesKind;

    fn found(name: &str) -> Found {
        Found::unread(name, 12, Status::Ready)
    }

    fn readings() -> Vec<Reading> {
        let column = |name: &str, values: Vec<f64>| ValueColumn {
            name: name.to_owned(),
            index: 1,
            unit: Some("USD".to_owned()),
            counted: false,
            values,
            quarters: None,
        };
        let folded = |column: ValueColumn| {
            let mut quarters = Quarters::default();
            column.values.iter().for_each(|value| quarters.push(*value));
            ValueColumn { quarters: Some(Box::new(quarters)), ..column }
        };
        vec![
            Reading { found: found("refused"), data: Data::Nothing },
            Reading {
                found: found("prices"),
                data: Data::Measurements(Measurements {
                    times_ms: vec![i64::MIN, -1, 1 << 60],
                    columns: vec![
                        column("close", vec![1.0, 0.1 + 0.2, -0.0]),
                        folded(column("volume", vec![2.0, f64::INFINITY, 3.0])),
                    ],
                    direction: -1,
                    again: vec![1, 2],
                }),
            },
            Reading {
                found: found("alerts"),
                data: Data::Counts(Counts {
                    edges: Edges {
                        head: vec![EdgeRow { ms: 5, group: 1, digest: 7, amount: 0.5 }],
                        tail: vec![EdgeRow { ms: -5, group: 2, digest: u32::MAX, amount: 1.0 }],
                        rows: 9,
                    },
                    ..Counts::of(
                        [(7, 0, 3.0), (8, 1, 4.5)],
                        vec!["a".to_owned(), "b".to_owned()],
                        1,
                        Some((0, 1)),
                    )
                }),
            },
        ]
    }

    #[test]
    fn readings_come_back_whole() {
        let (heads, columns) = split_readings(readings());
        assert_eq!(columns.len(), 17);
        let heads: Vec<Head> = decode(&encode(&heads).unwrap()).unwrap();
        let back = join_readings(heads, columns);
        // With the edges, which are no part of being equal.
        assert_eq!(format!("{back:?}"), format!("{:?}", Some(readings())));
    }

    #[test]
    fn several_readings_come_back_as_they_were() {
        let several = vec![(7, readings()), (2, Vec::new()), (9, readings())];
        let (News::Several { reads, heads }, columns) = split_several(several.clone()) else {
            panic!("not several");
        };
        let joined = |reads: &[_]| join_several(reads, heads.clone(), columns.clone());
        assert_eq!(format!("{:?}", joined(&reads)), format!("{:?}", Some(several)));
        assert_eq!(joined(&[(7, 3), (9, 4)]), None);
        assert_eq!(joined(&[(7, 3), (9, 2)]), None);
    }

    #[test]
    fn columns_come_back_in_their_order() {
        let large = Column::Int((0..5000).collect());
        let columns = vec![
            Column::Bytes(vec![1, 2, 3]),
            large.clone(),
            Column::Float(vec![-0.0, 0.1, f64::INFINITY]),
            Column::Int(Vec::new()),
            Column::Bytes(vec![7; SMALL]),
            Column::Int(vec![i64::MIN, 5]),
        ];
        let (bytes, by_itself) = pack_columns(&columns);
        assert_eq!(by_itself, [&large]);
        assert_eq!(unpack_columns(&bytes, vec![large.clone()]), Some(columns));
        assert_eq!(unpack_columns(&bytes, Vec::new()), None);
        assert_eq!(unpack_columns(&bytes, vec![large.clone(), large.clone()]), None);
        assert_eq!(unpack_columns(&bytes[..bytes.len() - 1], vec![large.clone()]), None);
        assert_eq!(unpack_columns(&[4, 0, 0], Vec::new()), None);
        assert_eq!(unpack_columns(&[], Vec::new()), Some(Vec::new()));
    }

    #[test]
    fn a_patch_keeps_what_it_leaves_and_what_it_takes_away() {
        let patch = SourcePatch { group_column: Some(None), ..SourcePatch::default() };
        let job = Job::Read {
            read: 1,
            name: "価格.csv".to_owned(),
            modified_ms: Some(-1),
            member: None,
            patch: Box::new(patch),
            parts: 2,
        };
        assert_eq!(decode::<Job>(&encode(&job).unwrap()), Ok(job));
    }

    #[test]
    fn foreign_bytes_are_an_error() {
        let bytes = encode(&News::Hello).unwrap();
        assert_eq!(decode::<News>(&bytes), Ok(News::Hello));
        assert!(decode::<News>(&bytes[..bytes.len() - 1]).is_err());
        assert!(decode::<News>(&[255, 255, 255]).is_err());
    }

    #[test]
    fn columns_that_do_not_fit_are_refused() {
        let (heads, columns) = split_readings(readings());
        for at in 0..columns.len() {
            let mut fewer = columns.clone();
            fewer.remove(at);
            assert_eq!(join_readings(heads.clone(), fewer), None, "without column {at}");
            let mut shorter = columns.clone();
            match &mut shorter[at] {
                Column::Int(values) => drop(values.pop()),
                Column::Bytes(values) => drop(values.pop()),
                Column::Float(values) => drop(values.pop()),
            }
            assert_eq!(join_readings(heads.clone(), shorter), None, "column {at} cut");
        }
        let mut more = columns;
        more.push(Column::Float(Vec::new()));
        assert_eq!(join_readings(heads, more), None);
    }

    #[test]
    fn inputs_come_back_with_their_missing_values() {
        let series = |id: &str, values: [f64; 2]| InputSeries {
            id: id.to_owned(),
            label: id.to_owned(),
            kind: SeriesKind::Measurement,
            values: values.to_vec(),
        };
        let input = AnalysisInput {
            period: Period::Week,
            week_start: WeekStart::Monday,
            local_ms: vec![0, 604_800_000],
            labels: vec!["1970-01-01".to_owned(), "1970-01-08".to_owned()],
            x: series("x", [f64::NAN, 1.0]),
            y: series("y", [2.0, f64::NAN]),
            others: vec![series("o", [3.0, 4.0])],
            controls: vec![series("c", [5.0, 6.0])],
            max_lag: None,
            lag_window: Some((1, 2)),
            lag_window_after_looking: false,
            looks: 0,
            ratio: (true, false),
            rolling_window: None,
            holidays: HolidayChoice::Off,
        };
        let (head, columns) = split_input(input.clone());
        assert!(head.x.values.is_empty() && head.local_ms.is_empty());
        let back = join_input(head.clone(), columns.clone()).unwrap();
        // NaN is not equal to itself.
        assert_eq!(format!("{back:?}"), format!("{input:?}"));
        assert_eq!(join_input(head, columns[1..].to_vec()), None);
    }
}
