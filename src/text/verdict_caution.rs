//! What to keep in mind about a verdict.

use super::{
    date, holidays, number,
    period::{self, Words},
    verdict_words::{Subject, both, capital, name, until},
};
use crate::{
    calendar::step::Stamp,
    kit::language::{Bilingual, Language},
    series::doubt::{Doubt, DoubtKind},
    stats::verdict::Caution,
};

/// What the result hangs on that neither file says.
pub fn doubt(doubt: &Doubt, subject: &Subject) -> Bilingual {
    let name = if doubt.of_y { subject.y } else { subject.x };
    match &doubt.kind {
        DoubtKind::Stamp { period, taken } => {
            let one = period::name(*period);
            let (taken_en, taken_ja) = stamp(*taken);
            let (other_en, other_ja) = stamp(taken.other());
            both(
                format!(
                    "Nothing says whether the dates of {name} are the first or the last day of their {period}; they were taken as the {taken_en}. If they are the {other_en}, everything shifts by one {period}. It can be set with the file.",
                    period = one.en
                ),
                format!(
                    "{name}の日付が{period}の最初の日か最後の日かは、どこにも書かれていません。ここでは{taken_ja}としました。{other_ja}であれば、全体が{}ずれます。ファイルの設定で選べます。",
                    period::distance(1, *period).ja,
                    period = one.ja
                ),
            )
        }
        DoubtKind::Weeks { own } => {
            let own = date::weekday(*own);
            both(
                format!(
                    "The weeks of {name} begin on {}, those compared do not: each stands where most of its days are.",
                    own.en
                ),
                format!(
                    "{name}の週は{}始まりで、比べている週とは区切りが違います。それぞれ、日数が最も多く重なる週に置きました。",
                    own.ja
                ),
            )
        }
        DoubtKind::Fiscal { period } => {
            let one = period::name(*period);
            both(
                format!(
                    "The {period}s of {name} do not begin with the calendar’s: each stands in the calendar {period} that holds most of it.",
                    period = one.en
                ),
                format!(
                    "{name}の{period}は暦の{period}と区切りが違います。それぞれ、最も長く重なる暦の{period}に置きました。",
                    period = one.ja
                ),
            )
        }
    }
}

fn stamp(stamp: Stamp) -> (&'static str, &'static str) {
    match stamp {
        Stamp::Start => ("first", "最初の日"),
        Stamp::End => ("last", "最後の日"),
    }
}

pub(super) fn caution(caution: Caution, subject: &Subject) -> Bilingual {
    let period = subject.period;
    let en = |n| period::distance(n, period).en;
    let ja = |n| period::distance(n, period).ja;
    let at = |bucket, language| super::verdict_words::date(subject, bucket, language);
    match caution {
        Caution::Break { at: bucket } => both(
            format!(
                "The link seems to change around {}: before and after are better looked at apart.",
                at(bucket, Language::En)
            ),
            format!(
                "{}ごろを境に、つながり方が変わったようです。前と後は分けて考えたほうがよいかもしれません。",
                at(bucket, Language::Ja)
            ),
        ),
        Caution::LittleOverlap { complete, span } => both(
            format!("Only {} of {} have a value on both sides.", number::count(complete), en(span)),
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
            "Calm and stormy times coincide in the two: that is about how much they move, not about whether they move in the same direction. The bands and intervals allow for it.",
            "荒れる時期と静かな時期が、ふたつで重なっています。これは動きの大きさの話で、動く向きがそろっているかどうかとは別です。図の帯と区間は、これを見込んで広げてあります。",
        ),
        Caution::DeclaredAfterLooking => both(
            "The lag window was chosen after looking at the result, so it does not count as evidence.",
            "ずれの範囲は結果を見たあとで選ばれたため、証拠としては数えていません。",
        ),
        Caution::ManyLooks { looks } => both(
            format!(
                "This is look number {} at these data: of twenty looks at unrelated series, one finds something.",
                number::count(looks.into())
            ),
            format!(
                "このデータを見るのは{}回目です。無関係なデータでも、20回見れば1回は何かが見つかります。",
                number::count(looks.into())
            ),
        ),
        Caution::SharedOutage { from, to, buckets } => {
            let (days, days_ja) = (en(buckets), ja(buckets));
            let first = |language| at(from, language);
            let last = |language| until(subject, to, language);
            both(
                format!(
                    "Both stopped at the same time, {days} in all (from {} to {}): left out of the test, because that alone makes unrelated counts look linked.",
                    first(Language::En),
                    last(Language::En)
                ),
                format!(
                    "ふたつが同じ時に0件です（{}から{}までなど、{days_ja}分）。それだけで無関係な件数もつながって見えるため、検定から除いてあります。",
                    first(Language::Ja),
                    last(Language::Ja)
                ),
            )
        }
        Caution::SharedDays { days, buckets, chosen } => {
            let (days, count, count_ja) = (holidays::common_days(days), en(buckets), ja(buckets));
            if chosen {
                both(
                    format!("Left out of both, as chosen: {}, {count} in all.", days.en),
                    format!(
                        "{}の{count_ja}分を、設定のとおり両方から除いて比べています。",
                        days.ja
                    ),
                )
            } else {
                both(
                    format!(
                        "Both stand out on {}: {count} in all, left out of the test, because such days alone make unrelated series look linked.",
                        days.en
                    ),
                    format!(
                        "ふたつとも、{}にふだんと違う動きをしています。それだけで無関係なデータもつながって見えるため、{count_ja}分を検定から除いてあります。",
                        days.ja
                    ),
                )
            }
        }
        Caution::Filled { which, step, tested } => {
            let name = name(which, subject);
            let (then, then_ja) = match tested {
                Some(tested) => (
                    format!("Both were tested at one value every {}.", en(tested)),
                    format!("検定には、{}ごとの値だけを使いました。", ja(tested)),
                ),
                None => (
                    "Compare in periods as long.".to_owned(),
                    "同じ長さの期間で比べてください。".to_owned(),
                ),
            };
            both(
                format!(
                    "{} has a new value only every {}; what lies between was filled in and is no news. {then}",
                    capital(name),
                    en(step)
                ),
                format!(
                    "{name}の値は{}ごとにしか新しくなりません。その間は補われたもので、新しい情報ではありません。{then_ja}",
                    ja(step)
                ),
            )
        }
        Caution::OneEvent => {
            let Words { en: moves, ja: moves_ja } = period::moves(period);
            both(
                format!(
                    "Only slow swings agree, not the {moves} moves: one event that moved both, a break or an outage, can look like that."
                ),
                format!(
                    "そろっているのはゆっくりした動きだけで、{moves_ja}の動きではありません。両方を動かした一度きりの出来事（水準の変化や記録の停止）でも、こう見えることがあります。"
                ),
            )
        }
        Caution::FewBuckets { buckets, at: most } => both(
            format!(
                "Without the {} that agree most, {} first of all, it would not be found: one event that moved both, or a calendar that both follow, would look the same.",
                en(buckets),
                at(most, Language::En)
            ),
            format!(
                "特によくそろっている{}分（とりわけ{}）を除くと、見つからなくなります。両方を動かした一度きりの出来事や、両方が従う暦（休みなど）でも、こう見えることがあります。",
                ja(buckets),
                at(most, Language::Ja)
            ),
        ),
        Caution::OneStretch { from, to } => both(
            format!(
                "Without the time from {} to {} it would not be found: one event that moved both then would look the same.",
                at(from, Language::En),
                until(subject, to, Language::En)
            ),
            format!(
                "{}から{}までを除くと、見つからなくなります。その間に両方を動かした一度きりの出来事でも、こう見えることがあります。",
                at(from, Language::Ja),
                until(subject, to, Language::Ja)
            ),
        ),
        Caution::NoYearlyCycle => both(
            "Less than a year and a half of data: a yearly rhythm, such as a season or school terms, cannot be told from a link.",
            "データが1年半に満たないため、季節や学校の休みのような1年周期の動きとつながりを区別できません。",
        ),
    }
}
