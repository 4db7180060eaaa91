//! A methods paragraph, ready to paste: what was done, its limits, with references.

use super::report::Report;
use crate::{
    calendar::period::Period,
    kit::language::{Bilingual, Language},
    series::aggregate::Aggregate,
    text::{date, series::series_name},
};

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
pub fn methods(report: &Report) -> Bilingual {
    let aligned = &report.aligned;
    let recipe = &report.recipe;
    let (ax, ay) = (aggregate(recipe.aggregate_x), aggregate(recipe.aggregate_y));
    let (x, y) = (&report.x.label, &report.y.label);
    let ja = |info| series_name(recipe, info, Language::Ja);
    let (x_ja, y_ja) = (ja(&report.x), ja(&report.y));
    let n = date::count(aligned.complete);
    // A report's period is the name of one; of another there is nothing to say.
    let unit = match Period::from_name(&aligned.period) {
        Some(Period::Hour) => ("hour", "1時間"),
        Some(Period::Day) => ("day", "日"),
        Some(Period::Week) => ("week", "週"),
        Some(Period::Month) => ("month", "月"),
        None => (aligned.period.as_str(), aligned.period.as_str()),
    };
    let span = match (aligned.labels.first(), aligned.labels.last()) {
        (Some(first), Some(last)) => {
            Bilingual::new(format!("from {first} to {last}"), format!("{first} から {last} まで"))
        }
        _ => Bilingual::new("over no common time", "共通の期間なし"),
    };
    let left: u64 = aligned.left_out.iter().map(|left| left.count).sum();
    let mut en = vec![format!(
        "The {} of {x} and the {} of {y} were computed per calendar {} ({}) {}, leaving {n} complete pairs ({} periods left out because a source did not cover them whole, had no value, or lay outside the span compared).",
        ax.en,
        ay.en,
        unit.0,
        recipe.zone,
        span.en,
        date::count(left)
    )];
    let mut ja = vec![format!(
        "{x_ja}の{}と{y_ja}の{}を、{}ごと（{}）に{}集計し、両方の値がそろった {n} 組を用いた（データが期間全体に及ばない、値がない、比較範囲の外であるといった理由で {} 期間を除いた）。",
        ax.ja,
        ay.ja,
        unit.1,
        recipe.zone,
        span.ja,
        date::count(left)
    )];
    en.push(
        "Each series was put on a logarithmic scale where its values allow, extreme values were clipped (Hampel filter), and what its own past, the calendar and, unless rejected, a unit root predict was removed by a single regression with the order chosen by AICc; the residuals were turned into normal scores."
            .to_owned(),
    );
    ja.push(
        "各系列は値が許す場合に対数をとり、極端な値を Hampel フィルターで丸めたうえで、自身の過去、暦、および（棄却されない限り）単位根から予測できる部分を、次数を AICc で選んだ一つの回帰で取り除き、残差を正規スコアに変換した。"
            .to_owned(),
    );
    let surprises = &report.surprises;
    if let Some(said) = not_compared(surprises.foreseen) {
        en.push(said.en);
        ja.push(said.ja);
    }
    let mut numbers = Vec::new();
    if let Some(r) = surprises.r {
        let interval = surprises
            .interval
            .map(|(low, high)| format!(" [{low:.2}, {high:.2}]"))
            .unwrap_or_default();
        numbers.push(format!("r = {r:.2}{interval}"));
    }
    numbers.extend(p_value(surprises.p));
    if numbers.is_empty() {
        en.push("The data were not enough for the test.".to_owned());
        ja.push("検定に足るデータは得られなかった。".to_owned());
    } else {
        let numbers = numbers.join(", ");
        let tested = match (recipe.lag_window, recipe.lag_window_after_looking) {
            (Some((from, to)), false) => Bilingual::new(
                format!("at the lags {from} to {to}, declared before looking"),
                format!("事前に宣言したずれ {from}〜{to} について"),
            ),
            _ => Bilingual::new(
                "in the same period and over all lags, paying for the search",
                "同じ期間と、探索の多重性を考慮したすべてのずれについて",
            ),
        };
        en.push(format!(
            "Their self-normalised correlations were tested {} ({numbers}; n = {}).",
            tested.en, surprises.n
        ));
        ja.push(format!(
            "その自己正規化された相関を、{}検定した（{numbers}、n = {}）。",
            tested.ja, surprises.n
        ));
    }
    if recipe.looks > 1 {
        en.push(format!("This is analysis number {} of these data.", recipe.looks));
        ja.push(format!("これはこのデータに対する {} 回目の分析である。", recipe.looks));
    }
    en.push(format!(
        "The test shows association, not cause; a common cause cannot be seen. Made with Comove {}. References: Box & Jenkins 1970 (prewhitening); Haugh 1976 (residual cross-correlation); Hurvich & Tsai 1989 (AICc); Dickey & Fuller 1979, MacKinnon 2010 (unit root); Dalla, Giraitis & Phillips 2022 (robust cross-correlation tests).",
        report.version
    ));
    ja.push(format!(
        "この検定が示すのは関連であって因果ではなく、共通の原因は見えない。Comove {} で作成。文献：Box & Jenkins 1970（事前白色化）、Haugh 1976（残差の相互相関）、Hurvich & Tsai 1989（AICc）、Dickey & Fuller 1979、MacKinnon 2010（単位根）、Dalla, Giraitis & Phillips 2022（頑健な相互相関の検定）。",
        report.version
    ));
    Bilingual::new(en.join(" "), ja.concat())
}

/// Days of the calendar that were left out, where there are any.
fn not_compared(days: u64) -> Option<Bilingual> {
    let said = Bilingual::new(
        format!(
            "Days of the month or of the fortnight that stand out in both ({days}) were not compared with each other."
        ),
        format!("月または2週間のうち決まって両方が目立つ日（{days} 日）どうしは比較していない。"),
    );
    (days > 0).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_were_not_compared_are_told() {
        assert!(not_compared(0).is_none());
        let said = not_compared(12).unwrap();
        assert!(
            said.en.contains("stand out in both (12)") && said.ja.contains("目立つ日（12 日）")
        );
    }
}
