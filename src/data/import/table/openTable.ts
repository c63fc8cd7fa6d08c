/** A parsed table: its profile, and the data set for given choices. */
import { DataProblem } from '../../spec';
import { assemble, infoOf } from '../assemble';
import type { Allocate, Examined, Outcome } from '../examined';
import { markReadings } from '../numbers/markReadings';
import { sentinelReadings } from '../numbers/sentinels';
import { infiniteReading, strayTexts } from '../numbers/strays';
import type { Table } from './columns';
import { profileOf, suggest } from './profile';
import type { FileProfile, ImportChoices, ImportNote } from './table';
import { encode, fitInputs, inputsIn, namesOf } from './tableInputs';
import { notesOf } from './tableNotes';
import { type OpenTable, planTable } from './tablePlan';
import { outputsOf, splitRows } from './target';

/** Plan and split for the choices, before the arrays are written. @throws {DataProblem} */
function preparedBy(open: OpenTable, choices: ImportChoices) {
  const { inputs: plans, target, targetName, where } = planTable(open, choices);
  const rows = splitRows(where, target, choices);
  return { inputs: fitInputs(plans, rows), target, targetName, rows };
}

function make(
  open: OpenTable,
  files: readonly string[],
  choices: ImportChoices,
  id: string,
  allocate: Allocate,
) {
  const { inputs: fitted, target, targetName, rows } = preparedBy(open, choices);
  const width = inputsIn(fitted);
  const inputs = encode(fitted, rows, choices.standardise, allocate);
  return {
    info: infoOf({
      id,
      choices,
      files,
      target,
      targetName,
      rows,
      width,
      inputNames: fitted.flatMap(namesOf),
      kindOfInputs: 'columns',
      from: fitted.length,
    }),
    dataset: assemble({ id, width, target, targetName, rows, inputs, allocate }),
  };
}

function outcomeOf(open: OpenTable, choices: ImportChoices): Outcome {
  const { inputs, target, rows } = preparedBy(open, choices);
  const [train, test] = [rows.train.length, rows.test.length];
  return {
    inputs: inputsIn(inputs),
    outputs: outputsOf(target),
    train,
    test,
    dropped: open.table.rows - train - test,
    notes: notesOf(open, choices, rows),
  };
}

/** Notes for the suggested choices, even if those are invalid. */
function suggestedNotes(open: OpenTable, suggested: ImportChoices): readonly ImportNote[] {
  try {
    return outcomeOf(open, suggested).notes;
  } catch (reason) {
    if (!(reason instanceof DataProblem)) throw reason;
    return notesOf(open, suggested, undefined);
  }
}

/** @param files with their checksums, for the data set's `source` */
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
    ...numbers.otherReadings,
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
      ...(about.format === 'csv' ? { decimal: numbers.decimal } : {}),
      missingMarks: numbers.missingMarks,
      ...(otherReadings.length > 0 ? { otherReadings } : {}),
      ...(strays.length > 0 ? { strayTexts: strays } : {}),
      firstRows,
      notes: suggestedNotes(open, suggested),
      suggested,
    },
    outcome: (choices) => outcomeOf(open, choices),
    make: (choices, id, allocate) => make(open, files, choices, id, allocate),
  };
}
