import { useEffect, useRef } from 'react';
import type { Dataset } from '../../../core/dataset';
import { datasetChoice } from '../../../store/choices';
import { useData } from '../../../store/data';

/** Whether a data set's samples are images. */
export function isImage(dataset: string): boolean {
  const { image, inputs } = datasetChoice(dataset);
  return image[0] * image[1] === inputs;
}

function draw(canvas: HTMLCanvasElement, { train, inputs }: Dataset, sample: number): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(canvas.width, canvas.height);
  const bright = train.inputs instanceof Uint8Array ? 1 : 255;
  for (let i = 0; i < inputs; i += 1) {
    const level = (train.inputs[sample * inputs + i] ?? 0) * bright;
    image.data.set([level, level, level, 255], i * 4);
  }
  context.putImageData(image, 0, 0);
}

interface Props {
  dataset: string;
  sample: number;
  /** Side in pixels. */
  side: number;
}

/** A training sample as a picture. */
export function SampleImage({ dataset: id, sample, side }: Props) {
  const ref = useRef<HTMLCanvasElement>(null);
  const dataset = useData(({ sets }) => {
    const state = sets[id];
    return state?.phase === 'ready' ? state.dataset : undefined;
  });
  const [height, width] = datasetChoice(id).image;
  useEffect(() => {
    if (ref.current && dataset) draw(ref.current, dataset, sample);
  }, [dataset, sample]);
  return (
    <canvas
      ref={ref}
      className="sample-image"
      width={width}
      height={height}
      style={{ width: side, height: side }}
    />
  );
}
