//! The ranking of groups, in the view of all pairs.

use super::{
    dom::{Dom, add, by_id, create, empty, set_attribute, set_text, set_visible},
    parts::button,
};
use crate::app::view::RankingView;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlElement};

/// Writes the list, its progress or its offer.
pub fn render(dom: &Dom, view: Option<&RankingView>) -> Result<(), JsValue> {
    let place = |id: &str| by_id::<HtmlElement>(&dom.document, id);
    let (root, rows) = (place("ranking")?, place("ranking-rows")?);
    set_visible(&root, view.is_some());
    empty(&rows);
    let Some(view) = view else { return Ok(()) };
    set_attribute(&root, "data-source", Some(&view.source))?;
    set_attribute(&root, "aria-busy", view.pending.then_some("true"))?;
    let text = place("ranking-text")?;
    set_text(&text, &view.text);
    let ask = place("ranking-ask")?;
    set_text(&ask, &view.offer);
    set_visible(&ask, !view.offer.is_empty());
    set_visible(&place("ranking-close")?, view.pending || !view.rows.is_empty());
    set_visible(&place("ranking-table")?, !view.rows.is_empty());
    for one in &view.rows {
        let row: Element = create(&dom.document, "tr", "", "")?;
        set_attribute(&row, "data-certain", one.certain.then_some(""))?;
        set_attribute(&row, "aria-current", one.chosen.then_some("true"))?;
        let head = add(&row, "th", "", "")?;
        head.set_attribute("scope", "row")?;
        let pick = button(dom, "rank-pick", &one.id, &one.name)?;
        pick.set_class_name("linklike");
        pick.set_attribute("dir", "auto")?;
        head.append_child(&pick)?;
        for (class, text) in [("number", &one.r), ("", &one.lag), ("number", &one.p)] {
            add(&row, "td", class, text)?;
        }
        rows.append_child(&row)?;
    }
    Ok(())
}
