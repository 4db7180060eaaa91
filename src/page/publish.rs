//! Pictures, pages and texts to share: a picture is laid out here as an SVG; what it becomes is
//! publish.js's work, which is loaded when it is first needed.

use super::{
    deliver::deliver,
    envelope::words,
    handle::{Page, send},
    later::later,
};
use crate::{
    app::message::{Message, Picture},
    chart::{
        data::Figure,
        export::{self, Drawn, Words},
        measure::Measure,
    },
    kit::language::Language,
    recipe::export::{ExportKind, Theme as Appearance},
    report::snapshot::Snapshot,
    screen::charts::Charts,
    text::{date, figure, period},
};
use js_sys::{Array, Date, Function, Object, Promise, Reflect, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Makes an export, and delivers it to the script that asked or as a download.
pub fn publish(page: &Rc<Page>, picture: Picture) -> Result<(), JsValue> {
    let Picture { kind, options, ticket, .. } = picture;
    let language = options.language.unwrap_or_default();
    let (text, drawn) = drawn(&page.charts.borrow(), &picture, language)?;
    let (width, height) = drawn.size();
    let spec = Spec::new(kind.name())?;
    spec.text("svg", &text)?;
    spec.put("width", &width.into())?;
    spec.put("height", &height.into())?;
    spec.put("scale", &options.scale.unwrap_or(1.0).into())?;
    spec.text("language", language.tag())?;
    let Words { title, subtitle, note, source, byline, .. } = &picture.words;
    for (name, text) in [
        ("title", title),
        ("subtitle", subtitle),
        ("note", note),
        ("source", source),
        ("byline", byline),
    ] {
        spec.text(name, text)?;
    }
    match options.theme {
        Some(Appearance::Dark) => spec.text("theme", "dark")?,
        Some(Appearance::Light) => spec.text("theme", "light")?,
        _ => {}
    }
    if let Some(carried) = &picture.carried {
        spec.text("kept", &carried.kept.to_json().ok_or("the analysis cannot be written")?)?;
        spec.text("report", &carried.report.to_json()?)?;
        spec.put("figure", &Uint8Array::from(carried.standalone.to_bytes()?.as_slice()))?;
        let said = &carried.standalone.told(language).sentence;
        for (name, lines) in
            [("details", &said.details), ("compared", &said.compared), ("cautions", &said.cautions)]
        {
            spec.text(name, &lines.join("\n"))?;
        }
        let axes = picture.figure.series.iter().map(|series| series.axis.as_str());
        let heads: Vec<&str> =
            [picture.figure.period_name.as_str()].into_iter().chain(axes).collect();
        spec.text("heads", &heads.join("\n"))?;
        let aligned = &carried.report.aligned;
        let label = |label: &String| period::start_of_label(label, aligned.period).take(language);
        let labels: Vec<String> = aligned.labels.iter().take(figure::ROWS_MAX).map(label).collect();
        spec.text("labels", &labels.join("\n"))?;
        if let Some(more) = figure::more_rows(aligned.labels.len()) {
            spec.text("more", &more.take(language))?;
        }
        if let Some(share) = rows_share(&picture.figure, aligned.labels.len(), &drawn) {
            spec.text("span", &share)?;
        }
        let today = date::date(Date::now() as i64);
        for language in Language::ALL {
            spec.text(&format!("made-{}", language.tag()), today.get(language))?;
        }
    }
    let made = spec.hand_over()?;
    let name = format!("{}.{}", picture.stem, kind.name());
    let page = page.clone();
    later(async move {
        match (JsFuture::from(made).await, ticket) {
            (Ok(blob), _) => deliver(&page, &name, &blob.unchecked_into(), ticket)?,
            (Err(error), Some(ticket)) => page.promises.borrow_mut().reject(ticket, &error),
            (Err(error), None) => send(Message::Undelivered { message: words(&error) }),
        }
        Ok(())
    });
    Ok(())
}

/// Opens the dialog: what it holds and does is publish.js's, too. What fails is said on the page.
pub fn dialog() -> Result<(), JsValue> {
    let opened = Spec::new("dialog")?.hand_over()?;
    later(async move {
        if let Err(error) = JsFuture::from(opened).await {
            send(Message::Undelivered { message: words(&error) });
        }
        Ok(())
    });
    Ok(())
}

/// Says whether a figure (the text of its file) and files agree. `beside` another analysis a person is
/// asked first, and may open the figure, `kept`, instead.
pub fn verify(figure: &str, files: &Array, beside: bool, kept: Snapshot) -> Result<(), JsValue> {
    let spec = Spec::new("verify")?;
    spec.text("text", figure)?;
    spec.put("files", files)?;
    spec.put("beside", &beside.into())?;
    let told = spec.hand_over()?;
    later(async move {
        match JsFuture::from(told).await {
            Ok(choice) if choice.as_string().as_deref() == Some("open") => {
                send(Message::Restored { kept: Box::new(kept), ticket: None });
            }
            Ok(_) => {}
            Err(error) => send(Message::Undelivered { message: words(&error) }),
        }
        Ok(())
    });
    Ok(())
}

/// Copies an element's text; where the browser refuses, the page says so.
pub fn copy_text(page: &Page, element: &web_sys::Element) -> Result<(), JsValue> {
    let text = element.text_content().unwrap_or_default();
    let write = || -> Result<Promise, JsValue> {
        let clipboard = Reflect::get(&page.dom.window.navigator(), &"clipboard".into())?;
        let write: Function = Reflect::get(&clipboard, &"writeText".into())?.dyn_into()?;
        write.call1(&clipboard, &text.into())?.dyn_into()
    };
    let written = write();
    later(async move {
        let done = match written {
            Ok(written) => JsFuture::from(written).await.is_ok(),
            Err(_) => false,
        };
        send(if done { Message::Copied } else { Message::CopyRefused });
        Ok(())
    });
    Ok(())
}

/// The arguments of publish.js, as one object.
struct Spec(Object);

impl Spec {
    fn new(kind: &str) -> Result<Spec, JsValue> {
        let spec = Spec(Object::new());
        spec.text("kind", kind)?;
        Ok(spec)
    }

    fn put(&self, name: &str, value: &JsValue) -> Result<(), JsValue> {
        Reflect::set(&self.0, &name.into(), value).map(drop)
    }

    fn text(&self, name: &str, text: &str) -> Result<(), JsValue> {
        self.put(name, &text.into())
    }

    fn hand_over(self) -> Result<Promise, JsValue> {
        let parts = Reflect::get(&js_sys::global(), &"comoveParts".into())?;
        let publish: Function = Reflect::get(&parts, &"publish".into())?.dyn_into()?;
        publish.call1(&parts, &self.0)?.dyn_into()
    }
}

/// Where the table's rows begin and end in the picture, as shares of its width; none where the table has not every
/// value at the place where it is drawn.
fn rows_share(figure: &Figure, rows: usize, drawn: &Drawn) -> Option<String> {
    let (first, last) = figure.window.unwrap_or((0, figure.labels.len().saturating_sub(1)));
    let whole = figure.shift == 0 && rows <= figure::ROWS_MAX && last + 1 == first + rows;
    if !whole {
        return None;
    }
    let edge = |at: usize| Some(drawn.share_at(*figure.edges_ms.get(at)?));
    Some(format!("{:.5} {:.5}", edge(first)?, edge(last + 1)?))
}

/// The picture, and it as an SVG.
fn drawn(
    charts: &Charts,
    picture: &Picture,
    language: Language,
) -> Result<(String, Drawn), JsValue> {
    let options = &picture.options;
    let html = matches!(picture.kind, ExportKind::Html | ExportKind::Figure);
    // Beside its words in a page of its own it stands in a column, on phones too.
    let wide = if html { 680 } else { 1200 };
    let width = f64::from(options.width.filter(|_| !html).unwrap_or(wide).clamp(240, 8000));
    let height = options.height.filter(|_| !html).map_or((width * 0.66).min(800.0), f64::from);
    // A picture shows the present zoom; an exported page can zoom itself, so it begins with all.
    let window = charts.view().filter(|_| !html);
    let mut words = picture.words.clone();
    // A low picture has room for one line of details.
    words.details.truncate(1);
    if html {
        // The exported page has them as text beside the picture.
        let Words { alt, rolling, .. } = words;
        words = Words { alt, rolling, ..Words::default() };
    }
    let context = (language, &charts.measure as &dyn Measure, Some(charts.theme.font.as_str()));
    let size = (width, height.clamp(160.0, 8000.0));
    let drawn = export::picture(&picture.figure, &words, &picture.look, size, window, context);
    words.title.clone_from(&picture.words.title);
    let text = drawn.svg(&words).map_err(|error| error.to_string())?;
    Ok((text, drawn))
}
