//! From a code with data to the sentence a visitor reads.

use deskbell_rules::{Code, Field};

use super::Messages;
use crate::failure::{Cause, Failure};
use crate::fault::{Fault, Reason};
use crate::field::{Choice, FieldDescription};
use crate::files::{Limits, UPLOADS, Why};
use crate::number;

impl Messages {
    /// What stands above the field. A last name is one only beside a first name.
    pub(crate) fn label(&self, field: &FieldDescription, has_first_name: bool) -> String {
        let own = field.label.clone().unwrap_or_default();
        if !own.is_empty() {
            return own;
        }
        let key = format!("label.{}", field.name);
        let family = self.find(&format!("{key}.family")).filter(|_| has_first_name);
        family.or_else(|| self.find(&key)).unwrap_or(&field.name).to_owned()
    }

    /// A sentence below the field; empty for none.
    pub(crate) fn help(&self, field: &FieldDescription) -> String {
        field.help.clone().unwrap_or_else(|| self.text(&format!("help.{}", field.name)))
    }

    /// An example inside the field; empty for none.
    pub(crate) fn placeholder(&self, field: &FieldDescription) -> String {
        field.placeholder.clone().unwrap_or_else(|| self.text(&format!("placeholder.{}", field.name)))
    }

    /// What stands for a choice.
    pub(crate) fn choice(&self, field: &FieldDescription, choice: &Choice) -> String {
        let own = || self.find(&format!("option.{}.{}", field.name, choice.value));
        choice.label.as_deref().or_else(own).unwrap_or(&choice.value).to_owned()
    }

    /// What to do about `fault`, for the field it belongs to.
    pub(crate) fn fault(&self, fault: &Fault, field: &FieldDescription, label: &str) -> String {
        let code = match &fault.reason {
            Reason::Said(sentence) if sentence.is_empty() => return self.fill("format", &[("label", label)]),
            Reason::Said(sentence) => return sentence.clone(),
            Reason::Rule(code) => code,
        };
        let example = number::example(self.decimal());
        let (name, with) = (&field.name, [("label", label), ("example", &example)]);
        match code {
            Code::TooLong { limit, length } => {
                let over = length.saturating_sub(*limit);
                let own = format!("too_long.{name}");
                let key = if self.plural(&own, over).is_some() { own.as_str() } else { "too_long" };
                self.count(key, over, &with)
            }
            Code::OutOfRange { min, max } => self.fill("out_of_range", &[("min", min), ("max", max)]),
            Code::Format { expected } => self.most_specific("format", &[name, expected.as_str()], &with),
            // The whole name is asked for in one field or in two.
            Code::Missing if Some(label) == self.find(&format!("label.{name}.family")) => self.fill("missing", &with),
            Code::Missing => self.most_specific("missing", &[name, kind_key(field)], &with),
            // Of the form's own making: some did not arrive.
            Code::NotAllowed if name == UPLOADS => self.text("files.unfinished"),
            other => match self.find(other.as_str()) {
                Some(_) => self.fill(other.as_str(), &with),
                None => self.fill("format", &with),
            },
        }
    }

    fn most_specific(&self, code: &str, details: &[&str], with: &[(&str, &str)]) -> String {
        let found = details.iter().map(|detail| format!("{code}.{detail}")).find(|key| self.find(key).is_some());
        self.fill(found.as_deref().unwrap_or(code), with)
    }

    /// The sign between whole and fraction in the visitor's numbers.
    pub(crate) fn decimal(&self) -> char {
        number::decimal(&(self.speech.number)(&self.lang, 1.5))
    }

    /// Why a file is not, or not yet, among those that are sent.
    pub(crate) fn file(&self, name: &str, why: Why, limits: &Limits) -> String {
        let size = self.size(limits.max_bytes as f64);
        let types = limits.accept.join(", ");
        let with = [("name", name), ("size", &size), ("types", &types)];
        match why {
            Why::TooMany => self.count("files.too_many", limits.max_files, &with),
            why => self.fill(&format!("files.{}", why.as_str()), &with),
        }
    }

    /// “Two things need your attention”
    pub(crate) fn summary(&self, number: usize) -> String {
        let sentence = self.count("summary", number, &[]);
        let words = self.text("summary.words");
        let word = number.checked_sub(2).and_then(|index| words.split_whitespace().nth(index));
        match (word, sentence.strip_prefix(&self.number(number))) {
            (Some(word), Some(rest)) => format!("{word}{rest}"),
            _ => sentence,
        }
    }

    /// What has happened and what to do, in a sentence or two.
    pub(crate) fn failure(&self, failure: &Failure) -> String {
        let mut sentence = match (failure.cause, failure.wait) {
            (Cause::TooMany, Some(seconds)) => self.wait(seconds),
            (Cause::Setup, _) => self.fill("failure.setup", &[("fields", &failure.listed())]),
            (cause, _) => self.text(&format!("failure.{}", cause.as_str())),
        };
        if failure.cause == Cause::Rejected && !failure.faults.is_empty() {
            sentence = format!("{sentence} ({})", failure.listed());
        }
        sentence
    }

    /// Why there is no form.
    pub(crate) fn trouble(&self, failure: &Failure) -> String {
        match failure.cause {
            Cause::Setup => self.fill("failure.setup", &[("fields", "departmentId")]),
            cause => self.text(&format!("failure.{}", cause.as_str())),
        }
    }

    fn wait(&self, seconds: u32) -> String {
        let seconds = usize::try_from(seconds).unwrap_or(usize::MAX);
        if seconds < 100 {
            self.count("failure.wait.seconds", seconds, &[])
        } else {
            self.count("failure.wait.minutes", seconds.div_ceil(60), &[])
        }
    }
}

/// The kind, where its name is not that of an attribute as well: a second address that a form
/// asks for is not “your email address”.
fn kind_key(field: &FieldDescription) -> &'static str {
    let kind = field.control().as_str();
    if Field::find(kind).is_some() { "" } else { kind }
}

#[cfg(test)]
mod tests {
    use deskbell_rules::{Expected, Kind};

    use super::super::english;
    use super::*;

    fn field(name: &str, kind: Option<Kind>) -> FieldDescription {
        FieldDescription { name: name.to_owned(), kind, ..FieldDescription::default() }
    }

    fn said(name: &str, kind: Option<Kind>, code: Code) -> String {
        let field = field(name, kind);
        let label = english().label(&field, false);
        english().fault(&Fault::rule(name, code), &field, &label)
    }

    #[test]
    fn sentences_say_what_to_do() {
        assert_eq!(said("email", None, Code::Missing), "Enter your email address");
        assert_eq!(said("cf.cf_x", Some(Kind::Picklist), Code::Missing), "Choose an option for “cf.cf_x”");
        assert_eq!(said("cf.cf_x", None, Code::Missing), "Fill in “cf.cf_x”");
        assert_eq!(said("cf.cf_x", Some(Kind::Email), Code::Missing), "Fill in “cf.cf_x”");
        assert_eq!(
            said("subject", None, Code::TooLong { limit: 255, length: 267 }),
            "Shorten the subject by 12 characters"
        );
        assert_eq!(said("phone", None, Code::TooLong { limit: 120, length: 121 }), "Shorten “Phone” by 1 character");
        let format = Code::Format { expected: Expected::Url };
        assert_eq!(said("webUrl", None, format), "Enter a web address that starts with https://");
        assert_eq!(said("subject", None, Code::NotAllowed), "Check “Subject”");
    }

    #[test]
    fn the_summary_counts_in_words_up_to_nine() {
        let heads: Vec<String> = [1, 2, 9, 10].map(|number| english().summary(number)).into();
        assert_eq!(
            heads,
            [
                "One thing needs your attention",
                "Two things need your attention",
                "Nine things need your attention",
                "10 things need your attention"
            ]
        );
    }

    #[test]
    fn every_cause_has_a_sentence() {
        for cause in Cause::ALL {
            let failure = Failure { wait: None, ..Failure::of(cause) };
            assert!(english().failure(&failure).len() > 20, "{cause:?}");
        }
        let wait =
            |seconds| english().failure(&Failure { wait: Some(seconds), certain: true, ..Failure::of(Cause::TooMany) });
        assert!(wait(1).ends_with("in 1 second."), "{}", wait(1));
        assert!(wait(30).ends_with("in 30 seconds."));
        assert!(wait(3600).ends_with("in 60 minutes."));
    }

    #[test]
    fn a_missing_last_name_is_not_the_whole_name() {
        let name = field("contact.lastName", None);
        let said = |label| english().fault(&Fault::rule("contact.lastName", Code::Missing), &name, label);
        assert_eq!((said("Name").as_str(), said("Last name").as_str()), ("Enter your name", "Fill in “Last name”"));
    }

    #[test]
    fn a_last_name_is_called_so_beside_a_first_name() {
        let name = field("contact.lastName", None);
        assert_eq!(english().label(&name, false), "Name");
        assert_eq!(english().label(&name, true), "Last name");
        assert_eq!(english().label(&field("cf.cf_x", None), false), "cf.cf_x");
    }
}
