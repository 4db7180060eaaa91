//! The verdict in words: what was found, how sure, what else to know.
//!
//! Written for the reader of a blog. The first line says the finding and nothing technical; a
//! number is explained where it stands. Past tense throughout, because data are the past, and
//! because names of series may be singular or plural. A lag is said in the report's own period.

use super::{
    effect::effect,
    verdict_caution::caution,
    verdict_details as details, verdict_headline as headline,
    verdict_words::{Subject, both},
};
use crate::{
    kit::language::{Bilingual, Language, PerLanguage},
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
    /// Of what is said of the same under the names that it has in each language.
    pub(crate) fn of(said: impl FnMut(Language) -> Words) -> Words {
        let all = PerLanguage::of(said);
        let one = |pick: &dyn Fn(&Words) -> Option<&Bilingual>| {
            let own = |language| Some(pick(all.get(language))?.get(language).clone());
            Bilingual::of(|language| own(language).unwrap_or_default())
        };
        let every = |list: fn(&Words) -> &Vec<Bilingual>| {
            let count = list(all.get(Language::default())).len();
            (0..count).map(|at| one(&|words| list(words).get(at))).collect()
        };
        Words {
            headline: one(&|words| Some(&words.headline)),
            details: every(|words| &words.details),
            cautions: every(|words| &words.cautions),
        }
    }

    /// Headline and details, one a line.
    pub fn whole(&self) -> Bilingual {
        let all = || std::iter::once(&self.headline).chain(&self.details);
        let line = |language| move |said: &Bilingual| said.get(language).clone();
        Bilingual::of(|language| all().map(line(language)).collect::<Vec<_>>().join("\n"))
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
                "No link between {} and {} was found beyond what chance alone would explain.",
                subject.x, subject.y
            ),
            format!(
                "{}と{}のあいだに、偶然を超えるつながりは見つかりませんでした。",
                subject.x, subject.y
            ),
        ),
        _ => headline::found(analysis, subject),
    };
    let lines = [
        details::doubts(verdict, analysis, subject),
        effect(analysis, subject),
        details::sure(analysis),
        details::strength(analysis, subject),
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
