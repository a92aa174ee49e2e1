//! Figures: cards, bars, charts.

use leptos::prelude::*;

use crate::components::*;
use crate::layout::{KpiRow, Section};

#[component]
pub(super) fn Figures() -> impl IntoView {
    view! {
        <Section title="Figures" wide=true>
            <KpiRow>
                <KpiCard
                    id="dev-kpi-1"
                    label="Events"
                    definition="Changes written to the event log in the last 24 hours."
                    value=Signal::stored(Some("12,480".to_owned()))
                    change=Signal::stored(Some(Change { text: "+8% on the day before".to_owned(), is_good: Some(true) }))
                />
                <KpiCard
                    id="dev-kpi-2"
                    label="Failed jobs"
                    definition="Jobs that were given up after their last try."
                    value=Signal::stored(Some("3".to_owned()))
                    change=Signal::stored(Some(Change { text: "+3 on the day before".to_owned(), is_good: Some(false) }))
                />
                <KpiCard
                    id="dev-kpi-3"
                    label="Waiting"
                    definition="Jobs that are due and not yet begun."
                    value=Signal::stored(Some("0".to_owned()))
                    note="Now"
                />
                <KpiCard id="dev-kpi-4" label="Loading" definition="A figure on its way." value=Signal::stored(None::<String>) />
            </KpiRow>
            <div class="dev-columns">
                <Progress
                    id="dev-progress"
                    label="Scanning northwind.example"
                    done=31
                    total=Signal::stored(Some(50))
                    pace=Signal::stored(Some("3 pages a second, 6 seconds left".to_owned()))
                    on_cancel=|| ()
                />
                <Progress id="dev-progress-2" label="Counting pages" done=12 total=Signal::stored(None) />
                <Meter id="dev-meter-1" label="Storage" value=3.2 max=10.0 text="3.2 of 10 GB" />
                <Meter id="dev-meter-2" label="Budget of this month" value=8.1 max=10.0 text="8.10 of 10 €" />
                <Meter id="dev-meter-3" label="Seats" value=9.8 max=10.0 text="98 of 100" />
            </div>
        </Section>
    }
}

/// Figures that look like traffic, the same on server and browser.
fn wave(length: usize, height: f64, shift: usize) -> Vec<Option<f64>> {
    (0..length)
        .map(|n| {
            let x = (n + shift) * 37 % 23;
            let slow = (n + shift) % 30;
            (n != 17).then(|| height * (1.0 + (slow.min(30 - slow) as f64) / 10.0) + x as f64)
        })
        .collect()
}

#[component]
pub(super) fn Charts() -> impl IntoView {
    let minutes = 60;
    let rates = Plot {
        shape: ChartShape::Line,
        axis: "Time".to_owned(),
        labels: (0..minutes).map(|n| format!("{:02}:{:02}", 9 + (n + 32) / 60, (n + 32) % 60)).collect(),
        series: vec![
            Series { name: "Events".to_owned(), values: wave(minutes, 40.0, 0) },
            Series { name: "Jobs".to_owned(), values: wave(minutes, 15.0, 9) },
        ],
        unit: "a minute".to_owned(),
    };
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let row = |name: &str, shift| Series { name: name.to_owned(), values: wave(7, 20.0, shift) };
    let channels = Plot {
        shape: ChartShape::StackedBars,
        axis: "Day".to_owned(),
        labels: days.map(str::to_owned).to_vec(),
        series: vec![
            row("Website", 0),
            row("Email", 3),
            row("WhatsApp", 7),
            row("Messenger", 11),
            row("SMS", 15),
            row("Instagram", 19),
        ],
        unit: "conversations".to_owned(),
    };
    view! {
        <Section title="Charts" wide=true>
            <Chart
                id="dev-chart-1"
                title="How busy is the installation?"
                definition="Events committed and jobs finished in each minute of the last hour, on all nodes."
                state=Signal::stored(ChartState::Ready(rates))
            />
            <Chart
                id="dev-chart-2"
                title="Where do visitors write?"
                definition="Conversations begun on each day, by channel."
                state=Signal::stored(ChartState::Ready(channels))
            />
            <div class="dev-columns">
                <Chart
                    id="dev-chart-3"
                    title="Loading"
                    definition="The figures are on their way."
                    state=Signal::stored(ChartState::Loading)
                />
                <Chart
                    id="dev-chart-4"
                    title="Empty"
                    definition="There are no figures."
                    state=Signal::stored(
                        ChartState::Empty("No jobs have run yet. They appear here a minute after the first.".to_owned()),
                    )
                />
                <Chart
                    id="dev-chart-5"
                    title="Too little"
                    definition="There are too few figures."
                    state=Signal::stored(
                        ChartState::TooLittle("4 ratings so far. From 20 on they say something.".to_owned()),
                    )
                />
            </div>
        </Section>
    }
}
