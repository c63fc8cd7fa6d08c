import type { NumberOptions, OptionValues } from '../options';

/** How the learning rate changes over a run's epochs. */
export interface Schedule {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
  readonly options: NumberOptions;
  /**
   * Factor of the learning rate in this epoch (1 … epochs).
   * @param options every option of this schedule
   */
  readonly factor: (epoch: number, epochs: number, options: OptionValues) => number;
}
