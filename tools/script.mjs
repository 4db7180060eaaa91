// Scripts of src/page, with the version in them.
import { readFileSync } from "node:fs";

const version = readFileSync("Cargo.toml", "utf8").match(/^version = "([^"]+)"/m)[1];

/** The text of one. */
export const script = (name) => readFileSync(`src/page/${name}`, "utf8").replaceAll("__VERSION__", version);

/** The text of one that is put into another and exports nothing there. */
export const inner = (name) => script(name).replace(/^export /gm, "");
