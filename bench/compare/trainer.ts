/**
 * Child process: trains a network with one version of the project, one epoch per message, and replies with the seconds of
 * its steps as reported by that version. Arguments: its folder, a shape and a rule.
 */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [tree = '', id = '', rule = ''] = process.argv.slice(2);
/** Finds modules by their exports, because versions have different files. */
const load = async (...files: readonly string[]): Promise<Record<string, unknown>> => {
  for (const file of files) {
    try {
      return (await import(pathToFileURL(join(tree, file)).href)) as Record<string, unknown>;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    }
  }
  throw new Error(`None of ${files.join(', ')} is in ${tree}.`);
};

type Begin = (
  spec: object,
  data: object,
  options: object,
) => { readonly events: AsyncGenerator<{ type: string; trainSeconds?: number }, void, object | undefined> };

const EPOCH_STEPS = 40;

const { startBackend } = (await load('src/cli/backend.ts')) as {
  startBackend: (id: string) => Promise<object>;
};
const { configOf, dataOf, shapes } = (await load('bench/shapes.ts')) as {
  configOf: (shape: object, rule: string) => object;
  dataOf: (shape: object) => { train: { size: number } };
  shapes: readonly { id: string; batch: number }[];
};
const loop = await load('src/core/run/run.ts', 'src/core/train.ts');
const begin = (loop.createRun ?? loop.createTraining) as Begin;

const shape = shapes.find((one) => one.id === id);
if (!shape) throw new Error(`${id} is not a shape of its bench.`);
const kernels = await startBackend('wasm');
const data = dataOf(shape);
const epochShare = (EPOCH_STEPS * shape.batch) / data.train.size;
// A test set of one sample, because evaluation is not timed.
const test = { ...data.train, size: 1 };
const spec = { ...configOf(shape, rule), epochShare, epochs: 10_000 };
const { events } = begin(spec, { ...data, test }, { kernels });

process.on('message', async () => {
  // Both names of the option, old and new.
  let next = await events.next({ alone: true, exclusive: true });
  while (!next.done && next.value.type !== 'epoch') next = await events.next();
  process.send?.(next.done ? Number.NaN : next.value.trainSeconds);
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
