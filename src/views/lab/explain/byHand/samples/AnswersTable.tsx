import { percentNumber, threeDigits } from '../../../../../core/format';
import { rules } from '../../../../../core/rules';
import { TableBox } from '../../../../charts/table/TableBox';
import type { AnswerRow, Wording } from '../answers/answerRows';
import { TITLE } from '../Frame';

/** All outputs of all runs. @param size C */
export function AnswersTable({
  rows,
  wording,
  size,
}: {
  rows: readonly AnswerRow[];
  wording: Wording;
  size: number;
}) {
  const share = wording.classes && wording.activation !== 'linear';
  const nameOf = (label: number) => (wording.classes ? wording.name(label) : `output ${label + 1}`);
  return (
    <TableBox
      title={TITLE}
      head={share ? 'Outputs, %' : 'Outputs'}
      columns={Array.from({ length: size }, (_, label) => ({ key: String(label), name: nameOf(label) }))}
      rows={rows.map(({ ref, outputs }) => ({
        key: ref.id,
        head: rules[ref.rule].name,
        cells: Array.from({ length: size }, (_, label) => outputs?.[label]),
      }))}
      text={(value) => (share ? percentNumber(value, 1) : threeDigits(value))}
    />
  );
}
