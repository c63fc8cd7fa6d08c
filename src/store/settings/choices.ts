/** What the selects offer: every list comes from its registry, so an addition shows up by itself. */
import { activationIds, activations, outputActivationIds } from '../../core/blocks/activation';
import { errorTransformIds, errorTransforms } from '../../core/errorMemory/transforms';
import { feedbackIds, feedbackInits } from '../../core/feedback';
import { count } from '../../core/format';
import { losses, lossIds } from '../../core/head/loss';
import { optimizerIds, optimizers } from '../../core/optimizers';
import { backendIds, type Experiment } from '../../core/run/spec';
import {
  errorInitIds,
  errorInits,
  feedbackRedrawIds,
  feedbackRedraws,
  feedbackReductionIds,
  feedbackReductions,
  feedbackSharingIds,
  feedbackSharings,
  lossErrorScaleIds,
  lossErrorScales,
} from '../../core/run/variants';
import { scheduleIds, schedules } from '../../core/schedules';
import { weightInitIds, weightInits } from '../../core/weights';
import { datasetIds, datasets } from '../../data';
import { datasetInfo } from '../../data/keep/own';
import type { DatasetInfo } from '../../data/spec';

interface Text {
  readonly name: string;
  readonly sentence: string;
  readonly source?: string;
}
export interface Choice<T extends string = string> extends Text {
  readonly id: T;
}

/** The settings that are one of a list. */
export type ChoiceKey =
  | 'activation'
  | 'outputActivation'
  | 'loss'
  | 'weightInit'
  | 'feedbackInit'
  | 'feedbackSharing'
  | 'feedbackRedraw'
  | 'feedbackReduction'
  | 'errorTransform'
  | 'errorInit'
  | 'lossErrorScale'
  | 'optimizer'
  | 'schedule'
  | 'backend';

const named = <T extends string>(ids: readonly T[], registry: Readonly<Record<T, Text>>): Choice<T>[] =>
  ids.map((id) => ({ ...registry[id], id }));

export const backendNames = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'CPU' } as const;

const backends = {
  auto: { name: 'Automatic', sentence: 'The fastest one that computes rightly here, by a short test.' },
  webgpu: { name: backendNames.webgpu, sentence: 'The graphics processor.' },
  wasm: { name: backendNames.wasm, sentence: 'The processor, with vector instructions.' },
  cpu: { name: backendNames.cpu, sentence: 'Plain JavaScript: slow, works everywhere.' },
} as const;

export const choices: { readonly [K in ChoiceKey]: readonly Choice<Experiment[K]>[] } = {
  activation: named(activationIds, activations),
  outputActivation: named(outputActivationIds, activations),
  loss: named(lossIds, losses),
  weightInit: named(weightInitIds, weightInits),
  feedbackInit: named(feedbackIds, feedbackInits),
  feedbackSharing: named(feedbackSharingIds, feedbackSharings),
  feedbackRedraw: named(feedbackRedrawIds, feedbackRedraws),
  feedbackReduction: named(feedbackReductionIds, feedbackReductions),
  errorTransform: named(errorTransformIds, errorTransforms),
  errorInit: named(errorInitIds, errorInits),
  lossErrorScale: named(lossErrorScaleIds, lossErrorScales),
  optimizer: named(optimizerIds, optimizers),
  schedule: named(scheduleIds, schedules),
  backend: named(['auto', ...backendIds] as const, backends),
};

export interface DatasetChoice extends DatasetInfo {
  /** "60,000 train · 10,000 test" */
  readonly counts: string;
}

const choiceOf = (info: DatasetInfo): DatasetChoice => ({
  ...info,
  counts: `${count(info.trainSize)} train · ${count(info.testSize)} test`,
});

const builtIn: ReadonlyMap<string, DatasetChoice> = new Map(
  datasetIds.map((id) => [id, choiceOf(datasets[id])]),
);

/** One that is not known any more is shown as the first: what named it has said so. */
export function datasetChoice(id: string): DatasetChoice {
  const own = datasetInfo(id);
  const choice = builtIn.get(id) ?? (own && choiceOf(own)) ?? builtIn.values().next().value;
  if (!choice) throw new Error('The registry of data sets is empty.');
  return choice;
}
