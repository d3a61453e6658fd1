// A program of one's own for looking at screens: the demonstration, and with `dist` the pages of a built app before it.
import { startProgram as start, withPages } from '../kit.mjs';

export async function startProgram(program, { dist } = {}) {
  const server = await start(program);
  return dist ? withPages(server, dist) : server;
}
