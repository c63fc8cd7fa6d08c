/** The data folder and a custom mirror, from environment variables. */
import { resolve } from 'node:path';

export interface DataPlaces {
  /** The folder that contains `mnist/` and so on. */
  readonly data: string;
  /** Tried before the public mirrors: `<mirror>/<folder>/<file>`. */
  readonly mirror: string | undefined;
}

export const placesHelp = `\
  F3_DATA     the folder with the data sets' folders (default public/data)
  F3_MIRROR   a mirror of your own, tried first: the address under which <folder>/<file> is found,
              such as another computer's copy of public/data
`;

/** @param root the project's folder */
export function dataPlaces(root: string, env: NodeJS.ProcessEnv, fallback = 'public/data'): DataPlaces {
  return { data: resolve(root, env.F3_DATA || fallback), mirror: env.F3_MIRROR || undefined };
}
