//! The only place where the model changes.
//!
//! Every message ends in the same way: where sources or recipe changed, the scene is made anew,
//! the statistics are asked for if their numbers changed, and promises are settled.

mod exports;
mod figure;
mod joins;
mod keep;
mod patch;
mod settings;
mod sources;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_figure;
#[cfg(test)]
mod tests_joins;
#[cfg(test)]
mod tests_kept;
#[cfg(test)]
mod tests_recipe;

pub(super) use joins::{family, in_a_row, signature};

use super::{
    message::{Answer, Effect, Message},
    model::Model,
    view::Urgency,
};

/// Takes a message in; gives what must be done outside.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let mut effects = Vec::new();
    let out = &mut effects;
    match message {
        Message::Started(environment) => keep::start(model, environment, out),
        Message::FilesAdded { files, ticket } => sources::add(model, files, ticket, out),
        Message::Restored { kept, ticket } => keep::restored(model, *kept, ticket, out),
        Message::Copied => model.notice(Urgency::Note, crate::text::notice::copied()),
        Message::CopyRefused => {
            model.notice(Urgency::Warning, crate::text::notice::copy_refused());
        }
        Message::ExampleAsked => {
            out.push(Effect::Fetch { urls: Vec::new(), example: true });
        }
        Message::FetchFailed { url, reason } => {
            model.notice(Urgency::Error, crate::text::notice::fetch_failed(&url, &reason));
        }
        Message::ReadProgress { read, bytes, total, rows, found } => {
            sources::progress(model, read, (bytes, total, rows), found, out);
        }
        Message::ReadDone { read, readings } => sources::done(model, read, readings, out),
        Message::ReadFailed { read, failure } => sources::failed(model, read, failure, out),
        Message::Hashed { file, sha256 } => exports::hashed(model, file, &sha256, out),
        Message::CancelRead { source } => sources::cancel(model, &source, out),
        Message::CancelTicket { ticket } => sources::cancel_ticket(model, ticket, out),
        Message::PatchSource { source, patch, ticket } => {
            patch::patch(model, &source, *patch, ticket, out);
        }
        Message::Answer { source, value } => patch::answer(model, &source, value, out),
        Message::UndoPatch { source } => patch::undo(model, &source, out),
        Message::ResetPatch { source } => patch::reset(model, &source, out),
        Message::RemoveSource { source, ticket } => {
            sources::remove(model, &source, ticket, out);
        }
        Message::AcceptOffer { offer } => joins::accept(model, &offer, out),
        Message::DeclineOffer { offer } => {
            model.declined.insert(offer, ());
        }
        Message::Control { control, value } => settings::control(model, control, &value, out),
        Message::Window { from, to } => {
            let patch = serde_json::json!({ "from": from, "to": to });
            settings::set(model, &patch, None, out);
        }
        Message::AnnotationAdded { at, text } => {
            let mut notes = model.recipe.annotations.clone();
            notes.push(crate::recipe::recipe::Annotation { at, text });
            settings::set(model, &serde_json::json!({ "annotations": notes }), None, out);
        }
        Message::NotesGiven { name, text } => match crate::recipe::notes::read(&text) {
            Ok(given) => {
                model.notice(Urgency::Note, crate::text::notice::notes_read(given.len(), &name));
                let mut notes = model.recipe.annotations.clone();
                notes.extend(
                    given.into_iter().filter(|note| !model.recipe.annotations.contains(note)),
                );
                settings::set(model, &serde_json::json!({ "annotations": notes }), None, out);
            }
            Err(line) => {
                model.notice(Urgency::Warning, crate::text::control::unreadable_note(&line));
            }
        },
        Message::DeclareLags(window) => {
            settings::set(model, &serde_json::json!({ "lagWindow": window }), None, out);
        }
        Message::ShiftOverlay(lag) => {
            model.shift = lag;
            figure::remake(model);
        }
        Message::SetRecipe { patch, ticket } => settings::set(model, &patch, ticket, out),
        Message::ReportAsked { ticket } => {
            model.waiting.push(ticket);
            figure::settle(model, out);
        }
        Message::ExportAsked { kind, options, ticket } => {
            exports::asked(model, kind, options, ticket, out);
        }
        Message::ProblemsAsked { source } => exports::problems(model, &source, out),
        Message::Analysed { revision, analysis } => {
            figure::analysed(model, revision, *analysis, out);
        }
        Message::AnalysisFailed { revision, reason } => {
            if revision == model.revision {
                model.analysis_error = Some(reason);
                figure::settle(model, out);
            }
        }
        Message::LanguageChosen(language) => settings::language(model, language, out),
        Message::ThemeChosen(theme) => {
            model.theme = theme;
            keep::store_look(model, out);
        }
        Message::DrawerToggled(drawer) => {
            let (sources, analysis) = (&mut model.drawers.sources, &mut model.drawers.analysis);
            // One at a time: they share the bottom of a narrow page.
            match drawer {
                super::view::Drawer::Sources => (*sources, *analysis) = (!*sources, false),
                super::view::Drawer::Analysis => (*analysis, *sources) = (!*analysis, false),
            }
        }
        Message::NoticeDismissed(id) => model.notices.retain(|notice| notice.id != id),
        Message::UrlChanged { fragment } => keep::url_changed(model, &fragment, out),
        Message::ForgetStored => keep::forget(model, out),
        Message::KeepChosen(keep) => keep::choose(model, keep, out),
        Message::Reset { ticket } => {
            sources::reset(model, out);
            out.extend(ticket.map(|ticket| Effect::Resolve { ticket, answer: Answer::Done }));
        }
        Message::Panicked { message } => {
            model.notice(Urgency::Error, crate::text::notice::broke(&message));
        }
    }
    effects
}
