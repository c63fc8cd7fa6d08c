import type { AngleUnit } from '../../../core/measures/unit';
import { setAngleUnit, usePreferences } from '../../../store/page/preferences';
import { Segment } from '../../parts/Segment';

const options = [
  { id: 'degrees', name: '°' },
  { id: 'cosine', name: 'cos' },
] as const satisfies readonly { id: AngleUnit; name: string }[];

/** Selects degrees or cosine for all angles; saved for the next visit. */
export function AngleUnitChoice() {
  const unit = usePreferences(({ angleUnit }) => angleUnit);
  return (
    <Segment
      label="Angles in degrees, or as their cosine"
      options={options}
      value={unit}
      onChange={setAngleUnit}
    />
  );
}
