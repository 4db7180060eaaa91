onmessage = async ({ data: { path, file, range } }) => {
  try {
    const { run } = await import(path);
    postMessage(await run(file, range));
  } catch (error) {
    postMessage({ error: String(error?.stack ?? error) });
  }
};
