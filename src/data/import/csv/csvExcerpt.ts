/** Locates a quote fault for the user, by spreadsheet row and editor line. */
import { count as counted } from '../../../core/format';
import type { QuoteFault } from './csvCells';

export interface FoundFault {
  readonly code: QuoteFault['code'];
  /** As in a spreadsheet: a multi-line cell is one row. */
  readonly row: number;
  /** As in an editor. */
  readonly line: number;
  readonly excerpt: string;
}

/** Length of the excerpt, and of its part before the fault. */
const SHOWN = 40;
const BEFORE = 25;

const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;
/** Never splits a surrogate pair. */
const cutAt = (text: string, at: number): number => (isLowSurrogate(text.charCodeAt(at)) ? at - 1 : at);

/** The text at the fault in one line, with line ends as blanks. */
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
 * @param before lines of the file before the text
 * @param row row of the fault
 */
export const foundFault = (text: string, fault: QuoteFault, before: number, row: number): FoundFault => ({
  code: fault.code,
  row,
  line: before + linesIn(text, fault.behind ?? fault.at) + 1,
  excerpt: excerptOf(text, fault),
});

/** "row 12", or "row 12 (line 15 of the file)" if multi-line cells precede it */
export const placeOf = ({ row, line }: Pick<FoundFault, 'row' | 'line'>): string =>
  row === line ? `row ${counted(row)}` : `row ${counted(row)} (line ${counted(line)} of the file)`;
