/**
 * What Comove takes and gives.
 *
 * Times are ISO 8601 in UTC with `Z`; the labels of periods are the local start of the bucket
 * (`2021-01-04`, `2021-01`, `2021-Q1`, `2021`, `2021-01-04T13:00`). A number that is not defined is `null`, never
 * NaN and never 0. Fields are only ever added.
 */

/** Of a page of Comove: `globalThis.comove`. */
declare global {
  /**
   * The page's interface, there from the page's first script on. The program is fetched when the
   * page is used or a call needs it: calls that give a promise wait for it. `ready` settles when
   * all of the interface can be used, which in an exported figure, and at an address that names an
   * analysis, is when the program runs. An exported figure carries its results, not its data:
   * `ready`, `version`, `recipe` and `report` are as on the page, `sources` and `query` are not
   * there, and every other call rejects with a sentence.
   */
  var comove: Comove;
}

export interface Comove {
  /** Resolves when the page can be used; rejects with a sentence where the program cannot start. */
  readonly ready: Promise<void>;
  /** Version of Comove. */
  readonly version: string;
  /**
   * Reads files: one source a file, one a member for a zip, in the order given. Resolves when
   * each of them is ready, asks, is refused, failed or was cancelled; never rejects for a bad file.
   */
  addFiles(files: Iterable<File>, options?: AddOptions): Promise<Source[]>;
  /** All sources, in the order given. */
  sources(): Source[];
  /** Overrides what was found in a source; it is read again as far as that is needed. */
  updateSource(id: string, patch: SourcePatch): Promise<Source>;
  /** Forgets a source. */
  removeSource(id: string): Promise<void>;
  /** The settings of the analysis, with what follows from the sources filled in. */
  /**
   * The query that makes the small file of a source of events where its data lie, from the
   * source's own columns and the recipe; `null` where there is none (a log's lines, times
   * without a year). What it gives back, `bucket,group,count`, is read without a setting.
   */
  query(id: string, engine: "duckdb" | "clickhouse" | "spark" | "bigquery" | "spl" | "kql" | "esql"): string | null;
  recipe(): Recipe;
  /**
   * Changes settings; resolves with the report that follows. Rejects, and changes nothing, where one
   * of them is not known, makes no sense, or cannot be changed here: an exported figure that was
   * opened again has no files, so it refuses what needs them and names it.
   */
  setRecipe(patch: Partial<Recipe>): Promise<Report>;
  /** The report of the present settings; rejects with a sentence when there are not two series. */
  report(): Promise<Report>;
  /** Makes a file of the figure or of its numbers; waits for the statistics where it must. */
  exportAs(kind: ExportKind, options?: ExportOptions): Promise<File>;
  /** Forgets all sources and settings. */
  reset(): Promise<void>;
}

export type ExportKind = "png" | "svg" | "csv" | "json" | "html" | "figure.json" | "txt";

export interface AddOptions {
  /** Stops the reading; what is not ready then is `cancelled`. */
  signal?: AbortSignal;
  /** Called a few times a second while a file is read. */
  onProgress?: (progress: Progress) => void;
}

export interface Progress {
  /** The file's name. */
  name: string;
  /** Bytes of the file read so far. */
  bytes: number;
  /** Bytes of the file in all. */
  total: number;
  /** Rows met so far. */
  rows: number;
}

export interface ExportOptions {
  /** Device pixels a CSS pixel, for `png`. */
  scale?: number;
  /** Width in CSS pixels. */
  width?: number;
  /** Height in CSS pixels. */
  height?: number;
  theme?: "light" | "dark";
  language?: "en" | "ja";
  /** Between the cells of a `csv`; `";"` where the decimal mark is a comma, else `","`. */
  delimiter?: "," | ";" | "\t";
  /** Decimal mark of a `csv`; `","` where the delimiter is `";"`, else `"."`. */
  decimal?: "." | ",";
}

/** A sentence in both languages. */
export interface Bilingual {
  en: string;
  ja: string;
}

/** One file, or one member of a zip, or one sheet of a workbook: what was found in it. */
export interface Source {
  id: string;
  name: string;
  bytes: number;
  /** SHA-256 in lower-case hex; `null` above 64 MB until it is needed. */
  sha256: string | null;
  status: "ready" | "ask" | "refused" | "failed" | "cancelled";
  /** Status "ask": the field of `SourcePatch` that answers, and the answers. */
  question: { field: string; choices: { value: string; sample: string }[] } | null;
  /** Statuses "refused" and "failed": what was found, why that is not enough, what to do. */
  message: Bilingual | null;
  /** `null`, like `layout`, `dialect` and `time`, where it was not known yet when it ended. */
  role: "series" | "wide-series" | "long-series" | "events" | null;
  layout: "delimited" | "ndjson" | "key-value" | "text-log" | "workbook" | "parquet" | null;
  /** Name of a known export, for display only. */
  profile: string | null;
  dialect: {
    /** Lower-case name of the Encoding Standard (`utf-8`, `gb18030`, `windows-1251`), or `cp932`. */
    encoding: string;
    delimiter: string | null;
    quote: string | null;
    /** 1-based; `null` where there is no header. */
    headerLine: number | null;
    decimal: "." | ",";
    /** Whether a byte order mark comes first. */
    bom: boolean;
    compression: "gzip" | "zip" | "zstd" | "xz" | "xlsx" | "ods" | "parquet" | null;
  } | null;
  time: {
    columns: string[];
    columnIndex: number[];
    /** strptime style, or "epoch-s", "epoch-ms", "epoch-us", "epoch-ns". */
    format: string;
    /** "UTC", an IANA name, an offset, or "per row". */
    zone: string;
    /** Whether the file itself says so. */
    zoneStated: boolean;
    /** Which day of its week, month, quarter or year a time is, where the file or a patch says so. */
    stamp: "start" | "end" | null;
    /** Whether the year is a guess. */
    yearInferred: boolean;
    first: string | null;
    last: string | null;
    order: "ascending" | "descending" | "unsorted";
  } | null;
  /**
   * Data rows: `read` = `withTime` + `withoutTime` (footers, totals and blanks are in the
   * latter); `used` entered a series or a count. A missing value is used, as a gap; an unreadable
   * one is skipped. Rows that a filter left out are `filtered`, neither used nor skipped.
   */
  rows: { read: number; withTime: number; withoutTime: number; used: number; skipped: number; filtered: number };
  columns: { name: string; index: number; role: "time" | "value" | "group" | "count" | "text"; unit: string | null }[];
  /** Index of the default value column. */
  valueColumn: number | null;
  /** The first 1,000; counted in full in `rows.skipped`. */
  problems: { line: number; column: string | null; reason: string; text: string }[];
  /** Why each choice was made. */
  evidence: { field: string; chosen: string; because: string; alternatives: string[] }[];
  /** First the main value or the total, then the others, largest first. */
  series: SeriesInfo[];
  /** What was set by hand about how it is read. */
  overrides: SourcePatch;
}

/** Overrides; a field that is absent stays as it was. */
export type SourcePatch = Partial<{
  encoding: string;
  delimiter: string;
  headerLine: number | null;
  decimal: "." | ",";
  timeColumn: number;
  timeFormat: string;
  /** Which day of its week, month, quarter or year a time is. */
  stamp: "start" | "end";
  zone: string;
  year: number;
  role: NonNullable<Source["role"]>;
  valueColumns: number[];
  groupColumn: number | null;
  keyColumn: number | null;
  /** What an event row counts for: 1, or the number in this column. */
  count: "rows" | number;
  /** The short form of one condition; it must hold beside those of `filters`. */
  filter: { column: number; contains: string } | null;
  /**
   * Only rows of which all of these hold; an empty list keeps all rows. Texts are compared whatever
   * their case; `at-least` and `at-most` compare numbers, written as in the file; in a column of
   * numbers `is` and `is-not` do too. An empty `value` of `is` and `is-not` is an empty cell.
   */
  filters: { column: number; op: "is" | "is-not" | "contains" | "at-least" | "at-most"; value: string }[];
  /**
   * These cells mean missing, as they are written: `["-9999", "k.A."]`. An empty list takes no
   * number for a code.
   */
  missing: string[];
  /** The value of a choice of the source's question. */
  answer: string;
  /** Another source's id whose data this one continues. */
  joinWith: string;
}>;

export interface SeriesInfo {
  id: string;
  label: string;
  unit: string | null;
  kind: "measurement" | "event-count";
  observations: number;
  first: string;
  last: string;
}

export type Aggregate = "mean" | "last" | "first" | "min" | "max" | "median" | "sum" | "count";

/** Days that a calendar tells beforehand; `nth` 5 is the last of a month. */
export type CommonDays =
  | { holidays: string }
  | "turnOfTheYear"
  | { weekday: { weekday: string; nth: number; days: number } }
  | { monthEnd: { days: number } }
  | { monthStart: { days: number } }
  | { payday: { date: number; later: boolean } }
  | { quarterEnd: { from: number } };

/** All that reproduces a figure from its files. */
export interface Recipe {
  /** Ids of series; by default the measurement is x and the event count is y. */
  x: string | null;
  y: string | null;
  /** Further series of the matrix. */
  others: string[];
  /** Series taken out of both. */
  controls: string[];
  /**
   * Groups of one source that are a series together, of all other groups with `rest` (of all,
   * where `groups` is empty). The id is one of its own, begins with the source's (`s2/scans`), and
   * can stand wherever that of a series can. Groups that the source does not have add nothing.
   * Groups by address, host, user or text are named `group 1 … n` here too.
   */
  sums: { id: string; groups: string[]; rest?: boolean }[];
  /** Event counts to divide by; where one is of the series' own source, `others` of it are divided too. */
  shareOf: { x: string | null; y: string | null };
  /** First day of a week; without a choice that of a weekly source. */
  weekStart: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
  period: "auto" | "hour" | "day" | "week" | "month" | "quarter" | "year";
  /** IANA name. */
  zone: string;
  /** First and last bucket of the window. */
  from: string | null;
  to: string | null;
  aggregateX: Aggregate;
  aggregateY: Aggregate;
  /**
   * Periods of the moving average that is drawn; 1 is none. It never enters a test. Until it is set,
   * the page chooses it from the data, and this is what it chose.
   */
  smoothing: number;
  /** Whether that average looks back only; it is centred otherwise. */
  smoothingTrailing: boolean;
  /** How series share one picture; until it is set, the page's choice. */
  scale: "dual" | "index" | "zscore" | "panels";
  logX: boolean;
  logY: boolean;
  maxLag: number | null;
  /** Lags declared before looking, unless `lagWindowAfterLooking` says otherwise. */
  lagWindow: [number, number] | null;
  lagWindowAfterLooking: boolean;
  /** Analyses seen so far. */
  looks: number;
  rollingWindow: number | null;
  /** Whose public holidays are left out of both; `auto`: of the country whose both series show, if there is one. */
  holidays: "auto" | "none" | "us" | "jp" | "de" | `de-${string}` | "gb-eng" | "gb-sct" | "gb-nir";
  /** Spans treated as missing. */
  outages: { series: string; from: string; to: string }[];
  /** Notes on the time axis. */
  annotations: { at: string; text: string }[];
  language: "en" | "ja" | null;
  /** Whether groups by address, host, user or free text leave the page by their names. */
  groupNames: boolean;
  /** Names given to series, by their ids; without one a series has a name of its own. Set as a whole. */
  names: Record<string, string>;
  /** What a published figure says and how it looks. Set as a whole; what it leaves out is the program's choice. */
  publish: Publication;
}

/** Texts are one line each. */
export interface Publication {
  /** In the place of the verdict. */
  title?: string;
  /** In the place of the line that says what is shown. */
  subtitle?: string;
  byline?: string;
  /** In the place of the files' names. */
  source?: string;
  note?: string;
  /** What is said of the picture to those who do not see it. */
  alt?: string;
  /** Without it pictures are light, and the figure is as its reader's system. */
  theme?: "light" | "dark" | "auto";
  /** Or `WIDTHxHEIGHT`, from 240x160 to 4000x4000. */
  size?: "card" | "post" | "slide" | string;
  /** Colours of the two series, the accent, and what is behind all: `#rrggbb`. */
  colorX?: string;
  colorY?: string;
  accent?: string;
  background?: string;
  /** Whether the verdict stands in it; without this it does. */
  verdict?: boolean;
  /** Whether the picture of chance, and the rolling correlation, stand in it; without this they do not. */
  chance?: boolean;
  views?: boolean;
  /** How it stands in another page; height of the chart there, 320 to 900 CSS pixels. */
  embed?: "chart" | "full";
  height?: number;
}

/** Without a p-value: the usual one is wrong for series in time. */
export interface Coefficient {
  value: number | null;
  n: number;
}

/** Everything that a figure says. Lag k > 0: y follows x by k periods. */
export interface Report {
  version: string;
  /** The commit that the program was built of, where that is known. */
  commit?: string;
  recipe: Recipe;
  x: SeriesInfo;
  y: SeriesInfo;
  aligned: {
    period: "hour" | "day" | "week" | "month" | "quarter" | "year";
    labels: string[];
    x: (number | null)[];
    y: (number | null)[];
    /** Buckets that a source does not cover whole: shown, and left out of the statistics. */
    partial: string[];
    /** Buckets in which both have a value and neither is partial. */
    complete: number;
    leftOut: { reason: string; count: number }[];
  };
  levels: {
    n: number;
    pearson: Coefficient;
    spearman: Coefficient;
    kendall: Coefficient;
    /** What unrelated series with this much memory reach. */
    context: { exceededByChance: number | null; threshold95: number | null };
  };
  changes: { n: number; pearson: Coefficient; spearman: Coefficient; kendall: Coefficient };
  /** Of what neither a series' own past nor the calendar predicts. */
  surprises: {
    n: number;
    nEffective: number;
    r: number | null;
    interval: [number, number] | null;
    pSamePeriod: number | null;
    pAnyLag: number | null;
    pDeclared: number | null;
    /** The verdict's. */
    p: number | null;
    bestWindow: { from: number; to: number; sign: 1 | -1; statistic: number } | null;
    /** |r| in the same period that would have been found about four times out of five. */
    detectable: number | null;
    /** The same at a lag that has to be searched for. */
    detectableAnyLag: number | null;
    /** The same for slow swings; null where even equal ones would not do. */
    detectableSlow: number | null;
    /**
     * Do the slow swings agree? `p` is the test's own (the verdict pays for all its tests), `r` the correlation of the
     * swings, which take `shortest` to `longest` periods; y's come `lag` periods after x's, 0 where neither is clearly
     * first. Null where the series are too short for it.
     */
    slow: { p: number; r: number; sign: 1 | -1; lag: number; shortest: number; longest: number } | null;
    /** Days of the month or the fortnight that stand out in both: no two of them were compared. */
    foreseen: number;
    /** Periods from one tested value to the next, where both series were filled in between; null otherwise. */
    ownStep: number | null;
    /**
     * Days that many people keep, left out of both because both stand out on them or because they were `chosen`;
     * `buckets` of them had a value in both.
     */
    leftOut: { days: CommonDays; buckets: number; chosen: boolean }[];
    x: { order: number; unitRoot: boolean };
    y: { order: number; unitRoot: boolean };
  };
  lags: { lags: number[]; levels: (number | null)[]; surprises: (number | null)[]; band: number | null };
  /** At the lags of `verdict.strength` (of slow swings: in the same period); labels are those of the later series. */
  rolling: { window: number; labels: string[]; r: (number | null)[]; band: number | null; levels: (number | null)[] };
  /** Periods in which the two went apart; none where no link was found. */
  disagreements: { from: string; to: string; r: number }[];
  /** Of the link; null where none was found, and of slow swings. */
  breaks: { p: number | null; at: string | null };
  granger: { xToY: number | null; yToX: number | null };
  matrix: {
    series: string[];
    levels: (number | null)[][];
    /** Each pair's strength, as in `verdict.strength`. */
    surprises: (number | null)[][];
    /** p-values after Holm. */
    holm: (number | null)[][];
  } | null;
  verdict: {
    kind: "together" | "opposite" | "suggestive" | "none" | "cannot-tell";
    /** Null where nothing was found, and where slow swings alone were (`slow`). */
    lag: number | null;
    /** Only the slow swings agree. */
    slow: boolean;
    /**
     * How strong the link is that the verdict speaks of: the one number that every view shows. Of the surprises at the
     * lags `from` … `to` (over several: of one series with the sum of the other over them), or of the slow swings.
     * `searched`: the lag was picked because it agreed most; the 95 % interval then holds for all lags tried. Where
     * nothing was found: in the same period, or over the lags declared. Null where no test was possible.
     */
    strength: {
      r: number;
      interval: [number, number] | null;
      from: number;
      to: number;
      /** The lag that stands for these. */
      lag: number;
      slow: boolean;
      searched: boolean;
    } | null;
    /**
     * The picture of chance: the statistic of the test that decided, and that of a hundred unrelated pairs, the least
     * alike first; as many reach ours as p says. Null where no test was possible.
     */
    chance: {
      test: "same-period" | "any-lag" | "declared" | "slow";
      statistic: number;
      unrelated: number[];
    } | null;
    en: string;
    ja: string;
    cautions: Bilingual[];
  };
  /** `only` says which rows were used where a filter left some out (`rowsFiltered`). */
  sources: { name: string; sha256: string | null; rowsUsed: number; rowsSkipped: number; rowsFiltered: number; only: Bilingual | null; zone: string }[];
}

/** What `comove.js` exports, for other pages: `import { embed, open } from './comove.js'`. */
export interface Embedding {
  readonly frame: HTMLIFrameElement;
  /** Takes the frame away. */
  remove(): void;
}
/** Puts a figure into a page; its frame takes the figure's height. */
export function embed(place: Element, options: { src: string; title: string; height?: number }): Embedding;
/** Lets a frame that is there already take its figure's height; call the result to end it. */
export function followHeight(frame: HTMLIFrameElement): () => void;
/** The program without its page. `base`: the folder of Comove, of the same origin. */
export function open(options?: { base?: string | URL }): Promise<Comove & { close(): void }>;
/** Reads files and gives the report that follows. */
export function compare(
  files: Iterable<File>,
  recipe?: Partial<Recipe>,
  options?: { base?: string | URL },
): Promise<{ sources: Source[]; report: Report }>;

/** What a `figure.json` holds: a figure with what it says in every language, and the report, packed. */
export interface FigureFile {
  comove: "figure";
  /** The version of Comove that made it; another may refuse it. */
  version: string;
  title: string;
  subtitle: string;
  note: string;
  byline: string;
  language: "en" | "ja";
  theme: "light" | "dark" | null;
  /** Gzipped, as base64: the figure, in a form of its version's own, and the report as JSON. */
  figure: string;
  report: string;
  /** When it was made. */
  made: string;
  commit: string | null;
  /** How its files were read. */
  readings: { id: string; name: string; overrides: SourcePatch; filtered: boolean }[];
}

/**
 * What `comove-figure.js` defines: `<comove-figure src="name.figure.json">`. Attributes: `height` of the chart alone (450 CSS
 * pixels), `full` with everything below it, `theme` (as the page around without it), `lang`. What stands in it is shown until
 * it is drawn. Events: `comove-ready`, `comove-error`. An attribute that is changed draws it anew.
 */
export interface ComoveFigure extends HTMLElement {
  /** What a `figure.json` holds, in the place of `src`. */
  data?: FigureFile;
  /** Loads and draws it now; by itself it waits until it comes near the eye. Rejects where it cannot be drawn. */
  draw(): Promise<void>;
  /** Once it is drawn. */
  report?(): Promise<Report>;
}
