/** A table that has been read: its profile, and the data set that choices make of it. */
import { momentsOf } from '../moments';
import { assemble, type Inputs, infoOf, type Rows } from './assemble';
import type { Column } from './column';
import type { Table } from './columns';
import type { Allocate, Examined } from './examined';
import { profileOf, suggest } from './profile';
import type { FileProfile, ImportChoices } from './table';
import { type InputPlan, namesOf, notesOf, type OpenTable, planTable, widthOf } from './tablePlan';
import { outputsOf, splitRows, splitSizes } from './target';

/** Where a part's numbers go: [rows, width], row by row. */
interface Matrix {
  readonly rows: Uint32Array;
  readonly values: Float32Array;
  readonly width: number;
}

function writeNumbers({ numbers }: Column, { rows, values, width }: Matrix, at: number, fill: number): void {
  for (let i = 0; i < rows.length; i++) {
    const value = numbers[rows[i]!]!;
    values[i * width + at] = Number.isNaN(value) ? fill : value;
  }
}

/** One-hot; cells that are missing have the last place. */
function writeCategories(
  { categories, column }: Extract<InputPlan, { use: 'categories' }>,
  { rows, values, width }: Matrix,
  at: number,
): void {
  const missing = categories.names.length;
  const places = categories.places();
  for (let i = 0; i < rows.length; i++) {
    const place = places[rows[i]!]!;
    if (place >= 0) values[i * width + at + place] = 1;
    else if (column.missing > 0) values[i * width + at + missing] = 1;
  }
}

/**
 * Numbers stay in their own unit, with the training part's mean and deviation beside them and that mean in missing cells;
 * each category is an input of 0 or 1.
 */
function encode(
  plans: readonly InputPlan[],
  width: number,
  { train, test }: Rows,
  standardise: boolean,
  allocate: Allocate,
): Inputs {
  const matrix = (rows: Uint32Array): Matrix => ({
    rows,
    width,
    values: new Float32Array(allocate(4 * rows.length * width)),
  });
  const matrices = [matrix(train), matrix(test)] as const;
  const mean = new Float32Array(width);
  const deviation = new Float32Array(width).fill(1);
  let at = 0;
  for (const plan of plans) {
    if (plan.use === 'number') {
      // As the network will read them: of single precision.
      const scale = momentsOf(train.length, (i) => Math.fround(plan.column.numbers[train[i]!]!));
      for (const part of matrices) writeNumbers(plan.column, part, at, scale.mean);
      if (standardise) {
        mean[at] = scale.mean;
        deviation[at] = scale.deviation;
      }
    } else for (const part of matrices) writeCategories(plan, part, at);
    at += widthOf(plan);
  }
  return { train: matrices[0].values, test: matrices[1].values, mean, deviation };
}

function make(
  open: OpenTable,
  files: readonly string[],
  choices: ImportChoices,
  id: string,
  allocate: Allocate,
) {
  const { inputs: plans, width, target, targetName, where } = planTable(open, choices);
  const rows = splitRows(where, target, choices);
  const inputs = encode(plans, width, rows, choices.standardise !== false, allocate);
  const inputNames = plans.flatMap(namesOf);
  const from = plans.length;
  return {
    info: infoOf({
      id,
      choices,
      files,
      target,
      targetName,
      rows,
      width,
      inputNames,
      kindOfInputs: 'columns',
      from,
    }),
    dataset: assemble({ id, width, target, targetName, rows, inputs, allocate }),
  };
}

/** @param files with their checksums, as a data set's source names them */
export function openTable(
  table: Table,
  about: Pick<FileProfile, 'files' | 'format'>,
  files: readonly string[],
): Examined {
  const file = about.files[0]?.name ?? '';
  const profiles = table.columns.map(profileOf);
  const open: OpenTable = { file, table, profiles };
  const suggested = suggest(table, profiles, file);
  const { delimiter, header, headerRows, skipRows, quotes, otherReadings, rows, firstRows } = table;
  return {
    profile: {
      ...about,
      rows,
      columns: profiles,
      ...(delimiter === undefined ? {} : { delimiter }),
      ...(header === undefined ? {} : { header }),
      ...(headerRows === undefined ? {} : { headerRows }),
      ...(skipRows === undefined ? {} : { skipRows }),
      ...(quotes === undefined ? {} : { quotes }),
      ...(otherReadings === undefined ? {} : { otherReadings }),
      firstRows,
      notes: notesOf(open, suggested),
      suggested,
    },
    outcome: (choices) => {
      const { target, width, where } = planTable(open, choices);
      const sizes = splitSizes(where, target, choices);
      return { inputs: width, outputs: outputsOf(target), ...sizes, notes: notesOf(open, choices) };
    },
    make: (choices, id, allocate) => make(open, files, choices, id, allocate),
  };
}
