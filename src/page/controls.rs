//! Controls: each has its place in index.html (`data-control`), and is made there when the view
//! first has it. A value that changes is written in place, so that the focus stays.

use super::dom::{Dom, add, create, empty, set_attribute, set_text, set_visible};
use crate::{
    app::view::{Choice, Control},
    recipe::setting::ControlId,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, HtmlElement, HtmlInputElement, HtmlOptionElement, HtmlSelectElement,
    HtmlTextAreaElement,
};

/// The places of the controls, and the fields made in them so far.
pub struct Controls {
    places: Vec<(ControlId, HtmlElement, Option<Field>)>,
}

impl Controls {
    /// Finds and hides the places.
    ///
    /// # Errors
    /// index.html has a place for a control that the program does not know.
    pub fn new(dom: &Dom) -> Result<Controls, JsValue> {
        let mut places = Vec::new();
        for place in &dom.controls {
            let name = place.get_attribute("data-control").unwrap_or_default();
            let id = ControlId::from_name(&name)
                .ok_or_else(|| format!("index.html has an unknown control {name}"))?;
            set_visible(place, false);
            places.push((id, place.clone(), None));
        }
        Ok(Controls { places })
    }

    /// Writes what differs.
    pub fn render(&mut self, dom: &Dom, controls: &[Control]) -> Result<(), JsValue> {
        for (id, place, field) in &mut self.places {
            let Some(control) = controls.iter().find(|control| control.id == *id) else {
                set_visible(place, false);
                continue;
            };
            let shape = shape(control);
            if field.as_ref().is_none_or(|field| field.shape != shape) {
                empty(place);
                // A control that has two places: ids must not meet.
                let name = match place.get_attribute("data-key") {
                    Some(key) => format!("{}-{key}", control.id.name()),
                    None => control.id.name().to_owned(),
                };
                *field = Some(Field::create(dom, place, shape, &name)?);
            }
            if let Some(field) = field {
                field.write(dom, &Value::of(control))?;
            }
            set_visible(place, true);
        }
        Ok(())
    }
}

fn shape(control: &Control) -> Shape {
    match control.id {
        ControlId::Swap => Shape::Button,
        ControlId::LogX | ControlId::LogY | ControlId::GroupNames => Shape::Switch,
        ControlId::LagWindow => Shape::Pair,
        ControlId::Notes => Shape::Lines,
        ControlId::From | ControlId::To => Shape::Date,
        _ if control.multiple => Shape::Many,
        ControlId::MaxLag if control.choices.is_empty() => Shape::Number,
        _ if control.choices.is_empty() => Shape::Text,
        _ => Shape::Choice,
    }
}

/// Which inputs a field is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A `select`: one of a list.
    Choice,
    /// A folded list of checkboxes: any of them.
    Many,
    /// A checkbox; its value is `on` or `off`.
    Switch,
    /// An input of type `number`.
    Number,
    /// Two inputs of type `number`; the value is `from..to`.
    Pair,
    /// An input of type `text`.
    Text,
    /// An input of type `text` for a date, with a calendar beside it.
    Date,
    /// A folded `textarea`.
    Lines,
    /// A button without a value.
    Button,
}

/// What to write into a field.
#[derive(Clone, Copy, Debug)]
pub struct Value<'a> {
    /// Name of the control in the page's language.
    pub label: &'a str,
    /// Present value, as the inputs have it.
    pub value: &'a str,
    /// Present value in words, where the input itself does not say it.
    pub value_text: &'a str,
    /// Values to choose from; empty for free input.
    pub choices: &'a [Choice],
    /// `false` disables the inputs.
    pub enabled: bool,
    /// One sentence below the field; empty for none.
    pub hint: &'a str,
    /// Why what the field holds is not taken.
    pub message: Option<&'a str>,
}

impl Value<'_> {
    /// What to write for a control of the view.
    pub fn of(control: &Control) -> Value<'_> {
        Value {
            label: &control.label,
            value: &control.value,
            value_text: &control.value_text,
            choices: &control.choices,
            enabled: control.enabled,
            hint: &control.hint,
            message: control.message.as_deref(),
        }
    }
}

/// A field with its label.
#[derive(Debug)]
pub struct Field {
    shape: Shape,
    label: HtmlElement,
    hint: HtmlElement,
    /// The select, the inputs, the button, or the box of a list.
    inputs: Vec<Element>,
    choices: Vec<Choice>,
    /// Prefix of the ids of a list's inputs.
    name: String,
}

impl Field {
    /// Builds it inside `place`; `name` is part of the ids, so it is unique in the page.
    pub fn create(
        dom: &Dom,
        place: &HtmlElement,
        shape: Shape,
        name: &str,
    ) -> Result<Field, JsValue> {
        let document = &dom.document;
        let hint: HtmlElement = create(document, "p", "explain", "")?;
        let hint_id = format!("hint-{name}");
        hint.set_id(&hint_id);
        let mut inputs = Vec::new();
        let label: HtmlElement = create(document, "span", "label", "")?;
        let input = |kind: &str| -> Result<Element, JsValue> {
            let input: HtmlInputElement = create(document, "input", "", "")?;
            input.set_type(kind);
            input.set_attribute("aria-describedby", &hint_id)?;
            input.set_autocomplete("off");
            Ok(input.into())
        };
        match shape {
            Shape::Choice | Shape::Number | Shape::Text | Shape::Date => {
                let row: Element = create(document, "label", "field", "")?;
                row.append_child(&label)?;
                let element = match shape {
                    Shape::Choice => create(document, "select", "", "")?,
                    Shape::Number => input("number")?,
                    _ => input("text")?,
                };
                element.set_attribute("aria-describedby", &hint_id)?;
                if shape == Shape::Date {
                    let both = add(&row, "span", "date", "")?;
                    both.append_child(&element)?;
                    // The text field takes the same: the calendar is for the pointer.
                    let picker = input("date")?;
                    picker.set_class_name("picker");
                    picker.set_attribute("tabindex", "-1")?;
                    picker.set_attribute("aria-hidden", "true")?;
                    both.append_child(&picker)?;
                } else {
                    row.append_child(&element)?;
                }
                inputs.push(element);
                place.append_child(&row)?;
            }
            Shape::Switch => {
                let row: Element = create(document, "label", "check", "")?;
                inputs.push(input("checkbox")?);
                row.append_child(inputs.last().ok_or("no input")?)?;
                row.append_child(&label)?;
                label.set_class_name("");
                place.append_child(&row)?;
            }
            Shape::Lines => {
                let fold: Element = create(document, "details", "fold", "")?;
                let summary = add(&fold, "summary", "", "")?;
                summary.append_child(&label)?;
                let count = add(&summary, "span", "chosen", "")?;
                label.set_id(&format!("label-{name}"));
                let area: HtmlTextAreaElement = create(document, "textarea", "", "")?;
                area.set_rows(4);
                area.set_attribute("dir", "auto")?;
                area.set_attribute("aria-labelledby", &format!("label-{name}"))?;
                area.set_attribute("aria-describedby", &hint_id)?;
                fold.append_child(&area)?;
                inputs.extend([area.into(), count]);
                place.append_child(&fold)?;
            }
            Shape::Many => {
                // Folded: its summary says what is chosen, the list may be long.
                let fold: Element = create(document, "details", "fold", "")?;
                let summary = add(&fold, "summary", "", "")?;
                summary.append_child(&label)?;
                let chosen = add(&summary, "span", "chosen", "")?;
                chosen.set_attribute("dir", "auto")?;
                label.set_id(&format!("label-{name}"));
                let list = add(&fold, "div", "list", "")?;
                list.set_attribute("role", "group")?;
                list.set_attribute("aria-labelledby", &format!("label-{name}"))?;
                place.set_attribute("data-join", "line")?;
                inputs.extend([list, chosen]);
                place.append_child(&fold)?;
            }
            Shape::Pair => {
                let set: Element = create(document, "fieldset", "field", "")?;
                let legend: Element = create(document, "legend", "", "")?;
                legend.append_child(&label)?;
                set.append_child(&legend)?;
                let row = add(&set, "div", "range", "")?;
                label.set_id(&format!("label-{name}"));
                for end in 0..2 {
                    let number = input("number")?;
                    number.set_attribute("aria-labelledby", &format!("label-{name}"))?;
                    if end == 1 {
                        add(&row, "span", "", "…")?;
                    }
                    row.append_child(&number)?;
                    inputs.push(number);
                }
                place.append_child(&set)?;
            }
            Shape::Button => {
                let button: HtmlElement = create(document, "button", "quiet", "")?;
                button.set_attribute("type", "button")?;
                button.set_attribute("data-do", "control")?;
                button.set_attribute("data-control", name)?;
                label.set_class_name("");
                button.append_child(&label)?;
                place.append_child(&button)?;
                inputs.push(button.into());
            }
        }
        place.append_child(&hint)?;
        set_visible(&hint, false);
        Ok(Field { shape, label, hint, inputs, choices: Vec::new(), name: name.to_owned() })
    }

    /// The shape that it was made with; another shape needs another field.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Writes what differs.
    pub fn write(&mut self, dom: &Dom, value: &Value) -> Result<(), JsValue> {
        set_text(&self.label, value.label);
        // A value that the input shows itself is not repeated in the hint.
        let typed = matches!(self.shape, Shape::Number | Shape::Text | Shape::Date | Shape::Pair);
        let said = value.choices.iter().any(|choice| choice.label == value.value_text)
            || value.value_text == value.value
            || typed && value.value.is_empty();
        let hint = match (value.hint, value.value_text) {
            (hint, text)
                if said
                    || text.is_empty()
                    || matches!(self.shape, Shape::Switch | Shape::Lines | Shape::Many) =>
            {
                hint.to_owned()
            }
            ("", text) => text.to_owned(),
            (hint, text) => {
                let stop = if hint.ends_with('。') { "。" } else { ". " };
                format!("{text}{stop}{hint}")
            }
        };
        let hint = value.message.map_or(hint, str::to_owned);
        set_text(&self.hint, &hint);
        set_visible(&self.hint, !hint.is_empty());
        if let Some(place) = self.hint.parent_element() {
            set_attribute(&place, "data-wrong", value.message.map(|_| ""))?;
        }
        for input in &self.inputs {
            set_attribute(input, "aria-invalid", value.message.map(|_| "true"))?;
        }
        match self.shape {
            Shape::Choice => self.write_choices(dom, value)?,
            Shape::Many => self.write_list(dom, value)?,
            Shape::Pair => {
                let (from, to) = value.value.split_once("..").unwrap_or(("", ""));
                for (input, text) in self.inputs.iter().zip([from, to]) {
                    write_input(dom, input, text, value.value_text);
                }
            }
            Shape::Number | Shape::Text | Shape::Date => {
                if let Some(input) = self.inputs.first() {
                    write_input(dom, input, value.value, value.value_text);
                }
            }
            Shape::Switch => {
                if let Some(input) =
                    self.inputs.first().and_then(|input| input.dyn_ref::<HtmlInputElement>())
                {
                    input.set_checked(value.value == "on");
                }
            }
            Shape::Lines => {
                if let [area, count] = self.inputs.as_slice() {
                    set_text(count, value.value_text);
                    let typing = dom.document.active_element().as_ref() == Some(area);
                    if let Some(area) = area.dyn_ref::<HtmlTextAreaElement>()
                        && !typing
                        && area.value() != value.value
                    {
                        area.set_value(value.value);
                    }
                }
            }
            Shape::Button => {}
        }
        if matches!(self.shape, Shape::Many | Shape::Lines) {
            return Ok(());
        }
        for input in &self.inputs {
            set_attribute(input, "disabled", (!value.enabled).then_some(""))?;
        }
        Ok(())
    }

    fn write_choices(&mut self, dom: &Dom, value: &Value) -> Result<(), JsValue> {
        let Some(select) =
            self.inputs.first().and_then(|input| input.dyn_ref::<HtmlSelectElement>())
        else {
            return Ok(());
        };
        if self.choices != value.choices {
            empty(select);
            for choice in value.choices {
                let option: HtmlOptionElement = create(&dom.document, "option", "", &choice.label)?;
                option.set_value(&choice.value);
                if let Some(reason) = &choice.disabled {
                    option.set_disabled(true);
                    option.set_title(reason);
                }
                select.append_child(&option)?;
            }
            self.choices = value.choices.to_vec();
        }
        if select.value() != value.value {
            select.set_value(value.value);
        }
        Ok(())
    }

    fn write_list(&mut self, dom: &Dom, value: &Value) -> Result<(), JsValue> {
        let [list, chosen] = self.inputs.as_slice() else { return Ok(()) };
        let names: Vec<&str> = value
            .choices
            .iter()
            .filter(|choice| choice.selected)
            .map(|choice| choice.label.as_str())
            .collect();
        let names = names.join(", ");
        let none = if value.value_text.is_empty() { "–" } else { value.value_text };
        set_text(chosen, if names.is_empty() { none } else { &names });
        if self.choices == value.choices {
            return Ok(());
        }
        empty(list);
        for (at, choice) in value.choices.iter().enumerate() {
            let row: Element = create(&dom.document, "label", "check", "")?;
            let input: HtmlInputElement = create(&dom.document, "input", "", "")?;
            input.set_type("checkbox");
            input.set_id(&format!("{}-{at}", self.name));
            input.set_value(&choice.value);
            input.set_checked(choice.selected);
            input.set_disabled(choice.disabled.is_some());
            row.append_child(&input)?;
            add(&row, "span", "", &choice.label)?;
            list.append_child(&row)?;
        }
        self.choices = value.choices.to_vec();
        Ok(())
    }
}

/// Writes a value, but not while the input has the focus: typing is not overwritten. `empty` is the
/// placeholder.
fn write_input(dom: &Dom, input: &Element, text: &str, empty: &str) {
    let typing = dom.document.active_element().as_ref() == Some(input);
    let Some(input) = input.dyn_ref::<HtmlInputElement>() else { return };
    input.set_placeholder(empty);
    if !typing && input.value() != text {
        input.set_value(text);
    }
}
