import { expect, it } from 'vitest';
import { passwordProblem } from './password-rules';

const ada = { email: 'ada.lovelace@example.org', name: 'Ada Lovelace' };

it.each([
  ['short one', 'passwordShort'],
  ['ada.lovelace@example.org', 'passwordPersonal'],
  ['AdaLovelace1', 'passwordPersonal'],
  ['password123', 'passwordGuessed'],
  ['aaaaaaaaaaaa', 'passwordGuessed'],
  ['x'.repeat(201), 'passwordLong'],
  ['correct horse battery', null],
  ['正确的马电池订书钉和椅子', null],
  ['lovelace wrote the first program', null],
])('judges %s: %s', (password, problem) => {
  expect(passwordProblem(password, ada)).toBe(problem);
});
