//! Controls of the page with their present values.

use crate::recipe::setting::ControlId;

/// A control with its present value.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// Which.
    pub id: ControlId,
    /// Its name in words.
    pub label: String,
    /// Present value; `on`/`off` for a switch.
    pub value: String,
    /// Present value in words (`week (chosen for you)`).
    pub value_text: String,
    /// The values there are; empty for free text, a number or a button.
    pub choices: Vec<Choice>,
    /// Several may be chosen.
    pub multiple: bool,
    /// Whether it can be used now.
    pub enabled: bool,
    /// One sentence that explains it.
    pub hint: String,
    /// Why what it holds is not taken; the present value stays what it was.
    pub message: Option<String>,
}

/// One value of a control.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// To be given back.
    pub value: String,
    /// In words.
    pub label: String,
    /// Present.
    pub selected: bool,
    /// Why it cannot be chosen, where it cannot.
    pub disabled: Option<String>,
}
