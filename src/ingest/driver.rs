//! What a reading needs next: which ranges, which stream, which part; without a file or a clock.
//!
//! Whoever has the file (the page's worker, a slice in memory) asks [`Drive::want`], brings it, and
//! asks again until [`Want::Done`]. So the order of a reading (magic bytes, containers, sample,
//! plan, parts, another round) is told once.
//!
//! # Contract
//! * Streams may come in pieces of any size: cutting elsewhere changes nothing.
//! * What could not be brought is said with [`Drive::fail`]; every entry ends in one [`Reading`],
//!   whatever happens, and the driver in [`Want::Done`].
//! * Nothing that is given panics, whether it was asked for or not.
//! * A stream that ends before or behind the bytes that it should have, or whose checksum is another
//!   than its container says, is a failure: what was read of it is not used.

mod covers;
mod pass;

use super::containers::{self, Codec, Container, Entry, Step};
use super::familiar::Familiar;
use super::limits::Limit;
use super::overrides::SourcePatch;
use super::parts::Part;
use super::plan::ROUNDS_MAX;
use super::plan::{Outcome, Plan, sniff};
use super::sample::{FileFacts, HEAD_BYTES, LONG_HEAD_BYTES, Sample};
use super::source::{Data, Failure, Found, Reading, Refusal, Status};
use super::typed::Types;
use covers::refuse_covers;
use pass::Pass;
use std::ops::Range;

/// Bytes of an unpacked stream that make its sample.
pub const STREAM_SAMPLE: usize = 512 << 10;

/// Bytes of what a container asks for unpacked: names of sheets.
const UNPACKED_MAX: usize = 4 << 20;

/// What is needed next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Want {
    /// All of these ranges of the file, in this order ([`Drive::ranges`]).
    Ranges(Vec<Range<u64>>),
    /// The bytes of this range of the file, unpacked, in pieces ([`Drive::piece`]), and then their
    /// end ([`Drive::end`]). Where the same stream was wanted before, it is wanted from its
    /// beginning again.
    Stream {
        /// Where in the file.
        range: Range<u64>,
        /// How it is packed there.
        codec: Option<Codec>,
    },
    /// What a `PartDriver` made of the part of this number ([`Drive::part`]).
    Part(u32),
    /// Nothing more.
    Done,
}

/// Whether more of a stream is of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Next {
    /// The next piece, or the end.
    More,
    /// No more of this stream: ask what is wanted.
    Enough,
}

/// A reading that is driven from outside.
pub trait Drive {
    /// What is needed next.
    fn want(&self) -> Want;
    /// Takes the bytes of [`Want::Ranges`]. Bytes of a range beyond the end of the file are missing.
    fn ranges(&mut self, given: Vec<Vec<u8>>);
    /// Takes the next piece of [`Want::Stream`].
    fn piece(&mut self, piece: &[u8]) -> Next;
    /// Takes the end of [`Want::Stream`].
    fn end(&mut self);
    /// Takes what was made of [`Want::Part`]; `None` where it could not be read by itself.
    fn part(&mut self, part: Option<Part>);
    /// What is wanted cannot be brought.
    fn fail(&mut self, failure: Failure);
    /// The stream that will be wanted when the ranges that are wanted now have been given, unless
    /// they show something else: to be opened early where that saves time.
    fn soon(&self) -> Option<Range<u64>>;
    /// Rows met so far in the stream that is being read.
    fn rows(&self) -> u64;
}

/// Reads a file: one reading, or one for each entry of a container.
pub struct Driver {
    facts: FileFacts,
    member: Option<String>,
    patch: SourcePatch,
    parts: u32,
    container: Option<Box<dyn Container>>,
    state: State,
    readings: Vec<Reading>,
    familiar: Familiar,
    /// Kinds met here, for files to come: no entry of a container is read otherwise than alone because
    /// of another.
    met: Familiar,
    /// The present entry contradicted a short look.
    unlike: bool,
}

/// What is being waited for.
enum State {
    /// The first bytes.
    Magic,
    /// What the container asked for.
    Container(Vec<Range<u64>>),
    /// What the container asked for unpacked, so far.
    Unpacked(Codec, Vec<u8>),
    /// The sample of an entry that lies as it is, with a head of so many bytes.
    Sample(Entry, u64),
    /// The first bytes of a stream that cannot be looked at twice.
    Head(Entry, Vec<u8>),
    /// The bytes of an entry.
    Entry(Box<Pass>),
    Done,
}

impl Driver {
    /// Reads a file of which this is known, cut into so many parts where it can be.
    pub fn new(facts: FileFacts, patch: SourcePatch, parts: u32) -> Driver {
        Driver {
            facts,
            member: None,
            patch,
            parts: parts.max(1),
            container: None,
            state: State::Magic,
            readings: Vec::new(),
            familiar: Familiar::default(),
            met: Familiar::default(),
            unlike: false,
        }
    }

    /// Looks shortly at files of these kinds.
    #[must_use]
    pub fn knowing(self, familiar: Familiar) -> Driver {
        Driver { familiar, ..self }
    }

    /// Reads only the entry of this name, where the file is a container.
    #[must_use]
    pub fn of_member(self, member: Option<String>) -> Driver {
        Driver { member, ..self }
    }

    /// What was read, in the container's order; to be asked when nothing more is wanted.
    pub fn readings(self) -> Vec<Reading> {
        self.readings
    }

    /// The same, with the kinds of files that are known by now.
    pub fn readings_and_kinds(self) -> (Vec<Reading>, Familiar) {
        let mut familiar = self.familiar;
        familiar.add(self.met);
        (self.readings, familiar)
    }

    /// Decides how an entry is read.
    fn look(&mut self, entry: &Entry, sample: &Sample) -> (Plan, bool) {
        let known = (!self.unlike).then(|| self.familiar.plan(&entry.facts, sample, &self.patch));
        match known.flatten() {
            Some(plan) => (plan, true),
            None => (sniff(&entry.facts, sample, &self.patch), false),
        }
    }

    fn magic(&mut self, magic: &[u8]) {
        self.container = containers::open(magic, &self.facts, self.member.as_deref());
        match self.container {
            Some(_) => self.step(Vec::new()),
            None => {
                let entry = Entry {
                    shown_as: self.facts.name.clone(),
                    range: 0..self.facts.bytes,
                    codec: None,
                    check: None,
                    facts: self.facts.clone(),
                };
                self.state = State::Sample(entry, HEAD_BYTES);
            }
        }
    }

    /// Lets the container go on.
    fn step(&mut self, mut given: Vec<Vec<u8>>) {
        loop {
            let given = std::mem::take(&mut given);
            let step = self.container.as_mut().map_or(Step::End, |kind| kind.step(given));
            match step {
                Step::Ranges(ranges) => self.state = State::Container(ranges),
                Step::Unpacked(codec) => self.state = State::Unpacked(codec, Vec::new()),
                Step::Entry(entry) if entry.codec.is_none() => {
                    self.state = State::Sample(entry, HEAD_BYTES);
                }
                Step::Entry(entry) => self.state = State::Head(entry, Vec::new()),
                Step::Unread(facts, status) => {
                    self.readings.push(unread(&facts, status));
                    continue;
                }
                Step::Broken(status) => {
                    self.readings = vec![unread(&self.facts, status)];
                    self.state = State::Done;
                }
                Step::End => {
                    if self.readings.is_empty() {
                        let status = Status::Refused(Refusal::Empty);
                        self.readings.push(unread(&self.facts, status));
                    }
                    refuse_covers(&mut self.readings);
                    self.state = State::Done;
                }
            }
            return;
        }
    }

    /// An entry was read.
    fn add(&mut self, mut reading: Reading, shown_as: String) {
        self.unlike = false;
        reading.found.name = shown_as;
        self.readings.push(reading);
        self.step(Vec::new());
    }

    /// Begins to read an entry. Only a file that lies as it is comes in parts: their readers know
    /// no containers.
    fn open(&mut self, entry: Entry, (plan, short): (Plan, bool), types: usize) {
        let whole = self.container.is_none() && self.parts > 1 && plan.can_be_split();
        let learnt = (!short && Familiar::may_learn(&plan)).then(|| plan.clone());
        let mut pass = Pass::new(entry, plan, if whole { self.parts } else { 1 }, 0);
        (pass.types, pass.short, pass.learnt) = (types, short, learnt);
        self.go_on(pass);
    }

    /// Goes on with a reading, unless it has nothing to read.
    fn go_on(&mut self, mut pass: Pass) {
        match pass.is_open() {
            true => self.state = State::Entry(Box::new(pass)),
            false => {
                pass.cuts.clear();
                self.finish(pass);
            }
        }
    }

    /// All bytes have been read: the reading, or another round.
    fn finish(&mut self, pass: Pass) {
        let outcome = pass.reader.finish();
        if pass.short && !matches!(&outcome, Outcome::Done(reading) if Familiar::fits(reading)) {
            self.unlike = true;
            self.state = match pass.entry.codec {
                None => State::Sample(pass.entry, HEAD_BYTES),
                Some(_) => State::Head(pass.entry, Vec::new()),
            };
            return;
        }
        match outcome {
            Outcome::Done(reading) => {
                if let Some(plan) = pass.learnt {
                    self.met.learn(plan, &reading);
                }
                self.add(*reading, pass.entry.shown_as);
            }
            Outcome::Reopen(_) if pass.rounds >= ROUNDS_MAX => {
                let words = format!("still undecided after {ROUNDS_MAX} readings");
                let status = Status::Failed(Failure::Internal(words));
                self.add(unread(&pass.entry.facts, status), pass.entry.shown_as);
            }
            // A file that has to be read again is read by one reader: that is rare.
            Outcome::Reopen(plan) => {
                let types = pass.types;
                // It was what it must be the first time.
                let entry = Entry { check: None, ..pass.entry };
                let pass = Pass::new(entry, *plan, 1, pass.rounds.saturating_add(1));
                self.go_on(Pass { types, skip: types, ..pass });
            }
        }
    }

    /// The present part has been read.
    fn next_part(&mut self, mut pass: Box<Pass>) {
        pass.cuts.pop_front();
        (pass.number, pass.came) = (pass.number.saturating_add(1), 0);
        pass.joining = true;
        match pass.cuts.is_empty() {
            true => self.finish(*pass),
            false => self.state = State::Entry(pass),
        }
    }
}

/// The story of a file that was not read at all.
fn unread(facts: &FileFacts, status: Status) -> Reading {
    Reading { found: Found::unread(&facts.name, facts.bytes, status), data: Data::Nothing }
}

/// The ranges of an entry's sample, in the file.
fn sample_ranges(range: &Range<u64>, head: u64) -> Vec<Range<u64>> {
    let shift = |piece: Range<u64>| {
        piece.start.saturating_add(range.start)..piece.end.saturating_add(range.start)
    };
    let bytes = range.end.saturating_sub(range.start);
    Sample::ranges(bytes, head).into_iter().map(shift).collect()
}

impl Drive for Driver {
    fn want(&self) -> Want {
        match &self.state {
            State::Magic => {
                let end = self.facts.bytes.min(containers::MAGIC_BYTES);
                Want::Ranges(std::iter::once(0..end).collect())
            }
            State::Container(ranges) => Want::Ranges(ranges.clone()),
            State::Unpacked(codec, _) => {
                Want::Stream { range: 0..self.facts.bytes, codec: Some(*codec) }
            }
            State::Sample(entry, head) => Want::Ranges(sample_ranges(&entry.range, *head)),
            State::Head(entry, _) => {
                Want::Stream { range: entry.range.clone(), codec: entry.codec }
            }
            State::Entry(pass) => match pass.cuts.front() {
                Some(_) if pass.joining => Want::Part(pass.number),
                Some(cut) => Want::Stream { range: cut.clone(), codec: pass.entry.codec },
                None => Want::Done,
            },
            State::Done => Want::Done,
        }
    }

    fn ranges(&mut self, given: Vec<Vec<u8>>) {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Magic => self.magic(given.first().map_or(&[], Vec::as_slice)),
            State::Container(_) => self.step(given),
            State::Sample(entry, head) => {
                let sample = Sample::from_pieces(given);
                let plan = self.look(&entry, &sample);
                // The first record may be longer than what was looked at: a shape's outline, wide names.
                let none = plan.0.refusal.as_ref().is_some_and(Refusal::is_no_row);
                if none && !sample.whole && head < LONG_HEAD_BYTES {
                    self.state = State::Sample(entry, LONG_HEAD_BYTES);
                } else {
                    self.open(entry, plan, 0);
                }
            }
            other => self.state = other,
        }
    }

    fn piece(&mut self, piece: &[u8]) -> Next {
        match &mut self.state {
            State::Unpacked(_, bytes) => {
                bytes.extend_from_slice(piece);
                if bytes.len() < UNPACKED_MAX { Next::More } else { self.too_large() }
            }
            State::Head(_, head) => {
                head.extend_from_slice(piece);
                if head.len() < STREAM_SAMPLE {
                    return Next::More;
                }
                self.judge_head(false);
                // The stream goes on where a reader has taken what was looked at.
                match &self.state {
                    State::Entry(pass) if !pass.joining => Next::More,
                    _ => Next::Enough,
                }
            }
            State::Entry(pass) if !pass.joining => {
                if let Err(failure) = pass.count(piece) {
                    self.fail(failure);
                    return Next::Enough;
                }
                let skipped = pass.skip.min(piece.len());
                pass.skip = pass.skip.saturating_sub(skipped);
                pass.reader.push(piece.get(skipped..).unwrap_or_default());
                if pass.is_barren() {
                    self.fail(Failure::Beyond(Limit::Barren));
                    return Next::Enough;
                }
                Next::More
            }
            _ => Next::Enough,
        }
    }

    fn end(&mut self) {
        if matches!(self.state, State::Head(..)) {
            self.judge_head(true);
            // A refused file is done already, and the next entry's stream has not begun.
            if !matches!(self.state, State::Entry(_)) {
                return;
            }
        }
        match std::mem::replace(&mut self.state, State::Done) {
            State::Entry(pass) if !pass.joining => match pass.whole() {
                Ok(()) => self.next_part(pass),
                Err(failure) => {
                    self.state = State::Entry(pass);
                    self.fail(failure);
                }
            },
            State::Unpacked(_, bytes) => self.step(vec![bytes]),
            other => self.state = other,
        }
    }

    fn part(&mut self, part: Option<Part>) {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Entry(mut pass) if pass.joining => {
                if let Some(part) = part {
                    let prefix = part.prefix.len() as u64;
                    if pass.reader.join(part) {
                        return self.next_part(pass);
                    }
                    if let Some(cut) = pass.cuts.front_mut() {
                        cut.start = cut.start.saturating_add(prefix).min(cut.end);
                    }
                }
                (pass.joining, pass.came) = (false, 0);
                self.state = State::Entry(pass);
            }
            other => self.state = other,
        }
    }

    fn fail(&mut self, failure: Failure) {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Magic | State::Container(_) | State::Unpacked(..) => {
                self.readings = vec![unread(&self.facts, Status::Failed(failure))];
            }
            State::Sample(entry, _) | State::Head(entry, _) => {
                self.add(unread(&entry.facts, Status::Failed(failure)), entry.shown_as);
            }
            State::Entry(pass) => self.add(pass.reader.fail(failure), pass.entry.shown_as),
            State::Done => {}
        }
    }

    fn soon(&self) -> Option<Range<u64>> {
        match &self.state {
            State::Sample(entry, _) => Some(entry.range.clone()),
            _ => None,
        }
    }

    fn rows(&self) -> u64 {
        match &self.state {
            State::Entry(pass) => pass.reader.progress().rows,
            _ => 0,
        }
    }
}

impl Driver {
    /// What was to be short is not.
    fn too_large(&mut self) -> Next {
        self.fail(Failure::TooLarge(UNPACKED_MAX as u64));
        Next::Enough
    }

    /// Looks at the first bytes of a stream, and reads them.
    fn judge_head(&mut self, whole: bool) {
        match std::mem::replace(&mut self.state, State::Done) {
            // A sheet that nobody wrote on is nothing to tell.
            State::Head(Entry { codec: Some(Codec::Sheet(..)), .. }, head) if head.is_empty() => {
                self.step(Vec::new());
            }
            State::Head(entry, mut head) => {
                let split = entry.codec.filter(|codec| codec.has_types());
                let (types, skip) = match split.and_then(|_| Types::split(&head)) {
                    Some((types, skip)) => (Some(types), skip),
                    None => (None, 0),
                };
                head.drain(..skip);
                let sample = Sample { head, whole, types, ..Sample::default() };
                let plan = self.look(&entry, &sample);
                self.open(entry, plan, skip);
                if let State::Entry(pass) = &mut self.state {
                    // Types stand in no archive: nothing of a checked stream was drained.
                    match pass.count(&sample.head) {
                        Ok(()) => pass.reader.push(&sample.head),
                        Err(failure) => self.fail(failure),
                    }
                }
            }
            other => self.state = other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_is_read_is_no_more_taken() {
        let entry = |codec| Entry {
            facts: FileFacts::default(),
            shown_as: String::new(),
            range: 0..u64::MAX,
            codec,
            check: None,
        };
        let plan = sniff(
            &FileFacts::default(),
            &Sample::of(b"date,price\n2021-01-01,1\n"),
            &SourcePatch::default(),
        );
        let most = Limit::Unpacked.most();
        for (codec, expected) in [
            (Some(Codec::Gzip), Err(Failure::Beyond(Limit::Unpacked))),
            // A file that lies as it is has the size that it has.
            (None, Ok(())),
        ] {
            let mut pass = Pass::new(entry(codec), plan.clone(), 1, 0);
            pass.came = most - 1;
            assert_eq!(pass.count(b"a"), Ok(()));
            assert_eq!(pass.count(b"a"), expected);
        }
    }
}
