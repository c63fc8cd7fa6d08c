/** Notes on samples and targets in two arrays, for the current choices. */
import { count as counted } from '../../../core/format';
import type { Rows } from '../assemble';
import { limits } from '../limits';
import {
  type DistinctCounts,
  distinctDistances,
  losesSome,
  lossText,
  type Precision,
  precisionOf,
  scaleIn,
} from '../numbers/precision';
import { categoriesOf } from '../table/categories';
import type { ImportChoices, ImportNote } from '../table/table';
import { singleNote } from '../table/target';
import { perSample, type Rounded, shapeText } from './arrayFile';
import type { OpenArrays } from './pair';

/** With the missing-value marks that the user declared. */
export type Opened = OpenArrays & { readonly declared: readonly string[] };

/** Copies one column; copies of all columns would not fit into memory. */
function columnOf({ values, width, samples }: OpenArrays, j: number): Float64Array {
  return Float64Array.from({ length: samples.shape[0]! }, (_, i) => values[i * width + j]!);
}

const before = new WeakMap<OpenArrays, readonly Precision[]>();

/** For each column of doubles; other types fit single precision. */
function precisionsIn(arrays: OpenArrays): readonly Precision[] {
  if (!(arrays.values instanceof Float64Array)) return [];
  const found =
    before.get(arrays) ?? Array.from({ length: arrays.width }, (_, j) => precisionOf(columnOf(arrays, j)));
  before.set(arrays, found);
  return found;
}

/** Columns whose values become equal in single precision. */
function lostNotes(arrays: OpenArrays, standardise: boolean, rows: Rows): ImportNote[] {
  const lost = precisionsIn(arrays).flatMap(
    (precision, j): { j: number; told: DistinctCounts; apart: boolean }[] => {
      const { unscaled } = precision;
      if (!standardise && !losesSome(unscaled)) return [];
      const numbers = columnOf(arrays, j);
      const distances = distinctDistances(numbers, precision, scaleIn(numbers, rows));
      const apart = losesSome(distances);
      if (apart) return [{ j, told: distances, apart }];
      return standardise ? [] : [{ j, told: unscaled, apart }];
    },
  );
  const [first] = lost;
  if (!first) return [];
  const { name } = arrays.samples;
  const n = lost.length - 1;
  const more =
    n === 0 ? '' : ` ${n === 1 ? '1 more column loses' : `${counted(n)} more columns lose`} some, too.`;
  const way = first.apart
    ? 'Subtract an offset before saving, or remove outlying rows.'
    : 'Standardise each column separately.';
  return [
    { text: `${lossText(first.told, 'the')} in column ${counted(first.j + 1)} of ${name}.${more} ${way}` },
  ];
}

/** 64-bit integers that lose digits when read. */
function roundedNote(name: string, width: number, { cells, first, exact }: Rounded): ImportNote {
  const place = width > 1 ? `, number ${counted((first % width) + 1)} of ${counted(width)}` : '';
  const all = cells === 1 ? 'it is rounded' : `it is rounded, and so are ${counted(cells - 1)} more`;
  return {
    text: `${name}, row ${counted(Math.floor(first / width) + 1)}${place} is ${exact}, which has more digits than double precision holds: ${all}. If differences matter, subtract an offset before saving: X - X.min(axis=0).`,
  };
}

/** Notes on the target. */
function targetNotes({ targets, labels, rounded }: OpenArrays, { task }: ImportChoices): ImportNote[] {
  const outputs = perSample(targets);
  if (task === 'classification') {
    const found = labels && categoriesOf(labels);
    const text = found && found.names.length <= limits.classes && singleNote(found.names, found.counts);
    return text ? [{ text }] : [];
  }
  const own =
    outputs > 1
      ? [
          {
            text: `The ${counted(outputs)} values of ${targets.name} are standardised separately: losses and predictions are in standard deviations.`,
          },
        ]
      : [];
  return [...(rounded.targets ? [roundedNote(targets.name, outputs, rounded.targets)] : []), ...own];
}

/** @param rows the split; undefined if the choices are invalid */
export function notesOf(arrays: Opened, choices: ImportChoices, rows: Rows | undefined): ImportNote[] {
  const { samples, targets, picture, declared, rounded, width } = arrays;
  const notes: ImportNote[] = [{ text: `${samples.name} holds the samples, ${targets.name} the targets.` }];
  if (!picture && samples.shape.length > 2)
    notes.push({
      text: `Samples of shape ${shapeText({ shape: samples.shape.slice(1) })} are read as rows of numbers; as uint8 they would be images.`,
    });
  if (declared.length > 0)
    notes.push({
      text: `Arrays have no missing values: “${declared[0]}” stays as it is. Fill such values before saving, or save one table with the target as its last column.`,
    });
  if (rounded.samples) notes.push(roundedNote(samples.name, width, rounded.samples));
  if (rows) notes.push(...lostNotes(arrays, choices.standardise === true, rows));
  return [...notes, ...targetNotes(arrays, choices)];
}
