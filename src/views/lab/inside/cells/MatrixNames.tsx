import { twoDigits } from '../../../../core/format';

/** Width of a matrix's names and scale beside its cells, in pixels. */
export const NAMES = 120;
/** Their height. */
export const NAMES_HEIGHT = 48;

interface Props {
  label: string;
  note: string;
  m: number;
  positive?: boolean;
}

/** Beside the cells of a matrix in a file: its label, what it is, and the ends of its colour scale, ±m, or 0 and m. */
export const MatrixNames = ({ label, note, m, positive = false }: Props) => (
  <>
    <text y={12} fontWeight={550} fill="var(--ink)">
      {label}
    </text>
    <text y={28} fontSize={11} fill="var(--ink3)">
      {note}
    </text>
    <text y={43} fontSize={11} fill="var(--ink3)">
      {m > 0 ? `${positive ? '0' : twoDigits(-m)} … ${twoDigits(m)}` : ''}
    </text>
  </>
);
