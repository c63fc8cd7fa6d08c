/** Data files on the page's server: the lab's own, or a static one. */

import { DataProblem, type LoadContext } from '../spec';
import { type Folder, folders as known, plainName } from '../storage/folders';
import { leave, readBody } from './body';
import { MOST_UNPACKED } from './checksum';
import { SourceFailure } from './faults';
import { type Limit, limitOf } from './limits';
import { PATIENCE } from './mirrors';
import { Stall } from './stall';

interface Options {
  readonly folders?: readonly Folder[];
  /** Milliseconds without a byte before the server times out. */
  readonly patience?: number;
}

const unknown: Limit = { packed: MOST_UNPACKED, plain: MOST_UNPACKED };

const wayOuts = {
  server: 'Is the lab’s server still running? Start it again, or choose the files on this computer.',
  refused: 'See the terminal of the lab’s server for the reason, or choose the files on this computer.',
  file: 'That file is not the published one: download it again, or choose the files on this computer.',
} as const;

/**
 * Reads `data/<folder>/<file>`.
 * @param base address of the page; a worker's own address is deeper
 * @throws {DataProblem} if the server does not answer, stalls, refuses, or sends too much
 */
export function readFromServer(
  folder: string,
  base: string,
  { folders = known, patience = PATIENCE }: Options = {},
): LoadContext['read'] {
  const files = folders.find(({ name }) => name === folder)?.files ?? [];
  return async (name) => {
    const problem = (what: string, wayOut: keyof typeof wayOuts) =>
      new DataProblem(
        'A data file could not be loaded.',
        `data/${folder}/${name}: ${what}. ${wayOuts[wayOut]}`,
      );
    const file = files.find((one) => one.name === plainName(name));
    const stall = new Stall(patience);
    let response: Response | undefined;
    try {
      response = await fetch(new URL(`data/${folder}/${name}`, base), { signal: stall.signal });
      // Many static servers answer every unknown address with index.html.
      const isPage = response.headers.get('content-type')?.startsWith('text/html');
      if (response.status === 404 || (response.ok && isPage)) return undefined;
      if (!response.ok) throw problem(`the server answers ${response.status}`, 'refused');
      return await readBody(response, file ? limitOf(file) : unknown, () => undefined, stall);
    } catch (reason) {
      if (reason instanceof DataProblem) throw reason;
      if (stall.given) throw problem(`not a byte in ${patience / 1000} s`, 'server');
      if (!(reason instanceof SourceFailure)) throw problem('the server does not answer', 'server');
      throw problem(reason.message, reason.fault === 'source' ? 'file' : 'server');
    } finally {
      stall.end();
      await leave(response);
    }
  };
}
