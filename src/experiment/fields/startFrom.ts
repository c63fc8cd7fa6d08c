/**
 * Where weights start: from the seed, or from a file of weights, by its id. The file need not be on this computer to read an
 * experiment, only to train it (see `awayConflict`).
 */
import { FROM_SEED, settings } from '../../core/run/settings';
import { findWeights, weightParts } from '../networks/weights';
import { asWritten, type Form, fail, type Parsed } from './field';

const LABEL = settings.startFrom.label;

/** Finds weights by their content, even if their file had another name. */
function parse(text: string): Parsed<string> {
  const id = text.trim();
  if (id !== FROM_SEED && !weightParts(id))
    return fail(LABEL, text, 'is neither seed nor the id of a file of weights. Write seed, or open the file');
  return { ok: true, value: findWeights(id)?.id ?? id };
}

export const startFromForm: Form<'startFrom'> = {
  parse,
  format: (value) => value,
  read: (value) => parse(asWritten(value)),
};
