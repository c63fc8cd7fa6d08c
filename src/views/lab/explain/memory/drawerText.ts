/** Texts of the memory drawer: ages of rows, what they hold at the start, and how the drawer empties. */
import { cosineText, count, percent, threeDigits } from '../../../../core/format';
import { type RuleId, rules } from '../../../../core/rules';
import type { MemoryInspection } from '../../../../core/run/inspect/memory';
import type { RowOrder } from '../../../../core/run/inspect/memoryRows';
import type { RunSpec } from '../../../../core/run/spec';
import type { DrawerRow } from './drawerRows';

export const orders: readonly { readonly id: RowOrder; readonly name: string }[] = [
  { id: 'largest', name: 'Largest' },
  { id: 'smallest', name: 'Smallest' },
  { id: 'oldest', name: 'Oldest' },
  { id: 'data', name: 'Data order' },
  { id: 'batch', name: 'Last batch' },
];

const epochs = (n: number): string => (n === 1 ? '1 epoch' : `${count(n)} epochs`);

/** "epoch 3", "before training" or "not yet": when a row was filed. */
export function filedText(visited: number | undefined): string {
  if (visited === undefined) return 'not yet';
  return visited === 0 ? 'before training' : `epoch ${count(visited)}`;
}

/** Epochs since the visit; undefined before the first. @param epoch the current one, 0 before training */
export const ageOf = (visited: number | undefined, epoch: number): number | undefined =>
  visited === undefined ? undefined : Math.max(0, epoch - visited);

/** "filed in epoch 3, 1 epoch old" */
export function visitText(visited: number | undefined, epoch: number): string {
  if (visited === undefined) return 'not visited yet: it holds the target y*';
  const age = ageOf(visited, epoch) ?? 0;
  if (visited === 0) return age === 0 ? 'filed before training' : `filed before training, ${epochs(age)} old`;
  return `filed in ${filedText(visited)}, ${age === 0 ? 'this epoch' : `${epochs(age)} old`}`;
}

/** What rows hold before the first visit, and what follows from it. */
export function startText(
  { atLabel, samples, epoch }: Pick<MemoryInspection, 'atLabel' | 'samples' | 'epoch'>,
  init: RunSpec['errorInit'],
): string {
  const left = `${count(Math.round(atLabel * samples))} of ${count(samples)} rows still hold their target y*`;
  if (init === 'inference-epoch') {
    if (atLabel === 1) return 'A forward pass before training files the first errors.';
    const filled = 'A forward pass before training filed the first errors.';
    return atLabel === 0 ? filled : `${filled} ${left}: their samples were not visited yet.`;
  }
  if (atLabel === 1)
    return 'Every row holds its target y* until the sample’s first visit: in its first epoch, F³ is DRTP.';
  if (atLabel > 0)
    return epoch > 1
      ? `${left}: their samples were not visited yet.`
      : `${left}: in its first epoch, F³ is DRTP.`;
  return epoch > 1
    ? 'In its first epoch, F³ was DRTP: the rows held the targets y*.'
    : 'Every sample was visited once, and no row holds its target y* any more. So far, F³ was DRTP.';
}

/** Relative change of the mean size that is worth a word. */
const NOTABLE = 0.05;

/**
 * Whether rows stay above a bound, however well a sample is known: −∂L/∂y of cross-entropy is 1/y at the right class, up
 * to a constant factor, and y is at most 1.
 */
export const neverEmpties = (
  rule: RuleId,
  { errorTransform, loss }: Pick<RunSpec, 'errorTransform' | 'loss'>,
): boolean => {
  const one = rules[rule];
  const lossGradient = one.signal === 'delayed-error' && one.stores === 'loss-gradient';
  return lossGradient && errorTransform === 'one-hot' && loss === 'bce';
};

const NEVER_EMPTIES =
  'It cannot empty: a row is 1/y of the right class, times a constant, so a sample that is right still pushes like its label.';

/** Mean size now, compared with the first epoch. @param bounded whether the drawer can never empty */
export function fillText(
  { meanSize, first }: Pick<MemoryInspection, 'meanSize' | 'first'>,
  bounded: boolean,
): string {
  const now = `Mean size ${threeDigits(meanSize)}`;
  if (!first) return `${now}.`;
  const then = `${threeDigits(first.meanSize)} at the end of epoch 1`;
  const share = meanSize / first.meanSize;
  if (bounded) return `${now}, ${then}. ${NEVER_EMPTIES}`;
  if (share < 1 - NOTABLE) return `${now}, ${percent(share, 0)} of the ${then}: the drawer empties.`;
  if (share > 1 + NOTABLE) return `${now}, more than the ${then}: the drawer fills.`;
  return `${now}, ${then}.`;
}

/** How both errors of a row compare. With one number per sample, a cosine would only be a sign. */
export function comparedText({ only, cosine, difference }: DrawerRow): string {
  if (only !== undefined) return `difference ${threeDigits(difference)}`;
  return cosine === null ? 'no direction' : `cosine ${cosineText(cosine)}`;
}

/** Head of the column that compares both errors, and its entry for a row. */
export const comparedTitle = (row: DrawerRow | undefined): string =>
  row?.only === undefined ? 'Cosine' : 'Change';
export function comparedShort({ only, cosine, difference }: DrawerRow): string {
  if (only !== undefined) return threeDigits(difference);
  return cosine === null ? '–' : cosineText(cosine);
}

/** "training sample no. 5,124, class 7": names are those of classes or outputs. */
function sampleName({ sample, label }: DrawerRow, names: readonly string[]): string {
  const own = label === undefined ? '' : `, class ${names[label] ?? label}`;
  return `training sample no. ${count(sample + 1)}${own}`;
}

/** One row in words. @param column the output that is read, if any */
export function rowText(
  row: DrawerRow,
  { epoch, names, column }: { epoch: number; names: readonly string[]; column?: number | undefined },
): string {
  const name = sampleName(row, names);
  const said = `${name[0]?.toUpperCase()}${name.slice(1)}: size ${threeDigits(row.size)}, ${visitText(row.visited, epoch)}; ${comparedText(row)} to the error now.`;
  if (column === undefined) return said;
  const at = `${names[column] ?? column}`;
  if (row.only !== undefined && row.only !== column) return `${said} Nothing is stored for ${at}.`;
  return `${said} For ${at}: filed ${threeDigits(row.filed[column] ?? Number.NaN)}, now ${threeDigits(row.now[column] ?? Number.NaN)}.`;
}

/** The whole figure in words. */
export function drawerSummary(
  seen: MemoryInspection,
  rows: readonly DrawerRow[],
  {
    name,
    order,
    names,
    bounded,
  }: { name: string; order: RowOrder; names: readonly string[]; bounded: boolean },
): string {
  const when =
    seen.step === 0 ? 'before training' : `after step ${count(seen.step)}, in epoch ${count(seen.epoch)}`;
  const sorted = orders.find(({ id }) => id === order)?.name.toLowerCase() ?? order;
  const [top] = rows;
  const first = top ? ` First: ${rowText(top, { epoch: seen.epoch, names })}` : '';
  return `${name}, ${when}: ${count(seen.samples)} rows. ${fillText(seen, bounded)} Shown are ${rows.length} rows, ${sorted}.${first}`;
}
