/** What a worker holds: each rule trains in a process of its own, by the command line, on the first tenth of a data set. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type RuleId, ruleIds } from '../../src/core/rules';
import type { EpochEvent, RunEvent } from '../../src/core/run/events';
import type { MemoryResult } from '../results';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');

/** The papers' networks. */
const nets = [
  { dataset: 'mnist', options: '--hidden 500 --batch-size 50' },
  { dataset: 'cifar-10', options: '--hidden 500 --batch-size 50' },
  { dataset: 'sgemm', options: '--hidden 500x5 --batch-size 512' },
] as const;
const COMMON = '--epochs 1 --epoch-share 0.1 --backend wasm --json';

/** The last epoch's event; undefined if the command fails, for want of data say. */
async function lastEpoch(
  dataset: string,
  rule: RuleId,
  options: string,
  folder: string,
): Promise<EpochEvent | undefined> {
  const args = ['train', '--dataset', dataset, '--rule', rule, '--data', folder];
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
  for (const { dataset, options } of nets) {
    say(`memory, ${dataset}`);
    for (const rule of ruleIds) {
      const { tensorBytes, heapBytes } = (await lastEpoch(dataset, rule, options, folder))?.machine ?? {};
      if (tensorBytes !== undefined && heapBytes !== undefined)
        results.push({ dataset, rule, tensorBytes, heapBytes });
    }
  }
  return results;
}
