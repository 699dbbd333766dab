import { describe, expect, it } from 'vitest';
import { folderPart, parsePatternsCsv } from './mmvp-folder';

describe('what a file of a published folder is', () => {
  it('knows the images by their folder and number, at any depth and in any usual form', () => {
    expect(folderPart('MMVP Images/17.jpg')).toEqual({ kind: 'image', root: '', index: 17 });
    expect(folderPart('MMVP/MMVP Images/1.JPEG')).toEqual({
      ...{ kind: 'image', root: 'MMVP/', index: 1 },
    });
    expect(folderPart('MMVP/Questions.csv')).toEqual({ kind: 'questions', root: 'MMVP/' });
    for (const other of ['README.md', 'images/1.jpg', 'MMVP Images/01.jpg', 'MMVP Images/1.txt']) {
      expect(folderPart(other)).toBeNull();
    }
  });

  it('reads patterns by id, by the paper’s name and by the Type of MMVP_VLM, and names bad rows', () => {
    const text = 'Index,Pattern\n1,orientation\n3,Color and Appearance\n5,Camera Perspective\n';
    const read = parsePatternsCsv(text);
    expect(read.ok && [...read.patterns]).toEqual([
      [1, 'orientation'],
      [3, 'color'],
      [5, 'viewpoint'],
    ]);
    expect(parsePatternsCsv('Index,Pattern\n1,Shininess\nx,text\n')).toEqual({
      ok: false,
      problems: [
        'Patterns.csv, row 1: "Shininess" is none of the nine patterns.',
        'Patterns.csv, row 2: the Index is no number.',
      ],
    });
  });
});
