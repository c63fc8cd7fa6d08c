/**
 * Where the time of a training step goes on this machine's GPU, in Node: recording and the calls of the API on the CPU, and
 * the programs on the device.
 *
 *   F3_WEBGPU=… node --import tsx bench/gpu/main.ts [SHAPE …]
 *
 * F3_WEBGPU is as for the bench, the shapes are those of bench/shapes.ts.
 */
import { openGpu } from '../../operations/openGpu';
import type { Kernels } from '../../src/core/kernels';
import type { RuleId } from '../../src/core/rules';
import { labTrainers } from '../runner/lab';
import type { Trainer } from '../runner/runner';
import { type Shape, shapes } from '../shapes';
import { median } from '../statistics';
import { short, table } from '../table';
import { timeApi } from './apiClock';
import { type Pass, timePasses } from './deviceClock';
import { compareRecording } from './recording';
import { train } from './train';

const RULES: readonly RuleId[] = ['bp', 'f3-error'];
const USUAL = ['784-500-10', '784-1024×3-10'];
/** Steps of a timing on the CPU, its rounds, and steps of one on the device. */
const [STEPS, ROUNDS, TIMED] = [400, 5, 20];
const MICRO = 1000;

const micro = (milliseconds: number, steps: number): number => (MICRO * milliseconds) / steps;

const nanoseconds = (passes: readonly Pass[]): number =>
  passes.reduce((sum, { from, to }) => sum + Number(to - from), 0);

/** Microseconds per step by program, in the order of their first dispatch. */
function programRows(passes: readonly Pass[]): string[][] {
  const programs = new Map<string, Pass[]>();
  for (const pass of passes) programs.set(pass.program, [...(programs.get(pass.program) ?? []), pass]);
  return [...programs].map(([program, own]) => [
    program,
    short(own.length / TIMED),
    short(nanoseconds(own) / MICRO / TIMED),
    short(median(own.map(({ from, to }) => Number(to - from) / MICRO))),
  ]);
}

async function tellRecording(kernels: Kernels, asked: readonly Shape[]): Promise<void> {
  const rows: string[][] = [];
  for (const shape of asked)
    for (const rule of RULES) {
      const { single, repeated, ratio } = await compareRecording(kernels, shape, rule);
      rows.push([`${shape.id}, ${shape.batch}, ${rule}`, short(single), short(repeated), ratio.toFixed(2)]);
    }
  console.log(`### Recording and the API, without workgroups; microseconds per step

${table(['network, batch, rule', 'single steps', 'repeated steps', 'ratio'], rows)}
`);
}

async function tell(shape: Shape, rule: RuleId, trainer: Trainer): Promise<void> {
  await train(trainer, STEPS);
  const rounds: { recorded: number; done: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await train(trainer, STEPS));
  const recorded = micro(median(rounds.map((one) => one.recorded)), STEPS);
  const done = micro(median(rounds.map((one) => one.done)), STEPS);
  let instrumented = 0;
  const api = await timeApi(async () => {
    instrumented = (await train(trainer, STEPS)).recorded;
  });
  const calls = [...api].map(([kind, { calls, milliseconds }]) => [
    kind,
    short(calls / STEPS),
    short(micro(milliseconds, STEPS)),
  ]);
  const inApi = [...api.values()].reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const timed = async (each: boolean) =>
    timePasses(each, async () => {
      await train(trainer, TIMED);
    });
  await timed(false);
  const [asTheyAre, single] = [await timed(false), await timed(true)];
  const [first, last] = [asTheyAre[0], asTheyAre.at(-1)];
  const span = first && last ? Number(last.to - first.from) / MICRO / TIMED : Number.NaN;
  const text = [
    `### ${shape.id}, batch ${shape.batch}, ${rule}; microseconds per step`,
    table(
      ['', 'calls', 'µs'],
      [
        ['a step, until the device is done', '', short(done)],
        ['until it is recorded', '', short(recorded)],
        ...calls,
        ['the rest: JavaScript', '', short(micro(instrumented - inApi, STEPS))],
        [
          'passes on the device',
          short(asTheyAre.length / TIMED),
          short(nanoseconds(asTheyAre) / MICRO / TIMED),
        ],
        ['from the first to the last', '', short(span)],
      ],
    ),
    table(['program [workgroups]', 'per step', 'µs per step', 'median of one'], programRows(single)),
  ];
  console.log(`${text.join('\n\n')}\n`);
}

async function main(): Promise<void> {
  const asked = process.argv.slice(2).map((id) => id.replaceAll(/(?<=\d)x(?=\d)/g, '×'));
  const unknown = asked.find((id) => shapes.every((shape) => shape.id !== id));
  if (unknown !== undefined)
    throw new Error(`“${unknown}” is no shape. Choose from ${shapes.map(({ id }) => id).join(', ')}.`);
  const { kernels, adapter, problems } = await openGpu(['disable-dawn-features=timestamp_quantization']);
  console.log(`${adapter}, Node ${process.versions.node}\n`);
  const make = labTrainers(kernels);
  const chosen = shapes.filter(({ id }) => (asked.length > 0 ? asked : USUAL).includes(id));
  await tellRecording(kernels, chosen);
  for (const shape of chosen)
    for (const rule of RULES) {
      const trainer = await make(shape, rule);
      await tell(shape, rule, trainer);
      trainer.dispose();
    }
  for (const problem of problems) console.log(`WebGPU: ${problem}`);
}

main().then(
  // Dawn keeps a thread of its own alive.
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
