//! The figures of the installation, and the nodes that it runs on.

use domain::operations::SystemView;
use leptos::prelude::*;

use crate::components::{Badge, Column, KpiCard, Table, TimeAgo, Tone};
use crate::i18n::t;
use crate::layout::{KpiRow, Section};

/// A size as people read it, in the units of 1,000.
fn size(bytes: u64) -> String {
    let mb = bytes as f64 / 1e6;
    if mb < 1_000.0 { format!("{mb:.0} MB") } else { format!("{:.1} GB", mb / 1_000.0) }
}

/// Figures and nodes.
#[component]
pub fn Overview(
    /// The state of the installation.
    #[prop(into)]
    system: Signal<SystemView>,
) -> impl IntoView {
    let texts = &t().system;
    let figure = move |of: fn(&SystemView) -> i64| Signal::derive(move || Some(system.with(of).to_string()));
    let memory = Signal::derive(move || {
        Some(system.with(|s| s.memory_bytes).map_or_else(|| texts.memory_unknown.to_owned(), size))
    });
    let mail = move || match system.with(|s| s.mail_is_set_up) {
        true => view! { <Badge tone=Tone::Success dot=true>{texts.mail_on}</Badge> }.into_any(),
        false => view! { <Badge tone=Tone::Warning dot=true>{texts.mail_off}</Badge> }.into_any(),
    };
    let (version, database) = (
        Memo::new(move |_| system.with(|s| s.version.clone())),
        Memo::new(move |_| system.with(|s| s.database.clone())),
    );
    view! {
        <KpiRow>
            <KpiCard id="ready" label=texts.ready definition=texts.ready_about value=figure(|s| s.jobs.ready) />
            <KpiCard id="waiting" label=texts.waiting definition=texts.waiting_about value=figure(|s| s.jobs.waiting) />
            <KpiCard id="running" label=texts.running definition=texts.running_about value=figure(|s| s.jobs.running) />
            <KpiCard id="dead" label=texts.dead definition=texts.dead_about value=figure(|s| s.jobs.dead) />
            <KpiCard id="sockets" label=texts.sockets definition=texts.sockets_about value=figure(|s| s.sockets) />
            <KpiCard id="memory" label=texts.memory definition=texts.memory_about value=memory />
        </KpiRow>
        <Section title=texts.installation>
            <dl class="facts">
                <div><dt>{texts.version}</dt><dd>{version}</dd></div>
                <div><dt>{texts.database}</dt><dd>{database}</dd></div>
                <div><dt>{texts.mail}</dt><dd>{mail}</dd></div>
            </dl>
        </Section>
        <Section title=texts.nodes text=texts.nodes_text wide=true>
            <Nodes system />
        </Section>
    }
}

#[component]
fn Nodes(
    /// The state of the installation.
    system: Signal<SystemView>,
) -> impl IntoView {
    let texts = &t().system;
    let nodes = Memo::new(move |_| system.with(|s| s.nodes.clone()));
    let rows = move || {
        let row = |node: domain::operations::NodeView| {
            view! {
                <tr>
                    <td>
                        <code>{node.name}</code> " "
                        {node.is_this.then(|| view! { <Badge tone=Tone::Accent>{texts.this_node}</Badge> })}
                    </td>
                    <td>{node.version}</td>
                    <td><TimeAgo at=node.started_at /></td>
                    <td><TimeAgo at=node.seen_at /></td>
                </tr>
            }
        };
        nodes.get().into_iter().map(row).collect::<Vec<_>>()
    };
    let columns = vec![
        Column::new(texts.column_node),
        Column::new(texts.version),
        Column::new(texts.column_started),
        Column::new(texts.column_seen),
    ];
    view! { <Table caption=texts.nodes columns=columns>{rows}</Table> }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_have_the_unit_that_fits() {
        assert_eq!(size(64_500_000), "64 MB");
        assert_eq!(size(2_340_000_000), "2.3 GB");
    }
}
