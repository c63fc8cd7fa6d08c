/** All exercises, in order. To add one: a folder in `exercises/` and a line here. */
import type { Exercise } from './exercise';
import { backpropagation } from './exercises/backpropagation/exercise';
import { f3 } from './exercises/f3/exercise';
import { feedbackAlignment } from './exercises/feedbackAlignment/exercise';

export const exercises: readonly [Exercise, ...Exercise[]] = [backpropagation, feedbackAlignment, f3];
