import { describe, expect, it } from 'vitest';
import { singular } from './singular';

describe('one of several things', () => {
  // What a dictionary says; endings that look alike stand together.
  it.each([
    ['birds', 'bird'],
    ['red birds', 'red bird'],
    ['slices of pizza', 'slice of pizza'],
    ['people with hats', 'person with hats'],
    ['buses', 'bus'],
    ['blouses', 'blouse'],
    ['greenhouses', 'greenhouse'],
    ['octopuses', 'octopus'],
    ['potatoes', 'potato'],
    ['horseshoes', 'horseshoe'],
    ['photos', 'photo'],
    ['leaves', 'leaf'],
    ['gloves', 'glove'],
    ['cherries', 'cherry'],
    ['cookies', 'cookie'],
    ['donkeys', 'donkey'],
    ['glasses', 'glass'],
    ['vases', 'vase'],
    ['lenses', 'lens'],
    ['horses', 'horse'],
    ['boxes', 'box'],
    ['benches', 'bench'],
    ['moustaches', 'moustache'],
    ['brushes', 'brush'],
    ['mazes', 'maze'],
    ['waltzes', 'waltz'],
    ['taxis', 'taxi'],
    ['bananas', 'banana'],
    ['traffic lights', 'traffic light'],
    ['T-shirts', 'T-shirt'],
    ['sheep', 'sheep'],
    ['geese', 'goose'],
  ])('of %s is %s', (several, one) => {
    expect(singular(several)).toBe(one);
  });

  it.each([
    ['bases', 'of a base or of a basis'],
    ['axes', 'of an axe or of an axis'],
    ['staves', 'of a staff or of a stave'],
    ['crises', 'of a crisis, as no rule of -es says'],
    ['dynamoes', 'not among the known ones in -oes'],
    ['synapses', 'not among the known ones in -ses'],
    ['scissors', 'of which there is no one'],
    ['chassis', 'one already'],
    ['people wearing hats', 'two things, of which the first is counted'],
    ['dogs near trees', 'two things, of which the first is counted'],
    ['furniture', 'no several'],
  ])('is not guessed of %s: %s', (several) => {
    expect(singular(several)).toBeNull();
  });
});
