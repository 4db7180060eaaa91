// The built page with files changed, as a host serves it that is in the middle of something.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dist } from "./browser.mjs";
import { serve } from "../../../tools/serve.mjs";

/** Serves a copy of the page; `changes` gives files a new text by their old one, `headers(path)` adds headers. */
export async function changed(t, changes, headers) {
  const folder = await mkdtemp(join(tmpdir(), "comove-changed-"));
  await cp(dist, folder, { recursive: true });
  for (const [name, change] of Object.entries(changes)) await writeFile(join(folder, name), change(await readFile(join(folder, name), "utf8").catch(() => "")));
  const { server, url } = await serve(folder, { prefix: "/some/where/", headers });
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });
  return url;
}

/** A server of another origin that answers everything with a script; `asked` is what came. */
export async function listener(t) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(200, { "content-type": "text/javascript", "access-control-allow-origin": "*" }).end("globalThis.reached = true;");
  });
  server.on("upgrade", (request, socket) => (asked.push(`upgrade ${request.url}`), socket.destroy()));
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => (server.closeAllConnections(), server.close()));
  return { asked, address: `http://127.0.0.1:${server.address().port}/leak` };
}
