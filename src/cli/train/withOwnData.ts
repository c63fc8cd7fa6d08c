/** Options of commands that may be given the data file of an imported set, or a file of weights. */
import { fields } from '../../experiment/fields/fields';
import { parseOnce } from '../arguments';
import { UsageError } from '../usage';
import { ownDataOptions } from './ownOptions';
import type { Values } from './trainOptions';

/**
 * @param strings options with a value, besides those of these files
 * @param switches options without one, besides `--help`
 * @throws {UsageError}
 */
export function parseWithOwnData(
  args: readonly string[],
  strings: readonly string[],
  switches: readonly string[] = [],
): { readonly values: Values; readonly positionals: readonly string[] } {
  const own = ['data', 'dataset', fields.startFrom.key, ...Object.keys(ownDataOptions)];
  try {
    const { values, positionals } = parseOnce({
      args: [...args],
      allowPositionals: true,
      options: {
        ...Object.fromEntries([...strings, ...own].map((key) => [key, { type: 'string' as const }])),
        ...Object.fromEntries(switches.map((key) => [key, { type: 'boolean' as const }])),
        help: { type: 'boolean' as const, short: 'h' },
      },
    });
    return { values: values as Values, positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
