/** Generates what README.md and docs/reproduce.md say of the papers' cards and of the recorded sweeps. */
import { counted as inWords } from '../src/core/format';
import { rules } from '../src/core/rules';
import { datasetInfo } from '../src/data/storage/ownDatasets';
import { statistics } from '../src/experiment/aggregate';
import { formatSeeds } from '../src/experiment/fields/seeds';
import { type Card, type Measured, type Row, sourcesOf } from '../src/experiment/papers/card';
import { cards } from '../src/experiment/papers/cards';
import { table4Sgemm, table5Mnist } from '../src/experiment/papers/cards/tables';
import { differenceOf } from '../src/experiment/papers/model/difference';
import { grouped } from '../src/experiment/papers/model/grouped';
import { type AllLoaded, rowValue } from '../src/experiment/papers/model/values';
import { loadSource, sourceIds } from '../src/experiment/papers/sources';
import {
  differenceText,
  measuredSpread,
  NONE,
  nameWithUnit,
  publishedSpread,
  quantityOf,
  scaleText,
  spreadText,
} from '../src/experiment/papers/texts';
import type { RecordedSweep } from '../src/experiment/results/sweeps';
import { sweepIds } from '../src/experiment/results/sweeps';
import { readSweep } from './sweepSummaries';

/** Read once, because documents are written synchronously. */
const sweeps = new Map(sweepIds.map((id) => [id, readSweep(id)]));
const loaded: AllLoaded = Object.fromEntries(
  await Promise.all(
    sourceIds.map(async (id) => [
      id,
      await loadSource(id, async (sweep) => sweeps.get(sweep) as RecordedSweep),
    ]),
  ),
);

const valueIn = (row: Row): Measured | undefined =>
  rowValue(row, { loaded, outcomes: (source) => loaded[source]?.outcomes ?? [] });

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');

function rowCells(row: Row, isUniform: boolean): readonly string[] {
  const { group, name, published, unit } = row;
  const value = valueIn(row);
  const shown = [group, isUniform ? name : nameWithUnit(row)].filter(Boolean).join(', ');
  return [
    shown,
    published ? spreadText(publishedSpread(unit, published)) : NONE,
    value ? spreadText(measuredSpread(unit, value)) : NONE,
    value ? scaleText([value]) : NONE,
    value && published ? differenceText(unit, differenceOf(published, value)) : NONE,
  ];
}

function rowTable({ rows }: Pick<Card, 'rows'>): string {
  const quantity = quantityOf(rows);
  const head = [quantity ?? 'value', 'published', 'measured', 'of', 'difference'];
  return table(
    head,
    rows.map((row) => rowCells(row, quantity !== undefined)),
  );
}

/** "7 of 18 runs have finished." Empty where all have. */
function missingText(card: Card): string {
  const own = sourcesOf(card).flatMap((id) => loaded[id] ?? []);
  const planned = own.reduce((sum, one) => sum + one.planned, 0);
  const have = own.reduce((sum, one) => sum + one.outcomes.length, 0);
  return have < planned ? `${have} of ${planned} runs have finished so far.` : '';
}

function cardSection(card: Card): string {
  const { title, paper, where, about, claims = [] } = card;
  const values = (id: string): Measured | undefined => {
    const row = card.rows.find((one) => one.id === id);
    return row && valueIn(row);
  };
  const decided = claims.map((one) => [one.text, one.decide(values), one.how]);
  return [
    `### ${title}`,
    [`[${paper.name}](${paper.url}), ${where}. ${about}`, missingText(card)].filter(Boolean).join(' '),
    rowTable(card),
    ...(decided.length > 0 ? [table(['statement', 'here', 'rule'], decided)] : []),
  ].join('\n\n');
}

export const cardSections = (): string => cards.map(cardSection).join('\n\n');

/** README.md's part. */
export function readmeResults(): string {
  const part = (card: Card, what: string): string[] => [
    [`${what} (${card.paper.name}, ${card.where}):`, missingText(card)].filter(Boolean).join(' '),
    rowTable(card),
  ];
  return [
    ...part(table5Mnist, 'Best test accuracy on MNIST, 784-500-10, published and measured here'),
    ...part(table4Sgemm, 'Best test loss on SGEMM, 14-500-1'),
  ].join('\n\n');
}

/** Best values of a sweep's runs over seeds, by rule and by what differs. */
function sweepRows({ runs, experiment }: RecordedSweep): readonly (readonly string[])[] {
  const isLoss = datasetInfo(experiment.dataset)?.task === 'regression';
  const groups = grouped(runs, ({ rule, settings }) => `${rules[rule].name}${settingsText(settings)}`);
  return [...groups].map(([name, own]) => {
    const values = own.map(({ best }) => (isLoss ? best.testLoss : best.testAccuracy) ?? Number.NaN);
    const over = statistics(values.filter(Number.isFinite));
    const epochs = Math.max(...own.map((run) => run.epochs));
    const unit = isLoss ? 'loss' : 'accuracy';
    const text = over ? spreadText(measuredSpread(unit, { ...over, epochs, of: epochs })) : NONE;
    return [name, text, formatSeeds(own.map(({ seed }) => seed)), String(epochs)];
  });
}

const settingsText = (settings: Readonly<Record<string, unknown>>): string =>
  Object.entries(settings)
    .map(
      ([key, value]) => `, ${key} ${Array.isArray(value) ? `${value.length} × ${value[0]}` : String(value)}`,
    )
    .join('');

function provenance({ runs, planned }: RecordedSweep): string {
  const texts = (of: (run: RecordedSweep['runs'][number]) => string): string =>
    [...new Set(runs.map(of))].join('; ');
  const [first] = runs.map(({ date }) => date.slice(0, 10)).sort();
  if (first === undefined) return `None of its ${inWords(planned, 'run').toLowerCase()} has finished.`;
  return `${runs.length} of ${planned} runs, version ${texts(({ lab }) => lab)} on ${texts(({ backend }) => backend)}: ${texts(({ machine }) => machine)}; from ${first} on.`;
}

function sweepSection(sweep: RecordedSweep): string {
  const { id, experiment } = sweep;
  const isLoss = datasetInfo(experiment.dataset)?.task === 'regression';
  const rows = sweepRows(sweep);
  return [
    `### \`${id}\``,
    provenance(sweep),
    ...(rows.length > 0
      ? [table(['run', isLoss ? 'best test loss' : 'best test accuracy, %', 'seeds', 'epochs'], rows)]
      : []),
    `\`\`\`sh\nnpm run -s lab -- sweep results/sweeps/${id}/experiment.json --out results/sweeps/${id} --resume\n\`\`\``,
  ].join('\n\n');
}

export const sweepSections = (): string => [...sweeps.values()].map(sweepSection).join('\n\n');
