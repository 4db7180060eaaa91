//! The verdict in words: what was found, how sure, what else to know.
//!
//! Written for the reader of a blog. The first line says the finding and nothing technical; a
//! number is explained where it stands. Past tense throughout, because data are the past, and
//! because names of series may be singular or plural. A lag is said in the report's own period.

use super::{
    verdict_caution::caution,
    verdict_details as details, verdict_headline as headline,
    verdict_words::{Subject, both, capital},
};
use crate::{
    kit::language::Bilingual,
    stats::{result::Analysis, verdict::VerdictKind},
};

/// The verdict in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The finding in one sentence.
    pub headline: Bilingual,
    /// How sure, and what else is known, most important first.
    pub details: Vec<Bilingual>,
    /// What to keep in mind.
    pub cautions: Vec<Bilingual>,
}

impl Words {
    /// The same with the Japanese of another, which speaks of the same under other names.
    pub(crate) fn with_japanese(mut self, other: Words) -> Words {
        let own = std::iter::once(&mut self.headline).chain(&mut self.details);
        let others = std::iter::once(other.headline).chain(other.details);
        let cautions = self.cautions.iter_mut().zip(other.cautions);
        for (one, other) in own.zip(others).chain(cautions) {
            one.ja = other.ja;
        }
        self
    }

    /// Headline and details, one a line.
    pub fn whole(&self) -> Bilingual {
        let all = || std::iter::once(&self.headline).chain(&self.details);
        let join = |pick: fn(&Bilingual) -> &str| all().map(pick).collect::<Vec<_>>().join("\n");
        Bilingual { en: join(|b| &b.en), ja: join(|b| &b.ja) }
    }
}

/// Everything the page says about an analysis.
pub fn words(analysis: &Analysis, subject: &Subject<'_>) -> Words {
    let verdict = &analysis.verdict;
    let first = match (verdict.kind, verdict.reason) {
        (VerdictKind::CannotTell, Some(reason)) => headline::cannot_tell(reason, analysis, subject),
        (VerdictKind::CannotTell, None) => {
            both("There is too little to tell.", "手がかりが少なく、判断できません。")
        }
        (VerdictKind::None, _) => both(
            format!(
                "{} and {} did not move together more than chance alone would explain.",
                capital(subject.x),
                subject.y
            ),
            format!(
                "{}と{}のあいだに、偶然を超えるつながりは見つかりませんでした。",
                subject.x, subject.y
            ),
        ),
        _ => headline::found(verdict, subject),
    };
    let lines = [
        details::doubts(verdict, analysis),
        details::sure(analysis),
        details::strength(analysis),
        details::levels(analysis),
        details::apart(analysis, subject),
        details::growth(analysis, subject),
        details::meaning(verdict),
    ];
    Words {
        headline: first,
        details: lines.into_iter().flatten().collect(),
        cautions: verdict.cautions.iter().map(|c| caution(*c, subject)).collect(),
    }
}
