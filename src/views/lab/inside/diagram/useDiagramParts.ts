/** The parts of the diagram besides the forward path: pictures of B, and the source of the feedback. */
import { useMemo } from 'react';
import { evenly, heatmapShape } from '../../../../core/measures/sampling';
import { rules } from '../../../../core/rules';
import { scaleKey } from '../../../../store/run/inside';
import { datasetChoice } from '../../../../store/settings/choices';
import { useDataset } from '../../useDataset';
import { cellsOf, drawnFeedback, largestOf } from '../heatmaps/drawnFeedback';
import { matrixNames } from '../heatmaps/matrixNames';
import { type Target, targetOf } from '../sample/target';
import { shapesOf } from '../sizes';
import type { InsideView } from '../useInsideView';
import type { DiagramLayout } from './diagramLayout';
import { sourceOf, sourceTitles } from './diagramText';
import { ICON_COLUMNS, ICON_ROWS, type Icon } from './feedback/icon';
import { boxOf, lanesOf } from './feedback/lanes';
import type { Parts, Signal } from './reading/partSpots';
import { signalScale } from './signal/signalScale';
import { type SignalFacts, signalSince } from './signal/signalText';
import { sourceValues } from './signal/sourceValues';

/** Small pictures of the initial B, with one scale for all; none if B changes in training. */
function useIcons({ experiment, rule, seed }: InsideView, layers: string): ReadonlyMap<number, Icon> {
  const { feedbackInit, feedbackDeviation, feedbackSharing, feedbackRedraw } = experiment;
  const { dataset, hidden } = experiment;
  return useMemo(() => {
    if (feedbackRedraw !== 'never') return new Map<number, Icon>();
    const all = shapesOf({ dataset, hidden });
    const drawn = layers
      .split(' ')
      .map(Number)
      .flatMap((layer) => {
        const shape = heatmapShape(rules[rule], all, layer);
        const B = drawnFeedback(
          { seed, feedbackInit, feedbackDeviation, feedbackSharing },
          rules[rule],
          all,
          layer,
        );
        if (!B || !shape) return [];
        const [rows, columns] = [evenly(shape[0], ICON_ROWS), evenly(shape[1], ICON_COLUMNS)];
        const names = matrixNames(rules[rule], { dataset, hidden }, layer);
        return [
          { layer, names, rows, columns, values: cellsOf(B, shape[1], rows, columns), m: largestOf(B) },
        ];
      });
    const m = Math.max(0, ...drawn.map((one) => one.m));
    return new Map(drawn.map(({ layer, ...icon }): [number, Icon] => [layer, { ...icon, m }]));
  }, [rule, dataset, hidden, layers, seed, feedbackInit, feedbackDeviation, feedbackSharing, feedbackRedraw]);
}

/** The target of a training sample; undefined while the data set loads. */
function useTarget(id: string, sample: number, outputs: number): Target | undefined {
  const dataset = useDataset(id);
  return useMemo(() => dataset && targetOf(dataset.train, sample, outputs), [dataset, sample, outputs]);
}

export interface SignalView extends Signal {
  readonly facts: SignalFacts;
}

function signalOf(
  view: InsideView,
  layout: DiagramLayout,
  target: Target | undefined,
): SignalView | undefined {
  const { experiment, inspection, hidden, scales } = view;
  const rule = rules[view.rule];
  const [source, box] = [sourceOf(rule), boxOf(rule, layout)];
  if (!source || !box || hidden === 0) return undefined;
  const outputs = view.sizes[view.sizes.length - 1] as number;
  const isClass = datasetChoice(experiment.dataset).task === 'classification';
  const known = inspection !== undefined || (target !== undefined && source !== 'error');
  const { unit, values, all } = sourceValues(source, inspection, outputs, target);
  const first = target?.label ?? 0;
  const names = layout.output.names;
  const facts: SignalFacts = {
    source,
    sample: inspection?.sample.index ?? view.sample,
    inspection,
    value: known ? all[first] : undefined,
    name: `${isClass ? 'class' : 'output'} ${names?.[first] ?? first}`,
    isClass,
  };
  const seen = scales[scaleKey(view.run, 'signal')] ?? (target ? largestOf(target.values) : 0);
  return {
    box,
    title: sourceTitles[source],
    unit,
    names,
    values: known ? values : [],
    since: signalSince(facts),
    facts,
    scale: signalScale(rule, experiment, isClass, seen),
  };
}

export interface DiagramParts extends Parts {
  readonly icons: ReadonlyMap<number, Icon>;
  readonly target: Target | undefined;
  readonly signal: SignalView | undefined;
}

export function useDiagramParts(view: InsideView, layout: DiagramLayout): DiagramParts {
  const { experiment, inspection, sizes } = view;
  const icons = useIcons(view, layout.hidden.map((one) => one.layer).join(' '));
  const outputs = sizes[sizes.length - 1] as number;
  const target = useTarget(experiment.dataset, inspection?.sample.index ?? view.sample, outputs);
  const pictures = lanesOf(rules[view.rule], layout).weights.flatMap((weights) => {
    const icon = weights.layer === undefined ? undefined : icons.get(weights.layer);
    return icon ? [{ weights, icon }] : [];
  });
  return {
    pictures,
    drawn: `seed ${view.seed}`,
    icons,
    target,
    signal: signalOf(view, layout, target),
  };
}
