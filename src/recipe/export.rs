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
    /// What the interactive figure shows, for pages that load its program once (comove-figure.js).
    Figure,
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
            ExportKind::Figure => "figure.json",
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
            ExportKind::Figure,
            ExportKind::Methods,
        ]
        .into_iter()
        .find(|kind| kind.name() == name)
    }
}

/// How a CSV is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvStyle {
    /// Between cells: a comma, a semicolon or a tab.
    pub delimiter: char,
    /// Decimal mark: a point or a comma.
    pub decimal: char,
}

impl Default for CsvStyle {
    fn default() -> Self {
        CsvStyle { delimiter: ',', decimal: '.' }
    }
}

impl CsvStyle {
    /// Decimal commas and semicolons, as spreadsheets of much of Europe and America have them.
    pub const COMMAS: CsvStyle = CsvStyle { delimiter: ';', decimal: ',' };

    /// The style of what a script states, either alone or both; what lacks goes with the other.
    /// `None` where one of them is no mark.
    pub fn of(delimiter: Option<&str>, decimal: Option<&str>) -> Option<CsvStyle> {
        let decimal = match decimal {
            None if delimiter == Some(";") => ',',
            None | Some(".") => '.',
            Some(",") => ',',
            Some(_) => return None,
        };
        let delimiter = match delimiter {
            None if decimal == ',' => ';',
            None | Some(",") => ',',
            Some(";") => ';',
            Some("\t") => '\t',
            Some(_) => return None,
        };
        Some(CsvStyle { delimiter, decimal })
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
    /// Marks of a CSV.
    pub csv: CsvStyle,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_a_csv() {
        let of =
            |delimiter, decimal| CsvStyle::of(delimiter, decimal).map(|s| (s.delimiter, s.decimal));
        assert_eq!(of(None, None), Some((',', '.')));
        assert_eq!(of(None, Some(",")), Some((';', ',')));
        assert_eq!(of(Some(";"), None), Some((';', ',')));
        assert_eq!(of(Some(";"), Some(".")), Some((';', '.')));
        assert_eq!(of(Some(","), Some(",")), Some((',', ',')));
        assert_eq!(of(Some("\t"), Some(",")), Some(('\t', ',')));
        assert_eq!((of(Some("x"), None), of(None, Some(";"))), (None, None));
    }
}
