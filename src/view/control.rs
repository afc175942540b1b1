//! The control for each kind of field, with its label.

use deskbell_rules::Kind;
use leptos::either::{Either, EitherOf4};
use leptos::prelude::*;

use super::choice::{checkbox, checkboxes, select};
use super::date::date;
use super::field::{Context, label};

/// Label and control; the two stand the other way round for a checkbox.
pub(super) fn control(context: &Context) -> impl IntoView + use<> {
    match context.field.control() {
        Kind::Boolean => EitherOf4::A(checkbox(context)),
        Kind::Multiselect => EitherOf4::B(checkboxes(context)),
        Kind::Picklist => EitherOf4::C(labelled(context, Either::Left(select(context)))),
        Kind::Date | Kind::DateTime => EitherOf4::C(labelled(context, Either::Right(date(context)))),
        Kind::Textarea => EitherOf4::D(labelled(context, Either::Left(textarea(context)))),
        Kind::Text
        | Kind::Email
        | Kind::Phone
        | Kind::Url
        | Kind::Number
        | Kind::Decimal
        | Kind::Currency
        | Kind::Percent => EitherOf4::D(labelled(context, Either::Right(line(context)))),
    }
}

fn labelled<V: IntoView>(context: &Context, control: V) -> impl IntoView + use<V> {
    view! {
        <label class="label" part="label" for=context.id()>{label(context)}</label>
        {control}
    }
}

fn placeholder(context: &Context) -> Option<String> {
    let text = context.desk.messages(|messages| messages.placeholder(&context.field));
    (!text.is_empty()).then_some(text)
}

fn textarea(context: &Context) -> impl IntoView + use<> {
    let (desk, index) = (context.desk, context.index);
    view! {
        <textarea
            class="control"
            part="control textarea"
            id=context.id()
            name=context.field.name.clone()
            rows="4"
            dir="auto"
            placeholder=placeholder(context)
            aria-required=context.required()
            aria-invalid=context.invalid()
            aria-describedby=context.described()
            prop:value=context.typed()
            on:input=move |event| desk.edit(index, event_target_value(&event))
            on:blur=move |_| desk.blur(index)
        ></textarea>
    }
}

/// One line of text. Numbers too: a number control drops what it cannot read, and turns with the
/// wheel. There is no `maxlength`: nothing that was typed or pasted is cut off silently.
fn line(context: &Context) -> impl IntoView + use<> {
    let (desk, index) = (context.desk, context.index);
    let kind = Line::of(context.field.control());
    view! {
        <input
            class="control"
            part="control input"
            id=context.id()
            name=context.field.name.clone()
            type=kind.input_type
            inputmode=kind.mode
            dir=kind.direction
            autocapitalize=kind.plain.then_some("none")
            spellcheck=kind.plain.then_some("false")
            autocomplete=autocomplete(context)
            placeholder=placeholder(context)
            aria-required=context.required()
            aria-invalid=context.invalid()
            aria-describedby=context.described()
            prop:value=context.typed()
            on:input=move |event| desk.edit(index, event_target_value(&event))
            on:blur=move |_| desk.blur(index)
        />
    }
}

/// How the browser is told what a line holds.
struct Line {
    input_type: &'static str,
    mode: Option<&'static str>,
    direction: &'static str,
    /// No prose: no capitals, no spelling.
    plain: bool,
}

impl Line {
    fn of(kind: Kind) -> Self {
        let line =
            |input_type, mode, plain| Self { input_type, mode, direction: if plain { "ltr" } else { "auto" }, plain };
        match kind {
            Kind::Email => line("email", Some("email"), true),
            Kind::Phone => line("tel", Some("tel"), true),
            Kind::Url => line("url", Some("url"), true),
            Kind::Number => line("text", Some("numeric"), true),
            Kind::Decimal | Kind::Currency | Kind::Percent => line("text", Some("decimal"), true),
            _ => line("text", None, false),
        }
    }
}

fn autocomplete(context: &Context) -> Option<String> {
    let own = context.field.autocomplete.clone();
    own.or_else(|| {
        let token = match context.field.name.as_str() {
            "contact.lastName" if context.has_first_name => "family-name",
            "contact.lastName" => "name",
            "contact.firstName" => "given-name",
            "email" => "email",
            "phone" => "tel",
            _ => return None,
        };
        Some(token.to_owned())
    })
}
