/** Data files that lie beside the page: on the lab's own server, or on a static one. */
import { DataProblem, type LoadContext } from './spec';

/**
 * Reads `data/<folder>/<file>`.
 * @param base address of the page: a worker's own lies deeper
 */
export function readFromServer(folder: string, base: string): LoadContext['read'] {
  return async (file) => {
    const response = await fetch(new URL(`data/${folder}/${file}`, base)).catch(() => undefined);
    if (response?.status === 404) return undefined;
    if (!response?.ok) {
      throw new DataProblem(
        'A data file could not be fetched.',
        `data/${folder}/${file}: ${response ? `the server answers ${response.status}` : 'the server does not answer'}. Is the lab's server still running?`,
      );
    }
    // Many static servers answer every unknown address with the app's own page.
    if (response.headers.get('content-type')?.startsWith('text/html')) return undefined;
    return new Uint8Array(await response.arrayBuffer());
  };
}
