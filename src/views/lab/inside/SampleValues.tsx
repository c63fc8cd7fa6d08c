import { useMemo } from 'react';
import { datasetChoice } from '../../../store/choices';
import { count } from '../../format';
import { useDataset } from '../useDataset';
import { type Field, sampleText } from './sampleText';

function Value({ field: { name, value }, target = false }: { field: Field; target?: boolean }) {
  return (
    <div className={target ? 'sample-value target' : 'sample-value'} title={`${name}: ${value}`}>
      <dt>{name}</dt>
      <dd className="num">{value}</dd>
    </div>
  );
}

/** A training sample that is no picture: its raw values, by name. Its place is kept while the data are on their way. */
export function SampleValues({ dataset: id, sample }: { dataset: string; sample: number }) {
  const dataset = useDataset(id);
  const info = datasetChoice(id);
  const text = useMemo(() => dataset && sampleText(info, dataset, sample), [info, dataset, sample]);
  return (
    <dl
      className={info.inputs > 4 ? 'sample-values two' : 'sample-values'}
      aria-label={`Training sample ${count(sample)}`}
    >
      {text?.inputs.map((field, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an input's place is its name; names may occur twice.
        <Value key={i} field={field} />
      ))}
      {text && text.more > 0 && (
        <div className="sample-value">
          <dt>{`+ ${count(text.more)} more`}</dt>
          <dd>…</dd>
        </div>
      )}
      {text?.target && <Value field={text.target} target />}
    </dl>
  );
}
