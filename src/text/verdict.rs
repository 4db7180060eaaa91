//! The verdict in words: what was found, how sure, what else to know.
//!
//! Written for the reader of a blog. The first line says the finding and nothing technical; a
//! number is explained where it stands. Past tense throughout, because data are the past, and
//! because names of series may be singular or plural. A lag is said in the report's own period.

use super::{Bilingual, Language, chart, format};
use crate::{
    series::series::Period,
    stats::{
        analysis::Analysis,
        verdict::{Caution, Doubt, Reason, Verdict, VerdictKind, Which},
    },
};

/// What the sentences speak about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Name of the first series.
    pub x: &'a str,
    /// Name of the second.
    pub y: &'a str,
    /// Length of a bucket.
    pub period: Period,
    /// Local start of each bucket in wall-clock milliseconds, for dates.
    pub starts: &'a [i64],
}

/// The verdict in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// First line.
    pub headline: Bilingual,
    /// How sure, and what else is known, most important first.
    pub details: Vec<Bilingual>,
    /// What to keep in mind.
    pub cautions: Vec<Bilingual>,
}

impl Words {
    /// Headline and details, one a line.
    pub fn whole(&self) -> Bilingual {
        let all = || std::iter::once(&self.headline).chain(&self.details);
        let join = |pick: fn(&Bilingual) -> &str| all().map(pick).collect::<Vec<_>>().join("\n");
        Bilingual { en: join(|b| &b.en), ja: join(|b| &b.ja) }
    }
}

fn both(en: impl Into<String>, ja: impl Into<String>) -> Bilingual {
    Bilingual { en: en.into(), ja: ja.into() }
}

/// Everything the page says about an analysis.
pub fn words(analysis: &Analysis, subject: &Subject<'_>) -> Words {
    let verdict = &analysis.verdict;
    let headline = match (verdict.kind, verdict.reason) {
        (VerdictKind::CannotTell, Some(reason)) => cannot_tell(reason, analysis, subject),
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
        _ => found(verdict, subject),
    };
    let details = [
        doubts(verdict, analysis),
        sure(analysis),
        strength(analysis),
        levels(analysis),
        apart(analysis, subject),
        growth(analysis, subject),
        meaning(verdict),
    ];
    Words {
        headline,
        details: details.into_iter().flatten().collect(),
        cautions: verdict.cautions.iter().map(|c| caution(*c, subject)).collect(),
    }
}

/// A name at the head of a sentence.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        // A word with capitals of its own (eBay, pH) keeps its first letter.
        Some(first) if !name.chars().skip(1).any(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}

/// `five days`, 5日: small numbers as words, as a newspaper has them.
fn count(n: u64, period: Period, language: Language) -> String {
    let digits = chart::periods(n, period, language);
    let word = WORDS.get(n as usize).copied().unwrap_or("");
    match language {
        Language::En if !word.is_empty() => digits.replacen(&n.to_string(), word, 1),
        _ => digits,
    }
}

const WORDS: [&str; 10] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// `two to nine days`, 2〜9日.
fn range(from: u64, to: u64, period: Period, language: Language) -> String {
    let last = count(to, period, language);
    match language {
        Language::En => {
            let first = WORDS.get(from as usize).filter(|_| to < 10);
            let first = first.map_or(from.to_string(), |w| (*w).to_owned());
            format!("{first} to {last}")
        }
        Language::Ja => format!("{from}〜{last}"),
    }
}

/// How the two lie in time, seen from the one that moves first.
enum Timing {
    Same,
    /// The second follows the first by this many periods.
    After {
        x_first: bool,
        from: u64,
        to: u64,
    },
    /// Either way, up to this many periods.
    Around {
        reach: u64,
    },
}

fn timing(verdict: &Verdict) -> Timing {
    let lag = verdict.lag.unwrap_or(0);
    let (from, to) = verdict.window.unwrap_or((lag, lag));
    let (low, high) =
        (from.unsigned_abs().min(to.unsigned_abs()), from.unsigned_abs().max(to.unsigned_abs()));
    match (from, to) {
        (0, 0) => Timing::Same,
        _ if from < 0 && to > 0 => Timing::Around { reach: u64::from(high) },
        _ => Timing::After { x_first: to > 0, from: u64::from(low), to: u64::from(high) },
    }
}

fn same(period: Period) -> (&'static str, &'static str) {
    match period {
        Period::Hour => ("in the same hour", "同じ時間帯"),
        Period::Day => ("on the same day", "同じ日"),
        Period::Week => ("in the same week", "同じ週"),
        Period::Month => ("in the same month", "同じ月"),
    }
}

/// `five days`, `two to nine days`, `within 14 days`.
fn delay(from: u64, to: u64, period: Period) -> (String, String) {
    let each = |f: &dyn Fn(Language) -> String| (f(Language::En), f(Language::Ja));
    match (from, to) {
        (a, b) if a == b => each(&|l| count(a, period, l)),
        (0, b) => (
            format!("within {}", count(b, period, Language::En)),
            format!("{}以内", chart::periods(b, period, Language::Ja)),
        ),
        (a, b) => each(&|l| range(a, b, period, l)),
    }
}

/// Headline of a finding, certain or not.
fn found(verdict: &Verdict, subject: &Subject) -> Bilingual {
    let Subject { x, y, period, .. } = *subject;
    let opposite = verdict.sign == Some(-1);
    let maybe = verdict.kind == VerdictKind::Suggestive;
    if verdict.lag.is_none() {
        let (moves, moves_ja) = match period {
            Period::Hour => ("hour-to-hour", "1時間ごと"),
            Period::Day => ("day-to-day", "日々"),
            Period::Week => ("week-to-week", "週ごと"),
            Period::Month => ("month-to-month", "月ごと"),
        };
        return if opposite {
            both(
                format!(
                    "{} and {y} ran against each other in the long run, but their {moves} moves do not confirm it.",
                    capital(x)
                ),
                format!(
                    "{x}と{y}は、長い目で見ると逆向きに動いていますが、{moves_ja}の動きからは裏づけられませんでした。"
                ),
            )
        } else {
            both(
                format!(
                    "{} and {y} look alike in the long run, but their {moves} moves do not confirm it.",
                    capital(x)
                ),
                format!(
                    "{x}と{y}は、長い目で見るとよく似ていますが、{moves_ja}の動きからは裏づけられませんでした。"
                ),
            )
        };
    }
    let (same_en, same_ja) = same(period);
    let (but, but_ja) = if maybe {
        (", but there is reason for doubt.", "ように見えますが、疑わしい点があります。")
    } else {
        (".", "。")
    };
    // The plain form goes before ように見えますが, the polite one before a full stop.
    let verb = |plain: &'static str, polite: &'static str| if maybe { plain } else { polite };
    let moved = verb("動いている", "動いていました");
    let tended = verb("下がる傾向がある", "下がる傾向がありました");
    match (timing(verdict), opposite) {
        (Timing::Same, false) => both(
            format!(
                "{} and {y} {} together {same_en}{but}",
                capital(x),
                if maybe { "may have risen and fallen" } else { "rose and fell" }
            ),
            format!("{x}と{y}は、{same_ja}のうちにそろって{moved}{but_ja}"),
        ),
        (Timing::Same, true) => both(
            format!(
                "When {x} rose, {y} {} {same_en}{but}",
                if maybe { "may have fallen" } else { "tended to fall" }
            ),
            format!("{x}が上がると、{same_ja}のうちに{y}は{tended}{but_ja}"),
        ),
        (Timing::Around { reach }, false) => both(
            format!(
                "{} and {y} {} together, within {} of each other{but}",
                capital(x),
                if maybe { "may have risen and fallen" } else { "rose and fell" },
                count(reach, period, Language::En)
            ),
            format!(
                "{x}と{y}は、前後{}ほどのずれの範囲で、そろって{moved}{but_ja}",
                chart::periods(reach, period, Language::Ja)
            ),
        ),
        (Timing::Around { reach }, true) => both(
            format!(
                "When {x} rose, {y} {} within {} before or after{but}",
                if maybe { "may have fallen" } else { "tended to fall" },
                count(reach, period, Language::En)
            ),
            format!(
                "{x}が上がると、その前後{}のうちに{y}は{tended}{but_ja}",
                chart::periods(reach, period, Language::Ja)
            ),
        ),
        (Timing::After { x_first, from, to }, opposite) => {
            let (first, second) = if x_first { (x, y) } else { (y, x) };
            let (delay_en, delay_ja) = delay(from, to, period);
            let about = if delay_ja.ends_with("以内") { "" } else { "およそ" };
            if opposite {
                let later = if about.is_empty() { delay_en } else { format!("{delay_en} later") };
                both(
                    format!(
                        "When {first} rose, {second} {} {later}{but}",
                        if maybe { "may have fallen" } else { "tended to fall" }
                    ),
                    format!(
                        "{first}が上がると、その{about}{delay_ja}{}に{second}は{tended}{but_ja}",
                        if about.is_empty() { "" } else { "後" }
                    ),
                )
            } else {
                let by = if about.is_empty() { "" } else { "by " };
                both(
                    format!(
                        "{} {} {first} {by}{delay_en}{but}",
                        capital(second),
                        if maybe { "may have followed" } else { "followed" }
                    ),
                    if about.is_empty() {
                        format!("{second}は、{first}を{delay_ja}に追って{moved}{but_ja}")
                    } else {
                        format!("{second}は、{first}の{about}{delay_ja}後を追って{moved}{but_ja}")
                    },
                )
            }
        }
    }
}

fn name<'a>(which: Which, subject: &Subject<'a>) -> &'a str {
    match which {
        Which::X => subject.x,
        Which::Y => subject.y,
    }
}

fn cannot_tell(reason: Reason, analysis: &Analysis, subject: &Subject) -> Bilingual {
    let period = subject.period;
    let en = |n| chart::periods(n, period, Language::En);
    let ja = |n| chart::periods(n, period, Language::Ja);
    match reason {
        Reason::NoOverlap => both(
            "The two never overlap in time, so there is nothing to compare.",
            "ふたつの期間が重なっていないため、比べられません。",
        ),
        Reason::TooFew { complete } => both(
            format!(
                "Only {} with a value on both sides: too few to tell.",
                count(complete, period, Language::En)
            ),
            format!("両方に値があるのは{}だけで、判断するには足りません。", ja(complete)),
        ),
        Reason::Constant(which) => {
            let name = name(which, subject);
            both(
                format!("{} never changed, so nothing can be said to move with it.", capital(name)),
                format!(
                    "{name}がまったく変化していないため、いっしょに動いているかは判断できません。"
                ),
            )
        }
        Reason::MostlyOneValue(which) => {
            let name = name(which, subject);
            both(
                format!(
                    "{} had one and the same value more than four times out of five: too little happened to tell.",
                    capital(name)
                ),
                format!("{name}は5回に4回以上が同じ値で、動きが少なすぎて判断できません。"),
            )
        }
        Reason::Gaps { missing, span } => both(
            format!("Long gaps swallow {missing} of {}: too much is missing to tell.", en(span)),
            format!("{}のうち{}分が長く欠けていて、判断できません。", ja(span), ja(missing)),
        ),
        Reason::LessThanThreeDays { hours } => both(
            format!(
                "{} are too few to tell: the rhythm of a day shows only after three days.",
                capital(&count(hours, Period::Hour, Language::En))
            ),
            format!(
                "{hours}時間では判断できません。一日の周期を見分けるには、少なくとも3日分が必要です。"
            ),
        ),
        Reason::TooLittleInformation { complete } => match analysis.surprises.detectable {
            Some(r) => both(
                format!(
                    "{} are too few to tell: only a correlation above {r:.1} would have been seen.",
                    capital(&count(complete, period, Language::En))
                ),
                format!(
                    "{}では判断できません。相関が{r:.1}を超えていなければ、見えなかったはずです。",
                    ja(complete)
                ),
            ),
            None => both(
                format!("{} are too few to tell.", capital(&count(complete, period, Language::En))),
                format!("{}では判断できません。", ja(complete)),
            ),
        },
        Reason::NothingUnpredicted(which) => {
            let name = name(which, subject);
            both(
                format!(
                    "{} can be predicted exactly from the past, so nothing is left to compare.",
                    capital(name)
                ),
                format!("{name}は過去の値から完全に予想できてしまい、比べられる動きが残りません。"),
            )
        }
    }
}

/// `3 times in 100`, 100回に3回.
pub fn chance(p: f64) -> (String, String) {
    let times = |n: u64| match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    };
    let (n, of) = if p >= 0.0095 { (100.0 * p, 100) } else { (1000.0 * p, 1000) };
    let rounded = n.round().max(1.0) as u64;
    let of_en = if of == 1000 { "1,000" } else { "100" };
    if p < 0.0005 {
        ("less than once in 1,000".to_owned(), "1000回に1回も".to_owned())
    } else {
        (format!("{} in {of_en}", times(rounded)), format!("{of}回に{rounded}回"))
    }
}

fn sure(analysis: &Analysis) -> Option<Bilingual> {
    let p = analysis.surprises.p?;
    if analysis.verdict.kind == VerdictKind::CannotTell
        || analysis.verdict.doubts.contains(&Doubt::LevelsOnly)
    {
        return None;
    }
    let (en, ja) = chance(p);
    Some(if analysis.verdict.kind == VerdictKind::None {
        both(
            format!("That is no surprise: unrelated series like these look this alike {en}."),
            format!("無関係なデータどうしでも{ja}はこの程度に似るので、珍しいことではありません。"),
        )
    } else if p < 0.0005 {
        both(
            format!("How sure: unrelated series like these look this alike {en} times."),
            "確かさ：無関係なデータどうしがここまで似ることは、1000回に1回もありません。",
        )
    } else {
        both(
            format!("How sure: unrelated series like these look this alike {en}."),
            format!("確かさ：無関係なデータどうしでも、{ja}はこの程度に似て見えます。"),
        )
    })
}

/// Strength of what was found, or what would have been found.
fn strength(analysis: &Analysis) -> Option<Bilingual> {
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
            // Over several lags no single coefficient tells the strength.
            let lag = verdict.lag.filter(|&l| verdict.window.is_none_or(|w| w == (l, l)))?;
            let at = analysis.lags.lags.iter().position(|&l| l == lag)?;
            let r = (*analysis.lags.surprises.get(at)?)?;
            Some(both(
                format!(
                    "Strength: the parts that neither past nor calendar predicts correlate at {} (0 is no link, 1 is lockstep).",
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

fn levels(analysis: &Analysis) -> Option<Bilingual> {
    let threshold = analysis.levels.context.threshold95?;
    let r = analysis.context_r?;
    if analysis.verdict.kind == VerdictKind::CannotTell {
        return None;
    }
    Some(both(
        format!(
            "Without their trends, the curves correlate at {}; unrelated curves that wander as much reach {threshold:.2} in one case of twenty.",
            signed(r)
        ),
        format!(
            "長期の傾きを除くと、曲線どうしの相関は{}です。同じくらいゆっくり揺れる無関係なデータでも、20回に1回は{threshold:.2}に達します。",
            signed(r)
        ),
    ))
}

fn doubts(verdict: &Verdict, analysis: &Analysis) -> Option<Bilingual> {
    let share = analysis.levels.context.exceeded_by_chance.map(chance);
    let sentences: Vec<Bilingual> = verdict
        .doubts
        .iter()
        .map(|doubt| match doubt {
            Doubt::LevelsOnly => {
                let (en, ja) = share.clone().unwrap_or_default();
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
fn apart(analysis: &Analysis, subject: &Subject) -> Option<Bilingual> {
    let spans = |language| -> Vec<String> {
        let span = |from, to| match language {
            Language::En => {
                format!("from {} to {}", date(subject, from, language), date(subject, to, language))
            }
            Language::Ja => {
                format!("{}から{}", date(subject, from, language), date(subject, to, language))
            }
        };
        analysis.disagreements.iter().take(3).map(|d| span(d.from, d.to)).collect()
    };
    let told = analysis.verdict.kind != VerdictKind::CannotTell;
    (told && !analysis.disagreements.is_empty()).then(|| {
        both(
            format!("The curves went apart {}.", join_en(&spans(Language::En))),
            format!("{}にかけては、ふたつの動きが離れました。", spans(Language::Ja).join("、")),
        )
    })
}

fn join_en(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A bucket as a date; a week by its first day.
fn date(subject: &Subject, bucket: usize, language: Language) -> String {
    let Some(&start) = subject.starts.get(bucket) else { return String::new() };
    let words = match subject.period {
        Period::Hour => format::instant(start),
        Period::Day | Period::Week => format::date(start),
        Period::Month => format::month_of(start),
    };
    words.get(language).to_owned()
}

fn growth(analysis: &Analysis, subject: &Subject) -> Option<Bilingual> {
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
        r if r >= 1.05 => format!("grew by {percent} %"),
        r if r > 0.95 => "stayed about the same".to_owned(),
        r if r > 0.5 => format!("fell by {percent} %"),
        r if r > 0.1 => "fell by more than half".to_owned(),
        _ => "fell by more than nine tenths".to_owned(),
    }
}

/// A ratio in words: at the end of the sentence, or before another clause.
fn change_ja(ratio: f64, ends: bool) -> String {
    let percent = (100.0 * (ratio - 1.0)).round().abs();
    let (up, down) =
        if ends { ("増えました", "減りました") } else { ("増え", "減り") };
    match ratio {
        r if r >= 2.0 => format!("{}倍以上に{up}", r.floor()),
        r if r >= 1.85 => format!("ほぼ2倍に{up}"),
        r if r >= 1.05 => format!("{percent}％{up}"),
        r if r > 0.95 => {
            if ends { "ほぼ変わりませんでした" } else { "ほぼ変わらず" }.to_owned()
        }
        r if r > 0.5 => format!("{percent}％{down}"),
        r if r > 0.1 => format!("半分以下に{down}"),
        _ => format!("10分の1以下に{down}"),
    }
}

fn meaning(verdict: &Verdict) -> Option<Bilingual> {
    let said = !matches!(verdict.kind, VerdictKind::None | VerdictKind::CannotTell);
    said.then(|| {
        both(
            "This does not show that one causes the other: something else may move both.",
            "一方がもう一方の原因だと示すものではありません。別の何かが両方を動かしているのかもしれません。",
        )
    })
}

fn caution(caution: Caution, subject: &Subject) -> Bilingual {
    let period = subject.period;
    let en = |n| chart::periods(n, period, Language::En);
    let ja = |n| chart::periods(n, period, Language::Ja);
    let at = |bucket, language| date(subject, bucket, language);
    match caution {
        Caution::Break { at: bucket } => both(
            format!(
                "The link seems to change around {}: before and after may be two stories.",
                at(bucket, Language::En)
            ),
            format!(
                "{}ごろを境に、つながり方が変わったようです。前と後は分けて考えたほうがよいかもしれません。",
                at(bucket, Language::Ja)
            ),
        ),
        Caution::LittleOverlap { complete, span } => both(
            format!("Only {complete} of {} have a value on both sides.", en(span)),
            format!("両方に値がそろっているのは、{}のうち{}分だけです。", ja(span), ja(complete)),
        ),
        Caution::LongGap { from, to } => both(
            format!(
                "Nothing is known from {} to {}.",
                at(from, Language::En),
                at(to, Language::En)
            ),
            format!(
                "{}から{}まではデータが欠けています。",
                at(from, Language::Ja),
                at(to, Language::Ja)
            ),
        ),
        Caution::PossibleOutage { which, from, to } => {
            let name = name(which, subject);
            both(
                format!(
                    "{}: nothing was counted from {} to {}. Quiet, or an outage? It can be treated as missing.",
                    capital(name),
                    at(from, Language::En),
                    at(to, Language::En)
                ),
                format!(
                    "{name}は{}から{}まで0件です。何も起きなかったのか、記録が止まっていたのか。欠測として扱うこともできます。",
                    at(from, Language::Ja),
                    at(to, Language::Ja)
                ),
            )
        }
        Caution::LeftoverAutocorrelation(which) => {
            let name = name(which, subject);
            both(
                format!("A pattern of its own is left in {name} that the test could not take out."),
                format!("{name}には、検定で取り除ききれない固有のパターンが残っています。"),
            )
        }
        Caution::CommonVolatility => both(
            "Calm and stormy times coincide in the two. That alone is a kind of link, but not one of direction; the bands drawn allow for it.",
            "荒れる時期と静かな時期が、ふたつで重なっています。それも一種のつながりですが、動く向きがそろうこととは別です。図の帯はこれを見込んで広げてあります。",
        ),
        Caution::DeclaredAfterLooking => both(
            "The lag window was chosen after looking at the result, so it does not count as evidence.",
            "ずれの範囲は結果を見たあとで選ばれたため、証拠としては数えていません。",
        ),
        Caution::ManyLooks { looks } => both(
            format!(
                "This is look number {looks} at these data: of twenty looks at unrelated series, one finds something."
            ),
            format!(
                "このデータを見るのは{looks}回目です。無関係なデータでも、20回見れば1回は何かが見つかります。"
            ),
        ),
        Caution::NoYearlyCycle => both(
            "Less than a year and a half of data: a yearly rhythm cannot be told from a link.",
            "データが1年半に満たないため、1年周期の動きとつながりを区別できません。",
        ),
    }
}
