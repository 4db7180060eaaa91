//! One card a source. A card keeps its element as long as its source exists, so that open folds and
//! the focus stay.

use super::{
    controls::{Field, Shape, Value},
    dom::{Dom, add, all, create, empty, inside, lines, set_attribute, set_text, set_visible},
    filter::FilterDom,
    groups::GroupsDom,
    parts::{button, offers},
};
use crate::{
    app::view::{Card, Control, Offer, Override},
    ingest::topic::OverrideField,
    query::Engine,
    recipe::setting::ControlId,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, DocumentFragment, Element, HtmlDetailsElement, HtmlElement, HtmlProgressElement,
    HtmlSelectElement,
};

/// A source's query in the words of an engine; `None` where it cannot be had. Handed in, so that
/// the cards need not know the page.
pub type Queries<'a> = &'a dyn Fn(&str, Engine) -> Option<String>;

/// The cards on the page, in their order.
#[derive(Default)]
pub struct Cards {
    cards: Vec<CardDom>,
}

impl Cards {
    /// Adds, removes and orders cards, and writes what differs in each.
    pub fn render(
        &mut self,
        dom: &Dom,
        cards: &[Card],
        all: &[Offer],
        query: Queries,
    ) -> Result<(), JsValue> {
        self.cards.retain(|old| {
            let kept = cards.iter().any(|card| card.id == old.id);
            if !kept {
                old.root.remove();
            }
            kept
        });
        for (at, card) in cards.iter().enumerate() {
            let place = self.cards.iter().position(|old| old.id == card.id);
            let mut own = match place {
                Some(place) => self.cards.remove(place),
                None => CardDom::create(dom, &card.id)?,
            };
            if place != Some(at) {
                let next = dom.cards.children().item(at as u32);
                dom.cards.insert_before(&own.root, next.as_deref())?;
            }
            let offered: Vec<&Offer> =
                all.iter().filter(|offer| offer.source.as_ref() == Some(&card.id)).collect();
            own.render(dom, card, &offered, query)?;
            self.cards.insert(at, own);
        }
        Ok(())
    }
}

/// Writes a card's query in the words of the engine that is chosen in it.
pub fn write_query(card: &Element, query: Queries) -> Result<(), JsValue> {
    let engine: HtmlSelectElement = inside(card, ".card-engine")?;
    let text = Engine::from_name(&engine.value())
        .and_then(|engine| query(&card.get_attribute("data-source")?, engine));
    set_text(&inside::<Element>(card, ".card-query-text")?, text.as_deref().unwrap_or_default());
    for (part, shown) in [("-text", true), ("-copy", true), ("-none", false)] {
        set_visible(&inside(card, &format!(".card-query{part}"))?, text.is_some() == shown);
    }
    Ok(())
}

/// Opens or closes what lies behind a file's line; one is open at a time. `None` closes all.
///
/// # Errors
/// The card lacks a part of its template.
pub fn open_card(document: &Document, opened: Option<&Element>) -> Result<(), JsValue> {
    for card in all::<Element>(document, ".card")? {
        let button: Element = inside(&card, ".card-open")?;
        let body: HtmlElement = inside(&card, ".card-body")?;
        let open = opened == Some(&card) && body.hidden();
        set_visible(&body, open);
        button.set_attribute("aria-expanded", if open { "true" } else { "false" })?;
    }
    Ok(())
}

/// The card that is open.
///
/// # Errors
/// None that the page's own selectors can cause.
pub fn opened_card(document: &Document) -> Result<Option<Element>, JsValue> {
    match document.query_selector(".card-body:not([hidden])")? {
        Some(body) => body.closest(".card"),
        None => Ok(None),
    }
}

struct CardDom {
    id: String,
    root: Element,
    name: HtmlElement,
    line: HtmlElement,
    look: HtmlElement,
    example: HtmlElement,
    example_text: HtmlElement,
    facts: HtmlElement,
    progress: HtmlElement,
    bar: HtmlProgressElement,
    progress_text: HtmlElement,
    message: HtmlElement,
    message_text: HtmlElement,
    question: HtmlElement,
    legend: HtmlElement,
    choices: HtmlElement,
    offers: HtmlElement,
    main: HtmlElement,
    found: HtmlDetailsElement,
    read_as: HtmlElement,
    evidence: HtmlElement,
    overrides: HtmlElement,
    names: HtmlElement,
    named: Vec<(ControlId, HtmlElement, Field)>,
    query: HtmlElement,
    undo: HtmlElement,
    problems: HtmlDetailsElement,
    problems_summary: HtmlElement,
    problems_rows: HtmlElement,
    problems_all: HtmlElement,
    fields: Vec<(OverrideField, HtmlElement, Field)>,
    groups: GroupsDom,
    filter: FilterDom,
    shown: Option<Card>,
}

/// Overrides that are the data's own choices, not details of reading: on the card's face.
const FACE: [OverrideField; 4] = [
    OverrideField::ValueColumns,
    OverrideField::GroupColumn,
    OverrideField::KeyColumn,
    OverrideField::Count,
];

impl CardDom {
    fn create(dom: &Dom, id: &str) -> Result<CardDom, JsValue> {
        let fragment: DocumentFragment =
            dom.card_template.content().clone_node_with_deep(true)?.unchecked_into();
        let root = fragment.first_element_child().ok_or("the card's template is empty")?;
        root.set_attribute("data-source", id)?;
        let r = &root;
        Ok(CardDom {
            id: id.to_owned(),
            name: inside(r, ".card-name")?,
            line: inside(r, ".card-line")?,
            look: inside(r, ".card-look")?,
            example: inside(r, ".card-example")?,
            example_text: inside(r, ".card-example-text")?,
            facts: inside(r, ".card-facts")?,
            progress: inside(r, ".card-progress")?,
            bar: inside(r, "progress")?,
            progress_text: inside(r, ".card-progress-text")?,
            message: inside(r, ".card-message")?,
            message_text: inside(r, ".card-message-text")?,
            question: inside(r, ".card-question")?,
            legend: inside(r, "legend")?,
            choices: inside(r, ".choices")?,
            offers: inside(r, ".card-offers")?,
            main: inside(r, ".card-main")?,
            found: inside(r, ".card-found")?,
            read_as: inside(r, ".card-read-as")?,
            evidence: inside(r, ".card-evidence")?,
            overrides: inside(r, ".overrides")?,
            names: inside(r, ".card-names")?,
            named: Vec::new(),
            query: inside(r, ".card-query")?,
            undo: inside(r, ".card-undo")?,
            problems: inside(r, ".card-problems")?,
            problems_summary: inside(r, ".card-problems summary")?,
            problems_rows: inside(r, ".card-problems tbody")?,
            problems_all: inside(r, ".card-problems-all")?,
            groups: GroupsDom::find(r, id)?,
            filter: FilterDom::find(r, id)?,
            root,
            fields: Vec::new(),
            shown: None,
        })
    }

    fn render(
        &mut self,
        dom: &Dom,
        card: &Card,
        offered: &[&Offer],
        query: Queries,
    ) -> Result<(), JsValue> {
        offers(dom, &self.offers, offered.iter().copied())?;
        let old = self.shown.take();
        let old = old.as_ref();
        if old == Some(card) {
            self.shown = Some(card.clone());
            return Ok(());
        }
        set_attribute(&self.root, "data-status", Some(card.state.name()))?;
        set_attribute(&self.root, "data-axis", card.axis)?;
        set_text(&self.name, &card.name);
        set_text(&self.line, &card.line);
        set_visible(&self.look, card.problems.count > 0);
        set_text(&self.look, &card.problems.summary);
        set_visible(&self.example, card.example.is_some());
        set_text(&self.example_text, card.example.as_deref().unwrap_or_default());
        if old.map(|old| &old.facts) != Some(&card.facts) {
            // Not what the file's line above says already.
            let own = card.facts.iter().filter(|fact| !card.line.lines().any(|said| said == *fact));
            lines(&self.facts, "li", &own.cloned().collect::<Vec<_>>())?;
        }
        set_visible(&self.progress, card.progress.is_some());
        if let Some(progress) = &card.progress {
            self.bar.set_value(progress.fraction);
            self.bar.set_attribute("aria-label", &card.state_text)?;
            set_text(&self.progress_text, &progress.text);
        }
        set_visible(&self.message, card.message.is_some());
        set_text(&self.message_text, card.message.as_deref().unwrap_or_default());
        if old.map(|old| &old.question) != Some(&card.question) {
            self.render_question(dom, card)?;
        }
        self.render_overrides(dom, &card.overrides)?;
        self.groups.render(dom, card.groups.as_ref())?;
        self.filter.render(dom, card.filter.as_ref())?;
        self.render_names(dom, &card.names)?;
        set_visible(&self.query, card.query.is_some());
        write_query(&self.root, query)?;
        set_text(&self.read_as, card.read_as.as_deref().unwrap_or_default());
        set_visible(&self.found, card.read_as.is_some() || !card.overrides.is_empty());
        if old.map(|old| &old.evidence) != Some(&card.evidence) {
            self.render_evidence(dom, card)?;
        }
        set_visible(&self.undo, card.can_undo);
        if old.map(|old| &old.problems) != Some(&card.problems) {
            self.render_problems(dom, card)?;
        }
        self.shown = Some(card.clone());
        Ok(())
    }

    fn render_question(&self, dom: &Dom, card: &Card) -> Result<(), JsValue> {
        empty(&self.choices);
        set_visible(&self.question, card.question.is_some());
        let Some(question) = &card.question else { return Ok(()) };
        set_text(&self.legend, &question.text);
        for choice in &question.choices {
            let answer = button(dom, "answer", &choice.value, "")?;
            add(&answer, "b", "", &choice.label)?;
            let sample: Element = create(&dom.document, "span", "explain", &choice.sample)?;
            sample.set_attribute("dir", "auto")?;
            answer.append_child(&sample)?;
            self.choices.append_child(&answer)?;
        }
        Ok(())
    }

    fn render_names(&mut self, dom: &Dom, names: &[Control]) -> Result<(), JsValue> {
        self.named.retain(|(id, place, _)| {
            let kept = names.iter().any(|wanted| wanted.id == *id);
            if !kept {
                place.remove();
            }
            kept
        });
        for wanted in names {
            let known = self.named.iter().position(|own| own.0 == wanted.id);
            let at = match known {
                Some(at) => at,
                None => {
                    let place: HtmlElement = create(&dom.document, "div", "control", "")?;
                    place.set_attribute("data-control", wanted.id.name())?;
                    let name = format!("{}-{}", self.id, wanted.id.name());
                    let field = Field::create(dom, &place, Shape::Text, &name)?;
                    self.names.append_child(&place)?;
                    self.named.push((wanted.id, place, field));
                    self.named.len() - 1
                }
            };
            if let Some((_, _, field)) = self.named.get_mut(at) {
                field.write(dom, &Value::of(wanted))?;
            }
        }
        Ok(())
    }

    fn render_overrides(&mut self, dom: &Dom, overrides: &[Override]) -> Result<(), JsValue> {
        // It has fields of its own.
        let overrides = || overrides.iter().filter(|one| one.field != OverrideField::Filter);
        self.fields.retain(|(field, place, _)| {
            let kept = overrides().any(|wanted| wanted.field == *field);
            if !kept {
                place.remove();
            }
            kept
        });
        for wanted in overrides() {
            let shape = match (wanted.multiple, wanted.choices.is_empty()) {
                (true, _) => Shape::Many,
                (false, false) => Shape::Choice,
                (false, true) => Shape::Text,
            };
            let place = self
                .fields
                .iter()
                .position(|(field, _, own)| *field == wanted.field && own.shape() == shape);
            let place = match place {
                Some(place) => place,
                None => {
                    if let Some(at) =
                        self.fields.iter().position(|(field, ..)| *field == wanted.field)
                    {
                        self.fields.remove(at).1.remove();
                    }
                    let place: HtmlElement = create(&dom.document, "div", "control", "")?;
                    place.set_attribute("data-override", wanted.field.name())?;
                    let name = format!("{}-{}", self.id, wanted.field.name());
                    let field = Field::create(dom, &place, shape, &name)?;
                    if shape == Shape::Many {
                        place.set_attribute("data-join", "comma")?;
                    }
                    let parent =
                        if FACE.contains(&wanted.field) { &self.main } else { &self.overrides };
                    parent.append_child(&place)?;
                    self.fields.push((wanted.field, place, field));
                    self.fields.len() - 1
                }
            };
            if let Some((_, place, field)) = self.fields.get_mut(place) {
                set_attribute(place, "data-set", wanted.set.then_some(""))?;
                let value = Value {
                    label: &wanted.label,
                    value: &wanted.value,
                    value_text: "",
                    choices: &wanted.choices,
                    enabled: true,
                    hint: "",
                    message: wanted.message.as_deref(),
                };
                field.write(dom, &value)?;
            }
        }
        Ok(())
    }

    fn render_evidence(&self, dom: &Dom, card: &Card) -> Result<(), JsValue> {
        empty(&self.evidence);
        for line in &card.evidence {
            let row: Element = create(&dom.document, "div", "", "")?;
            add(&row, "dt", "", &line.field)?;
            let what: Element = create(&dom.document, "dd", "", "")?;
            let chosen: Element = create(&dom.document, "span", "", &line.chosen)?;
            chosen.set_attribute("dir", "auto")?;
            what.append_child(&chosen)?;
            add(&what, "span", "explain", &line.because)?;
            row.append_child(&what)?;
            self.evidence.append_child(&row)?;
        }
        Ok(())
    }

    fn render_problems(&self, dom: &Dom, card: &Card) -> Result<(), JsValue> {
        let problems = &card.problems;
        set_visible(&self.problems, problems.count > 0);
        set_text(&self.problems_summary, &problems.summary);
        set_visible(&self.problems_all, !problems.first.is_empty());
        empty(&self.problems_rows);
        // The download has all of them.
        for problem in problems.first.iter().take(50) {
            let row: Element = create(&dom.document, "tr", "", "")?;
            let line = problem.line.to_string();
            add(&row, "td", "number", &line)?;
            let cell: Element = create(&dom.document, "td", "", "")?;
            add(&cell, "span", "", &problem.reason)?;
            let text: Element = create(&dom.document, "code", "", &problem.text)?;
            text.set_attribute("dir", "auto")?;
            cell.append_child(&text)?;
            row.append_child(&cell)?;
            self.problems_rows.append_child(&row)?;
        }
        Ok(())
    }
}
