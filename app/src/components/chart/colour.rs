//! Colours of the tokens as numbers. ECharts reads neither `oklch()` nor `light-dark()`, and the contrast test needs
//! what a screen shows.

/// Red, green and blue as a screen shows them, each 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rgb {
    /// Red.
    pub red: f64,
    /// Green.
    pub green: f64,
    /// Blue.
    pub blue: f64,
}

impl Rgb {
    /// As CSS and ECharts write it.
    pub(crate) fn hex(self) -> String {
        let byte = |part: f64| (part * 255.0).round() as u8;
        format!("#{:02x}{:02x}{:02x}", byte(self.red), byte(self.green), byte(self.blue))
    }
}

/// Reads the value of a colour token, `oklch(…)` or `light-dark(oklch(…), oklch(…))`, for one theme.
pub(crate) fn resolve(value: &str, dark: bool) -> Option<Rgb> {
    let value = value.trim();
    if let Some(pair) = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')')) {
        let (light, night) = pair.split_once("),")?;
        return if dark { resolve(night, dark) } else { resolve(&format!("{light})"), dark) };
    }
    let inner = value.strip_prefix("oklch(")?.strip_suffix(')')?;
    let mut parts = inner.split_whitespace().map(|part| part.parse::<f64>().ok());
    let (lightness, chroma, hue) = (parts.next()??, parts.next()??, parts.next()??);
    Some(from_oklch(lightness, chroma, hue))
}

/// The Oklab transform (Björn Ottosson, 2020), clipped to what a screen can show.
fn from_oklch(lightness: f64, chroma: f64, hue: f64) -> Rgb {
    let (a, b) = (chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin());
    let cube = |x: f64| x * x * x;
    let long = cube(lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b);
    let medium = cube(lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b);
    let short = cube(lightness - 0.089_484_177_5 * a - 1.291_485_548 * b);
    let shown = |linear: f64| {
        let linear = linear.clamp(0.0, 1.0);
        if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
    };
    Rgb {
        red: shown(4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short),
        green: shown(-1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short),
        blue: shown(-0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701 * short),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_colours_come_out_as_a_browser_shows_them() {
        let hex = |text| resolve(text, false).map(Rgb::hex);
        assert_eq!(hex("oklch(1 0 0)"), Some("#ffffff".to_owned()));
        assert_eq!(hex("oklch(0 0 0)"), Some("#000000".to_owned()));
        assert_eq!(hex("oklch(0.6279 0.2577 29.23)"), Some("#ff0000".to_owned()));
        assert_eq!(hex("oklch(0.5 0.1"), None);
    }

    #[test]
    fn each_theme_takes_its_own_of_a_pair() {
        let pair = "light-dark(oklch(1 0 0), oklch(0 0 0))";
        assert_eq!(resolve(pair, false).map(Rgb::hex), Some("#ffffff".to_owned()));
        assert_eq!(resolve(pair, true).map(Rgb::hex), Some("#000000".to_owned()));
    }
}
