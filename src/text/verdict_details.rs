//! What stands below the verdict's first line: how sure, how strong, what else is known.

use super::{
    cells::ends,
    number::{self, coefficient},
    period::{self, Words},
    verdict_words::{Subject, WORDS, both, date, join_en, until},
};
use crate::{
    kit::language::{Bilingual, Language},
    stats::{
        result::{Analysis, Disagreement, Strength},
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
        || analysis.verdict.doubts.contains(&Doubt::SlowOnly)
    {
        return None;
    }
    let none = analysis.verdict.kind == VerdictKind::None;
    if none && p <= LEVEL {
        return None;
    }
    let (en, ja) = chance(p);
    let ja = if ja.starts_with("ほとんど") || p < 0.0005 { ja } else { format!("{ja}は") };
    let alike = "unrelated series with as much memory look this alike";
    let unless = "unless holidays, school terms or an outage shape both.";
    let unless_ja = "ただし、祝日や学校の休み、同じ障害が両方を動かしている場合は別です。";
    Some(if none {
        both(
            format!("That is nothing unusual: {alike} {en}."),
            format!(
                "珍しいことではありません。過去の影響が同じくらい残る無関係なデータどうしでも、{ja}この程度に似ます。"
            ),
        )
    } else if p < 0.0005 {
        both(
            format!("How sure: {alike} {en}, {unless}"),
            format!(
                "確かさ：過去の影響が同じくらい残る無関係なデータどうしがここまで似ることは、{ja}ありません。{unless_ja}"
            ),
        )
    } else {
        both(
            format!("How sure: {alike} {en}, {unless}"),
            format!(
                "確かさ：過去の影響が同じくらい残る無関係なデータどうしでも、{ja}この程度に似ます。{unless_ja}"
            ),
        )
    })
}

/// Strength of what was found, or what would have been found.
pub(super) fn strength(analysis: &Analysis, subject: &Subject) -> Option<Bilingual> {
    let verdict = &analysis.verdict;
    match verdict.kind {
        VerdictKind::CannotTell => None,
        VerdictKind::None => {
            let s = &analysis.surprises;
            let (r, far) = (s.detectable?, s.detectable_any_lag?);
            let Words { en: same, ja: same_ja } = period::in_the_same(subject.period);
            let slow = s.detectable_slow.map(|r| {
                (
                    format!(", between slow swings {r:.2}"),
                    format!("、ゆっくりした動きどうしでは{r:.2}"),
                )
            });
            let (slow, slow_ja) = slow.unwrap_or_default();
            Some(both(
                format!(
                    "A correlation of {r:.2} {same} would have been found about four times out of five; at a lag that has to be searched for it takes {far:.2}{slow}. A weaker link may have been missed."
                ),
                format!(
                    "{same_ja}どうしの相関が{r:.2}あれば、5回に4回ほどは見つけられたはずです。ずれを探す場合は{far:.2}{slow_ja}ほど必要です。それより弱いつながりは、見落としているかもしれません。"
                ),
            ))
        }
        _ => {
            let strength = analysis.strength.as_ref()?;
            let r = coefficient(strength.r);
            let range = ends(strength).map_or_else(Bilingual::default, |(low, high)| {
                let (also, also_ja) = match strength.searched {
                    true => (", adjusted for the lags tried", "（試したずれの数を考慮した範囲）"),
                    false => ("", ""),
                };
                both(
                    format!(
                        " Nineteen times in twenty the true value lies between {low} and {high}{also}."
                    ),
                    format!("真の値は、20回に19回は{low}〜{high}の範囲にあります{also_ja}。"),
                )
            });
            let (scale, scale_ja) =
                ("0 is no link, 1 or −1 is lockstep", "0は無関係、1か−1なら完全に一致");
            if verdict.slow {
                let slow = analysis.surprises.slow.as_ref()?;
                let [from, to] = [slow.shortest, slow.longest].map(|length| length.round() as u64);
                let (from, to) = (number::count(from), period::distance(to, subject.period));
                return Some(both(
                    format!(
                        "Strength: swings that take {from} to {} correlate at {r} ({scale}).{}",
                        to.en, range.en
                    ),
                    format!(
                        "強さ：周期が{from}〜{}のゆっくりした動きどうしの相関は{r}です（{scale_ja}）。{}",
                        to.ja, range.ja
                    ),
                ));
            }
            let over = over(strength, subject);
            Some(both(
                format!(
                    "Strength: unexpected moves (what is left after each one’s own past, weekdays and seasons){} correlate at {r} ({scale}).{}",
                    over.en, range.en
                ),
                format!(
                    "強さ：予想外の動き（それぞれの過去や曜日・季節から予想できる分を除いた残り）どうしの相関は、{}{r}です（{scale_ja}）。{}",
                    over.ja, range.ja
                ),
            ))
        }
    }
}

/// At which lags a strength is, where it is another than the same period.
fn over(strength: &Strength, subject: &Subject) -> Bilingual {
    let (from, to) = (strength.from, strength.to);
    if (from, to) == (0, 0) {
        return Bilingual::default();
    }
    let (first, second) = match i64::from(from) + i64::from(to) >= 0 {
        true => (subject.x, subject.y),
        false => (subject.y, subject.x),
    };
    let far = u64::from(from.unsigned_abs().max(to.unsigned_abs()));
    let by = period::distance(far, subject.period);
    let near = number::count(u64::from(from.unsigned_abs().min(to.unsigned_abs())));
    match (from == to, from < 0 && to > 0) {
        (true, _) => both(
            format!(", those of {second} taken {} later,", by.en),
            format!("{second}のほうを{}後にとると", by.ja),
        ),
        (_, true) => both(
            format!(", those of {first} added up over {} before and after,", by.en),
            format!("{first}の前後{}以内の分を足し合わせると", by.ja),
        ),
        _ => both(
            format!(", those of {first} added up over the {near} to {} before,", by.en),
            format!("{first}の{near}〜{}前の分を足し合わせると", by.ja),
        ),
    }
}

pub(super) fn levels(analysis: &Analysis) -> Option<Bilingual> {
    let threshold = analysis.levels.context.threshold95?;
    let r = analysis.context_r?;
    if analysis.verdict.kind == VerdictKind::CannotTell {
        return None;
    }
    // Under a verdict that finds nothing such a number would read as a finding.
    let (no_sign, no_sign_ja) = if !analysis.verdict.finds() && r.abs() > threshold {
        (
            " By itself that is no sign of a link: one break, or what is left of a trend, in both does the same.",
            "これだけでは、つながりのしるしになりません。一度きりの変化や長期の傾向のなごりが両方にあるだけで、こうなります。",
        )
    } else {
        ("", "")
    };
    Some(both(
        format!(
            "For context: with trends, weekdays and seasons taken out, the levels themselves correlate at {}; unrelated ones with as much memory pass {threshold:.2} one time in twenty, more often if both broke at one date.{no_sign}",
            coefficient(r)
        ),
        format!(
            "参考：長期の傾向、曜日、季節を除いた水準どうしの相関は{}です。過去の影響が同じくらい残る無関係なデータでも、20回に1回は{threshold:.2}を超えます。同じ時期に水準が変わったものどうしでは、もっと多くなります。{no_sign_ja}",
            coefficient(r)
        ),
    ))
}

pub(super) fn doubts(
    verdict: &Verdict,
    analysis: &Analysis,
    subject: &Subject,
) -> Option<Bilingual> {
    let share = analysis.surprises.slow.as_ref().map(|slow| chance(slow.p));
    let sentences: Vec<Bilingual> = verdict
        .doubts
        .iter()
        .map(|doubt| match doubt {
            Doubt::SlowOnly => {
                let (en, ja) = share.clone().unwrap_or_default();
                both(
                    format!("Slow swings of unrelated series agree this well {en}; searching as we did, that is not enough. One shared season, break or outage would do the same."),
                    format!("無関係なデータでも、ゆっくりした動きは{ja}この程度にそろいます。探した分を考えると十分とは言えません。同じ季節、同じ時期の変化、同じ欠測があるだけでも、こうなります。"),
                )
            }
            Doubt::SharedSeason => both(
                "The doubt: only slow swings agree, and in less than a year and a half of data a season that both follow looks the same.",
                "疑わしい点：そろっているのはゆっくりした動きだけです。データが1年半に満たないため、同じ季節に従っているだけの場合と区別できません。",
            ),
            Doubt::SharedEvent { at } => both(
                format!(
                    "The doubt: only slow swings agree, and no longer once one change around {} is taken out of both. A single break or outage would do that.",
                    date(subject, *at, Language::En)
                ),
                format!(
                    "疑わしい点：そろっているのはゆっくりした動きだけで、{}ごろの一度の変化を両方から除くと、そろっているとは言えなくなります。一度きりの水準の変化や記録の停止でも、こうなります。",
                    date(subject, *at, Language::Ja)
                ),
            ),
            Doubt::LeftoverAutocorrelation => both(
                "The doubt: both series still show a pattern of their own that the test could not take out.",
                "疑わしい点：どちらのデータにも、検定で取り除ききれない固有のパターンが残っています。",
            ),
            Doubt::LongMemory => both(
                "The doubt: both series remember for so long that unrelated ones agree more often than the test assumes.",
                "疑わしい点：どちらも過去の影響がとても長く続くため、無関係でも、検定の想定よりそろいやすくなっています。",
            ),
            Doubt::Filled => both(
                "The doubt: both series were filled in between fewer values, and unrelated ones that were agree far more often than the test assumes.",
                "疑わしい点：どちらも、もっと少ない値の間を補ったデータです。そうしたデータは、無関係でも検定の想定よりずっとそろいやすくなります。",
            ),
            Doubt::RepeatsYearly => both(
                "The doubt: the two agree as well when one of them is moved by a year. A calendar that both follow, such as school terms or a season, does that; a link does not.",
                "疑わしい点：片方を1年ずらしても、同じようにそろいます。学校の休みや季節など、両方が従う暦があるとこうなります。つながりだけでは、こうはなりません。",
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

/// Correlation, in the direction of the whole, from which two curves keep their shape while they are apart.
const SAME_SHAPE: f64 = 0.7;

/// Where they went apart: their distance, which says nothing of whether they still rise and fall alike.
pub(super) fn apart(analysis: &Analysis, subject: &Subject) -> Option<Bilingual> {
    let agreement = analysis.levels.spearman.value.unwrap_or(0.0);
    let span = |apart: &Disagreement| {
        let [from, to] = [Language::En, Language::Ja].map(|language| {
            (date(subject, apart.from, language), until(subject, apart.to, language))
        });
        let (mut en, mut ja) =
            (format!("from {} to {}", from.0, from.1), format!("{}から{}", to.0, to.1));
        if apart.r * agreement.signum() >= SAME_SHAPE {
            en.push_str(" (in height only: meanwhile they rose and fell alike)");
            ja.push_str("（差が開いただけで、上がり下がりは同じ）");
        }
        (en, ja)
    };
    let (en, ja): (Vec<_>, Vec<_>) = analysis.disagreements.iter().take(3).map(span).unzip();
    let told = analysis.verdict.kind != VerdictKind::CannotTell;
    (told && !en.is_empty()).then(|| {
        both(
            format!("The curves went apart {}.", join_en(&en)),
            format!("{}にかけては、ふたつの線が離れていました。", ja.join("、")),
        )
    })
}

pub(super) fn growth(analysis: &Analysis, subject: &Subject) -> Option<Bilingual> {
    let known: Vec<(&str, f64)> = [(subject.x, analysis.growth.x), (subject.y, analysis.growth.y)]
        .into_iter()
        .filter_map(|(name, ratio)| Some((name, ratio?)))
        .collect();
    let same = |ratio: f64| (0.95..1.05).contains(&ratio);
    let both_same = known.len() == 2 && known.iter().all(|(_, ratio)| same(*ratio));
    let en: Vec<String> =
        known.iter().map(|(name, ratio)| format!("{name} {}", change_en(*ratio))).collect();
    let ja: Vec<String> = known
        .iter()
        .enumerate()
        .map(|(i, (name, ratio))| format!("{name}は{}", change_ja(*ratio, i + 1 == known.len())))
        .collect();
    let (when, when_ja) = if analysis.growth.years {
        ("the first twelve months to the last,", "最初の12か月と最後の12か月")
    } else {
        ("the first half of the span to the second,", "期間の前半と後半")
    };
    (!known.is_empty()).then(|| {
        both(
            match both_same {
                true => format!("From {when} both stayed about the same."),
                false => format!("From {when} {}.", join_en(&en)),
            },
            match both_same {
                true => format!("{when_ja}を比べると、どちらもほぼ横ばいでした。"),
                false => format!("{when_ja}を比べると、{}。", ja.join("、")),
            },
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
        r if r >= 1.05 => format!("grew by {percent} %"),
        r if r > 0.95 => "stayed about the same".to_owned(),
        r if r > 0.5 => format!("fell by {percent} %"),
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
        r if r >= 1.05 => format!("{percent} %のプラス{was}"),
        r if r > 0.95 => format!("ほぼ横ばい{was}"),
        r if r > 0.5 => format!("{percent} %のマイナス{was}"),
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
