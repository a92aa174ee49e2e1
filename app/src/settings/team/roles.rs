//! What each role may do, straight from the table that the server enforces.

use domain::permissions::{Role, TABLE};
use leptos::prelude::*;

use crate::components::{Column, Glyph, Icon, Table};
use crate::i18n::t;

/// The table of role and action.
#[component]
pub fn RoleTable() -> impl IntoView {
    let texts = &t().team;
    let mut columns = vec![Column::new(texts.column_action)];
    columns.extend(Role::ALL.into_iter().map(|role| Column::new(role.name())));
    let rows = TABLE
        .iter()
        .map(|(permission, roles)| {
            let cells = Role::ALL
                .into_iter()
                .map(|role| match roles.contains(&role) {
                    true => view! {
                        <td class="may"><Glyph icon=Icon::Check /><span class="visually-hidden">{texts.yes}</span></td>
                    }
                    .into_any(),
                    false => view! {
                        <td class="may-not"><span aria-hidden="true">"–"</span><span class="visually-hidden">{texts.no}</span></td>
                    }
                    .into_any(),
                })
                .collect::<Vec<_>>();
            view! { <tr><th scope="row">{permission.sentence()}</th>{cells}</tr> }
        })
        .collect::<Vec<_>>();
    view! { <Table caption=texts.roles columns=columns>{rows}</Table> }
}
