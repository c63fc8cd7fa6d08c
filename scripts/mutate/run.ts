/** Runs many mutants and reports on them. */
import { createStream } from '../../src/core/random/rng';
import { mutate } from './operators';
import { reduced } from './reduce';
import { type Sample, samples } from './sample';
import { type Trial, tryOut } from './trial';

export interface Found {
  readonly number: number;
  readonly faults: readonly string[];
  /** Report lines: seed, number, faults, and a minimised file. */
  readonly text: string;
}

export interface Summary {
  readonly mutants: number;
  readonly imported: number;
  /** Counts by error title. */
  readonly refused: ReadonlyMap<string, number>;
  /** Number of cells compared with the second parser, and counts of files without any, by reason. */
  readonly cells: number;
  readonly skipped: ReadonlyMap<string, number>;
  readonly slowest: { readonly number: number; readonly cpu: number };
  readonly found: readonly Found[];
}

export interface Run {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly all: boolean;
  /** Prints every mutant's file. */
  readonly show?: boolean;
  readonly say?: (found: Found) => void;
}

/** Deterministic for a seed, a number and the list of samples. */
function mutantOf(list: readonly Sample[], seed: number, number: number) {
  const random = createStream(seed, 'mutant', number);
  const sample = list[random.below(list.length)]!;
  const place = random.below(sample.files.length);
  const { bytes, applied } = mutate(sample.files[place]!.bytes, random);
  const withBytes = (other: Uint8Array): Sample => ({
    files: sample.files.map((file, i) => (i === place ? { name: file.name, bytes: other } : file)),
  });
  return { name: sample.files[place]!.name, bytes, applied, withBytes };
}

const tried = (sample: Sample, seed: number, number: number): Promise<Trial> =>
  tryOut(sample, createStream(seed, 'other reading', number));

/** Identifies a kind of fault: its message without quoted parts. */
const kindOf = (fault: string): string =>
  fault
    .replace(/“[^”]*”/g, '“”')
    .replace(/[-\d.e+]+/g, '0')
    .replace(/^with \{.*?\}: /, '')
    .replace(/^[^:]{0,80}: (?=“)/, '')
    .slice(0, 60);

async function smaller(
  mutant: ReturnType<typeof mutantOf>,
  fault: string,
  seed: number,
  number: number,
): Promise<Uint8Array> {
  const kind = kindOf(fault);
  return reduced(mutant.bytes, async (bytes) => {
    const { faults } = await tried(mutant.withBytes(bytes), seed, number);
    return faults.some((other) => kindOf(other) === kind);
  });
}

const MOST_SHOWN = 1500;

function shown(bytes: Uint8Array): string {
  const text = JSON.stringify(Buffer.from(bytes).toString());
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}… (${bytes.length} bytes)` : text;
}

/** Only the first mutants of each kind of fault are minimised, which takes hundreds of trials. */
const REDUCED_PER_KIND = 3;

export async function runMutants({
  seed,
  from,
  to,
  all,
  show = false,
  say = () => {},
}: Run): Promise<Summary> {
  const list = samples(all);
  const refused = new Map<string, number>();
  const skipped = new Map<string, number>();
  const kinds = new Map<string, number>();
  const found: Found[] = [];
  let [imported, cells, slowest] = [0, 0, { number: -1, cpu: 0 }];
  for (let number = from; number < to; number++) {
    const mutant = mutantOf(list, seed, number);
    const trial = await tried(mutant.withBytes(mutant.bytes), seed, number);
    cells += trial.cells;
    if (trial.cpu > slowest.cpu) slowest = { number, cpu: trial.cpu };
    if (trial.refused) refused.set(trial.refused, (refused.get(trial.refused) ?? 0) + 1);
    else imported++;
    if (trial.skipped)
      skipped.set(
        trial.skipped.replace(/\d+/g, 'n'),
        (skipped.get(trial.skipped.replace(/\d+/g, 'n')) ?? 0) + 1,
      );
    const [fault] = trial.faults;
    if (fault === undefined && !show) continue;
    const kind = kindOf(fault ?? '');
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const bytes =
      fault !== undefined && kinds.get(kind)! <= REDUCED_PER_KIND
        ? await smaller(mutant, fault, seed, number)
        : mutant.bytes;
    const head = `--seed ${seed} --only ${number} ${mutant.name} (${mutant.applied.join(', ')})${trial.refused ? ` refused: ${trial.refused}` : ''}`;
    const one = {
      number,
      faults: trial.faults,
      text: [head, ...trial.faults.slice(0, 3).map((text) => `  ${text}`), `  ${shown(bytes)}`].join('\n'),
    };
    if (fault !== undefined) found.push(one);
    say(one);
  }
  return { mutants: to - from, imported, refused, cells, skipped, slowest, found };
}

export const isFault = ({ found }: Summary): boolean => found.length > 0;

const counts = (map: ReadonlyMap<string, number>): string[] =>
  [...map].sort((a, b) => b[1] - a[1]).map(([text, n]) => `${String(n).padStart(7)}  ${text}`);

export function report({ mutants, imported, refused, cells, skipped, slowest, found }: Summary): string {
  return [
    `${mutants} mutants: ${imported} imported, ${mutants - imported} refused, ${found.length} with faults`,
    `${cells} cells compared with a second reading; slowest ${Math.round(slowest.cpu)} ms of the processor (--only ${slowest.number})`,
    ...(refused.size > 0 ? ['refused:', ...counts(refused)] : []),
    ...(skipped.size > 0 ? ['imported without a second reading:', ...counts(skipped)] : []),
  ].join('\n');
}
