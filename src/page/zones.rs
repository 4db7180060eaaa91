//! Zone offsets from the browser's own tables, through `Intl`.
//!
//! # Contract
//! * A zone that the browser does not know is `None`.
//! * A formatter costs some 50 µs to make: one is kept for each zone.

use crate::calendar::{civil::days_from_civil, zone::Zones};
use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
use litemap::LiteMap;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

/// Zone offsets by `Intl`, with a formatter kept for each zone that was asked for.
#[derive(Debug, Default)]
pub struct BrowserZones {
    formats: RefCell<LiteMap<String, Option<Function>>>,
}

impl Zones for BrowserZones {
    fn offset_ms(&self, zone: &str, utc_ms: i64) -> Option<i64> {
        let mut formats = self.formats.borrow_mut();
        let format = formats.entry(zone.to_owned()).or_insert_with(|| formatter(zone).ok());
        let date = Date::new(&JsValue::from_f64(utc_ms as f64));
        let text = format.as_ref()?.call1(&JsValue::UNDEFINED, &date).ok()?.as_string()?;
        // `01/31/2021, 13:05:59`; only the digits count, browsers differ in the marks.
        let mut numbers = text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|digits| !digits.is_empty())
            .map(|digits| digits.parse::<i64>().ok());
        let mut next = || numbers.next().flatten();
        let (month, day, year) = (next()?, next()?, next()?);
        let (hour, minute, second) = (next()?, next()?, next()?);
        let days = days_from_civil(year as i32, month as u32, day as u32);
        let local_s = days * 86_400 + hour * 3600 + minute * 60 + second;
        Some((local_s - utc_ms.div_euclid(1000)) * 1000)
    }
}

thread_local! {
    /// Formatters of a worker, whose files name zones.
    static ZONES: BrowserZones = BrowserZones::default();
}

/// The browser's zones, for [`install`](crate::calendar::zone::install).
pub fn offset_ms(zone: &str, utc_ms: i64) -> Option<i64> {
    ZONES.with(|zones| zones.offset_ms(zone, utc_ms))
}

/// `DateTimeFormat.prototype.format` bound to a zone.
///
/// # Errors
/// The browser does not know the zone.
fn formatter(zone: &str) -> Result<Function, JsValue> {
    let options = Object::new();
    for (name, value) in [
        ("timeZone", zone),
        ("calendar", "gregory"),
        ("numberingSystem", "latn"),
        ("hourCycle", "h23"),
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
    ] {
        Reflect::set(&options, &name.into(), &value.into())?;
    }
    // Constructed by reflection: `new` throws for a zone that is not known.
    let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
    let class: Function = Reflect::get(&intl, &"DateTimeFormat".into())?.dyn_into()?;
    let format: DateTimeFormat =
        Reflect::construct(&class, &Array::of2(&"en-US".into(), &options))?.unchecked_into();
    Ok(format.format())
}
