/** `npm run data -- mnist`: puts a data set's files into `public/data`, checked by their SHA-256. */
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Download, downloads } from '../src/data/downloads';

const root = fileURLToPath(new URL('..', import.meta.url));

const help = `Usage: npm run data -- NAME [--from DIR]
Fetches a data set into public/data/NAME and checks every file's SHA-256.
Files that are there and right are kept.

  NAME        one of: ${Object.keys(downloads).join(', ')}
  --from DIR  copy from the folder that contains NAME/ instead of the network
  --help      show this
`;

interface FetchOptions {
  readonly download: Download;
  /** Folder to fill. */
  readonly to: string;
  /** Folder to copy from; the mirrors where it is undefined. */
  readonly from: string | undefined;
  /** Takes one line per file. */
  readonly say: (line: string) => void;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return 'code' in error && error.code === 'ENOENT' ? 'it is not there' : `${error.message}${cause}`;
}

async function bytesFrom(source: string): Promise<Uint8Array> {
  if (!/^https?:/.test(source)) return readFile(source);
  const response = await fetch(source);
  if (!response.ok) throw new Error(`the server answers ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** A reader never sees half a file: the name appears with the last byte. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (reason) {
    await rm(temporary, { force: true });
    throw reason;
  }
}

/** One file from the first source that has the right bytes. @throws with all that went wrong */
async function fetchFile(sources: readonly string[], expected: string, path: string): Promise<string> {
  const failures: string[] = [];
  for (const source of sources) {
    try {
      const bytes = await bytesFrom(source);
      const found = sha256(bytes);
      if (found === expected) {
        await writeWhole(path, bytes);
        return source;
      }
      failures.push(
        `${source}: wrong bytes (${bytes.length} of them, SHA-256 ${found}, expected ${expected})`,
      );
    } catch (reason) {
      failures.push(`${source}: ${reasonOf(reason)}`);
    }
  }
  throw new Error(failures.join('\n  '));
}

/** Fills a folder with a set's files. @returns the names of those that could not be had */
export async function fetchSet({ download, to, from, say }: FetchOptions): Promise<readonly string[]> {
  await mkdir(to, { recursive: true });
  const failed: string[] = [];
  for (const [file, expected] of Object.entries(download.sha256)) {
    const path = join(to, file);
    const there = await readFile(path).catch(() => undefined);
    if (there !== undefined && sha256(there) === expected) {
      say(`${file}: there already`);
      continue;
    }
    const sources = from === undefined ? download.mirrors.map((mirror) => mirror + file) : [join(from, file)];
    try {
      say(`${file}: from ${await fetchFile(sources, expected, path)}`);
    } catch (reason) {
      failed.push(file);
      say(`${file}: could not be had\n  ${reasonOf(reason)}`);
    }
  }
  return failed;
}

interface Request {
  readonly name: string;
  readonly from: string | undefined;
}

/** @returns what was asked for, or the line that says why not */
export function request(args: readonly string[]): Request | 'help' | { readonly problem: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { from: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) return 'help';
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) return { problem: 'Name one data set.' };
    if (!Object.hasOwn(downloads, name)) {
      return {
        problem: `There is no data set "${name}" to fetch. There is: ${Object.keys(downloads).join(', ')}.`,
      };
    }
    return { name, from: values.from };
  } catch (reason) {
    return { problem: reasonOf(reason) };
  }
}

async function main(): Promise<number> {
  const asked = request(process.argv.slice(2));
  if (asked === 'help') {
    process.stdout.write(help);
    return 0;
  }
  if ('problem' in asked) {
    console.error(`${asked.problem}\n\n${help}`);
    return 2;
  }
  // npm runs scripts in the project's folder; a relative folder means the one where the person typed.
  const typedIn = process.env.INIT_CWD ?? process.cwd();
  const from = asked.from === undefined ? undefined : resolve(typedIn, asked.from, asked.name);
  const to = join(root, 'public', 'data', asked.name);
  const download = downloads[asked.name as keyof typeof downloads];
  if (download === undefined) return 2;
  const failed = await fetchSet({ download, to, from, say: (line) => console.log(line) });
  if (failed.length === 0) {
    console.log(`${asked.name} is complete in public/data/${asked.name}.`);
    return 0;
  }
  const wayOut =
    from === undefined
      ? `Try again later, or copy from a folder that contains ${asked.name}/: npm run data -- ${asked.name} --from DIR.`
      : `DIR must contain ${asked.name}/ with the original packed files.`;
  console.error(`Missing: ${failed.join(', ')}. ${wayOut}`);
  return 1;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await main().catch((reason) => {
    console.error(reasonOf(reason));
    return 1;
  });
}
