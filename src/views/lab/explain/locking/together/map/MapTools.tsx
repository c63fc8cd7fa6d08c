import { count } from '../../../../../../core/format';
import { Select } from '../../../../../parts/Select';
import { type Family, families, type MapView, workerCounts } from './useMap';

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly { readonly id: string; readonly name: string }[];
  onChoose: (id: string) => void;
}

const Choice = ({ label, value, options, onChoose }: ChoiceProps) => (
  <Select label={label} value={value} onChange={onChoose}>
    {options.map(({ id, name }) => (
      <option key={id} value={id}>
        {name}
      </option>
    ))}
  </Select>
);

/** Who trains, with which batches and rules, on which computer. */
export function MapTools({
  view: { choice, batchSizes, factor, choose, points, record },
}: {
  view: MapView;
}) {
  const { workers, batchSize, family, recorded } = choice;
  const measuredAt = record.points[0]?.batchSize ?? batchSize;
  return (
    <div className="map-tools">
      <Choice
        label="Workers"
        value={String(workers)}
        options={workerCounts.map((many) => ({ id: String(many), name: `${many} threads or stages` }))}
        onChoose={(many) => choose({ workers: Number(many) })}
      />
      <Choice
        label="Batch size"
        value={String(batchSize)}
        options={batchSizes.map((size) => ({ id: String(size), name: `batches of ${count(size)}` }))}
        onChoose={(size) => choose({ batchSize: Number(size) })}
      />
      <Choice
        label="Algorithms"
        value={family}
        options={families}
        onChoose={(id) => choose({ family: id as Family })}
      />
      {factor !== undefined && (
        <Choice
          label="Computer"
          value={recorded ? 'recorded' : 'own'}
          options={[
            { id: 'own', name: 'this computer’s pace' },
            { id: 'recorded', name: 'the measured computer’s' },
          ]}
          onChoose={(id) => choose({ recorded: id === 'recorded' })}
        />
      )}
      {points.length === 0 && (
        <button
          type="button"
          className="button small"
          title={`Networks measured with ${record.workers} threads and stages in batches of ${measuredAt}`}
          onClick={() => choose({ workers: record.workers, batchSize: measuredAt, family: 'f3-error' })}
        >
          As measured
        </button>
      )}
    </div>
  );
}
