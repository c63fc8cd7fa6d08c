/** `--data DIR`: the folder that contains mnist/, sgemm/, … */
import { UsageError } from '../usage';
import { isFolder } from './regularFile';

/** A missing folder is an error, even if a data set needs none: it is probably a typo. @throws {UsageError} */
export function checkDataFolder(data: string): void {
  if (!isFolder(data))
    throw new UsageError(
      `--data: “${data}” is not a folder. Name the one that contains mnist/, sgemm/ and so on, or leave it out.`,
    );
}

/** Without `--data`. */
export const usualDataFolder = (): string => process.env.F3_DATA ?? 'public/data';
