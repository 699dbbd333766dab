import { describe, expect, it } from 'vitest';
import { EMPTY_QUESTION, lintQuestion } from './question-lint';
import { proposeStatements } from './statement-proposal';

const propose = (question: string, optionOne: string, optionTwo: string): [string, string] => {
  const content = { ...EMPTY_QUESTION, question, optionOne, optionTwo, keyForA: 1 as const };
  const made = proposeStatements(content);
  if (!made) throw new Error('Nothing was proposed.');
  expect(proposeStatements({ ...content, keyForA: 2 })).toEqual({
    statementA: made.statementB,
    statementB: made.statementA,
  });
  return [made.statementA, made.statementB];
};

describe('proposed statements', () => {
  it.each([
    ['Is the dog facing left or right?', 'Left', 'Right', 'The dog is facing left.'],
    ['Is the EXIT sign oval or round?', 'Oval', 'Round', 'The EXIT sign is oval.'],
    [
      "Are the butterfly's wings closer to being open or closed?",
      'Open',
      'Closed',
      "The butterfly's wings are closer to being open.",
    ],
    [
      'Is the cup on the left or right of the plate?',
      'Left',
      'Right',
      'The cup is on the left of the plate.',
    ],
    ['Is the cup on the table red or blue?', 'Red', 'Blue', 'The cup on the table is red.'],
    ['Is the painting tall or wide?', 'Tall', 'Wide', 'The painting is tall.'],
    ['Is there a cat in the image?', 'No', 'Yes', 'There is not a cat in the image.'],
    ['Are there any clouds?', 'No', 'Yes', 'There are no clouds.'],
    ['Is the large shape red?', 'Yes', 'No', 'The large shape is red.'],
    ['Is the large shape red?', 'No', 'Yes', 'The large shape is not red.'],
    ['Is the animal a cat?', 'No', 'Yes', 'The animal is not a cat.'],
    ['Is the lid of the jar open?', 'Yes', 'No', 'The lid of the jar is open.'],
    ['Is the man in the car?', 'Yes', 'No', 'The man is in the car.'],
    ['Are the lights on?', 'Yes', 'No', 'The lights are on.'],
    ['Is the glass full of water?', 'No', 'Yes', 'The glass is not full of water.'],
    ['Is the sign dark red?', 'Yes', 'No', 'The sign is dark red.'],
    ['Is it raining?', 'No', 'Yes', 'It is not raining.'],
    ['Does the dog wear a collar?', 'Yes', 'No', 'The dog wears a collar.'],
    ['Does the red car have a roof?', 'No', 'Yes', 'The red car does not have a roof.'],
    ['Do the flowers face left or right?', 'Left', 'Right', 'The flowers face left.'],
    ['Which way does the dog look?', 'To the left', 'To the right', 'The dog looks to the left.'],
    ['Which direction is the arrow pointing?', 'Up', 'Down', 'The arrow is pointing up.'],
    ['What shape is the EXIT sign?', 'Oval', 'Round', 'The EXIT sign is oval.'],
    ['What shape is the window?', 'Circle', 'Octagon', 'The window is a circle.'],
    ['What colour are the flowers?', 'Red', 'White', 'The flowers are red.'],
    ['What is the table made of?', 'Wood', 'Glass', 'The table is made of wood.'],
    ['Where is the cup?', 'On the table', 'Under the table', 'The cup is on the table.'],
    ['What is the man doing?', 'Running', 'Standing still', 'The man is running.'],
    ['How many birds are there?', '3', '4', 'There are three birds.'],
    ['How many birds are there in the tree?', '1', '2', 'There is one bird in the tree.'],
    [
      'How many slices of pizza are on the plate?',
      'Two',
      'None',
      'Two slices of pizza are on the plate.',
    ],
    ['How many legs does the chair have?', '4', '3', 'The chair has four legs.'],
    ['How many people can be seen?', '1', '15', 'There is one person.'],
  ])('say of "%s" with %s (not %s) "%s"', (question, option, other, expected) => {
    expect(propose(question, option, other)[0]).toBe(expected);
  });

  it.each([
    // Whether the table or the cup would be red cannot be told from the words.
    ['Is the cup on the table red?', 'Yes', 'No'],
    ['Is the tree taller than the house?', 'Yes', 'No'],
    ['Is this a photograph?', 'Yes', 'No'],
    ['Are these the same?', 'Yes', 'No'],
    ['Which animal sleeps?', 'The dog', 'The cat'],
    ['What shape are the windows?', 'Star', 'Heart'],
    ['How many buses are there?', 'Many', 'Few'],
    ['门开着吗？', '是', '否'],
  ])('are no guess at a sentence of "%s", and the lint says that they are none', (...of) => {
    const [question, optionOne, optionTwo] = of;
    const [statementA, statementB] = propose(...of);
    expect(statementA).toMatch(/: |：/u);
    const content = { ...EMPTY_QUESTION, question, optionOne, optionTwo, statementA, statementB };
    const told = lintQuestion(content).filter(({ code }) => code === 'statement-answer');
    expect(told.map(({ field, severity }) => [field, severity])).toEqual([
      ['statementA', 'warning'],
      ['statementB', 'warning'],
    ]);
  });

  it('of a Chinese question are written with the marks of Chinese', () => {
    expect(propose('门开着吗？', '是', '否')).toEqual(['门开着吗：是。', '门开着吗：否。']);
    expect(propose('杯子在哪里?', '在桌上。', '在桌下')[0]).toBe('杯子在哪里：在桌上。');
  });
});
