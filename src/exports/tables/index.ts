/** All formats of tables. */
import { csv } from './csv';
import { latex } from './latex';
import { markdown } from './markdown';
import type { TableFormat } from './table';
import { text } from './text';

export const tableFormats = { text, csv, markdown, latex } as const satisfies Readonly<
  Record<string, TableFormat>
>;
export type TableFormatId = keyof typeof tableFormats;
export const isTableFormat = (id: string): id is TableFormatId => Object.hasOwn(tableFormats, id);
