/** The data set, by its id: one of the lab's, or the person's own as far as this computer has it. */
import { datasetIds } from '../data';
import { datasetInfo, isOwnId } from '../data/own';
import { asWritten, type Field, fail, type Parsed } from './field';

const LABEL = 'Data set';

function parse(text: string): Parsed<string> {
  const id = text.trim();
  if (datasetInfo(id)) return { ok: true, value: id };
  return isOwnId(id)
    ? fail(
        LABEL,
        text,
        'is somebody’s own and not on this computer. Open its file on the Data page, or choose another',
      )
    : fail(LABEL, text, `is not known. Choose ${datasetIds.join(', ')}`);
}

export const datasetField: Field<'dataset'> = {
  key: 'dataset',
  label: LABEL,
  group: 'data',
  help: `what to learn: ${datasetIds.join(', ')}`,
  parse,
  format: (value) => value,
  read: (value) => parse(asWritten(value)),
};
