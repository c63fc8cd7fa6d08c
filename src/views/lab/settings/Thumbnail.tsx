import { useEffect, useRef } from 'react';
import type { Dataset } from '../../../core/dataset';
import { datasetChoice } from '../../../store/choices';
import { useData } from '../../../store/data';

/** Which training image stands for the set: the first of class 3, a digit that looks like itself. */
const SHOWN_CLASS = 3;

function draw(canvas: HTMLCanvasElement, { train, inputs }: Dataset): void {
  const { targets } = train;
  const sample = targets.kind === 'classes' ? Math.max(0, targets.labels.indexOf(SHOWN_CLASS)) : 0;
  const context = canvas.getContext('2d');
  const image = context?.createImageData(canvas.width, canvas.height);
  if (!context || !image || image.width * image.height !== inputs) return;
  const bright = train.inputs instanceof Uint8Array ? 1 : 255;
  for (let i = 0; i < inputs; i += 1) {
    const level = (train.inputs[sample * inputs + i] ?? 0) * bright;
    image.data.set([level, level, level, 255], i * 4);
  }
  context.putImageData(image, 0, 0);
}

export function Thumbnail({ id }: { id: string }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const dataset = useData(({ sets }) => {
    const state = sets[id];
    return state?.phase === 'ready' ? state.dataset : undefined;
  });
  const [height, width] = datasetChoice(id).image;
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
    if (dataset) draw(canvas, dataset);
  }, [dataset]);
  return (
    <span className="thumbnail" aria-hidden="true">
      <canvas ref={ref} width={width} height={height} />
    </span>
  );
}
