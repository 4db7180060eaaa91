//! The verdict's first line: the finding and nothing technical, or why none is possible.

use super::{
    cells, number,
    period::{self, Words},
    verdict_words::{Subject, both, capital, count, name},
};
use crate::{
    calendar::period::Period,
    kit::language::{Bilingual, Language},
    stats::{
        result::Analysis,
        verdict::{Doubt, Reason, Verdict, VerdictKind},
    },
};

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

/// `five days`; of a window its far end alone: its width is one that the test tries, not one that the
/// data show.
fn delay(from: u64, to: u64, period: Period) -> (String, String) {
    let (en, ja) = (count(to, period, Language::En), period::distance(to, period).ja);
    if from == to {
        return (en, ja);
    }
    // About a week, about two weeks: a person does not say seven days, or thirteen.
    let (en, ja) = match (period, to) {
        (Period::Day, 6..=8) => ("a week".to_owned(), "1週間".to_owned()),
        (Period::Day, 13..=15) => ("two weeks".to_owned(), "2週間".to_owned()),
        _ => (en, ja),
    };
    (format!("mostly within about {en}"), format!("{ja}のうち"))
}

/// Headline of a finding at a lag that is none if the dates of one are the other day of their period
/// than they were taken as; a caution says of which, and what to do.
pub fn same_or_apart(verdict: &Verdict, subject: &Subject) -> Bilingual {
    let Subject { x, y, period, .. } = *subject;
    let Words { en: same, ja: same_ja } = period::in_the_same(period);
    let apart = period::distance(1, period);
    let maybe = verdict.kind == VerdictKind::Suggestive;
    let (moved, moved_ja) = match (verdict.sign == Some(-1), maybe) {
        (false, false) => ("moved together", "そろって動いていました"),
        (false, true) => ("may have moved together", "そろって動いているようです"),
        (true, false) => ("moved against each other", "逆向きに動いていました"),
        (true, true) => ("may have moved against each other", "逆向きに動いているようです"),
    };
    both(
        format!(
            "{} and {y} {moved}, {same} or {} apart.",
            capital(x),
            count(1, period, Language::En)
        ),
        format!("{x}と{y}は、{same_ja}か{}ずれて、{moved_ja}。", apart.ja),
    )
}

/// Headline of a finding, certain or not.
pub(super) fn found(analysis: &Analysis, subject: &Subject) -> Bilingual {
    let verdict = &analysis.verdict;
    let Subject { x, y, period, .. } = *subject;
    let opposite = verdict.sign == Some(-1);
    let maybe = verdict.kind == VerdictKind::Suggestive;
    if verdict.slow {
        return swung(analysis, subject);
    }
    let Words { en: same_en, ja: same_ja } = period::in_the_same(period);
    let (but, but_ja) = if maybe {
        (", but there is reason for doubt.", "ように見えますが、疑わしい点があります。")
    } else {
        (".", "。")
    };
    // The plain form goes before ように見えますが, the polite one before a full stop.
    let verb = |plain: &'static str, polite: &'static str| if maybe { plain } else { polite };
    let moved = verb("動いている", "動いていました");
    let chased = verb("追いかけている", "追いかけていました");
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
                period::distance(reach, period).ja
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
                period::distance(reach, period).ja
            ),
        ),
        (Timing::After { x_first, from, to }, opposite) => {
            let (first, second) = if x_first { (x, y) } else { (y, x) };
            let (delay_en, delay_ja) = delay(from, to, period);
            let exact = from == to;
            if opposite {
                let later =
                    if exact { format!(" {delay_en} later") } else { format!(", {delay_en}") };
                both(
                    format!(
                        "When {first} rose, {second} {}{later}{but}",
                        if maybe { "may have fallen" } else { "tended to fall" }
                    ),
                    format!(
                        "{first}が上がると、その{}{delay_ja}{}に{second}は{tended}{but_ja}",
                        if exact { "" } else { "およそ" },
                        if exact { "後" } else { "" }
                    ),
                )
            } else {
                let by = if exact { format!(" by {delay_en}") } else { format!(", {delay_en}") };
                both(
                    format!(
                        "{} {} {first}{by}{but}",
                        capital(second),
                        if maybe { "may have followed" } else { "followed" }
                    ),
                    if exact {
                        format!("{second}は、{first}の{delay_ja}後を追って{moved}{but_ja}")
                    } else {
                        format!("{second}は、{first}の動きを、およそ{delay_ja}に{chased}{but_ja}")
                    },
                )
            }
        }
    }
}

/// Headline of a finding of slow swings alone.
fn swung(analysis: &Analysis, subject: &Subject) -> Bilingual {
    let (verdict, Subject { x, y, period, .. }) = (&analysis.verdict, *subject);
    let opposite = verdict.sign == Some(-1);
    if verdict.doubts.contains(&Doubt::SlowOnly) {
        return both(
            format!(
                "There is a hint that {x} and {y} swing {} slowly, not enough to count on.",
                if opposite { "against each other" } else { "together" }
            ),
            format!(
                "{x}と{y}は、ゆっくりした動きが{}気配がありますが、あてにできるほどではありません。",
                if opposite { "逆向きになっている" } else { "そろっている" }
            ),
        );
    }
    let slow = analysis.surprises.slow.as_ref();
    let span = slow.map(|s| (s.shortest * s.longest).sqrt() * DAYS_A_YEAR / period.per_year());
    let (over, over_ja) = match span.unwrap_or(30.0) {
        days if days < 2.0 => ("hours", "数時間"),
        days if days < 12.0 => ("days", "数日"),
        days if days < 50.0 => ("weeks", "数週間"),
        days if days < 700.0 => ("months", "数か月"),
        _ => ("years", "数年"),
    };
    let late = slow.filter(|s| s.lag != 0).map(|s| {
        let second = if s.lag > 0 { y } else { x };
        let by = period::distance(u64::from(s.lag.unsigned_abs()), period);
        let first = if s.lag > 0 { x } else { y };
        let ja = format!("{second}は、{first}より{}ほど遅れて、", by.ja);
        (format!(", {second} about {} later", by.en), ja)
    });
    let (late, who_ja) = late.unwrap_or((String::new(), format!("{x}と{y}は、")));
    let (way, way_ja) = if opposite {
        ("against each other", "逆向きに動いて")
    } else {
        ("together", "そろって動いて")
    };
    if verdict.kind == VerdictKind::Suggestive {
        both(
            format!(
                "{} and {y} may have swung {way} over {over}{late}, but there is reason for doubt.",
                capital(x)
            ),
            format!(
                "{who_ja}{over_ja}単位でゆっくり{way_ja}いるように見えますが、疑わしい点があります。"
            ),
        )
    } else {
        both(
            format!("{} and {y} swung {way} over {over}{late}.", capital(x)),
            format!("{who_ja}{over_ja}単位でゆっくり{way_ja}いました。"),
        )
    }
}

const DAYS_A_YEAR: f64 = 365.2425;

pub(super) fn cannot_tell(reason: Reason, analysis: &Analysis, subject: &Subject) -> Bilingual {
    let period = subject.period;
    let en = |n| period::distance(n, period).en;
    let ja = |n| period::distance(n, period).ja;
    match reason {
        Reason::NoOverlap => {
            let one = period::name(period);
            both(
                format!(
                    "There is no {} with a value of both, so there is nothing to compare.",
                    one.en
                ),
                format!("両方の値がある{}がないため、比べられません。", one.ja),
            )
        }
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
                format!("{name}は8割以上が同じ値で、動きが少なすぎて判断できません。"),
            )
        }
        Reason::Gaps { missing, span } => both(
            format!(
                "Long gaps swallow {} of {}: too much is missing to tell.",
                number::count(missing),
                en(span)
            ),
            format!(
                "{}のうち{}分のデータがまとまって欠けていて、判断できません。",
                ja(span),
                ja(missing)
            ),
        ),
        Reason::LessThanThreeDays { hours } => both(
            format!(
                "{} are too few to tell: the rhythm of a day shows only after three days.",
                capital(&count(hours, Period::Hour, Language::En))
            ),
            format!(
                "{}時間分だけでは判断できません。一日の周期を見分けるには、少なくとも3日分が必要です。",
                number::count(hours)
            ),
        ),
        Reason::TooLittleInformation { complete } => match analysis.surprises.detectable {
            Some(r) if r >= cells::NEARLY_ONE => both(
                format!(
                    "{} are too few to tell: even two series that move exactly alike could hardly be told from chance.",
                    capital(&count(complete, period, Language::En))
                ),
                format!(
                    "{}分だけでは判断できません。まったく同じ動きをしていても、偶然とはほとんど見分けられません。",
                    ja(complete)
                ),
            ),
            Some(r) => both(
                format!(
                    "{} are too few to tell: only a correlation above {r:.2} would have been seen.",
                    capital(&count(complete, period, Language::En))
                ),
                format!(
                    "{}分だけでは判断できません。相関が{r:.2}を超えるほど強くなければ、見つけられなかったはずです。",
                    ja(complete)
                ),
            ),
            None => both(
                format!("{} are too few to tell.", capital(&count(complete, period, Language::En))),
                format!("{}分だけでは判断できません。", ja(complete)),
            ),
        },
        Reason::FewValuesOfTheirOwn { values, step } => {
            let step = period::distance(step, subject.period);
            let values = number::count(values);
            both(
                format!(
                    "{} and {} were filled in between values that come only every {}. Of these there are {values}: too few to say anything about a link.",
                    subject.x, subject.y, step.en
                ),
                format!(
                    "{}と{}は、{}ごとの値の間を補ったデータです。もとの値は{values}個しかなく、つながりについて何か言うには少なすぎます。",
                    subject.x, subject.y, step.ja
                ),
            )
        }
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
