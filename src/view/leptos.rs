//! A [`Tag`] among Leptos' views, so that the form is a component like any other.
//!
//! The form is never rendered on a server; what Leptos asks for that purpose stays empty.

use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Position, PositionState, Render, RenderHtml};
use web_sys::Element;

use super::Tag;

impl Render for Tag {
    type State = Element;

    fn build(self) -> Element {
        self.into_element()
    }

    fn rebuild(self, state: &mut Element) {
        let element = self.into_element();
        let _ = state.replace_with_with_node_1(&element);
        *state = element;
    }
}

impl AddAnyAttr for Tag {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, attr: NewAttr) -> Self {
        let _ = attr.build(&self.element);
        self
    }
}

impl RenderHtml for Tag {
    const MIN_LENGTH: usize = 0;
    type AsyncOutput = Self;
    type Owned = Self;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Element {
        self.into_element()
    }

    fn into_owned(self) -> Self {
        self
    }
}
