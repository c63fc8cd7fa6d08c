/** A table that has been read: its profile, and the data set that choices make of it. */
import { type Moments, momentsOf } from '../moments';
import { assemble, type Inputs, infoOf, type Rows } from './assemble';
import type { Column } from './column';
import type { Table } from './columns';
import type { Allocate, Examined } from './examined';
import { markReadings } from './markReadings';
import { areBytes } from './pixels';
import { profileOf, suggest } from './profile';
import { type Part, type Scale, scaleOf } from './scale';
import { sentinelReadings } from './sentinels';
import { infiniteReading, strayTexts } from './strays';
import type { FileProfile, ImportChoices } from './table';
import { notesOf } from './tableNotes';
import { type InputPlan, namesOf, type OpenTable, planTable, widthOf } from './tablePlan';
import { outputsOf, splitRows, splitSizes } from './target';

/** Where a part's numbers go: [rows, width], row by row. */
interface Matrix {
  readonly rows: Uint32Array;
  readonly values: Float32Array;
  readonly width: number;
}

/** Missing cells have the mean. */
function writeNumbers(
  { numbers }: Column,
  { rows, values, width }: Matrix,
  at: number,
  { mean, offset }: Pick<Scale, 'mean' | 'offset'>,
): void {
  for (let i = 0; i < rows.length; i++) {
    const value = numbers[rows[i]!]!;
    values[i * width + at] = Number.isNaN(value) ? mean : value - offset;
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

const partOf = ({ numbers }: Column, rows: Uint32Array): Part => ({
  size: rows.length,
  at: (i) => numbers[rows[i]!]!,
});

type NumberPlan = Extract<InputPlan, { use: 'number' }>;
const isNumber = (plan: InputPlan): plan is NumberPlan => plan.use === 'number';

/** All cells that are numbers, of all such columns, on one scale. */
function sharedScale(plans: readonly InputPlan[], { train }: Rows): Moments {
  const columns = plans.filter(isNumber).map(({ column }) => column.numbers);
  const n = train.length;
  return momentsOf(columns.length * n, (i) => columns[Math.floor(i / n)]![train[i % n]!]!);
}

/** How each column is kept and read; missing cells have the column's own mean in any case. */
function scalesOf(plans: readonly InputPlan[], rows: Rows, standardise: ImportChoices['standardise']) {
  const shared = standardise === 'together' ? sharedScale(plans, rows) : undefined;
  const read = shared ?? { mean: 0, deviation: 1 };
  return plans.map((plan) => {
    if (plan.use !== 'number') return undefined;
    const own = scaleOf(partOf(plan.column, rows.train), partOf(plan.column, rows.test));
    if (standardise === true) return { ...own, read: own };
    return { mean: own.mean + own.offset, offset: 0, read };
  });
}

/** Pictures: bytes, none missing, on one scale. They stay bytes, as they do in IDX files. */
function encodeBytes(plans: readonly NumberPlan[], width: number, rows: Rows, allocate: Allocate): Inputs {
  const part = (which: Uint32Array): Uint8Array => {
    const values = new Uint8Array(allocate(which.length * width));
    for (const [j, { column }] of plans.entries())
      for (let i = 0; i < which.length; i++) values[i * width + j] = column.numbers[which[i]!]!;
    return values;
  };
  return { train: part(rows.train), test: part(rows.test), ...sharedScale(plans, rows) };
}

/**
 * Numbers stay in their own unit, or at a distance from their column's centre, with the training part's mean and deviation
 * beside them and that mean in missing cells; each category is an input of 0 or 1.
 */
function encode(
  plans: readonly InputPlan[],
  width: number,
  rows: Rows,
  standardise: ImportChoices['standardise'],
  allocate: Allocate,
): Inputs {
  if (standardise === 'together' && plans.every(isNumber) && plans.every(({ column }) => areBytes(column)))
    return encodeBytes(plans, width, rows, allocate);
  const matrix = (part: Uint32Array): Matrix => ({
    rows: part,
    width,
    values: new Float32Array(allocate(4 * part.length * width)),
  });
  const matrices = [matrix(rows.train), matrix(rows.test)] as const;
  const mean = new Float32Array(width);
  const deviation = new Float32Array(width).fill(1);
  const offset = new Float64Array(width);
  const scales = scalesOf(plans, rows, standardise);
  let at = 0;
  for (const [p, plan] of plans.entries()) {
    const scale = scales[p];
    if (plan.use === 'number' && scale) {
      for (const part of matrices) writeNumbers(plan.column, part, at, scale);
      mean[at] = scale.read.mean;
      deviation[at] = scale.read.deviation;
      offset[at] = scale.offset;
    } else if (plan.use === 'categories') for (const part of matrices) writeCategories(plan, part, at);
    at += widthOf(plan);
  }
  const [train, test] = [matrices[0].values, matrices[1].values];
  return { train, test, mean, deviation, ...(offset.some((value) => value !== 0) ? { offset } : {}) };
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
  const inputs = encode(plans, width, rows, choices.standardise, allocate);
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
  const { delimiter, header, headerRows, skipRows, quotes, rows, firstRows, numbers } = table;
  const asNumbers = table.columns.filter((_, j) => profiles[j]!.looks === 'number');
  const otherReadings = [
    ...(table.otherReadings ?? []),
    ...(numbers?.otherReadings ?? []),
    ...sentinelReadings(asNumbers),
    ...infiniteReading(table.columns),
    ...markReadings(table.columns),
  ];
  const strays = strayTexts(table.columns, profiles);
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
      ...(numbers && about.format === 'csv' ? { decimal: numbers.decimal } : {}),
      ...(numbers ? { missingMarks: numbers.missingMarks } : {}),
      ...(otherReadings.length > 0 ? { otherReadings } : {}),
      ...(strays.length > 0 ? { strayTexts: strays } : {}),
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
