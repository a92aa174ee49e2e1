//! The chart: one question, answered by a picture and by the same figures as a table.
//!
//! The server renders frame, legend and table; the browser loads ECharts, on pages with a chart only, and draws.

#[cfg(any(test, feature = "hydrate"))]
mod colour;
#[cfg(test)]
mod contrast;
#[cfg(feature = "hydrate")]
mod draw;
mod table;

use leptos::html;
use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::tooltip::Definition;
use table::FigureTable;

/// The colours there are; more series than this are too many for one picture.
const MOST_SERIES: usize = 6;

/// The form of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChartShape {
    /// How something moves over time.
    #[default]
    Line,
    /// How things compare. The axis begins at zero.
    Bars,
    /// How parts make up a whole, side by side.
    StackedBars,
}

/// One row of figures under one name and in one colour.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// One value for each label; none where nothing was measured, which is drawn as a gap and not as zero.
    pub values: Vec<Option<f64>>,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot {
    /// The form.
    pub shape: ChartShape,
    /// What the labels are: "Time", "Channel".
    pub axis: String,
    /// The labels along the axis.
    pub labels: Vec<String>,
    /// Up to six rows of figures.
    pub series: Vec<Series>,
    /// What the figures count: "events a minute".
    pub unit: String,
}

/// What a chart has to show.
#[derive(Debug, Clone, PartialEq)]
pub enum ChartState {
    /// The figures are on their way.
    Loading,
    /// There are none yet: what will make some.
    Empty(String),
    /// There are too few to say anything: how many are needed.
    TooLittle(String),
    /// Here they are.
    Ready(Plot),
}

/// Where the ECharts script lies, from the context. A prop of the chart may say otherwise.
#[derive(Debug, Clone)]
pub struct EchartsSrc(pub String);

/// A chart with its title (the question that it answers), definition, legend and table.
#[component]
pub fn Chart(
    /// An id of its own on the page.
    #[prop(into)]
    id: String,
    /// The question that it answers.
    #[prop(into)]
    title: String,
    /// How the figures are counted.
    #[prop(into)]
    definition: String,
    /// What there is to show.
    #[prop(into)]
    state: Signal<ChartState>,
    /// Where the ECharts script lies; by default as [`EchartsSrc`] in the context says.
    #[prop(optional, into)]
    echarts_src: Option<String>,
) -> impl IntoView {
    let src = echarts_src.or_else(|| use_context::<EchartsSrc>().map(|src| src.0)).unwrap_or_default();
    let canvas = NodeRef::<html::Div>::new();
    let has_failed = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    draw::attach(canvas, state, src, has_failed);
    #[cfg(not(feature = "hydrate"))]
    drop(src);

    let is_ready = move || state.with(|state| matches!(state, ChartState::Ready(_)));
    let title_id = format!("{id}-title");
    view! {
        <figure class="chart" aria-labelledby=title_id>
            <figcaption class="chart-head">
                <span id=title_id.clone() class="chart-title">{title.clone()}</span>
                <Definition id=format!("{id}-about") of=title.clone() text=definition />
                <span class="chart-unit">
                    {move || {
                        state
                            .with(|state| match state {
                                ChartState::Ready(plot) => Some(plot.unit.clone()),
                                _ => None,
                            })
                    }}
                </span>
            </figcaption>
            {move || state.with(legend)}
            <div class="chart-area">
                <div
                    node_ref=canvas
                    class="chart-canvas"
                    role="img"
                    aria-label=title.clone()
                    hidden=move || !is_ready() || has_failed.get()
                ></div>
                {move || instead(&state.read(), has_failed.get())}
            </div>
            {
                let title = title.clone();
                move || {
                    state
                        .with(|state| match state {
                            ChartState::Ready(plot) => {
                                Some(view! { <FigureTable plot=plot.clone() title=title.clone() open=has_failed.get() /> })
                            }
                            _ => None,
                        })
                }
            }
        </figure>
    }
}

/// The names of the rows with their colours; a single row is named by the title.
fn legend(state: &ChartState) -> Option<impl IntoView + use<>> {
    let ChartState::Ready(plot) = state else { return None };
    (plot.series.len() > 1).then(|| {
        let items = plot
            .series
            .iter()
            .take(MOST_SERIES)
            .enumerate()
            .map(|(n, series)| {
                view! {
                    <li>
                        <span class=format!("swatch swatch-{}", n + 1) aria-hidden="true"></span>
                        {series.name.clone()}
                    </li>
                }
            })
            .collect::<Vec<_>>();
        view! { <ul class="chart-legend">{items}</ul> }
    })
}

/// What stands in the place of the picture when there is none.
fn instead(state: &ChartState, has_failed: bool) -> Option<AnyView> {
    let note =
        |icon: Icon, text: String| view! { <div class="chart-note"><Glyph icon /><p>{text}</p></div> }.into_any();
    match state {
        ChartState::Loading => Some(
            view! {
                <div class="chart-loading" role="status"><span class="visually-hidden">"Loading"</span></div>
            }
            .into_any(),
        ),
        ChartState::Empty(text) => Some(note(Icon::Chart, text.clone())),
        ChartState::TooLittle(text) => Some(note(Icon::InfoCircle, text.clone())),
        ChartState::Ready(_) if has_failed => {
            Some(note(Icon::ErrorCircle, "The chart could not be drawn. The table below has its figures.".to_owned()))
        }
        ChartState::Ready(_) => None,
    }
}
