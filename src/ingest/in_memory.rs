//! Reads a file that is in memory, where there is no browser: tests, tools and examples.

use super::containers::Codec;
use super::driver::{Drive, Driver, Next, Want};
use super::familiar::Familiar;
use super::overrides::SourcePatch;
use super::part_driver::PartDriver;
use super::parts::Part;
use super::readers;
use super::sample::FileFacts;
use super::source::{Failure, Reading};
use std::io::Read;
use std::ops::Range;
use std::rc::Rc;

/// Reads a file: of a container what its first entry holds.
pub fn read_all(facts: &FileFacts, bytes: &[u8], patch: &SourcePatch) -> Reading {
    // A driver gives at least one reading.
    read_entries(facts, bytes, patch, 1, &mut || usize::MAX).swap_remove(0)
}

/// Reads a file as a worker does that has read others: the readings, and the kinds known by now.
pub fn read_knowing(
    facts: &FileFacts,
    bytes: &[u8],
    familiar: Familiar,
) -> (Vec<Reading>, Familiar) {
    let facts = FileFacts { bytes: bytes.len() as u64, ..facts.clone() };
    let mut driver = Driver::new(facts, SourcePatch::default(), 1).knowing(familiar);
    drive(&mut driver, bytes, &mut || usize::MAX, &mut |_, _| None);
    driver.readings_and_kinds()
}

/// Reads a file in so many parts and in pieces of the sizes that `size` gives: one reading for each
/// entry.
pub fn read_entries(
    facts: &FileFacts,
    bytes: &[u8],
    patch: &SourcePatch,
    parts: u32,
    size: &mut dyn FnMut() -> usize,
) -> Vec<Reading> {
    let facts = FileFacts { bytes: bytes.len() as u64, ..facts.clone() };
    let mut driver = Driver::new(facts.clone(), patch.clone(), parts);
    let mut part = |number: u32, size: Size<'_>| -> Option<Part> {
        let mut driver = PartDriver::new(facts.clone(), patch.clone(), number, parts);
        drive(&mut driver, bytes, size, &mut |_, _| None);
        let packed = driver.part()?.pack();
        Part::unpack(&packed)
    };
    drive(&mut driver, bytes, size, &mut part);
    driver.readings()
}

/// The size of the next piece, at least 1.
type Size<'s> = &'s mut dyn FnMut() -> usize;

/// Brings a driver what it wants of a file.
fn drive(
    driver: &mut impl Drive,
    bytes: &[u8],
    size: Size<'_>,
    part: &mut dyn FnMut(u32, Size<'_>) -> Option<Part>,
) {
    let slice = |range: &Range<u64>| {
        let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
        bytes.get(place(range.start)..place(range.end)).unwrap_or_default()
    };
    loop {
        match driver.want() {
            Want::Done => return,
            Want::Ranges(ranges) => {
                driver.ranges(ranges.iter().map(|range| slice(range).to_vec()).collect());
            }
            Want::Part(number) => {
                let made = part(number, size);
                driver.part(made);
            }
            Want::Stream { range, codec } => {
                let mut next = Next::More;
                let mut give = |mut rest: &[u8]| {
                    while next == Next::More && !rest.is_empty() {
                        let (piece, behind) = rest.split_at(size().clamp(1, rest.len()));
                        rest = behind;
                        next = driver.piece(piece);
                    }
                    next
                };
                let ended = match codec {
                    None => {
                        _ = give(slice(&range));
                        Ok(())
                    }
                    Some(codec) => unpack(codec, bytes, slice(&range), range, &mut give),
                };
                match (next, ended) {
                    (Next::Enough, _) => {}
                    (Next::More, Err(failure)) => driver.fail(failure),
                    (Next::More, Ok(())) => driver.end(),
                }
            }
        }
    }
}

/// A file in memory, for [`readers`].
struct InMemory(Vec<u8>);

impl readers::Bytes for InMemory {
    fn size(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> Result<usize, String> {
        let rest = usize::try_from(at).ok().and_then(|at| self.0.get(at..)).unwrap_or_default();
        let n = rest.len().min(into.len());
        into.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        Ok(n)
    }
}

/// Gives what can be unpacked piece by piece, as a worker does, until there is enough; why not all of it
/// could be.
fn unpack(
    codec: Codec,
    file: &[u8],
    mut packed: &[u8],
    range: Range<u64>,
    give: &mut dyn FnMut(&[u8]) -> Next,
) -> Result<(), Failure> {
    if codec == Codec::Deflate {
        let mut stream = flate2::read::DeflateDecoder::new(&mut packed);
        let mut piece = vec![0; 256 << 10];
        let mut so_far = 0u64;
        loop {
            let n = stream.read(&mut piece).map_err(|_| Failure::Damaged(so_far))?;
            so_far = so_far.saturating_add(n as u64);
            if n == 0 || give(piece.get(..n).unwrap_or_default()) == Next::Enough {
                return Ok(());
            }
        }
    }
    let mut stream = readers::open(codec, Rc::new(InMemory(file.to_vec())), range)?;
    while let Some(piece) = stream.next()? {
        if give(&piece) == Next::Enough {
            break;
        }
    }
    Ok(())
}
