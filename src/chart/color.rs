//! Colours: sRGB with alpha, contrast as WCAG 2 defines it.
//!
//! Contract: channels are 0…255, alpha is clamped to [0, 1]; text that is not a colour parses to
//! `None`, never to black.

/// An sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Color {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
    /// Opacity, 0 to 1.
    pub alpha: f64,
}

impl Color {
    /// Opaque, from `0xRRGGBB`.
    pub const fn hex(rgb: u32) -> Color {
        Color { red: (rgb >> 16) as u8, green: (rgb >> 8) as u8, blue: rgb as u8, alpha: 1.0 }
    }

    /// As CSS says it.
    pub fn css(self) -> String {
        format!("rgba({},{},{},{})", self.red, self.green, self.blue, self.alpha)
    }

    /// The same colour with another opacity.
    pub const fn with_alpha(self, alpha: f64) -> Color {
        Color { alpha: alpha.clamp(0.0, 1.0), ..self }
    }

    /// What the eye sees of this colour over an opaque `ground`.
    pub fn over(self, ground: Color) -> Color {
        let mix = |top: u8, below: u8| {
            (f64::from(top) * self.alpha + f64::from(below) * (1.0 - self.alpha)).round() as u8
        };
        Color {
            red: mix(self.red, ground.red),
            green: mix(self.green, ground.green),
            blue: mix(self.blue, ground.blue),
            alpha: 1.0,
        }
    }

    /// Linear mix, channel by channel; `share` 0 is `self`, 1 is `other`.
    pub fn mix(self, other: Color, share: f64) -> Color {
        let share = share.clamp(0.0, 1.0);
        Color { alpha: self.alpha * (1.0 - share) + other.alpha * share, ..self }
            .channels_towards(other, share)
    }

    fn channels_towards(self, other: Color, share: f64) -> Color {
        let mix = |from: u8, to: u8| {
            (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u8
        };
        Color {
            red: mix(self.red, other.red),
            green: mix(self.green, other.green),
            blue: mix(self.blue, other.blue),
            alpha: self.alpha,
        }
    }

    /// Relative luminance, WCAG 2.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Contrast ratio of two opaque colours, 1 to 21 (WCAG 2).
    pub fn contrast(self, other: Color) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Reads `#rgb`, `#rrggbb`, `rgb(r, g, b)` and `rgba(r, g, b, a)`: what a browser's computed
    /// style gives.
    pub fn parse(text: &str) -> Option<Color> {
        let text = text.trim();
        if let Some(digits) = text.strip_prefix('#') {
            let value = u32::from_str_radix(digits, 16).ok()?;
            return match digits.len() {
                6 => Some(Color::hex(value)),
                3 => {
                    let wide = |shift: u32| ((value >> shift) & 15) * 17;
                    Some(Color::hex(wide(8) << 16 | wide(4) << 8 | wide(0)))
                }
                _ => None,
            };
        }
        let inner = text.strip_prefix("rgba(").or_else(|| text.strip_prefix("rgb("))?;
        let mut parts =
            inner.strip_suffix(')')?.split([',', ' ', '/']).filter(|part| !part.is_empty());
        let mut channel = || parts.next()?.parse::<f64>().ok();
        let (red, green, blue) = (channel()?, channel()?, channel()?);
        let alpha = channel().unwrap_or(1.0);
        Some(Color {
            red: red.round() as u8,
            green: green.round() as u8,
            blue: blue.round() as u8,
            alpha: alpha.clamp(0.0, 1.0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_of_black_on_white_is_21() {
        assert!((Color::hex(0).contrast(Color::hex(0xffffff)) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn reads_what_a_browser_computes() {
        for (text, expected) in [
            ("#fff", Some(Color::hex(0xffffff))),
            ("#1b2c3d", Some(Color::hex(0x1b2c3d))),
            ("rgb(1, 2, 3)", Some(Color::hex(0x010203))),
            ("rgba(1, 2, 3, 0.5)", Some(Color::hex(0x010203).with_alpha(0.5))),
            ("rgb(1 2 3 / 0.5)", Some(Color::hex(0x010203).with_alpha(0.5))),
            ("", None),
            ("#12", None),
            ("CanvasText", None),
            ("rgb(1, 2)", None),
        ] {
            assert_eq!(Color::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn half_black_over_white_is_grey() {
        let grey = Color::hex(0).with_alpha(0.5).over(Color::hex(0xffffff));
        assert_eq!(grey, Color::hex(0x808080));
    }
}
