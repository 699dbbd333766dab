import { describe, expect, it } from 'vitest';
import { checkedInput } from './checked-input';

describe('what the command line hands over', () => {
  it('is stored trimmed and, for addresses, in lower case', () => {
    expect(checkedInput('email', ' Ada@Example.org ')).toBe('ada@example.org');
    expect(checkedInput('slug', 'street-scenes-2026')).toBe('street-scenes-2026');
  });

  it.each(['ada', 'ada@', '@example.org', 'ada example@example.org'])(
    'is refused as an address: %s',
    (given) => {
      expect(() => checkedInput('email', given)).toThrow(/no e-mail address/);
    },
  );

  // A slug is a part of links: nothing that an address would have to escape.
  it.each(['My Birds', 'birds/1', '../birds', '-birds', 'b', 'vögel'])(
    'is refused as the address of a project: %s',
    (given) => {
      expect(() => checkedInput('slug', given)).toThrow(/project's address/);
    },
  );
});
