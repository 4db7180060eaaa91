//! The files that the page holds: update knows them by number.

use crate::app::ids::{FileKey, ReadId};
use js_sys::{Function, Object, Reflect};
use litemap::LiteMap;
use wasm_bindgen::JsValue;
use web_sys::File;

/// The browser's files by number, the readings under way by their file, and scripts' listeners for
/// progress.
#[derive(Debug, Default)]
pub struct Files {
    next: FileKey,
    files: LiteMap<FileKey, File>,
    reads: LiteMap<ReadId, FileKey>,
    listeners: LiteMap<FileKey, Function>,
}

/// A file and the name it goes by (with its folder).
pub type Named = (String, File);

impl Files {
    pub(super) fn keep(&mut self, file: File, on_progress: Option<&Function>) -> FileKey {
        self.next += 1;
        if let Some(listener) = on_progress {
            self.listeners.insert(self.next, listener.clone());
        }
        self.files.insert(self.next, file);
        self.next
    }

    /// The file of a number; `None` once it was released.
    pub fn get(&self, key: FileKey) -> Option<File> {
        self.files.get(&key).cloned()
    }

    /// Notes which file a reading is of.
    pub fn reading(&mut self, read: ReadId, key: FileKey) {
        self.reads.insert(read, key);
    }

    /// Forgets a file, so that the browser can free it.
    pub fn release(&mut self, key: FileKey) {
        self.files.remove(&key);
        self.listeners.remove(&key);
        self.reads.retain(|_, file| *file != key);
    }

    /// Calls the `onProgress` that a script gave with the file; bytes and rows read so far.
    pub fn progress(&self, read: ReadId, bytes: u64, total: u64, rows: u64) {
        let Some(key) = self.reads.get(&read) else { return };
        let (Some(file), Some(listener)) = (self.files.get(key), self.listeners.get(key)) else {
            return;
        };
        let progress = Object::new();
        let called = [("bytes", bytes), ("total", total), ("rows", rows)]
            .into_iter()
            .try_for_each(|(name, number)| {
                Reflect::set(&progress, &name.into(), &JsValue::from_f64(number as f64)).map(drop)
            })
            .and_then(|()| Reflect::set(&progress, &"name".into(), &file.name().into()))
            .and_then(|_| listener.call1(&JsValue::UNDEFINED, &progress));
        if let Err(error) = called {
            // An exception of the script's listener must not stop the reading.
            web_sys::console::error_1(&error);
        }
    }
}
