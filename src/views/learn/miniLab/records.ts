/** What the arms of a mini-lab have come to, for its charts. */
import type { MiniLab } from '../../../store/learn/miniLab';
import type { Lesson } from '../lesson';
import type { ArmRecord } from './lines';

export const recordsOf = ({ words }: Lesson, { arms }: MiniLab): ArmRecord[] =>
  [...arms].map(([id, { byRule, epochs }]) => ({
    id,
    name: words.arms?.[id] ?? id,
    record: byRule.rules(),
    epochs,
  }));
