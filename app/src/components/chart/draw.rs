//! Drawing in the browser: loads ECharts once, draws with charming, follows size, theme and figures.

use charming::Chart as Picture;
use charming::component::{Aria, Axis, Grid};
use charming::element::{
    AxisLabel, AxisLine, AxisPointer, AxisPointerType, AxisTick, AxisType, Color, ItemStyle, LineStyle, SplitLine,
    Tooltip, Trigger,
};
use charming::series::{Bar, Line};
use charming::{Echarts, WasmRenderer};
use js_sys::{Function, Object, Reflect};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use leptos::web_sys::{CssStyleDeclaration, Element, HtmlElement, HtmlScriptElement, ResizeObserver};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::colour;
use super::{ChartShape, ChartState, MOST_SERIES, Plot};
use crate::components::theme::ThemeChoice;

/// Draws into `canvas` whenever there is something to draw, and again when figures or theme change.
pub(super) fn attach(canvas: NodeRef<html::Div>, state: Signal<ChartState>, src: String, has_failed: RwSignal<bool>) {
    let is_loaded = RwSignal::new(false);
    let drawing = StoredValue::new_local(None::<Drawing>);
    let system_theme = follow_system_theme();
    let choice = use_context::<ThemeChoice>();

    Effect::new(move |was_asked: Option<bool>| {
        let was_asked = was_asked.unwrap_or(false);
        let is_ready = state.with(|state| matches!(state, ChartState::Ready(_)));
        if is_ready && !was_asked {
            load(&src, is_loaded, has_failed);
        }
        was_asked || is_ready
    });
    Effect::new(move |_| {
        system_theme.track();
        if let Some(choice) = choice {
            choice.0.track();
        }
        let plot = match state.get() {
            ChartState::Ready(plot) if is_loaded.get() => plot,
            _ => return,
        };
        let Some(canvas) = canvas.get() else { return };
        // In the next frame, when the element is shown and has its size.
        request_animation_frame(move || {
            let _ = drawing.try_update_value(|drawing| {
                if drawing.is_none() {
                    *drawing = Drawing::new(&canvas);
                }
                match drawing {
                    Some(drawing) => drawing.draw(canvas.clone().into(), plot, has_failed),
                    None => has_failed.set(true),
                }
            });
        });
    });
    on_cleanup(move || {
        let _ = drawing.try_update_value(Option::take);
    });
}

/// A chart of ECharts in its element. Dropping it gives back what it holds.
struct Drawing {
    chart: JsValue,
    observer: Option<ResizeObserver>,
    // The observer calls it for as long as it lives.
    _on_resize: Closure<dyn FnMut()>,
}

impl Drawing {
    fn new(canvas: &Element) -> Option<Self> {
        let echarts = echarts()?;
        let chart = method(&echarts, "init")?.call1(&echarts, canvas).ok()?;
        let resized = chart.clone();
        let on_resize = Closure::<dyn FnMut()>::new(move || {
            if let Some(resize) = method(&resized, "resize") {
                let _ = resize.call0(&resized);
            }
        });
        let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(canvas);
        }
        Some(Self { chart, observer, _on_resize: on_resize })
    }

    fn draw(&self, canvas: HtmlElement, plot: Plot, has_failed: RwSignal<bool>) {
        let chart = self.chart.clone();
        spawn_local(async move {
            if paint(chart, canvas, plot).await.is_err() {
                let _ = has_failed.try_set(true);
            }
        });
    }
}

/// Gives the picture to ECharts. charming is a part of the frontend of its own: it is fetched when there is something to
/// draw, as ECharts is, and pages are there before it.
#[cfg(feature = "split")]
#[allow(unsafe_code, reason = "around a function that is fetched stand an import and an export, `unsafe` by name")]
mod fetched {
    use super::*;

    #[leptos::wasm_split::wasm_split(charts, wasm_split_path = leptos::wasm_split, fallible)]
    pub fn paint(chart: JsValue, canvas: HtmlElement, plot: Plot) -> Result<(), SplitLoaderError> {
        paint_now(&chart, &canvas, &plot);
        Ok(())
    }
}
#[cfg(feature = "split")]
use fetched::paint;

/// Gives the picture to ECharts.
#[cfg(not(feature = "split"))]
async fn paint(chart: JsValue, canvas: HtmlElement, plot: Plot) -> Result<(), SplitLoaderError> {
    paint_now(&chart, &canvas, &plot);
    Ok(())
}

fn paint_now(chart: &JsValue, canvas: &HtmlElement, plot: &Plot) {
    let Some(tokens) = window().get_computed_style(canvas).ok().flatten().map(Tokens::new) else { return };
    // Before the first picture, because ECharts decides once how tooltips are drawn; what charming has no setter
    // for is set here too. A tooltip of HTML would need inline styles, which the page forbids.
    let font = tokens.plain("--font-family");
    let base = object(&[
        ("animationDuration", JsValue::from_f64(0.0)),
        ("textStyle", object(&[("fontFamily", JsValue::from_str(&font))]).into()),
        (
            "tooltip",
            object(&[
                ("renderMode", JsValue::from_str("richText")),
                ("confine", JsValue::TRUE),
                (
                    "textStyle",
                    object(&[
                        ("color", JsValue::from_str(&tokens.colour("--text"))),
                        ("fontSize", JsValue::from_f64(12.0)),
                    ])
                    .into(),
                ),
            ])
            .into(),
        ),
    ]);
    if let Some(set_option) = method(chart, "setOption") {
        let _ = set_option.call1(chart, &base);
    }
    WasmRenderer::update(chart.unchecked_ref::<Echarts>(), &picture(plot, &tokens));
}

impl Drop for Drawing {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
        if let Some(dispose) = method(&self.chart, "dispose") {
            let _ = dispose.call0(&self.chart);
        }
    }
}

fn picture(plot: &Plot, tokens: &Tokens) -> Picture {
    let muted = tokens.colour("--text-muted");
    let border = tokens.colour("--border");
    let is_line = plot.shape == ChartShape::Line;
    let labels = || AxisLabel::new().color(muted.as_str()).font_size(12);
    let mut picture = Picture::new()
        .aria(Aria::new().enabled(true))
        .tooltip(
            Tooltip::new()
                .trigger(Trigger::Axis)
                .axis_pointer(
                    AxisPointer::new()
                        .type_(if is_line { AxisPointerType::Line } else { AxisPointerType::Shadow })
                        .line_style(LineStyle::new().color(muted.as_str())),
                )
                .background_color(tokens.colour("--surface-1").as_str())
                .border_color(border.as_str())
                .border_width(1),
        )
        .grid(Grid::new().left(8).right(16).top(12).bottom(4).contain_label(true))
        .x_axis(
            Axis::new()
                .type_(AxisType::Category)
                .boundary_gap(!is_line)
                .axis_label(labels())
                .axis_tick(AxisTick::new().show(false))
                .axis_line(AxisLine::new().show(false))
                .data(plot.labels.clone()),
        )
        .y_axis(
            // Figures here are counts and rates: from zero, so that heights can be compared.
            Axis::new()
                .type_(AxisType::Value)
                .min(0)
                .split_number(4)
                .axis_label(labels())
                .split_line(SplitLine::new().line_style(LineStyle::new().color(border.as_str()))),
        );
    for (n, series) in plot.series.iter().take(MOST_SERIES).enumerate() {
        let colour = Color::from(tokens.colour(&format!("--series-{}", n + 1)));
        let values = series.values.clone();
        picture = if is_line {
            picture.series(
                Line::new()
                    .name(series.name.as_str())
                    .show_symbol(plot.labels.len() < 3)
                    .line_style(LineStyle::new().color(colour.clone()).width(2))
                    .item_style(ItemStyle::new().color(colour))
                    .data(values),
            )
        } else {
            let bar = Bar::new()
                .name(series.name.as_str())
                .item_style(ItemStyle::new().color(colour).border_radius(2))
                .data(values);
            picture.series(if plot.shape == ChartShape::StackedBars { bar.stack("all") } else { bar })
        };
    }
    picture
}

/// The tokens in force where the chart stands.
struct Tokens {
    style: CssStyleDeclaration,
    dark: bool,
}

impl Tokens {
    fn new(style: CssStyleDeclaration) -> Self {
        let scheme = style.get_property_value("color-scheme").unwrap_or_default();
        let dark = match (scheme.contains("dark"), scheme.contains("light")) {
            (true, false) => true,
            (true, true) => system_is_dark(),
            (false, _) => false,
        };
        Self { style, dark }
    }
    fn plain(&self, name: &str) -> String {
        self.style.get_property_value(name).unwrap_or_default().trim().to_owned()
    }
    fn colour(&self, name: &str) -> String {
        colour::resolve(&self.plain(name), self.dark).map(colour::Rgb::hex).unwrap_or_default()
    }
}

const DARK: &str = "(prefers-color-scheme: dark)";

fn system_is_dark() -> bool {
    window().match_media(DARK).ok().flatten().is_some_and(|query| query.matches())
}

/// A trigger that fires when the system changes between light and dark.
fn follow_system_theme() -> RwSignal<()> {
    let changed = RwSignal::new(());
    if let Ok(Some(query)) = window().match_media(DARK) {
        let on_change = Closure::<dyn FnMut()>::new(move || {
            let _ = changed.try_set(());
        });
        let _ = query.add_event_listener_with_callback("change", on_change.as_ref().unchecked_ref());
        let kept = StoredValue::new_local(Some((query, on_change)));
        on_cleanup(move || {
            if let Some((query, on_change)) = kept.try_update_value(Option::take).flatten() {
                let _ = query.remove_event_listener_with_callback("change", on_change.as_ref().unchecked_ref());
            }
        });
    }
    changed
}

fn echarts() -> Option<JsValue> {
    let echarts = Reflect::get(&window(), &JsValue::from_str("echarts")).ok()?;
    (!echarts.is_undefined()).then_some(echarts)
}

/// Loads the script, once for all charts of the page.
fn load(src: &str, is_loaded: RwSignal<bool>, has_failed: RwSignal<bool>) {
    if echarts().is_some() {
        is_loaded.set(true);
        return;
    }
    let Some(script) = script(src) else {
        has_failed.set(true);
        return;
    };
    let loaded = Closure::once_into_js(move || {
        let _ = is_loaded.try_set(true);
    });
    let broken = script.clone();
    let failed = Closure::once_into_js(move || {
        // Out of the way, so that the next chart tries again.
        broken.remove();
        let _ = has_failed.try_set(true);
    });
    let _ = script.add_event_listener_with_callback("load", loaded.unchecked_ref());
    let _ = script.add_event_listener_with_callback("error", failed.unchecked_ref());
}

fn script(src: &str) -> Option<HtmlScriptElement> {
    const MARK: &str = "script[data-echarts]";
    if let Some(there) = document().query_selector(MARK).ok().flatten() {
        return there.dyn_into().ok();
    }
    if src.is_empty() {
        return None;
    }
    let script: HtmlScriptElement = document().create_element("script").ok()?.dyn_into().ok()?;
    // The page's policy lets scripts in by nonce; the browser hides it from attributes, not from the property.
    if let Some(other) = document().query_selector("script[nonce]").ok().flatten()
        && let Ok(nonce) = Reflect::get(&other, &JsValue::from_str("nonce"))
    {
        let _ = Reflect::set(&script, &JsValue::from_str("nonce"), &nonce);
    }
    let _ = script.set_attribute("data-echarts", "");
    script.set_src(src);
    document().head()?.append_child(&script).ok()?;
    Some(script)
}

fn method(on: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(on, &JsValue::from_str(name)).ok()?.dyn_into().ok()
}

fn object(pairs: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}
