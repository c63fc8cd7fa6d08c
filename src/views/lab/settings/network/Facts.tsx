import { count } from '../../../../core/format';

export interface ShownFacts {
  /** Undefined from the first layer on that does not fit. */
  output: string | undefined;
  parameters: number | undefined;
  operations: number | undefined;
}

const several = (n: number | undefined, one: string): string =>
  n === undefined ? `– ${one}s` : `${count(n)} ${one}${n === 1 ? '' : 's'}`;

/** What a layer gives, how large it is, and what it computes for one sample. */
export function Facts({ output, parameters, operations }: ShownFacts) {
  return (
    <p className="layer-facts num">
      <span title="What leaves the layer">{output ?? '–'}</span>
      <span>{several(parameters, 'parameter')}</span>
      <span title="For one sample, on the way forward">{several(operations, 'multiply-add')}</span>
    </p>
  );
}
