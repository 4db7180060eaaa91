//! Charts: results in, marks out, pixels last.
//!
//! ```text
//!  Input ─► Model (prepared once: transforms, pyramids)
//!             │  + Surface (size, pixel ratio, theme, language, zone, text metric) + Viewport
//!             ▼
//!           Plot { scene, area, scales } ─► cursor layer: a second, small Scene
//!             │
//!             ▼
//!  paint: Scene ─► SubPixel<any plotters DrawingBackend> ─► canvas or SVG
//! ```
//!
//! A chart never touches a backend: it fills a [`scene::Scene`], a plain list of marks in CSS
//! pixels that tests can measure (does a label collide? does a line leave the plot?). Only
//! [`mod@paint`], [`subpixel`] and [`svg`] name plotters.
//!
//! * [`scale`] maps and inverts, [`ticks`] and [`calendar`] choose labels, [`clip`] cuts segments,
//!   [`decimate`] keeps extremes, [`viewport`] is what zoom and pan change, [`hit`] is what a
//!   pointer means, [`sprites`] cuts a cursor into pieces that need no painting.
//! * One model a chart: [`overlay`], [`scatter`], [`lags`], [`rolling`], [`matrix`], [`strip`];
//!   [`export`] composes them for export, [`inputs`] makes their inputs of the
//!   application's figure, [`standalone`] is a figure on its own.

pub mod calendar;
pub mod chance;
pub mod clip;
pub mod color;
pub mod data;
pub mod decimate;
pub mod export;
pub mod hit;
pub mod inputs;
pub mod lags;
pub mod matrix;
pub mod measure;
pub mod overlay;
pub mod paint;
pub mod periods;
mod pyramid;
pub mod rolling;
pub mod scale;
pub mod scatter;
pub mod scene;
pub mod seriation;
pub mod sprites;
pub mod standalone;
pub mod strip;
pub mod subpixel;
pub mod surface;
pub mod svg;
pub mod theme;
pub mod ticks;
pub mod trace;
mod value_axis;
pub mod viewport;
pub mod views;
