/** Repeats training steps on the device: see `Tape` in core/kernels.ts. */
import type { Scalar } from '@tensorflow/tfjs-core';
import type { QueuedLoss, Tape } from '../../../core/kernels';
import type { Batch, BatchSamples, BatchSource } from '../../../core/samples/batches';
import type { Split } from '../../../core/samples/dataset';
import { createDepth, type Depth } from './depth';
import { createLosses, type Losses } from './losses';
import { type PreparedStep, prepareStep } from './prepared';
import { beginRecording, type Session } from './recording';
import { fitsDevice, type Inputs, inputsOnDevice, readingsOf } from './samples';

type Act = () => void;

/** A step of batches of one size. */
interface Repeated {
  readonly step: PreparedStep;
  /** What a repetition does first, and the marks that it sets. */
  readonly also: readonly Act[];
  readonly marks: readonly Act[];
}

function disposeBatch({ x, target, indices, labels }: Batch): void {
  for (const tensor of [x, target, indices, labels]) tensor?.dispose();
}

function trainPlainly(source: BatchSource, plain: (batch: Batch) => Scalar): Scalar {
  const batch = source.make();
  const loss = plain(batch);
  disposeBatch(batch);
  return loss;
}

export function openTape(): Tape {
  /** By the number of samples; undefined where the step cannot be repeated. */
  const steps = new Map<number, Repeated | undefined>();
  const uploaded = new Map<Split, Inputs | undefined>();
  let session: Session | undefined;
  let losses: Losses | undefined;
  let depth: Depth | undefined;
  let also: Act[] = [];
  let marks: Act[] = [];

  function inputsOf(samples: BatchSamples): Inputs | undefined {
    const { split } = samples;
    if (!uploaded.has(split)) uploaded.set(split, inputsOnDevice(samples));
    return uploaded.get(split);
  }

  function forget(): void {
    for (const one of steps.values()) one?.step.dispose();
    steps.clear();
  }

  /** Calls what a step does, and collects what a repetition has to do beside its calls. */
  function recorded(own: Session, step: () => Scalar): Scalar {
    session = own;
    [also, marks] = [[], []];
    try {
      return step();
    } catch (error) {
      own.giveUp();
      throw error;
    } finally {
      session = undefined;
    }
  }

  /** The first step of this size: it is recorded, then done as a repetition. */
  function first(
    source: BatchSource,
    samples: BatchSamples,
    plain: (batch: Batch) => Scalar,
  ): Scalar | QueuedLoss {
    const batch = source.make();
    const own = beginRecording();
    const loss = recorded(own, () => plain(batch));
    const recording = own.end(loss.dataId, () => inputsOf(samples) !== undefined);
    const inputs = recording && inputsOf(samples);
    if (!inputs) {
      steps.set(source.size, undefined);
      disposeBatch(batch);
      return loss;
    }
    losses ??= createLosses();
    depth ??= createDepth();
    const readings = readingsOf(samples, inputs.x, batch);
    let step: PreparedStep;
    try {
      step = prepareStep(recording, readings, { inputs, losses, depth }, loss.dataId, samples);
    } finally {
      loss.dispose();
      disposeBatch(batch);
      own.release();
    }
    steps.set(source.size, { step, also, marks });
    return step.run(samples);
  }

  function repeat({ step, also, marks }: Repeated, samples: BatchSamples): QueuedLoss {
    for (const act of also) act();
    const loss = step.run(samples);
    for (const act of marks) act();
    return loss;
  }

  return {
    step: (source, plain) => {
      const { samples } = source;
      const known = steps.get(source.size);
      if (!samples || !fitsDevice(samples) || (!known && steps.has(source.size)))
        return trainPlainly(source, plain);
      if (known && !known.step.isStale()) return repeat(known, samples);
      known?.step.dispose();
      return first(source, samples, plain);
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
    behind: () => depth?.behind(),
    forget,
    dispose: () => {
      forget();
      losses?.dispose();
      for (const inputs of uploaded.values()) inputs?.dispose();
      uploaded.clear();
    },
  };
}
