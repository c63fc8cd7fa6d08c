/** Downloads missing files on the lab's server when the page requests them, and streams progress. */
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { DiskProblem } from '../src/cli/files/disk';
import type { Fault } from '../src/data/fetch/faults';
import type { GetLine } from '../src/data/fetch/labServer';
import type { Folder } from '../src/data/storage/folders';
import type { DataPlaces } from './dataPlaces';
import { reasonOf } from './download';
import { fetchFolder } from './fetchFolder';

type Listener = (line: GetLine) => void;

/** A download in progress, shared by all requests for the folder. */
interface Fetching {
  readonly listeners: Set<Listener>;
  readonly controller: AbortController;
  /** Resolves after the last write. */
  ended: Promise<void>;
  last: GetLine;
}

/** Milliseconds between keep-alive lines while there is no progress. */
const HEARTBEAT = 5000;
/** Milliseconds between two lines of progress. */
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
    // Report the disk error only: no other source would help, and earlier failures are secondary.
    if (reason instanceof DiskProblem) return { ok: false, reasons: [reason.message], faults: ['disk'] };
    reasons.push(reasonOf(reason));
    faults.add('connection');
  }
  return { ok: false, reasons, faults: [...faults] };
}

/** Responds with JSON lines, the last of which is the result. Without listeners the download is aborted. */
export function fetchOnRequest(places: DataPlaces) {
  const running = new Map<string, Fetching>();
  /** Whether it was aborted; it may still be running. */
  const ending = new Map<string, Promise<void>>();

  const run = async (folder: Folder, fetching: Fetching): Promise<void> => {
    const tell = (line: GetLine) => {
      fetching.last = line;
      for (const listener of fetching.listeners) listener(line);
    };
    // An aborted download may still be writing to the partial file that this one resumes.
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
