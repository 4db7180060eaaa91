// Reads files again as an analysis read them, by what a recipe.json or a figure says.

/** What was set by hand about how a file is read. */
export const set = (overrides) => Object.fromEntries(Object.entries(overrides ?? {}).filter(([, value]) => value !== null && value !== undefined));

/**
 * `readings`: id, name and overrides of each source, in their order; `files` lie in the same order. Resolves
 * with the report.
 */
export async function again(files, readings, recipe) {
  const sources = await comove.addFiles(files);
  const ids = new Map(readings.map(({ id }, at) => [id, sources[at]?.id ?? id]));
  for (const [at, { overrides }] of readings.entries()) {
    const patch = set(overrides);
    if (!Object.keys(patch).length || !sources[at]) continue;
    if (patch.joinWith) patch.joinWith = ids.get(patch.joinWith) ?? patch.joinWith;
    await comove.updateSource(sources[at].id, patch);
  }
  return comove.setRecipe(renamed(recipe, ids));
}

/** The recipe with the ids that its series have now. */
function renamed({ publish, annotations, ...recipe }, ids) {
  const one = (text) => text.replace(/^s\d+(?=\/|$)/, (id) => ids.get(id) ?? id);
  const all = (value) => {
    if (typeof value === "string") return one(value);
    if (Array.isArray(value)) return value.map(all);
    if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, inner]) => [one(key), all(inner)]));
    return value;
  };
  return { ...all(recipe), publish: publish ?? {}, annotations: annotations ?? [] };
}
