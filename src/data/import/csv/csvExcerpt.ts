/** Where a quotation mark is at fault, for a person who looks for it in an editor or a spreadsheet. */
import { count as counted } from '../../../core/format';
import type { QuoteFault } from './csvCells';

export interface FoundFault {
  readonly code: QuoteFault['code'];
  /** Counted as a spreadsheet does: a cell over several lines is in one row. */
  readonly row: number;
  /** Counted as an editor does. */
  readonly line: number;
  readonly excerpt: string;
}

/** Characters that are shown, and those of them before the place where a cell goes on. */
const SHOWN = 40;
const BEFORE = 25;

const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;
/** No character is cut in two. */
const cutAt = (text: string, at: number): number => (isLowSurrogate(text.charCodeAt(at)) ? at - 1 : at);

/** One line of what stands there; a cell over several lines with blanks between them. */
function excerptOf(text: string, { at, behind = at }: QuoteFault): string {
  const found = text.indexOf('\n', behind);
  const lineEnd = found < 0 ? text.length : found;
  const from = behind - at > BEFORE ? cutAt(text, behind - BEFORE) : at;
  const end = lineEnd - from > SHOWN ? cutAt(text, from + SHOWN) : lineEnd;
  const shown = text.slice(from, end).replace(/\s+/g, ' ').trim();
  return `${from > at ? '…' : ''}${shown}${end < lineEnd ? '…' : ''}`;
}

export const linesIn = (text: string, end: number): number => {
  let n = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) n++;
  return n;
};

/**
 * @param before lines of the file in front of the text
 * @param row in which the fault is
 */
export const foundFault = (text: string, fault: QuoteFault, before: number, row: number): FoundFault => ({
  code: fault.code,
  row,
  line: before + linesIn(text, fault.behind ?? fault.at) + 1,
  excerpt: excerptOf(text, fault),
});

/** "row 12", where cells over several lines stand above "row 12 (line 15 of the file)" */
export const placeOf = ({ row, line }: Pick<FoundFault, 'row' | 'line'>): string =>
  row === line ? `row ${counted(row)}` : `row ${counted(row)} (line ${counted(line)} of the file)`;
