import { FolderOpen, Trash2 } from 'lucide-react';
import { FROM_SEED, settings } from '../../../../core/run/settings';
import { findWeights, type WeightsAbout, weightParts } from '../../../../experiment/networks/weights';
import { problemOf } from '../../../../store/settings/settings';
import { startFrom } from '../../../../store/settings/startFrom';
import { removeWeights, useWeights } from '../../../../store/settings/weights';
import { useLab } from '../../../labContext';
import { ChooseFiles } from '../../../parts/ChooseFiles';
import { Select } from '../../../parts/Select';
import { useChanged } from '../changes';
import { describedBy, Row } from '../rows/Row';
import './startFrom.css';

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;
const ID = 'setting-startFrom';
const { label, about } = settings.startFrom;

/** Files of the same name are told apart by their checksums. */
const nameOf = ({ id, file }: WeightsAbout, known: readonly WeightsAbout[]): string =>
  known.filter((one) => one.file === file).length > 1 ? `${file} (${weightParts(id)?.checksum})` : file;

/** Where weights begin: at the seed, or in a file. */
export function StartFrom() {
  const lab = useLab();
  const known = useWeights((state) => state.known);
  const value = lab.settings.useSettings(({ draft }) => draft.startFrom);
  const problem = lab.settings.useSettings((state) => problemOf(state, 'startFrom'));
  const changed = useChanged('startFrom');
  const chosen = known.find(({ id }) => id === findWeights(value)?.id);
  const sentence = chosen?.said === undefined ? about.sentence : `${chosen.said} ${about.sentence}`;
  const away = value !== FROM_SEED && !chosen;
  return (
    <Row id={ID} label={label} changed={changed} problem={problem} about={{ sentence }} wide>
      <Select
        id={ID}
        value={chosen?.id ?? value}
        onChange={(id) => {
          const next = known.find((one) => one.id === id);
          if (next) startFrom(lab.settings, next);
          else lab.settings.startFrom(id);
        }}
        describedBy={describedBy(ID, problem, about)}
        invalid={problem !== undefined}
      >
        <option value={FROM_SEED}>The seed</option>
        {known.map((one) => (
          <option key={one.id} value={one.id}>
            {nameOf(one, known)}
          </option>
        ))}
        {away && <option value={value}>{weightParts(value)?.name ?? value} (not here)</option>}
      </Select>
      <div className="start-from">
        <ChooseFiles
          name="Open weights"
          className="small"
          icon={<FolderOpen {...icon} />}
          accept=".npz,.safetensors"
        />
        {chosen && (
          <button
            type="button"
            className="button small"
            onClick={() => {
              lab.settings.startFrom(FROM_SEED);
              removeWeights(chosen);
            }}
          >
            <Trash2 {...icon} />
            Remove
          </button>
        )}
      </div>
    </Row>
  );
}
