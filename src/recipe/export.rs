//! What can be exported, and how it shall look.

use crate::kit::{language::Language, names::names};

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

names!(Theme { "auto" Auto, "light" Light, "dark" Dark });

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportKind {
    /// Picture of points.
    Png,
    /// Picture of lines and text.
    Svg,
    /// The aligned series.
    Csv,
    /// The report.
    Json,
    /// The interactive figure in one file.
    Html,
    /// A methods paragraph, ready to paste.
    Methods,
}

impl ExportKind {
    /// The interface's name, also the file's ending.
    pub fn name(self) -> &'static str {
        match self {
            ExportKind::Png => "png",
            ExportKind::Svg => "svg",
            ExportKind::Csv => "csv",
            ExportKind::Json => "json",
            ExportKind::Html => "html",
            ExportKind::Methods => "txt",
        }
    }

    /// From the interface's name.
    pub fn from_name(name: &str) -> Option<ExportKind> {
        [
            ExportKind::Png,
            ExportKind::Svg,
            ExportKind::Csv,
            ExportKind::Json,
            ExportKind::Html,
            ExportKind::Methods,
        ]
        .into_iter()
        .find(|kind| kind.name() == name)
    }
}

/// How an export is made; `None` is the page's own.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ExportOptions {
    /// Device pixels per CSS pixel (PNG).
    pub scale: Option<f64>,
    /// CSS pixels.
    pub width: Option<u32>,
    /// CSS pixels.
    pub height: Option<u32>,
    /// Light or dark.
    pub theme: Option<Theme>,
    /// Language.
    pub language: Option<Language>,
    /// Into the clipboard instead of a file.
    pub copy: bool,
}
