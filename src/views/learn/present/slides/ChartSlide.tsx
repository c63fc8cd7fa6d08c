import { useEffect } from 'react';
import type { MiniLab } from '../../../../store/learn/miniLab';
import { STILL, useMedia } from '../../../useMedia';
import type { Lesson, LessonChart } from '../../lesson';
import type { Guess } from '../../miniLab/lines';
import { MiniChart } from '../../miniLab/MiniChart';
import { recordsOf } from '../../miniLab/records';
import { useNews } from '../../miniLab/useMiniLab';
import { RunLine } from './RunLine';

interface Props {
  lesson: Lesson;
  miniLab: MiniLab;
  chart: LessonChart;
  /** The class's. */
  guess: Guess | undefined;
}

/** A chart of the mini-lab, large; it runs when its slide comes, unless the user wants less motion. */
export function ChartSlide({ lesson, miniLab, chart, guess }: Props) {
  const news = useNews([...miniLab.arms.values()]);
  const still = useMedia(STILL);
  useEffect(() => {
    if (!still && miniLab.useMiniLab.getState().phase === 'ready') void miniLab.run();
  }, [still, miniLab]);
  return (
    <>
      <RunLine {...{ lesson, miniLab }} />
      <div className="present-chart">
        <MiniChart arms={recordsOf(lesson, miniLab)} {...{ chart, news, guess }} />
      </div>
      {miniLab.about && <p className="present-small">{miniLab.about}</p>}
    </>
  );
}
