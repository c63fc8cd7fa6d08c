import { Shuffle } from 'lucide-react';
import { NumberBox } from '../../../inside/NumberBox';

interface Props {
  /** Index of the test sample. */
  sample: number;
  size: number;
  onChoose: (sample: number) => void;
}

/** Takes a sample of the test set, by number or at random. */
export function SampleChoice({ sample, size, onChoose }: Props) {
  return (
    <div className="by-hand-sample">
      <NumberBox
        name="Test sample no."
        value={sample + 1}
        min={1}
        max={size}
        onChange={(number) => onChoose(number - 1)}
      />
      <button type="button" className="button" onClick={() => onChoose(Math.floor(Math.random() * size))}>
        <Shuffle size={16} strokeWidth={1.75} aria-hidden="true" />
        Any test sample
      </button>
    </div>
  );
}
