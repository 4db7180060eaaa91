//! What leaves the page, because the user or a script asked.

use super::stale::Stale;
use crate::{
    app::{
        drawers::Urgency,
        file_name::stem,
        ids::{FileKey, Ticket},
        message::{Carried, Effect, Picture},
        model::Model,
        show,
    },
    kit::indices::sorted,
    kit::language::Bilingual,
    recipe::{
        export::{ExportKind, ExportOptions, Theme},
        publication::{Field, size_of},
    },
    report::{csv, report::Report},
    text::{notice, problem, recipe as text},
};
use std::rc::Rc;

/// Files behind the comparison whose hash is not known.
fn unhashed(model: &Model) -> Vec<FileKey> {
    let Ok(comparison) = &model.comparison else { return Vec::new() };
    let used = |id: &str| comparison.x.source == id || comparison.y.source == id;
    let files: Vec<FileKey> = model
        .sources
        .iter()
        .filter(|source| used(&source.id) || source.part_of.as_deref().is_some_and(used))
        .filter(|source| source.sha256.is_none())
        .map(|source| source.offer.file)
        .collect();
    let mut files = sorted(files, &FileKey::cmp);
    files.dedup();
    files
}

/// A file's hash came; an empty one says that it cannot be had.
pub fn hashed(model: &mut Model, file: FileKey, sha256: &str) -> Stale {
    model.hashing.retain(|hashing| *hashing != file);
    for source in model.sources.iter_mut().filter(|source| source.offer.file == file) {
        source.sha256 = Some(sha256.to_owned());
        // An export must not wait for ever for a hash that cannot be had.
        if let (Some(found), false) = (&mut source.found, sha256.is_empty()) {
            let mut changed = (**found).clone();
            changed.sha256 = Some(sha256.to_owned());
            *found = Rc::new(changed);
        }
    }
    Stale::report()
}

/// Makes the exports that have what they need, of the report or of why there is none (`None` while
/// it may still come); asks for the hashes of files that have none.
pub fn settle(
    model: &mut Model,
    report: Option<Result<Rc<Report>, Bilingual>>,
    out: &mut Vec<Effect>,
) {
    if model.exports.is_empty() {
        return;
    }
    let missing = unhashed(model);
    for file in &missing {
        if !model.hashing.contains(file) {
            model.hashing.push(*file);
            out.push(Effect::Hash { file: *file });
        }
    }
    let report = match report {
        None => return,
        Some(Ok(_)) if !missing.is_empty() => return,
        Some(report) => report,
    };
    for (kind, options, ticket) in std::mem::take(&mut model.exports) {
        let made = report.clone().and_then(|report| made(model, &report, kind, options, ticket));
        match (made, ticket) {
            (Ok(effect), _) => out.push(effect),
            (Err(reason), Some(ticket)) => out.push(Effect::Reject { ticket, reason }),
            (Err(reason), None) => model.notice(Urgency::Warning, reason),
        }
    }
}

/// The effect that gives an export to whom it is for.
fn made(
    model: &Model,
    report: &Rc<Report>,
    kind: ExportKind,
    options: ExportOptions,
    ticket: Option<Ticket>,
) -> Result<Effect, Bilingual> {
    let language = options.language.unwrap_or(model.language);
    let name = format!("{}.{}", file_stem(report), kind.name());
    let deliver = |mime, text| Effect::Deliver { name, mime, text, ticket };
    Ok(match kind {
        ExportKind::Csv => deliver("text/csv;charset=utf-8", csv::aligned(report, options.csv)),
        ExportKind::Json => {
            let text = report.to_json().map_err(|error| notice::broke(&error))?;
            deliver("application/json", text)
        }
        ExportKind::Methods => {
            deliver("text/plain;charset=utf-8", report.methods().take(language) + "\n")
        }
        ExportKind::Png | ExportKind::Svg | ExportKind::Html | ExportKind::Figure => {
            let made = show::picture(model, language, options.theme);
            let (figure, words, look) = made.ok_or_else(text::none_usable)?;
            let carried = || {
                let mut kept = model.snapshot()?;
                kept.chosen.language = options.language.or(kept.chosen.language);
                let (report, standalone) = (report.clone(), show::standalone(model)?);
                Some(Rc::new(Carried { kept, standalone, report }))
            };
            Effect::Picture(Box::new(Picture {
                kind,
                options: published(model, ExportOptions { language: Some(language), ..options }),
                stem: file_stem(report),
                figure: Rc::new(figure),
                words,
                look,
                carried: if matches!(kind, ExportKind::Html | ExportKind::Figure) {
                    carried()
                } else {
                    None
                },
                ticket,
            }))
        }
    })
}

/// What the options leave open is as the author set it.
fn published(model: &Model, options: ExportOptions) -> ExportOptions {
    let recipe = &model.recipe;
    let size = recipe.published(Field::Size).and_then(size_of);
    let open = options.width.is_none() && options.height.is_none();
    let size = size.filter(|_| open);
    ExportOptions {
        width: options.width.or(size.map(|size| size.0)),
        height: options.height.or(size.map(|size| size.1)),
        theme: options.theme.or_else(|| Theme::from_name(recipe.published(Field::Theme)?)),
        ..options
    }
}

/// `comove-price-alerts`: letters and digits of both names.
fn file_stem(report: &Report) -> String {
    let part = |label: &str| -> String {
        let words: Vec<String> = label
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        words.join("-").chars().take(40).collect()
    };
    format!("comove-{}-{}", part(&report.x.label), part(&report.y.label))
}

/// The list of a source's problem rows, as the user asked for it.
pub fn problems(model: &mut Model, id: &str, out: &mut Vec<Effect>) {
    let Some(source) = model.source(id) else { return };
    let Some(found) = &source.found else { return };
    let mut text = String::from("\u{feff}line,column,reason,text\r\n");
    for row in &found.problems {
        let reason = problem::reason(row.reason).take(model.language);
        let cells = [
            row.line.to_string(),
            csv::cell(row.column.as_deref().unwrap_or_default()),
            csv::cell(&reason),
            csv::cell(&row.text),
        ];
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    out.push(Effect::Deliver {
        name: format!("{}-problems.csv", stem(&found.name)),
        mime: "text/csv;charset=utf-8",
        text,
        ticket: None,
    });
}
