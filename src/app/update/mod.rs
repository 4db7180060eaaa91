//! The only place where the model changes.
//!
//! A message's handler changes what the message says and names what is stale then;
//! [`settle::settle`] makes that anew and settles promises, for every message in the same way.

mod accept;
mod asking;
mod exports;
mod figure;
mod history;
mod joins;
mod keep;
mod patch;
mod questions;
mod ranking;
mod reading;
mod saved;
mod settings;
mod settle;
mod sources;
mod split;
mod stale;
mod storage;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_defaults;
#[cfg(test)]
mod tests_figure;
#[cfg(test)]
mod tests_history;
#[cfg(test)]
mod tests_joins;
#[cfg(test)]
mod tests_kept;
#[cfg(test)]
mod tests_recipe;
#[cfg(test)]
mod tests_settle;
#[cfg(test)]
mod tests_states;

use self::stale::Stale;
use super::{
    crowd::CARDS,
    drawers::{Drawer, Urgency},
    message::{Answer, Effect, Message},
    model::Model,
};
use crate::{
    recipe::{change::Change, recipe::Annotation},
    text::{control::unreadable_note, notice},
};

/// Takes a message in; gives what must be done outside.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let mut effects = Vec::new();
    let before = history::before(model, &message);
    let by_hand = history::by_hand(&message);
    let stale = handle(model, message, &mut effects);
    settle::settle(model, stale, &mut effects);
    if let Some(before) = before {
        history::record(model, before, by_hand);
    }
    questions::prune(model);
    history::release(model, &mut effects);
    effects
}

/// Does what the message says, and no more: what is stale then is given back.
fn handle(model: &mut Model, message: Message, out: &mut Vec<Effect>) -> Stale {
    match message {
        Message::Started(environment) => return keep::start(model, environment, out),
        Message::FilesComing => model.fetching = true,
        Message::FilesAdded { files, ticket } => return sources::add(model, files, ticket, out),
        Message::Restored { kept, ticket } => return keep::restored(model, *kept, ticket, out),
        Message::ReadProgress { read, bytes, total, rows, found } => {
            return sources::progress(model, read, (bytes, total, rows), found);
        }
        Message::ReadDone { read, readings } => return sources::done(model, read, readings, out),
        Message::ReadsDone(several) => {
            let each = several.into_iter();
            return each.fold(Stale::nothing(), |stale, (read, readings)| {
                stale.and(sources::done(model, read, readings, out))
            });
        }
        Message::ReadFailed { read, failure } => return sources::failed(model, read, failure, out),
        Message::Hashed { file, sha256 } => return exports::hashed(model, file, &sha256),
        Message::CancelRead { source } => return sources::cancel(model, &source, out),
        Message::CancelAll => return sources::cancel_all(model, out),
        Message::MoreCards => model.more_cards += CARDS,
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
        Message::Control { control, value } => {
            return settings::typed(model, control, &value, out);
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
        Message::Analysed { revision, analysis } if split::is_aside(revision) => {
            return split::analysed(model, revision, &analysis);
        }
        Message::AnalysisFailed { revision, reason } if split::is_aside(revision) => {
            return split::failed(model, revision, &reason);
        }
        Message::Analysed { revision, analysis } => {
            return figure::analysed(model, revision, *analysis);
        }
        Message::AnalysisFailed { revision, reason } => {
            return figure::analysis_failed(model, revision, reason);
        }
        Message::RankAsked { source } => ranking::ask(model, &source, out),
        Message::RankingClosed => ranking::close(model, out),
        Message::Ranked { revision, ranked } => return ranking::ranked(model, revision, ranked),
        Message::RankFailed { revision, reason } => ranking::failed(model, revision, reason),
        Message::LanguageChosen(language) => return settings::language(model, language, out),
        Message::UrlChanged { fragment } => return keep::url_changed(model, &fragment),
        Message::Decided { question, way } => {
            return questions::answer(model, question, way, out);
        }
        Message::Undo => return history::undo(model, out),
        Message::Redo => return history::redo(model, out),
        Message::Reset { ticket } => {
            out.extend(ticket.map(|ticket| Effect::Resolve { ticket, answer: Answer::Done }));
            model.history = Default::default();
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
        Message::Undelivered { message } => {
            model.notice(Urgency::Error, notice::undelivered(&message))
        }
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
        Message::ForgetStored => {
            storage::forget(model, out);
            model.history = Default::default();
            return sources::reset(model, out);
        }
        Message::SplitAt { value } => return split::at(model, &value),
        Message::SaveAs { name } => return saved::save(model, &name, out),
        Message::OpenSaved { slot } => return saved::open(model, slot, out),
        Message::RenameSaved { slot, name } => return saved::rename(model, slot, &name, out),
        Message::RemoveSaved { slot } => return saved::remove(model, slot),
        Message::StoreFailed { what } => return saved::failed(model, what, out),
        Message::SavedUnreadable { slot } => {
            let name = model.saved.iter().find(|saved| saved.slot == slot);
            let name = name.map(|saved| saved.name.clone()).unwrap_or_default();
            model.notice(Urgency::Warning, notice::saved_unreadable(&name));
        }
        Message::KeepChosen(keep) => storage::choose(model, keep, out),
    }
    Stale::nothing()
}
