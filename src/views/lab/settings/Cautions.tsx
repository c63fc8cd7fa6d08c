import { type Caution, cautions, type Way } from '../../../experiment/cautions';
import type { FieldKey } from '../../../experiment/fields/field';
import { useLab } from '../../labContext';
import './cautions.css';

function WayOut({ way }: { way: Way }) {
  const lab = useLab();
  return (
    <button
      type="button"
      className="button small"
      onClick={() => lab.settings.setChoice(way.field, way.value)}
    >
      {way.name}
    </button>
  );
}

function Told({ caution }: { caution: Caution }) {
  return (
    <div className="caution" role="note">
      <p>{caution.text}</p>
      {caution.ways.length > 0 && (
        <div className="banner-actions">
          {caution.ways.map((way) => (
            <WayOut key={way.value} way={way} />
          ))}
        </div>
      )}
    </div>
  );
}

/** Warnings about combinations of settings, each with buttons that fix it. */
export function Cautions({ at }: { at: FieldKey }) {
  const lab = useLab();
  const draft = lab.settings.useSettings((state) => state.draft);
  // Automatic stands for the backend that it chose.
  const backend = lab.backend.useBackend(({ choice }) => choice?.backend) ?? draft.backend;
  return cautions({ ...draft, backend })
    .filter((caution) => caution.at.includes(at))
    .map((caution) => <Told key={caution.text} caution={caution} />);
}
