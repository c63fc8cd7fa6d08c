import { expect, it } from 'vitest';
import { readPlace } from './place';

it.each([
  [[], { lesson: undefined, view: undefined }],
  [['transport'], { lesson: 'transport', view: undefined }],
  [['a-day-late', 'present'], { lesson: 'a-day-late', view: 'present' }],
  [['transport', 'handout'], { lesson: 'transport', view: 'handout' }],
  [['transport', 'print'], undefined],
  [['transport', 'present', '2'], { lesson: 'transport', view: 'present', slide: 2 }],
  [['transport', 'present', '0'], undefined],
  [['transport', 'present', '2', '3'], undefined],
  [['transport', 'handout', '2'], undefined],
  [['Transport'], undefined],
  [['repair'], { repair: { exercise: undefined, handout: false, answers: false } }],
  [['repair', 'f3'], { repair: { exercise: 'f3', handout: false, answers: false } }],
  [['repair', 'f3', 'answers'], { repair: { exercise: 'f3', handout: false, answers: true } }],
  [['repair', 'handout'], { repair: { exercise: undefined, handout: true, answers: false } }],
  [['repair', 'handout', 'answers'], { repair: { exercise: undefined, handout: true, answers: true } }],
  [['repair', 'f3', 'present'], undefined],
  [['repair', 'f3', 'answers', '2'], undefined],
  [['repair', 'F3'], undefined],
])('reads %j', (rest, place) => expect(readPlace(rest)).toEqual(place));
