//! The canvas backend with a memory: plotters' own sets colour, width and font anew for each mark,
//! and each is a text that the browser must read. Here they are set where they differ.
//!
//! What a scene is made of is drawn here; the rest goes through.

use crate::chart::color::Color;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle, FontTransform,
    text_anchor::{HPos, VPos},
};
use plotters_canvas::CanvasBackend;
use std::cell::RefCell;
use web_sys::CanvasRenderingContext2d;

/// What a context has now, as far as it is known.
#[derive(Debug, Default)]
pub struct Memory {
    stroke: Option<(u8, u8, u8, u64)>,
    fill: Option<(u8, u8, u8, u64)>,
    width: Option<u32>,
    font: Option<(u64, bool, String)>,
    align: Option<&'static str>,
    baseline: Option<&'static str>,
}

/// A context with its memory.
pub struct Brush<'b> {
    inner: CanvasBackend,
    context: &'b CanvasRenderingContext2d,
    memory: &'b RefCell<Memory>,
}

/// Its type has no name outside its crate.
type Failure = <CanvasBackend as DrawingBackend>::ErrorType;
type Done = Result<(), DrawingErrorKind<Failure>>;

fn key(color: BackendColor) -> (u8, u8, u8, u64) {
    let (red, green, blue) = color.rgb;
    (red, green, blue, color.alpha.to_bits())
}

fn css(color: BackendColor) -> String {
    let (red, green, blue) = color.rgb;
    Color { red, green, blue, alpha: color.alpha }.css()
}

impl<'b> Brush<'b> {
    /// For the context of `inner`.
    pub fn new(
        inner: CanvasBackend,
        context: &'b CanvasRenderingContext2d,
        memory: &'b RefCell<Memory>,
    ) -> Brush<'b> {
        Brush { inner, context, memory }
    }

    fn stroke_with<S: BackendStyle>(&self, style: &S) {
        let mut memory = self.memory.borrow_mut();
        let color = style.color();
        if memory.stroke.replace(key(color)) != Some(key(color)) {
            self.context.set_stroke_style_str(&css(color));
        }
        let width = style.stroke_width();
        if memory.width.replace(width) != Some(width) {
            self.context.set_line_width(f64::from(width));
        }
    }

    fn fill_with(&self, color: BackendColor) {
        if self.memory.borrow_mut().fill.replace(key(color)) != Some(key(color)) {
            self.context.set_fill_style_str(&css(color));
        }
    }

    fn trace(&self, path: impl IntoIterator<Item = BackendCoord>) {
        self.context.begin_path();
        // A line to where nothing begins begins there.
        for (x, y) in path {
            self.context.line_to(f64::from(x), f64::from(y));
        }
    }

    /// The backend inside sets what it likes.
    fn through(&mut self) -> &mut CanvasBackend {
        self.memory.take();
        &mut self.inner
    }
}

impl DrawingBackend for Brush<'_> {
    type ErrorType = Failure;

    fn get_size(&self) -> (u32, u32) {
        self.inner.get_size()
    }

    fn ensure_prepared(&mut self) -> Done {
        self.inner.ensure_prepared()
    }

    fn present(&mut self) -> Done {
        self.inner.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Done {
        self.through().draw_pixel(point, color)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Done {
        if !fill {
            return self.through().draw_rect(upper_left, bottom_right, style, fill);
        }
        self.fill_with(style.color());
        let size = |from: i32, to: i32| f64::from(to) - f64::from(from);
        self.context.fill_rect(
            f64::from(upper_left.0),
            f64::from(upper_left.1),
            size(upper_left.0, bottom_right.0),
            size(upper_left.1, bottom_right.1),
        );
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.stroke_with(style);
        self.trace(path);
        self.context.stroke();
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Done {
        self.context.begin_path();
        let (x, y) = (f64::from(center.0), f64::from(center.1));
        // It can only fail for a negative radius.
        let _ = self.context.arc(x, y, f64::from(radius), 0.0, std::f64::consts::TAU);
        if fill {
            self.fill_with(style.color());
            self.context.fill();
        } else {
            self.stroke_with(style);
            self.context.stroke();
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Done {
        self.fill_with(style.color());
        self.trace(vert);
        self.context.fill();
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        position: BackendCoord,
    ) -> Done {
        if !matches!(style.transform(), FontTransform::None) {
            return self.through().draw_text(text, style, position);
        }
        self.fill_with(style.color());
        let mut memory = self.memory.borrow_mut();
        let (size, bold) = (style.size(), matches!(style.style(), FontStyle::Bold));
        let family = style.family();
        let known = memory.font.as_ref().is_some_and(|(known_size, known_bold, name)| {
            *known_size == size.to_bits() && *known_bold == bold && name == family.as_str()
        });
        if !known {
            let weight = if bold { "bold " } else { "" };
            self.context.set_font(&format!("{weight}{size}px {}", family.as_str()));
            memory.font = Some((size.to_bits(), bold, family.as_str().to_owned()));
        }
        let align = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Right => "end",
            HPos::Center => "center",
        };
        if memory.align.replace(align) != Some(align) {
            self.context.set_text_align(align);
        }
        let baseline = match style.anchor().v_pos {
            VPos::Top => "top",
            VPos::Center => "middle",
            VPos::Bottom => "bottom",
        };
        if memory.baseline.replace(baseline) != Some(baseline) {
            self.context.set_text_baseline(baseline);
        }
        // It can only fail for a context without a canvas.
        let _ = self.context.fill_text(text, f64::from(position.0), f64::from(position.1));
        Ok(())
    }
}
