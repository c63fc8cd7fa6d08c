import { ChevronLeft, Printer } from 'lucide-react';
import { useState } from 'react';
import { INTERVAL } from '../../../../store/run/inside';
import { refsOf } from '../../../../store/run/runList';
import { useInspection } from '../../../lab/explain/useInspection';
import { LabContext, useLab } from '../../../labContext';
import { Scrolled } from '../../../parts/Scrolled';
import type { Exercise } from '../exercise';
import { exercises } from '../exercises';
import { TeacherSwitch } from '../TeacherSwitch';
import { Comparisons } from './Comparisons';
import { ExerciseEnd } from './ExerciseEnd';
import { FillIn } from './FillIn';
import { NetworkHead } from './NetworkHead';
import { useExercise } from './useExercise';
import { useNetwork } from './useNetwork';
import '../../lesson/lesson.css';
import '../../lesson/choice.css';
import '../index/repairCards.css';
import './repair.css';

interface Props {
  exercise: Exercise;
  /** In teacher mode. */
  answers: boolean;
}

function Opened({ exercise, answers }: Props) {
  const { runs, settings } = useLab();
  const { words, rule, others } = exercise;
  // Above the last hidden layer all rules have the same delta, so a formula of another rule is recognised by its numbers.
  const [layer, setLayer] = useState(() => settings.useSettings.getState().draft.hidden.length);
  const begun = runs.useRuns(({ phase }) => phase !== 'ready' && phase !== 'preparing');
  const { draft } = settings.useSettings.getState();
  const run = refsOf(draft)[0]?.id;
  const terms = useInspection(begun ? run : undefined, 'terms', { rules: [rule, ...others] }, INTERVAL);
  const state = useExercise(exercise, terms, layer);
  return (
    <main className="lesson repair" id="lessons" tabIndex={-1}>
      <div className="scene">
        <div className="lesson-text">
          <div className="lesson-top">
            <a className="lesson-back" href="#learn/repair">
              <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" />
              {`Repair the rule, ${exercises.indexOf(exercise) + 1} of ${exercises.length}`}
            </a>
            <TeacherSwitch />
            <a className="button small" href="#learn/repair/handout">
              <Printer size={16} strokeWidth={1.75} aria-hidden="true" />
              Handout
            </a>
          </div>
          <h1>{words.title}</h1>
          <div className="prose">{words.intro}</div>
          <FillIn {...{ exercise, state, answers }} />
        </div>
        <div className="lesson-figure">
          <Scrolled name="The network’s numbers">
            <section aria-label="The network’s numbers">
              <NetworkHead {...{ exercise, terms, layer, onLayer: setLayer }} layers={draft.hidden.length} />
              <Comparisons {...{ exercise, terms, layer, state }} />
            </section>
          </Scrolled>
        </div>
      </div>
      <div className="scene last">
        <div className="lesson-text wide">
          <ExerciseEnd exercise={exercise} />
        </div>
      </div>
    </main>
  );
}

/** An exercise: the formula with its blanks, beside a network that checks it by its numbers. */
export function RepairView({ exercise, answers }: Props) {
  const lab = useNetwork(exercise);
  return (
    <LabContext value={lab}>
      <Opened {...{ exercise, answers }} />
    </LabContext>
  );
}
