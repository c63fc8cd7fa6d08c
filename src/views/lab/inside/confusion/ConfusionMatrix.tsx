import type { CSSProperties } from 'react';
import type { DatasetInfo } from '../../../../data/spec';
import type { Cell } from '../cells/cells';
import { ConfusionGrid } from './ConfusionGrid';
import { type Confusion, layoutFor } from './confusionModel';
import type { ClassWords } from './confusionNumbers';

interface Props {
  choice: Pick<DatasetInfo, 'outputs' | 'testSize'>;
  /** Undefined before the first epoch. */
  confusion: Confusion | undefined;
  words: ClassWords;
  /** Width of the figure in pixels. */
  width: number;
  at?: Cell | undefined;
  onRead?: (cell: Cell | undefined) => void;
  paper?: boolean;
}

const nothing = (): void => {};

/** The matrix with its labels, fitted to a width; on the page or in print. */
export function ConfusionMatrix(props: Props) {
  const { choice, confusion, words, width, at, onRead = nothing, paper = false } = props;
  const { name, numbers } = words;
  const { names, ...layout } = layoutFor(choice, confusion, name, width, numbers?.width);
  return (
    <div style={{ '--names': `${names}px` } as CSSProperties}>
      <ConfusionGrid {...{ confusion, layout, name, numbers, at, onRead, paper }} classes={choice.outputs} />
    </div>
  );
}
