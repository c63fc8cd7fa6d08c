import { useRepairs } from '../../../store/learn/repairs';
import { usePreferences } from '../../../store/page/preferences';
import type { RepairPlace } from '../place';
import { exercises } from './exercises';
import { RepairIndex } from './index/RepairIndex';
import { RepairHandout } from './sheets/RepairHandout';
import { RepairView } from './view/RepairView';

/** All "repair the rule" exercises, or one, or all of them on paper. */
export function RepairPage({ exercise: id, handout, answers: asked }: RepairPlace) {
  const restarts = useRepairs((state) => state.restarts);
  const answers = usePreferences(({ teacher }) => teacher) || asked;
  if (handout) return <RepairHandout answers={answers} />;
  const exercise = exercises.find((one) => one.id === id);
  // Another exercise, or the same one over again, is another instance: its network ends with it.
  if (exercise) return <RepairView key={`${exercise.id} ${restarts}`} {...{ exercise, answers }} />;
  return <RepairIndex unknown={id} />;
}
