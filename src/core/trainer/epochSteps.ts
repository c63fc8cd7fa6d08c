/** Steps (batches) and samples of a run's epochs: which epoch a step belongs to. */

/** Steps and samples done at the end of an epoch. */
export interface EpochEnd {
  readonly steps: number;
  readonly samples: number;
}

export interface EpochSteps {
  /** Steps of every epoch; of the longest, where they differ. */
  readonly stepsPerEpoch: number;
  /** [epochs], where classes are left out: epochs may then differ. */
  readonly epochEnds?: readonly EpochEnd[];
}

/** @param samples of each epoch, in order */
export function epochSteps(samples: readonly number[], batchSize: number): Required<EpochSteps> {
  let [stepsPerEpoch, steps, all] = [0, 0, 0];
  const epochEnds = samples.map((own): EpochEnd => {
    const batches = Math.ceil(own / batchSize);
    stepsPerEpoch = Math.max(stepsPerEpoch, batches);
    steps += batches;
    all += own;
    return { steps, samples: all };
  });
  return { stepsPerEpoch, epochEnds };
}

const START: EpochEnd = { steps: 0, samples: 0 };
/** The end of the epochs before this one (1, 2, …). */
const endBefore = (ends: readonly EpochEnd[], epoch: number): EpochEnd =>
  ends[Math.min(epoch - 1, ends.length) - 1] ?? START;

/** Steps before an epoch (1, 2, …). */
export const stepsBefore = ({ stepsPerEpoch, epochEnds }: EpochSteps, epoch: number): number =>
  epochEnds ? endBefore(epochEnds, epoch).steps : (epoch - 1) * stepsPerEpoch;

/** Steps of an epoch (1, 2, …). */
export const stepsIn = (steps: EpochSteps, epoch: number): number =>
  stepsBefore(steps, epoch + 1) - stepsBefore(steps, epoch);

/** Whole epochs among the first `step` steps. */
export function wholeEpochs({ stepsPerEpoch, epochEnds }: EpochSteps, step: number): number {
  if (!epochEnds) return stepsPerEpoch > 0 ? Math.floor(step / stepsPerEpoch) : 0;
  let [low, high] = [0, epochEnds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((epochEnds[middle] as EpochEnd).steps <= step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Position of a step in epochs: 1.5 halfway through the second. */
export function epochsAt(steps: EpochSteps, step: number): number {
  const { stepsPerEpoch, epochEnds } = steps;
  if (!epochEnds) return stepsPerEpoch > 0 ? step / stepsPerEpoch : 0;
  const whole = wholeEpochs(steps, step);
  const own = stepsIn(steps, whole + 1);
  return own > 0 ? whole + (step - stepsBefore(steps, whole + 1)) / own : whole;
}

/** The step at a position in epochs. */
export function stepAt(steps: EpochSteps, epochs: number): number {
  const { stepsPerEpoch, epochEnds } = steps;
  if (!epochEnds) return Math.round(epochs * stepsPerEpoch);
  const whole = Math.floor(epochs);
  return stepsBefore(steps, whole + 1) + Math.round((epochs - whole) * stepsIn(steps, whole + 1));
}

/** Samples of the first `step` steps: an epoch's last batch may be smaller. @param samples of an epoch without ends */
export function samplesAt(steps: EpochSteps, step: number, samples: number, batchSize: number): number {
  const whole = wholeEpochs(steps, step);
  const batches = (step - stepsBefore(steps, whole + 1)) * batchSize;
  const { epochEnds } = steps;
  if (!epochEnds) return whole * samples + Math.min(batches, samples);
  const before = endBefore(epochEnds, whole + 1).samples;
  return before + Math.min(batches, endBefore(epochEnds, whole + 2).samples - before);
}

/** The number of a step (1, 2, …) within its epoch, and that epoch's steps. */
export function placeInEpoch(steps: EpochSteps, step: number): { readonly at: number; readonly of: number } {
  const epoch = wholeEpochs(steps, step - 1) + 1;
  return { at: step - stepsBefore(steps, epoch), of: stepsIn(steps, epoch) };
}

/** Steps of the shortest epoch. */
export const fewestSteps = (steps: EpochSteps): number =>
  (steps.epochEnds ?? []).reduce(
    (fewest, _, i) => Math.min(fewest, stepsIn(steps, i + 1)),
    steps.stepsPerEpoch,
  );

/** Steps of a whole run of so many epochs. */
export const allSteps = ({ stepsPerEpoch, epochEnds }: EpochSteps, epochs: number): number =>
  epochEnds?.at(-1)?.steps ?? stepsPerEpoch * epochs;
