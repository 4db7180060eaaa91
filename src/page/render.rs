//! Shows a view: what has not changed since the last one is not touched.

use super::{
    cards::Cards,
    charts::Charts,
    controls::Controls,
    dom::{Dom, add, all, empty, make, mark, say, show},
    table::Table,
};
use crate::{
    app::{
        drawers::Drawers,
        view::{Export, Keeps, Notice, Offer, Sentence, Stage, View},
    },
    chart::data::Figure,
    kit::language::Language,
    recipe::export::Theme,
    text::{notice as notice_words, number},
};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlButtonElement, HtmlElement};

/// What is on the page now.
pub struct Shown {
    view: Option<View>,
    cards: Cards,
    controls: Controls,
    table: Table,
}

impl Shown {
    /// The page as index.html has it.
    pub fn new(dom: &Dom) -> Result<Shown, JsValue> {
        say(&dom.version, concat!("Comove ", env!("CARGO_PKG_VERSION")));
        Ok(Shown {
            view: None,
            cards: Cards::default(),
            controls: Controls::new(dom)?,
            table: Table::default(),
        })
    }

    /// The table was opened.
    pub fn open_table(&mut self, dom: &Dom) -> Result<(), JsValue> {
        self.table.open(dom)
    }

    /// Writes what differs; whether there is a figure where there was none.
    pub fn render(&mut self, dom: &Dom, charts: &mut Charts, view: View) -> Result<bool, JsValue> {
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
            language(dom, view.language)?;
        }
        if changed!(theme) {
            theme(dom, view.theme)?;
            charts.set_theme(dom)?;
        }
        if changed!(stage) || changed!(figure_only) {
            stage(dom, view.stage, view.figure_only)?;
        }
        if changed!(title) {
            dom.document.set_title(&view.title);
        }
        if changed!(sentence) {
            sentence(dom, &view.sentence)?;
        }
        if changed!(notices) {
            notices(dom, &view.notices)?;
        }
        if changed!(exports) {
            exports(dom, &view.exports)?;
        }
        if changed!(drawers) {
            drawers(dom, view.drawers)?;
        }
        if changed!(keeps) {
            keeps(dom, view.keeps);
        }
        if changed!(offers) {
            let own = view.offers.iter().filter(|offer| offer.source.is_none());
            offers(dom, &dom.offers, own)?;
        }
        if changed!(cards) || changed!(offers) {
            self.cards.render(dom, &view.cards, &view.offers)?;
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
            mark(&dom.figure, "data-without-rolling", none.then_some(""))?;
            charts.describe(dom)?;
            self.table.set(dom, view.figure.as_ref(), view.language)?;
            numbers(dom, view.figure.as_deref())?;
        }
        self.view = Some(view);
        Ok(appears)
    }
}

fn language(dom: &Dom, language: Language) -> Result<(), JsValue> {
    let name = match language {
        Language::En => "en",
        Language::Ja => "ja",
    };
    dom.root.set_lang(name);
    // An option holds no elements that could be in two languages.
    for option in all::<Element>(&dom.document, "#share-size option")? {
        say(&option, &option.get_attribute(&format!("data-{name}")).unwrap_or_default());
    }
    for button in all::<HtmlButtonElement>(&dom.document, "[data-do=language]")? {
        let chosen = button.get_attribute("data-value").as_deref() == Some(name);
        mark(&button, "aria-pressed", Some(if chosen { "true" } else { "false" }))?;
    }
    Ok(())
}

/// Marks the root with the theme; no mark is the system's.
pub fn theme(dom: &Dom, theme: Theme) -> Result<(), JsValue> {
    let name = match theme {
        Theme::Auto => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    mark(&dom.root, "data-theme", name)
}

fn stage(dom: &Dom, stage: Stage, figure_only: bool) -> Result<(), JsValue> {
    let name = match stage {
        Stage::Empty => "empty",
        Stage::Gathering => "gathering",
        Stage::Alone => "alone",
        Stage::Figure => "figure",
    };
    mark(&dom.body, "data-state", Some(name))?;
    mark(&dom.body, "data-figure-only", figure_only.then_some(""))?;
    show(&dom.sentence, stage != Stage::Empty);
    let drawn = matches!(stage, Stage::Figure | Stage::Alone);
    show(&dom.figure, drawn);
    show(&dom.views, stage == Stage::Figure);
    show(&dom.table, drawn);
    show(&dom.share, stage == Stage::Figure);
    Ok(())
}

fn sentence(dom: &Dom, sentence: &Sentence) -> Result<(), JsValue> {
    // A span of lags is not cut in two.
    say(&dom.verdict, &sentence.headline.replace('〜', "〜\u{2060}"));
    mark(&dom.sentence, "aria-busy", sentence.pending.then_some("true"))?;
    mark(&dom.sentence, "data-kind", sentence.kind.map(kind_name))?;
    lines(&dom.sure, "p", &sentence.details)?;
    lines(&dom.cautions, "li", &sentence.cautions)
}

fn kind_name(kind: crate::stats::verdict::VerdictKind) -> &'static str {
    use crate::stats::verdict::VerdictKind;
    match kind {
        VerdictKind::Together => "together",
        VerdictKind::Opposite => "opposite",
        VerdictKind::Suggestive => "suggestive",
        VerdictKind::None => "none",
        VerdictKind::CannotTell => "cannot-tell",
    }
}

/// One child a line; hidden where there is none.
pub fn lines(parent: &HtmlElement, tag: &str, lines: &[String]) -> Result<(), JsValue> {
    empty(parent);
    for line in lines {
        add(parent, tag, "", line)?;
    }
    show(parent, !lines.is_empty());
    Ok(())
}

/// A button that says what it does by its attributes.
pub fn button(dom: &Dom, action: &str, value: &str, text: &str) -> Result<HtmlElement, JsValue> {
    let button: HtmlElement = make(&dom.document, "button", "", text)?;
    button.set_attribute("type", "button")?;
    button.set_attribute("data-do", action)?;
    button.set_attribute("data-value", value)?;
    Ok(button)
}

fn notices(dom: &Dom, notices: &[Notice]) -> Result<(), JsValue> {
    empty(&dom.notices);
    for notice in notices {
        let line: Element = make(&dom.document, "div", "notice", "")?;
        line.set_attribute("data-urgency", notice.urgency.name())?;
        add(&line, "i", "icon", "")?;
        add(&line, "p", "", &notice.text)?;
        let close = button(dom, "notice", &notice.id.to_string(), "")?;
        close.set_class_name("quiet icon");
        add(&close, "i", "cross", "")?;
        let words = notice_words::close();
        for (language, text) in [("en", words.en), ("ja", words.ja)] {
            let word: Element = make(&dom.document, "span", "unseen", &text)?;
            word.set_attribute("lang", language)?;
            close.append_child(&word)?;
        }
        line.append_child(&close)?;
        dom.notices.append_child(&line)?;
    }
    Ok(())
}

fn exports(dom: &Dom, exports: &[Export]) -> Result<(), JsValue> {
    empty(&dom.share_list);
    for export in exports {
        let item = button(dom, "export", export.kind.name(), "")?;
        add(&item, "span", "", &export.label)?;
        if !export.hint.is_empty() {
            add(&item, "span", "explain", &export.hint)?;
        }
        mark(&item, "disabled", (!export.enabled).then_some(""))?;
        dom.share_list.append_child(&item)?;
    }
    Ok(())
}

fn drawers(dom: &Dom, drawers: Drawers) -> Result<(), JsValue> {
    for (name, open) in [("sources", drawers.sources), ("analysis", drawers.analysis)] {
        for panel in all::<Element>(&dom.document, &format!("#{name}"))? {
            mark(&panel, "data-open", open.then_some(""))?;
        }
        for button in all::<Element>(&dom.document, &format!("[data-drawer={name}]"))? {
            mark(&button, "aria-expanded", Some(if open { "true" } else { "false" }))?;
        }
    }
    Ok(())
}

fn drawer_values(dom: &Dom, view: &View) {
    say(&dom.drawer_sources, &view.cards.len().to_string());
    let period = view
        .controls
        .iter()
        .find(|control| control.id == crate::recipe::setting::ControlId::Period)
        .map(|control| control.value_text.as_str());
    say(&dom.drawer_analysis, period.unwrap_or_default());
}

fn keeps(dom: &Dom, keeps: Keeps) {
    show(&dom.keep_field, true);
    dom.keep.set_checked(keeps.analysis);
    show(&dom.forget, keeps.anything);
}

/// Offers with their two buttons, into `parent`.
pub fn offers<'a>(
    dom: &Dom,
    parent: &HtmlElement,
    offers: impl Iterator<Item = &'a Offer>,
) -> Result<(), JsValue> {
    empty(parent);
    for offer in offers {
        let box_: Element = make(&dom.document, "div", "offer", "")?;
        add(&box_, "p", "", &offer.text)?;
        let row: Element = make(&dom.document, "p", "offer-ways", "")?;
        row.append_child(&button(dom, "accept", &offer.id, &offer.accept)?.into())?;
        row.append_child(&button(dom, "decline", &offer.id, &offer.decline)?.into())?;
        box_.append_child(&row)?;
        parent.append_child(&box_)?;
    }
    Ok(())
}

/// A p-value to three decimals; smaller ones are not zero.
fn p_text(p: f64) -> String {
    if p < 0.001 { "< 0.001".to_owned() } else { format!("{p:.3}") }
}

/// The coefficients behind the sentence, and which views there are.
fn numbers(dom: &Dom, figure: Option<&Figure>) -> Result<(), JsValue> {
    show(&dom.view_matrix, figure.is_some_and(|figure| figure.matrix.is_some()));
    let report = figure.and_then(|figure| figure.report.as_deref());
    let write = |name: &str, r: Option<f64>| -> Result<(), JsValue> {
        for cell in all::<Element>(&dom.document, &format!("[data-number={name}]"))? {
            say(&cell, &r.map_or_else(|| "–".to_owned(), number::coefficient));
        }
        Ok(())
    };
    let (levels, changes, surprises) = match report {
        Some(report) => (Some(&report.levels), Some(&report.changes), Some(&report.surprises)),
        None => (None, None, None),
    };
    write("levels-pearson", levels.and_then(|levels| levels.pearson.value))?;
    write("levels-spearman", levels.and_then(|levels| levels.spearman.value))?;
    write("levels-kendall", levels.and_then(|levels| levels.kendall.value))?;
    write("changes-pearson", changes.and_then(|changes| changes.pearson.value))?;
    write("changes-spearman", changes.and_then(|changes| changes.spearman.value))?;
    write("changes-kendall", changes.and_then(|changes| changes.kendall.value))?;
    write("surprises-r", surprises.and_then(|surprises| surprises.r))?;
    let interval = surprises
        .and_then(|surprises| surprises.interval)
        .map(|(low, high)| format!("{} … {}", number::coefficient(low), number::coefficient(high)));
    let counts = [
        ("levels-n", levels.map(|levels| levels.n.to_string())),
        ("changes-n", changes.map(|changes| changes.n.to_string())),
        ("surprises-n", surprises.map(|surprises| surprises.n.to_string())),
        ("surprises-interval", interval),
        ("surprises-p", surprises.and_then(|surprises| surprises.p).map(p_text)),
    ];
    for (name, text) in counts {
        for cell in all::<Element>(&dom.document, &format!("[data-number={name}]"))? {
            say(&cell, text.as_deref().unwrap_or("–"));
        }
    }
    Ok(())
}
