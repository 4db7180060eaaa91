//! The readers of workbooks, of files of columns, of `.zst` and `.xz` as a program of their own, which a
//! worker loads when such a file comes (`src/page/readers.js`).
//!
//! It imports one function and exports five; a new instance is made for each stream, so that its memory
//! goes with it:
//!
//! * `file.read(at, into, length)`: bytes of the file into memory; how many, or -1;
//! * `open(kind, sheet, size, start, end)`: what lies in a range of a file of so many bytes,
//!   [`Codec::numbers`](comove::ingest::containers::Codec::numbers);
//! * `next()`: the length of the next piece, -1 at the end, -2 where there is no more before it;
//! * `full()`: whether memory ran out, which is what broke it then;
//! * `piece()` and `length()`: where it lies in memory; after -2 the failure, as
//!   [`wire`](comove::wire) encodes it.

fn main() {}

#[cfg(target_arch = "wasm32")]
mod program {
    use comove::ingest::{
        containers::Codec,
        readers::{self, Bytes, Stream},
        source::Failure,
    };
    use std::cell::RefCell;
    use std::rc::Rc;

    /// There is no more.
    const END: i32 = -1;
    /// There is no more, though it is not the end.
    const FAILED: i32 = -2;

    #[link(wasm_import_module = "file")]
    unsafe extern "C" {
        fn read(at: f64, into: *mut u8, length: usize) -> i32;
    }

    /// The file that the worker holds.
    struct Held(u64);

    impl Bytes for Held {
        fn size(&self) -> u64 {
            self.0
        }

        fn read_at(&self, at: u64, into: &mut [u8]) -> Result<usize, String> {
            // SAFETY: the worker writes no more bytes than it is told to, where it is told to.
            let read = unsafe { read(at as f64, into.as_mut_ptr(), into.len()) };
            usize::try_from(read).map_err(|_| "the file cannot be read".to_owned())
        }
    }

    thread_local! {
        static STREAM: RefCell<Option<Result<Box<dyn Stream>, Failure>>> =
            const { RefCell::new(None) };
        static PIECE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }

    #[unsafe(no_mangle)]
    extern "C" fn open(kind: u32, sheet: u32, size: f64, start: f64, end: f64) {
        let file = Rc::new(Held(size as u64));
        let opened = match Codec::from_numbers(kind, sheet) {
            Some(codec) => readers::open(codec, file, start as u64..end as u64),
            None => Err(Failure::Internal(format!("no reader {kind}"))),
        };
        STREAM.set(Some(opened));
    }

    #[unsafe(no_mangle)]
    extern "C" fn next() -> i32 {
        let next = match STREAM.take() {
            Some(Ok(mut stream)) => {
                let next = stream.next();
                STREAM.set(Some(Ok(stream)));
                next
            }
            Some(Err(failure)) => Err(failure),
            None => Ok(None),
        };
        let (code, bytes) = match next {
            Ok(None) => (END, Vec::new()),
            Ok(Some(piece)) => (piece.len() as i32, piece),
            Err(failure) => (FAILED, comove::wire::encode(&failure).unwrap_or_default()),
        };
        PIECE.set(bytes);
        code
    }

    #[unsafe(no_mangle)]
    extern "C" fn full() -> bool {
        comove::kit::memory::ran_out()
    }

    #[unsafe(no_mangle)]
    extern "C" fn piece() -> *const u8 {
        PIECE.with_borrow(|piece| piece.as_ptr())
    }

    #[unsafe(no_mangle)]
    extern "C" fn length() -> usize {
        PIECE.with_borrow(Vec::len)
    }
}
