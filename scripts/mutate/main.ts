/** `npm run -s mutate -- --count N --seed S`: fuzzes the importer with mutated files; `--only K` replays one. */
import { parseArgs } from 'node:util';
import { type Found, isFault, report, runMutants } from './run';

const help = `Usage: npm run -s mutate -- [--count N] [--seed S] [--only K]
Changes files at random, imports each, and checks that nothing crashes, hangs, gives NaN or means something else.

  --count N   how many mutants (1000)
  --seed S    of the changes (0)
  --only K    replay only the K-th mutant of that seed, and print its file
  --own       only the files of this folder, as the gate does
  --help      show this`;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '0' },
    only: { type: 'string' },
    own: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function whole(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`--${name} ${text}: a whole number is needed.`);
}

async function main(): Promise<void> {
  if (values.help) {
    console.log(help);
    return;
  }
  const only = values.only === undefined ? undefined : whole('only', values.only);
  const from = only ?? 0;
  const to = only === undefined ? whole('count', values.count) : only + 1;
  const say = (found: Found) => console.log(found.text);
  const summary = await runMutants({
    seed: whole('seed', values.seed),
    from,
    to,
    all: !values.own,
    show: only !== undefined,
    say,
  });
  console.log(report(summary));
  if (isFault(summary)) process.exitCode = 1;
}

await main();
