import { datasetSpec } from '../../data/own';
import type { DatasetInfo } from '../../data/spec';
import { bytesText } from '../parts/amounts';
import { Dialog } from '../parts/Dialog';

function Row({ name, text }: { name: string; text: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}

/** Where a data set comes from, under which licence, and which files it is made of. */
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
          <p className="quiet">Each may be packed (.gz) or not. They are checked before they are used.</p>
        </>
      )}
    </Dialog>
  );
}
