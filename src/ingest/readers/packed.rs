//! `.zst` and `.xz`: frames, streams and blocks one after another, with their checks.

use super::{PIECE, Stream, io_failure, member::Window, unsupported};
use crate::ingest::source::Failure;
use lzma_rust2::XzReader;
use ruzstd::decoding::{
    BlockDecodingStrategy, FrameDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};
use std::io::{BufRead, Read};

/// Most memory for a dictionary of xz, in KiB: that of its highest level, and as much again.
const XZ_LIMIT_KIB: u32 = 160 << 10;

/// Frames of zstd.
pub struct Zstd<R> {
    packed: R,
    decoder: FrameDecoder,
    /// A frame is being read.
    open: bool,
    so_far: u64,
}

impl<R: BufRead> Zstd<R> {
    /// At the first frame.
    pub fn new(packed: R) -> Zstd<R> {
        Zstd { packed, decoder: FrameDecoder::new(), open: false, so_far: 0 }
    }

    /// Begins with the next frame; `false` at the end.
    fn open(&mut self) -> Result<bool, Failure> {
        loop {
            if self.packed.fill_buf().map_err(|e| io_failure(&e, self.so_far))?.is_empty() {
                return Ok(false);
            }
            match self.decoder.init(&mut self.packed) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let mut frame = self.packed.by_ref().take(u64::from(length));
                    let skipped = std::io::copy(&mut frame, &mut std::io::sink());
                    skipped.map_err(|error| io_failure(&error, self.so_far))?;
                }
                Err(error) => return Err(self.failure(error)),
            }
        }
    }

    fn failure(&self, error: FrameDecoderError) -> Failure {
        match error {
            FrameDecoderError::WindowSizeTooBig { requested, .. } => Failure::TooLarge(requested),
            FrameDecoderError::DictNotProvided { .. } => unsupported("dictionary"),
            error => io_failure(&std::io::Error::other(error), self.so_far),
        }
    }
}

impl<R: BufRead> Stream for Zstd<R> {
    fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        loop {
            if !self.open {
                self.open = self.open()?;
                if !self.open {
                    return Ok(None);
                }
            }
            while !self.decoder.is_finished() && self.decoder.can_collect() == 0 {
                let enough = BlockDecodingStrategy::UptoBytes(PIECE);
                let decoded = self.decoder.decode_blocks(&mut self.packed, enough);
                decoded.map_err(|error| self.failure(error))?;
            }
            let bytes = self.decoder.collect().unwrap_or_default();
            if !bytes.is_empty() {
                self.so_far = self.so_far.saturating_add(bytes.len() as u64);
                return Ok(Some(bytes));
            }
            let stated = self.decoder.get_checksum_from_data();
            if stated.is_some() && stated != self.decoder.get_calculated_checksum() {
                return Err(Failure::Damaged(self.so_far));
            }
            self.open = false;
        }
    }
}

/// Streams of xz.
pub struct Xz {
    reader: XzReader<Window>,
    so_far: u64,
}

impl Xz {
    /// At the first stream.
    pub fn new(packed: Window) -> Xz {
        Xz { reader: XzReader::new_mem_limit(packed, true, XZ_LIMIT_KIB), so_far: 0 }
    }
}

impl Stream for Xz {
    fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        let mut bytes = Vec::new();
        let read = self.reader.by_ref().take(PIECE as u64).read_to_end(&mut bytes);
        self.so_far = self.so_far.saturating_add(bytes.len() as u64);
        match read {
            Ok(_) => Ok(Some(bytes).filter(|bytes| !bytes.is_empty())),
            Err(error) if error.kind() == std::io::ErrorKind::OutOfMemory => {
                Err(Failure::TooLarge(u64::from(XZ_LIMIT_KIB) << 10))
            }
            Err(error) => Err(io_failure(&error, self.so_far)),
        }
    }
}
