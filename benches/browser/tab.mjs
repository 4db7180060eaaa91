// The memory of a tab, as the system tells it.
import { existsSync, readFileSync, readdirSync } from "node:fs";

/** An argument for the browser by which its processes are known. */
export const mark = `--comove-thread=${process.pid}`;

/** A number of the largest tab (`VmRSS` now, `VmHWM` at most), MB; NaN where the system does not tell. */
export function tab(field) {
  const processes = new Map();
  for (const id of existsSync("/proc/self") ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : []) {
    try {
      const [command, status] = ["cmdline", "status"].map((name) => readFileSync(`/proc/${id}/${name}`, "latin1"));
      const number = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
      processes.set(Number(id), { command, parent: number("PPid"), size: number(field) / 1024 });
    } catch {
      // It has ended meanwhile.
    }
  }
  const ours = (process) => Boolean(process) && (process.command.includes(mark) || ours(processes.get(process.parent)));
  const tabs = [...processes.values()].filter((process) => process.command.includes("--type=renderer") && ours(process));
  return tabs.length ? Math.max(...tabs.map((process) => process.size)) : NaN;
}
