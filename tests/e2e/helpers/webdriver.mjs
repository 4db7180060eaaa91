// WebKit by WebDriver: WebKitGTK's own driver and its MiniBrowser, on a screen that nobody sees.
import { spawn } from "node:child_process";
import { createServer } from "node:net";

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** A screen of its own where there is none; gives its name and what ends it. */
async function screen() {
  if (process.env.DISPLAY) return { display: process.env.DISPLAY, close() {} };
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1400x1100x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const number = await new Promise((done, failed) => {
    server.once("error", failed);
    server.once("exit", () => failed(new Error("Xvfb ended")));
    server.stdio[3].once("data", (text) => done(String(text).trim()));
  });
  return { display: `:${number}`, close: () => server.kill() };
}

/** Starts the driver `driver` with the browser `binary`; `close()` ends both. */
export async function webdriver(driver, binary) {
  const shown = await screen();
  const port = await freePort();
  const env = { ...process.env, DISPLAY: shown.display, GDK_BACKEND: "x11", LIBGL_ALWAYS_SOFTWARE: "1", WEBKIT_DISABLE_DMABUF_RENDERER: "1" };
  const program = spawn(driver, [`--port=${port}`, "--host=127.0.0.1"], { env, stdio: "ignore" });
  const call = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  let session;
  const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary, args: ["--automation"] } } };
  for (let turn = 0; !session; turn += 1) {
    try {
      session = `/session/${(await call("POST", "/session", { capabilities })).sessionId}`;
    } catch (error) {
      if (turn > 40 || !/fetch failed/.test(error.message)) throw error;
      await new Promise((done) => setTimeout(done, 250));
    }
  }
  await call("POST", `${session}/timeouts`, { script: 120_000, pageLoad: 60_000 });
  return {
    call: (method, path, body) => call(method, session + path, body),
    async close() {
      await call("DELETE", session).catch(() => {});
      program.kill();
      shown.close();
    },
  };
}
