//! What leaves the page, because the user or a script asked.

use crate::{
    app::{
        catalog::stem,
        message::{Carried, Effect, FileKey, Picture, Ticket},
        model::Model,
        show,
        view::Urgency,
    },
    recipe::export::{ExportKind, ExportOptions},
    report::{csv, report::Report},
    text::{notice, problem},
};
use std::rc::Rc;

/// An export was asked for: it waits for the statistics and the hashes of its files.
pub fn asked(
    model: &mut Model,
    kind: ExportKind,
    options: ExportOptions,
    ticket: Option<Ticket>,
    out: &mut Vec<Effect>,
) {
    let reject = |model: &mut Model, reason, out: &mut Vec<Effect>| match ticket {
        Some(ticket) => out.push(Effect::Reject { ticket, reason }),
        None => model.notice(Urgency::Warning, reason),
    };
    if let (Err(why), false) = (&model.scene, model.reading()) {
        let why = why.clone();
        reject(model, why, out);
        return;
    }
    model.exports.push((kind, options, ticket));
    for file in unhashed(model) {
        out.push(Effect::Hash { file });
    }
    settle(model, out);
}

/// Files behind the scene whose hash is not known.
fn unhashed(model: &Model) -> Vec<FileKey> {
    let Ok(scene) = &model.scene else { return Vec::new() };
    let used = |id: &str| scene.x.source == id || scene.y.source == id;
    let mut files: Vec<FileKey> = model
        .sources
        .iter()
        .filter(|source| used(&source.id) || source.part_of.as_deref().is_some_and(used))
        .filter(|source| source.sha256.is_none())
        .map(|source| source.offer.file)
        .collect();
    files.sort_unstable();
    files.dedup();
    files
}

/// A file's hash came; an empty one says that it cannot be had.
pub fn hashed(model: &mut Model, file: FileKey, sha256: &str, out: &mut Vec<Effect>) {
    for source in model.sources.iter_mut().filter(|source| source.offer.file == file) {
        source.sha256 = Some(sha256.to_owned());
        // An export must not wait for ever for a hash that cannot be had.
        if let (Some(found), false) = (&mut source.found, sha256.is_empty()) {
            let mut changed = (**found).clone();
            changed.sha256 = Some(sha256.to_owned());
            *found = Rc::new(changed);
        }
    }
    super::figure::remake(model);
    settle(model, out);
}

/// Makes the exports that have what they need.
pub fn settle(model: &mut Model, out: &mut Vec<Effect>) {
    if model.exports.is_empty() || model.reading() {
        return;
    }
    let exports = match (&model.scene, &model.report) {
        (Ok(_), Some(_)) if unhashed(model).is_empty() => std::mem::take(&mut model.exports),
        (Ok(_), None) if model.analysis_error.is_none() => return,
        (Ok(_), Some(_)) => return,
        _ => {
            let why = match &model.scene {
                Err(why) => why.clone(),
                Ok(_) => crate::text::recipe::analysis_failed(
                    model.analysis_error.as_deref().unwrap_or_default(),
                ),
            };
            for (_, _, ticket) in std::mem::take(&mut model.exports) {
                match ticket {
                    Some(ticket) => out.push(Effect::Reject { ticket, reason: why.clone() }),
                    None => model.notice(Urgency::Warning, why.clone()),
                }
            }
            return;
        }
    };
    let Some(report) = model.report.clone() else { return };
    for (kind, options, ticket) in exports {
        let language = options.language.unwrap_or(model.language);
        let name = format!("{}.{}", file_stem(&report), kind.name());
        let deliver = |mime, text| Effect::Deliver { name, mime, text, ticket };
        out.push(match kind {
            ExportKind::Csv => deliver("text/csv;charset=utf-8", csv::aligned(&report)),
            ExportKind::Json => match serde_json::to_string_pretty(&*report) {
                Ok(text) => deliver("application/json", text),
                Err(error) => {
                    model.notice(Urgency::Error, notice::broke(&error.to_string()));
                    continue;
                }
            },
            ExportKind::Methods => {
                deliver("text/plain;charset=utf-8", report.methods().take(language) + "\n")
            }
            ExportKind::Png | ExportKind::Svg | ExportKind::Html => {
                let Some((figure, words)) = show::picture(model, language) else { continue };
                let carried = || {
                    let mut kept = model.snapshot()?;
                    kept.set.language = options.language.or(kept.set.language);
                    let (report, standalone) = (report.clone(), show::standalone(model)?);
                    Some(Rc::new(Carried { kept, standalone, report }))
                };
                Effect::Picture(Box::new(Picture {
                    kind,
                    options: ExportOptions { language: Some(language), ..options },
                    stem: file_stem(&report),
                    figure: Rc::new(figure),
                    words,
                    carried: if kind == ExportKind::Html { carried() } else { None },
                    ticket,
                }))
            }
        });
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
