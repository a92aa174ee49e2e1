//! The table: head with sorting, rows of the page's own, selection with its bar.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sorted {
    /// Smallest, oldest or A first.
    Ascending,
    /// Largest, newest or Z first.
    Descending,
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    label: String,
    is_number: bool,
    is_label_hidden: bool,
    sort: Option<(String, Option<Sorted>)>,
}

impl Column {
    /// A column of text.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), is_number: false, is_label_hidden: false, sort: None }
    }
    /// A column of numbers, kept to the end side.
    #[must_use]
    pub fn number(mut self) -> Self {
        self.is_number = true;
        self
    }
    /// A column whose label is read out and not shown, such as that of the buttons of a row.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.is_label_hidden = true;
        self
    }
    /// Sorting: where the head leads (the page sorted by this column, the other way round if it is already), and which
    /// way the table is sorted by it now.
    #[must_use]
    pub fn sort(mut self, href: impl Into<String>, now: Option<Sorted>) -> Self {
        self.sort = Some((href.into(), now));
        self
    }

    fn head(self) -> impl IntoView {
        let aria_sort = self.sort.as_ref().and_then(|(_, now)| *now).map(|now| match now {
            Sorted::Ascending => "ascending",
            Sorted::Descending => "descending",
        });
        let content = match self.sort {
            Some((href, now)) => {
                let icon = match now {
                    Some(Sorted::Ascending) => Icon::ArrowUp,
                    Some(Sorted::Descending) => Icon::ArrowDown,
                    None => Icon::ChevronUpDown,
                };
                view! { <a href=href class="table-sort">{self.label}<Glyph icon /></a> }.into_any()
            }
            None if self.is_label_hidden => view! { <span class="visually-hidden">{self.label}</span> }.into_any(),
            None => self.label.into_any(),
        };
        view! { <th scope="col" class=self.is_number.then_some("is-number") aria-sort=aria_sort>{content}</th> }
    }
}

/// The rows that a person has chosen, by id.
#[derive(Debug, Clone, Copy)]
pub struct Selection(RwSignal<BTreeSet<String>>);

impl Default for Selection {
    fn default() -> Self {
        Self::new()
    }
}

impl Selection {
    /// None chosen.
    pub fn new() -> Self {
        Self(RwSignal::new(BTreeSet::new()))
    }
    /// Whether this row is chosen.
    pub fn has(self, id: &str) -> bool {
        self.0.with(|chosen| chosen.contains(id))
    }
    /// How many are chosen.
    pub fn count(self) -> usize {
        self.0.with(BTreeSet::len)
    }
    /// The ids chosen, for the call that acts on them.
    pub fn ids(self) -> Vec<String> {
        self.0.with_untracked(|chosen| chosen.iter().cloned().collect())
    }
    /// Chooses or leaves a row.
    pub fn set(self, id: &str, is_chosen: bool) {
        self.0.update(|chosen| {
            if is_chosen {
                chosen.insert(id.to_owned());
            } else {
                chosen.remove(id);
            }
        });
    }
    /// Leaves all.
    pub fn clear(self) {
        self.0.update(BTreeSet::clear);
    }
}

/// A table with a head that stays in view. Its rows are `tr` elements of the page. On a narrow screen it scrolls
/// sideways within itself, and the keyboard can do that too.
#[component]
pub fn Table(
    /// What it lists, for screen readers.
    #[prop(into)]
    caption: String,
    /// The columns.
    columns: Vec<Column>,
    /// The rows may be chosen: adds a first column with the box for all of these ids.
    #[prop(optional)]
    select: Option<(Selection, Vec<String>)>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let heads = columns.into_iter().map(Column::head).collect::<Vec<_>>();
    view! {
        <div class="table-scroll" role="region" aria-label=caption tabindex="0">
            <table class="table">
                <caption class="visually-hidden">{caption.clone()}</caption>
                <thead>
                    <tr>
                        {select.map(|(selection, ids)| view! { <th scope="col" class="table-select"><SelectAll selection ids /></th> })}
                        {heads}
                    </tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn SelectAll(
    /// The rows chosen.
    selection: Selection,
    /// The rows there are.
    ids: Vec<String>,
) -> impl IntoView {
    let ids = StoredValue::new(ids);
    let chosen = move || ids.with_value(|ids| ids.iter().filter(|id| selection.has(id)).count());
    let total = move || ids.with_value(Vec::len);
    let is_all = move || total() > 0 && chosen() == total();
    let is_some = move || (1..total()).contains(&chosen());
    view! {
        <input
            type="checkbox"
            class="check-box"
            aria-label="Select all rows"
            prop:checked=is_all
            prop:indeterminate=is_some
            on:change=move |event| {
                let is_chosen = event_target_checked(&event);
                ids.with_value(|ids| ids.iter().for_each(|id| selection.set(id, is_chosen)));
            }
        />
    }
}

/// The first cell of a row that may be chosen.
#[component]
pub fn SelectCell(
    /// The rows chosen.
    selection: Selection,
    /// The id of this row.
    #[prop(into)]
    id: String,
    /// What the row is, for screen readers.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let id = StoredValue::new(id);
    view! {
        <td class="table-select">
            <input
                type="checkbox"
                class="check-box"
                aria-label=format!("Select {label}")
                prop:checked=move || id.with_value(|id| selection.has(id))
                on:change=move |event| id.with_value(|id| selection.set(id, event_target_checked(&event)))
            />
        </td>
    }
}

/// What can be done with the rows chosen. It appears over the foot of the list when there are any.
#[component]
pub fn BulkBar(
    /// The rows chosen.
    selection: Selection,
    /// The buttons.
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <div class="bulk" role="status">
            <Show when=move || { selection.count() > 0 }>
                <div class="bulk-bar">
                    <span class="bulk-count">{move || format!("{} selected", selection.count())}</span>
                    {children()}
                    <button type="button" class="button button-quiet button-small" on:click=move |_| selection.clear()>
                        <span class="button-text">"Clear"</span>
                    </button>
                </div>
            </Show>
        </div>
    }
}
