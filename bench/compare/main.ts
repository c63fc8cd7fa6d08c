/** `npm run -s compare -- OLD [NEW]`: compares the results and the speed of two versions of the project. */

import { Problem } from '../../scripts/problem';
import { parseOnce } from '../../src/cli/arguments';
import { readOptions as readBenchOptions } from '../options';
import { compareCurves, configurationsOf, measuresOf } from './curves';
import { compareOpening, waits } from './opening';
import { compareSpeed } from './speed';
import { checkShapes, openTree, type Tree } from './trees';

/** Unless others are chosen. */
const SHAPES = '784-500-10,784-64×100-10';

const HELP = `Compares two versions of the project.

  npm run -s compare -- [--speed | --opening] [--rounds N] [--shape ID,…] OLD [NEW]

OLD and NEW are commits, or folders with a checkout and its packages; NEW is this folder unless it is named.
Curves: trains every rule, every optimizer and more on the built-in digits with \`lab train --json\` in both, and
compares all that is computed, bit for bit.
  --speed     times epochs of both in turn instead: OLD's time over NEW's, with a 95 % bootstrap interval
  --opening   visits both built pages in turn instead, with an empty cache: first paint, Train, first point
  --rounds N  pairs of epochs for each network and rule, or of visits [100, or 20]
  --shape ID  networks, as the bench names them (x for × will do) [${SHAPES}]

Exit status: 0 the same (or timed); 1 a curve differs; 2 it could not be compared.`;

const RULES = ['bp', 'f3-error'];

async function printCurves(old: Tree, fresh: Tree): Promise<number> {
  const [known, both] = [await measuresOf(old), await measuresOf(fresh)];
  const configurations = configurationsOf(both.filter((id) => known.includes(id)));
  let differing = 0;
  for (const configuration of configurations) {
    const { events, digest, difference } = await compareCurves(old, fresh, configuration);
    console.log(
      `${difference ? 'DIFFERS' : 'same   '} ${configuration.name}: ${events} events, SHA-256 ${digest}…`,
    );
    if (!difference) continue;
    differing += 1;
    for (const [i, { name }] of [old, fresh].entries()) console.log(`        ${name}: ${difference[i]}`);
  }
  console.log(
    `${configurations.length - differing} of ${configurations.length} configurations are bit-identical.`,
  );
  return differing === 0 ? 0 : 1;
}

async function printSpeed(old: Tree, fresh: Tree, shapes: readonly string[], rounds: number): Promise<void> {
  for (const shape of shapes)
    for (const rule of RULES) {
      const { ratio, interval } = await compareSpeed(old, fresh, shape, rule, rounds);
      const [from, to] = interval.map((value) => value.toFixed(3));
      console.log(
        `${shape}, ${rule}: ${old.name} takes ${ratio.toFixed(3)} of ${fresh.name}’s time (95 %: ${from} to ${to}, ${rounds} pairs)`,
      );
    }
}

async function printOpening(old: Tree, fresh: Tree, rounds: number): Promise<void> {
  for (const { what, medians, ratio } of await compareOpening(old, fresh, rounds)) {
    const [from, to] = ratio.interval.map((value) => value.toFixed(2));
    const [before, after] = medians.map((value) => value.toFixed(0));
    console.log(
      `${waits[what]}: ${old.name} ${before} ms, ${fresh.name} ${after} ms, ratio ${ratio.ratio.toFixed(2)} (95 %: ${from} to ${to}, ${rounds} pairs)`,
    );
  }
}

function readOptions() {
  try {
    return parseOnce({
      allowPositionals: true,
      options: {
        speed: { type: 'boolean' },
        opening: { type: 'boolean' },
        rounds: { type: 'string' },
        shape: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new Problem(error instanceof Error ? error.message : String(error));
  }
}

/** Ids of the bench's shapes; a wrong one is reported before anything is timed. @throws {Problem} */
function shapesOf(list: string): readonly string[] {
  try {
    return readBenchOptions(['--shape', list])?.shapes.map(({ id }) => id) ?? [];
  } catch (error) {
    throw new Problem(error instanceof Error ? error.message : String(error));
  }
}

async function main(): Promise<number> {
  const { values, positionals } = readOptions();
  const [old, fresh = '.'] = positionals;
  if (values.help || old === undefined || positionals.length > 2) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  if (values.shape !== undefined && !values.speed) throw new Problem('--shape: add --speed, which uses it.');
  if (values.rounds !== undefined && !values.speed && !values.opening)
    throw new Problem('--rounds: add --speed or --opening, which use it.');
  if (values.speed && values.opening) throw new Problem('--speed and --opening: choose one.');
  const rounds = Number(values.rounds ?? (values.opening ? 20 : 100));
  if (!Number.isInteger(rounds) || rounds < 5)
    throw new Problem(`--rounds: “${values.rounds}” must be a whole number of at least 5.`);
  const shapes = shapesOf(values.shape ?? SHAPES);
  const trees: Tree[] = [];
  try {
    trees.push(openTree(old));
    trees.push(openTree(fresh));
    const [a, b] = trees as [Tree, Tree];
    if (values.opening) {
      await printOpening(a, b, rounds);
      return 0;
    }
    if (!values.speed) return await printCurves(a, b);
    for (const tree of [a, b]) await checkShapes(tree, shapes);
    await printSpeed(a, b, shapes, rounds);
    return 0;
  } finally {
    for (const tree of trees) tree.remove();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Problem ? error.message : error);
    process.exitCode = 2;
  },
);
