/**
 * Where a card's runs come from: a recorded sweep, an arm of a recorded study, or an experiment that is not recorded. A
 * line for each; `short` and `published` are what the page's buttons train.
 */
import type { Experiment } from '../../core/run/spec';
import { fromQuery } from '../files/link';
import { pathOf, problemIn } from '../results/checked';
import { loadRecorded, type StudyId } from '../results/studies';
import { loadSweep, type SweepId } from '../results/sweeps';
import type { SweepAxis } from '../sweep/sweep';
import { defpEpochs } from './defp';
import { type Outcome, ofStudy, ofSweep } from './model/outcome';
import { thesisEpochs, thesisSeeds } from './thesis';
import { v1Epochs, v1Seeds } from './v1';

/** Epochs, and seeds from 0 on. */
export interface Scale {
  readonly epochs: number;
  readonly seeds: number;
}

type Origin =
  | { readonly sweep: SweepId }
  | { readonly study: StudyId; readonly arm: string }
  /** As in the page's address. */
  | { readonly query: string };

export type Source = Origin & { readonly published: Scale; readonly short: Scale };

const v1Mnist: Scale = { epochs: v1Epochs.mnist, seeds: v1Seeds };
const v1Sgemm: Scale = { epochs: v1Epochs.sgemm, seeds: v1Seeds };
/** Figure 6: the number of seeds is not printed. */
const v1Depth: Scale = { epochs: v1Epochs.sgemm, seeds: 1 };
const few = (epochs: number): Scale => ({ epochs, seeds: 1 });

export const sources = {
  'mnist-accuracy': { sweep: 'mnist-accuracy', published: v1Mnist, short: few(2) },
  sgemm: { sweep: 'sgemm', published: v1Sgemm, short: few(1) },
  'error-information': { sweep: 'error-information', published: v1Mnist, short: few(2) },
  initialisations: { sweep: 'initialisations', published: v1Mnist, short: few(1) },
  'depth-64-1': { sweep: 'depth-64-shallow', published: v1Depth, short: few(1) },
  'depth-64-5': { sweep: 'depth-64-middle', published: v1Depth, short: few(1) },
  'depth-64-deep': { sweep: 'depth-64-deep', published: v1Depth, short: few(1) },
  'depth-500-1': { sweep: 'depth-500-shallow', published: v1Depth, short: few(1) },
  'depth-500-5': { sweep: 'depth-500-middle', published: v1Depth, short: few(1) },
  'depth-500-10': { sweep: 'depth-500-deep', published: v1Depth, short: few(1) },
  'cifar-10': {
    query: 'dataset=cifar-10&rule=bp,dfa,drtp,f3-error,f3-loss,llo&learning-rate=0.001,bp=0.0001,llo=0.0001',
    published: { epochs: v1Epochs['cifar-10'], seeds: v1Seeds },
    short: few(2),
  },
  adult: {
    query: 'dataset=adult&rule=bp,dfa,drtp,f3-error,f3-loss,llo',
    published: { epochs: v1Epochs.adult, seeds: v1Seeds },
    short: few(2),
  },
  'thesis-dense': {
    sweep: 'defp-mnist',
    published: { epochs: thesisEpochs.mnist, seeds: thesisSeeds },
    short: few(2),
  },
  'thesis-convolution': {
    ...{ study: 'conv-mnist', arm: 'trained', short: few(1) },
    published: { epochs: thesisEpochs.mnist, seeds: thesisSeeds },
  },
  'thesis-cifar': {
    ...{ study: 'conv-cifar', arm: 'trained', short: few(1) },
    published: { epochs: thesisEpochs['cifar-10'], seeds: thesisSeeds },
  },
  'thesis-feedback': {
    sweep: 'thesis-feedback',
    published: { epochs: thesisEpochs.mnist, seeds: thesisSeeds },
    short: few(1),
  },
  'defp-dense': { sweep: 'defp-mnist', published: few(defpEpochs), short: few(1) },
  'defp-convolution': { study: 'conv-mnist', arm: 'trained', published: few(defpEpochs), short: few(1) },
} as const satisfies Record<string, Source>;

export type SourceId = keyof typeof sources;
export const sourceIds = Object.keys(sources) as readonly SourceId[];

/** A source with what this repository recorded of it. */
export interface Loaded {
  readonly experiment: Experiment;
  readonly sweep: readonly SweepAxis[];
  /** Finished runs; none where it is not recorded. */
  readonly outcomes: readonly Outcome[];
  /** Runs that the record is to have; 0 where it is not recorded. */
  readonly planned: number;
}

async function loadStudyArm(study: StudyId, id: string): Promise<Loaded> {
  const recorded = await loadRecorded(study);
  const arm = recorded.study.arms.find((one) => one.id === id);
  if (!arm) throw problemIn(pathOf(study, 'study.json'), 'arms', `there is no arm ${id}.`);
  const outcomes = ofStudy(recorded, arm);
  return { experiment: arm.experiment, sweep: [], outcomes, planned: outcomes.length };
}

/** @param load how sweeps are read @throws {StudyProblem} if a file is not valid */
export async function loadSource(id: SourceId, load = loadSweep): Promise<Loaded> {
  const source: Source = sources[id];
  if ('study' in source) return loadStudyArm(source.study, source.arm);
  if ('query' in source)
    return { experiment: fromQuery(source.query).experiment, sweep: [], outcomes: [], planned: 0 };
  const recorded = await load(source.sweep);
  const { experiment, sweep, planned } = recorded;
  return { experiment, sweep, outcomes: ofSweep(recorded), planned };
}
