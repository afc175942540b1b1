//! Fields that the site fills in for a visitor whom it knows.

use deskbell_rules::{Draft, Value};

use super::Form;

impl Form {
    /// What the proxy will put in the place of what is typed; without it, everything is the
    /// visitor's again. What was typed into other fields stays.
    pub(crate) fn vouch(&mut self, values: &Draft) {
        for index in 0..self.inputs.len() {
            let Some(input) = self.inputs.get_mut(index) else { continue };
            let value = values.get(&input.field.name).and_then(Value::as_text);
            input.vouched = value.is_some();
            if let Some(value) = value {
                input.typed = value.to_owned();
                input.preset = value.to_owned();
                input.edited = false;
                input.fault = None;
            }
        }
        self.arrange();
    }

    /// Whether field `index` is not the visitor's to change.
    pub(crate) fn is_vouched(&self, index: usize) -> bool {
        self.inputs.get(index).is_some_and(|input| input.vouched)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Saved;
    use crate::field::standard;
    use crate::form::Submit;

    const NAME: usize = 0;
    const EMAIL: usize = 1;
    const SUBJECT: usize = 2;

    fn draft(json: &str) -> Draft {
        serde_json::from_str(json).unwrap()
    }

    fn known() -> Form {
        let mut form = Form::new(standard(), Vec::new(), &draft(r#"{"departmentId":"1"}"#));
        for (index, typed) in [(NAME, "Ada"), (EMAIL, "typed@example.org"), (SUBJECT, "Typed")] {
            form.edit(index, typed.to_owned());
        }
        form.vouch(&draft(r#"{"email":"ada@example.org","contact":{"lastName":"Ada Lovelace"}}"#));
        form
    }

    #[test]
    fn what_is_vouched_for_stands_there_whatever_comes() {
        let mut form = known();
        form.edit(EMAIL, "other@example.org".to_owned());
        form.prefill(&draft(r#"{"email":"preset@example.org"}"#));
        let typed = vec![("email".to_owned(), "earlier@example.org".to_owned())];
        form.restore(Saved { typed, ..Saved::default() });
        assert_eq!((form.typed(NAME), form.typed(EMAIL)), ("Ada Lovelace", "ada@example.org"));
        assert_eq!(form.typed(SUBJECT), "Typed", "the rest is the visitor's");
        assert!(form.is_vouched(EMAIL) && !form.is_vouched(SUBJECT));
        form.reset();
        assert_eq!((form.typed(EMAIL), form.typed(SUBJECT)), ("ada@example.org", ""));
        assert!(!form.is_unsent(), "nobody has typed it");
    }

    #[test]
    fn it_takes_the_place_of_a_mistake() {
        let mut form = Form::new(standard(), Vec::new(), &draft(r#"{"departmentId":"1"}"#));
        assert!(matches!(form.submit(), Submit::Refused(_)));
        assert!(form.fault(EMAIL).is_some());
        form.vouch(&draft(r#"{"email":"ada@example.org"}"#));
        assert!(form.fault(EMAIL).is_none() && form.fault(SUBJECT).is_some());
    }

    #[test]
    fn without_it_the_fields_are_the_visitors_again() {
        let mut form = known();
        form.vouch(&Draft::new());
        form.edit(EMAIL, "other@example.org".to_owned());
        assert_eq!((form.typed(EMAIL), form.typed(SUBJECT)), ("other@example.org", "Typed"));
    }
}
