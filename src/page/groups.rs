//! The groups of a source in its card: found by name, ticked, added up or each on its own.
//!
//! What is ticked is read back from the inputs when one of them changes, so that a tick needs no
//! state of its own; a list that only changes its ticks keeps its elements and the focus.

use super::dom::{Dom, add, all_in, create, empty, inside, set_text, set_visible};
use crate::{
    app::{
        message::Message,
        view::{Choice, GroupsView},
    },
    recipe::change::{Change, GroupChoice},
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// The places of a card's groups.
pub struct GroupsDom {
    root: HtmlElement,
    chosen: HtmlElement,
    list: HtmlElement,
    sum: HtmlInputElement,
    each: HtmlInputElement,
    rest: HtmlInputElement,
    share: HtmlInputElement,
    share_place: HtmlElement,
    rank: HtmlElement,
    rank_place: HtmlElement,
    choices: Vec<Choice>,
}

impl GroupsDom {
    /// In a new card.
    pub fn find(card: &Element, id: &str) -> Result<GroupsDom, JsValue> {
        let [sum, each]: [HtmlInputElement; 2] =
            [inside(card, ".groups-how [value=sum]")?, inside(card, ".groups-how [value=each]")?];
        for radio in [&sum, &each] {
            radio.set_name(&format!("groups-{id}"));
        }
        Ok(GroupsDom {
            root: inside(card, ".card-groups")?,
            chosen: inside(card, ".card-groups .chosen")?,
            list: inside(card, ".groups-list")?,
            sum,
            each,
            rest: inside(card, ".groups-rest")?,
            share: inside(card, ".groups-share")?,
            share_place: inside(card, ".card-share")?,
            rank: inside(card, ".card-rank button")?,
            rank_place: inside(card, ".card-rank")?,
            choices: Vec::new(),
        })
    }

    /// Writes what differs.
    pub fn render(&mut self, dom: &Dom, view: Option<&GroupsView>) -> Result<(), JsValue> {
        set_visible(&self.root, view.is_some());
        let share = view.and_then(|view| view.share);
        set_visible(&self.share_place, share.is_some());
        self.share.set_checked(share.unwrap_or(false));
        let rank = view.and_then(|view| view.rank.as_deref());
        set_visible(&self.rank_place, rank.is_some());
        set_text(&self.rank, rank.unwrap_or_default());
        let Some(view) = view else { return Ok(()) };
        set_text(&self.chosen, &view.chosen);
        if let Some(each) = view.each {
            self.each.set_checked(each);
            self.sum.set_checked(!each);
        }
        if let Some(rest) = view.rest {
            self.rest.set_checked(rest);
        }
        self.sum.set_disabled(!view.sums);
        self.rest.set_disabled(!view.sums);
        if !view.sums {
            self.each.set_checked(true);
        }
        if self.choices == view.choices {
            return Ok(());
        }
        let same = |(a, b): (&Choice, &Choice)| (&a.value, &a.label) == (&b.value, &b.label);
        let alike = self.choices.len() == view.choices.len()
            && self.choices.iter().zip(&view.choices).all(same);
        if !alike {
            empty(&self.list);
            for choice in &view.choices {
                let row: Element = create(&dom.document, "label", "check", "")?;
                let input: HtmlInputElement = create(&dom.document, "input", "", "")?;
                input.set_type("checkbox");
                input.set_value(&choice.value);
                row.append_child(&input)?;
                add(&row, "span", "", &choice.label)?.set_attribute("dir", "auto")?;
                self.list.append_child(&row)?;
            }
            find(&self.root)?;
        }
        for (input, choice) in inputs(&self.list)?.iter().zip(&view.choices) {
            input.set_checked(choice.selected);
        }
        self.choices.clone_from(&view.choices);
        Ok(())
    }
}

fn inputs(list: &Element) -> Result<Vec<HtmlInputElement>, JsValue> {
    all_in(list, "input")
}

/// Shows the groups of a card whose names hold what is typed.
pub fn find(groups: &Element) -> Result<(), JsValue> {
    let wanted: HtmlInputElement = inside(groups, ".groups-search")?;
    let wanted = wanted.value().trim().to_lowercase();
    let mut found = false;
    for row in all_in::<HtmlElement>(groups, ".groups-list > label")? {
        let name = row.text_content().unwrap_or_default().to_lowercase();
        let fits = name.contains(&wanted);
        found |= fits;
        row.set_hidden(!fits);
    }
    set_visible(&inside(groups, ".groups-nothing")?, !found);
    Ok(())
}

/// What a card asks for after one of its inputs changed; `None` where it is none of the groups'.
pub fn changed(target: &HtmlElement, source: &str) -> Result<Option<Message>, JsValue> {
    if target.matches(".groups-share")? {
        let on = target.dyn_ref::<HtmlInputElement>().is_some_and(HtmlInputElement::checked);
        let change = Change::ShareOfAll { source: source.to_owned(), on };
        return Ok(Some(Message::Change(change)));
    }
    match target.closest(".card-groups")? {
        Some(groups) if !target.matches(".groups-search")? => chosen(&groups, source).map(Some),
        _ => Ok(None),
    }
}

fn chosen(groups: &Element, source: &str) -> Result<Message, JsValue> {
    let checked =
        |path: &str| inside::<HtmlInputElement>(groups, path).map(|input| input.checked());
    let ticked = inputs(&inside(groups, ".groups-list")?)?;
    let ticked = ticked.iter().filter(|input| input.checked());
    Ok(Message::Change(Change::Groups(GroupChoice {
        source: source.to_owned(),
        groups: ticked.map(HtmlInputElement::value).collect(),
        each: checked(".groups-how [value=each]")?,
        rest: checked(".groups-rest")?,
    })))
}

/// Ticks the largest so many of a card's groups, or all that are found.
pub fn tick(button: &Element, which: &str, source: &str) -> Result<Option<Message>, JsValue> {
    let Some(groups) = button.closest(".card-groups")? else { return Ok(None) };
    let most = which.parse().unwrap_or(usize::MAX);
    let all = which != "found";
    let mut ticked = 0;
    for input in inputs(&inside(&groups, ".groups-list")?)? {
        let hidden = input.parent_element().is_some_and(|row| row.has_attribute("hidden"));
        let on = ticked < most && (all || !hidden);
        ticked += usize::from(on);
        input.set_checked(on);
    }
    chosen(&groups, source).map(Some)
}
