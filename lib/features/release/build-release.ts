import { createHash } from 'node:crypto';
import { buildManifest, writeManifest, type ListedFile } from '@/lib/domain/formats/manifest';
import { writeReleaseRecords, type ReleaseRecord } from '@/lib/domain/formats/jsonl-release';
import { buildMmvpRows, writeMmvpCsv } from '@/lib/domain/formats/mmvp';
import { writeMmvpVlmCsv } from '@/lib/domain/formats/mmvp-vlm';
import {
  MANIFEST_FILE,
  MMVP_CSV,
  MMVP_VLM_CSV,
  RECORDS_FILE,
} from '@/lib/domain/formats/release-paths';
import { version } from '@/lib/infra/version';
import { answersOf, baselineCard } from './baseline-card';
import type { LoadedRelease } from './load-release';
import { releaseReadme } from './readme';
import { releaseRecords, vlmPart } from './release-records';
import {
  LICENCES_FILE,
  licencesCsv,
  README_FILE,
  RESPONSES_FILE,
  responsesJsonl,
} from './side-files';

export interface BuiltRelease {
  records: ReleaseRecord[];
  /** Path -> whole content, the manifest last. */
  texts: Map<string, string>;
  /** Path in the export -> hash of the stored image. */
  images: Map<string, string>;
  manifestSha256: string;
}

/** All contents but the images' bytes. `bytesOf` gives the size of a stored image by its hash. */
export async function buildRelease(
  release: LoadedRelease,
  options: { miniature: readonly string[]; bytesOf: (sha256: string) => number },
): Promise<BuiltRelease> {
  const generator = `Blindpair ${version}`;
  const { vlm, note } = vlmPart(release.pairs);
  const records = releaseRecords(release, vlm);
  const texts = new Map([
    [MMVP_CSV, writeMmvpCsv(buildMmvpRows(release.pairs, release.pairs))],
    ...(vlm.available ? [[MMVP_VLM_CSV, writeMmvpVlmCsv(vlm.rows)] as const] : []),
    [RECORDS_FILE, writeReleaseRecords(records)],
    [RESPONSES_FILE, responsesJsonl(release)],
    [LICENCES_FILE, licencesCsv(records)],
    [
      README_FILE,
      releaseReadme({
        release,
        card: await baselineCard(release, answersOf(release)),
        vlm,
        vlmNote: note,
        miniature: options.miniature,
        generator,
      }),
    ],
  ]);
  const images = new Map(
    records.flatMap((record) =>
      [record.images.A, record.images.B].flatMap(({ file, vlmFile, sha256 }) =>
        [file, vlmFile].flatMap((path) => (path === null ? [] : [[path, sha256] as const])),
      ),
    ),
  );
  const files: ListedFile[] = [
    ...[...texts].map(([path, text]) => ({
      path,
      bytes: Buffer.byteLength(text),
      sha256: sha256(text),
    })),
    ...[...images].map(([path, hash]) => ({ path, bytes: options.bytesOf(hash), sha256: hash })),
  ];
  const manifest = writeManifest(
    buildManifest({
      project: { slug: release.project.slug, name: release.project.name },
      release: {
        id: release.id,
        version: release.version,
        name: release.name,
        seed: release.seed,
        pairs: release.pairs.length,
      },
      createdAt: release.createdAt.toISOString(),
      generator,
      parts: { mmvpVlm: { included: vlm.available, note } },
      files,
    }),
  );
  texts.set(MANIFEST_FILE, manifest);
  return { records, texts, images, manifestSha256: sha256(manifest) };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
