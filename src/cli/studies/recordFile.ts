/** Where a study's record is, and whether it exists. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pathOf } from '../../experiment/results/checked';
import { recordCommand } from '../../experiment/results/record';

export const recordPath = (id: string): string =>
  fileURLToPath(new URL(`../../../${pathOf(id, 'record.json')}`, import.meta.url));

export const isRecorded = (id: string): boolean => existsSync(recordPath(id));

export const notYet = (id: string): string => `not recorded yet: ${recordCommand(id)}`;
