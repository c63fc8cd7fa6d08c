/** Schedules of the learning rate, and layers that do not learn in some epochs. */
import { optionValues } from '../../../core/options';
import { type ScheduleId, schedules } from '../../../core/schedules';
import type { Schedule } from '../../../core/schedules/schedule';
import { lines, literal, type ScriptPlan } from './plan';

/** The body of `learning_rate(epoch)`; undefined where the rate stays. */
type SchedulePiece = (options: Readonly<Record<string, string>>) => string | undefined;

export const schedulePieces: Readonly<Partial<Record<ScheduleId, SchedulePiece>>> = {
  constant: () => undefined,
  step: ({ factor, first, every }) =>
    lines(
      `    """Times ${factor} after ${first} epochs, and again after every ${every}."""`,
      `    done = epoch - 1`,
      `    drops = 0 if done < ${first} else 1 + (done - ${first}) // ${every}`,
      `    return LEARNING_RATE * ${factor}**drops`,
    ),
  cosine: () =>
    lines(
      '    """Along half a cosine, from the full rate in the first epoch towards 0 after the last."""',
      '    return LEARNING_RATE * (1 + math.cos(math.pi * (epoch - 1) / EPOCHS)) / 2',
    ),
};

/** `begin_epoch`, where an epoch may differ from the one before. */
export function scheduleText({ spec }: ScriptPlan): readonly string[] {
  const schedule: Schedule = schedules[spec.schedule];
  const options = optionValues(schedule.options, spec.scheduleOptions);
  const texts = Object.fromEntries(Object.entries(options).map(([key, value]) => [key, literal(value)]));
  const body = schedulePieces[spec.schedule]?.(texts);
  const freezes = spec.freeze.length > 0;
  if (body === undefined && !freezes) return [];
  const spans = spec.freeze.map(({ layer, from, to }) => `(${layer}, ${from}, ${to ?? 'EPOCHS'})`);
  const frozen = lines(
    '# Layers that keep their weights, each with the first and last epoch in which they do.',
    `FROZEN = [${spans.join(', ')}]`,
    'frozen = set()',
  );
  const begin = lines(
    'def begin_epoch(epoch):',
    body &&
      lines(
        '    for optimizer in optimizers.values():',
        '        for group in optimizer.param_groups:',
        '            group["lr"] = learning_rate(epoch)',
      ),
    freezes
      ? lines(
          '    frozen.clear()',
          '    frozen.update(i for i, first, last in FROZEN if first <= epoch <= last)',
        )
      : undefined,
  );
  return [...(freezes ? [frozen] : []), ...(body ? [lines('def learning_rate(epoch):', body)] : []), begin];
}
