//! Which form to show: the site's configuration, completed by the proxy's description.

use deskbell_rules::Value;

use super::{Desk, Screen};
use crate::description::Description;
use crate::failure::{Cause, Failure};
use crate::field::{FieldDescription, standard};
use crate::files::{Limits, UPLOADS};
use crate::form::Form;
use crate::messages::Messages;
use crate::options::Options;
use crate::report::Report;

impl Desk {
    /// Finds out what to ask for, then shows it. Also the way out of [`Screen::Trouble`].
    pub(crate) fn open(self) {
        let Some((proxy, options)) = self.kept(|kept| (kept.proxy.clone(), kept.options.clone())) else {
            return;
        };
        let department = department(&options);
        self.show(Screen::Loading);
        self.spawn(async move {
            match proxy.description(department.as_deref()).await {
                Ok(description) => self.ready(options, description),
                // A proxy that only forwards has no description; with a department none is needed.
                Err(_) if department.is_some() => self.ready(options, Description::none()),
                Err(failure) => self.trouble(failure),
            }
        });
    }

    fn ready(self, options: Options, description: Description) {
        self.kept(|kept| kept.proxy.describe(&description.whole));
        let mut values = options.values.clone();
        let offered = description.fields.iter().any(|field| field.name == "departmentId");
        // Where the proxy lets the visitor choose, its first department is no choice of the site's.
        let default = description.department_id.filter(|_| !offered);
        if let (None, Some(department)) = (values.get("departmentId"), options.department_id.or(default)) {
            values.set("departmentId", department);
        }
        let asks = offered || options.fields.iter().any(|field| field.name == "departmentId");
        if values.get("departmentId").is_none() && !asks {
            return self.trouble(Failure::of(Cause::Setup));
        }
        self.kept_mut(|kept| kept.knows_keys = !description.fields.is_empty());
        let limits = limits(&description.attachments, options.attachments.as_ref());
        let fields = fields(options.fields, &description.fields, values.get("departmentId").is_some(), limits.enabled);
        let decimal = self.speak(Messages::decimal).unwrap_or('.');
        let form = Form::new(fields, description.departments, &values).with_files(limits).with_decimal(decimal);
        self.change(|empty| *empty = form);
        self.remember();
        self.show(Screen::Ready);
        if let Some(host) = self.kept(|kept| kept.host.clone()) {
            host.shown();
        }
    }

    fn show(self, screen: Screen) {
        self.on_state(|state| state.screen.set(screen));
    }

    #[inline(never)]
    fn trouble(self, failure: Failure) {
        let message = format!(
            "there is no `department-id`, and the proxy's form description (`/api/v1/form`) cannot be had: {} {}",
            failure.cause.as_str(),
            failure.status
        );
        self.show(Screen::Trouble(failure));
        if let Some(host) = self.kept(|kept| kept.host.clone()) {
            host.complain("configuration", &message);
        }
    }
}

fn department(options: &Options) -> Option<String> {
    let hidden = options.values.get("departmentId").and_then(Value::as_text).map(str::to_owned);
    options.department_id.clone().or(hidden)
}

/// Files, as far as both sides take them.
fn limits(described: &Limits, own: Option<&Value>) -> Limits {
    described.narrowed("attachments", own, &mut Report::default()).settled()
}

/// What to ask for, in order. The department goes first where it is still to be chosen and the
/// proxy offers several; files stand at the end unless the site puts them elsewhere.
fn fields(
    own: Vec<FieldDescription>,
    described: &[FieldDescription],
    has_department: bool,
    files: bool,
) -> Vec<FieldDescription> {
    let own_department = own.iter().any(|field| field.name == "departmentId");
    let mut fields = complete(own, described);
    if has_department && !own_department {
        fields.retain(|field| field.name != "departmentId");
    } else if !fields.iter().any(|field| field.name == "departmentId") {
        let offered = described.iter().find(|field| field.name == "departmentId");
        fields.splice(0..0, offered.cloned());
    }
    if !files {
        fields.retain(|field| !field.is_files());
    } else if !fields.iter().any(FieldDescription::is_files) {
        fields.push(FieldDescription { name: UPLOADS.to_owned(), ..FieldDescription::default() });
    }
    fields
}

/// The site's fields, each completed by the proxy's; or the proxy's; or the standard ones.
fn complete(own: Vec<FieldDescription>, described: &[FieldDescription]) -> Vec<FieldDescription> {
    if own.is_empty() {
        let asked = described.iter().any(|field| field.name != "departmentId");
        return if asked { described.to_vec() } else { [described.to_vec(), standard()].concat() };
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
        let both = complete(vec![named("subject", None), named("phone", None)], &described);
        assert_eq!(both, [named("subject", Some("Topic")), named("phone", None)]);
        assert_eq!(complete(Vec::new(), &described), described);
        assert_eq!(complete(Vec::new(), &[]), standard());
    }

    #[test]
    fn the_department_is_asked_for_where_nobody_has_chosen_it() {
        let described = [named("departmentId", None), named("subject", None)];
        let names = |own: &[&str], chosen| {
            let own = own.iter().map(|name| named(name, None)).collect();
            let fields = fields(own, &described, chosen, false);
            fields.into_iter().map(|field| field.name).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names(&[], false), "departmentId subject");
        assert_eq!(names(&[], true), "subject");
        assert_eq!(names(&["email"], false), "departmentId email");
        assert_eq!(names(&["email"], true), "email");
        assert_eq!(names(&["email", "departmentId"], true), "email departmentId", "a preset choice");
    }

    #[test]
    fn files_stand_at_the_end_or_where_the_site_wants_them() {
        let names = |own: &[&str], files| {
            let fields = fields(own.iter().map(|name| named(name, None)).collect(), &[], true, files);
            fields.into_iter().map(|field| field.name).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names(&["subject"], true), "subject uploads");
        assert_eq!(names(&["uploads", "subject"], true), "uploads subject");
        assert_eq!(names(&["uploads", "subject"], false), "subject");
    }
}
