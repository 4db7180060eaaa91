//! The bytes of a file, or of a member of an archive, piece by piece.
//!
//! Contract: a piece is never empty; what is in memory does not grow with the file.

use super::envelope::words;
use crate::ingest::containers::{Codec, gzip};
use crate::ingest::source::Failure;
use js_sys::{ArrayBuffer, Object, Promise, Reflect, Uint8Array};
use std::{cell::Cell, ops::Range, rc::Rc};
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
/// Bytes of compressed input pushed at once.
const PACKED_SLICE: u64 = 1 << 20;
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
            let answer = JsFuture::from(read).await.map_err(unreadable)?;
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
            // The file became shorter and the browser did not report it: reported as browsers do.
            _ => Err(Failure::Unreadable(format!("NotReadableError: {}/{}", self.taken, self.end))),
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

/// A compressed stream: of one member after another where it is gzip.
pub struct Inflated {
    blob: Blob,
    codec: Codec,
    /// Where in the file the stream begins.
    start: u64,
    reader: ReadableStreamDefaultReader,
    members: gzip::Members,
    /// Packed bytes of this member that have been taken.
    packed: Rc<Cell<u64>>,
    /// Bytes that this member has given, and how many of them are to be left out since they came
    /// in an earlier attempt.
    inflated: u64,
    skip: u64,
    total: u64,
}

impl Inflated {
    fn open(blob: Blob, codec: Codec, start: u64) -> Result<Inflated, Failure> {
        let size = blob.size() as u64;
        let packed = Rc::new(Cell::new(0));
        let reader = inflate(blob.clone(), codec, packed.clone())?;
        let members = gzip::Members::new(size);
        Ok(Inflated { blob, codec, start, reader, members, packed, inflated: 0, skip: 0, total: 0 })
    }

    fn consumed(&self) -> u64 {
        self.start + self.members.range().start + self.packed.get()
    }

    /// Begins at a range of the file.
    fn start(&mut self, range: std::ops::Range<u64>) -> Result<(), Failure> {
        self.packed = Rc::new(Cell::new(0));
        let piece = slice(&self.blob, range.start, range.end)?;
        self.reader = inflate(piece, self.codec, self.packed.clone())?;
        self.inflated = 0;
        Ok(())
    }

    /// The next piece; `None` at the end.
    async fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        loop {
            let Ok(chunk) = JsFuture::from(self.reader.read()).await else {
                self.failed().await?;
                continue;
            };
            let chunk: Object = chunk.unchecked_into();
            let get = |name: &str| {
                Reflect::get(&chunk, &name.into()).map_err(|_| Failure::Damaged(self.total))
            };
            if get("done")?.is_truthy() {
                self.skip = 0;
                match self.members.done() {
                    Some(range) => self.start(range)?,
                    None => return Ok(None),
                }
                continue;
            }
            let bytes: Uint8Array = get("value")?.unchecked_into();
            let before = self.inflated;
            self.inflated += u64::from(bytes.length());
            let had = self.skip.saturating_sub(before).min(u64::from(bytes.length()));
            if had < u64::from(bytes.length()) {
                let bytes = bytes.subarray(had as u32, bytes.length());
                self.total += u64::from(bytes.length());
                return Ok(Some(bytes.to_vec()));
            }
        }
    }

    /// The range is no whole member: another end is tried.
    async fn failed(&mut self) -> Result<(), Failure> {
        self.skip = self.skip.max(self.inflated);
        if self.codec != Codec::Gzip {
            return Err(Failure::Damaged(self.total));
        }
        loop {
            match self.members.failed() {
                gzip::Next::Again(range) => return self.start(range),
                gzip::Next::Damaged => return Err(Failure::Damaged(self.total)),
                gzip::Next::Search => {
                    let size = self.blob.size() as u64;
                    let mut heads = Vec::new();
                    let mut at = 0;
                    while at < size {
                        let end = (at + SLICE).min(size);
                        let over = gzip::HEAD_BYTES as u64 - 1;
                        let bytes = bytes_of(&self.blob, at, (end + over).min(size)).await?;
                        heads.extend(gzip::heads(&bytes).map(|head| at + head as u64));
                        at = end;
                    }
                    self.members.found(heads);
                }
            }
        }
    }
}

/// The inflated bytes of a piece of a file.
fn inflate(
    blob: Blob,
    codec: Codec,
    packed: Rc<Cell<u64>>,
) -> Result<ReadableStreamDefaultReader, Failure> {
    let size = blob.size() as u64;
    let name = codec.in_browser().unwrap_or_default();
    let stream = DecompressionStream::new(name).map_err(unreadable)?;
    let reader: ReadableStreamDefaultReader = stream.readable().get_reader().unchecked_into();
    let writer = stream.writable().get_writer().map_err(unreadable)?;
    spawn_local(pump(blob, size, writer, packed));
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
            Some(codec) => {
                let packed = slice(file, range.start, range.end)?;
                Pieces::Inflated(Box::new(Inflated::open(packed, codec, range.start)?))
            }
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
            Pieces::Unpacked(stream) => {
                stream.opened.as_ref().map_or(stream.start, |opened| opened.consumed() as u64)
            }
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
async fn pump(blob: Blob, size: u64, writer: WritableStreamDefaultWriter, packed: Rc<Cell<u64>>) {
    let mut at = 0;
    while at < size {
        let end = (at + PACKED_SLICE).min(size);
        let Ok(piece) = slice(&blob, at, end) else { break };
        let Ok(bytes) = JsFuture::from(piece.array_buffer()).await else { break };
        // A damaged stream fails here too; the reading side reports it.
        if JsFuture::from(writer.write_with_chunk(&Uint8Array::new(&bytes))).await.is_err() {
            return;
        }
        at = end;
        packed.set(at);
    }
    let end = if at < size { writer.abort() } else { writer.close() };
    let _ = JsFuture::from(end).await;
}

/// A browser's error as the failure of a reading.
pub fn unreadable(error: JsValue) -> Failure {
    Failure::Unreadable(words(&error))
}

/// The bytes `from..to` of a file, not read yet.
pub fn slice(blob: &Blob, from: u64, to: u64) -> Result<Blob, Failure> {
    blob.slice_with_f64_and_f64(from as f64, to as f64).map_err(unreadable)
}

/// Reads the bytes `from..to` of a file.
pub async fn bytes_of(blob: &Blob, from: u64, to: u64) -> Result<Vec<u8>, Failure> {
    let buffer = JsFuture::from(slice(blob, from, to)?.array_buffer()).await.map_err(unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
