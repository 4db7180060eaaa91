//! Reading one file in a worker: brings a [`Driver`] what it wants of a `File`, hashes it, and
//! reports progress.
//!
//! While one piece is parsed the browser reads on; the file never lies in memory as a whole. Not every
//! browser notices that a file is written while it is read: the ranges that were read first are read
//! again at the end, and must be the same.

use super::{
    bytes::{Pieces, SLICE, bytes_of, slice, unreadable},
    envelope,
    post::post,
};
use crate::{
    ingest::{
        driver::{Drive, Driver, Next, Want},
        familiar::Familiar,
        overrides::SourcePatch,
        packed::Packed,
        part_driver::PartDriver,
        parts,
        sample::FileFacts,
        source::{Data, Failure, Found, Reading, Status},
    },
    kit::fnv::Fnv1a,
    wire::{Columns, News},
};
use js_sys::{Array, Date, Function, Promise, Reflect, Uint8Array};
use sha2::{Digest, Sha256};
use std::{
    cell::{Cell, RefCell},
    ops::Range,
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, SubtleCrypto};

/// Files up to this size are read once and held: of many small ones the requests take most of the
/// time.
pub const HELD: u64 = 512 << 10;
/// Bytes of small files that are asked for together.
const TOGETHER: u64 = 2 << 20;
/// Files up to this size are hashed at once.
const HASH_AT_ONCE: u64 = 64 << 20;
/// Answers to a driver that are held against the file again: magic bytes, a directory, samples.
const LOOKED_AT: usize = 4;
/// Milliseconds between two messages about progress, at least.
const PROGRESS_EVERY_MS: f64 = 200.0;

/// How a file is to be read.
#[derive(Debug)]
pub struct Order {
    /// Number of the reading, sent back with its progress.
    pub read: u64,
    /// The file's name, with its folder where it has one.
    pub name: String,
    /// Last modification, epoch ms.
    pub modified_ms: Option<i64>,
    /// The member of a zip; `None` for all.
    pub member: Option<String>,
    /// Overrides of what is detected.
    pub patch: SourcePatch,
    /// Into how many parts the file is cut; this worker joins them.
    pub parts: u32,
}

impl Order {
    fn facts(&self, file: &File) -> FileFacts {
        FileFacts {
            name: self.name.clone(),
            bytes: file.size() as u64,
            modified_ms: self.modified_ms,
            compression: None,
        }
    }
}

/// The bytes of a small file, all at once; `None` for a larger one, and for one that cannot be read, which
/// is said when the driver wants it.
pub async fn whole(file: &File) -> Option<Uint8Array> {
    let size = file.size() as u64;
    if size > HELD {
        return None;
    }
    // A slice of it costs the browser as much again.
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    let bytes = Uint8Array::new(&buffer);
    (u64::from(bytes.length()) == size).then_some(bytes)
}

/// Small files whose bytes are asked for as those of one: each request costs the browser a millisecond,
/// which is longer than a file of 50 kB takes.
pub struct Together<'f> {
    files: &'f [File],
    asked: Option<Promise>,
}

impl<'f> Together<'f> {
    /// The next of these files that are read together, asked for, and those behind them.
    pub fn ask(files: &'f [File]) -> (Together<'f>, &'f [File]) {
        let mut bytes = 0;
        let fits = |file: &&File| {
            bytes += file.size() as u64;
            bytes <= TOGETHER
        };
        let (files, rest) =
            files.split_at(files.iter().take_while(fits).count().max(1).min(files.len()));
        // A file whose bytes the page lends is no file to the browser (lent.js).
        let lent = |file: &File| Reflect::has(file, &"lent".into()).unwrap_or(true);
        let asked = match files {
            [first, _, ..] if !lent(first) => {
                Blob::new_with_blob_sequence(&files.iter().collect::<Array>()).ok()
            }
            _ => None,
        };
        (Together { files, asked: asked.map(|blob| blob.array_buffer()) }, rest)
    }

    /// Each file with its bytes, where those of all have come and are as many as they should be: one that cannot be
    /// read spoils the others, which are then read each for itself.
    pub async fn come(self) -> Vec<(&'f File, Option<Uint8Array>)> {
        let bytes = match self.asked {
            Some(asked) => JsFuture::from(asked).await.ok().map(|buffer| Uint8Array::new(&buffer)),
            None => None,
        };
        let sizes = self.files.iter().map(|file| file.size() as u32);
        let bytes = bytes.filter(|bytes| bytes.length() == sizes.clone().sum::<u32>());
        let mut end = 0;
        let own = |size| {
            let start = end;
            end += size;
            bytes.as_ref().map(|bytes| bytes.subarray(start, start + size))
        };
        self.files.iter().zip(sizes.map(own)).collect()
    }
}

/// Reads a file: one reading, or one for each entry of a container. `own`: its bytes, see [`whole`].
pub async fn read(order: Order, file: &File, own: Option<Uint8Array>) -> Vec<Reading> {
    let size = file.size() as u64;
    let held = own.as_ref().map(Uint8Array::to_vec);
    let hashing = (size <= HASH_AT_ONCE).then(|| in_background(hash_of(file.clone(), own)));
    let mut driver = Driver::new(order.facts(file), order.patch.clone(), order.parts)
        .of_member(order.member.clone())
        .knowing(FAMILIAR.take());
    let unchanged = drive(&order, file, held.as_deref(), &mut driver, 0).await;
    let (mut readings, familiar) = driver.readings_and_kinds();
    FAMILIAR.set(familiar);
    if !unchanged {
        for Reading { found, data } in &mut readings {
            let status = Status::Failed(Failure::Changed);
            (*found, *data) = (Found::unread(&found.name, found.bytes, status), Data::Nothing);
        }
    }
    if let Some(hashing) = hashing {
        let sha256 = hashing.await;
        for reading in &mut readings {
            reading.found.sha256 = sha256.clone();
        }
    }
    readings
}

/// Reads one part of a file for the worker that joins them; `None` where it cannot be read by
/// itself.
pub async fn read_part_of(order: &Order, file: &File, number: u32) -> Option<Packed> {
    let mut driver = PartDriver::new(order.facts(file), order.patch.clone(), number, order.parts);
    let from = driver.soon().map_or(0, |range| range.start);
    // Whether it is the same is seen where the parts are joined.
    let _ = drive(order, file, None, &mut driver, from).await;
    driver.part().map(parts::Part::pack)
}

/// Digest of what was read first.
fn digest(given: &[Vec<u8>]) -> u64 {
    let mut key = Fnv1a::default();
    given.iter().for_each(|bytes| key.add(bytes));
    key.key()
}

/// Brings a driver what it wants of a file; whether that was the same file all along. Progress is
/// counted from byte `from` on.
async fn drive(
    order: &Order,
    file: &File,
    held: Option<&[u8]>,
    driver: &mut impl Drive,
    from: u64,
) -> bool {
    let of_held = |range: &Range<u64>| {
        let held = held?;
        let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(held.len());
        held.get(place(range.start)..place(range.end))
    };
    let mut first: Vec<(Vec<Range<u64>>, u64)> = Vec::new();
    let said = Cell::new(Date::now());
    let tell = |at: u64, rows: u64| {
        let now = Date::now();
        if now - said.get() < PROGRESS_EVERY_MS {
            return;
        }
        said.set(now);
        let news = News::Progress {
            read: order.read,
            bytes: at.saturating_sub(from),
            total: file.size() as u64,
            rows,
            found: None,
        };
        post(&news, &Columns::new());
    };
    // A browser that reads slices reads the first while the sample is looked at.
    let mut opened: Option<(u64, Pieces)> = None;
    loop {
        let brought = match driver.want() {
            Want::Done => break,
            Want::Ranges(ranges) if held.is_some() => {
                let given = ranges.iter().filter_map(of_held).map(<[u8]>::to_vec).collect();
                driver.ranges(given);
                Ok(())
            }
            Want::Stream { range, codec: None } if held.is_some() => {
                if driver.piece(of_held(&range).unwrap_or_default()) == Next::More {
                    driver.end();
                }
                Ok(())
            }
            Want::Ranges(ranges) => {
                if let Some(soon) = driver.soon() {
                    let start = soon.start;
                    opened = Pieces::open(file, soon, None).ok().map(|pieces| (start, pieces));
                }
                bytes_of_all(file, &ranges).await.map(|given| {
                    if first.len() < LOOKED_AT {
                        first.push((ranges, digest(&given)));
                    }
                    driver.ranges(given);
                })
            }
            Want::Part(number) => {
                let packed = parts_come(order.read, number).await;
                driver.part(packed.and_then(|packed| parts::Part::unpack(&packed)));
                Ok(())
            }
            Want::Stream { range, codec } => {
                let pieces = match opened.take() {
                    Some((at, mut pieces)) if codec.is_none() && at == range.start => {
                        pieces.end_at(range.end);
                        Ok(pieces)
                    }
                    _ => Pieces::open(file, range, codec),
                };
                match pieces {
                    Ok(pieces) => stream(pieces, driver, &tell).await,
                    Err(failure) => Err(failure),
                }
            }
        };
        if let Err(failure) = brought {
            driver.fail(failure);
        }
    }
    // The sample decided already: the stream that was opened early is not needed.
    if let Some((_, pieces)) = opened {
        pieces.stop().await;
    }
    for (ranges, before) in first {
        // What cannot be read any more was read before.
        if bytes_of_all(file, &ranges).await.is_ok_and(|given| digest(&given) != before) {
            return false;
        }
    }
    true
}

/// Gives a stream to a driver, piece by piece, to its end or as far as it is of use.
async fn stream(
    mut pieces: Pieces,
    driver: &mut impl Drive,
    tell: &dyn Fn(u64, u64),
) -> Result<(), Failure> {
    while let Some(piece) = pieces.next().await? {
        if driver.piece(&piece) == Next::Enough {
            pieces.stop().await;
            return Ok(());
        }
        tell(pieces.consumed(), driver.rows());
    }
    driver.end();
    Ok(())
}

/// Ranges of a file, requested all at once, since each request has a latency of its own.
async fn bytes_of_all(file: &File, ranges: &[Range<u64>]) -> Result<Vec<Vec<u8>>, Failure> {
    let asked: Vec<Promise> = ranges
        .iter()
        .map(|range| Ok(slice(file, range.start, range.end)?.array_buffer()))
        .collect::<Result<_, Failure>>()?;
    let mut pieces = Vec::with_capacity(asked.len());
    let size = file.size() as u64;
    for (piece, range) in asked.into_iter().zip(ranges) {
        let bytes = JsFuture::from(piece).await.map_err(unreadable)?;
        let bytes = Uint8Array::new(&bytes).to_vec();
        if bytes.len() as u64 != range.end.min(size).saturating_sub(range.start.min(size)) {
            return Err(Failure::Changed);
        }
        pieces.push(bytes);
    }
    Ok(pieces)
}

thread_local! {
    /// Kinds of files that this worker has looked at.
    static FAMILIAR: RefCell<Familiar> = RefCell::default();
    /// Parts that other workers have read, as they came.
    static PARTS: RefCell<Vec<(u64, u32, JsValue)>> = const { RefCell::new(Vec::new()) };
    /// Wakes the reading that waits for a part.
    static WAITING: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Stores a part that another worker has read, and wakes the reading that waits for it.
pub fn take_part(read: u64, part: u32, message: JsValue) {
    PARTS.with_borrow_mut(|parts| parts.push((read, part, message)));
    if let Some(wake) = WAITING.take() {
        let _ = wake.call0(&JsValue::UNDEFINED);
    }
}

/// Waits for a part; `None` where it could not be read.
async fn parts_come(read: u64, part: u32) -> Option<Packed> {
    loop {
        let come = PARTS.with_borrow_mut(|parts| {
            // Parts of earlier readings were not fetched: those readings were cancelled.
            parts.retain(|(of, ..)| *of == read);
            let at = parts.iter().position(|(_, number, _)| *number == part)?;
            Some(parts.swap_remove(at).2)
        });
        if let Some(message) = come {
            return envelope::open_part(&message);
        }
        let woken = Promise::new(&mut |wake, _| {
            WAITING.replace(Some(wake));
        });
        let _ = JsFuture::from(woken).await;
    }
}

/// SHA-256 in lower-case hex: by the browser where the file is small and the page's origin may
/// ask, else slice by slice.
pub async fn sha256(file: &File) -> Result<String, Failure> {
    let size = file.size() as u64;
    if size <= HASH_AT_ONCE && subtle().is_some() {
        let bytes = JsFuture::from(file.array_buffer()).await.map_err(unreadable)?;
        return hash_of_bytes(&Uint8Array::new(&bytes)).await;
    }
    let mut hasher = Sha256::new();
    let mut at = 0;
    while at < size {
        let end = (at + SLICE).min(size);
        hasher.update(bytes_of(file, at, end).await?);
        at = end;
    }
    Ok(hex(&hasher.finalize()))
}

/// The browser's own hashing; `None` in a page that was loaded over plain http.
fn subtle() -> Option<SubtleCrypto> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).ok()?;
    Reflect::get(&crypto, &"subtle".into()).ok()?.dyn_into().ok()
}

/// The same of bytes that lie in memory.
async fn hash_of_bytes(bytes: &Uint8Array) -> Result<String, Failure> {
    let Some(subtle) = subtle() else {
        return Ok(hex(&Sha256::digest(bytes.to_vec())));
    };
    let digest = subtle.digest_with_str_and_buffer_source("SHA-256", bytes).map_err(unreadable)?;
    let digest = JsFuture::from(digest).await.map_err(unreadable)?;
    Ok(hex(&Uint8Array::new(&digest).to_vec()))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Starts work at once, before the returned future is awaited; a failure is `None`.
fn in_background(
    work: impl Future<Output = Result<String, Failure>> + 'static,
) -> impl Future<Output = Option<String>> {
    let result = Rc::new(RefCell::new(None));
    let kept = result.clone();
    let promise = wasm_bindgen_futures::future_to_promise(async move {
        *kept.borrow_mut() = work.await.ok();
        Ok(JsValue::UNDEFINED)
    });
    async move {
        let _ = JsFuture::from(promise).await;
        result.take()
    }
}

async fn hash_of(file: File, held: Option<Uint8Array>) -> Result<String, Failure> {
    match held {
        Some(bytes) => hash_of_bytes(&bytes).await,
        None => sha256(&file).await,
    }
}
