import { useData } from '../../../../store/data/data';
import { SampleTest } from './samples/SampleTest';
import { PointTest } from './surfaces/PointTest';
import { useByHand } from './useByHand';
import './byHand.css';

/** Samples chosen or drawn by hand, and what every trained network answers. */
export function ByHandFigure() {
  const view = useByHand();
  const { refs, info, dataset } = view;
  const missing = useData(({ sets }) => sets[info.id]?.phase === 'problem');
  if (refs.length === 0)
    return <p className="explain-none">Tick an algorithm to test what it has learned.</p>;
  if (!dataset)
    return (
      <p className="explain-none" role="status">
        {missing
          ? `${info.name} is not here: the settings say how to get it.`
          : `${info.name}: the samples are being loaded …`}
      </p>
    );
  const Test = info.inputs === 2 && info.task === 'classification' ? PointTest : SampleTest;
  return <Test key={dataset.id} view={view} dataset={dataset} />;
}
