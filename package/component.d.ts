import type { ComoveFigure as Figure } from "./types.js";

// Importing this defines `<comove-figure>`.
export type { FigureFile } from "./types.js";
export type ComoveFigure = Figure;
export const ComoveFigure: { new (): ComoveFigure; prototype: ComoveFigure };

declare global {
  interface HTMLElementTagNameMap {
    "comove-figure": Figure;
  }
}
