/** All lessons, in order. To add one: a folder in `lessons/` and a line here. */
import type { Lesson } from './lesson';
import { alignment } from './lessons/alignment/lesson';
import { betterWires } from './lessons/betterWires/lesson';
import { blame } from './lessons/blame/lesson';
import { cost } from './lessons/cost/lesson';
import { dayLate } from './lessons/dayLate/lesson';
import { depth } from './lessons/depth/lesson';
import { direct } from './lessons/direct/lesson';
import { feedbackAlignment } from './lessons/feedbackAlignment/lesson';
import { locking } from './lessons/locking/lesson';
import { oldError } from './lessons/oldError/lesson';
import { secondPass } from './lessons/secondPass/lesson';
import { targets } from './lessons/targets/lesson';
import { transport } from './lessons/transport/lesson';
import { whatRemains } from './lessons/whatRemains/lesson';
import { wires } from './lessons/wires/lesson';

export const lessons: readonly [Lesson, ...Lesson[]] = [
  blame,
  transport,
  feedbackAlignment,
  direct,
  locking,
  targets,
  dayLate,
  wires,
  depth,
  cost,
  secondPass,
  alignment,
  betterWires,
  oldError,
  whatRemains,
];
