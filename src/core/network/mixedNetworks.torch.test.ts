/** Gradients of convolutions, residual, transformer and dense layers against PyTorch's, where a Python has it: BP, DRTP and FA. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { findPython } from '../../../scripts/python';
import { type HiddenLayer, hiddenLayer, layerText } from '../blocks/hidden';
import { trainStep } from '../passes/step';
import { type RuleId, rules } from '../rules';
import { feedbackShapes } from '../rules/rule';
import { networkProblem } from '../run/networkProblem';
import { firstBatch, memoryOf, tinyConfig, tinyImages, useCpu, valuesOf } from '../testSupport';
import { createNetwork, drawInitialValues, type InitialValues } from './network';

const python = findPython('torch');

beforeAll(useCpu);

const data = tinyImages();
const transformer = (options: Record<string, number>): HiddenLayer =>
  hiddenLayer('transformer', { key: 3, mlp: 5, ...options });
const nets: readonly (readonly HiddenLayer[])[] = [
  [hiddenLayer('convolution', { channels: 3 }), 5],
  [
    hiddenLayer('convolution', { channels: 2, kernel: 5, padding: 2 }),
    hiddenLayer('convolution', { channels: 3, kernel: 2, padding: 0, pool: 1 }),
    4,
  ],
  [hiddenLayer('convolution', { channels: 4, stride: 2, padding: 2, pool: 1 })],
  [6, hiddenLayer('residual', { units: 6 }), hiddenLayer('residual', { units: 6 })],
  [hiddenLayer('convolution', { channels: 3 }), hiddenLayer('residual', { units: 27 }), 4],
  [
    transformer({ dims: 4, tokens: 3, heads: 2 }),
    transformer({ dims: 4, tokens: 3, heads: 1, embedding: 0 }),
    5,
  ],
  [transformer({ dims: 3, tokens: 4, heads: 3 }), 6],
];

/** Of each layer, in the order of its parameters. */
type Gradients = readonly (readonly number[])[];

const rowsOf = (values: ArrayLike<number>, columns: number): number[][] =>
  Array.from({ length: values.length / columns }, (_, i) =>
    Array.from({ length: columns }, (_, j) => values[i * columns + j] as number),
  );

/** Initial values of a rule: the same weights for all, its own B. */
const startOf = (hidden: readonly HiddenLayer[], rule: RuleId): InitialValues =>
  drawInitialValues(tinyConfig({ hidden: [...hidden], rule }), data);

function askTorch(hidden: readonly HiddenLayer[]): Record<'bp' | 'drtp' | 'fa', Gradients> {
  const net = createNetwork(tinyConfig({ hidden: [...hidden] }), data, startOf(hidden, 'bp'));
  const { x, target } = firstBatch(data, 5);
  const feedbackOf = (rule: RuleId) =>
    feedbackShapes(rules[rule], net.shapes).map(([, columns], i) =>
      rowsOf(startOf(hidden, rule).feedback[i] ?? [], columns),
    );
  const layers = net.layers.map(({ place, parameters, block }, i) => {
    if (block === 'transformer') {
      const all = Object.entries(parameters).map(([name, one]) => [name, one.arraySync()]);
      return {
        ...place.options,
        adds: false,
        pool: net.borders[i]?.pool ?? 1,
        parameters: Object.fromEntries(all),
      };
    }
    const { W, b } = parameters;
    const shape = { pool: net.borders[i]?.pool ?? 1, channels: place.input.shape[0] };
    const values = { W: W?.arraySync(), b: b?.arraySync() };
    const adds = block === 'residual';
    return { ...(block === 'convolution' ? place.options : {}), adds, ...shape, ...values };
  });
  const [channels = 1, height = 1, width = 1] = data.shape ?? [];
  const images = rowsOf(x.dataSync(), channels * height * width).map((row) =>
    rowsOf(row, height * width).map((map) => rowsOf(map, width)),
  );
  const request = {
    ...{ x: images, target: target.arraySync(), layers },
    ...{ direct: feedbackOf('drtp'), layerwise: feedbackOf('fa') },
  };
  const script = fileURLToPath(new URL('./mixedNetworks.torch.py', import.meta.url));
  const answer = execFileSync(python ?? '', [script], { input: JSON.stringify(request), encoding: 'utf8' });
  return JSON.parse(answer) as ReturnType<typeof askTorch>;
}

/** What a step of plain SGD with a rate of 1 takes from each parameter, layer by layer. */
async function taken(hidden: readonly HiddenLayer[], rule: RuleId): Promise<number[]> {
  const config = tinyConfig({ hidden: [...hidden], rule, learningRate: 1 });
  const net = createNetwork(config, data, startOf(hidden, rule));
  const before = await valuesOf(net);
  trainStep(net, firstBatch(data, 5), memoryOf(config, undefined, data));
  return (await valuesOf(net)).map((value, i) => (before[i] as number) - value);
}

const cases = nets.map((hidden) => ({ hidden, text: hidden.map(layerText).join(', ') }));
describe.skipIf(python === undefined)('with PyTorch', () => {
  it.each(cases)('$text: the gradients are those of autograd', async ({ hidden }) => {
    const answer = askTorch(hidden);
    for (const rule of ['bp', 'drtp', 'fa'] as const) {
      if (networkProblem({ hidden: [...hidden], rule, feedbackRedraw: 'never' }, data)) continue;
      const wanted = answer[rule].flat();
      const found = (await taken(hidden, rule)).slice(0, wanted.length);
      const largest = Math.max(...wanted.map(Math.abs));
      for (const [i, value] of wanted.entries())
        expect(Math.abs((found[i] as number) - value), `${rule}, entry ${i}`).toBeLessThan(1e-4 * largest);
    }
  });
});
