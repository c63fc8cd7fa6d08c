import { ChevronLeft, Printer } from 'lucide-react';
import { TeacherSwitch } from '../TeacherSwitch';
import { RepairCards } from './RepairCards';

/** All exercises. @param unknown an id that none of them has */
export function RepairIndex({ unknown }: { unknown: string | undefined }) {
  return (
    <main className="learn" id="lessons" tabIndex={-1}>
      <a className="lesson-back" href="#learn">
        <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" />
        All lessons
      </a>
      <div className="learn-head">
        <div>
          <h1>{unknown === undefined ? 'Repair the rule' : `There is no exercise “${unknown}”`}</h1>
          <p className="learn-lead">
            {unknown === undefined
              ? 'Fill in the blanks of a formula. A network that is training on the page checks it: your numbers beside the rule’s own.'
              : 'The link may be mistyped, or from another version of the lab. These exist:'}
          </p>
        </div>
        <div className="repair-tools">
          <TeacherSwitch />
          <a className="button" href="#learn/repair/handout">
            <Printer size={16} strokeWidth={1.75} aria-hidden="true" />
            Handout
          </a>
        </div>
      </div>
      <RepairCards />
    </main>
  );
}
