/** `npm run data -- NAME|all`: downloads data sets into `public/data`, verified by SHA-256. */
import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseOnce } from '../src/cli/arguments';
import { DiskProblem } from '../src/cli/files/disk';
import { printLine, watchOutput } from '../src/cli/files/output';
import { bytesOf } from '../src/core/format';
import { type Fault, wayOutOf } from '../src/data/fetch/faults';
import { type Folder, folderOf, folders } from '../src/data/storage/folders';
import { dataPlaces, placesHelp } from './dataPlaces';
import { reasonOf } from './download';
import { fetchFolder } from './fetchFolder';
import type { FetchEvent } from './fetchRequest';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Milliseconds between two lines of progress. */
const LINE_EVERY = 2000;

/** A folder's name, and ids of its sets that differ from it. */
function namesOf({ name, sets }: Folder): string {
  const others = sets.filter((id) => id !== name);
  return others.length === 0 ? name : `${name} (${others.join(', ')})`;
}
const known = folders.map(namesOf).join(', ');

const help = `Usage: npm run data -- NAME|all [--from DIR]
Fetches a data set into its folder of public/data and checks every file's SHA-256.
Files that are there and right are kept; a download that was cut off goes on where it stopped.

  NAME        one of: ${known}
  --from DIR  copy from that folder instead of the network: from DIR/NAME/, else whatever below DIR has
              the right content, under any name, packed or not, in archives as they were downloaded or not
  --help      show this

${placesHelp}`;

/** Prints one line per file, and progress from time to time. */
function reporter(folder: string, say: (line: string) => void): (event: FetchEvent) => void {
  let said = performance.now();
  return (event) => {
    if (event.type === 'here')
      say(`${folder}/${event.file}: ${event.from === 'there already' ? '' : 'from '}${event.from}`);
    else if (event.type === 'failed')
      say(`${folder}/${event.file}: not found\n  ${event.failures.map(({ text }) => text).join('\n  ')}`);
    else if (performance.now() - said > LINE_EVERY) {
      said = performance.now();
      say(`${folder}: ${bytesOf(event.done, event.total)}`);
    }
  };
}

interface SetsRequest {
  readonly folders: readonly Folder[];
  /** Destination, which will contain `mnist/` and so on. */
  readonly to: string;
  /** Source folder; undefined: the network. */
  readonly from: string | undefined;
  readonly mirror: string | undefined;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
}

interface Outcome {
  /** Files that are still missing, such as "mnist/t10k-labels-idx1-ubyte". */
  readonly failed: readonly string[];
  /** Reasons. */
  readonly faults: readonly Fault[];
}

/**
 * Fills several folders in sequence.
 * @throws {DiskProblem} on a write error; the signal's reason if aborted
 */
export async function fetchSets(request: SetsRequest): Promise<Outcome> {
  const { folders: wanted, to, from, mirror, say, signal } = request;
  const failed: string[] = [];
  const faults = new Set<Fault>();
  for (const folder of wanted) {
    const report = reporter(folder.name, say);
    const missing = await fetchFolder({
      folder,
      to: join(to, folder.name),
      from: from === undefined ? undefined : join(from, folder.name),
      around: from,
      others: [...folders, ...wanted],
      mirror,
      tell: (event) => {
        report(event);
        if (event.type === 'failed') for (const { fault } of event.failures) faults.add(fault);
      },
      ...(signal && { signal }),
    });
    failed.push(...missing.map((file) => `${folder.name}/${file}`));
    if (missing.length === 0) say(`${folder.title} is complete in ${join(to, folder.name)}.`);
  }
  return { failed, faults: [...faults] };
}

interface Request {
  readonly folders: readonly Folder[];
  readonly from: string | undefined;
}

/** Parses the command line. @returns the request, or an error message of one line */
export function request(args: readonly string[]): Request | 'help' | { readonly problem: string } {
  try {
    const { values, positionals } = parseOnce({
      args: [...args],
      allowPositionals: true,
      options: { from: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) return 'help';
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) return { problem: 'Name one data set, or all.' };
    const folder = folderOf(name);
    if (folder === undefined && name !== 'all')
      return { problem: `There is no data set "${name}" to fetch. There is: ${known}; or all.` };
    return { folders: folder ? [folder] : folders, from: values.from };
  } catch (reason) {
    return { problem: reasonOf(reason) };
  }
}

async function main(signal: AbortSignal): Promise<number> {
  const asked = request(process.argv.slice(2));
  if (asked === 'help') {
    printLine(help.trimEnd());
    return 0;
  }
  if ('problem' in asked) {
    console.error(`${asked.problem}\n\n${help}`);
    return 2;
  }
  // npm runs scripts in the project's folder; resolve relative paths from where the user typed the command.
  const typedIn = process.env.INIT_CWD ?? process.cwd();
  const from = asked.from === undefined ? undefined : resolve(typedIn, asked.from);
  const { data, mirror } = dataPlaces(root, process.env);
  const { failed, faults } = await fetchSets({
    folders: asked.folders,
    to: data,
    from,
    mirror,
    say: printLine,
    signal,
  });
  if (failed.length === 0) return 0;
  const wayOut =
    from === undefined
      ? wayOutOf(faults, 'copy them from a folder that has them, with --from DIR')
      : `${from} must contain the original files, under any names, gzipped or not, or the downloaded archives.`;
  console.error(`Missing: ${failed.join(', ')}. ${wayOut}`);
  return 1;
}

const statuses = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

class Interrupted extends Error {
  constructor(readonly status: number) {
    super('Interrupted. Downloaded data are kept: the same command resumes from there.');
  }
}

/** The first signal shuts down cleanly; a second one exits at once. */
function interruptible(): AbortSignal {
  const controller = new AbortController();
  for (const [signal, status] of Object.entries(statuses)) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(status);
      controller.abort(new Interrupted(status));
    });
  }
  return controller.signal;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  watchOutput();
  process.exitCode = await main(interruptible()).catch((reason: unknown) => {
    const disk = reason instanceof DiskProblem;
    console.error(disk ? `Nothing can be written: ${reason.message}.` : reasonOf(reason));
    return reason instanceof Interrupted ? reason.status : 1;
  });
}
