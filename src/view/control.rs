//! The control for each kind of field, with its label.

use deskbell_rules::Kind;
use web_sys::Event;

use super::choice::{checkbox, checkboxes, select};
use super::date::date;
use super::field::Context;
use super::files::files;
use super::tag::{Tag, part, tag};

/// Label and control; the two stand the other way round for a checkbox.
pub(super) fn control(context: &Context) -> Vec<Tag> {
    if context.field.is_files() {
        return files(context);
    }
    let control = match context.field.control() {
        Kind::Boolean => return vec![checkbox(context)],
        Kind::Multiselect => return vec![checkboxes(context)],
        Kind::Picklist => select(context),
        Kind::Date => date(context, false),
        Kind::DateTime => date(context, true),
        Kind::Textarea => typed(context, tag("textarea", "control").attr("part", "control textarea").attr("rows", "4")),
        Kind::Text
        | Kind::Email
        | Kind::Phone
        | Kind::Url
        | Kind::Number
        | Kind::Decimal
        | Kind::Currency
        | Kind::Percent => line(context),
    };
    vec![context.title(part("label", "label").attr("for", &context.id())), control]
}

/// What a visitor types text into. There is no `maxlength`: nothing that was typed or pasted is
/// cut off silently.
fn typed(context: &Context, control: Tag) -> Tag {
    let (desk, index, typed) = (context.desk, context.index, context.typed());
    // What has a direction of its own keeps it. Nothing has none: it would count as left to right.
    let control = match control.has("dir") {
        true => control,
        false => control.flag("dir", "auto", move || !typed().is_empty()),
    };
    let placeholder = desk.messages(|messages| messages.placeholder(&context.field));
    context
        .describe(control.attr("id", &context.id()))
        .maybe("placeholder", Some(placeholder.as_str()).filter(|text| !text.is_empty()))
        .flag("readonly", "", move || desk.field(index, |form| form.is_vouched(index)))
        .value(typed)
        .on_value("input", move |value| desk.edit(index, value))
        .on("blur", move |_: Event| desk.blur(index))
}

/// One line of text. Numbers too: a number control drops what it cannot read, and turns with the
/// wheel.
fn line(context: &Context) -> Tag {
    let (input_type, mode, plain) = match context.field.control() {
        Kind::Email => ("email", Some("email"), true),
        Kind::Phone => ("tel", Some("tel"), true),
        Kind::Url => ("url", Some("url"), true),
        Kind::Number => ("text", Some("numeric"), true),
        Kind::Decimal | Kind::Currency | Kind::Percent => ("text", Some("decimal"), true),
        _ => ("text", None, false),
    };
    let input = tag("input", "control")
        .attr("part", "control input")
        .attr("type", input_type)
        .maybe("inputmode", mode)
        .attr("enterkeyhint", "next")
        .maybe("dir", plain.then_some("ltr"))
        // No prose: no capitals, no spelling.
        .maybe("autocapitalize", plain.then_some("none"))
        .maybe("spellcheck", plain.then_some("false"))
        .maybe("autocomplete", autocomplete(context));
    typed(context, input)
}

fn autocomplete(context: &Context) -> Option<&str> {
    context.field.autocomplete.as_deref().or(match context.field.name.as_str() {
        "contact.lastName" if context.has_first_name => Some("family-name"),
        "contact.lastName" => Some("name"),
        "contact.firstName" => Some("given-name"),
        "email" => Some("email"),
        "phone" => Some("tel"),
        _ => None,
    })
}
