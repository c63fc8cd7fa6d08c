/** Data files from the lab's own server, and from files that a person dropped or chose. */
import { type IdxHeader, sniffIdx } from './idx';
import { DataProblem, type LoadContext } from './spec';

/**
 * Reads `data/<id>/<file>` from the lab's server.
 * @param base address of the page: a worker's own lies deeper
 */
export function readFromServer(id: string, base: string): LoadContext['read'] {
  return async (file) => {
    const response = await fetch(new URL(`data/${id}/${file}`, base)).catch(() => undefined);
    if (response?.status === 404) return undefined;
    if (!response?.ok) {
      throw new DataProblem(
        'A data file could not be fetched.',
        `data/${id}/${file}: ${response ? `the server answers ${response.status}` : 'the server does not answer'}. Is the lab's server still running?`,
      );
    }
    // Many static servers answer every unknown address with the app's own page.
    if (response.headers.get('content-type')?.startsWith('text/html')) return undefined;
    return new Uint8Array(await response.arrayBuffer());
  };
}

/** A renamed file is recognised by its content: "t10k" holds 10,000 samples, "train" any other number. */
function isContentOf(name: string, header: IdxHeader | undefined): boolean {
  if (header === undefined) return false;
  const test = name.startsWith('t10k');
  return name.includes(header.kind) && (header.count === 10_000) === test;
}

const plainName = (name: string) => name.replace(/\.gz$/i, '');

async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new DataProblem('This file cannot be read.', `${file.name} was moved or changed. Choose it again.`);
  }
}

/**
 * Reads from files that a person gave, by name (with or without `.gz`), else by what is in them.
 * @param wanted names of the set's files: one of these is never taken for another
 */
export function readFromFiles(files: readonly File[], wanted: readonly string[]): LoadContext['read'] {
  const names = new Set(wanted.map(plainName));
  const strangers = files.filter((file) => !names.has(plainName(file.name)));
  let sniffed: Promise<readonly (IdxHeader | undefined)[]> | undefined;
  return async (file) => {
    const named = files.find((candidate) => plainName(candidate.name) === plainName(file));
    if (named !== undefined) return bytesOf(named);
    sniffed ??= Promise.all(strangers.map(async (stranger) => sniffIdx(await bytesOf(stranger))));
    const headers = await sniffed;
    const alike = strangers[headers.findIndex((header) => isContentOf(file, header))];
    if (alike !== undefined) return bytesOf(alike);
    if (strangers.length === files.length && headers.every((header) => header === undefined)) {
      throw new DataProblem(
        'None of the files is part of this data set.',
        `${files.map(({ name }) => name).join(', ')}: expected ${wanted.join(', ')}.`,
      );
    }
    return undefined;
  };
}
