//! The one chart: how busy the installation was in the last hour.

use domain::Timestamp;
use domain::operations::{MinuteRate, SystemView};
use domain::time::{DAY_MS, MINUTE_MS};
use leptos::prelude::*;

use crate::components::{Chart, ChartShape, ChartState, Plot, Series};
use crate::i18n::t;
use crate::layout::Section;

/// The time of day of a minute, in UTC, as the server renders it too.
fn clock(at: Timestamp) -> String {
    let minutes = at.0.rem_euclid(DAY_MS) / MINUTE_MS;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn plot(rates: &[MinuteRate]) -> ChartState {
    let texts = &t().system;
    if rates.is_empty() {
        return ChartState::Empty(texts.rates_empty.to_owned());
    }
    let series = |name: &str, of: fn(&MinuteRate) -> i64| Series {
        name: name.to_owned(),
        values: rates.iter().map(|minute| Some(of(minute) as f64)).collect(),
    };
    ChartState::Ready(Plot {
        shape: ChartShape::Line,
        axis: texts.rates_axis.to_owned(),
        labels: rates.iter().map(|minute| clock(minute.at)).collect(),
        series: vec![series(texts.rates_events, |m| m.events), series(texts.rates_jobs, |m| m.jobs)],
        unit: texts.rates_unit.to_owned(),
    })
}

/// Events and jobs a minute over the last hour.
#[component]
pub fn Rates(
    /// The state of the installation.
    #[prop(into)]
    system: Signal<SystemView>,
) -> impl IntoView {
    let texts = &t().system;
    let state = Memo::new(move |_| system.with(|system| plot(&system.rates)));
    view! {
        <Section title=texts.rates wide=true>
            <Chart id="rates" title=texts.rates_question definition=texts.rates_about state=state />
        </Section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_without_work_is_a_line_at_zero_and_not_an_empty_chart() {
        let quiet = [MinuteRate { at: Timestamp(60_000), events: 0, jobs: 0 }];
        let ChartState::Ready(plot) = plot(&quiet) else { unreachable!("zeros are figures too") };
        assert_eq!(plot.labels, ["00:01"]);
        assert_eq!(plot.series[0].values, [Some(0.0)]);
    }
}
