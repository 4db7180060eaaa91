//! Comove's overlay as the race drives it: the models, the painter and the canvases of the page,
//! without the page around them.
//!
//! `benches/charts/race.mjs` builds this for wasm and tells how to run it; natively it is empty.

#[cfg(target_arch = "wasm32")]
mod race {
    use comove::{
        calendar::period::Period,
        chart::{
            hit::period_at,
            overlay::{Input, Model, Plot, SeriesInput, Side},
            periods::Periods,
            surface::{Surface, utc},
            theme::Theme,
            viewport::Viewport,
        },
        kit::language::Language,
        recipe::recipe::ScaleMode,
        screen::{
            canvas::{CanvasMeasure, Layers, Which},
            readout::Readouts,
        },
        series::series::SeriesKind,
    };
    use std::sync::Arc;
    use wasm_bindgen::prelude::*;
    use web_sys::HtmlElement;

    /// One figure with two series on two axes.
    #[wasm_bindgen]
    pub struct Race {
        layers: Layers,
        theme: Theme,
        measure: CanvasMeasure,
        readouts: Readouts,
        model: Model,
        view: Viewport,
        plot: Option<Plot>,
    }

    #[wasm_bindgen]
    impl Race {
        /// Takes a place, instants in seconds, and two series of values.
        #[wasm_bindgen(constructor)]
        pub fn new(
            root: HtmlElement,
            x: &[f64],
            a: Vec<f64>,
            b: Vec<f64>,
        ) -> Result<Race, JsValue> {
            let document = root.owner_document().ok_or("no document")?;
            let mut edges: Vec<i64> = x.iter().map(|seconds| (seconds * 1000.0) as i64).collect();
            if let [.., before, last] = edges.as_slice() {
                edges.push(2 * last - before);
            }
            let periods = Arc::new(Periods::new(edges, Period::Hour));
            let series = |slot: usize, name: &str, values: Vec<f64>| SeriesInput {
                name: name.to_owned(),
                axis: name.to_owned(),
                unit: None,
                slot,
                kind: SeriesKind::Measurement,
                values,
                smoothed: Vec::new(),
                side: if slot == 0 { Side::Left } else { Side::Right },
                log: false,
                shift: 0,
            };
            let model = Model::new(Input {
                periods: periods.clone(),
                series: vec![series(0, "price", a), series(1, "alerts", b)],
                partial: Vec::new(),
                mode: ScaleMode::Dual,
                smoothing: None,
                spans: Vec::new(),
                notes: Vec::new(),
                window: None,
            });
            let theme = Theme::light();
            let mut race = Race {
                measure: CanvasMeasure::new(&document, &theme.font)?,
                readouts: Readouts::find(&document)?,
                layers: Layers::new(&document, root)?,
                view: Viewport::new(&periods),
                plot: None,
                model,
                theme,
            };
            let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
            race.layers.fit(ratio);
            Ok(race)
        }

        /// Shows this window, instants in seconds.
        pub fn show(&mut self, from: f64, to: f64) {
            self.view.show(from * 1000.0, to * 1000.0);
        }

        /// Points at a CSS pixel.
        pub fn point(&mut self, x: f64) -> bool {
            let before = self.view.cursor;
            if let Some(plot) = &self.plot {
                self.view.point_at(period_at(x, &plot.time, self.model.periods()));
            }
            before != self.view.cursor
        }

        /// Paints the chart.
        pub fn draw(&mut self) -> Result<(), JsValue> {
            let surface = Surface {
                width: self.layers.width,
                height: self.layers.height,
                ratio: self.layers.ratio,
                theme: &self.theme,
                language: Language::En,
                zone: &utc,
                measure: &self.measure,
            };
            let plot = self.plot.insert(self.model.plot(&self.view, &surface));
            self.layers.paint(Which::Plot, &plot.scene, &self.theme, &self.measure)
        }

        /// Paints the cursor and writes what is under it.
        pub fn read(&mut self) -> Result<(), JsValue> {
            let surface = Surface {
                width: self.layers.width,
                height: self.layers.height,
                ratio: self.layers.ratio,
                theme: &self.theme,
                language: Language::En,
                zone: &utc,
                measure: &self.measure,
            };
            let Some(plot) = &self.plot else { return Ok(()) };
            let scene = self.model.cursor(plot, &self.view, &surface);
            self.layers.paint(Which::Cursor, &scene, &self.theme, &self.measure)?;
            let readout = self.view.cursor.map(|at| self.model.readout(at, &surface));
            self.readouts.period("overlay", readout.as_ref(), Language::En)
        }
    }
}

fn main() {}
