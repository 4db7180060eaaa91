//! The browser's side: DOM, files, workers, canvas, the JavaScript interface.
