import { useState } from 'react';
import { count, percent } from '../../../../core/format';
import { copyText } from '../../../../store/page/copying';
import { tabbed } from '../../../charts/table/rows';
import { type Confusion, confusionRows, MOST_NAMED, type NameOf, recall } from './confusionModel';

interface Props {
  title: string;
  confusion: Confusion;
  name: NameOf;
}

function Copy({ confusion, name }: Omit<Props, 'title'>) {
  const [copied, setCopied] = useState(false);
  const onClick = async () =>
    setCopied(await copyText('the counts', tabbed(confusionRows(confusion, name), 'point')));
  return (
    <button type="button" className="button small" onClick={onClick}>
      {copied ? 'Copied' : 'Copy all counts'}
    </button>
  );
}

/** Counts of every prediction for every class; with many classes only their recall. "Copy" has all counts. */
export function ConfusionTable({ title, confusion, name }: Props) {
  const { classes, counts, totals } = confusion;
  const labels = Array.from({ length: classes }, (_, i) => i);
  const answers = classes <= MOST_NAMED ? labels : [];
  return (
    <>
      <Copy confusion={confusion} name={name} />
      <table aria-label={`${title}, numbers`}>
        <thead>
          <tr>
            <th scope="col">True class</th>
            {answers.map((answer) => (
              <th key={answer} scope="col">{`predicted ${name(answer)}`}</th>
            ))}
            <th scope="col">Samples</th>
            <th scope="col">Recall</th>
          </tr>
        </thead>
        <tbody>
          {labels.map((label) => {
            const part = recall(confusion, label);
            return (
              <tr key={label}>
                <th scope="row" title={name(label)}>
                  {name(label)}
                </th>
                {answers.map((answer) => {
                  const n = counts[label * classes + answer] ?? 0;
                  return (
                    <td key={answer} className="num" title={String(n)}>
                      {count(n)}
                    </td>
                  );
                })}
                <td className="num" title={String(totals[label])}>
                  {count(totals[label] ?? 0)}
                </td>
                <td className="num" title={part === undefined ? undefined : String(part)}>
                  {part === undefined ? '–' : percent(part, 1)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
