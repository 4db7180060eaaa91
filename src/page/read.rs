//! Reading one file in a worker: piece by piece, inflated where it is compressed.
//!
//! While one piece is parsed the browser reads on; the file never lies in memory as a whole. Members of a zip are read one after another.

use super::{
    bytes::{Part, Pieces, SLICE, bytes_of, slice, unreadable},
    envelope,
    post::post,
};
use crate::{
    ingest::{
        parts::{self, Packed, PartReader},
        reader::{FileFacts, Outcome, Plan, ROUNDS_MAX, Reader, Sample, sniff},
        source::{Data, Failure, Found, Reading, Refusal, SourcePatch, Status},
        zip,
    },
    wire::{Columns, News},
};
use js_sys::{ArrayBuffer, Date, Function, Promise, Reflect, Uint8Array};
use sha2::{Digest, Sha256};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, WorkerGlobalScope};

/// Bytes of an inflated stream that make its sample.
const STREAM_SAMPLE: usize = 512 << 10;
/// Files up to this size are hashed at once.
const HASH_AT_ONCE: u64 = 64 << 20;
/// Milliseconds between two words about progress.
const PROGRESS_EVERY_MS: f64 = 200.0;

/// What to read, and how.
#[derive(Debug)]
pub struct Order {
    /// To be given back with progress.
    pub read: u64,
    /// The file's name.
    pub name: String,
    /// Last modification, epoch ms.
    pub modified_ms: Option<i64>,
    /// The member of a zip; `None` for all.
    pub member: Option<String>,
    /// Overrides.
    pub patch: SourcePatch,
    /// Into how many parts the file is cut; this worker joins them.
    pub parts: u32,
}

/// Reads a file: one reading, or one for each member of a zip.
pub async fn read(order: Order, file: &File) -> Result<Vec<Reading>, Failure> {
    let size = file.size() as u64;
    let hashing = (size <= HASH_AT_ONCE).then(|| in_background(hash_of(file.clone())));
    let head = bytes_of(file, 0, size.min(4)).await?;
    let mut readings = if zip::is_zip(&head) {
        read_zip(&order, file, size).await?
    } else {
        let gzip = head.starts_with(&[0x1f, 0x8b]);
        let part = Part {
            blob: file.clone().into(),
            codec: gzip.then_some("gzip"),
            facts: FileFacts {
                name: if gzip { without_gz(&order.name) } else { order.name.clone() },
                bytes: size,
                modified_ms: order.modified_ms,
                compression: gzip.then(|| "gzip".to_owned()),
            },
        };
        vec![read_part(&order, &part, 0, size).await]
    };
    if let Some(hashing) = hashing {
        let sha256 = hashing.await;
        for reading in &mut readings {
            reading.found.sha256 = sha256.clone();
        }
    }
    // People know the file by the name that it has.
    if let [reading] = readings.as_mut_slice()
        && reading.found.name == without_gz(&order.name)
    {
        reading.found.name = order.name;
    }
    Ok(readings)
}

/// What stands under the compression: the reader judges names, too.
fn without_gz(name: &str) -> String {
    match name.len().checked_sub(3).and_then(|end| name.split_at_checked(end)) {
        Some((stem, end)) if end.eq_ignore_ascii_case(".gz") => stem.to_owned(),
        _ => name.to_owned(),
    }
}

async fn read_zip(order: &Order, file: &File, size: u64) -> Result<Vec<Reading>, Failure> {
    let tail = bytes_of(file, size.saturating_sub(zip::TAIL_BYTES), size).await?;
    let range = zip::directory(&tail, size).ok_or(Failure::Damaged(0))?;
    let directory = bytes_of(file, range.start, range.end).await?;
    let members = zip::members(&directory, size).ok_or(Failure::Damaged(0))?;
    if let Some(format) = zip::document(&members) {
        let facts = FileFacts { name: order.name.clone(), bytes: size, ..FileFacts::default() };
        return Ok(vec![refused(&facts, Refusal::Unsupported(format.to_owned()))]);
    }
    let mut readings = Vec::new();
    let mut done = 0;
    for member in members {
        let name = format!("{}/{}", order.name, member.name);
        if order.member.as_ref().is_some_and(|wanted| *wanted != member.name && *wanted != name) {
            continue;
        }
        let facts = FileFacts {
            name,
            bytes: member.bytes,
            modified_ms: order.modified_ms,
            compression: Some("zip".to_owned()),
        };
        let local = bytes_of(file, member.header_at, member.header_at + zip::LOCAL_BYTES).await?;
        let reading = match (zip::data(&member, &local), member.method) {
            (Some(range), Some(method)) => {
                let part = Part {
                    blob: slice(file, range.start, range.end)?,
                    codec: (method == zip::Method::Deflated).then_some("deflate-raw"),
                    facts,
                };
                read_part(order, &part, done, size).await
            }
            (None, _) => failed(&facts, Failure::Damaged(0)),
            (Some(_), None) => refused(&facts, Refusal::Unsupported("zip".to_owned())),
        };
        done += member.packed;
        readings.push(reading);
    }
    if readings.is_empty() {
        let facts = FileFacts { name: order.name.clone(), bytes: size, ..FileFacts::default() };
        readings.push(refused(&facts, Refusal::Empty));
    }
    Ok(readings)
}

fn failed(facts: &FileFacts, failure: Failure) -> Reading {
    unread(facts, Status::Failed(failure))
}

fn refused(facts: &FileFacts, refusal: Refusal) -> Reading {
    unread(facts, Status::Refused(refusal))
}

/// The story of a file that was not read at all.
fn unread(facts: &FileFacts, status: Status) -> Reading {
    let found = Found::unread(&facts.name, facts.bytes, status);
    Reading { found, data: Data::Nothing }
}

/// Reads one stream; `before` of the file's `total` bytes are already behind.
async fn read_part(order: &Order, part: &Part, before: u64, total: u64) -> Reading {
    let said = Cell::new(Date::now());
    let tell = |consumed: u64, reader: &Reader| {
        let now = Date::now();
        if now - said.get() < PROGRESS_EVERY_MS {
            return;
        }
        said.set(now);
        let news = News::Progress {
            read: order.read,
            bytes: before + consumed,
            total,
            rows: reader.progress().rows,
            found: None,
        };
        post(&news, &Columns::new());
    };
    match pass(order, part, &tell).await {
        Ok(reading) => reading,
        Err(failure) => failed(&part.facts, failure),
    }
}

/// The plan of a file that lies as it is.
async fn plan_of(blob: &Blob, facts: &FileFacts, patch: &SourcePatch) -> Result<Plan, Failure> {
    // All at once: each question takes its time.
    let asked: Vec<Promise> = Sample::ranges(blob.size() as u64)
        .into_iter()
        .map(|range| Ok(slice(blob, range.start, range.end)?.array_buffer()))
        .collect::<Result<_, Failure>>()?;
    let mut pieces = Vec::new();
    for piece in asked {
        let bytes = JsFuture::from(piece).await.map_err(unreadable)?;
        pieces.push(Uint8Array::new(&bytes).to_vec());
    }
    Ok(sniff(facts, &Sample::from_pieces(pieces), patch))
}

async fn pass(order: &Order, part: &Part, tell: &dyn Fn(u64, &Reader)) -> Result<Reading, Failure> {
    let size = part.blob.size() as u64;
    let mut opened;
    let mut plan: Plan = match part.codec {
        None => {
            // A browser that reads slices reads the first while the sample is looked at.
            opened = Some((Vec::new(), Pieces::open(part, 0..size)?));
            plan_of(&part.blob, &part.facts, &order.patch).await?
        }
        Some(_) => {
            // A stream cannot be looked at twice: what was looked at is pushed first.
            let mut pieces = Pieces::open(part, 0..part.blob.size() as u64)?;
            let mut head = Vec::new();
            let mut whole = true;
            while let Some(piece) = pieces.next().await? {
                head.extend_from_slice(&piece);
                if head.len() >= STREAM_SAMPLE {
                    whole = false;
                    break;
                }
            }
            let sample = Sample { head, whole, ..Sample::default() };
            let plan = sniff(&part.facts, &sample, &order.patch);
            opened = Some((sample.head, pieces));
            plan
        }
    };
    let cut = part.codec.is_none() && order.parts > 1 && plan.can_be_split();
    // A file that has to be read again is read by one worker: that is rare.
    let mut cuts = parts::ranges(size, if cut { order.parts } else { 1 });
    for _ in 0..=ROUNDS_MAX {
        let mut reader = Reader::new(plan);
        for (number, range) in cuts.iter().enumerate() {
            let mut from = range.start;
            if number > 0 {
                let packed = parts_come(order.read, number as u32).await;
                if let Some(other) = packed.and_then(|packed| parts::Part::unpack(&packed)) {
                    from += other.prefix.len() as u64;
                    if reader.join(other) {
                        continue;
                    }
                }
            }
            let mut pieces = match opened.take() {
                Some((head, mut pieces)) => {
                    reader.push(&head);
                    pieces.end_at(range.end);
                    pieces
                }
                None => Pieces::open(part, from..range.end)?,
            };
            loop {
                match pieces.next().await {
                    Ok(Some(piece)) => reader.push(&piece),
                    Ok(None) => break,
                    Err(failure) => return Ok(reader.fail(failure)),
                }
                tell(pieces.consumed(), &reader);
            }
        }
        cuts = parts::ranges(size, 1);
        match reader.finish() {
            Outcome::Done(reading) => return Ok(*reading),
            Outcome::Reopen(better) => plan = *better,
        }
    }
    Err(Failure::Internal(format!("still undecided after {ROUNDS_MAX} readings")))
}

/// Reads one part of a file for the worker that joins them; `None` where it cannot be read by
/// itself.
pub async fn read_part_of(
    order: &Order,
    file: &File,
    number: u32,
) -> Result<Option<Packed>, Failure> {
    let size = file.size() as u64;
    let facts = FileFacts {
        name: order.name.clone(),
        bytes: size,
        modified_ms: order.modified_ms,
        compression: None,
    };
    let Some(range) = parts::ranges(size, order.parts).into_iter().nth(number as usize) else {
        return Ok(None);
    };
    let part = Part { blob: file.clone().into(), codec: None, facts };
    // A browser that reads slices reads the first while the sample is looked at.
    let mut pieces = Pieces::open(&part, range.clone())?;
    let plan = plan_of(file, &part.facts, &order.patch).await?;
    if !plan.can_be_split() {
        return Ok(None);
    }
    let mut reader = PartReader::new(&plan);
    let mut said = Date::now();
    while let Some(piece) = pieces.next().await? {
        reader.before_end(size.saturating_sub(pieces.consumed()));
        if !reader.push(&piece) {
            return Ok(None);
        }
        let now = Date::now();
        if now - said >= PROGRESS_EVERY_MS {
            said = now;
            let news = News::Progress {
                read: order.read,
                bytes: pieces.consumed() - range.start,
                total: size,
                rows: reader.rows(),
                found: None,
            };
            post(&news, &Columns::new());
        }
    }
    Ok(reader.finish().map(|part| part.pack()))
}

thread_local! {
    /// Parts that other workers have read, as they came.
    static PARTS: RefCell<Vec<(u64, u32, JsValue)>> = const { RefCell::new(Vec::new()) };
    /// Wakes the reading that waits for a part.
    static WAITING: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Takes a part of another worker.
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
            // Those of earlier readings are of no use.
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
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    // Undefined where the page came by plain http.
    let subtle = Reflect::get(&scope, &"crypto".into())
        .and_then(|crypto| Reflect::get(&crypto, &"subtle".into()))
        .unwrap_or(JsValue::UNDEFINED);
    if size <= HASH_AT_ONCE
        && let Ok(subtle) = subtle.dyn_into::<web_sys::SubtleCrypto>()
    {
        let bytes: ArrayBuffer =
            JsFuture::from(file.array_buffer()).await.map_err(unreadable)?.unchecked_into();
        let digest =
            subtle.digest_with_str_and_buffer_source("SHA-256", &bytes).map_err(unreadable)?;
        let digest = JsFuture::from(digest).await.map_err(unreadable)?;
        return Ok(hex(&Uint8Array::new(&digest).to_vec()));
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

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Starts something at once; the future only waits for it. A failure is `None`.
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

async fn hash_of(file: File) -> Result<String, Failure> {
    sha256(&file).await
}
