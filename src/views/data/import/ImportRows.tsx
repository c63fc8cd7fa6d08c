import { useId } from 'react';
import type { ImportChoices } from '../../../data/import/table/table';
import { setStandardise, useImporting } from '../../../store/data/importing';
import { Select } from '../../parts/Select';
import { ImportField, ImportInput } from './ImportField';
import { ImportReading } from './ImportReading';
import { ImportRow } from './ImportRow';
import { ImportTarget } from './ImportTarget';
import './fields.css';

function Testing() {
  const [share, seed] = [useId(), useId()];
  return (
    <ImportRow label="Keep for testing" id={share}>
      <span className="import-split">
        <ImportInput id={share} name="testShare" numeric />
        <span>%</span>
        <label htmlFor={seed}>seed</label>
        <ImportInput id={seed} name="splitSeed" numeric />
      </span>
    </ImportRow>
  );
}

const scales = {
  each: { name: 'each input separately', value: true },
  together: { name: 'all inputs together', value: 'together' },
  no: { name: 'no', value: false },
} as const;
type Scale = keyof typeof scales;

function Standardise({ standardise }: Pick<ImportChoices, 'standardise'>) {
  const isImage = useImporting(({ profile }) => profile?.image !== undefined);
  const id = useId();
  // Pixels of an image share one scale.
  const all = (Object.keys(scales) as Scale[]).filter((scale) => !(isImage && scale === 'each'));
  const now = all.find((scale) => scales[scale].value === standardise) ?? 'together';
  return (
    <ImportRow label="Standardise" id={id}>
      <Select id={id} value={now} onChange={(value) => setStandardise(scales[value as Scale].value)}>
        {all.map((scale) => (
          <option key={scale} value={scale}>
            {scales[scale].name}
          </option>
        ))}
      </Select>
    </ImportRow>
  );
}

/** Decisions on the whole file. */
export function ImportRows() {
  const { choices } = useImporting();
  return (
    <div className="import-rows">
      <ImportReading />
      {choices && (
        <>
          <ImportField name="name" label="Name" />
          <ImportTarget />
          <Testing />
          <Standardise standardise={choices.standardise} />
        </>
      )}
    </div>
  );
}
