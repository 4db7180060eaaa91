//! A scene as an SVG document: snapshots, export, the self-contained figure.

use super::{
    paint::{PaintError, paint},
    scene::Scene,
    subpixel::SubPixel,
    theme::Theme,
};
use plotters::{backend::SVGBackend, drawing::IntoDrawingArea};

/// plotters-svg writes a font size divided by this.
const SVG_FONT_FACTOR: f64 = 1.24;

/// The scene on its theme's background.
///
/// `title` and `description` are what a screen reader says of the picture. It is `zoom` times as large
/// as the scene, letters and lines with it.
///
/// # Errors
/// Where the backend refuses a mark; writing to memory, it does not.
pub fn svg(
    scene: &Scene,
    theme: &Theme,
    zoom: f64,
    title: &str,
    description: &str,
) -> Result<String, PaintError> {
    let (width, height) = (scene.width.ceil() as u32, scene.height.ceil() as u32);
    let mut body = String::new();
    {
        let backend = SVGBackend::with_string(&mut body, (width, height));
        let canvas = SubPixel::with_font_factor(backend, SVG_FONT_FACTOR).into_drawing_area();
        paint(scene, theme, 1.0, &canvas)?;
        canvas
            .present()
            .map_err(|error| PaintError { mark: scene.marks.len(), reason: error.to_string() })?;
    }
    // The backend's own root writes no eighths, no joins and no title: only its content is kept.
    let content = body.split_once(">\n").map_or("", |(_, content)| content);
    // It says of every mark what holds for all of them.
    let mut content = content.replace(" opacity=\"1\"", "").replace(" \"/>", "\"/>");
    let family = content.split_once(" font-family=\"").and_then(|(_, rest)| rest.split_once('"'));
    let family = family.map(|(name, _)| format!(" font-family=\"{name}\"")).unwrap_or_default();
    if !family.is_empty() {
        content = content.replace(&family, "");
    }
    let content = joined(&content);
    let background = theme.background;
    let named = format!("<title>{}</title>\n<desc>{}</desc>\n", escape(title), escape(description));
    let [wide, high] = [scene.width, scene.height].map(|length| (length * zoom).round());
    let [across, down] = [scene.width, scene.height].map(|length| (length * 8.0).round());
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{wide}\" \
         height=\"{high}\" viewBox=\"0 0 {across} {down}\" stroke-linejoin=\"round\" \
         stroke-linecap=\"round\" font-variant-numeric=\"tabular-nums\"{family}>\n\
         {named}<rect width=\"100%\" height=\"100%\" fill=\"#{:02X}{:02X}{:02X}\"/>\n{content}",
        background.red, background.green, background.blue,
    ))
}

/// Lines of one look that follow each other as one path: each dash of a dashed line would else say
/// its colour and width again.
fn joined(content: &str) -> String {
    let mut out = String::with_capacity(content.len());
    let mut lines = content.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((look, points)) = polyline(line) else {
            out.extend([line, "\n"]);
            continue;
        };
        let mut path = String::new();
        while let Some((_, more)) =
            lines.peek().and_then(|next| polyline(next)).filter(|next| next.0 == look)
        {
            path.extend(["M", more]);
            lines.next();
        }
        if path.is_empty() {
            out.extend([line, "\n"]);
        } else {
            out.extend(["<path", look, " d=\"M", points, &path, "\"/>\n"]);
        }
    }
    out
}

/// The attributes and the points of a line that is a `polyline`.
fn polyline(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("<polyline")?.strip_suffix("\"/>")?.split_once(" points=\"")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
