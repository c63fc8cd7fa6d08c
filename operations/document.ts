/** docs/operations.md: the table in words. */
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

/** Few arguments are told with what they give. */
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

/** Neighbours that say the same are one row. */
function merged(rows: readonly Row[]): Row[] {
  const all: Row[] = [];
  for (const row of rows) {
    const last = all.at(-1);
    const same = last && last.operation === row.operation && last.bounds.join() === row.bounds.join();
    if (same && (last.remark === '' || row.remark === '')) {
      // A remark says of which arguments it speaks.
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

Written by \`npm run docs\` from \`operations/\`. Every operation that rules, losses, activations, optimizers and measures
are made of, on arguments at which backends are apt to differ, against double precision rounded once to single precision.
Tests compute the whole table on each backend: what stands under cpu and wasm is what they give, to the last unit, in
every engine; what stands under WebGPU is the most that an adapter may be off (WGSL leaves room), tried on the software
adapter in each run of the browser tests and with \`npm run -s gpu\` on a GPU.

- *exact*: the same number. A zero has no sign here, and what is not a number (NaN) has to stay so: a diverging run is
  noticed by it.
- *units*: in the last place of single precision. *of Σ*: a part of the sum of the sizes of what is added.
- *denormals may be 0*: WGSL allows sizes below 1.2e-38, as arguments and as results, to count as 0.
- *open*: WGSL promises nothing, so that no formula here relies on it.
- *denormal*: up to 1.2e-38; *tiny*: 1e-35 to 1e-5; *ordinary*: 0.01 to 5; *large*: 5 to 104, where activations are flat;
  *huge*: 1,000 to 3e38; all of both signs.

h = f(z) and f’ are computed as training does, by the backend’s kernels; the functions without “h =” are plain operations.
Remarks say what other software gives that is replaced here.`;

export function operationsDocument(): string {
  return [INTRODUCTION, ...Object.entries(table).map(section), ''].join('\n\n');
}
