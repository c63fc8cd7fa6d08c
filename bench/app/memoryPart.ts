/** What a worker holds: each rule trains in a process of its own, by the command line, on a part of a data set. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type RuleId, ruleIds } from '../../src/core/rules';
import type { EpochEvent, RunEvent } from '../../src/core/run/events';
import type { MemoryResult } from '../results';
import { CONV_MNIST } from '../shapes';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');

interface Wanted {
  readonly dataset: string;
  readonly net: string;
  readonly options: string;
  /** Of the data set's samples, trained on in one epoch. */
  readonly share: number;
  readonly rules: readonly RuleId[];
}

const dense = { share: 0.1, rules: ruleIds };
/** Their heap is what the first steps and the evaluation need, whatever else is trained on. */
const large = { share: 0.01, rules: ['bp', 'drtp', 'f3-error'] } as const;

/** The papers' networks. */
const nets: readonly Wanted[] = [
  { dataset: 'mnist', net: '784-500-10', options: '--hidden 500 --batch-size 50', ...dense },
  { dataset: 'cifar-10', net: '3072-500-10', options: '--hidden 500 --batch-size 50', ...dense },
  { dataset: 'sgemm', net: '14-500×5-1', options: '--hidden 500x5 --batch-size 512', ...dense },
  { dataset: 'mnist', net: CONV_MNIST, options: `--net ${CONV_MNIST} --batch-size 60`, ...large },
  { dataset: 'cifar-10', net: 'conv-cifar', options: '--net conv-cifar', ...large },
  { dataset: 'sgemm', net: '64, residual 64×49', options: '--hidden 64,residual:64x49', ...large },
  { dataset: 'mnist', net: 'vit-mnist', options: '--net vit-mnist', ...large },
];
const COMMON = '--epochs 1 --backend wasm --json';

/** The last epoch's event; undefined if the command fails, for want of data say. */
async function lastEpoch(
  { dataset, options, share }: Wanted,
  rule: RuleId,
  folder: string,
): Promise<EpochEvent | undefined> {
  const args = ['train', '--dataset', dataset, '--rule', rule, '--data', folder, '--epoch-share', `${share}`];
  const command = [join('src', 'cli', 'main.ts'), ...args, ...`${options} ${COMMON}`.split(' ')];
  const { stdout } = await run(process.execPath, ['--import', 'tsx', ...command], {
    cwd: root,
    maxBuffer: 2 ** 28,
  }).catch(() => ({ stdout: '' }));
  const events = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RunEvent);
  return events.flatMap((event) => (event.type === 'epoch' ? [event] : [])).at(-1);
}

/** @param folder with the data sets */
export async function memoryPart(folder: string, say: (text: string) => void): Promise<MemoryResult[]> {
  const results: MemoryResult[] = [];
  for (const wanted of nets) {
    const { dataset, net, rules } = wanted;
    say(`memory, ${dataset}, ${net}`);
    for (const rule of rules) {
      const { tensorBytes, heapBytes } = (await lastEpoch(wanted, rule, folder))?.machine ?? {};
      if (tensorBytes !== undefined && heapBytes !== undefined)
        results.push({ dataset, net, rule, tensorBytes, heapBytes });
    }
  }
  return results;
}
