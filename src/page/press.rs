//! What a press on an element with `data-do` does: one table of names and actions.

use super::{
    cards::open_card,
    dom::{Dom, by_id, inside, set_attribute},
    filter, groups,
    handle::{Page, page},
    publish,
};
use crate::{
    app::{drawers::Drawer, message::Message, question::Way},
    calendar::{buckets::local_of_label, civil::Civil},
    kit::language::Language,
    recipe::{
        change::{Change, GroupChoice},
        export::Theme,
        setting::ControlId,
    },
    screen::{charts::Charts, listen::on_charts},
};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlDialogElement, HtmlInputElement, MouseEvent};

/// What follows from a press.
enum Action {
    /// A message to the page; `None` where the element's attributes name nothing that there is.
    Send(fn(&Press) -> Option<Message>),
    /// Something that only the browser can do.
    Do(fn(&Press) -> Result<(), JsValue>),
}

/// By the value of `data-do`; an element whose value is not here does nothing by itself.
const ACTIONS: &[(&str, Action)] = &[
    // The page itself: dialogs, language, theme.
    ("publish", Action::Do(|_| publish::dialog())),
    ("dialog", Action::Do(open_dialog)),
    ("close", Action::Do(close_dialog)),
    ("language", Action::Send(|press| Some(Message::LanguageChosen(press.language())))),
    ("theme", Action::Send(|press| Some(Message::ThemeChosen(press.next_theme())))),
    ("drawer", Action::Send(|press| Some(Message::DrawerToggled(press.drawer())))),
    ("notice", Action::Send(|press| press.value().parse().ok().map(Message::NoticeDismissed))),
    ("forget", Action::Send(|_| Some(Message::ForgetStored))),
    ("rail", Action::Do(fold_rail)),
    ("reload", Action::Do(|press| press.dom().window.location().reload())),
    // Files.
    ("choose", Action::Do(|press| press.choose(&press.dom().file_input))),
    ("folder", Action::Do(|press| press.choose(&press.dom().folder_input))),
    ("paste", Action::Do(open_paste)),
    ("sample", Action::Send(|_| Some(Message::ExampleAsked))),
    // A card.
    (
        "card",
        Action::Do(|press| {
            open_card(&press.dom().document, press.button.closest(".card")?.as_ref())
        }),
    ),
    ("remove", Action::Send(|press| Some(press.remove()))),
    ("cancel", Action::Send(|press| Some(Message::CancelRead { source: press.source() }))),
    ("cancel-all", Action::Send(|_| Some(Message::CancelAll))),
    ("more-cards", Action::Send(|_| Some(Message::MoreCards))),
    ("undo", Action::Send(|press| Some(press.undo()))),
    ("redo", Action::Send(|_| Some(Message::Redo))),
    ("decide", Action::Send(Press::decided)),
    ("reset-patch", Action::Send(|press| Some(Message::ResetPatch { source: press.source() }))),
    ("problems", Action::Send(|press| Some(Message::ProblemsAsked { source: press.source() }))),
    ("answer", Action::Send(|press| Some(press.answer()))),
    ("copy-query", Action::Do(copy_query)),
    (
        "groups-tick",
        Action::Do(|press| {
            press.send(groups::tick(&press.button, &press.value(), &press.source()))
        }),
    ),
    ("filter-add", Action::Do(|press| filter::add_row(&press.button))),
    (
        "filter-remove",
        Action::Do(|press| press.send(filter::remove(&press.button, &press.source()))),
    ),
    // The ranking of groups.
    ("rank", Action::Do(rank)),
    ("rank-close", Action::Send(|_| Some(Message::RankingClosed))),
    (
        "rank-pick",
        Action::Do(|press| press.send(press.ranked().map(|source| Some(press.picked(source))))),
    ),
    // Offers and settings.
    ("accept", Action::Send(|press| Some(Message::AcceptOffer { offer: press.value() }))),
    ("decline", Action::Send(|press| Some(Message::DeclineOffer { offer: press.value() }))),
    ("control", Action::Send(Press::control)),
    // The figure.
    ("note", Action::Do(|press| open_note(&press.page))),
    ("note-file", Action::Do(|press| press.input("note-file").map(|input| input.click()))),
    ("zoom-reset", Action::Do(zoom_reset)),
    ("zoom-use", Action::Send(Press::window)),
    ("span-use", Action::Send(Press::span)),
    (
        "span-zoom",
        Action::Do(|_| {
            on_charts(page, Charts::zoom_to_selection);
            Ok(())
        }),
    ),
    ("split", Action::Send(|press| Some(Message::SplitAt { value: press.value() }))),
    // Saved analyses.
    ("save", Action::Send(Press::save)),
    ("saved-open", Action::Do(open_saved)),
    ("saved-remove", Action::Do(remove_saved)),
];

/// A press on an element with `data-do`.
struct Press {
    page: Rc<Page>,
    button: Element,
}

impl Press {
    fn dom(&self) -> &Dom {
        &self.page.dom
    }

    /// An attribute of the element; empty where it has none.
    fn attribute(&self, name: &str) -> String {
        self.button.get_attribute(name).unwrap_or_default()
    }

    fn value(&self) -> String {
        self.attribute("data-value")
    }

    /// The source of the card that the element is in; empty outside of cards.
    fn source(&self) -> String {
        source_of(&self.button)
    }

    fn send(&self, message: Result<Option<Message>, JsValue>) -> Result<(), JsValue> {
        if let Some(message) = message? {
            self.page.send(message);
        }
        Ok(())
    }

    /// The source whose groups are ranked: that of the card, or of the list.
    fn ranked(&self) -> Result<String, JsValue> {
        let of_card = self.source();
        if !of_card.is_empty() {
            return Ok(of_card);
        }
        let ranking: Element = by_id(&self.dom().document, "ranking")?;
        Ok(ranking.get_attribute("data-source").unwrap_or_default())
    }

    /// The group of a row of the ranking becomes what is compared.
    fn picked(&self, source: String) -> Message {
        let groups = vec![self.value()];
        Message::Change(Change::Groups(GroupChoice { source, groups, ..GroupChoice::default() }))
    }

    fn input(&self, id: &str) -> Result<HtmlInputElement, JsValue> {
        by_id(&self.dom().document, id)
    }

    fn language(&self) -> Language {
        Language::from_name(&self.value()).unwrap_or_default()
    }

    /// The system's theme, then light, then dark, then the system's again.
    fn next_theme(&self) -> Theme {
        match self.dom().root.get_attribute("data-theme").as_deref() {
            None => Theme::Light,
            Some("light") => Theme::Dark,
            Some(_) => Theme::Auto,
        }
    }

    fn drawer(&self) -> Drawer {
        if self.attribute("data-drawer") == "analysis" { Drawer::Analysis } else { Drawer::Sources }
    }

    /// Opens the browser's dialog for files; workers start while it is open.
    fn choose(&self, input: &HtmlInputElement) -> Result<(), JsValue> {
        self.page.pool.start_ahead();
        input.click();
        Ok(())
    }

    fn remove(&self) -> Message {
        Message::RemoveSource { source: self.source(), ticket: None }
    }

    /// In a card its last override, else the last change.
    fn undo(&self) -> Message {
        match self.source() {
            source if source.is_empty() => Message::Undo,
            source => Message::UndoPatch { source },
        }
    }

    /// `number:way` of a question.
    fn decided(&self) -> Option<Message> {
        let value = self.value();
        let (question, way) = value.split_once(':')?;
        Some(Message::Decided { question: question.parse().ok()?, way: Way::from_name(way)? })
    }

    /// What is brushed becomes the window of the analysis.
    fn span(&self) -> Option<Message> {
        let (from, to) = self.page.charts.borrow().selection_labels()?;
        on_charts(page, Charts::press);
        Some(Message::Change(Change::Window(Some(from), Some(to))))
    }

    fn save(&self) -> Option<Message> {
        let field = &self.dom().saved_name;
        let name = match field.value() {
            name if name.trim().is_empty() => self.dom().document.title(),
            name => name,
        };
        field.set_value("");
        Some(Message::SaveAs { name })
    }

    fn answer(&self) -> Message {
        Message::Answer { source: self.source(), value: self.value() }
    }

    fn control(&self) -> Option<Message> {
        let control = ControlId::from_name(&self.attribute("data-control"))?;
        Some(Message::of_control(control, ""))
    }

    /// The part of the figure that is in sight becomes the window of the analysis.
    fn window(&self) -> Option<Message> {
        let (from, to) = self.page.charts.borrow().window_labels()?;
        Some(Message::Change(Change::Window(Some(from), Some(to))))
    }
}

/// Does what the pressed element stands for.
pub fn clicked(event: &MouseEvent) -> Result<(), JsValue> {
    let Some(page) = page() else {
        // Broken: only the button that loads the page again works.
        return match near(event, "[data-do=reload]")?.and(web_sys::window()) {
            Some(window) => window.location().reload(),
            None => Ok(()),
        };
    };
    // What lies behind a file's line floats beside it: a press elsewhere closes it.
    if near(event, ".card, dialog, .drawer-bar")?.is_none() {
        open_card(&page.dom.document, None)?;
    }
    let Some(button) = near(event, "[data-do]")? else { return Ok(()) };
    let press = Press { page, button };
    let name = press.attribute("data-do");
    match ACTIONS.iter().find(|(of, _)| *of == name) {
        Some((_, Action::Send(message))) => {
            if let Some(message) = message(&press) {
                press.page.send(message);
            }
            Ok(())
        }
        Some((_, Action::Do(act))) => act(&press),
        None => Ok(()),
    }
}

fn open_dialog(press: &Press) -> Result<(), JsValue> {
    let dialog: HtmlDialogElement = by_id(&press.dom().document, &press.attribute("data-dialog"))?;
    dialog.show_modal()
}

/// Folds the rail of files and settings to the marks of the files, or unfolds it.
fn fold_rail(press: &Press) -> Result<(), JsValue> {
    let body = &press.dom().body;
    let folded = !body.has_attribute("data-folded");
    set_attribute(body, "data-folded", folded.then_some(""))?;
    press.button.set_attribute("aria-expanded", if folded { "false" } else { "true" })
}

fn close_dialog(press: &Press) -> Result<(), JsValue> {
    if let Some(dialog) = press.button.closest("dialog")? {
        dialog.unchecked_into::<HtmlDialogElement>().close();
    }
    Ok(())
}

/// Opens a saved analysis; the list closes, since a question may follow on the page.
fn open_saved(press: &Press) -> Result<(), JsValue> {
    close_dialog(press)?;
    if let Ok(slot) = press.value().parse() {
        press.page.send(Message::OpenSaved { slot });
    }
    Ok(())
}

/// Asks, on the page, whether a saved analysis shall be removed.
fn remove_saved(press: &Press) -> Result<(), JsValue> {
    close_dialog(press)?;
    if let Ok(slot) = press.value().parse() {
        press.page.send(Message::RemoveSaved { slot });
    }
    Ok(())
}

fn open_paste(press: &Press) -> Result<(), JsValue> {
    let dom = press.dom();
    dom.paste_text.set_value("");
    dom.paste.set_return_value("");
    dom.paste.show_modal()?;
    dom.paste_text.focus()
}

fn copy_query(press: &Press) -> Result<(), JsValue> {
    match press.button.closest(".card-query")? {
        Some(query) => publish::copy_text(&press.page, &inside::<Element>(&query, "pre")?),
        None => Ok(()),
    }
}

/// Asks for a ranking, and brings the view that it stands in to the eye.
fn rank(press: &Press) -> Result<(), JsValue> {
    let source = press.ranked()?;
    press.page.send(Message::RankAsked { source });
    press.input("pick-matrix")?.set_checked(true);
    let document = &press.dom().document;
    if press.button.closest(".card")?.is_some() {
        open_card(document, None)?;
    }
    by_id::<Element>(document, "view-matrix")?.scroll_into_view();
    Ok(())
}

fn zoom_reset(press: &Press) -> Result<(), JsValue> {
    on_charts(page, Charts::show_all);
    press.page.send(Message::Change(Change::Window(None, None)));
    Ok(())
}

/// The source of the card that an element is in; empty outside of cards.
pub(super) fn source_of(element: &Element) -> String {
    let card = element.closest(".card").ok().flatten();
    card.and_then(|card| card.get_attribute("data-source")).unwrap_or_default()
}

pub(super) fn near(event: &Event, selector: &str) -> Result<Option<Element>, JsValue> {
    match event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
        Some(element) => element.closest(selector),
        None => Ok(None),
    }
}

/// Asks for a note at the period that is meant.
pub(super) fn open_note(page: &Page) -> Result<(), JsValue> {
    let charts = page.charts.borrow();
    let (Some((label, hours)), false) =
        (charts.noted(), page.dom.body.has_attribute("data-figure-only"))
    else {
        return Ok(());
    };
    let document = &page.dom.document;
    let (at, text): (HtmlInputElement, HtmlInputElement) =
        (by_id(document, "note-at")?, by_id(document, "note-text")?);
    at.set_type(if hours { "datetime-local" } else { "date" });
    let start = local_of_label(label).map(Civil::from_ms);
    at.set_value(&start.map(|at| at.iso(if hours { 16 } else { 10 })).unwrap_or_default());
    text.set_value("");
    let dialog: HtmlDialogElement = by_id(document, "note")?;
    dialog.set_return_value("");
    dialog.show_modal()?;
    if label.is_empty() { at.focus() } else { text.focus() }
}
