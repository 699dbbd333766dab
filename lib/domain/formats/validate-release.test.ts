import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PATTERN_IDS } from '../patterns';
import { wilsonInterval } from '../statistics/wilson';
import { balanceKeys } from './balance-keys';
import { buildReleaseRecord, writeReleaseRecords, type Proportion } from './jsonl-release';
import { buildManifest, verifyManifest, writeManifest, type ListedFile } from './manifest';
import { buildMmvpRows, writeMmvpCsv } from './mmvp';
import { buildMmvpVlm, writeMmvpVlmCsv } from './mmvp-vlm';
import { MMVP_CSV, MMVP_VLM_CSV, RECORDS_FILE } from './release-paths';
import { validateRelease, type WrittenRelease } from './validate-release';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const list = (path: string, text: string): ListedFile => ({
  path,
  bytes: Buffer.byteLength(text),
  sha256: sha256(text),
});

/** One pair in each pattern, written as an exporter would. */
function exported(): WrittenRelease {
  const pairs = PATTERN_IDS.map((pattern, i) => ({
    pairId: `pair-${i}`,
    pattern,
    question: `Is it "so", ${i}?`,
    options: ['Yes', 'No'] as const,
    keyForA: i % 2 === 0 ? (1 as const) : (2 as const),
  }));
  const placements = balanceKeys(pairs, 'seed');
  const vlm = buildMmvpVlm(
    pairs.map((pair, i) => ({
      ...pair,
      statements: { A: `A ${i}`, B: `B, ${i}` },
      firstSide: placements[i]?.firstSide ?? 'A',
    })),
  );
  if (!vlm.available) throw new Error(vlm.reason);
  const interval = wilsonInterval(2, 3);
  const human: Proportion | null = interval && {
    right: 2,
    answers: 3,
    method: 'wilson',
    ...interval,
  };
  const cosine = { encoderId: 'e', weightsHash: 'w', preprocessing: 'v1' };
  const records = pairs.map((pair, i) => {
    const image = (side: 'A' | 'B') => ({
      vlmFile:
        vlm.rows.find((row) => row.pairId === pair.pairId && row.side === side)?.file ?? null,
      sha256: sha256(`image ${i}${side}`),
      width: 640,
      height: 480,
      source: 'camera',
      licence: 'CC0-1.0',
      statement: side === 'A' ? `A ${i}` : `B, ${i}`,
      humanItemAccuracy: human,
    });
    const placement = placements[i];
    if (!placement) throw new Error('every pair is placed');
    return buildReleaseRecord({
      ...pair,
      ...placement,
      number: i + 1,
      guidelineVersion: i === 0 ? null : 2,
      assisted: i === 0 ? 'taken' : 'none',
      images: { A: image('A'), B: image('B') },
      humanPairAccuracy: human,
      similarities: {
        semantic: { ...cosine, cosine: 0.97 },
        visual: { ...cosine, cosine: 0.4 },
      },
    });
  });
  const texts = {
    mmvpCsv: writeMmvpCsv(buildMmvpRows(pairs, placements)),
    mmvpVlmCsv: writeMmvpVlmCsv(vlm.rows),
    records: writeReleaseRecords(records),
  };
  const images = records.flatMap(({ images: both }, i) =>
    (['A', 'B'] as const).flatMap((side) =>
      [both[side].file, both[side].vlmFile ?? ''].map((path) => list(path, `image ${i}${side}`)),
    ),
  );
  const found = [
    list(MMVP_CSV, texts.mmvpCsv),
    list(MMVP_VLM_CSV, texts.mmvpVlmCsv),
    list(RECORDS_FILE, texts.records),
    ...images,
  ];
  const manifest = writeManifest(
    buildManifest({
      project: { slug: 'demo', name: 'Demo' },
      release: { id: 'r1', version: 1, name: 'First', seed: 'seed', pairs: records.length },
      createdAt: '2026-01-02T03:04:05.000Z',
      generator: 'blindpair 0.1.0',
      parts: { mmvpVlm: { included: true, note: '' } },
      files: found,
    }),
  );
  return { records, texts: { ...texts, manifest }, found };
}

describe('re-validation of a written export', () => {
  it('finds nothing wrong with what the writers write', () => {
    expect(validateRelease(exported())).toEqual([]);
  });

  it('finds an exchanged key, cell by cell', () => {
    const release = exported();
    release.texts.mmvpCsv = release.texts.mmvpCsv
      .replace(',(a)\r\n', ',(x)\r\n')
      .replace(',(b)\r\n', ',(a)\r\n')
      .replace(',(x)\r\n', ',(b)\r\n');
    const problems = validateRelease(release);
    expect(problems.map((problem) => [problem.file, problem.row])).toEqual([
      [MMVP_CSV, 1],
      [MMVP_CSV, 2],
    ]);
    expect(problems[0]?.message).toContain('Correct Answer');
  });

  it('finds a lost pair, as a shuffle of rows on export once lost some', () => {
    const release = exported();
    release.texts.mmvpCsv = release.texts.mmvpCsv.split('\r\n').slice(0, -3).join('\r\n');
    release.texts.records = release.texts.records.split('\n').slice(0, -2).join('\n');
    const messages = validateRelease(release).map((problem) => problem.message);
    expect(messages).toContain('It has 16 rows instead of 18.');
    expect(messages).toContain('It has 8 valid lines instead of 9.');
  });

  it('finds images under each other’s name even when the manifest agrees with them', () => {
    const release = exported();
    const [one, two] = [
      release.records[0]?.images.A.file ?? '',
      release.records[0]?.images.B.file ?? '',
    ];
    const swap = (file: ListedFile) =>
      file.path === one
        ? { ...file, path: two }
        : file.path === two
          ? { ...file, path: one }
          : file;
    const found = release.found.map(swap);
    const manifest = JSON.parse(release.texts.manifest) as { files: ListedFile[] };
    manifest.files = found;
    release.texts.manifest = JSON.stringify(manifest);
    expect(validateRelease({ ...release, found }).map((problem) => problem.file)).toEqual([
      one,
      two,
    ]);
  });

  it('finds a changed statement, record, missing and additional files', () => {
    const release = exported();
    release.texts.mmvpVlmCsv = release.texts.mmvpVlmCsv?.replace('A 0', 'A 9') ?? null;
    release.texts.records = release.texts.records.replace('camera', 'phone');
    const found = [...release.found.slice(0, -1), list('MMVP/extra.txt', 'x')];
    const messages = validateRelease({ ...release, found }).map((p) => `${p.file}: ${p.message}`);
    expect(messages.join('\n')).toMatch(/Statement is "A 9" instead of "A 0"/);
    expect(messages.join('\n')).toMatch(/not what was to be released for pair 1/);
    expect(messages.join('\n')).toMatch(/MMVP\/extra.txt is not listed/);
    expect(messages.join('\n')).toMatch(/is missing/);
  });

  it('says so when the second part is missing although records name it', () => {
    const release = exported();
    release.texts.mmvpVlmCsv = null;
    expect(validateRelease(release).map((problem) => problem.file)).toContain(MMVP_VLM_CSV);
  });
});

describe('the manifest', () => {
  it('refuses paths that leave the folder and texts that are no manifest', () => {
    const manifest = JSON.parse(exported().texts.manifest) as { files: ListedFile[] };
    manifest.files[0] = { ...(manifest.files[0] as ListedFile), path: '../x' };
    expect(verifyManifest(JSON.stringify(manifest), []).ok).toBe(false);
    expect(verifyManifest('{', []).ok).toBe(false);
  });

  it('finds a byte changed in a file', () => {
    const { texts, found } = exported();
    const changed = found.map((file, i) => (i === 0 ? { ...file, sha256: sha256('other') } : file));
    expect(verifyManifest(texts.manifest, changed)).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('changed')],
    });
    expect(verifyManifest(texts.manifest, found).ok).toBe(true);
  });
});
