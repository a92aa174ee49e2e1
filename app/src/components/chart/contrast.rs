//! The colours of the tokens against what stands on them, computed from the style sheet itself, in both themes.

use super::colour::{Rgb, resolve};

const TOKENS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../style/tokens/colour.css"));

/// Text needs 4.5:1 (WCAG 2.2, 1.4.3).
const TEXT: f64 = 4.5;
/// Frames of controls, focus rings, icons and lines of charts need 3:1 (1.4.11).
const CONTROL: f64 = 3.0;

fn token(name: &str, dark: bool) -> Rgb {
    let line = format!("--{name}: ");
    let value = TOKENS.lines().find_map(|l| l.trim().strip_prefix(line.as_str())).map(|v| v.trim_end_matches(';'));
    match value.and_then(|value| resolve(value, dark)) {
        Some(colour) => colour,
        None => panic!("the token --{name} is missing, or no colour"),
    }
}

fn linear(part: f64) -> f64 {
    if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

fn luminance(colour: Rgb) -> f64 {
    0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
}

fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Every pair below its measure, in both themes, so that one run names them all.
fn too_weak(pairs: &[(&str, &str)], least: f64) -> Vec<String> {
    let themes = [(false, "light"), (true, "dark")];
    let pairs = pairs.iter().flat_map(|pair| themes.map(|theme| (pair, theme)));
    pairs
        .filter_map(|((front, back), (dark, theme))| {
            let reached = contrast(token(front, dark), token(back, dark));
            (reached < least).then(|| format!("{front} on {back}, {theme}: {reached:.2}"))
        })
        .collect()
}

#[test]
fn text_can_be_read_on_everything_that_it_stands_on() {
    let mut pairs = vec![
        ("accent-text", "accent"),
        ("accent-text", "accent-hover"),
        ("danger-text", "danger"),
        ("danger-text", "danger-hover"),
        ("surface-1", "text"),
    ];
    for surface in ["surface-0", "surface-1", "surface-2", "surface-3", "accent-soft"] {
        pairs.extend([("text", surface), ("text-muted", surface)]);
    }
    for surface in ["surface-0", "surface-1", "surface-2"] {
        pairs.extend(["accent", "danger", "success"].map(|front| (front, surface)));
    }
    for soft in ["danger-soft", "warning-soft", "success-soft", "info-soft"] {
        pairs.extend([("text", soft), ("accent", soft)]);
    }
    pairs.extend([
        ("danger", "danger-soft"),
        ("warning", "warning-soft"),
        ("success", "success-soft"),
        ("info", "info-soft"),
        ("accent", "accent-soft"),
    ]);
    pairs.extend(["tint-1", "tint-2", "tint-3", "tint-4", "tint-5", "tint-6"].map(|tint| ("text", tint)));
    assert_eq!(too_weak(&pairs, TEXT), Vec::<String>::new());
}

#[test]
fn controls_stand_out_from_what_is_around_them() {
    let mut pairs = Vec::new();
    for surface in ["surface-0", "surface-1", "surface-2"] {
        pairs.extend(["border-control", "focus", "accent", "danger"].map(|front| (front, surface)));
    }
    pairs.extend(SERIES.map(|series| (series, "surface-1")));
    pairs.extend([("accent-text", "accent"), ("border-control", "surface-1"), ("border-control", "surface-2")]);
    assert_eq!(too_weak(&pairs, CONTROL), Vec::<String>::new());
}

const SERIES: [&str; 6] = ["series-1", "series-2", "series-3", "series-4", "series-5", "series-6"];

/// What a person without red or green cones sees (Viénot, Brettel and Mollon, 1999), in linear light.
fn without_cones(colour: Rgb, which: &str) -> [f64; 3] {
    let [red, green, blue] = [linear(colour.red), linear(colour.green), linear(colour.blue)];
    match which {
        "red" => [0.112 * red + 0.888 * green, 0.112 * red + 0.888 * green, 0.004 * red - 0.004 * green + blue],
        "green" => [0.293 * red + 0.707 * green, 0.293 * red + 0.707 * green, -0.021 * red + 0.021 * green + blue],
        _ => [red, green, blue],
    }
}

/// Oklab of linear light, where distances are about as large as they look.
fn oklab([red, green, blue]: [f64; 3]) -> [f64; 3] {
    let long = (0.412_221_47 * red + 0.536_332_54 * green + 0.051_445_99 * blue).max(0.0).cbrt();
    let medium = (0.211_903_5 * red + 0.680_699_55 * green + 0.107_396_96 * blue).max(0.0).cbrt();
    let short = (0.088_302_46 * red + 0.281_718_84 * green + 0.629_978_7 * blue).max(0.0).cbrt();
    [
        0.210_454_26 * long + 0.793_617_79 * medium - 0.004_072_05 * short,
        1.977_998_5 * long - 2.428_592_2 * medium + 0.450_593_71 * short,
        0.025_904_04 * long + 0.782_771_77 * medium - 0.808_675_77 * short,
    ]
}

#[test]
fn rows_of_a_chart_are_told_apart_without_red_or_green_cones() {
    // About three times the smallest difference that is seen side by side.
    const APART: f64 = 0.075;
    let mut close = Vec::new();
    for (dark, theme) in [(false, "light"), (true, "dark")] {
        for which in ["none", "red", "green"] {
            for (n, one) in SERIES.iter().enumerate() {
                for other in &SERIES[n + 1..] {
                    let [a, b] = [one, other].map(|name| oklab(without_cones(token(name, dark), which)));
                    let distance = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
                    if distance < APART {
                        close.push(format!("{one} and {other}, {theme}, missing {which}: {distance:.3}"));
                    }
                }
            }
        }
    }
    assert_eq!(close, Vec::<String>::new());
}
