import { Check } from 'lucide-react';
import { repairOf, useRepairs } from '../../../../store/learn/repairs';
import type { Exercise } from '../exercise';
import { exercises } from '../exercises';
import './repairCards.css';

function State({ exercise }: { exercise: Exercise }) {
  const { solved, tries } = useRepairs((state) => repairOf(state, exercise.id));
  if (solved)
    return (
      <b className="lesson-done">
        <Check size={16} strokeWidth={1.75} aria-hidden="true" />
        repaired
      </b>
    );
  if (tries === undefined) return null;
  return <b className="num">{tries === 1 ? '1 try' : `${tries} tries`}</b>;
}

/** All exercises as cards. */
export function RepairCards() {
  return (
    <ol className="repair-cards" aria-label="Exercises">
      {exercises.map((exercise, place) => (
        <li key={exercise.id}>
          <a className="repair-card" href={`#learn/repair/${exercise.id}`}>
            <span className="lesson-number num">{place + 1}</span>
            <span className="lesson-title">{exercise.words.title}</span>
            <span className="lesson-topic">{exercise.words.topic}</span>
            <span className="lesson-state">
              <State exercise={exercise} />
            </span>
          </a>
        </li>
      ))}
    </ol>
  );
}
