import { count } from '../../../../core/format';

export interface ShownFacts {
  /** Undefined from the first layer on that does not fit. */
  output: string | undefined;
  parameters: number | undefined;
  operations: number | undefined;
}

/** Digits of equal width, not the text beside them. */
function Amount({ n, noun }: { n: number | undefined; noun: string }) {
  return (
    <>
      <span className="num">{n === undefined ? '–' : count(n)}</span>
      {` ${noun}${n === 1 ? '' : 's'}`}
    </>
  );
}

/** What a layer gives, how large it is, and what it computes for one sample. */
export function Facts({ output, parameters, operations }: ShownFacts) {
  return (
    <p className="layer-facts">
      <span title="What leaves the layer">{output ?? '–'}</span>
      <span>
        <Amount n={parameters} noun="parameter" />
      </span>
      <span title="For one sample, on the way forward">
        <Amount n={operations} noun="multiply-add" />
      </span>
    </p>
  );
}
