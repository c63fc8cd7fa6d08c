/** Generates docs/operations.md. */
import type { Bound, Case } from './operation';
import { table } from './table';

const number = (value: number): string => value.toExponential().replace('e+', 'e').replace(/e0$/, '');

/** What is allowed. */
export function boundText(bound: Bound): string {
  if (bound === 'open') return 'open';
  const flushes = bound.flushes ? ', denormals may be 0' : '';
  if ('absolute' in bound) return `±${number(bound.absolute)}${flushes}`;
  if ('relative' in bound) return `±${number(bound.relative)} of Σ${flushes}`;
  const { ulps, perUnit = 0 } = bound;
  if (ulps === 0) return bound.flushes ? 'exact; denormals may be 0' : 'exact';
  const more = perUnit === 0 ? '' : ` + ${perUnit} |x|`;
  return `${ulps}${more} ${ulps === 1 && more === '' ? 'unit' : 'units'}${flushes}`;
}

const value = (x: number): string =>
  (Object.is(x, -0) ? '−0' : String(x)).replace('-', '−').replace('Infinity', '∞');

/** Few arguments are listed with their results. */
const FEW = 2;
function given({ on, argument, exact }: Case): string {
  if (argument === undefined || exact.length > FEW) return on;
  return Array.from(argument, (x, i) => `${value(x)} → ${value(exact[i] as number)}`).join(', ');
}

interface Row {
  readonly operation: string;
  readonly on: readonly string[];
  readonly bounds: readonly string[];
  readonly remark: string;
}

function rowOf(one: Case): Row {
  const { cpu, wasm, webgpu } = one.bounds;
  return {
    operation: one.operation,
    on: [given(one)],
    bounds: [cpu, wasm, webgpu].map(boundText),
    remark: one.remark ?? '',
  };
}

/** Adjacent equal rows are merged. */
function merged(rows: readonly Row[]): Row[] {
  const all: Row[] = [];
  for (const row of rows) {
    const last = all.at(-1);
    const same = last && last.operation === row.operation && last.bounds.join() === row.bounds.join();
    if (same && (last.remark === '' || row.remark === '')) {
      // A remark names the arguments that it applies to.
      if (last.remark === row.remark) {
        all[all.length - 1] = { ...last, on: [...last.on, ...row.on] };
        continue;
      }
    }
    all.push(row);
  }
  return all;
}

const line = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function section([title, cases]: [string, readonly Case[]]): string {
  const head = ['operation', 'arguments', 'cpu', 'wasm', 'WebGPU', 'remark'];
  const rows = merged(cases.map(rowOf)).map(({ operation, on, bounds, remark }) => [
    operation,
    on.join('; '),
    ...bounds,
    remark,
  ]);
  return [`## ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const INTRODUCTION = `# Operations on every backend

Written by \`npm run docs\` from \`operations/\`. Every operation used by rules, losses, activations, optimizers and
measures, at arguments where backends tend to differ, compared with double precision rounded once to single precision.
Tests compute the whole table on each backend. The columns for cpu and wasm give their error, to the last unit, in every
engine; the column for WebGPU gives the largest error that an adapter may have (WGSL leaves room), tested on the software
adapter by the browser tests and on a GPU by \`npm run -s gpu\`.

- *exact*: the same number. The sign of zero is ignored, and NaN must stay NaN, because it reveals a diverging run.
- *units*: in the last place of single precision. *of Σ*: relative to the sum of the terms’ absolute values.
- *denormals may be 0*: WGSL allows magnitudes below 1.2e-38, in arguments and results, to be replaced by 0.
- *open*: WGSL guarantees nothing, so no formula here relies on it.
- *denormal*: up to 1.2e-38; *tiny*: 1e-35 to 1e-5; *ordinary*: 0.01 to 5; *large*: 5 to 104, where activations are flat;
  *huge*: 1,000 to 3e38; all with both signs.

h = f(z) and f’ are computed as in training, by the backend’s kernels; functions without “h =” are plain operations.
Remarks give the results of third-party code that is replaced here.`;

export function operationsDocument(): string {
  return [INTRODUCTION, ...Object.entries(table).map(section), ''].join('\n\n');
}
