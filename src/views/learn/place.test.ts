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
])('reads %j', (rest, place) => expect(readPlace(rest)).toEqual(place));
