import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '.';
import { licenceLimit } from './licence';

const limited = (family: string) =>
  [...new Set(CATALOGUE.filter((entry) => entry.family === family).map((e) => e.license))].map(
    licenceLimit,
  );

describe('the warning beside a licence', () => {
  it('says what the licences of the published families say', () => {
    // Apple's apple-amlr, https://huggingface.co/apple/DFN5B-CLIP-ViT-H-14; Meta's cards of MetaCLIP
    // (CC-BY-NC-4.0) and DINOv3 (its own licence); OpenAI's repository and EVA-CLIP's card (MIT).
    expect(limited('DFN')).toEqual(['research']);
    expect(limited('MetaCLIP')).toEqual(['non-commercial']);
    expect(limited('DINOv3')).toEqual(['own-terms']);
    expect(limited('OpenAI CLIP')).toEqual([null]);
    expect(limited('EVA-CLIP')).toEqual([null]);
  });

  it('never takes a licence for open that it does not know by name', () => {
    for (const name of ['', 'unknown', 'Apache-2.0 with exceptions', 'MIT-like', 'CC-BY-NC-4.0']) {
      expect(licenceLimit(name), name).not.toBeNull();
    }
    expect(licenceLimit('CC-BY-NC-SA-4.0')).toBe('non-commercial');
    expect(licenceLimit('apache-2.0')).toBeNull();
  });
});
