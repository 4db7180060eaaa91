// serve.mjs [FOLDER] [PORT]: a static server for the built page, on this machine only.
// The browser tests use it as well.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".gz": "application/gzip",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ts": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".zip": "application/zip",
};

/**
 * Serves `folder` under `prefix` ("/" or "/some/path/"); `headers(path)` may add headers.
 * Resolves with { server, url } once it listens; port 0 takes a free one.
 */
export function serve(folder, { port = 0, prefix = "/", headers = () => ({}) } = {}) {
  const root = resolve(folder);
  const server = createServer(async (request, response) => {
    const refuse = (status) => response.writeHead(status, { "content-type": "text/plain" }).end(`${status}\n`);
    try {
      const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
      if (!path.startsWith(prefix)) return refuse(404);
      let file = normalize(join(root, path.slice(prefix.length)));
      if (file !== root && !file.startsWith(root + sep)) return refuse(403);
      if ((await stat(file)).isDirectory()) file = join(file, "index.html");
      const { size } = await stat(file);
      response.writeHead(200, {
        "content-type": TYPES[extname(file)] ?? "application/octet-stream",
        "content-length": size,
        "cache-control": "no-cache",
        ...headers(path),
      });
      if (request.method === "HEAD") return response.end();
      createReadStream(file).on("error", () => response.destroy()).pipe(response);
    } catch (error) {
      refuse(error.code === "ENOENT" || error.code === "ENOTDIR" ? 404 : 500);
    }
  });
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => done({ server, url: `http://127.0.0.1:${server.address().port}${prefix}` }));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = process.argv[2] ?? "dist";
  const wanted = Number(process.argv[3] ?? 8080);
  const taken = (error) => {
    if (error.code !== "EADDRINUSE") throw error;
    console.log(`port ${wanted} is taken, taking a free one`);
    return serve(folder);
  };
  const { url } = await serve(folder, { port: wanted }).catch(taken);
  console.log(`Comove is served at ${url} (stop with Ctrl+C)`);
}
