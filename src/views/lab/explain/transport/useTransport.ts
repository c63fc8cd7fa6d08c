import { useState } from 'react';
import { evenly } from '../../../../core/measures/sampling';
import { type RuleId, ruleIds, rules } from '../../../../core/rules';
import type { Rule } from '../../../../core/rules/rule';
import type { Trace } from '../../../../core/run/inspect/trace';
import type { Experiment } from '../../../../core/run/spec';
import { firstSeed } from '../../../../experiment/expand';
import { shownLayer } from '../../../../store/run/inside';
import { refsOf } from '../../../../store/run/runList';
import type { RunRef } from '../../../../store/run/series';
import { datasetChoice } from '../../../../store/settings/choices';
import { useLab } from '../../../labContext';
import { layerLabel } from '../../inside/labels';
import { layerWithWires, shapesOf, sizesOf, whyNoWires } from '../../inside/sizes';
import { useFittingDraft } from '../../parts/fitting';
import { useInspection } from '../useInspection';
import { carrierOf, copiedWeights, type Delta, deltaOf, type Factors, fedOf } from './formula/formula';
import { type Moved, movedBy, type StepId } from './steps';

/** Number of columns in the heatmaps; the picture shows some of these units. */
const COLUMNS = 40;
const UNITS = 9;

/** The network whose weights are shown: that of one run for all rules, or each rule's own. */
export type Network = RuleId | 'own';

/** The factors of the previously shown rule, and its name. */
interface Before extends Factors {
  readonly name: string;
}

export interface Transport {
  readonly experiment: Experiment;
  /** The rule whose feedback is shown; `asked` is the chosen one, which is shown once its trace arrives. */
  readonly rule: RuleId;
  readonly asked: RuleId;
  /** Rules in menu order: training ones first. */
  readonly offered: readonly RuleId[];
  readonly network: Network;
  /** The run of the shown network. */
  readonly run: RunRef;
  readonly sizes: readonly number[];
  readonly layer: number;
  readonly hidden: number;
  /** Why the chosen layer is not the one that is shown, or is shown without wires; undefined where neither is so. */
  readonly without: string | undefined;
  readonly sample: number;
  readonly trainSize: number;
  /** Whether its network can still be inspected. */
  readonly alive: boolean;
  /** Whether a run exists, active or finished. */
  readonly started: boolean;
  /** Units of the layer in the heatmaps (columns), and in the picture. */
  readonly columns: readonly number[];
  readonly units: readonly number[];
  readonly unit: number;
  /** Undefined until there is a network. */
  readonly trace: Trace | undefined;
  readonly delta: Delta | undefined;
  /** The factors of the previously shown rule. */
  readonly before: Before | undefined;
  readonly copied: number;
  /** Feedback weights; those of the copy once it was made. */
  readonly back: Float32Array | undefined;
  readonly moved: Moved | undefined;
  readonly chooseRule: (rule: RuleId) => void;
  readonly chooseNetwork: (network: Network) => void;
  readonly chooseUnit: (unit: number) => void;
}

/** The run whose network is shown: if possible one with a memory, so that F³ has an error to feed. */
function networkOf(network: Network | undefined, rule: RuleId, refs: readonly RunRef[]): RunRef | undefined {
  const wanted = network === 'own' ? rule : network;
  return (
    refs.find((one) => one.rule === wanted) ??
    refs.find((one) => (rules[one.rule] as Rule).signal === 'delayed-error') ??
    refs[0]
  );
}

/** A copy of the forward weights, as backpropagation makes it before its backward pass. */
interface Copy {
  readonly key: string;
  readonly step: number;
  readonly weights: Float32Array;
}

/** The last copy; it stays unchanged when the network is updated after the backward pass. */
function useCopy(trace: Trace | undefined, key: string, at: StepId): Copy | undefined {
  const [copy, setCopy] = useState<Copy>();
  const holds = (at === 'update' || at === 'stale') && copy?.key === key;
  const weights = trace?.feedback?.weights;
  if (trace && weights && !holds && copy?.weights !== weights) setCopy({ key, step: trace.step, weights });
  return copy?.key === key ? copy : undefined;
}

/** "h₁ has no wires: its feature maps are drawn whole. h₂ is shown instead." */
function withoutText(experiment: Experiment, chosen: number, shown: number): string | undefined {
  const why = whyNoWires(experiment, chosen);
  const [own, other] = [
    layerLabel(chosen, Number.POSITIVE_INFINITY),
    layerLabel(shown, Number.POSITIVE_INFINITY),
  ];
  if (why === undefined) return undefined;
  return shown === chosen ? `${own} ${why}.` : `${own} ${why}. ${other} is shown instead.`;
}

/** @param at the current step. @returns undefined while no algorithm is selected */
export function useTransport(at: StepId): Transport | undefined {
  const lab = useLab();
  const running = lab.runs.useRuns((state) => state.experiment);
  const alive = lab.runs.useRuns((state) => state.alive);
  const generation = lab.runs.useRuns((state) => state.generation);
  const draft = useFittingDraft();
  const inside = lab.inside.useInside();
  const [chosen, setChosen] = useState<RuleId>();
  const [network, chooseNetwork] = useState<Network>();
  const [place, setPlace] = useState(Math.floor(UNITS / 2));
  const [before, setBefore] = useState<Before>();

  const experiment = running ?? draft;
  const offered = [...experiment.rules, ...ruleIds.filter((id) => !experiment.rules.includes(id))];
  const asked = chosen ?? offered[0] ?? 'bp';
  const seed = firstSeed(experiment);
  const refs = refsOf(experiment).filter((one) => one.seed === seed);
  const run = networkOf(network, asked, refs);
  const hidden = experiment.hidden.length;
  const chosenLayer = shownLayer(inside.layer, hidden);
  const layer = layerWithWires(experiment, chosenLayer);
  const sizes = sizesOf(experiment);
  const { trainSize } = datasetChoice(experiment.dataset);
  const sample = Math.min(inside.sample, trainSize - 1);
  const columns = evenly(sizes[layer] ?? 0, COLUMNS);
  const units = evenly(columns.length, UNITS).map((i) => columns[i] as number);
  const unit = units[Math.min(place, units.length - 1)] ?? 0;

  const request = { layer, sample, units: columns, rule: asked };
  const seen = useInspection(running && hidden > 0 ? run?.id : undefined, 'trace', request);
  const own = seen?.layers.find((one) => one.layer === layer);
  const trace = seen?.sample.index === sample && own?.units.length === columns.length ? seen : undefined;
  // Until the new trace arrives, everything is shown for the previous rule.
  const rule = trace?.rule ?? asked;
  const copy = useCopy(trace, [generation, run?.id, rule, layer].join('/'), at);
  if (!run) return undefined;
  const delta = trace && deltaOf(trace, layer, unit);
  const chooseRule = (next: RuleId): void => {
    const { name } = rules[rule];
    setBefore(
      trace && { name, carrier: carrierOf(rules[rule], layer), fed: fedOf(rules[rule], layer, trace) },
    );
    setChosen(next);
  };
  const now = trace?.feedback?.weights;
  return {
    ...{
      experiment,
      rule,
      asked,
      offered,
      run,
      sizes,
      layer,
      hidden,
      without: withoutText(experiment, chosenLayer, layer),
      sample,
      trainSize,
      columns,
      units,
      unit,
    },
    ...{ trace, delta, before, chooseRule, chooseNetwork },
    network: network === 'own' ? network : run.rule,
    alive,
    started: running !== undefined,
    copied: copiedWeights(rules[rule], shapesOf(experiment)),
    back: copy?.weights ?? now,
    moved:
      copy && now && trace.step > copy.step ? movedBy(copy.weights, now, trace.step - copy.step) : undefined,
    chooseUnit: (one) => setPlace(Math.max(0, units.indexOf(one))),
  };
}
