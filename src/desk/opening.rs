//! Which form to show: the site's configuration, completed by the proxy's description.

use deskbell_rules::Value;
use leptos::prelude::*;

use super::{Desk, Screen};
use crate::description::Description;
use crate::failure::{Cause, Failure};
use crate::field::{FieldDescription, standard};
use crate::form::Form;
use crate::options::Options;

impl Desk {
    /// Finds out what to ask for, then shows it. Also the way out of [`Screen::Trouble`].
    pub(crate) fn open(self) {
        let Some((proxy, options)) = self.kept.try_with_value(|kept| (kept.proxy.clone(), kept.options.clone())) else {
            return;
        };
        let department = department(&options);
        if department.is_some() && !options.fields.is_empty() {
            return self.ready(options, Description::default());
        }
        self.screen.set(Screen::Loading);
        self.spawn(async move {
            match proxy.description(department.as_deref()).await {
                Ok(description) => self.ready(options, description),
                // A proxy that only forwards has no description; with a department none is needed.
                Err(_) if department.is_some() => self.ready(options, Description::default()),
                Err(failure) => self.trouble(failure),
            }
        });
    }

    fn ready(self, options: Options, description: Description) {
        let mut values = options.values.clone();
        if let (None, Some(department)) =
            (values.get("departmentId"), options.department_id.or(description.department_id))
        {
            values.set("departmentId", department);
        }
        let asks = options.fields.iter().any(|field| field.name == "departmentId");
        if values.get("departmentId").is_none() && !asks {
            return self.trouble(Failure::of(Cause::Setup));
        }
        self.kept.try_update_value(|kept| kept.knows_keys = !description.fields.is_empty());
        let fields = fields(options.fields, &description.fields);
        self.form.try_set(Form::new(fields, description.departments, &values));
        self.screen.try_set(Screen::Ready);
        self.emit("deskbell-ready", &wasm_bindgen::JsValue::NULL);
    }

    fn trouble(self, failure: Failure) {
        let message = format!(
            "there is no `department-id`, and the proxy's form description (`/api/v1/form`) cannot be had: {} {}",
            failure.cause.as_str(),
            failure.status
        );
        self.screen.try_set(Screen::Trouble(failure));
        if let Some(host) = self.kept.try_with_value(|kept| kept.host.clone()) {
            host.complain("configuration", &message);
        }
    }
}

fn department(options: &Options) -> Option<String> {
    let hidden = options.values.get("departmentId").and_then(Value::as_text).map(str::to_owned);
    options.department_id.clone().or(hidden)
}

/// The site's fields, each completed by the proxy's; or the proxy's; or the standard ones.
fn fields(own: Vec<FieldDescription>, described: &[FieldDescription]) -> Vec<FieldDescription> {
    if own.is_empty() {
        return if described.is_empty() { standard() } else { described.to_vec() };
    }
    let complete = |mut field: FieldDescription| {
        if let Some(other) = described.iter().find(|other| other.name == field.name) {
            field.inherit(other);
        }
        field
    };
    own.into_iter().map(complete).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, label: Option<&str>) -> FieldDescription {
        FieldDescription { name: name.to_owned(), label: label.map(str::to_owned), ..FieldDescription::default() }
    }

    #[test]
    fn the_sites_fields_win_and_the_proxys_complete_them() {
        let described = [named("subject", Some("Topic")), named("email", Some("Mail"))];
        let both = fields(vec![named("subject", None), named("phone", None)], &described);
        assert_eq!(both, [named("subject", Some("Topic")), named("phone", None)]);
        assert_eq!(fields(Vec::new(), &described), described);
        assert_eq!(fields(Vec::new(), &[]), standard());
    }
}
