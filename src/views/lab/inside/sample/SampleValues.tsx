import { useMemo } from 'react';
import { count } from '../../../../core/format';
import { datasetChoice } from '../../../../store/settings/choices';
import { ShortName } from '../../../parts/ShortName';
import { shortNames } from '../../../shortNames';
import { useDataset } from '../../useDataset';
import { type Field, type Part, sampleText } from './sampleText';
import './sample.css';

/** Letters of a name that fit into a fifth of the column. */
const LETTERS = 12;

interface ValueProps {
  field: Field;
  short: string | undefined;
  target?: boolean;
}

function Value({ field: { name, value }, short, target = false }: ValueProps) {
  return (
    <div className={target ? 'sample-value target' : 'sample-value'} title={`${name}: ${value}`}>
      <dt>
        <ShortName name={name} short={short} />
      </dt>
      <dd className="num">{value}</dd>
    </div>
  );
}

interface Props {
  dataset: string;
  sample: number;
  part?: Part;
}

/** Names and raw values of a sample that is not an image. Its space is reserved while data load. */
export function SampleValues({ dataset: id, sample, part = 'train' }: Props) {
  const dataset = useDataset(id);
  const info = datasetChoice(id);
  const text = useMemo(
    () => dataset && sampleText(info, dataset, sample, part),
    [info, dataset, sample, part],
  );
  const fields = text ? [...text.inputs, ...(text.target ? [text.target] : [])] : [];
  const short = shortNames(
    fields.map(({ name }) => name),
    LETTERS,
    false,
  );
  return (
    <dl
      className={info.inputs > 4 ? 'sample-values two' : 'sample-values'}
      aria-label={`${part === 'train' ? 'Training' : 'Test'} sample no. ${count(sample + 1)}`}
    >
      {text?.inputs.map((field, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: inputs are identified by index; names may occur twice.
        <Value key={i} field={field} short={short[i]} />
      ))}
      {text && text.more > 0 && (
        <div className="sample-value">
          <dt>{`+ ${count(text.more)} more`}</dt>
          <dd>…</dd>
        </div>
      )}
      {text?.target && <Value field={text.target} short={short.at(-1)} target />}
    </dl>
  );
}
