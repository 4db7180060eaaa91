//! A methods paragraph, ready to paste: what was done, its limits, with references.

use super::{cells::ends, chart, date, holidays, number, period, series::series_name};
use crate::{
    calendar::period::{Period, WeekStart},
    kit::language::{Bilingual, Language},
    recipe::recipe::Recipe,
    series::{aggregate::Aggregate, series::SeriesInfo},
    stats::{
        result::{Strength, Surprises},
        shares::shares,
    },
};

/// The facts that the paragraph states.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts<'a> {
    /// Version of Comove that made it.
    pub version: &'a str,
    /// What the numbers were made with.
    pub recipe: &'a Recipe,
    /// The first series, x.
    pub x: &'a SeriesInfo,
    /// The second series, y.
    pub y: &'a SeriesInfo,
    /// Length of a bucket.
    pub period: Period,
    /// Labels of the first and the last bucket; `None` without a bucket.
    pub span: Option<(&'a str, &'a str)>,
    /// Buckets in which both have a value.
    pub complete: u64,
    /// Number of buckets left out.
    pub left_out: u64,
    /// The surprises test, which the verdict rests on.
    pub surprises: &'a Surprises,
    /// How strong the link is that the verdict speaks of.
    pub strength: Option<&'a Strength>,
}

fn aggregate(how: Option<Aggregate>) -> Bilingual {
    let (en, ja) = match how.unwrap_or(Aggregate::Mean) {
        Aggregate::Mean => ("mean", "平均"),
        Aggregate::Last => ("last value", "最後の値"),
        Aggregate::First => ("first value", "最初の値"),
        Aggregate::Min => ("minimum", "最小値"),
        Aggregate::Max => ("maximum", "最大値"),
        Aggregate::Median => ("median", "中央値"),
        Aggregate::Sum => ("sum", "合計"),
        Aggregate::Count => ("number", "件数"),
    };
    Bilingual::new(en, ja)
}

fn p_value(p: Option<f64>) -> Option<String> {
    p.map(|p| if p < 0.001 { "p < 0.001".to_owned() } else { format!("p = {p:.3}") })
}

/// The paragraph in both languages.
pub(crate) fn methods(facts: &Facts) -> Bilingual {
    let Facts { recipe, period, surprises, .. } = *facts;
    let (ax, ay) = (aggregate(recipe.aggregate_x), aggregate(recipe.aggregate_y));
    let (x, y) = (&facts.x.label, &facts.y.label);
    let ja = |info| series_name(recipe, info, Language::Ja);
    let (x_ja, y_ja) = (ja(facts.x), ja(facts.y));
    let n = number::count(facts.complete);
    let left = number::count(facts.left_out);
    let week = recipe.week_start;
    let unit = if period.follows_weeks() && week != WeekStart::default() {
        let day = date::weekday(week);
        let unit = period::calendar(period);
        Bilingual::new(
            format!("{} from {}", unit.en, day.en),
            format!("{}始まりの{}", day.ja, unit.ja),
        )
    } else {
        period::calendar(period)
    };
    let span = match facts.span {
        Some((first, last)) => {
            let (first, last) =
                (period::start_of_label(first, period), period::start_of_label(last, period));
            Bilingual::new(
                format!("from {} to {}", first.en, last.en),
                format!("{}から{}まで", first.ja, last.ja),
            )
        }
        None => Bilingual::new("over no common time", "共通の期間なし"),
    };
    let mut en = vec![format!(
        "The {} of {x} and the {} of {y} were computed per calendar {} ({}) {}, leaving {n} complete pairs ({} periods left out because a source did not cover them whole, had no value, or lay outside the span compared).",
        ax.en, ay.en, unit.en, recipe.zone, span.en, left
    )];
    let mut ja = vec![format!(
        "{x_ja}の{}と{y_ja}の{}を、{}ごと（{}）に{}集計し、両方の値がそろった {n} 組を用いた（データが期間全体に及ばない、値がない、比較範囲の外であるといった理由で {} 期間を除いた）。",
        ax.ja, ay.ja, unit.ja, recipe.zone, span.ja, left
    )];
    en.push(
        "Each series was put on a logarithmic scale where its values allow, extreme values were clipped (Hampel filter), and what its own past, the calendar and, unless rejected, a unit root predict was removed by a single regression with the order chosen by AICc; the residuals were turned into normal scores."
            .to_owned(),
    );
    ja.push(
        "各系列は値が許す場合に対数をとり、極端な値を Hampel フィルターで丸めたうえで、自身の過去、暦、および（棄却されない限り）単位根から予測できる部分を、次数を AICc で選んだ一つの回帰で取り除き、残差を正規スコアに変換した。"
            .to_owned(),
    );
    if let Some(said) = not_compared(surprises.foreseen) {
        en.push(said.en);
        ja.push(said.ja);
    }
    if let Some(step) = surprises.own_step {
        let step = period::distance(step, period);
        en.push(format!(
            "Both series have values of their own only every {} and are filled in between; the test used these values alone.",
            step.en
        ));
        ja.push(format!(
            "両系列とも、もとの値は{}ごとで、その間は補われているため、検定にはもとの値だけを用いた。",
            step.ja
        ));
    }
    for left in &surprises.left_out {
        let days = holidays::common_days(left.days);
        let n = period::distance(left.buckets, period).ja;
        en.push(format!(
            "Left out of both: {} ({}).",
            days.en,
            period::distance(left.buckets, period).en
        ));
        ja.push(format!("{}（{n}分）は両方から除いた。", days.ja));
    }
    if surprises.p.is_none() {
        en.push("The data were not enough for the test.".to_owned());
        ja.push("検定に足るデータは得られなかった。".to_owned());
    } else {
        let n = number::count(surprises.n);
        let p = p_value(surprises.p).unwrap_or_default();
        let tested = match (recipe.lag_window, recipe.lag_window_after_looking) {
            (Some((from, to)), false) => Bilingual::new(
                format!("at the lags {from} to {to}, declared before looking"),
                format!("事前に宣言したずれ {from}〜{to} について"),
            ),
            _ if surprises.slow.is_some() => {
                let [same, any, slow] =
                    shares(surprises.n, true).map(|share| (1000.0 * share).round() / 10.0);
                Bilingual::new(
                    format!(
                        "in the same period, over all lags (adjusted for the lags tried) and of the slow swings; p is the weighted Cauchy combination of the three, with the weights {same}, {any} and {slow} %"
                    ),
                    format!(
                        "同じ期間、すべてのずれ（試したずれの数を考慮）、ゆっくりした動きの3通りについて（p は3つの検定の値の重み付きコーシー結合。重みは順に{same}%、{any}%、{slow}%）"
                    ),
                )
            }
            _ => Bilingual::new(
                "in the same period and over all lags (adjusted for the lags tried); p is the Cauchy combination of the two, with equal weights",
                "同じ期間とすべてのずれ（試したずれの数を考慮）の2通りについて（p は2つの検定の値の、等しい重みによるコーシー結合）",
            ),
        };
        en.push(format!(
            "Their self-normalised correlations were tested {} ({p}; n = {n}).",
            tested.en
        ));
        ja.push(format!("その自己正規化された相関を、{}検定した（{p}、n = {n}）。", tested.ja));
        if let Some(said) = facts.strength.map(|strength| strong(strength, period)) {
            en.push(said.en);
            ja.push(said.ja);
        }
    }
    if recipe.tests_seen > 1 {
        let looks = number::count(u64::from(recipe.tests_seen));
        en.push(format!("This is analysis number {looks} of these data."));
        ja.push(format!("これはこのデータに対する {looks} 回目の分析である。"));
    }
    if let Some(width) = recipe.smoothing.filter(|width| *width > 1) {
        let mean =
            |language| super::chart::mean(width, recipe.smoothing_trailing, period, language);
        en.push(format!("Bold lines show the {}, which no test uses.", mean(Language::En)));
        ja.push(format!("太線は{}であり、検定には用いていない。", mean(Language::Ja)));
    }
    en.push(format!(
        "The test shows association, not cause; a common cause cannot be seen. Made with Comove {}. References: Box & Jenkins 1970 (prewhitening); Haugh 1976 (residual cross-correlation); Hurvich & Tsai 1989 (AICc); Dickey & Fuller 1979, MacKinnon 2010 (unit root); Dalla, Giraitis & Phillips 2022 (robust cross-correlation tests); Liu & Xie 2020 (Cauchy combination).",
        facts.version
    ));
    ja.push(format!(
        "この検定が示すのは関連であって因果ではなく、共通の原因は見えない。Comove {} で作成。文献：Box & Jenkins 1970（事前白色化）、Haugh 1976（残差の相互相関）、Hurvich & Tsai 1989（AICc）、Dickey & Fuller 1979、MacKinnon 2010（単位根）、Dalla, Giraitis & Phillips 2022（頑健な相互相関の検定）、Liu & Xie 2020（コーシー結合）。",
        facts.version
    ));
    Bilingual::new(en.join(" "), ja.concat())
}

/// The strength, at which lags, with its interval.
fn strong(strength: &Strength, period: Period) -> Bilingual {
    let r = number::coefficient(strength.r);
    let interval = ends(strength).map(|(low, high)| format!("[{low}, {high}]"));
    let adjusted = strength.searched && interval.is_some();
    let interval = interval.map_or_else(String::new, |interval| format!(" {interval}"));
    let lags = |language| chart::short_lags((strength.from, strength.to), period, language);
    let (lags, lags_ja) = (lags(Language::En), lags(Language::Ja));
    let (of, of_ja) = match (strength.slow, strength.from == strength.to) {
        (true, _) => ("of the slow swings".to_owned(), "ゆっくりした動きの相関は".to_owned()),
        (_, true) => (format!("at a lag of {lags}"), format!("ずれ {lags_ja} での相関は")),
        _ => (
            format!("of one series with the sum of the other over lags of {lags}"),
            format!("ずれ {lags_ja} の和との相関は"),
        ),
    };
    let (of, of_ja) = match (strength.slow, strength.from, strength.to) {
        (false, 0, 0) => ("in the same period".to_owned(), "同じ期間での相関は".to_owned()),
        _ => (of, of_ja),
    };
    let (also, also_ja) = if adjusted {
        (" (interval adjusted for the lags tried)", "（区間は試したずれの数を考慮したもの）")
    } else {
        ("", "")
    };
    Bilingual::new(
        format!("The correlation {of} is r = {r}{interval}{also}."),
        format!("{of_ja} r = {r}{interval}{also_ja}。"),
    )
}

/// Days of the calendar that were left out, where there are any.
fn not_compared(days: u64) -> Option<Bilingual> {
    let n = number::count(days);
    let said = Bilingual::new(
        format!(
            "Days of the month or of the fortnight that stand out in both ({n}) were not compared with each other."
        ),
        format!("月または2週間のうち決まって両方が目立つ日（{n} 日）どうしは比較していない。"),
    );
    (days > 0).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::series::SeriesKind;

    #[test]
    fn days_that_were_not_compared_are_told() {
        assert!(not_compared(0).is_none());
        let said = not_compared(1_200).unwrap();
        assert!(
            said.en.contains("stand out in both (1,200)")
                && said.ja.contains("目立つ日（1,200 日）")
        );
    }

    #[test]
    fn dates_and_thousands_are_written_as_everywhere() {
        let info = |label: &str| SeriesInfo {
            id: label.to_owned(),
            label: label.to_owned(),
            unit: None,
            kind: SeriesKind::Measurement,
            first: "2018-01-01T00:00:00Z".to_owned(),
            last: "2021-12-31T00:00:00Z".to_owned(),
            observations: 1_461,
        };
        let (x, y) = (info("price"), info("alerts"));
        let surprises = Surprises { n: 1_460, p: Some(0.25), ..Surprises::default() };
        let mut recipe = Recipe::default();
        let said = |recipe: &Recipe, period, span| {
            methods(&Facts {
                version: "1",
                recipe,
                x: &x,
                y: &y,
                period,
                span: Some(span),
                complete: 1_461,
                left_out: 0,
                surprises: &surprises,
                strength: None,
            })
        };
        let day = said(&recipe, Period::Day, ("2018-01-01", "2021-12-31"));
        assert!(day.en.contains("from 1 Jan 2018 to 31 Dec 2021"), "{}", day.en);
        assert!(day.ja.contains("2018年1月1日から2021年12月31日まで"), "{}", day.ja);
        assert!(day.en.contains("n = 1,460") && day.ja.contains("n = 1,460"), "{}", day.en);
        let hour =
            said(&recipe, Period::Hour, ("2021-01-04T00:00+09:00", "2021-01-04T13:00+09:00"));
        assert!(hour.en.contains("from 4 Jan 2021, 00:00 to 4 Jan 2021, 13:00"), "{}", hour.en);
        let month = said(&recipe, Period::Month, ("2021-01", "2021-03"));
        assert!(month.ja.contains("2021年1月から2021年3月まで"), "{}", month.ja);
        let quarter = said(&recipe, Period::Quarter, ("2018-Q1", "2021-Q4"));
        assert!(
            quarter.en.contains("per calendar quarter (UTC) from Q1 2018 to Q4 2021"),
            "{}",
            quarter.en
        );
        assert!(
            quarter.ja.contains("四半期ごと（UTC）に2018年第1四半期から2021年第4四半期まで"),
            "{}",
            quarter.ja
        );
        let year = said(&recipe, Period::Year, ("2018", "2021"));
        assert!(year.en.contains("per calendar year (UTC) from 2018 to 2021"), "{}", year.en);
        recipe.week_start = WeekStart::Saturday;
        let week = said(&recipe, Period::Week, ("2018-01-06", "2021-01-02"));
        assert!(week.en.contains("per calendar week from Saturday (UTC)"), "{}", week.en);
        assert!(week.ja.contains("土曜日始まりの週ごと"), "{}", week.ja);
    }
}
