/** The data set by its id: a built-in one, or an imported one that is on this computer. */

import { settings } from '../../core/run/settings';
import { datasetIds } from '../../data';
import { findDataset, isOwnId, namesake, ownParts } from '../../data/storage/ownDatasets';
import { asWritten, type Form, fail, type Parsed } from './field';

const LABEL = settings.dataset.label;

const AWAY = 'is an imported data set that is not on this computer';

/** Why an imported data set is unavailable, and what to do. */
function missingOwn(id: string): string {
  const { name, checksum } = ownParts(id);
  const other = namesake(id);
  if (other === undefined)
    return checksum === undefined
      ? `${AWAY}. Open its file on the Data page, or choose another`
      : `${AWAY}: it was made from a file “${name}”, and its content has the checksum ${checksum}. Import that file on the Data page as it was read then and open this again, or choose another`;
  const here = `“${other.name}” (${other.id})`;
  if (checksum === undefined || other.checksum === undefined)
    return `${AWAY}. ${here} has the same name; whether it has the same content is not known, for earlier versions of the lab kept no checksums. Choose it yourself, or import the right file on the Data page`;
  return `${AWAY}. ${here} has the same name but other content: the checksum ${checksum} is asked for, and it has ${other.checksum}. Import the right file on the Data page and open this again, or choose “${other.name}” yourself`;
}

/** Finds an imported data set by its content, even if its file had another name. */
function parse(text: string): Parsed<string> {
  const id = text.trim();
  const found = findDataset(id);
  if (found) return { ok: true, value: found.id };
  return isOwnId(id)
    ? fail(LABEL, text, missingOwn(id))
    : fail(LABEL, text, `is not known. Choose ${datasetIds.join(', ')}`);
}

export const datasetForm: Form<'dataset'> = {
  parse,
  format: (value) => value,
  read: (value) => parse(asWritten(value)),
};
