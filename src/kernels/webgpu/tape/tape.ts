/** Repeats training steps on the device: see `Tape` in core/kernels.ts. */
import type { Scalar } from '@tensorflow/tfjs-core';
import type { QueuedLoss, Tape } from '../../../core/kernels';
import { type Batch, type BatchSource, disposeBatch } from '../../../core/samples/batches';
import type { Split } from '../../../core/samples/dataset';
import { internals } from '../backend';
import { createLosses, type Losses } from './losses';
import { type PreparedStep, prepareStep } from './prepared';
import { beginRecording, type Session } from './recording';
import { type Residents, readingsOf, uploadSamples } from './samples';

type Act = () => void;

/** A step of batches of one size. */
interface Repeated {
  readonly step: PreparedStep;
  /** What a repetition does first, and the marks that it sets. */
  readonly also: readonly Act[];
  readonly marks: readonly Act[];
}

function trainPlainly(source: BatchSource, plain: (batch: Batch) => Scalar): Scalar {
  const batch = source.make();
  const loss = plain(batch);
  disposeBatch(batch);
  return loss;
}

/** What fails midway is not recorded. */
function whole(session: Session, step: () => Scalar): Scalar {
  try {
    return step();
  } catch (error) {
    session.giveUp();
    throw error;
  }
}

export function openTape(): Tape {
  /** By the number of samples; undefined where the step cannot be repeated. */
  const steps = new Map<number, Repeated | undefined>();
  const uploaded = new Map<Split, Residents | undefined>();
  let session: Session | undefined;
  let losses: Losses | undefined;
  let also: Act[] = [];
  let marks: Act[] = [];

  function residentsOf({ samples }: BatchSource): Residents | undefined {
    if (!samples) return undefined;
    const { split } = samples;
    if (!uploaded.has(split)) uploaded.set(split, uploadSamples(internals().device, samples));
    return uploaded.get(split);
  }

  function forget(): void {
    for (const one of steps.values()) one?.step.dispose();
    steps.clear();
  }

  /** The first step of this size: it is recorded, then done as a repetition. */
  function first(
    source: BatchSource,
    residents: Residents,
    plain: (batch: Batch) => Scalar,
  ): Scalar | QueuedLoss {
    const batch = source.make();
    const own = beginRecording();
    session = own;
    [also, marks] = [[], []];
    const loss = (() => {
      try {
        return whole(own, () => plain(batch));
      } finally {
        session = undefined;
      }
    })();
    const recording = own.end();
    if (!recording) {
      steps.set(source.size, undefined);
      disposeBatch(batch);
      return loss;
    }
    losses ??= createLosses();
    const readings = readingsOf(residents, batch);
    const step = (() => {
      try {
        return prepareStep(recording, readings, { residents, losses }, loss.dataId, source.size);
      } finally {
        loss.dispose();
        disposeBatch(batch);
        own.release();
      }
    })();
    steps.set(source.size, { step, also, marks });
    return step.run(source.samples?.indices as Uint32Array);
  }

  function repeat({ step, also, marks }: Repeated, source: BatchSource): QueuedLoss {
    for (const act of also) act();
    const loss = step.run(source.samples?.indices as Uint32Array);
    for (const act of marks) act();
    return loss;
  }

  return {
    step: (source, plain) => {
      const residents = residentsOf(source);
      const known = steps.get(source.size);
      if (!residents || (!known && steps.has(source.size))) return trainPlainly(source, plain);
      if (known && !known.step.isStale()) return repeat(known, source);
      known?.step.dispose();
      return first(source, residents, plain);
    },
    also: (act) => {
      if (session) also.push(act);
    },
    act: (act) => {
      session?.giveUp();
      act();
    },
    mark: (act) => {
      if (session) marks.push(act);
      act();
    },
    forget,
    dispose: () => {
      forget();
      losses?.dispose();
      for (const residents of uploaded.values()) residents?.dispose();
      uploaded.clear();
    },
  };
}
