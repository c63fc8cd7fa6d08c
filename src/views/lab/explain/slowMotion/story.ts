/** One sample's way through a network and back, step by step, as a rule's pass takes it, with the engine's own values. */

import type { ErrorTransformId } from '../../../../core/errorMemory/transforms';
import { threeDigits } from '../../../../core/format';
import { rules } from '../../../../core/rules';
import type { Rule } from '../../../../core/rules/rule';
import { isUpdateLocked } from '../../../../core/rules/rule';
import type { Trace, TracedLayer } from '../../../../core/run/inspect/trace';
import { sub, unitName } from '../../inside/labels';
import type { StoryStep } from './standing';

interface Told {
  readonly trace: Trace;
  readonly rule: Rule;
  /** Of the classes, or of the predicted numbers. */
  readonly names: readonly string[];
  readonly classes: boolean;
  readonly information: ErrorTransformId;
}

const last = ({ sizes }: Trace): number => sizes.length - 1;
/** Hidden layers that are shown. */
const hiddenOf = (trace: Trace): TracedLayer[] =>
  trace.layers.filter(({ layer }) => layer > 0 && layer < last(trace));

const largestAt = (values: ArrayLike<number>): number =>
  Array.from(values).reduce(
    (best, value, i, all) => (Math.abs(value) > Math.abs(all[best] ?? 0) ? i : best),
    0,
  );

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const say = (value: number | undefined): string => (value === undefined ? '–' : threeDigits(value));

/** "unit 7: 0.83", of the unit where it is largest. */
function largest(layer: TracedLayer, values: Float32Array | undefined): string {
  if (!values || values.length === 0) return '';
  const i = largestAt(values);
  return ` ${capital(unitName(layer.maps ? layer.shape : [layer.size], layer.units[i] ?? 0))}: ${say(values[i])}.`;
}

/** What carries feedback to a layer; from one above that adds to its input, a delta also comes past the weights. */
const weightsName = ({ rule, trace }: Told, layer: number): string => {
  const past = rule.path === 'layerwise' && trace.skips[layer] ? ', and past them unchanged' : '';
  if (rule.path === 'layerwise' && !rule.feedback)
    return `W${sub(layer + 1)}ᵀ, a copy of the forward weights${past}`;
  return `B${sub(layer)}, fixed and random${past}`;
};

/** " Layers 3 and 4 do the same.", of the layers between this one and the next that is shown. */
function alike(trace: Trace, { layer }: TracedLayer): string {
  const next = hiddenOf(trace).find((one) => one.layer > layer)?.layer ?? last(trace);
  const [first, end] = [layer + 1, next - 1];
  if (end < first) return '';
  if (end === first) return ` Layer ${first} does the same.`;
  return ` Layers ${first} ${end === first + 1 ? 'and' : 'to'} ${end} do the same.`;
}

function forward({ trace }: Told, layer: TracedLayer, more = ''): StoryStep {
  const from = layer.layer === 1 ? 'the sample' : `layer ${layer.layer - 1}`;
  const does = trace.skips[layer.layer - 1]
    ? `adds to ${from} what it computes from it`
    : `computes its output from ${from}`;
  return {
    sentence: `Layer ${layer.layer} ${does}.${largest(layer, layer.h)}${more}`,
    active: { forward: [layer.layer] },
  };
}

const nameOf = (names: readonly string[], i: number): string => names[i] ?? `output ${i}`;

function outputText({ trace, names, classes }: Told): string {
  const y = trace.sample.output;
  const i = largestAt(y);
  if (classes) return `The output layer says ${nameOf(names, i)}, with ${say(y[i])}.`;
  if (y.length === 1) return `The output layer predicts ${say(y[0])}.`;
  return `The output layer predicts ${y.length} numbers; the largest is ${nameOf(names, i)}: ${say(y[i])}.`;
}

function output(told: Told): StoryStep {
  const { trace } = told;
  return {
    sentence: outputText(told),
    active: { forward: [last(trace)] },
  };
}

function errorText({ trace, names, classes }: Told): string {
  const { error: E, target } = trace.sample;
  const i = largestAt(E);
  if (E.length === 1)
    return `The target is ${say(target[0])}. The error, target minus output, is ${say(E[0])}.`;
  const largestError = `The error, target minus output, is largest for ${nameOf(names, i)}: ${say(E[i])}.`;
  return classes ? `The target is ${nameOf(names, largestAt(target))}. ${largestError}` : largestError;
}

function error(told: Told): StoryStep {
  return {
    sentence: errorText(told),
    active: { error: true },
  };
}

function learnsOutput({ trace, rule }: Told): StoryStep {
  const waits = rule.path === 'none' ? ' No other layer learns.' : '';
  return {
    sentence: `The output layer learns from its own error, by the true gradient.${waits}`,
    active: { update: [last(trace)] },
  };
}

const learns = ({ trace }: Told, layer: TracedLayer, why: string): StoryStep => ({
  sentence: `Layer ${layer.layer} learns${why}.${largest(layer, layer.dz).replace(/ (Unit|Map)/, (name) => ` Its delta at ${name.trim().toLowerCase()}`)}${alike(trace, layer)}`,
  active: { update: [layer.layer] },
});

/** Back through every layer: each waits for the one above. */
function layerwise(told: Told): StoryStep[] {
  const { trace } = told;
  const down = hiddenOf(trace).reverse();
  return [
    ...down.flatMap((layer, i): StoryStep[] => [
      {
        sentence: `The delta of ${i === 0 ? 'the output layer' : `layer ${layer.layer + 1}`} goes back to layer ${layer.layer} through ${weightsName(told, layer.layer)}.${largest(layer, layer.dh)}`,
        active: { fed: [layer.layer] },
      },
      i === 0
        ? learnsOutput(told)
        : learns(told, down[i - 1] as TracedLayer, ', now that the layer below has its delta'),
    ]),
    ...down.slice(-1).map((layer) => learns(told, layer, ', the last to do so')),
    ...(down.length === 0 ? [learnsOutput(told)] : []),
  ];
}

/** To all hidden layers at once. */
function direct(told: Told): StoryStep[] {
  const hidden = hiddenOf(told.trace);
  const layers = hidden.map(({ layer }) => layer);
  const { formula: own } = told.rule;
  const formula = own ? ` (${own.plain})` : '';
  const through = layers.length === 1 ? `B${sub(layers[0] as number)}` : 'a B of its own';
  return [
    {
      sentence: `The error goes straight to every hidden layer, each through ${through}, fixed and random${formula}. Until now, all of them had to wait.`,
      active: { fed: layers },
    },
    {
      sentence: 'Now every layer may learn, in any order: none waits for another.',
      active: { update: [...layers, last(told.trace)] },
    },
  ];
}

function rememberedText({ trace }: Told): string {
  const { visited } = trace.sample;
  if (visited === undefined)
    return 'This is its first visit: there is no error yet, and its target stands in, as in DRTP.';
  return visited === 0
    ? 'It is the error this sample had in the pass before training.'
    : `It is the error this sample had in epoch ${visited}.`;
}

/** What the next visit uses of the filed error. */
const usedThen: Readonly<Record<ErrorTransformId, string>> = {
  raw: '',
  'one-hot': ' Of it, only the value of the right class will be used (error information: one-hot).',
  softmax: ' It is that of the output’s softmax (error information: softmax).',
  aggregate:
    ' It enters the mean error of the epoch, which all samples will use (error information: aggregated).',
};

/** Each hidden layer is fed and learns while the sample passes. */
function early(told: Told): StoryStep[] {
  const { rule, trace } = told;
  const remembers = rule.signal === 'delayed-error';
  const what = remembers && trace.sample.visited !== undefined ? 'the remembered error' : 'the target';
  const out: StoryStep[] = remembers
    ? [
        {
          sentence: `The sample’s card is taken out of the error memory. ${rememberedText(told)}`,
          active: { memory: 'out' },
        },
      ]
    : [];
  const hidden = hiddenOf(trace).flatMap((layer): StoryStep[] => [
    forward(told, layer),
    {
      sentence: `Layer ${layer.layer} is told ${what} through ${weightsName(told, layer.layer)}. The output is not known yet.${largest(layer, layer.dh)}`,
      active: { fed: [layer.layer] },
    },
    learns(told, layer, ' at once, before the layers above have run'),
  ]);
  const filed: StoryStep[] = remembers
    ? [
        {
          sentence: `The new error is filed, for the sample’s next visit, an epoch from now.${usedThen[told.information]}`,
          active: { memory: 'in' },
        },
      ]
    : [];
  return [...out, ...hidden, output(told), error(told), learnsOutput(told), ...filed];
}

/** PEPITA's second pass. */
function twice(told: Told): StoryStep[] {
  const hidden = hiddenOf(told.trace);
  return [
    {
      sentence: 'The error goes through Fᵀ, fixed and random, and is subtracted from the input.',
      active: { fed: [0] },
    },
    ...hidden.flatMap((layer): StoryStep[] => [
      {
        sentence: `Layer ${layer.layer} runs again, on the changed input.${largest(layer, layer.second)}`,
        active: { second: [layer.layer] },
      },
      learns(told, layer, ' from the difference of its two outputs'),
    ]),
    {
      sentence: 'The output layer learns from its second output and the target.',
      active: { second: [last(told.trace)], update: [last(told.trace)] },
    },
  ];
}

/**
 * What happens to this sample in a step, in the order of the engine's passes.
 * @param names of the classes, or of the predicted numbers
 * @param classes false for regression
 * @param information what F³ feeds back of an error
 */
export function storyOf(
  trace: Trace,
  names: readonly string[],
  classes: boolean,
  information: ErrorTransformId = 'raw',
): readonly StoryStep[] {
  const told: Told = { trace, rule: rules[trace.rule], names, classes, information };
  const start: StoryStep = {
    sentence: `Sample ${trace.sample.index + 1} enters the network.`,
    active: { forward: [0] },
  };
  const { rule } = told;
  if (!isUpdateLocked(rule) && rule.path !== 'none') return [start, ...early(told)];
  const whole = [
    start,
    ...hiddenOf(trace).map((layer) => forward(told, layer, alike(trace, layer))),
    output(told),
    error(told),
  ];
  if (rule.path === 'none') return [...whole, learnsOutput(told)];
  if (rule.path === 'input') return [...whole, ...twice(told)];
  return [...whole, ...(rule.path === 'direct' ? direct(told) : layerwise(told))];
}
