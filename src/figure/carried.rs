//! What the page carries: the figure's bytes, and the report as JavaScript's own values.

use crate::{
    chart::standalone::{Lists, Standalone},
    report::report::Rolling,
    stats::result::{Lags, Matrix},
};
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// The figure and the report's lists that it draws.
pub fn open() -> Result<(Standalone, Lists), JsValue> {
    let parts = get(&js_sys::global(), "comoveParts")?;
    let bytes: Uint8Array = get(&parts, "figure")?.dyn_into()?;
    let report = get(&parts, "report")?;
    Ok((Standalone::from_bytes(&bytes.to_vec())?, lists(&report)?))
}

fn lists(report: &JsValue) -> Result<Lists, JsValue> {
    let (lags, rolling) = (get(report, "lags")?, get(report, "rolling")?);
    let matrix = get(report, "matrix")?;
    Ok(Lists {
        lags: Some(Lags {
            lags: list(&lags, "lags")?.into_iter().map(|lag| lag.unwrap_or(0.0) as i32).collect(),
            levels: list(&lags, "levels")?,
            surprises: list(&lags, "surprises")?,
            band: get(&lags, "band")?.as_f64(),
        }),
        rolling: Some(Rolling {
            window: get(&rolling, "window")?.as_f64().unwrap_or(0.0) as u32,
            labels: texts(&rolling, "labels")?,
            r: list(&rolling, "r")?,
            band: get(&rolling, "band")?.as_f64(),
            levels: list(&rolling, "levels")?,
        }),
        matrix: if matrix.is_null() {
            None
        } else {
            Some(Matrix {
                series: texts(&matrix, "series")?,
                levels: table(&matrix, "levels")?,
                surprises: table(&matrix, "surprises")?,
                holm: table(&matrix, "holm")?,
            })
        },
    })
}

fn get(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &name.into())
}

/// Numbers; `null` is none.
fn list(object: &JsValue, name: &str) -> Result<Vec<Option<f64>>, JsValue> {
    Ok(numbers(&get(object, name)?))
}

fn table(object: &JsValue, name: &str) -> Result<Vec<Vec<Option<f64>>>, JsValue> {
    Ok(Array::from(&get(object, name)?).iter().map(|row| numbers(&row)).collect())
}

fn numbers(list: &JsValue) -> Vec<Option<f64>> {
    Array::from(list).iter().map(|value| value.as_f64()).collect()
}

fn texts(object: &JsValue, name: &str) -> Result<Vec<String>, JsValue> {
    let list = Array::from(&get(object, name)?);
    Ok(list.iter().map(|text| text.as_string().unwrap_or_default()).collect())
}
