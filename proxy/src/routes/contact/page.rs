//! The pages around the fields.

use super::fields::{Context, halves};
use super::html::Escaped;
use super::sentence::Faults;
use super::texts::Texts;
use super::typed::Typed;
use crate::config::FieldDescription;

/// The name of the field that people cannot see; what fills it in is a robot.
pub(super) const TRAP: &str = "website";
/// The name of the token's field.
pub(super) const TOKEN: &str = "form_token";

/// What the form is written from.
#[derive(Debug)]
pub(super) struct FormPage<'a> {
    pub(super) texts: Texts,
    pub(super) fields: &'a [FieldDescription],
    pub(super) typed: &'a Typed,
    pub(super) faults: &'a Faults,
    /// Why it was not sent, in a sentence; empty where the faults say it.
    pub(super) failure: &'a str,
    pub(super) token: &'a str,
    /// Where it goes, relative to the page.
    pub(super) action: &'a str,
}

impl FormPage<'_> {
    pub(super) fn html(&self) -> String {
        let (texts, heading) = (self.texts, self.texts.text("heading"));
        let fields: String = self
            .fields
            .iter()
            .zip(halves(self.fields))
            .enumerate()
            .map(|(index, (field, half))| self.field(index, field, half))
            .collect();
        let note = paragraph("note", texts.text("note"));
        let title = match self.faults.is_empty() {
            true if self.failure.is_empty() => heading.to_owned(),
            true => format!("{} · {heading}", texts.text("failure.heading")),
            false => format!("{} · {heading}", summary_heading(texts, self.faults.len())),
        };
        let body = format!(
            "<form class=\"form\" method=\"post\" action=\"{action}\" accept-charset=\"utf-8\" novalidate aria-labelledby=\"heading\">\n\
             <header><h1 class=\"heading\" id=\"heading\">{heading}</h1>{lede}</header>\n\
             {summary}<div class=\"fields\">\n{fields}</div>\n{failure}\
             <div class=\"said\" aria-hidden=\"true\"><label for=\"{TRAP}\">Website</label>\
             <input id=\"{TRAP}\" name=\"{TRAP}\" tabindex=\"-1\" autocomplete=\"off\"></div>\n\
             <input type=\"hidden\" name=\"{TOKEN}\" value=\"{token}\">\n\
             <button class=\"go\" type=\"submit\">{send}</button>\n{note}</form>",
            action = Escaped(self.action),
            heading = Escaped(heading),
            lede = paragraph("lede", texts.text("lede")),
            summary = self.summary(),
            failure = self.failure(),
            token = Escaped(self.token),
            send = Escaped(texts.text("send")),
        );
        shell(texts, &title, "", &body)
    }

    fn field(&self, index: usize, field: &FieldDescription, half: bool) -> String {
        let error = self.faults.iter().find(|(known, _)| *known == index).map_or("", |(_, sentence)| sentence);
        Context { texts: self.texts, index, field, fields: self.fields, typed: self.typed, error }.html(half)
    }

    /// Everything that needs attention, with links to the fields; it has the focus when the page
    /// comes.
    fn summary(&self) -> String {
        if self.faults.is_empty() {
            return String::new();
        }
        let link =
            |(index, sentence): &(usize, String)| format!("<li><a href=\"#f{index}\">{}</a></li>", Escaped(sentence));
        let links: String = self.faults.iter().map(link).collect();
        format!(
            "<div class=\"summary\" id=\"summary\" tabindex=\"-1\" autofocus role=\"group\" aria-labelledby=\"attention\">\
             <strong id=\"attention\">{}</strong><ul role=\"list\">{links}</ul></div>\n",
            Escaped(&summary_heading(self.texts, self.faults.len()))
        )
    }

    fn failure(&self) -> String {
        if self.failure.is_empty() {
            return String::new();
        }
        format!(
            "<div class=\"failure\" role=\"alert\"><strong>{}</strong><p>{}</p><p>{}</p></div>\n",
            Escaped(self.texts.text("failure.heading")),
            Escaped(self.failure),
            Escaped(self.texts.text("failure.kept"))
        )
    }
}

/// “Two things need your attention”
fn summary_heading(texts: Texts, number: usize) -> String {
    let sentence = texts.count("summary", number, &[]);
    let word = number.checked_sub(2).and_then(|index| texts.text("summary.words").split_whitespace().nth(index));
    match (word, sentence.strip_prefix(&number.to_string())) {
        (Some(word), Some(rest)) => format!("{word}{rest}"),
        _ => sentence,
    }
}

/// The receipt, or, where there is no number yet, the reference.
pub(super) fn receipt(texts: Texts, number: Option<&str>, reference: &str, again: &str) -> String {
    let key = if number.is_some() { "receipt" } else { "pending" };
    let text = |name: &str| texts.text(&format!("{key}.{name}"));
    let (label, value) =
        number.map_or((text("reference"), reference.to_owned()), |number| (text("ticket"), format!("#{number}")));
    let lede = if number.is_some() { String::new() } else { paragraph("lede", text("lede")) };
    let another = number
        .map(|_| format!("<a class=\"ghost\" href=\"{}\">{}</a>", Escaped(again), Escaped(texts.text("another"))));
    let body = format!(
        "<div class=\"done{}\"><span class=\"mark\" aria-hidden=\"true\"></span>\
         <header><h1 class=\"heading\">{heading}</h1>{lede}</header>\
         <div class=\"plate\"><span class=\"number\"><span>{}</span> <b dir=\"ltr\">{}</b></span></div>{}{}</div>",
        if number.is_some() { "" } else { " pending" },
        Escaped(label),
        Escaped(&value),
        paragraph("note", text("note")),
        another.unwrap_or_default(),
        heading = Escaped(text("heading")),
    );
    shell(texts, text("heading"), "../", &body)
}

/// A page that says why there is nothing.
pub(super) fn trouble(texts: Texts, sentence: &str, up: &str) -> String {
    let heading = texts.text("heading");
    let body = format!(
        "<header><h1 class=\"heading\">{}</h1></header><div class=\"failure\" role=\"alert\"><p>{}</p></div>",
        Escaped(heading),
        Escaped(sentence)
    );
    shell(texts, heading, up, &format!("<div class=\"form\">{body}</div>"))
}

fn paragraph(class: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<p class=\"{class}\">{}</p>", Escaped(text)) }
}

/// `up`: the way from the page to the place where `/contact` is.
fn shell(texts: Texts, title: &str, up: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{}</title>\n<link rel=\"stylesheet\" href=\"{up}contact.css\">\n</head>\n\
         <body class=\"deskbell\" data-theme=\"auto\">\n<main class=\"sheet\"><div class=\"card\">\n{body}\n</div></main>\n</body>\n</html>\n",
        texts.lang,
        texts.direction(),
        Escaped(title),
    )
}
