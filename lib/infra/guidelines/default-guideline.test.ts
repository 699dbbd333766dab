import { describe, expect, it } from 'vitest';
import { GUIDELINE_LENGTH, headingAnchor } from '@/lib/domain/guidelines';
import { PATTERN_IDS } from '@/lib/domain/patterns';
import { defaultGuideline } from './default-guideline';

const EXAMPLES = { en: ['**Good:**', '**Bad:**'], zh: ['**好：**', '**不好：**'] } as const;

describe('the guidelines that ship', () => {
  it.each(['en', 'zh'] as const)(
    'have good and bad examples for the nine patterns, in order (%s)',
    async (language) => {
      const text = (await defaultGuideline())[language];
      expect(text.length).toBeLessThan(GUIDELINE_LENGTH);
      const sections = text.split(/^#+ /mu).map((section) => {
        const [heading = ''] = section.split('\n');
        return { pattern: headingAnchor(heading).pattern, section };
      });
      const found = sections.filter(({ pattern }) => pattern !== null);
      expect(found.map(({ pattern }) => pattern)).toEqual(PATTERN_IDS);
      for (const { section, pattern } of found) {
        for (const mark of EXAMPLES[language]) {
          expect(section.split(mark).length - 1, `${pattern} ${mark}`).toBeGreaterThanOrEqual(2);
        }
      }
    },
  );
});
