//! The bytes of a file, or of a member of an archive, piece by piece.
//!
//! Contract: a piece is never empty; what is in memory does not grow with the file.

use super::envelope::words;
use crate::ingest::containers::Codec;
use crate::ingest::source::Failure;
use js_sys::{ArrayBuffer, Object, Promise, Reflect, TypeError, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    ops::Range,
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, DomException, ReadableStream, ReadableStreamDefaultReader, WritableStream,
    WritableStreamDefaultWriter,
};

#[wasm_bindgen]
extern "C" {
    /// Compression Streams; in web-sys they are behind its flag for unstable interfaces.
    type DecompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn readable(this: &DecompressionStream) -> ReadableStream;
    #[wasm_bindgen(method, getter)]
    fn writable(this: &DecompressionStream) -> WritableStream;

    /// A reader of a stream of bytes with the option `min`, the least bytes of an answer, which
    /// web-sys does not have yet.
    #[wasm_bindgen(js_name = ReadableStreamBYOBReader)]
    type ByteReader;
    #[wasm_bindgen(constructor, js_class = "ReadableStreamBYOBReader", catch)]
    fn new(stream: &ReadableStream) -> Result<ByteReader, JsValue>;
    #[wasm_bindgen(method)]
    fn read(this: &ByteReader, view: &Uint8Array, options: &Object) -> Promise;
    #[wasm_bindgen(method)]
    fn cancel(this: &ByteReader) -> Promise;

    /// What the readers give, see `readers.js`.
    type Unpacker;
    #[wasm_bindgen(method, catch)]
    fn next(this: &Unpacker) -> Result<i32, JsValue>;
    #[wasm_bindgen(method)]
    fn bytes(this: &Unpacker) -> Uint8Array;
    #[wasm_bindgen(method)]
    fn consumed(this: &Unpacker) -> f64;
    #[wasm_bindgen(js_name = comoveReaders, catch)]
    fn readers(
        file: &Blob,
        kind: u32,
        sheet: u32,
        start: f64,
        end: f64,
    ) -> Result<Promise, JsValue>;
}

/// Bytes of a slice: larger ones read no faster, and three of each worker are in memory.
pub const SLICE: u64 = 16 << 20;
/// Bytes of the first slice: each is twice the one before, so that parsing begins at once.
const FIRST_SLICE: u64 = 2 << 20;
/// Bytes of a slice that are copied at once: what the processor's cache holds when they are parsed.
const PIECE: u32 = 512 << 10;
/// Bytes of the buffer of a [`Flow`], and the least of them that an answer has.
const FLOW: u32 = 1 << 20;
const FLOW_LEAST: u32 = 512 << 10;
/// Bytes of compressed input that are read at once.
const PACKED_SLICE: u64 = 1 << 20;
/// Bytes of them that are pushed at once: the browser holds all that comes out of these, up to a
/// thousand times as much.
const PACKED_PIECE: usize = 16 << 10;

/// The pieces of a stream, one after another.
pub enum Pieces {
    /// Bytes of an uncompressed file, read into one buffer.
    Flow(Flow),
    /// The same, in browsers that cannot read into a given buffer.
    Slices(Slices),
    /// What comes out of the browser's decompressor.
    Inflated(Box<Inflated>),
    /// What comes out of our readers, a program of their own.
    Unpacked(Unpacked),
}

/// A stream that our readers unpack.
pub struct Unpacked {
    opening: Promise,
    opened: Option<Unpacker>,
    start: u64,
}

impl Unpacked {
    /// Bytes of the file that have been taken.
    fn consumed(&self) -> u64 {
        self.opened.as_ref().map_or(self.start, |opened| opened.consumed() as u64)
    }

    fn open(file: &Blob, range: Range<u64>, codec: Codec) -> Result<Unpacked, Failure> {
        let (kind, sheet) = codec.numbers();
        let (start, end) = (range.start as f64, range.end as f64);
        let opening = readers(file, kind, sheet, start, end).map_err(unreadable)?;
        Ok(Unpacked { opening, opened: None, start: range.start })
    }

    /// The next piece; `None` at the end.
    async fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        let unpacker = match self.opened.take() {
            Some(unpacker) => unpacker,
            None => {
                let opened = JsFuture::from(self.opening.clone()).await;
                opened.map_err(|error| Failure::Unloaded(words(&error)))?.unchecked_into()
            }
        };
        let unpacker = self.opened.insert(unpacker);
        match unpacker.next() {
            Ok(0..) => Ok(Some(unpacker.bytes().to_vec())),
            Ok(-1) => Ok(None),
            Ok(_) => {
                let failure = crate::wire::decode(&unpacker.bytes().to_vec());
                Err(failure.unwrap_or_else(Failure::Internal))
            }
            // Out of memory, or a file that is gone.
            Err(error) => match error.is_instance_of::<DomException>() {
                true => Err(unreadable(error)),
                false => Err(Failure::of_worker(words(&error))),
            },
        }
    }
}

/// A file as a stream of bytes, read into one buffer again and again.
///
/// The browser reads on while these are parsed. A slice read as a whole costs it half as much
/// again: sixteen megabytes of new memory each time, every page of it filled with zeros first
/// (measured in Chromium: 1.6 against 1.1 to 1.2 seconds of the processor for a gigabyte).
pub struct Flow {
    reader: ByteReader,
    options: Object,
    /// Offsets in the file: end of what was returned, end of what is wanted.
    taken: u64,
    end: u64,
    /// Target of the next read; detached while the browser reads into it.
    buffer: ArrayBuffer,
}

impl Flow {
    fn open(blob: &Blob, range: Range<u64>) -> Result<Flow, Failure> {
        let Range { start, end } = range;
        let stream = slice(blob, start, end)?.stream();
        let reader = ByteReader::new(&stream).map_err(unreadable)?;
        let room = end.saturating_sub(start).min(u64::from(FLOW)) as u32;
        let (options, buffer) = (Object::new(), ArrayBuffer::new(room));
        Ok(Flow { reader, options, taken: start, end, buffer })
    }

    /// The next piece; `None` at the end.
    async fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        let wanted = self.end.saturating_sub(self.taken).min(u64::from(FLOW)) as u32;
        if wanted > 0 {
            let view = Uint8Array::new_with_byte_offset_and_length(&self.buffer, 0, wanted);
            let least = wanted.min(FLOW_LEAST);
            Reflect::set(&self.options, &"min".into(), &least.into()).map_err(unreadable)?;
            let read = self.reader.read(&view, &self.options);
            let answer = JsFuture::from(read).await.map_err(broke_off)?;
            let value = Reflect::get(&answer, &"value".into()).map_err(unreadable)?;
            if let Ok(bytes) = value.dyn_into::<Uint8Array>()
                && bytes.length() > 0
            {
                self.buffer = bytes.buffer();
                self.taken += u64::from(bytes.length());
                return Ok(Some(bytes.to_vec()));
            }
        }
        // Rejects where the stream has ended already.
        let _ = JsFuture::from(self.reader.cancel()).await;
        match wanted {
            0 => Ok(None),
            // The file became shorter and the browser did not report it.
            _ => Err(Failure::Changed),
        }
    }
}

/// Slices of a file: what is left of one, and the next two, which are being read.
pub struct Slices {
    blob: Blob,
    /// Offsets in the file: end of what was returned, of what was requested, of what is wanted.
    taken: u64,
    asked: u64,
    end: u64,
    /// Bytes of the slice that is asked for next.
    step: u64,
    left: Uint8Array,
    coming: Vec<Promise>,
}

impl Slices {
    fn open(blob: Blob, range: Range<u64>) -> Result<Slices, Failure> {
        let Range { start, end } = range;
        let left = Uint8Array::new_with_length(0);
        let coming = Vec::new();
        let (taken, asked, step) = (start, start, FIRST_SLICE);
        let mut slices = Slices { blob, taken, asked, end, step, left, coming };
        slices.ask()?;
        slices.ask()?;
        Ok(slices)
    }

    /// Asks for another slice, so that it is read while those before are parsed.
    fn ask(&mut self) -> Result<(), Failure> {
        let end = (self.asked + self.step).min(self.end);
        if end > self.asked {
            self.coming.push(slice(&self.blob, self.asked, end)?.array_buffer());
            self.asked = end;
            self.step = (self.step * 2).min(SLICE);
        }
        Ok(())
    }

    /// The next piece; `None` at the end.
    async fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        if self.left.length() == 0 {
            if self.coming.is_empty() {
                return Ok(None);
            }
            let bytes = JsFuture::from(self.coming.remove(0)).await.map_err(unreadable)?;
            self.left = Uint8Array::new(&bytes);
            self.ask()?;
        }
        let piece = self.left.subarray(0, PIECE).to_vec();
        self.left = self.left.subarray(PIECE.min(self.left.length()), self.left.length());
        self.taken += piece.len() as u64;
        Ok(Some(piece))
    }
}

/// What comes out of the browser's decompressor. It takes one member of gzip: where it complains, our
/// own reader goes on, which takes them all and knows what may stand behind the last.
pub struct Inflated {
    file: Blob,
    range: Range<u64>,
    codec: Codec,
    reader: ReadableStreamDefaultReader,
    pump: Rc<Pump>,
    /// Bytes that it has given.
    total: u64,
    /// Our own reader, and how many of its bytes are to be left out since they came before.
    rest: Option<(Unpacked, u64)>,
}

/// How far the packed bytes are, and why they could not be read where they could not.
#[derive(Default)]
struct Pump {
    packed: Cell<u64>,
    failed: RefCell<Option<Failure>>,
}

impl Inflated {
    fn open(file: Blob, codec: Codec, range: Range<u64>) -> Result<Inflated, Failure> {
        let pump = Rc::new(Pump::default());
        let packed = slice(&file, range.start, range.end)?;
        let reader = inflate(packed, range.end.saturating_sub(range.start), codec, pump.clone())?;
        Ok(Inflated { file, range, codec, reader, pump, total: 0, rest: None })
    }

    fn consumed(&self) -> u64 {
        match &self.rest {
            Some((rest, _)) => rest.consumed(),
            None => self.range.start.saturating_add(self.pump.packed.get()),
        }
    }

    /// The next piece; `None` at the end.
    async fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        while self.rest.is_none() {
            let Ok(chunk) = JsFuture::from(self.reader.read()).await else {
                match self.pump.failed.take() {
                    Some(failure) => return Err(failure),
                    None if self.codec != Codec::Gzip => return Err(Failure::Damaged(self.total)),
                    None => {}
                }
                let rest = Unpacked::open(&self.file, self.range.clone(), self.codec)?;
                self.rest = Some((rest, self.total));
                break;
            };
            let get = |name: &str| {
                Reflect::get(&chunk, &name.into()).map_err(|_| Failure::Damaged(self.total))
            };
            if get("done")?.is_truthy() {
                return Ok(None);
            }
            let bytes: Uint8Array = get("value")?.unchecked_into();
            if bytes.length() > 0 {
                self.total = self.total.saturating_add(u64::from(bytes.length()));
                return Ok(Some(bytes.to_vec()));
            }
        }
        let Some((rest, skip)) = &mut self.rest else { return Ok(None) };
        while let Some(mut piece) = rest.next().await? {
            let had = (*skip).min(piece.len() as u64);
            *skip = skip.saturating_sub(had);
            piece.drain(..had as usize);
            if !piece.is_empty() {
                return Ok(Some(piece));
            }
        }
        Ok(None)
    }
}

/// The inflated bytes of a piece of a file.
fn inflate(
    blob: Blob,
    size: u64,
    codec: Codec,
    state: Rc<Pump>,
) -> Result<ReadableStreamDefaultReader, Failure> {
    let name = codec.in_browser().unwrap_or_default();
    let stream = DecompressionStream::new(name).map_err(unreadable)?;
    let reader: ReadableStreamDefaultReader = stream.readable().get_reader().unchecked_into();
    let writer = stream.writable().get_writer().map_err(unreadable)?;
    spawn_local(pump(blob, size, writer, state));
    Ok(reader)
}

impl Pieces {
    /// The bytes of a range of a file, unpacked.
    pub fn open(file: &Blob, range: Range<u64>, codec: Option<Codec>) -> Result<Pieces, Failure> {
        Ok(match codec {
            None => match Flow::open(file, range.clone()) {
                Ok(flow) => Pieces::Flow(flow),
                Err(_) => Pieces::Slices(Slices::open(file.clone(), range)?),
            },
            Some(codec) if codec.in_browser().is_none() => {
                Pieces::Unpacked(Unpacked::open(file, range, codec)?)
            }
            Some(codec) => Pieces::Inflated(Box::new(Inflated::open(file.clone(), codec, range)?)),
        })
    }

    /// Ends before the end of the file; the slices that were asked for lie before that.
    pub fn end_at(&mut self, end: u64) {
        match self {
            Pieces::Flow(flow) => flow.end = end.max(flow.taken),
            Pieces::Slices(slices) => slices.end = end.max(slices.asked),
            Pieces::Inflated(_) | Pieces::Unpacked(_) => {}
        }
    }

    /// Bytes of the file that have been taken.
    pub fn consumed(&self) -> u64 {
        match self {
            Pieces::Flow(flow) => flow.taken,
            Pieces::Slices(slices) => slices.taken,
            Pieces::Inflated(stream) => stream.consumed(),
            Pieces::Unpacked(stream) => stream.consumed(),
        }
    }

    /// Ends before the end of the stream: the browser need not hold it any longer.
    pub async fn stop(self) {
        // Rejects where the stream has ended already.
        let ended = match &self {
            Pieces::Flow(flow) => flow.reader.cancel(),
            Pieces::Inflated(stream) => stream.reader.cancel(),
            Pieces::Slices(_) | Pieces::Unpacked(_) => return,
        };
        let _ = JsFuture::from(ended).await;
    }

    /// The next piece; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        match self {
            Pieces::Flow(flow) => flow.next().await,
            Pieces::Slices(slices) => slices.next().await,
            Pieces::Inflated(stream) => stream.next().await,
            Pieces::Unpacked(stream) => stream.next().await,
        }
    }
}

/// Pushes the packed bytes into the decompressor, as fast as it takes them.
async fn pump(blob: Blob, size: u64, writer: WritableStreamDefaultWriter, state: Rc<Pump>) {
    let mut at = 0;
    while at < size {
        let end = at.saturating_add(PACKED_SLICE).min(size);
        let bytes = match bytes_of(&blob, at, end).await {
            Ok(bytes) => bytes,
            Err(failure) => {
                state.failed.replace(Some(failure));
                break;
            }
        };
        for piece in bytes.chunks(PACKED_PIECE) {
            // A damaged stream fails here too; the reading side reports it.
            if JsFuture::from(writer.write_with_chunk(&Uint8Array::from(piece))).await.is_err() {
                return;
            }
        }
        at = end;
        state.packed.set(at);
    }
    let end = if at < size { writer.abort() } else { writer.close() };
    let _ = JsFuture::from(end).await;
}

/// A browser's error as the failure of a reading.
pub fn unreadable(error: JsValue) -> Failure {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        // What browsers say of a file that is not as it was when it was given.
        Some("NotReadableError" | "NotFoundError") => Failure::Changed,
        _ => Failure::Unreadable(words(&error)),
    }
}

/// The error of a file's stream: Chromium says "network error" of a file that changed meanwhile.
fn broke_off(error: JsValue) -> Failure {
    match error.is_instance_of::<TypeError>() {
        true => Failure::Changed,
        false => unreadable(error),
    }
}

/// The bytes `from..to` of a file, not read yet.
pub fn slice(blob: &Blob, from: u64, to: u64) -> Result<Blob, Failure> {
    blob.slice_with_f64_and_f64(from as f64, to as f64).map_err(unreadable)
}

/// Reads the bytes `from..to` of a file.
pub async fn bytes_of(blob: &Blob, from: u64, to: u64) -> Result<Vec<u8>, Failure> {
    let buffer = JsFuture::from(slice(blob, from, to)?.array_buffer()).await.map_err(unreadable)?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    // Some browsers give what there is of a file that became shorter.
    match bytes.len() as u64 == to.saturating_sub(from) {
        true => Ok(bytes),
        false => Err(Failure::Changed),
    }
}
