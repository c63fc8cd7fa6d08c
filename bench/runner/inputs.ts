/** What the nets with MNIST's shape train on: MNIST itself where it is there, because the share of zeros decides the time. */

import type { Dataset } from '../../src/core/samples/dataset';
import { mnist } from '../../src/data/sets/mnist';
import type { LoadContext } from '../../src/data/spec';

export interface Inputs {
  /** Undefined: random bytes. */
  readonly mnist: Dataset | undefined;
  /** Says which. */
  readonly note: string;
}

/** @param read undefined: there is no MNIST */
export async function readInputs(read: LoadContext['read'] | undefined): Promise<Inputs> {
  if (!read) return { mnist: undefined, note: 'random bytes, as many of them 0 as in MNIST' };
  const allocate = (bytes: number): ArrayBuffer => new ArrayBuffer(bytes);
  return { mnist: await mnist.load({ read, allocate, progress: () => undefined }), note: 'MNIST' };
}
