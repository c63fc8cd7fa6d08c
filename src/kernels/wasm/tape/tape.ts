/**
 * Training steps on the wasm backend, recorded once and repeated: what lies between the calls of the module, tensors and
 * their bookkeeping, takes a fifth of a small network's step. A repetition makes the same calls in the same order, so
 * that no bit changes. What cannot be recorded goes the plain way.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend as presentBackend, type Scalar, scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { Tape } from '../../../core/kernels';
import type { Batch, BatchSource } from '../../../core/samples/batches';
import type { Owner } from '../heap';
import { type Opened, openedMemory, wasmMemory } from '../memory';
import { wasmRefill } from '../sparse';
import { type Recorded, record } from './recorder';

/** A step that can be repeated. */
interface Repeatable {
  readonly recorded: Recorded;
  readonly batch: Batch;
  readonly loss: Scalar;
  /** What else a repetition does, first. */
  readonly acts: readonly (() => void)[];
  readonly size: number;
  repeats: number;
}

/** Plain steps of one size before one is recorded. */
const FIRST = 2;
/** A recording that was repeated less often did not pay: the next one waits twice as long. */
const PAYS = 8;
const LONGEST = 1024;

/**
 * When to record: not where recordings soon become useless, as where B changes at every step, nor batches of a size that is
 * rarer than the one that is recorded, as the last of an epoch.
 */
function createPatience() {
  let wait = FIRST;
  const plain = new Map<number, number>();
  return {
    /** A plain step was taken. */
    count: (size: number): void => {
      plain.set(size, (plain.get(size) ?? 0) + 1);
    },
    /** @param repeats of the step that is recorded */
    isOver: (size: number, repeats: number): boolean => (plain.get(size) ?? 0) >= Math.max(wait, repeats + 1),
    dropped: (repeats: number): void => {
      wait = repeats < PAYS ? Math.min(LONGEST, 2 * wait) : FIRST;
      plain.clear();
    },
  };
}

const tensorsOf = ({ x, target, indices, labels }: Batch): Tensor[] => [
  x,
  target,
  indices,
  ...(labels ? [labels] : []),
];

function disposeBatch(batch: Batch): void {
  for (const tensor of tensorsOf(batch)) tensor.dispose();
}

function disposeStep({ recorded, batch, loss }: Repeatable): void {
  disposeBatch(batch);
  loss.dispose();
  recorded.dispose();
}

/** Whether the batch now has the samples of `source`, and all is where it was. */
function isReady({ memory }: Opened, { recorded, batch }: Repeatable, source: BatchSource): boolean {
  if (!source.refill(batch, wasmRefill(recorded.uses))) return false;
  // Last, because each request may move the workspace.
  const { place, elements } = recorded.workspace;
  return elements === 0 || memory.workspace(elements) === place;
}

export function openTape(): Tape {
  const opened = openedMemory();
  const { memory, owners } = opened;
  const patience = createPatience();
  let step: Repeatable | undefined;
  /** Of the step that is being recorded. */
  let acts: (() => void)[] | undefined;

  const forget = (): void => {
    const old = step;
    step = undefined;
    if (!old) return;
    patience.dropped(old.repeats);
    disposeStep(old);
  };
  /** A tensor that the step uses is gone. */
  const owns: Owner = (place) => {
    if (step?.recorded.uses(place)) forget();
    return false;
  };
  owners.add(owns);

  const lossOf = (loss: Scalar): Scalar => scalar(memory.floats(memory.pointer(loss), 1)[0] as number);

  const recordStep = (source: BatchSource, plain: (batch: Batch) => Scalar): Scalar => {
    forget();
    const own: (() => void)[] = [];
    acts = own;
    let batch: Batch | undefined;
    let loss: Scalar | undefined;
    const recorded = (() => {
      try {
        return record(opened, presentBackend() as BackendWasm, () => {
          batch = source.make();
          loss = plain(batch);
          return [...tensorsOf(batch), loss];
        });
      } finally {
        acts = undefined;
      }
    })();
    if (!batch || !loss) throw new Error('A recorded step gave no loss.');
    if (!recorded) {
      patience.dropped(0);
      disposeBatch(batch);
      return loss;
    }
    step = { recorded, batch, loss, acts: own, size: source.size, repeats: 0 };
    return lossOf(loss);
  };
  const plainStep = (source: BatchSource, plain: (batch: Batch) => Scalar): Scalar => {
    const batch = source.make();
    const loss = plain(batch);
    disposeBatch(batch);
    patience.count(source.size);
    return loss;
  };
  const repeat = (one: Repeatable): Scalar => {
    for (const act of one.acts) act();
    one.recorded.run();
    one.repeats += 1;
    return lossOf(one.loss);
  };

  return {
    step: (source, plain) => {
      if (step?.size === source.size) {
        if (isReady(opened, step, source)) return repeat(step);
        forget();
      }
      const due = patience.isOver(source.size, step?.repeats ?? 0);
      return due ? recordStep(source, plain) : plainStep(source, plain);
    },
    also: (act) => {
      acts?.push(act);
    },
    act: (act) => wasmMemory().perform(act),
    mark: (act) => wasmMemory().mark(act),
    forget,
    dispose: () => {
      forget();
      owners.delete(owns);
    },
  };
}
