//! Files that people give: dropped, chosen, pasted, whole folders, or made here as an example.

use super::{
    envelope::words,
    handle::Page,
    held_files::Named,
    later::{later, pause},
    publish,
    restore::kept_in,
};
use crate::{
    app::{
        ids::{FileOffer, Ticket},
        message::Message,
    },
    ingest::limits::Limit,
    kit::indices,
    recipe::notes,
};
use js_sys::{Array, Date, Function, Promise, Reflect};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, File, FileList, FilePropertyBag, FileSystemDirectoryEntry,
    FileSystemDirectoryReader, FileSystemEntry, FileSystemFileEntry,
};

/// Files of a folder are looked for this deep.
const DEPTH_MAX: u32 = 8;
/// More files than this at once are taken for a mistake (a home folder was dropped): the rest is
/// left out, and since there is one more than can be there, it is said.
const FILES_MAX: usize = Limit::Sources.count() + 1;

/// Of more files the sizes are asked for in several tasks: the browser looks each up on the disk, a fifth of
/// a millisecond or more.
const AT_ONCE: usize = 100;
/// Milliseconds of one of these tasks.
const TASK_MS: f64 = 20.0;

/// Gives files that a person chose or dropped. Beside a figure, a small table of dates and texts is
/// taken as notes; where notes were asked for (`wanted`), any small file is.
pub fn give_notes(page: &Rc<Page>, named: Vec<Named>, wanted: bool) {
    /// Bytes: larger files are data.
    const MOST: f64 = 65_536.0;
    let figure = page.model.borrow().figure.is_some();
    let small = match named.as_slice() {
        [(_, file)] => (figure || wanted) && file.size() <= MOST,
        _ => false,
    };
    if !small {
        return give(page, named, false, None, None);
    }
    let page = page.clone();
    later(async move {
        for (name, file) in named {
            let text = JsFuture::from(file.text()).await?.as_string().unwrap_or_default();
            if wanted || notes::is_table(&text) {
                page.send(Message::NotesGiven { name, text });
            } else {
                give(&page, vec![(name, file)], false, None, None);
            }
        }
        Ok(())
    });
}

/// Gives files to the page; a figure that was exported brings its whole analysis back.
pub fn give(
    page: &Rc<Page>,
    named: Vec<Named>,
    example: bool,
    ticket: Option<Ticket>,
    on_progress: Option<&Function>,
) {
    // A page that is larger than any figure is none of ours.
    let page_like = |(name, file): &Named| {
        [".html", ".htm", ".figure.json"].iter().any(|ending| name.ends_with(ending))
            && file.size() <= Limit::Figure.most() as f64
    };
    let Some((_, file)) = named.iter().find(|named| page_like(named)) else {
        return give_all(page, named, example, ticket, on_progress);
    };
    let text = JsFuture::from(file.text());
    let (page, on_progress) = (page.clone(), on_progress.cloned());
    later(async move {
        let html = text.await.ok().and_then(|text| text.as_string()).unwrap_or_default();
        let empty = {
            let model = page.model.borrow();
            model.sources.is_empty() && model.kept.is_none()
        };
        match kept_in(&html) {
            // With its files beside it the question is whether they agree.
            Some(kept) if ticket.is_none() && named.len() > 1 => {
                let files = named.into_iter().filter(|one| !page_like(one)).map(|one| one.1);
                publish::verify(&html, &files.collect(), !empty, kept)?;
            }
            Some(kept) => page.send(Message::Restored { kept: Box::new(kept), ticket }),
            None => give_all(&page, named, example, ticket, on_progress.as_ref()),
        }
        Ok(())
    });
}

fn give_all(
    page: &Rc<Page>,
    named: Vec<Named>,
    example: bool,
    ticket: Option<Ticket>,
    on_progress: Option<&Function>,
) {
    let on_progress = on_progress.cloned();
    let offer = move |page: &Page, (name, file): Named| FileOffer {
        bytes: file.size() as u64,
        modified_ms: Some(file.last_modified() as i64).filter(|ms| *ms > 0),
        file: page.files.borrow_mut().keep(file, on_progress.as_ref()),
        name,
        example,
    };
    if named.len() <= AT_ONCE {
        let files = named.into_iter().map(|one| offer(page, one)).collect();
        return page.send(Message::FilesAdded { files, ticket });
    }
    page.send(Message::FilesComing);
    let page = page.clone();
    later(async move {
        let mut files = Vec::with_capacity(named.len());
        let mut began = Date::now();
        for one in named {
            files.push(offer(&page, one));
            if Date::now() - began > TASK_MS {
                pause(0).await?;
                began = Date::now();
            }
        }
        page.send(Message::FilesAdded { files, ticket });
        Ok(())
    });
}

/// The files of a list, by their path in a chosen folder where there is one.
pub fn of_list(list: &FileList) -> Vec<Named> {
    (0..list.length()).filter_map(|at| list.get(at)).map(named).collect()
}

/// A file by its path in the folder that was chosen, or its name.
pub fn named(file: File) -> Named {
    let path = Reflect::get(&file, &"webkitRelativePath".into())
        .ok()
        .and_then(|path| path.as_string())
        .filter(|path| !path.is_empty());
    (path.unwrap_or_else(|| file.name()), file)
}

/// Whether something that is dragged has files.
pub fn has_files(transfer: &DataTransfer) -> bool {
    transfer.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files"))
}

/// A text as a file; `modified_ms` is epoch ms.
pub fn from_text(name: &str, text: &str, modified_ms: f64) -> Result<Named, JsValue> {
    let bag = FilePropertyBag::new();
    bag.set_type("text/plain");
    bag.set_last_modified(modified_ms);
    let parts = Array::of1(&text.into());
    Ok((name.to_owned(), File::new_with_str_sequence_and_options(&parts, name, &bag)?))
}

/// Everything that was dropped; folders are walked. The entries must be taken before the event
/// ends, so this returns a future that owns them.
pub fn of_drop(transfer: &DataTransfer) -> impl Future<Output = Vec<Named>> + use<> {
    let items = transfer.items();
    let mut entries = Vec::new();
    for at in 0..items.length() {
        if let Some(item) = items.get(at)
            && item.kind() == "file"
        {
            match item.webkit_get_as_entry() {
                Ok(Some(entry)) => entries.push(entry),
                // Not from a disk (another page): only the file itself.
                _ => continue,
            }
        }
    }
    let plain = transfer.files().map(|list| of_list(&list)).unwrap_or_default();
    async move {
        if !entries.iter().any(FileSystemEntry::is_directory) {
            return plain;
        }
        let mut found = Vec::new();
        for entry in entries {
            if let Err(error) = walk(entry, &mut found).await {
                web_sys::console::warn_1(&words(&error).into());
            }
        }
        found
    }
}

async fn walk(root: FileSystemEntry, found: &mut Vec<Named>) -> Result<(), JsValue> {
    let mut open = vec![(root, 0)];
    while let Some((entry, depth)) = open.pop() {
        if found.len() >= FILES_MAX || entry.name().starts_with('.') {
            continue;
        }
        if entry.is_file() {
            let path = entry.full_path();
            let file: FileSystemFileEntry = entry.unchecked_into();
            let file = answer(|yes, no| {
                file.file_with_callback_and_callback(yes, no);
                Ok(())
            })
            .await?;
            found.push((path.trim_start_matches('/').to_owned(), file.unchecked_into()));
        } else if depth < DEPTH_MAX {
            let folder: FileSystemDirectoryEntry = entry.unchecked_into();
            let reader: FileSystemDirectoryReader = folder.create_reader();
            let mut inside: Vec<FileSystemEntry> = Vec::new();
            // Browsers give up to a hundred entries a call, and an empty list at the end.
            loop {
                let some: Array =
                    answer(|yes, no| reader.read_entries_with_callback_and_callback(yes, no))
                        .await?
                        .unchecked_into();
                if some.length() == 0 {
                    break;
                }
                inside.extend(some.iter().map(JsCast::unchecked_into));
            }
            // By name, so that the order is the same everywhere; popped from the end.
            let names: Vec<String> = inside.iter().map(FileSystemEntry::name).collect();
            let last_first = indices::ordered(names.len(), &|a, b| names.get(b).cmp(&names.get(a)));
            let next = last_first.into_iter().filter_map(|at| inside.get(at).cloned());
            open.extend(next.map(|entry| (entry, depth + 1)));
        }
    }
    Ok(())
}

/// A browser interface with two callbacks (success, error), as a future.
async fn answer(
    ask: impl FnOnce(&Function, &Function) -> Result<(), JsValue>,
) -> Result<JsValue, JsValue> {
    let mut ask = Some(ask);
    let promise = Promise::new(&mut |yes, no| {
        if let Some(ask) = ask.take()
            && let Err(error) = ask(&yes, &no)
        {
            let _ = no.call1(&JsValue::UNDEFINED, &error);
        }
    });
    JsFuture::from(promise).await
}
