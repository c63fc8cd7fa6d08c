/** All lessons, in order. To add one: a folder in `lessons/` and a line here. */
import type { Lesson } from './lesson';
import { transport } from './lessons/transport/lesson';

export const lessons: readonly [Lesson, ...Lesson[]] = [transport];
