//! Writes a view into the document: elements whose part of the view has not changed are not
//! touched, so that focus and selection stay.

use super::{
    cards::{Cards, Queries},
    controls::Controls,
    dom::{Dom, add, all, create, empty, set_attribute, set_text, set_visible},
    parts::{button, offers},
    ranking, states,
};
use crate::{
    app::{
        drawers::Drawers,
        view::{Crowd, Keeps, Notice, Stage, View},
    },
    kit::language::Language,
    screen::{
        appearance::{write_language, write_theme},
        charts::Charts,
        table::Table,
        words::{write_numbers, write_sentence},
    },
    text::{notice as notice_words, offer as offer_words},
};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// The view that the document shows now, and what was made for it.
pub struct Shown {
    view: Option<View>,
    cards: Cards,
    controls: Controls,
    table: Table,
}

impl Shown {
    /// Nothing written yet: the document is as in index.html.
    pub fn new(dom: &Dom) -> Result<Shown, JsValue> {
        set_text(&dom.version, concat!("Comove ", env!("CARGO_PKG_VERSION")));
        Ok(Shown {
            view: None,
            cards: Cards::default(),
            controls: Controls::new(dom)?,
            table: Table::find(&dom.document)?,
        })
    }

    /// Writes the table's rows, now that it is open.
    pub fn open_table(&mut self) -> Result<(), JsValue> {
        self.table.open()
    }

    /// Writes what differs from the last view; `true` where there is a figure and was none.
    pub fn render(
        &mut self,
        dom: &Dom,
        charts: &mut Charts,
        view: View,
        query: Queries,
    ) -> Result<bool, JsValue> {
        let old = self.view.as_ref();
        if old == Some(&view) {
            return Ok(false);
        }
        macro_rules! changed {
            ($field:ident) => {
                old.map(|old| &old.$field) != Some(&view.$field)
            };
        }
        if changed!(language) {
            write_language(&dom.document, view.language)?;
        }
        if changed!(theme) {
            write_theme(&dom.document, view.theme)?;
            charts.set_theme(&dom.document)?;
        }
        if changed!(stage) || changed!(figure_only) {
            stage(dom, view.stage, view.figure_only)?;
        }
        if changed!(title) {
            dom.document.set_title(&view.title);
        }
        if changed!(sentence) {
            write_sentence(&dom.document, &view.sentence)?;
        }
        if changed!(notices) || changed!(questions) {
            notices(dom, &view.notices)?;
            states::questions(dom, &view.questions)?;
        }
        if changed!(undo) || changed!(redo) {
            states::steps(dom, &view)?;
        }
        if changed!(expects) {
            states::expects(dom, view.expects.as_ref())?;
        }
        if changed!(saved) || changed!(stage) {
            states::saved(dom, &view)?;
        }
        if changed!(split) {
            states::split(dom, view.split.as_ref())?;
        }
        if changed!(drawers) {
            drawers(dom, view.drawers)?;
        }
        if changed!(keeps) {
            keeps(dom, view.keeps);
        }
        if changed!(offers) {
            let of_figure = || view.offers.iter().filter(|offer| offer.source.is_none());
            let beside = of_figure().filter(|offer| offer.beside.is_some());
            offers(dom, &dom.suggestions, beside)?;
            let own = of_figure().filter(|offer| offer.beside.is_none());
            offers(dom, &dom.offers, own.clone())?;
            // One line, whatever their number: they must not push the picture away.
            let count = own.count() as u64;
            set_visible(&dom.offers_box, count > 0);
            set_text(&dom.offers_count, offer_words::open(count).get(view.language));
        }
        if changed!(ranking) {
            ranking::render(dom, view.ranking.as_ref())?;
        }
        if changed!(crowd) {
            crowd(dom, view.crowd.as_ref());
        }
        if changed!(cards) || changed!(offers) {
            self.cards.render(dom, &view.cards, &view.offers, query)?;
        }
        if changed!(controls) || changed!(cards) {
            self.controls.render(dom, &view.controls)?;
            drawer_values(dom, &view);
        }
        let same_figure = match (old.and_then(|old| old.figure.as_ref()), &view.figure) {
            (Some(old), Some(new)) => Rc::ptr_eq(old, new),
            (None, None) => true,
            _ => false,
        };
        let appears = view.figure.is_some() && old.is_none_or(|old| old.figure.is_none());
        if !same_figure || changed!(language) {
            // Room for the rolling correlation, unless it is known that there is none.
            let none = charts.set_figure(view.figure.as_ref(), view.language);
            set_attribute(&dom.views, "data-without-rolling", none.then_some(""))?;
            let apart = view.figure.as_ref().is_some_and(|figure| figure.is_apart());
            set_attribute(&dom.views, "data-apart", apart.then_some(""))?;
            charts.describe(&dom.document)?;
            self.table.set(view.figure.as_ref(), view.language)?;
            let numbers = view.figure.as_ref().map(|figure| figure.numbers.as_slice());
            write_numbers(&dom.document, numbers.unwrap_or_default())?;
        }
        let matrix = view.figure.as_ref().is_some_and(|figure| figure.matrix.is_some());
        let many = matrix || view.ranking.is_some();
        set_attribute(&dom.views, "data-many", many.then_some(""))?;
        set_attribute(&dom.views, "data-matrix", matrix.then_some(""))?;
        self.view = Some(view);
        Ok(appears)
    }
}

fn stage(dom: &Dom, stage: Stage, figure_only: bool) -> Result<(), JsValue> {
    let name = match stage {
        Stage::Empty => "empty",
        Stage::Gathering => "gathering",
        Stage::Alone => "alone",
        Stage::Figure => "figure",
    };
    set_attribute(&dom.body, "data-state", Some(name))?;
    set_attribute(&dom.body, "data-figure-only", figure_only.then_some(""))?;
    set_visible(&dom.sentence, stage != Stage::Empty);
    let drawn = matches!(stage, Stage::Figure | Stage::Alone);
    set_visible(&dom.figure, drawn);
    set_visible(&dom.views, stage == Stage::Figure);
    set_visible(&dom.table, drawn);
    set_visible(&dom.share, stage == Stage::Figure);
    Ok(())
}

fn notices(dom: &Dom, notices: &[Notice]) -> Result<(), JsValue> {
    empty(&dom.notices);
    for notice in notices {
        let line: Element = create(&dom.document, "div", "notice", "")?;
        line.set_attribute("data-urgency", notice.urgency.name())?;
        add(&line, "i", "icon", "")?;
        add(&line, "p", "", &notice.text)?;
        let close = button(dom, "notice", &notice.id.to_string(), "")?;
        close.set_class_name("quiet icon");
        add(&close, "i", "cross", "")?;
        let words = notice_words::close();
        for language in Language::ALL {
            let word: Element = create(&dom.document, "span", "unseen", words.get(language))?;
            word.set_attribute("lang", language.tag())?;
            close.append_child(&word)?;
        }
        line.append_child(&close)?;
        dom.notices.append_child(&line)?;
    }
    Ok(())
}

fn drawers(dom: &Dom, drawers: Drawers) -> Result<(), JsValue> {
    for (name, open) in [("sources", drawers.sources), ("analysis", drawers.analysis)] {
        for panel in all::<Element>(&dom.document, &format!("#{name}"))? {
            set_attribute(&panel, "data-open", open.then_some(""))?;
        }
        for button in all::<Element>(&dom.document, &format!("[data-drawer={name}]"))? {
            set_attribute(&button, "aria-expanded", Some(if open { "true" } else { "false" }))?;
        }
    }
    Ok(())
}

fn crowd(dom: &Dom, crowd: Option<&Crowd>) {
    set_visible(&dom.crowd, crowd.is_some());
    let Some(crowd) = crowd else { return };
    set_text(&dom.crowd_text, &crowd.text);
    set_visible(&dom.crowd_stop, crowd.fraction.is_some());
    set_visible(&dom.crowd_bar, crowd.fraction.is_some());
    dom.crowd_bar.set_value(crowd.fraction.unwrap_or_default());
    set_visible(&dom.crowd_more, crowd.more.is_some());
    set_text(&dom.crowd_more, crowd.more.as_deref().unwrap_or_default());
}

fn drawer_values(dom: &Dom, view: &View) {
    set_text(&dom.drawer_sources, &view.files.to_string());
    let period = view
        .controls
        .iter()
        .find(|control| control.id == crate::recipe::setting::ControlId::Period)
        .map(|control| control.value_text.as_str());
    set_text(&dom.drawer_analysis, period.unwrap_or_default());
}

fn keeps(dom: &Dom, keeps: Keeps) {
    set_visible(&dom.keep_field, true);
    dom.keep.set_checked(keeps.analysis);
    set_visible(&dom.forget, keeps.anything);
}
