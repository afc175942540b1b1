//! The shape of the form while its description is on its way; the element shows the same while
//! the module is.

use leptos::prelude::*;

use super::{TRUE, head};
use crate::desk::Desk;

pub(super) fn loading(desk: Desk) -> impl IntoView {
    let field = || view! { <span class="ghost-field" aria-hidden=TRUE></span> };
    view! {
        <div class="form loading" aria-busy=TRUE>
            {head(desk.text("heading"), desk.text("lede"))}
            <p class="said">{desk.text("loading")}</p>
            {field()}
            {field()}
            {field()}
        </div>
    }
}
