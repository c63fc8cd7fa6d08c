import type { ImageShape } from '../../../../data/spec';
import { SamplePicture } from '../../../parts/picture/SamplePicture';
import { useDataset } from '../../useDataset';
import './sample.css';

interface Props {
  dataset: string;
  shape: ImageShape;
  sample: number;
  /** Side in pixels. */
  side: number;
}

/** A training sample as an image; clear while its data set loads. */
export function SampleImage({ dataset: id, shape, sample, side }: Props) {
  const inputs = useDataset(id)?.train.inputs;
  return (
    <SamplePicture
      {...{ inputs, sample, shape }}
      className="sample-image"
      style={{ width: side, height: side }}
    />
  );
}
