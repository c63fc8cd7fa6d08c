import { bytesText, count } from '../../core/format';
import type { DatasetInfo } from '../../data/spec';
import { datasetSpec } from '../../data/storage/ownDatasets';
import { usePreviews } from '../../store/data/previews';
import { Dialog } from '../parts/Dialog';
import { RowsTable } from './samples/RowsTable';
import { checkedLine, rowTexts } from './texts';
import './about.css';

function Row({ name, text }: { name: string; text: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}

/** Moves the target to the front, because a wide table is cut off on the right. */
const targetFirst = <T,>(cells: readonly T[]): T[] => [...cells.slice(-1), ...cells.slice(0, -1)];

/** First rows of a table: the columns shown on its card. */
function FirstRows({ info }: { info: DatasetInfo }) {
  const preview = usePreviews(({ previews }) => previews[info.id]);
  if (preview?.kind !== 'columns' || preview.rows.length === 0) return null;
  return (
    <>
      <h3>First rows{preview.more > 0 && `, without ${count(preview.more)} more columns`}</h3>
      <RowsTable
        name="First rows"
        head={targetFirst(preview.columns.map(({ name }) => name))}
        rows={rowTexts(info, preview.rows).map(targetFirst)}
      />
    </>
  );
}

/** A data set's source, licence and files. */
export function About({ info, open, onClose }: { info: DatasetInfo; open: boolean; onClose: () => void }) {
  const files = datasetSpec(info.id)?.files ?? [];
  return (
    <Dialog title={info.name} className="about" open={open} onClose={onClose}>
      <p>{info.sentence}</p>
      <dl>
        <Row name="Source" text={info.source} />
        <Row name="Licence" text={info.licence} />
        {info.classNames && info.classNames.length <= 20 && (
          <Row name="Classes" text={info.classNames.join(', ')} />
        )}
        <Row name="Learning rates" text={info.learningRateSource} />
      </dl>
      <FirstRows info={info} />
      {files.length > 0 && (
        <>
          <h3>Files</h3>
          <ul>
            {files.map((file) => (
              <li key={file.name}>
                <code>{file.name}</code>
                <span className="num">{bytesText(file.bytes)}</span>
              </li>
            ))}
          </ul>
          <p className="quiet">{checkedLine(files)}</p>
        </>
      )}
    </Dialog>
  );
}
