/** Texts on the cost model's results for the current network. Every text says whether it is a model or a measurement. */
import {
  breakEvenDepth,
  MOST_LAYERS,
  memorySaved,
  type NetworkShape,
  operations,
  operationsSaved,
} from '../../../../core/cost/cost';
import { bytesText, count, percent } from '../../../../core/format';
import { rules } from '../../../../core/rules';
import type { Experiment } from '../../../../core/run/spec';
import { networkShape } from '../../../../experiment/duration';
import { datasetChoice } from '../../../../store/settings/choices';

/** An experiment's network as input of the cost model. */
export const shapeOf = (experiment: Experiment): NetworkShape =>
  networkShape(experiment, datasetChoice(experiment.dataset));

/** Mean width of the hidden layers; 0 where they are not all dense: other nets do not break even by depth alone. */
function widthOf({ hidden }: NetworkShape): number {
  const widths = hidden.filter((layer) => typeof layer === 'number');
  if (widths.length < hidden.length) return 0;
  return Math.round(widths.reduce((sum, units) => sum + units, 0) / Math.max(1, widths.length));
}

const layers = (depth: number): string => `${count(depth)} hidden layer${depth === 1 ? '' : 's'}`;

function breakEvenText(shape: NetworkShape, saves: boolean): string {
  const width = widthOf(shape);
  if (width === 0) return '';
  const depth = breakEvenDepth(width, shape);
  const { batchSize, outputs } = shape;
  if (depth === undefined && saves) return '';
  if (depth === undefined && batchSize > outputs)
    return `It does not break even within ${layers(MOST_LAYERS)} of ${count(width)}.`;
  if (depth === undefined)
    return `With batches no larger than the ${outputs} outputs it never breaks even: B needs as much as it saves.`;
  const { oneNumber } = shape;
  const other = breakEvenDepth(width, { ...shape, oneNumber: !oneNumber });
  const also =
    other === undefined || !shape.classes
      ? ''
      : oneNumber
        ? `, with full errors at ${other}`
        : `, one-hot at ${other}`;
  return `It breaks even at ${layers(depth)} of ${count(width)}${also}.`;
}

/** "In total, F³ needs 2.4 MB more than BP here. It breaks even at 33 hidden layers of 500, one-hot at 6." */
export function memoryText(shape: NetworkShape): string {
  const saved = memorySaved(shape);
  const first =
    saved >= 0
      ? `In total, F³ needs ${bytesText(saved)} less than BP here.`
      : `In total, F³ needs ${bytesText(-saved)} more than BP here.`;
  return [first, breakEvenText(shape, saved >= 0)].filter(Boolean).join(' ');
}

const NARROW = 'hidden layers are narrower than the output';
const PIXELS = 'each pixel of each feature map is fed by every output, and filters are small';

/** How much of a step F³ saves, eq. 22 and 24. */
export function operationsText(shape: NetworkShape): string {
  const [bp, f3] = [operations(rules.bp, shape), operations(rules['f3-error'], shape)];
  const { deltas, total } = operationsSaved(bp, f3);
  const hidden = shape.hidden.length;
  const dense = shape.hidden.every((layer) => typeof layer === 'number');
  if (hidden === 0) return 'Without a hidden layer all rules do the same.';
  if (dense && hidden === 1 && !shape.oneNumber)
    return 'With one hidden layer F³ saves no operations at all (eq. 22): C rows of B cost what W₂ costs.';
  const sentence =
    total >= 0
      ? `F³ saves ${percent(total, 1)} of BP’s operations, ${percent(deltas, 1)} of those for the deltas (eq. 23 and 24).`
      : `F³ needs ${percent(-total, 1)} more operations than BP here: ${dense ? NARROW : PIXELS}.`;
  return dense && hidden === 1
    ? `${sentence} With one hidden layer and full errors it saves none at all (eq. 22).`
    : sentence;
}

/** Measurements from the papers, beside the model. */
export const MEASURED_BY_PAPERS =
  'Measured by the papers: 15 to 16 % less time per batch (F³ paper). In the thesis’s net of 1,000 layers feed-forward training was slower than BP, by about 65 s on 100 s per epoch.';
