//! One field of the plain form, with the markup of the widget's.

use deskbell_rules::{CHOICE_SEPARATOR, CLASSIFICATIONS, Field, Kind};

use super::html::{Escaped, attribute};
use super::texts::Texts;
use super::typed::Typed;
use crate::config::{Choice, FieldDescription};

/// What a field is written from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) texts: Texts,
    pub(super) index: usize,
    pub(super) field: &'a FieldDescription,
    pub(super) fields: &'a [FieldDescription],
    pub(super) typed: &'a Typed,
    /// What is wrong with it; empty for nothing.
    pub(super) error: &'a str,
}

/// How a field is asked for.
pub(super) fn kind(field: &FieldDescription) -> Kind {
    let own = field.kind.or_else(|| Field::find(&field.name).map(|field| field.kind)).unwrap_or_default();
    let choices = !field.options.is_empty() || field.depends_on.is_some();
    if choices && own != Kind::Multiselect { Kind::Picklist } else { own }
}

/// For each field, whether it takes half the width: short ones, two and two.
pub(super) fn halves(fields: &[FieldDescription]) -> Vec<bool> {
    let short = |field: &FieldDescription| {
        field.help.is_none()
            && (matches!(field.name.as_str(), "contact.firstName" | "contact.lastName" | "email" | "phone")
                || matches!(kind(field), Kind::Date | Kind::Number | Kind::Decimal | Kind::Currency | Kind::Percent))
    };
    let mut halves: Vec<bool> = Vec::new();
    let mut waiting = false;
    for field in fields {
        match halves.last_mut() {
            Some(before) if waiting && short(field) => {
                *before = true;
                halves.push(true);
                waiting = false;
            }
            _ => {
                halves.push(false);
                waiting = short(field);
            }
        }
    }
    halves
}

/// What stands above a field. A last name is one only beside a first name.
pub(super) fn label(texts: Texts, field: &FieldDescription, fields: &[FieldDescription]) -> String {
    if let Some(own) = field.label.as_ref().filter(|own| !own.is_empty()) {
        return own.clone();
    }
    let key = format!("label.{}", field.name);
    let family = texts.find(&format!("{key}.family")).filter(|_| has_first_name(fields));
    family.or_else(|| texts.find(&key)).unwrap_or(&field.name).to_owned()
}

pub(super) fn has_first_name(fields: &[FieldDescription]) -> bool {
    fields.iter().any(|field| field.name == "contact.firstName")
}

impl Context<'_> {
    /// The field, its control, and what is wrong with it.
    pub(super) fn html(&self, half: bool) -> String {
        let wrong = !self.error.is_empty();
        let classes = format!("field{}{}", if half { " half" } else { "" }, if wrong { " wrong" } else { "" });
        let help = self.help().map(|help| format!("<p class=\"hint\" id=\"h{}\">{}</p>", self.index, Escaped(&help)));
        let error = wrong.then(|| format!("<p class=\"error\" id=\"e{}\">{}</p>", self.index, Escaped(self.error)));
        format!(
            "<div class=\"{classes}\">{}{}<div class=\"foot\">{}</div></div>\n",
            self.control(),
            help.unwrap_or_default(),
            error.unwrap_or_default()
        )
    }

    fn control(&self) -> String {
        let kind = kind(self.field);
        match kind {
            Kind::Boolean => self.checkbox(),
            Kind::Multiselect => self.checkboxes(),
            Kind::Picklist => format!("{}<span class=\"select\">{}</span>", self.labelled(), self.select()),
            Kind::Textarea => format!("{}{}", self.labelled(), self.area()),
            _ => format!("{}{}", self.labelled(), self.line(kind)),
        }
    }

    fn area(&self) -> String {
        let text = self.typed.text(&self.field.name);
        let dir = attribute("dir", (!text.is_empty()).then_some("auto"));
        let placeholder = attribute("placeholder", self.placeholder());
        // A line break straight after the tag is dropped by browsers, so here is one for that.
        format!(
            "<textarea class=\"control\" rows=\"4\"{dir}{placeholder}{}>\n{}</textarea>",
            self.described(),
            Escaped(&text)
        )
    }

    fn placeholder(&self) -> Option<&str> {
        let text = || self.texts.find(&format!("placeholder.{}", self.field.name));
        self.field.placeholder.as_deref().or_else(text).filter(|text| !text.is_empty())
    }

    fn line(&self, kind: Kind) -> String {
        let (input_type, mode, plain) = match kind {
            Kind::Email => ("email", Some("email"), true),
            Kind::Phone => ("tel", Some("tel"), true),
            Kind::Url => ("url", Some("url"), true),
            Kind::Number => ("text", Some("numeric"), true),
            Kind::Decimal | Kind::Currency | Kind::Percent => ("text", Some("decimal"), true),
            Kind::Date => ("date", None, false),
            Kind::DateTime => ("datetime-local", None, false),
            _ => ("text", None, false),
        };
        let text = self.typed.text(&self.field.name);
        let dir = if plain { Some("ltr") } else { (input_type == "text" && !text.is_empty()).then_some("auto") };
        let attributes = [
            attribute("inputmode", mode),
            attribute("dir", dir),
            attribute("autocapitalize", plain.then_some("none")),
            attribute("spellcheck", plain.then_some("false")),
            attribute("autocomplete", self.autocomplete()),
            attribute("placeholder", self.placeholder()),
            attribute("value", Some(&text).filter(|text| !text.is_empty()).map(String::as_str)),
        ];
        format!("<input class=\"control\" type=\"{input_type}\"{}{}>", self.described(), attributes.concat())
    }

    fn select(&self) -> String {
        let chosen = self.typed.text(&self.field.name);
        let unset = if chosen.is_empty() { " unset" } else { "" };
        format!(
            "<select class=\"control{unset}\"{}><option value=\"\">{}</option>{}</select>",
            self.described(),
            Escaped(self.texts.text("choose")),
            self.options(&chosen)
        )
    }

    /// Without script the choices cannot follow from another field, so they stand there all,
    /// each with what it goes with.
    fn options(&self, chosen: &str) -> String {
        let option = |value: &str| {
            let selected = if value == chosen { " selected" } else { "" };
            format!("<option value=\"{}\"{selected}>{}</option>", Escaped(value), Escaped(&self.choice(value)))
        };
        match &self.field.depends_on {
            Some(depends) => depends
                .values
                .iter()
                .map(|(parent, values)| {
                    let values: String = values.iter().map(|value| option(value)).collect();
                    format!(
                        "<optgroup label=\"{}\">{values}</optgroup>",
                        Escaped(&self.parent_choice(&depends.field, parent))
                    )
                })
                .collect(),
            None => self.values().iter().map(|value| option(value)).collect(),
        }
    }

    fn checkbox(&self) -> String {
        let ticked = if self.typed.text(&self.field.name) == "true" { " checked" } else { "" };
        format!(
            "<label class=\"choice\"><input type=\"checkbox\" value=\"true\"{}{ticked}><span>{}</span></label>",
            self.described(),
            self.title()
        )
    }

    fn checkboxes(&self) -> String {
        let chosen = self.typed.text(&self.field.name);
        let index = self.index;
        let boxes: String = self
            .values()
            .iter()
            .enumerate()
            .map(|(place, value)| {
                let id = attribute("id", (place == 0).then(|| format!("f{index}")).as_deref());
                let ticked = if chosen.split(CHOICE_SEPARATOR).any(|one| one == value) { " checked" } else { "" };
                let (name, value, text) = (Escaped(&self.field.name), Escaped(value), self.choice(value));
                format!("<label class=\"choice\"><input type=\"checkbox\"{id} name=\"{name}\" value=\"{value}\"{ticked}><span>{}</span></label>", Escaped(&text))
            })
            .collect();
        let described = attribute("aria-describedby", self.descriptions().as_deref());
        format!(
            "<div class=\"group\" role=\"group\" aria-labelledby=\"l{index}\"{described}><span class=\"label\" id=\"l{index}\">{}</span>{boxes}</div>",
            self.title()
        )
    }

    /// What can be chosen, whatever stands in other fields.
    fn values(&self) -> Vec<String> {
        let mut values: Vec<String> = match &self.field.depends_on {
            Some(depends) => depends.values.values().flat_map(|values| values.iter().cloned()).collect(),
            None if self.field.options.is_empty() && self.field.name == "classification" => {
                CLASSIFICATIONS.map(str::to_owned).into()
            }
            None => self.field.options.iter().map(|choice| choice.value.clone()).collect(),
        };
        let mut seen = std::collections::BTreeSet::new();
        values.retain(|value| seen.insert(value.clone()));
        values
    }

    fn choice(&self, value: &str) -> String {
        choice(self.texts, self.field, value)
    }

    fn parent_choice(&self, parent: &str, value: &str) -> String {
        self.fields
            .iter()
            .find(|field| field.name == parent)
            .map_or(value.to_owned(), |field| choice(self.texts, field, value))
    }

    fn labelled(&self) -> String {
        format!("<label class=\"label\" for=\"f{}\">{}</label>", self.index, self.title())
    }

    /// Required is the rule, so *optional* is what is marked.
    fn title(&self) -> String {
        let label = label(self.texts, self.field, self.fields);
        // Nobody here knows the visitor's time zone.
        let zone = if kind(self.field) == Kind::DateTime { " (UTC)" } else { "" };
        let optional = if self.field.required {
            String::new()
        } else {
            format!(" <span class=\"optional\">{}</span>", Escaped(self.texts.text("optional")))
        };
        format!("{}{zone}{optional}", Escaped(&label))
    }

    /// Name, id and everything that assistive technology is told of a control.
    fn described(&self) -> String {
        format!(
            " id=\"f{}\" name=\"{}\"{}{}{}",
            self.index,
            Escaped(&self.field.name),
            attribute("aria-required", self.field.required.then_some("true")),
            attribute("aria-invalid", (!self.error.is_empty()).then_some("true")),
            attribute("aria-describedby", self.descriptions().as_deref())
        )
    }

    fn descriptions(&self) -> Option<String> {
        let error = (!self.error.is_empty()).then(|| format!("e{}", self.index));
        let help = self.help().map(|_| format!("h{}", self.index));
        let ids: Vec<String> = [error, help].into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn help(&self) -> Option<String> {
        let own = self.field.help.clone();
        own.or_else(|| self.texts.find(&format!("help.{}", self.field.name)).map(str::to_owned))
            .filter(|help| !help.is_empty())
    }

    fn autocomplete(&self) -> Option<&str> {
        self.field.autocomplete.as_deref().or(match self.field.name.as_str() {
            "contact.lastName" if has_first_name(self.fields) => Some("family-name"),
            "contact.lastName" => Some("name"),
            "contact.firstName" => Some("given-name"),
            "email" => Some("email"),
            "phone" => Some("tel"),
            _ => None,
        })
    }
}

fn choice(texts: Texts, field: &FieldDescription, value: &str) -> String {
    let own =
        field.options.iter().find(|choice: &&Choice| choice.value == value).and_then(|choice| choice.label.clone());
    let text = || texts.find(&format!("option.{}.{value}", field.name)).map(str::to_owned);
    own.or_else(text).unwrap_or_else(|| value.to_owned())
}
