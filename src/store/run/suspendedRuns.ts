/** Suspended runs: Undo brings them back for ten seconds, with their networks where memory allows. */
import type { Session } from '../../client/types';
import { capacities } from '../../core/cost/footprint';
import type { BackendId } from '../../core/run/backends';
import type { Experiment } from '../../core/run/spec';
import { bytesAtOnce } from '../../experiment/size';
import { isShown, offerUndo, updateToast } from '../page/toast';
import type { KeptExperiment } from './kept/keeping';
import { bytesForAll, machineBytes } from './machine';

/** A run's session, and the events that arrived while the run was suspended. */
export interface RunConnection {
  session?: Session;
  queued?: (() => void)[];
  /** Its records in the notebook. */
  kept?: KeptExperiment;
  /** Brought back from the notebook: it gets a session when training resumes. */
  restored?: true;
}

/** Memory of a worker without a network: code, TensorFlow.js, heap. */
const WORKER_BYTES = 64e6;
/** Share of the memory for suspended runs and the one about to start, together. */
const MEMORY_SHARE = 0.5;

/** Bytes of all workers of an experiment that exist at the same time. */
export function runBytes(experiment: Experiment, backend: BackendId): number {
  const capacity = capacities[backend === 'webgpu' ? 'wasm' : backend];
  const networks = bytesAtOnce(experiment, capacity, bytesForAll());
  return networks.reduce((sum, bytes) => sum + bytes + WORKER_BYTES, 0);
}

interface SuspendedEntry {
  readonly id: number;
  readonly text: string;
  readonly connection: RunConnection;
  readonly bytes: number;
}
/** Oldest first. */
let suspended: readonly SuspendedEntry[] = [];

function release(connection: RunConnection): void {
  connection.session?.stop();
  delete connection.session;
}

/**
 * Offers to bring a suspended run back.
 * @param bytes of memory that it holds
 * @returns id of the toast
 */
export function offerSuspendedRun(
  text: string,
  connection: RunConnection,
  bytes: number,
  back: () => void,
): number {
  const over = (): void => {
    suspended = suspended.filter((one) => one.connection !== connection);
  };
  const id = offerUndo(
    text,
    () => {
      over();
      back();
    },
    () => {
      over();
      release(connection);
    },
  );
  suspended = [...suspended, { id, text, connection, bytes }];
  return id;
}

/** Frees networks of suspended runs, oldest first, until `bytes` more fit. Their curves stay. */
export function freeMemoryFor(bytes: number): void {
  const alive = suspended.filter(({ connection, id }) => connection.session && isShown(id));
  let sum = alive.reduce((all, one) => all + one.bytes, bytes);
  for (const one of alive) {
    if (sum <= MEMORY_SHARE * machineBytes()) return;
    sum -= one.bytes;
    release(one.connection);
    updateToast(one.id, `${one.text} Undo restores its curves; its networks were freed to save memory.`);
  }
}
