/** The registry of learning-rate schedules. */
import { constant } from './constant';
import { cosine } from './cosine';
import type { Schedule } from './schedule';
import { step } from './step';

export const schedules = { constant, step, cosine } as const satisfies Record<string, Schedule>;
export type ScheduleId = keyof typeof schedules;
export const scheduleIds = Object.keys(schedules) as [ScheduleId, ...ScheduleId[]];
