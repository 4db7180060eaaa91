//! What stands below the verdict's first line: how sure, how strong, what else is known.

use super::verdict_words::{Subject, WORDS, both, date, join_en, until};
use crate::{
    kit::language::{Bilingual, Language},
    stats::{
        result::Analysis,
        verdict::{Doubt, LEVEL, Verdict, VerdictKind},
    },
};

/// `3 times in 100`, 100回に3回.
pub fn chance(p: f64) -> (String, String) {
    let times = |n: u64| match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    };
    if p >= 0.955 {
        return ("nearly every time".to_owned(), "ほとんど毎回".to_owned());
    }
    if (0.455..0.545).contains(&p) {
        return ("about every second time".to_owned(), "2回に1回ほど".to_owned());
    }
    let (n, of) = if p >= 0.0095 { (100.0 * p, 100) } else { (1000.0 * p, 1000) };
    let rounded = n.round().max(1.0) as u64;
    let of_en = if of == 1000 { "1,000" } else { "100" };
    if p < 0.0005 {
        ("less than once in 1,000".to_owned(), "1,000回に1回も".to_owned())
    } else {
        (format!("{} in {of_en}", times(rounded)), format!("{of_en}回に{rounded}回"))
    }
}

pub(super) fn sure(analysis: &Analysis) -> Option<Bilingual> {
    let p = analysis.surprises.p?;
    if analysis.verdict.kind == VerdictKind::CannotTell
        || analysis.verdict.doubts.contains(&Doubt::LevelsOnly)
    {
        return None;
    }
    let none = analysis.verdict.kind == VerdictKind::None;
    if none && p <= LEVEL {
        return None;
    }
    let (en, ja) = chance(p);
    let ja = if ja.starts_with("ほとんど") || p < 0.0005 { ja } else { format!("{ja}は") };
    Some(if none {
        both(
            format!("That is no surprise: unrelated series like these look this alike {en}."),
            format!("無関係なデータどうしでも、{ja}この程度に似ます。珍しいことではありません。"),
        )
    } else if p < 0.0005 {
        both(
            format!("How sure: unrelated series like these look this alike {en}."),
            format!("確かさ：無関係なデータどうしがここまで似ることは、{ja}ありません。"),
        )
    } else {
        both(
            format!("How sure: unrelated series like these look this alike {en}."),
            format!("確かさ：無関係なデータどうしでも、{ja}この程度に似て見えます。"),
        )
    })
}

/// Strength of what was found, or what would have been found.
pub(super) fn strength(analysis: &Analysis) -> Option<Bilingual> {
    let verdict = &analysis.verdict;
    match verdict.kind {
        VerdictKind::CannotTell => None,
        VerdictKind::None => {
            let r = analysis.surprises.detectable?;
            Some(both(
                format!(
                    "A correlation of {r:.2} or more would have been found four times out of five; a weaker link may have been missed."
                ),
                format!(
                    "相関が{r:.2}以上なら、5回に4回は見つけられたはずです。それより弱いつながりは、見落としているかもしれません。"
                ),
            ))
        }
        _ => {
            // Over several lags no single coefficient is the strength.
            let lag = verdict.lag.filter(|&l| verdict.window.is_none_or(|w| w == (l, l)))?;
            let at = analysis.lags.lags.iter().position(|&l| l == lag)?;
            let r = (*analysis.lags.surprises.get(at)?)?;
            Some(both(
                format!(
                    "Strength: the moves that neither the past nor the calendar foretold correlate at {} (0 is no link, 1 is lockstep).",
                    signed(r)
                ),
                format!(
                    "強さ：過去や暦からは予想できない動きどうしの相関は{}です（0は無関係、1は完全に一致）。",
                    signed(r)
                ),
            ))
        }
    }
}

/// Two decimals with a real minus sign.
fn signed(r: f64) -> String {
    format!("{r:.2}").replace('-', "−")
}

pub(super) fn levels(analysis: &Analysis) -> Option<Bilingual> {
    let threshold = analysis.levels.context.threshold95?;
    let r = analysis.context_r?;
    if analysis.verdict.kind == VerdictKind::CannotTell {
        return None;
    }
    Some(both(
        format!(
            "With the trends taken out, the curves correlate at {}; unrelated curves that wander as much reach {threshold:.2} one time in twenty.",
            signed(r)
        ),
        format!(
            "長期の傾向を除くと、曲線どうしの相関は{}です。同じくらいゆっくり揺れる無関係なデータでも、20回に1回は{threshold:.2}に達します。",
            signed(r)
        ),
    ))
}

pub(super) fn doubts(verdict: &Verdict, analysis: &Analysis) -> Option<Bilingual> {
    let share = analysis.levels.context.exceeded_by_chance.map(chance);
    let sentences: Vec<Bilingual> = verdict
        .doubts
        .iter()
        .map(|doubt| match doubt {
            Doubt::LevelsOnly => {
                let (en, ja) = share.clone().unwrap_or_default();
                let ja = ja.trim_end_matches("ほど");
                both(
                    format!("Long swings like these agree by chance only {en}, but the stricter test, which sets aside what each series' own past explains, finds nothing."),
                    format!("これほど大きなうねりが偶然そろうのは{ja}ほどですが、それぞれの過去で説明できる分を除いた、より厳しい検定では何も見つかりませんでした。"),
                )
            }
            Doubt::LeftoverAutocorrelation => both(
                "The doubt: both series still show a pattern of their own that the test could not take out.",
                "疑わしい点：どちらのデータにも、検定で取り除ききれない固有のパターンが残っています。",
            ),
            Doubt::LongMemory => both(
                "The doubt: both series remember for so long that unrelated ones agree more often than the test assumes.",
                "疑わしい点：どちらも過去の影響がとても長く続くため、無関係でも、検定の想定よりそろいやすくなっています。",
            ),
            Doubt::DeclaredAfterLooking => both(
                "The doubt: only the lag window that was chosen after looking finds it.",
                "疑わしい点：結果を見たあとで選んだずれの範囲でしか、見つかっていません。",
            ),
            Doubt::OutsideDeclared => both(
                "The doubt: in the lag window named beforehand there is nothing; this came up when searching outside it.",
                "疑わしい点：前もって決めたずれの範囲では何も見つからず、その外を探して出てきたものです。",
            ),
        })
        .collect();
    (!sentences.is_empty()).then(|| {
        both(
            sentences.iter().map(|s| s.en.as_str()).collect::<Vec<_>>().join(" "),
            sentences.iter().map(|s| s.ja.as_str()).collect::<String>(),
        )
    })
}

/// Where they went apart.
pub(super) fn apart(analysis: &Analysis, subject: &Subject) -> Option<Bilingual> {
    let spans = |language| -> Vec<String> {
        let span = |from, to| match language {
            Language::En => {
                format!(
                    "from {} to {}",
                    date(subject, from, language),
                    until(subject, to, language)
                )
            }
            Language::Ja => {
                format!("{}から{}", date(subject, from, language), until(subject, to, language))
            }
        };
        analysis.disagreements.iter().take(3).map(|d| span(d.from, d.to)).collect()
    };
    let told = analysis.verdict.kind != VerdictKind::CannotTell;
    (told && !analysis.disagreements.is_empty()).then(|| {
        both(
            format!("The curves went apart {}.", join_en(&spans(Language::En))),
            format!("{}にかけては、ふたつは別々に動いていました。", spans(Language::Ja).join("、")),
        )
    })
}

pub(super) fn growth(analysis: &Analysis, subject: &Subject) -> Option<Bilingual> {
    let known: Vec<(&str, f64)> = [(subject.x, analysis.growth.x), (subject.y, analysis.growth.y)]
        .into_iter()
        .filter_map(|(name, ratio)| Some((name, ratio?)))
        .collect();
    let en: Vec<String> =
        known.iter().map(|(name, ratio)| format!("{name} {}", change_en(*ratio))).collect();
    let ja: Vec<String> = known
        .iter()
        .enumerate()
        .map(|(i, (name, ratio))| format!("{name}は{}", change_ja(*ratio, i + 1 == known.len())))
        .collect();
    (!known.is_empty()).then(|| {
        both(
            format!("From start to end, {}.", join_en(&en)),
            format!("期間の初めと終わりを比べると、{}。", ja.join("、")),
        )
    })
}

/// A ratio in words.
fn change_en(ratio: f64) -> String {
    let percent = (100.0 * (ratio - 1.0)).round().abs();
    let fold = ratio.floor();
    match ratio {
        r if r >= 10.0 => format!("grew more than {fold}-fold"),
        r if r >= 4.0 => {
            format!("grew more than {}fold", WORDS.get(fold as usize).copied().unwrap_or("many"))
        }
        r if r >= 3.0 => "more than tripled".to_owned(),
        r if r >= 2.0 => "more than doubled".to_owned(),
        r if r >= 1.85 => "almost doubled".to_owned(),
        r if r >= 1.05 => format!("grew by {percent}%"),
        r if r > 0.95 => "stayed about the same".to_owned(),
        r if r > 0.5 => format!("fell by {percent}%"),
        r if r > 0.1 => "fell by more than half".to_owned(),
        _ => "fell by more than nine tenths".to_owned(),
    }
}

/// A ratio in words: at the end of the sentence, or before another clause. Prices and
/// temperatures rise, counts grow: the words fit all.
fn change_ja(ratio: f64, ends: bool) -> String {
    let percent = (100.0 * (ratio - 1.0)).round().abs();
    let (became, was) = if ends { ("になりました", "でした") } else { ("になり", "") };
    match ratio {
        r if r >= 2.0 => format!("{}倍以上{became}", r.floor()),
        r if r >= 1.85 => format!("ほぼ2倍{became}"),
        r if r >= 1.05 => format!("{percent}％のプラス{was}"),
        r if r > 0.95 => format!("ほぼ横ばい{was}"),
        r if r > 0.5 => format!("{percent}％のマイナス{was}"),
        r if r > 0.1 => format!("半分以下{became}"),
        _ => format!("10分の1以下{became}"),
    }
}

pub(super) fn meaning(verdict: &Verdict) -> Option<Bilingual> {
    let said = !matches!(verdict.kind, VerdictKind::None | VerdictKind::CannotTell);
    said.then(|| {
        both(
            "This does not show that one causes the other: something else may move both.",
            "一方がもう一方の原因だと示すものではありません。別の何かが両方を動かしているのかもしれません。",
        )
    })
}
