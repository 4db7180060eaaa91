//! Charts: scales, ticks, clipping, decimation, one model a chart, and the painter that puts a
//! model on any plotters backend.
