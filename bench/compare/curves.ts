/** Compares the curves of two versions of the project bit for bit, by the events of `lab train --json`. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { errorTransformIds } from '../../src/core/errorMemory/transforms';
import { measureIds } from '../../src/core/measures';
import { optimizerIds } from '../../src/core/optimizers';
import { ruleIds } from '../../src/core/rules';
import { feedbackRedrawIds } from '../../src/core/run/variants';
import { scheduleIds } from '../../src/core/schedules';
import type { Tree } from './trees';

const run = promisify(execFile);

interface Configuration {
  readonly name: string;
  readonly options: readonly string[];
}

const each = (ids: readonly string[], name: string, options: (id: string) => string): Configuration[] =>
  ids.map((id) => ({ name: `${name} ${id}`, options: options(id).split(' ') }));

/** The default drops come long after two epochs. */
const DROP = ' --schedule-options first=1,every=1';

/**
 * Two epochs on the built-in digits for every rule, every optimizer, and other settings that use randomness or state.
 * @param measures supported by both states
 */
export const configurationsOf = (measures: readonly string[]): readonly Configuration[] => [
  ...each(ruleIds, 'rule', (id) => `--rule ${id}`),
  ...each(optimizerIds, 'bp and f3-error with', (id) => `--rule bp,f3-error --optimizer ${id}`),
  ...each(scheduleIds, 'schedule', (id) => `--rule dfa --schedule ${id}${id === 'step' ? DROP : ''}`),
  ...each(errorTransformIds, 'error information', (id) => `--rule f3-error,f3-loss --error-transform ${id}`),
  ...each(feedbackRedrawIds, 'B redrawn', (id) => `--rule fa,dfa --feedback-redraw ${id}`),
  ...each(['inference-epoch'], 'error init', (id) => `--rule f3-error --error-init ${id}`),
  ...each(
    ['wasm', 'cpu'],
    'every measure on',
    (id) => `--rule f3-error --measures ${measures.join(',')} --epoch-share 0.1 --backend ${id}`,
  ),
];

const COMMON = ['--dataset', 'digits', '--hidden', '40x2', '--epochs', '2', '--json'];

/** The measures that a state supports. */
export async function measuresOf({ folder }: Tree): Promise<readonly string[]> {
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', join('src', 'cli', 'main.ts'), 'measures'],
    { cwd: folder },
  );
  return measureIds.filter((id) => new RegExp(`^ *${id} `, 'm').test(stdout));
}

/** Ignored fields: times, bytes, machine, run names, and cosines of the angles; they may differ between versions. */
const APART = /time|seconds|bytes|machine|^tensors$|^run$|^seed$|^dataset$|^cosines$/i;

/** Events as lines, in order, by rule. */
async function curvesOf({ folder }: Tree, options: readonly string[]): Promise<string[]> {
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', join('src', 'cli', 'main.ts'), 'train', ...COMMON, ...options],
    { cwd: folder, maxBuffer: 2 ** 28 },
  );
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const event = Object.entries(JSON.parse(line) as object).filter(([key]) => !APART.test(key));
      return JSON.stringify(Object.fromEntries(event.sort(([a], [b]) => (a < b ? -1 : 1))));
    });
}

export interface Comparison {
  readonly events: number;
  /** Number of events in the first version. */
  readonly digest: string;
  /** The first differing event in both versions; undefined if all are equal. */
  readonly difference: readonly [string, string] | undefined;
}

export async function compareCurves(a: Tree, b: Tree, { options }: Configuration): Promise<Comparison> {
  const [one, other] = await Promise.all([curvesOf(a, options), curvesOf(b, options)]);
  const at = Array.from({ length: Math.max(one.length, other.length) }, (_, i) => i).find(
    (i) => one[i] !== other[i],
  );
  return {
    events: one.length,
    digest: createHash('sha256').update(one.join('\n')).digest('hex').slice(0, 12),
    difference: at === undefined ? undefined : [one[at] ?? 'nothing', other[at] ?? 'nothing'],
  };
}
