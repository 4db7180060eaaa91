//! Charts as pictures: the painting code of the page makes an SVG natively, and every one is
//! committed as a file that can be looked at. Compared byte for byte.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test charts` writes them anew; look at them before you commit.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod dangers;
mod export;
mod gallery;
mod made_up;
mod painting;
mod published;
mod views;
#[path = "../without_browser/mod.rs"]
mod without_browser;

use comove::chart::{scene::Scene, svg::svg, theme::Theme};
use std::{fs, path::PathBuf};

/// Compares a scene with its committed picture.
pub fn check(name: &str, scene: &Scene, theme: &Theme) {
    no_text_touches_another(name, scene, theme);
    let drawn = svg(scene, theme, 1.0, name, "").unwrap();
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/snapshots")
        .join(format!("{name}.svg"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, &drawn).unwrap();
        return;
    }
    let committed = fs::read_to_string(&path)
        .unwrap_or_else(|_| panic!("{name}: no snapshot; UPDATE_SNAPSHOTS=1 writes it"));
    assert!(
        committed == drawn,
        "{name}.svg differs from the committed picture at byte {}",
        committed.bytes().zip(drawn.bytes()).take_while(|(a, b)| a == b).count()
    );
}

/// No two labels of a scene overlap, and none leaves the picture.
pub fn no_text_touches_another(name: &str, scene: &Scene, theme: &Theme) {
    use comove::chart::{
        measure::{FixedMetric, Measure},
        scene::{Align, Area, Mark},
    };
    let _ = theme;
    let mut boxes: Vec<(Area, &str)> = Vec::new();
    for mark in &scene.marks {
        let Mark::Text(label) = mark else { continue };
        let width = FixedMetric.width(&label.text, label.size, label.bold);
        let left = match label.align {
            Align::Start => label.at.x,
            Align::Middle => label.at.x - width / 2.0,
            Align::End => label.at.x - width,
        };
        let half = label.size * 0.45;
        let place =
            Area { left, right: left + width, top: label.at.y - half, bottom: label.at.y + half };
        assert!(
            place.left >= -0.5 && place.right <= scene.width + 0.5,
            "{name}: {:?} leaves the picture: {place:?}",
            label.text
        );
        assert!(
            place.top >= -0.5 && place.bottom <= scene.height + 0.5,
            "{name}: {:?} leaves the picture: {place:?}",
            label.text
        );
        for (other, text) in &boxes {
            assert!(!place.overlaps(other), "{name}: {:?} lies on {text:?}", label.text);
        }
        boxes.push((place, &label.text));
    }
}
