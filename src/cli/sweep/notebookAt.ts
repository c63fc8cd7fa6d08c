/** Reads the results of a sweep, from its folders or from one notebook file. */
import { readFileSync } from 'node:fs';
import { type NotebookFile, readNotebookFile } from '../../notebook/file';
import { isFolder, otherKind } from '../files/regularFile';
import { plain } from '../plain';
import { UsageError } from '../usage';
import { collect, notebookOf, notesOn } from './collect';

function fileAt(path: string): NotebookFile {
  const kind = otherKind(path);
  if (kind !== undefined)
    throw new UsageError(`“${path}” is ${kind}. Name a folder of a sweep, or a notebook file.`);
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`“${path}” cannot be read (${why}). Name a folder of a sweep, or a notebook file.`);
  }
  const read = readNotebookFile(content);
  if (!read.ok) throw new UsageError(`“${path}” is not a notebook file. ${read.problem}`);
  for (const problem of read.problems) console.error(plain(problem));
  return read.file;
}

/**
 * What folders of a sweep, or a notebook file, hold; notes on it go to standard error.
 * @param command "table", for messages
 * @throws {UsageError} naming the folder or the file
 */
export function notebookAt(command: string, paths: readonly string[]): NotebookFile {
  const [first = '', ...others] = paths;
  if (isFolder(first)) {
    const collected = collect(paths);
    for (const line of notesOn(collected)) console.error(plain(line));
    return notebookOf(collected);
  }
  if (others.length > 0) throw new UsageError(`${command} takes one file: remove “${others[0]}”.`);
  return fileAt(first);
}
