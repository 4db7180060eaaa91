//! The browser's `TextDecoder` for character sets whose tables the program does not carry.

use crate::ingest::encoding::{Decoder, Encoding};
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::{TextDecodeOptions, TextDecoder, TextDecoderOptions};

struct Browser {
    decoder: TextDecoder,
    text: String,
    replaced: u64,
}

/// A decoder at the start of a stream; `None` where the browser has none.
pub fn decoder(encoding: Encoding) -> Option<Box<dyn Decoder>> {
    let options = TextDecoderOptions::new();
    // The reader handles byte order marks itself; web-sys has no setter for this option.
    Reflect::set(&options, &"ignoreBOM".into(), &JsValue::TRUE).ok()?;
    let decoder = TextDecoder::new_with_label_and_options(encoding.label(), &options).ok()?;
    Some(Box::new(Browser { decoder, text: String::new(), replaced: 0 }))
}

impl Browser {
    fn try_decode(&mut self, piece: &[u8], last: bool) -> Result<(), JsValue> {
        let options = TextDecodeOptions::new();
        options.set_stream(!last);
        self.text = self.decoder.decode_with_u8_array_and_options(piece, &options)?;
        Ok(())
    }
}

impl Decoder for Browser {
    fn decode<'a>(&'a mut self, piece: &'a [u8], last: bool) -> &'a [u8] {
        // Invalid bytes are replaced, not an error; should it fail all the same, the bytes pass
        // unchanged and the rows with them are counted as unreadable.
        if self.try_decode(piece, last).is_err() {
            return piece;
        }
        self.replaced += self.text.matches('\u{fffd}').count() as u64;
        self.text.as_bytes()
    }

    fn replaced(&self) -> u64 {
        self.replaced
    }
}
