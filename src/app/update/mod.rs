//! The only place where the model changes.
//!
//! A message's handler changes what the message says and names what is stale then;
//! [`settle::settle`] makes that anew and settles promises, for every message in the same way.

mod accept;
mod exports;
mod figure;
mod joins;
mod keep;
mod patch;
mod reading;
mod settings;
mod settle;
mod sources;
mod stale;
mod storage;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_defaults;
#[cfg(test)]
mod tests_figure;
#[cfg(test)]
mod tests_joins;
#[cfg(test)]
mod tests_kept;
#[cfg(test)]
mod tests_recipe;
#[cfg(test)]
mod tests_settle;

use self::stale::Stale;
use super::{
    drawers::{Drawer, Urgency},
    message::{Answer, Effect, Message},
    model::Model,
};
use crate::{
    recipe::{change::Change, recipe::Annotation},
    text::{control::unreadable_note, notice, recipe::wrong_patch},
};

/// Takes a message in; gives what must be done outside.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let mut effects = Vec::new();
    let stale = handle(model, message, &mut effects);
    settle::settle(model, stale, &mut effects);
    effects
}

/// Does what the message says, and no more: what is stale then is given back.
fn handle(model: &mut Model, message: Message, out: &mut Vec<Effect>) -> Stale {
    match message {
        Message::Started(environment) => return keep::start(model, environment, out),
        Message::FilesAdded { files, ticket } => return sources::add(model, files, ticket, out),
        Message::Restored { kept, ticket } => return keep::restored(model, *kept, ticket, out),
        Message::ReadProgress { read, bytes, total, rows, found } => {
            return sources::progress(model, read, (bytes, total, rows), found);
        }
        Message::ReadDone { read, readings } => return sources::done(model, read, readings, out),
        Message::ReadFailed { read, failure } => return sources::failed(model, read, failure),
        Message::Hashed { file, sha256 } => return exports::hashed(model, file, &sha256),
        Message::CancelRead { source } => return sources::cancel(model, &source, out),
        Message::CancelTicket { ticket } => return sources::cancel_ticket(model, ticket, out),
        Message::PatchSource { source, patch, ticket } => {
            return patch::patch(model, &source, *patch, ticket, out);
        }
        Message::Override { source, field, value } => {
            return patch::typed(model, &source, field, &value, out);
        }
        Message::Answer { source, value } => return patch::answer(model, &source, value, out),
        Message::UndoPatch { source } => return patch::undo(model, &source, out),
        Message::ResetPatch { source } => return patch::reset(model, &source, out),
        Message::RemoveSource { source, ticket } => {
            return sources::remove(model, &source, ticket, out);
        }
        Message::AcceptOffer { offer } => return accept::accept(model, &offer, out),
        Message::Change(change) => return settings::change(model, change, out),
        Message::NotUnderstood(error) => {
            return settings::refuse(model, wrong_patch(&error), None, out);
        }
        Message::AnnotationAdded { at, text } => {
            let mut notes = model.recipe.annotations.clone();
            notes.push(Annotation { at, text });
            return settings::change(model, Change::Annotations(notes), out);
        }
        Message::NotesGiven { name, text } => match crate::recipe::notes::read(&text) {
            Ok(given) => {
                let read = notice::notes_read(given.len(), &name);
                let mut notes = model.recipe.annotations.clone();
                notes.extend(
                    given.into_iter().filter(|note| !model.recipe.annotations.contains(note)),
                );
                let stale = settings::change(model, Change::Annotations(notes), out);
                if stale != Stale::nothing() {
                    model.notice(Urgency::Note, read);
                }
                return stale;
            }
            Err(line) => model.notice(Urgency::Warning, unreadable_note(&line)),
        },
        Message::ShiftOverlay(lag) => {
            model.shift = lag;
            return Stale::report();
        }
        Message::SetRecipe { patch, ticket } => {
            return settings::script(model, &patch, ticket, out);
        }
        Message::Analysed { revision, analysis } => {
            return figure::analysed(model, revision, *analysis);
        }
        Message::AnalysisFailed { revision, reason } => {
            return figure::analysis_failed(model, revision, reason);
        }
        Message::LanguageChosen(language) => return settings::language(model, language, out),
        Message::UrlChanged { fragment } => return keep::url_changed(model, &fragment),
        Message::Reset { ticket } => {
            out.extend(ticket.map(|ticket| Effect::Resolve { ticket, answer: Answer::Done }));
            return sources::reset(model, out);
        }
        // Calls that wait: settled when what they wait for is there.
        Message::ReportAsked { ticket } => model.waiting.push(ticket),
        Message::ExportAsked { kind, options, ticket } => {
            model.exports.push((kind, options, ticket));
        }
        // What makes nothing stale.
        Message::ExampleAsked => out.push(Effect::Fetch { urls: Vec::new(), example: true }),
        Message::FetchFailed { url, reason } => {
            model.notice(Urgency::Error, notice::fetch_failed(&url, &reason));
        }
        Message::Copied => model.notice(Urgency::Note, notice::copied()),
        Message::CopyRefused => model.notice(Urgency::Warning, notice::copy_refused()),
        Message::DeclineOffer { offer } => accept::decline(model, offer),
        Message::ProblemsAsked { source } => exports::problems(model, &source, out),
        Message::ThemeChosen(theme) => {
            model.theme = theme;
            storage::store_appearance(model, out);
        }
        Message::DrawerToggled(drawer) => {
            let (sources, analysis) = (&mut model.drawers.sources, &mut model.drawers.analysis);
            // One at a time: they share the bottom of a narrow page.
            match drawer {
                Drawer::Sources => (*sources, *analysis) = (!*sources, false),
                Drawer::Analysis => (*analysis, *sources) = (!*analysis, false),
            }
        }
        Message::NoticeDismissed(id) => model.notices.retain(|notice| notice.id != id),
        Message::ForgetStored => storage::forget(model, out),
        Message::KeepChosen(keep) => storage::choose(model, keep, out),
        Message::Panicked { message } => {
            model.notice(Urgency::Error, notice::broke(&message));
        }
    }
    Stale::nothing()
}
