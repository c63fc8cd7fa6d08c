/** How a pipelined run is divided, as settings say. */
import type { Experiment } from '../../run/spec';

/** In how many parts a run is computed; its curve is the same with any numbers. */
export interface PipelineShape {
  /** At least 2; the last one is the run's own worker. */
  readonly stages: number;
  /** Of a batch, where layers have to wait for the output. */
  readonly microBatches: number;
}

/** Of an experiment's runs; undefined where one worker trains each. */
export const pipelineShapeOf = ({
  pipeline,
  microBatches,
}: Pick<Experiment, 'pipeline' | 'microBatches'>): PipelineShape | undefined =>
  pipeline > 1 ? { stages: pipeline, microBatches } : undefined;
