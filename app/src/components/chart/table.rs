//! The figures of a chart as a table.

use leptos::prelude::*;

use super::Plot;

/// A figure as people read it: up to two digits behind the point, none when they are zero.
pub(super) fn figure(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The table under a chart, folded away until it is asked for.
#[component]
pub(super) fn FigureTable(
    /// The figures.
    plot: Plot,
    /// The title of the chart.
    title: String,
    /// Whether it is unfolded at first.
    open: bool,
) -> impl IntoView {
    let heads = plot.series.iter().map(|s| view! { <th scope="col" class="is-number">{s.name.clone()}</th> });
    let heads = heads.collect::<Vec<_>>();
    let rows = plot
        .labels
        .iter()
        .enumerate()
        .map(|(n, label)| {
            let cells = plot
                .series
                .iter()
                .map(|series| {
                    let value = series.values.get(n).copied().flatten();
                    view! { <td class="is-number">{value.map_or_else(|| "–".to_owned(), figure)}</td> }
                })
                .collect::<Vec<_>>();
            view! { <tr><th scope="row">{label.clone()}</th>{cells}</tr> }
        })
        .collect::<Vec<_>>();
    view! {
        <details class="chart-figures" open=open>
            <summary>"View as table"</summary>
            <div class="table-scroll chart-table" role="region" aria-label=title.clone() tabindex="0">
                <table class="table">
                    <caption class="visually-hidden">{format!("{title}, {}", plot.unit)}</caption>
                    <thead><tr><th scope="col">{plot.axis}</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_carry_no_idle_digits() {
        assert_eq!(figure(12.0), "12");
        assert_eq!(figure(0.5), "0.5");
        assert_eq!(figure(6.28571), "6.29");
        assert_eq!(figure(-0.001), "0");
        assert_eq!(figure(100.0), "100");
    }
}
