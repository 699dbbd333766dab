/** Whether annotators of a project may ask a model for proposals: off until an administrator agrees to where images go. */
import { AppError } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { configuredModel, hostOf, type ChatModel } from '@/lib/infra/assist/chat-model';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction, type DbOrTx } from '@/lib/infra/db/client';

/** What people are told of the model. */
export interface ModelView {
  model: string;
  /** Where both images of a pair are sent. */
  host: string;
}

export const viewOf = (model: ChatModel): ModelView => ({
  model: model.model,
  host: hostOf(model),
});

/** What an administrator agrees to. Where the operator changes either part, nobody has agreed yet. */
const termsOf = ({ model, host }: ModelView): string => `${model} @ ${host}`;

export async function isOn(
  db: DbOrTx,
  projectId: string,
  model: ChatModel | null,
): Promise<boolean> {
  if (!model) return false;
  const project = await db.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { assistanceTerms: true },
  });
  return project.assistanceTerms === termsOf(viewOf(model));
}

/** The model that the person may ask on the bench; null where nobody may. */
export async function benchAssistance(
  ctx: Ctx,
  { projectId }: { projectId: string },
  model: ChatModel | null = configuredModel(),
): Promise<ModelView | null> {
  authorize(ctx, 'authoring:write', projectId);
  return model && (await isOn(ctx.db, projectId, model)) ? viewOf(model) : null;
}

export interface AssistanceSettings extends ModelView {
  on: boolean;
  /** Switched off because the operator has set up another model or address since. */
  changed: boolean;
  /** Requests of all kinds, pairs for which proposals were shown, and pairs of which one was taken. */
  requests: number;
  pairsShown: number;
  pairsTaken: number;
}

/** For administrators; null where the operator has set up no model, so that there is nothing to decide. */
export async function assistanceSettings(
  ctx: Ctx,
  { projectId }: { projectId: string },
  model: ChatModel | null = configuredModel(),
): Promise<AssistanceSettings | null> {
  authorize(ctx, 'pair:manage', projectId);
  if (!model) return null;
  const view = viewOf(model);
  const [{ assistanceTerms }, [counts]] = await Promise.all([
    ctx.db.project.findUniqueOrThrow({
      where: { id: projectId },
      select: { assistanceTerms: true },
    }),
    ctx.db.$queryRaw<{ requests: number; pairsShown: number; pairsTaken: number }[]>`
      SELECT count(DISTINCT r."id")::int AS "requests",
        (count(DISTINCT r."pairId") FILTER (WHERE a."shown" > 0))::int AS "pairsShown",
        (count(DISTINCT r."pairId") FILTER (WHERE t."requestId" IS NOT NULL))::int AS "pairsTaken"
      FROM "AssistRequest" r JOIN "Pair" p ON p."id" = r."pairId"
      LEFT JOIN "AssistAnswer" a ON a."requestId" = r."id"
      LEFT JOIN "AssistTaken" t ON t."requestId" = r."id"
      WHERE p."projectId" = ${projectId}::uuid`,
  ]);
  const on = assistanceTerms === termsOf(view);
  return {
    ...view,
    on,
    changed: assistanceTerms !== null && !on,
    ...(counts ?? { requests: 0, pairsShown: 0, pairsTaken: 0 }),
  };
}

/**
 * Switches it on for exactly the model and host that the administrator has read about, or off. Throws
 * 'conflict' where the operator has set up another one meanwhile.
 */
export async function setAssistance(
  ctx: Ctx,
  input: { projectId: string; on: boolean } & ModelView,
  model: ChatModel | null = configuredModel(),
): Promise<{ on: boolean }> {
  const { projectId, on } = input;
  authorize(ctx, 'pair:manage', projectId);
  if (on && (!model || termsOf(viewOf(model)) !== termsOf(input))) {
    throw new AppError(
      'conflict',
      'The operator has set up another model meanwhile, or none. Nothing was changed. Reload the page and read where the images would go.',
      { key: 'assistChanged' },
    );
  }
  await inTransaction(ctx.db, async (tx) => {
    await tx.project.update({
      where: { id: projectId },
      data: { assistanceTerms: on ? termsOf(input) : null },
      select: { id: true },
    });
    await audit(tx, ctx, {
      projectId,
      action: on ? 'project.allowAssistance' : 'project.endAssistance',
      subjectType: 'Project',
      subjectId: projectId,
      data: { model: input.model, host: input.host },
    });
  });
  return { on };
}
