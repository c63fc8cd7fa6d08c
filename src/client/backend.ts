import type { Experiment } from '../core/run';
import type { BackendChoice } from './types';
/** The probe runs once per page load and is remembered; `again` measures anew. @throws Error with a message when a named backend does not work here. */
export declare function chooseBackend(requested: Experiment['backend'], again?: boolean): Promise<BackendChoice>;
