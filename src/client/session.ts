import type { Dataset } from '../core/dataset';
import type { BackendId, Experiment } from '../core/run';
import type { Session, SessionListener } from './types';
export declare function createSession(
  experiment: Experiment,
  dataset: Dataset,
  backend: BackendId,
  listener: SessionListener,
): Session;
