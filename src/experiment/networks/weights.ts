/** Files of weights known to this page or process. Their arrays are stored elsewhere, by `notebook/keptWeights.ts` or the command line. */
import type { GivenShapes } from '../../core/network/given';
import { FROM_SEED } from '../../core/run/settings';
import type { Experiment } from '../../core/run/spec';

/** Settings of the network that a file was saved with; part of them where the file says only that. */
export type NetworkSettings = Partial<
  Pick<Experiment, 'hidden' | 'activation' | 'outputActivation' | 'bias'>
>;

export interface WeightsAbout {
  /** "teacher-1a2b3c4d5e6f": the file's name and a checksum of its arrays. */
  readonly id: string;
  /** The file's name: "teacher.npz". */
  readonly file: string;
  /** By the names of a checkpoint: `layer<i>.W`. */
  readonly shapes: GivenShapes;
  readonly settings: NetworkSettings;
  /** One sentence: where the file says so, on what it was trained, by what and how long. */
  readonly said?: string;
}

const known = new Map<string, WeightsAbout>();

export function addWeights(about: WeightsAbout): void {
  known.set(about.id, about);
}
export function forgetWeights(id: string): void {
  known.delete(id);
}

/** "teacher-1a2b3c4d5e6f" → its name and checksum. */
export function weightParts(id: string): { readonly name: string; readonly checksum: string } | undefined {
  const match = /^([a-z0-9-]+)-([0-9a-f]{12})$/.exec(id);
  return match ? { name: match[1] as string, checksum: match[2] as string } : undefined;
}

/** The weights with this id, else those with the same content from a file of another name. */
export function findWeights(id: string): WeightsAbout | undefined {
  const checksum = weightParts(id)?.checksum;
  return (
    known.get(id) ?? [...known.values()].find((one) => checksum && weightParts(one.id)?.checksum === checksum)
  );
}

export const startsFromFile = ({ startFrom }: Pick<Experiment, 'startFrom'>): boolean =>
  startFrom !== FROM_SEED;
