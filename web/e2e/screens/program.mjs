// A program of one's own: `PROGRAM demo` in a temporary folder on a free port, ended and swept away with the command.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const web = new URL('../..', import.meta.url).pathname;

/**
 * Starts the demonstration and waits until it answers. With `dist`, the pages are those of a built app (npm run build)
 * instead of those in the program: what was just written is seen without building the program anew.
 */
export async function startProgram(program, { dist } = {}) {
  const place = mkdtempSync(join(tmpdir(), 'ungpho-screens-'));
  const running = [];
  const begin = (command, args, options) => { const child = spawn(command, args, { stdio: 'ignore', detached: true, ...options }); running.push(child); return child; };
  const end = async () => {
    await Promise.all(running.splice(0).map((child) => new Promise((gone) => {
      if (child.exitCode !== null || child.signalCode !== null) return gone();
      child.once('exit', gone);
      try { process.kill(-child.pid, 'SIGKILL'); } catch { gone(); }
    })));
    rmSync(place, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void end().then(() => process.exit(1)));
  try {
    const server = `http://127.0.0.1:${await freePort()}`;
    await answers(begin(resolve(program), ['demo', '--listen', server.slice(7)], { cwd: place }), `${server}/api/v1/meta`);
    if (!dist) return { base: server, end };
    const base = `http://127.0.0.1:${await freePort()}`;
    const pages = begin(process.execPath, ['node_modules/vite/bin/vite.js', 'preview', '--host', '127.0.0.1', '--port', base.split(':')[2], '--strictPort', '--outDir', resolve(dist)], { cwd: web, env: { ...process.env, UNGPHO_API: server } });
    await answers(pages, base);
    return { base, end };
  } catch (reason) {
    await end();
    throw reason;
  }
}

const freePort = () => new Promise((found, failed) => {
  const probe = createServer().once('error', failed).listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => found(port)); });
});

async function answers(child, address) {
  const failed = new Promise((_, refuse) => { child.once('error', refuse); child.once('exit', (code) => refuse(new Error(`the program ended with ${code}`))); });
  failed.catch(() => {});
  for (let tries = 0; tries < 240; tries += 1) {
    if (await Promise.race([fetch(address).then((answer) => answer.ok, () => false), failed])) return;
    await new Promise((later) => setTimeout(later, 250));
  }
  throw new Error(`${address} does not answer`);
}
