/** Runs that were put away and can be had back for ten seconds, with their networks where memory allows it. */
import type { Session } from '../../client/types';
import { capacities } from '../../core/cost/footprint';
import type { BackendId } from '../../core/run/backends';
import type { Experiment } from '../../core/run/spec';
import { bytesAtOnce } from '../../experiment/size';
import { isShown, offerUndo, updateToast } from '../page/toast';
import { bytesForAll, machineBytes } from './machine';

/** The workers of one run, and what they said while it was put away. */
export interface RunConnection {
  session?: Session;
  missed?: (() => void)[];
}

/** Of a worker without a network: programs, TensorFlow.js, its heap. */
const WORKER_BYTES = 64e6;
/** Of the memory: for the runs put away and the one about to start, all together. */
const PART = 0.5;

/** Bytes of all its workers that are there at one time. */
export function runBytes(experiment: Experiment, backend: BackendId): number {
  const capacity = capacities[backend === 'webgpu' ? 'wasm' : backend];
  const networks = bytesAtOnce(experiment, capacity, bytesForAll());
  return networks.reduce((sum, bytes) => sum + bytes + WORKER_BYTES, 0);
}

interface Held {
  readonly id: number;
  readonly text: string;
  readonly talk: RunConnection;
  readonly bytes: number;
}
/** The newest last. */
let held: readonly Held[] = [];

function release(talk: RunConnection): void {
  talk.session?.stop();
  delete talk.session;
}

/**
 * Offers a run that stands still.
 * @param bytes that it holds
 * @returns the offer
 */
export function offerSuspendedRun(
  text: string,
  talk: RunConnection,
  bytes: number,
  back: () => void,
): number {
  const over = (): void => {
    held = held.filter((one) => one.talk !== talk);
  };
  const id = offerUndo(
    text,
    () => {
      over();
      back();
    },
    () => {
      over();
      release(talk);
    },
  );
  held = [...held, { id, text, talk, bytes }];
  return id;
}

/** Before networks of so many bytes are made: those of runs put away go where all would not fit. The curves stay. */
export function makeRoomFor(bytes: number): void {
  const alive = held.filter(({ talk, id }) => talk.session && isShown(id));
  let sum = alive.reduce((all, one) => all + one.bytes, bytes);
  for (const one of alive) {
    if (sum <= PART * machineBytes()) return;
    sum -= one.bytes;
    release(one.talk);
    updateToast(one.id, `${one.text} Its curves can come back; its networks went, for memory is short.`);
  }
}
