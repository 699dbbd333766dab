import { normalizeText, type GuidelineText } from '@/lib/domain/guidelines';
import { AppError } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { guidelineInForce } from '@/lib/infra/guidelines/guideline-in-force';
import { readVersion, type GuidelineVersion } from './queries';

export interface GuidelineInput extends GuidelineText {
  projectId: string;
  baseVersion: number;
  summary: string;
}

/**
 * Makes the next version, which is in force at once. Throws 'conflict' with the newest version as
 * `current` when somebody else made one since `baseVersion`. A repeated save of the same text makes
 * no second version.
 */
export async function saveGuideline(ctx: Ctx, input: GuidelineInput): Promise<{ version: number }> {
  const { projectId, baseVersion } = input;
  authorize(ctx, 'guidelines:edit', projectId);
  const userId = requireUser(ctx);
  const text = { en: normalizeText(input.en), zh: normalizeText(input.zh) };
  return inTransaction(ctx.db, async (tx) => {
    const newest = await readVersion(
      tx,
      projectId,
      await guidelineInForce(tx, ctx.clock, projectId),
    );
    if (newest.en === text.en && newest.zh === text.zh) return { version: newest.version };
    if (newest.version !== baseVersion) throw conflict(newest);
    const version = baseVersion + 1;
    const [made] = await tx.guidelineVersion.createManyAndReturn({
      data: [
        {
          projectId,
          version,
          ...text,
          summary: input.summary,
          createdById: userId,
          createdAt: ctx.clock.now(),
        },
      ],
      // Of two saves at the same moment the key lets one through.
      skipDuplicates: true,
      select: { version: true },
    });
    if (!made) throw conflict(await readVersion(tx, projectId, version));
    await markOwn(tx, ctx, { projectId, userId, version });
    await audit(tx, ctx, {
      projectId,
      action: 'guidelines.save',
      subjectType: 'Project',
      subjectId: projectId,
      data: { version, summary: input.summary },
    });
    return { version };
  });
}

/** Whoever wrote it has read it. */
const markOwn = (
  tx: Tx,
  ctx: Ctx,
  { projectId, userId, version }: { projectId: string; userId: string; version: number },
): Promise<unknown> => {
  const read = { version, at: ctx.clock.now() };
  return tx.guidelineRead.upsert({
    where: { projectId_userId: { projectId, userId } },
    create: { projectId, userId, ...read },
    update: read,
  });
};

const conflict = (current: GuidelineVersion): AppError =>
  new AppError(
    'conflict',
    `Somebody else saved version ${current.version} meanwhile. Nothing was overwritten and your text is safe: compare the two, then save yours again or take theirs.`,
    { key: 'guidelineConflict', params: { version: current.version }, current },
  );
