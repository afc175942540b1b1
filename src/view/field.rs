//! One field: label, control, and below it what helps and what is wrong.

use std::rc::Rc;

use super::control::control;
use super::tag::{Tag, part, tag};
use super::text_if;
use crate::desk::Desk;
use crate::field::FieldDescription;
use crate::form::Form;

/// What all parts of a field need to know.
#[derive(Debug, Clone)]
pub(super) struct Context {
    pub(super) desk: Desk,
    pub(super) index: usize,
    pub(super) field: Rc<FieldDescription>,
    pub(super) label: String,
    pub(super) has_first_name: bool,
}

impl Context {
    /// The control's id, to which its label and the summary point.
    pub(super) fn id(&self) -> String {
        format!("f{}", self.index)
    }

    /// What stands in the field.
    pub(super) fn typed(&self) -> impl Fn() -> String + Copy + use<> {
        let (desk, index) = (self.desk, self.index);
        move || desk.content(index, |form| form.typed(index).to_owned())
    }

    /// Name and everything that assistive technology is told of a control.
    pub(super) fn describe(&self, control: Tag) -> Tag {
        let required = self.field.is_required().then_some("true");
        control
            .attr("name", &self.field.name)
            .maybe("aria-required", required)
            .flag("aria-invalid", "true", self.wrong())
            .live("aria-describedby", self.described(None))
    }

    /// `aria-describedby`: error, then help, then `more`.
    pub(super) fn described(&self, more: Option<String>) -> impl Fn() -> Option<String> + use<> {
        let (wrong, index) = (self.wrong(), self.index);
        let help = (!self.help().is_empty()).then(|| format!("h{index}"));
        move || {
            let ids = [wrong().then(|| format!("e{index}")), help.clone(), more.clone()];
            let ids: Vec<String> = ids.into_iter().flatten().collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    }

    /// Whether something is wrong with the field.
    pub(super) fn wrong(&self) -> impl Fn() -> bool + Copy + use<> {
        let (desk, index) = (self.desk, self.index);
        move || desk.field(index, |form| form.fault(index).is_some())
    }

    /// Label text with its mark: required is the rule, so *optional* is what is marked.
    pub(super) fn title(&self, around: Tag) -> Tag {
        let optional =
            (!self.field.is_required()).then(|| part("span", "optional").text(" ").text(&self.desk.text("optional")));
        around.text(&self.label).all(optional)
    }

    fn help(&self) -> String {
        self.desk.messages(|messages| messages.help(&self.field))
    }
}

pub(super) fn field(context: &Context, half: bool) -> Tag {
    let (desk, index) = (context.desk, context.index);
    let hidden = move || desk.field(index, |form| !form.is_shown(index));
    let help = text_if(&context.help(), "hint").map(|help| help.attr("part", "help").attr("id", &format!("h{index}")));
    tag("div", if half { "field half" } else { "field" })
        .attr("part", "field")
        .attr("data-name", &context.field.name)
        .when("wrong", context.wrong())
        .flag("hidden", "", hidden)
        .all(control(context))
        .all(help)
        .with(foot(context))
}

/// The sentence about what is wrong with field `index`, now.
pub(super) fn message(desk: Desk, index: usize) -> impl Fn() -> String + Copy + 'static {
    move || {
        let sentence = |form: &Form| {
            let has_first_name = form.fields().any(|field| field.name == "contact.firstName");
            let (fault, field) = (form.fault(index)?, form.fields().nth(index)?);
            Some(desk.messages(|messages| messages.fault(fault, field, &messages.label(field, has_first_name))))
        };
        desk.field(index, sentence).unwrap_or_default()
    }
}

/// Error and counter share a line.
fn foot(context: &Context) -> Tag {
    let (desk, index, wrong) = (context.desk, context.index, context.wrong());
    let error = move |_| vec![part("p", "error").attr("id", &format!("e{index}")).says(message(desk, index))];
    let foot = part("div", "foot").region(move || usize::from(wrong()), error);
    if context.field.length("").is_some() { counted(foot, desk, index) } else { foot }
}

fn counted(foot: Tag, desk: Desk, index: usize) -> Tag {
    let counter = move || desk.content(index, |form| form.counter(index));
    let count = move || {
        let (length, limit) = counter().unwrap_or_default();
        desk.messages(|messages| {
            let (length, limit) = (messages.number(length), messages.number(limit));
            messages.fill("counter", &[("length", &length), ("limit", &limit)])
        })
    };
    foot.region(move || usize::from(counter().is_some()), move |_| vec![part("p", "counter").says(count)])
}
