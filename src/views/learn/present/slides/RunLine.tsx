import { Play, RotateCcw } from 'lucide-react';
import type { MiniLab } from '../../../../store/learn/miniLab';
import type { Lesson } from '../../lesson';
import { MiniStatus } from '../../miniLab/MiniLabPart';

/** What is trained, how far it is, and the button that starts it. */
export function RunLine({ lesson, miniLab }: { lesson: Lesson; miniLab: MiniLab }) {
  const phase = miniLab.useMiniLab((state) => state.phase);
  const Icon = phase === 'ready' ? Play : RotateCcw;
  return (
    <div className="present-run">
      <span>{lesson.words.setup}</span>
      <span className="present-status">
        <MiniStatus {...{ lesson, miniLab }} />
      </span>
      {phase !== 'running' && (
        <button type="button" className="present-button" onClick={() => void miniLab.run()}>
          <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
          {phase === 'ready' ? 'Run' : 'Run again'}
        </button>
      )}
    </div>
  );
}
