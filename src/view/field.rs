//! One field: label, control, and below it what helps and what is wrong.

use leptos::prelude::*;

use super::control::control;
use super::text_if;
use crate::desk::Desk;
use crate::field::FieldDescription;

/// What all parts of a field need to know.
#[derive(Debug, Clone)]
pub(super) struct Context {
    pub(super) desk: Desk,
    pub(super) index: usize,
    pub(super) field: FieldDescription,
    pub(super) label: String,
    pub(super) has_first_name: bool,
    pub(super) wrong: Memo<bool>,
}

impl Context {
    /// The control's id, to which its label and the summary point.
    pub(super) fn id(&self) -> String {
        format!("f{}", self.index)
    }

    /// What stands in the field.
    pub(super) fn typed(&self) -> impl Fn() -> String + Copy + use<> {
        let (desk, index) = (self.desk, self.index);
        move || desk.form.with(|form| form.typed(index).to_owned())
    }

    /// `aria-describedby`: error, then help.
    pub(super) fn described(&self) -> impl Fn() -> Option<String> + use<> {
        let (wrong, index) = (self.wrong, self.index);
        let help = !self.help().is_empty();
        move || match (wrong.get(), help) {
            (true, true) => Some(format!("e{index} h{index}")),
            (true, false) => Some(format!("e{index}")),
            (false, true) => Some(format!("h{index}")),
            (false, false) => None,
        }
    }

    /// `aria-invalid`
    pub(super) fn invalid(&self) -> impl Fn() -> Option<&'static str> + use<> {
        let wrong = self.wrong;
        move || wrong.get().then_some("true")
    }

    /// Whether the visitor has to fill it in.
    pub(super) fn required(&self) -> Option<&'static str> {
        self.field.is_required().then_some("true")
    }

    fn help(&self) -> String {
        self.desk.messages(|messages| messages.help(&self.field))
    }
}

pub(super) fn field(
    desk: Desk,
    index: usize,
    field: FieldDescription,
    label: String,
    half: bool,
    has_first_name: bool,
) -> impl IntoView {
    let wrong = Memo::new(move |_| desk.form.with(|form| form.fault(index).is_some()));
    let context = Context { desk, index, field, label, has_first_name, wrong };
    let help = context.help();
    let help = (!help.is_empty()).then(|| view! { <p class="hint" part="help" id=format!("h{index}")>{help}</p> });
    let name = context.field.name.clone();
    view! {
        <div class="field" part="field" class:half=half class:wrong=move || wrong.get() data-name=name>
            {control(&context)}
            {help}
            {foot(desk, index, wrong)}
        </div>
    }
}

/// Label text with its mark: required is the rule, so *optional* is what is marked.
pub(super) fn label(context: &Context) -> impl IntoView + use<> {
    let optional = (!context.field.is_required())
        .then(|| view! { <span class="optional" part="optional">" " {context.desk.text("optional")}</span> });
    (context.label.clone(), optional)
}

/// The sentence about what is wrong with field `index`, now.
pub(super) fn message(desk: Desk, index: usize) -> impl Fn() -> String + Copy + 'static {
    move || {
        desk.form.with(|form| {
            let has_first_name = form.fields().any(|field| field.name == "contact.firstName");
            match (form.fault(index), form.fields().nth(index)) {
                (Some(fault), Some(field)) => {
                    desk.messages(|messages| messages.fault(fault, field, &messages.label(field, has_first_name)))
                }
                _ => String::new(),
            }
        })
    }
}

/// Error and counter share a line.
fn foot(desk: Desk, index: usize, wrong: Memo<bool>) -> impl IntoView {
    let counter = Memo::new(move |_| desk.form.with(|form| form.counter(index)));
    let error = move || {
        wrong.get().then(|| view! { <p class="error" part="error" id=format!("e{index}")>{message(desk, index)}</p> })
    };
    let count = move || {
        let (length, limit) = counter.get()?;
        let (length, limit) = (length.to_string(), limit.to_string());
        let text = desk.messages(|messages| messages.fill("counter", &[("length", &length), ("limit", &limit)]));
        text_if(text, "counter")
    };
    view! {
        <div class="foot" class:open=move || wrong.get() || counter.with(Option::is_some)>
            <div class="line">{error} {count}</div>
        </div>
    }
}
