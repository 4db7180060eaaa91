import type { AddOptions, Comove, ComoveFigure, FigureFile, Recipe, Report, Source } from "./types.js";

// What reports, recipes and sources hold.
export type * from "./types.js";

/** Version of Comove. */
export const version: string;

/** A file; a Blob, which has no name; an address, absolute or relative to the page, that is fetched. */
export type Given = File | Blob | URL | string;

export interface AnalyseOptions extends AddOptions {
  /** Language of the figure until its reader chooses another; the reader's own without it. */
  language?: "en" | "ja";
}

/** The report, with what else came of the files. It is plain data: what it is after `JSON.stringify` and back draws the same. */
export interface Analysis extends Report {
  /** What was found in each file, those that were refused too. */
  read: Source[];
  /** What `figure` draws, and what `<comove-figure>` takes as its `data` or by its `src`. */
  figure: FigureFile;
}

/**
 * Reads files and gives the report. Everything happens in the page, in workers of its own; no file leaves it.
 *
 * Rejects with a sentence where there are not two series to compare, or where the recipe cannot be followed; the
 * error then has `read: Source[]`, which says of each file what was found and why that was not enough.
 */
export function analyse(files: Iterable<Given>, recipe?: Partial<Recipe>, options?: AnalyseOptions): Promise<Analysis>;

export interface FigureOptions {
  /** Of the chart, CSS pixels; 450 without it. */
  height?: number;
  /** With everything below the chart: further views, and the table. */
  full?: boolean;
  /** As the page around without it. */
  theme?: "light" | "dark";
  language?: "en" | "ja";
}

/**
 * Draws the interactive figure into an element, in the place of what stands there; resolves once it is drawn. The
 * element must be in a document.
 */
export function figure(element: Element, report: Analysis | FigureFile, options?: FigureOptions): Promise<ComoveFigure>;

/** The whole program without its page, for what `analyse` does not do: overrides, answers, exports. */
export function open(): Promise<Omit<Comove, "version" | "addFiles"> & {
  readonly version: string;
  addFiles(files: Iterable<Given>, options?: AddOptions): Promise<Source[]>;
  /** Ends it; calls that wait reject. */
  close(): void;
}>;
