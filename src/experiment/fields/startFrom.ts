/**
 * Where weights start: from the seed, or from a file of weights, by its id. The file need not be on this computer to read an
 * experiment, only to train it (see `awayConflict`), and may have another name there: the id stays as it is written, so that
 * equal experiments stay equal.
 */
import { FROM_SEED, settings } from '../../core/run/settings';
import { weightParts } from '../networks/weights';
import { asWritten, type Form, fail, type Parsed } from './field';

const LABEL = settings.startFrom.label;

function parse(text: string): Parsed<string> {
  const id = text.trim();
  if (id === FROM_SEED || weightParts(id)) return { ok: true, value: id };
  return fail(LABEL, text, 'is neither seed nor the id of a file of weights. Write seed, or open the file');
}

export const startFromForm: Form<'startFrom'> = {
  parse,
  format: (value) => value,
  read: (value) => parse(asWritten(value)),
};
