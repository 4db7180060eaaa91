//! The model as the page must show it.

mod cards;
mod controls;
mod figure;

use super::{
    message::ExportKind,
    model::Model,
    offers::offers,
    view::{Export, Keeps, Notice, Sentence, Stage, View},
};
use crate::text::{Bilingual, control as text, figure as words, notice, recipe};

pub(super) use figure::{figure, same};

/// What the page must show for a model.
pub fn view(model: &Model) -> View {
    let language = model.language;
    let pair = model
        .scene
        .as_ref()
        .ok()
        .map(|scene| (scene.x.public.label.as_str(), scene.y.public.label.as_str()));
    View {
        language,
        theme: model.theme,
        stage: match (&model.scene, model.sources.is_empty()) {
            (Ok(_), _) => Stage::Figure,
            (Err(_), true) => Stage::Empty,
            (Err(_), false) => Stage::Gathering,
        },
        title: words::title(pair).take(language),
        cards: cards::cards(model),
        sentence: sentence(model),
        figure: model.figure.clone(),
        controls: controls::controls(model),
        offers: offers(model),
        drawers: model.drawers,
        notices: notices(model),
        exports: exports(model),
        keeps: Keeps { analysis: model.keep, anything: model.stored },
        figure_only: model.figure_only,
    }
}

fn notices(model: &Model) -> Vec<Notice> {
    model
        .notices
        .iter()
        .map(|notice| Notice {
            id: notice.id,
            urgency: notice.urgency,
            text: notice.text.get(model.language).to_owned(),
        })
        .collect()
}

/// The result in words, or why there is none.
fn sentence(model: &Model) -> Sentence {
    let language = model.language;
    let scene = match &model.scene {
        Ok(scene) => scene,
        Err(why) => {
            return Sentence {
                headline: why.get(language).to_owned(),
                pending: model.reading(),
                ..Sentence::default()
            };
        }
    };
    let (x, y) = (&scene.x.public.label, &scene.y.public.label);
    let left: Vec<Bilingual> = scene
        .alignment
        .left_out
        .iter()
        .map(|(why, count)| words::left_out(*why, *count, x, y, scene.period))
        .collect();
    let compared = words::compared(scene.alignment.complete, &left, scene.period);
    let too_fine = scene.asked.map(|asked| {
        use crate::text::format::period;
        notice::too_fine(&period(asked), &period(scene.finest))
    });
    let (Some(report), Some(analysis)) = (&model.report, &model.analysis) else {
        let (headline, pending) = match &model.analysis_error {
            Some(reason) => (recipe::analysis_failed(reason), false),
            None => (words::pending(x, y), true),
        };
        return Sentence {
            kind: None,
            headline: headline.take(language),
            details: vec![compared.take(language)],
            cautions: too_fine.into_iter().map(|text| text.take(language)).collect(),
            pending,
        };
    };
    let said = crate::report::build::words(scene, &analysis.pair);
    Sentence {
        kind: Some(report.verdict.kind),
        headline: said.headline.take(language),
        details: said
            .details
            .into_iter()
            .chain([compared])
            .map(|text| text.take(language))
            .collect(),
        cautions: too_fine
            .into_iter()
            .chain(said.cautions)
            .map(|text| text.take(language))
            .collect(),
        pending: false,
    }
}

fn exports(model: &Model) -> Vec<Export> {
    [
        ExportKind::Html,
        ExportKind::Png,
        ExportKind::Svg,
        ExportKind::Csv,
        ExportKind::Json,
        ExportKind::Methods,
    ]
    .into_iter()
    .map(|kind| {
        let (label, hint) = text::export(kind);
        Export {
            kind,
            label: label.take(model.language),
            hint: hint.take(model.language),
            enabled: model.report.is_some(),
        }
    })
    .collect()
}
