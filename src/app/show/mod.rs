//! The model as the page must show it.

mod cards;
mod controls;
mod figure;
mod groups;
mod overrides;

use super::{
    catalog::{Entry, SeriesKey},
    crowd::crowd,
    model::Model,
    offers::offers,
    question::{About, QuestionState, Way},
    source::SourceState,
    split::Half,
    view::{Expects, Keeps, Notice, PageQuestion, Sentence, SplitRow, SplitView, Stage, View},
};
use crate::{
    calendar::buckets::local_of_label,
    chart::{
        chance::Picture,
        color::Color,
        data::Figure,
        export::{Look, Words},
        standalone::{Said, Standalone},
        theme::Colors,
    },
    kit::language::{Bilingual, Language, PerLanguage},
    recipe::{export::Theme, publication::Field},
    report::{comparison::Picked, sentence::Cell},
    series::align::Alignment,
    stats::verdict::VerdictKind,
    text::{
        cells, date, figure as words, notice, number, period, question as asked, recipe,
        split as halves, undo,
    },
};

pub(super) use figure::{figure, same};

/// What the page must show for a model.
pub fn view(model: &Model) -> View {
    let language = model.language;
    let drawn = model.drawn();
    View {
        language,
        theme: model.theme,
        stage: match (&model.comparison, model.sources.is_empty()) {
            (Ok(_), _) => Stage::Figure,
            (Err(_), _) if drawn.is_some() => Stage::Alone,
            (Err(_), true) => Stage::Empty,
            (Err(_), false) => Stage::Gathering,
        },
        title: title(model, language),
        files: model.kept.as_ref().map_or(model.sources.len(), |kept| kept.sources.len()) as u64,
        cards: cards::cards(model),
        crowd: crowd(model),
        sentence: sentence(model, language),
        figure: model.figure.clone(),
        controls: controls::controls(model),
        offers: offers(model),
        questions: questions(model),
        saved: model.saved.clone(),
        split: split(model),
        expects: expects(model),
        ranking: groups::ranking(model),
        undo: model.history.undo.last().map(|step| undo::undo(&step.what).take(language)),
        redo: model.history.redo.last().map(|step| undo::redo(&step.what).take(language)),
        drawers: model.drawers,
        notices: notices(model),
        keeps: Keeps { analysis: model.keep, anything: model.stored },
        figure_only: model.figure_only,
    }
}

/// Title of the document.
fn title(model: &Model, language: Language) -> String {
    let x = model.drawn().map(|comparison| comparison.x.name(&comparison.recipe, language));
    let y = model
        .comparison
        .as_ref()
        .ok()
        .map(|comparison| comparison.y.name(&comparison.recipe, language));
    words::title(x.as_deref(), y.as_deref()).take(language)
}

fn questions(model: &Model) -> Vec<PageQuestion> {
    let name = |id: &str| model.source(id).map(|source| source.name()).unwrap_or_default();
    let of = |question: &QuestionState| {
        let mut identical = false;
        let text = match &question.about {
            About::SameName { old, same: true, .. } => {
                identical = true;
                asked::same_file(name(old))
            }
            About::SameName { old, .. } => asked::same_name(name(old)),
            About::Open(_) => asked::open(),
            About::Unsave(slot) => {
                let own = model.saved.iter().find(|saved| saved.slot == *slot);
                asked::unsave(own.map(|saved| saved.name.as_str()).unwrap_or_default())
            }
            About::Instead(files) => {
                let given: Vec<&str> = files.iter().map(|offer| offer.name.as_str()).collect();
                let own = model.kept.iter().flat_map(|kept| &kept.sources);
                asked::instead(&given, &own.map(|note| note.name.as_str()).collect::<Vec<_>>())
            }
        };
        let words = |way: &Way| {
            let words = match way {
                Way::Replace => asked::replace(identical),
                Way::Join => asked::join(),
                Way::Both => asked::both(),
                Way::Open => asked::go_on(),
                Way::Remove => asked::remove(),
                Way::Leave => asked::leave(),
            };
            (*way, words.take(model.language))
        };
        PageQuestion {
            id: question.id,
            text: text.take(model.language),
            ways: question.about.choices().iter().map(words).collect(),
        }
    };
    model.questions.iter().map(of).collect()
}

/// Before and after a date; `None` where nothing is compared, or the two have nothing in common.
fn split(model: &Model) -> Option<SplitView> {
    let comparison = model.comparison.as_ref().ok()?;
    if comparison.alignment.complete == 0 {
        return None;
    }
    let say = |words: Bilingual| words.take(model.language);
    let offset = |label: &str| local_of_label(label);
    let notes = model.recipe.annotations.iter().filter_map(|note| {
        Some((note.at.clone(), say(halves::at_note(&note.text, offset(&note.at)?))))
    });
    let found = model.report.as_ref().filter(|report| {
        // Nothing speaks of a change of a link that was not shown.
        matches!(report.verdict.kind, VerdictKind::Together | VerdictKind::Opposite)
            && report.breaks.p.is_some_and(|p| p < 0.05)
    });
    let found = found.and_then(|report| report.breaks.at.clone());
    let at_break =
        found.iter().filter_map(|at| Some((at.clone(), say(halves::at_break(offset(at)?)))));
    let choices = at_break.chain(notes).collect();
    let Some(split) = &model.split else {
        return Some(SplitView { choices, ..SplitView::default() });
    };
    let row = |(at, half): (usize, &Half)| {
        let report = half.report.as_ref();
        let surprises = report.map(|report| &report.surprises);
        let strength = report.and_then(|report| report.verdict.strength.as_ref());
        let cell = |text: Option<String>| text.unwrap_or_else(|| say(halves::none()));
        let headline = match (report, &half.error) {
            (Some(report), _) => say(report.verdict.headline()),
            (None, Some(reason)) => say(recipe::analysis_failed(reason)),
            (None, None) => say(halves::pending()),
        };
        SplitRow {
            name: say(halves::half(at > 0)),
            span: say(date::span(half.span_ms.0, half.span_ms.1)),
            headline,
            strength: cell(strength.map(|found| number::coefficient(found.r))),
            p: cell(surprises.and_then(|one| one.p).map(number::p)),
            n: cell(surprises.map(|one| say(halves::n(one.n_effective, one.n)))),
        }
    };
    let rows: Vec<SplitRow> = split.halves.iter().enumerate().map(row).collect();
    let mut below = Vec::new();
    if !rows.is_empty() {
        below.extend(split.astride.map(|at| say(halves::astride(at, comparison.period))));
        if found.is_some() && found == split.at {
            below.push(say(halves::found_here()));
        }
        below.push(say(halves::looks(u64::from(model.recipe.tests_seen))));
    }
    let message = split.complaint.as_ref().map(|words| words.get(model.language).clone());
    Some(SplitView { value: split.value.clone(), message, choices, rows, below })
}

/// What the address names and what of it is here, until all is; not where other files gave a figure.
fn expects(model: &Model) -> Option<Expects> {
    let here = |id: &str| model.source(id).is_some();
    let files: Vec<(String, bool)> =
        model.expected.iter().map(|(id, name)| (name.clone(), here(id))).collect();
    let missing: Vec<String> =
        files.iter().filter(|(_, here)| !here).map(|(name, _)| name.clone()).collect();
    let some_here = missing.len() < files.len();
    let text = asked::expects(&missing, some_here).take(model.language);
    let other = !some_here && model.comparison.is_ok();
    (!missing.is_empty() && !other).then_some(Expects { text, files })
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
fn sentence(model: &Model, language: Language) -> Sentence {
    let comparison = match &model.comparison {
        Ok(comparison) => comparison,
        Err(why) => {
            return Sentence {
                headline: why.get(language).to_owned(),
                details: alone(model, language)
                    .into_iter()
                    .chain(refusals(model, language))
                    .collect(),
                pending: model.reading(),
                ..Sentence::default()
            };
        }
    };
    let name = |picked: &Picked| picked.name(&comparison.recipe, language);
    let (x, y) = (&name(&comparison.x), &name(&comparison.y));
    let left: Vec<Bilingual> = comparison
        .alignment
        .left_out
        .iter()
        .map(|(why, count)| words::left_out(*why, *count, x, y, comparison.period))
        .collect();
    let compared = words::compared(comparison.alignment.complete, &left, comparison.period);
    let (from_ms, to_ms) = compared_ms(&comparison.alignment);
    let complete = comparison.alignment.complete;
    let compared_cell = cells::compared(complete, comparison.period, from_ms, to_ms);
    let cell =
        |name: &str, text: Bilingual| Cell { name: name.to_owned(), text: text.take(language) };
    let too_fine = comparison
        .asked
        .map(|asked| notice::too_fine(&period::name(asked), &period::name(comparison.finest)));
    let Some(report) = &model.report else {
        let (headline, pending) = match &model.analysis_error {
            Some(reason) => (recipe::analysis_failed(reason), false),
            None => (words::pending(x, y), true),
        };
        return Sentence {
            kind: None,
            headline: headline.take(language),
            cells: vec![cell("compared", compared_cell)],
            compared: vec![compared.take(language)],
            cautions: too_fine.into_iter().map(|text| text.take(language)).collect(),
            pending,
            ..Sentence::default()
        };
    };
    let verdict = &report.verdict;
    let surprises = &report.surprises;
    let mut lines = verdict.text.get(language).lines();
    let unrelated = verdict.chance.as_ref().zip(surprises.p);
    let chance = unrelated
        .map(|(chance, p)| cells::picture(Picture::new(chance, p).beyond(), p).take(language));
    let cells = [
        Some(cell("found", cells::found(verdict.kind, verdict.strength.as_ref()))),
        surprises.p.map(|p| cell("chance", cells::chance(p))),
        surprises
            .detectable
            .filter(|r| *r < cells::NEARLY_ONE)
            .map(|r| cell("detectable", cells::detectable(r, comparison.period))),
        Some(cell("compared", compared_cell)),
    ];
    Sentence {
        kind: Some(verdict.kind),
        headline: lines.next().unwrap_or_default().to_owned(),
        cells: cells.into_iter().flatten().collect(),
        p: surprises.p,
        unrelated: verdict.chance.clone(),
        chance: chance.unwrap_or_default(),
        details: lines.map(str::to_owned).collect(),
        compared: std::iter::once(&compared)
            .chain(report.sources.iter().filter_map(|source| source.only.as_ref()))
            .map(|words| words.get(language).to_owned())
            .collect(),
        cautions: too_fine
            .iter()
            .chain(&verdict.cautions)
            .map(|text| text.get(language).to_owned())
            .collect(),
        pending: false,
    }
}

/// What is said of a series that stands alone.
fn alone(model: &Model, language: Language) -> Vec<String> {
    let Some(comparison) = &model.alone else { return Vec::new() };
    let edges = &comparison.alignment.local_edges_ms;
    let (Some(first), Some(last)) = (edges.first(), edges.last()) else { return Vec::new() };
    let info = &comparison.x.info;
    let rows = |entry: &Entry| !matches!(entry.key, SeriesKey::Column(_));
    let counted = model.series(&info.id).is_some_and(|(_, entry)| rows(entry));
    let span = date::span(*first, *last - 1);
    let said = words::alone(info.observations, counted, &span, comparison.period);
    let series = model.source(&comparison.x.source).map_or(0, |source| source.own_series());
    let siblings = (series > 2).then(|| words::siblings(series as u64));
    said.into_iter().chain(siblings).map(|words| words.take(language)).collect()
}

/// Why files are of no use here: on a narrow page their cards stand behind a drawer.
fn refusals(model: &Model, language: Language) -> Vec<String> {
    let why = |source: &SourceState| {
        let why = cards::message(source.found.as_ref()?, language)?;
        Some(words::of_file(source.name(), why, language))
    };
    model.sources.iter().filter_map(why).take(3).collect()
}

/// First and last millisecond of the periods that are compared, on the analysis's clock; of all, where none is.
fn compared_ms(alignment: &Alignment) -> (i64, i64) {
    let edges = &alignment.local_edges_ms;
    let all = (0, edges.len().saturating_sub(2));
    let (from, to) = alignment.compared.or(alignment.window).unwrap_or(all);
    let local = |at: usize| edges.get(at).copied().unwrap_or(0);
    (local(from), (local(to + 1) - 1).max(local(from)))
}

/// What an exported picture says, and how it looks where `options` leave that open.
pub(super) fn picture(
    model: &Model,
    language: Language,
    theme: Option<Theme>,
) -> Option<(Figure, Words, Look)> {
    let comparison = model.comparison.as_ref().ok()?;
    let recipe = &comparison.recipe;
    let own = |field: Field| recipe.published(field).map(str::to_owned);
    let figure = figure::figure(model, comparison, language);
    let said = published(model, language);
    let (from_ms, to_ms) = compared_ms(&comparison.alignment);
    let span = date::span(from_ms, to_ms);
    let name = |picked: &Picked| picked.name(recipe, language);
    let (x, y) = (&name(&comparison.x), &name(&comparison.y));
    let window = figure.rolling.as_ref().map_or(0, |rolling| u64::from(rolling.window));
    let shown = words::alt(x, Some(y), &span, comparison.period).take(language);
    let chance = recipe.switched(Field::Chance) == Some(true);
    let unrelated = said.unrelated.as_ref().zip(said.p).filter(|_| chance);
    let words = Words {
        alt: if own(Field::Alt).is_some() { figure.alt.clone() } else { said.headline.clone() },
        // Said once, where it is the title already.
        subtitle: own(Field::Subtitle).unwrap_or(if said.headline == shown {
            String::new()
        } else {
            shown
        }),
        title: said.headline,
        details: said.details.into_iter().chain(said.compared).chain(said.cautions).collect(),
        chance: unrelated.map(|(chance, p)| (Picture::new(chance, p), said.chance)),
        rolling: words::rolling(window, comparison.period).take(language),
        note: own(Field::Note).unwrap_or_default(),
        source: figure.source_line.clone(),
        byline: own(Field::Byline).map(|name| words::byline(&name, language)).unwrap_or_default(),
    };
    let color = |field: Field| recipe.published(field).and_then(Color::parse);
    let look = Look {
        // Not the author's system: whoever sees the picture has another.
        dark: match theme {
            Some(theme) => theme == Theme::Dark,
            None => recipe.published(Field::Theme) == Some(Theme::Dark.name()),
        },
        colors: Colors {
            series: [color(Field::ColorX), color(Field::ColorY)],
            accent: color(Field::Accent),
            background: color(Field::Background),
        },
        views: recipe.switched(Field::Views) == Some(true),
    };
    Some((figure, words, look))
}

/// The result in words as it is published: below the author's title, or without the verdict.
fn published(model: &Model, language: Language) -> Sentence {
    let said = sentence(model, language);
    let Ok(comparison) = &model.comparison else { return said };
    let recipe = &comparison.recipe;
    let title = recipe.published(Field::Title);
    if recipe.switched(Field::Verdict) == Some(false) {
        let name = |picked: &Picked| picked.name(recipe, language);
        let (x, y) = (name(&comparison.x), name(&comparison.y));
        let (from_ms, to_ms) = compared_ms(&comparison.alignment);
        let span = date::span(from_ms, to_ms);
        let shown = || words::alt(&x, Some(&y), &span, comparison.period).take(language);
        // What was left out belongs to the figure, whatever it is said to show.
        return Sentence {
            headline: title.map_or_else(shown, str::to_owned),
            p: said.p,
            unrelated: said.unrelated,
            chance: said.chance,
            ..Sentence::default()
        };
    }
    match title {
        None => said,
        Some(title) => {
            let details = std::iter::once(said.headline).chain(said.details).collect();
            Sentence { headline: title.to_owned(), details, ..said }
        }
    }
}

/// What an exported page draws and says without the application.
pub(super) fn standalone(model: &Model) -> Option<Standalone> {
    let comparison = model.comparison.as_ref().ok()?;
    let own = comparison.recipe.published(Field::Title);
    let said = |language: Language| Said {
        title: own.map_or_else(|| title(model, language), str::to_owned),
        sentence: published(model, language),
        figure: figure::figure(model, comparison, language),
    };
    Some(Standalone::of(PerLanguage::of(said)))
}
