/** The lab's server fetches what is missing when the page asks, and tells how far it is while it does. */
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { DiskProblem } from '../src/cli/files/disk';
import type { Fault } from '../src/data/fetch/faults';
import type { GetLine } from '../src/data/fetch/labServer';
import type { Folder } from '../src/data/keep/folders';
import type { DataPlaces } from './dataPlaces';
import { reasonOf } from './download';
import { fetchFolder } from './fetchFolder';

type Listener = (line: GetLine) => void;

/** A folder that is being fetched: for everyone who asks meanwhile. */
interface Fetching {
  readonly listeners: Set<Listener>;
  readonly controller: AbortController;
  /** Resolves when nothing of it writes any more. */
  ended: Promise<void>;
  last: GetLine;
}

/** Lines are repeated so often while nothing happens: the page knows by them that the server is there. */
const HEARTBEAT = 5000;
/** Milliseconds between two lines of progress: as often as an eye can follow. */
const LINE_EVERY = 100;

async function outcome(
  folder: Folder,
  { data, mirror }: DataPlaces,
  tell: Listener,
  signal: AbortSignal,
): Promise<GetLine> {
  const reasons: string[] = [];
  const faults = new Set<Fault>();
  let told = 0;
  const progress = (line: GetLine) => {
    if (performance.now() - told < LINE_EVERY) return;
    told = performance.now();
    tell(line);
  };
  try {
    const missing = await fetchFolder({
      folder,
      to: join(data, folder.name),
      mirror,
      signal,
      tell: (event) => {
        if (event.type === 'progress') progress({ file: event.file, done: event.done, total: event.total });
        if (event.type !== 'failed') return;
        const texts = event.failures.map(({ text }) => text);
        reasons.push(`${event.file}: ${texts.join('; ') || 'no mirror has it'}`);
        for (const { fault } of event.failures) faults.add(fault);
      },
    });
    if (missing.length === 0) return { ok: true };
  } catch (reason) {
    // Of files that failed before, the disk is not to blame; but first it must take them.
    if (reason instanceof DiskProblem) return { ok: false, reasons: [reason.message], faults: ['disk'] };
    reasons.push(reasonOf(reason));
    faults.add('connection');
  }
  return { ok: false, reasons, faults: [...faults] };
}

/** Answers with one JSON line after the other; the last says how it ended. A download that nobody listens to stops. */
export function fetchOnRequest(places: DataPlaces) {
  const running = new Map<string, Fetching>();
  /** Called off, but perhaps not at its end yet. */
  const ending = new Map<string, Promise<void>>();

  const run = async (folder: Folder, fetching: Fetching): Promise<void> => {
    const tell = (line: GetLine) => {
      fetching.last = line;
      for (const listener of fetching.listeners) listener(line);
    };
    // One that was called off just now may still write to the file that this one goes on with.
    await ending.get(folder.name);
    const line = await outcome(folder, places, tell, fetching.controller.signal);
    if (running.get(folder.name) === fetching) running.delete(folder.name);
    tell(line);
  };

  const begin = (folder: Folder): Fetching => {
    const total = folder.files.reduce((sum, { bytes }) => sum + bytes, 0);
    const fetching: Fetching = {
      listeners: new Set(),
      controller: new AbortController(),
      ended: Promise.resolve(),
      last: { file: '', done: 0, total },
    };
    running.set(folder.name, fetching);
    fetching.ended = run(folder, fetching);
    return fetching;
  };

  return (folder: Folder, response: ServerResponse): void => {
    const fetching = running.get(folder.name) ?? begin(folder);
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' });
    const write: Listener = (line) => {
      if (response.writableEnded) return;
      response.write(`${JSON.stringify(line)}\n`);
      if ('ok' in line) response.end();
    };
    const heartbeat = setInterval(() => write(fetching.last), HEARTBEAT);
    fetching.listeners.add(write);
    write(fetching.last);
    response.on('close', () => {
      clearInterval(heartbeat);
      fetching.listeners.delete(write);
      if (fetching.listeners.size > 0 || 'ok' in fetching.last) return;
      running.delete(folder.name);
      ending.set(folder.name, fetching.ended);
      fetching.controller.abort();
    });
  };
}
