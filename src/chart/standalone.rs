//! A figure without what made it: what an exported page carries to draw itself in both languages.
//!
//! # Contract
//! * [`Standalone::figure`] gives the figures that it was made of ([`Standalone::of`]) bit for bit,
//!   in either language, and with another [`Drawing`] what the application would have drawn.
//! * Lags, rolling correlation and pairs are not in it: the report, which the page carries too, has
//!   the same lists, and they come from there ([`Lists`]).
//! * Bytes of another version are an error, never a panic.

use super::data::Figure;
use crate::{
    calendar::period::Period,
    kit::language::{Language, PerLanguage},
    recipe::recipe::ScaleMode,
    report::{report::Rolling, sentence::Sentence},
    stats::result::{Lags, Matrix},
};
use serde::{Deserialize, Serialize};

/// What a reader may change without any statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Drawing {
    /// How two units share one picture.
    pub scale: ScaleMode,
    /// Periods of the moving average; 1 = none.
    pub smoothing: u32,
    /// Whether it looks back only.
    pub trailing: bool,
    /// Periods by which y is drawn earlier.
    pub shift: i32,
}

/// What is said in one language.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Told {
    /// Title of the document.
    pub title: String,
    /// The result in words.
    pub sentence: Sentence,
    /// The figure's own words, in the order of [`Figure::words_mut`].
    words: Vec<String>,
}

/// The report's lists that a figure draws.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lists {
    /// Correlation at every lag.
    pub lags: Option<Lags>,
    /// Correlation in a moving window.
    pub rolling: Option<Rolling>,
    /// Many pairs.
    pub matrix: Option<Matrix>,
}

/// A figure in both languages.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Standalone {
    /// Without words, lists and smoothed lines.
    figure: Figure,
    told: PerLanguage<Told>,
    /// As it was exported.
    pub drawing: Drawing,
}

/// One language's part of [`Standalone::of`].
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Title of the document.
    pub title: String,
    /// The result in words.
    pub sentence: Sentence,
    /// The figure with its words.
    pub figure: Figure,
}

impl Standalone {
    /// Of one figure in each language.
    pub fn of(said: PerLanguage<Said>) -> Standalone {
        let mut figure = said.get(Language::default()).figure.clone();
        figure.words_mut().into_iter().for_each(String::clear);
        for series in &mut figure.series {
            series.smoothed = Vec::new();
        }
        let Figure { scale, smoothing, trailing, shift, .. } = figure;
        let drawing = Drawing { scale, smoothing, trailing, shift };
        let told = said.map(|Said { title, sentence, figure }| {
            let mut figure = figure.clone();
            let words = figure.words_mut().into_iter().map(std::mem::take).collect();
            Told { title: title.clone(), sentence: sentence.clone(), words }
        });
        (figure.lags, figure.rolling, figure.matrix) = (None, None, None);
        Standalone { figure, told, drawing }
    }

    /// What is said in a language.
    pub fn told(&self, language: Language) -> &Told {
        self.told.get(language)
    }

    /// Length of a bucket.
    pub fn period(&self) -> Period {
        self.figure.period
    }

    /// The figure.
    pub fn figure(&self, language: Language, drawing: Drawing, lists: &Lists) -> Figure {
        let mut figure = self.figure.clone();
        for (place, word) in figure.words_mut().into_iter().zip(&self.told(language).words) {
            place.clone_from(word);
        }
        figure.scale = drawing.scale;
        figure.shift = drawing.shift;
        (figure.smoothing, figure.trailing) = (drawing.smoothing, drawing.trailing);
        for series in &mut figure.series {
            series.smooth(drawing.smoothing, drawing.trailing);
        }
        figure.lags.clone_from(&lists.lags);
        figure.rolling.clone_from(&lists.rolling);
        figure.matrix.clone_from(&lists.matrix);
        figure
    }

    /// As bytes.
    ///
    /// # Errors
    /// A value whose length is not known beforehand, which none of it is.
    pub fn to_bytes(&self) -> Result<Vec<u8>, String> {
        postcard::to_allocvec(self).map_err(|error| error.to_string())
    }

    /// From [`Standalone::to_bytes`].
    ///
    /// # Errors
    /// Bytes that this version never makes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Standalone, String> {
        postcard::from_bytes(bytes).map_err(|error| error.to_string())
    }
}
