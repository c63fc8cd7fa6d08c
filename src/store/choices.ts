/** What the selects offer: every list comes from its registry, so an addition shows up by itself. */
import { activationIds, activations, outputActivationIds } from '../core/activation';
import { errorTransformIds, errorTransforms } from '../core/errorTransforms';
import { feedbackIds, feedbackInits } from '../core/feedback';
import { losses, lossIds } from '../core/loss';
import { optimizerIds, optimizers } from '../core/optimizers';
import { backendIds, type Experiment } from '../core/run';
import { scheduleIds, schedules } from '../core/schedules';
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
} from '../core/variants';
import { weightInitIds, weightInits } from '../core/weights';
import { datasetIds, datasets } from '../data';

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

export interface DatasetChoice {
  readonly id: string;
  readonly name: string;
  readonly counts: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly image: readonly [number, number];
  readonly trainSize: number;
  readonly testSize: number;
  readonly accuracyRange: readonly [number, number];
  readonly learningRateSource: string;
}

const whole = new Intl.NumberFormat('en');
export const datasetChoices: readonly DatasetChoice[] = datasetIds.map((id) => {
  const spec = datasets[id];
  return { ...spec, counts: `${whole.format(spec.trainSize)} train · ${whole.format(spec.testSize)} test` };
});

export function datasetChoice(id: string): DatasetChoice {
  const choice = datasetChoices.find((one) => one.id === id) ?? datasetChoices[0];
  if (!choice) throw new Error('The registry of data sets is empty.');
  return choice;
}

/** The data set that files dropped on the page are meant for. */
export const fileDataset = datasetIds.find((id) => datasets[id].files.length > 0);
