//! Colours, widths and fonts of every view: light, dark, forced.
//!
//! The same slot of the palette is the same series in all views. Series colours are dark (or
//! light) enough to be read as text, so a label and its line share one colour; a second cue
//! (the dash of the slot) carries the meaning without colour.

use super::color::Color;

/// Colors, sizes and fonts of a view.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Behind everything; opaque.
    pub background: Color,
    /// Titles, values.
    pub text: Color,
    /// Tick labels, notes.
    pub muted: Color,
    /// The few grid lines.
    pub grid: Color,
    /// Base lines and zero lines.
    pub axis: Color,
    /// The one accent: best lag, selection, focus.
    pub accent: Color,
    /// Crosshair.
    pub cursor: Color,
    /// Series, by slot; see [`Theme::series`].
    pub series: [Color; SERIES],
    /// Shade of a period in which the two went apart.
    pub apart: Color,
    /// Shade of a band that chance fills.
    pub band: Color,
    /// Veil over what lies outside the window.
    pub veil: Color,
    /// Time in the scatter, from the first period to the last.
    pub time_ramp: [Color; 3],
    /// Correlation −1; no colour of a series, which mean something else.
    pub opposite: Color,
    /// Correlation +1.
    pub together: Color,
    /// Dashes tell lines apart where nothing else does, however short their pieces get.
    pub dashes: bool,
    /// CSS font families.
    pub font: String,
}

/// Slots of the palette; later series begin again.
pub const SERIES: usize = 8;

/// System fonts, Japanese ones in the stack.
pub const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, \
                        'Hiragino Sans', 'Noto Sans JP', 'Yu Gothic UI', Meiryo, sans-serif";

/// Colours of the user's system, where the system forces them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SystemColors {
    /// `Canvas`.
    pub canvas: Color,
    /// `CanvasText`.
    pub canvas_text: Color,
    /// `GrayText`.
    pub gray_text: Color,
    /// `Highlight`.
    pub highlight: Color,
    /// `LinkText`.
    pub link_text: Color,
}

/// Colours that an author chose; `None` is the theme's own.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Colors {
    /// The two series that are compared.
    pub series: [Option<Color>; 2],
    /// The accent.
    pub accent: Option<Color>,
    /// Behind everything.
    pub background: Option<Color>,
}

impl Theme {
    /// For paper and bright rooms.
    pub fn light() -> Theme {
        Theme {
            background: Color::hex(0xfdfcfa),
            text: Color::hex(0x1b1b1d),
            muted: Color::hex(0x57564f),
            grid: Color::hex(0xe7e3da),
            axis: Color::hex(0x8d887b),
            accent: Color::hex(0x0b5e57),
            cursor: Color::hex(0x57564f),
            series: [
                Color::hex(0x0067a8),
                Color::hex(0xc04e00),
                Color::hex(0x2f7d4f),
                Color::hex(0x5c1a54),
                Color::hex(0x7a6a00),
                Color::hex(0xad3d74),
                Color::hex(0x57564f),
                Color::hex(0x0f7285),
            ],
            apart: Color::hex(0xb08400).with_alpha(0.13),
            band: Color::hex(0x5b6470).with_alpha(0.12),
            veil: Color::hex(0xfdfcfa).with_alpha(0.66),
            time_ramp: [Color::hex(0xc4760c), Color::hex(0x9c3f87), Color::hex(0x25256b)],
            opposite: Color::hex(0xa3182b),
            together: Color::hex(0x26384a),
            dashes: false,
            font: FONT.to_owned(),
        }
    }

    /// For dark rooms.
    pub fn dark() -> Theme {
        Theme {
            background: Color::hex(0x15171a),
            text: Color::hex(0xecebe7),
            muted: Color::hex(0xa9a79f),
            grid: Color::hex(0x2a2e33),
            axis: Color::hex(0x777b80),
            accent: Color::hex(0x6cc7b8),
            cursor: Color::hex(0xa9a79f),
            series: [
                Color::hex(0x5cb3ec),
                Color::hex(0xf59a4c),
                Color::hex(0x6cc48d),
                Color::hex(0xa97bf6),
                Color::hex(0xd3c04c),
                Color::hex(0xef8ab8),
                Color::hex(0xa9a79f),
                Color::hex(0x5ccbe0),
            ],
            apart: Color::hex(0xf2c14e).with_alpha(0.16),
            band: Color::hex(0xa3acb7).with_alpha(0.16),
            veil: Color::hex(0x15171a).with_alpha(0.66),
            time_ramp: [Color::hex(0x7a6bd8), Color::hex(0xe07bb0), Color::hex(0xffd98a)],
            opposite: Color::hex(0xff7b72),
            together: Color::hex(0xc6d3df),
            dashes: false,
            font: FONT.to_owned(),
        }
    }

    /// Only the system's own colours: series differ by marker, dash and these few inks.
    pub fn forced(system: SystemColors) -> Theme {
        let SystemColors { canvas, canvas_text, gray_text, highlight, link_text } = system;
        Theme {
            background: canvas,
            text: canvas_text,
            muted: canvas_text,
            grid: gray_text,
            axis: canvas_text,
            accent: highlight,
            cursor: canvas_text,
            series: [
                canvas_text,
                link_text,
                highlight,
                canvas_text,
                link_text,
                highlight,
                canvas_text,
                link_text,
            ],
            apart: highlight.with_alpha(0.2),
            band: gray_text.with_alpha(0.25),
            veil: canvas.with_alpha(0.66),
            time_ramp: [gray_text, link_text, canvas_text],
            opposite: link_text,
            together: canvas_text,
            dashes: true,
            font: FONT.to_owned(),
        }
    }

    /// The built-in theme that is nearest to a choice, with the colours that an author chose. A
    /// background decides between light and dark by itself; texts and grid keep their contrast on it.
    pub fn published(dark: bool, colors: &Colors) -> Theme {
        let dark = colors.background.map_or(dark, |ground| ground.luminance() < 0.18);
        let mut theme = if dark { Theme::dark() } else { Theme::light() };
        if let Some(ground) = colors.background {
            theme.background = ground;
            theme.veil = ground.with_alpha(theme.veil.alpha);
            if theme.text.contrast(ground) < 4.5 {
                let (white, black) = (Color::hex(0xff_ffff), Color::hex(0));
                let better = white.contrast(ground) > black.contrast(ground);
                theme.text = if better { white } else { black };
            }
            if theme.muted.contrast(ground) < 4.5 {
                theme.muted = theme.text;
            }
            theme.grid = ground.mix(theme.text, 0.12);
            theme.axis = ground.mix(theme.text, 0.5);
        }
        for (place, color) in theme.series.iter_mut().zip(colors.series) {
            *place = color.unwrap_or(*place);
        }
        theme.accent = colors.accent.unwrap_or(theme.accent);
        theme
    }

    /// The colour of a palette slot.
    pub fn series(&self, slot: usize) -> Color {
        self.series.get(slot % SERIES).copied().unwrap_or(self.text)
    }

    /// Lengths of dashes and of the gaps between them of a palette slot's line, CSS pixels; `None`
    /// is a line without gaps. `calm`: the line turns seldom enough for dashes to be seen.
    pub fn dash(&self, slot: usize, calm: bool) -> Option<(f64, f64)> {
        const DASHES: [Option<(f64, f64)>; 5] =
            [None, Some((9.0, 3.5)), Some((2.5, 3.0)), Some((16.0, 3.5)), Some((5.0, 7.0))];
        DASHES.get(slot % DASHES.len()).copied().flatten().filter(|_| calm || self.dashes)
    }

    /// The colour of a moment, 0 the first period, 1 the last.
    pub fn time(&self, share: f64) -> Color {
        let [first, middle, last] = self.time_ramp;
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
        if share < 0.5 {
            first.mix(middle, share * 2.0)
        } else {
            middle.mix(last, share * 2.0 - 1.0)
        }
    }

    /// The fill of a correlation in [-1, 1]: the background at 0.
    pub fn correlation(&self, r: f64) -> Color {
        let r = if r.is_finite() { r.clamp(-1.0, 1.0) } else { 0.0 };
        let end = if r < 0.0 { self.opposite } else { self.together };
        self.background.mix(end, r.abs() * 0.85)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB.
    const PROTANOPIA: [[f64; 3]; 3] = [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ];
    const DEUTERANOPIA: [[f64; 3]; 3] = [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ];
    const TRITANOPIA: [[f64; 3]; 3] = [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ];
    const TRICHROMAT: [[f64; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];

    fn lab(color: Color, eye: [[f64; 3]; 3]) -> [f64; 3] {
        let linear = [color.red, color.green, color.blue].map(|channel| {
            let v = f64::from(channel) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        });
        let seen =
            eye.map(|row| row.iter().zip(linear).map(|(m, v)| m * v).sum::<f64>().clamp(0.0, 1.0));
        let xyz = [
            (0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047,
            0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2],
            (0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883,
        ]
        .map(|v| if v > 0.008856 { v.cbrt() } else { 7.787 * v + 16.0 / 116.0 });
        [116.0 * xyz[1] - 16.0, 500.0 * (xyz[0] - xyz[1]), 200.0 * (xyz[1] - xyz[2])]
    }

    #[test]
    fn lines_and_text_can_be_read_on_their_background() {
        for theme in [Theme::light(), Theme::dark()] {
            let on = |color: Color| color.contrast(theme.background);
            for (slot, color) in theme.series.iter().enumerate() {
                // Series colours are used for their labels too.
                assert!(on(*color) >= 4.5, "series {slot}: {:.2}", on(*color));
            }
            assert!(on(theme.text) >= 7.0);
            for text in [theme.muted, theme.accent] {
                assert!(on(text) >= 4.5, "{text:?}: {:.2}", on(text));
            }
            assert!(on(theme.axis) >= 3.0, "{:.2}", on(theme.axis));
            // The scatter's dots are graphics: 3:1.
            for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
                assert!(on(theme.time(share)) >= 3.0, "{share}: {:.2}", on(theme.time(share)));
            }
            // Labels on the shade of a disagreement.
            let shade = theme.apart.over(theme.background);
            assert!(theme.muted.contrast(shade) >= 4.5, "{:.2}", theme.muted.contrast(shade));
        }
    }

    #[test]
    fn the_first_series_differ_for_every_eye() {
        for theme in [Theme::light(), Theme::dark()] {
            for eye in [TRICHROMAT, PROTANOPIA, DEUTERANOPIA, TRITANOPIA] {
                let seen: Vec<_> = theme.series[..4].iter().map(|c| lab(*c, eye)).collect();
                for i in 0..seen.len() {
                    for j in 0..i {
                        let apart =
                            (0..3).map(|k| (seen[i][k] - seen[j][k]).powi(2)).sum::<f64>().sqrt();
                        // The pair of the main view must be plain; the others carry dashes too.
                        let least = if (i, j) == (1, 0) { 40.0 } else { 11.0 };
                        assert!(apart >= least, "slots {j} and {i}: {apart:.1}");
                    }
                }
            }
        }
    }

    /// Whatever an author puts behind it, words can be read.
    #[test]
    fn words_keep_their_contrast_on_any_ground() {
        for ground in (0..=0xff_u32).map(|grey| Color::hex(grey * 0x01_0101)) {
            for dark in [false, true] {
                let colors = Colors { background: Some(ground), ..Colors::default() };
                let theme = Theme::published(dark, &colors);
                assert!(theme.text.contrast(ground) >= 4.5, "{ground:?}");
                assert!(theme.muted.contrast(ground) >= 4.5, "{ground:?}");
            }
        }
        let plain = Colors::default();
        assert_eq!(Theme::published(false, &plain), Theme::light());
        assert_eq!(Theme::published(true, &plain), Theme::dark());
        let own = Color::hex(0x77_2211);
        let colors = Colors { series: [None, Some(own)], ..plain };
        assert_eq!(Theme::published(false, &colors).series(1), own);
    }

    /// The page's style sheet and the canvases share their colours.
    #[test]
    fn the_style_sheet_says_the_same() {
        let css = include_str!("../../styles/tokens.css");
        // The sheet states the light values, then the dark ones (twice: by system, by choice).
        let stated = |name: &str| -> Vec<Color> {
            css.lines()
                .filter_map(|line| line.trim().strip_prefix(name)?.strip_prefix(':'))
                .filter_map(|value| Color::parse(value.trim().trim_end_matches(';')))
                .collect()
        };
        let (light, dark) = (Theme::light(), Theme::dark());
        let names =
            ["--series-x", "--series-y", "--series-3", "--series-4", "--series-5", "--series-6"];
        let series =
            names.iter().enumerate().map(|(k, name)| (*name, light.series[k], dark.series[k]));
        let others = [
            ("--paper", light.background, dark.background),
            ("--ink", light.text, dark.text),
            ("--ink-soft", light.muted, dark.muted),
            ("--grid", light.grid, dark.grid),
            ("--accent", light.accent, dark.accent),
        ];
        for (name, in_light, in_dark) in series.chain(others) {
            let found = stated(name);
            assert_eq!(found.first(), Some(&in_light), "{name}");
            assert!(found.len() > 1 && found[1..].iter().all(|c| *c == in_dark), "{name}");
        }
    }

    #[test]
    fn neighbours_never_share_a_dash() {
        let ink = Color::hex(0);
        let forced = Theme::forced(SystemColors {
            canvas: Color::hex(0xffffff),
            canvas_text: ink,
            gray_text: ink,
            highlight: ink,
            link_text: ink,
        });
        for slot in 0..4 {
            assert_ne!(forced.dash(slot, false), forced.dash(slot + 1, false));
            assert_ne!(Theme::light().dash(slot, true), Theme::light().dash(slot + 1, true));
            assert_eq!(Theme::light().dash(slot, false), None);
        }
    }
}
