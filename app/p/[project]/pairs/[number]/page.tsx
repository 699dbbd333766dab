import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { Cosines } from '@/lib/features/mining/components/cosines';
import { PairView } from '@/lib/features/mining/components/pair-view';
import { pairDetail } from '@/lib/features/mining/pair-detail';
import { ConversationSection } from '@/lib/features/review/components/conversation-section';
import { DecisionsSection } from '@/lib/features/review/components/decisions-section';
import { conversation } from '@/lib/features/review/conversation';
import { pairDecisions } from '@/lib/features/review/question-versions';
import { isAppError } from '@/lib/domain/errors';
import { can } from '@/lib/domain/permissions';
import { hasDemonstrationCosines } from '@/lib/features/mining/demonstration';
import { projectPage } from '@/lib/server/page-context';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { DemonstrationMark } from '@/lib/ui/primitives/demonstration-mark';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Pagination } from '@/lib/ui/primitives/pagination';
import { PairStatusLabel } from '@/lib/ui/primitives/pair-status';

/** Postgres integers; anything else names no pair. */
const pairNumber = z.coerce.number().int().min(1).max(2_147_483_647);

interface Props {
  params: Promise<{ project: string; number: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ number }, t] = await Promise.all([params, getTranslations('mining')]);
  return { title: t('pair', { number }) };
}

export default async function PairPage({ params }: Props) {
  const { project: slug, number } = await params;
  const { ctx, project } = await projectPage('mining:view', slug);
  const parsed = pairNumber.safeParse(number);
  if (!parsed.success) notFound();
  const pair = await pairDetail(ctx, project.id, parsed.data).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not-found') notFound();
    throw error;
  });
  const [t, demonstration, decisions, talk] = await Promise.all([
    getTranslations('mining'),
    hasDemonstrationCosines(ctx, project.id),
    can(ctx.actor, 'pair:manage', project.id)
      ? pairDecisions(ctx, { projectId: project.id, pairId: pair.id })
      : null,
    can(ctx.actor, 'authoring:write', project.id)
      ? conversation(ctx, { projectId: project.id, pairId: pair.id })
      : null,
  ]);
  const base = `/p/${project.slug}`;
  const hrefOf = (other: number | null): string | undefined =>
    other === null ? undefined : `${base}/pairs/${other}`;
  return (
    <>
      <PageHeader
        title={t('pair', { number: pair.number })}
        breadcrumbs={[{ label: t('title'), href: `${base}/pairs` }]}
        meta={
          <>
            <PairStatusLabel status={pair.status} />
            <Cosines semantic={pair.semantic} visual={pair.visual} />
            {pair.imported ? <span>{t('detail.imported', pair.imported)}</span> : null}
            {demonstration ? <DemonstrationMark /> : null}
            {pair.leaseHolder ? <span>{t('detail.lease', { name: pair.leaseHolder })}</span> : null}
          </>
        }
        action={
          can(ctx.actor, 'authoring:write', project.id) ? (
            <LinkButton href={`${base}/bench`} variant="primary">
              {t('detail.bench')}
            </LinkButton>
          ) : null
        }
      />
      <PairView pair={pair} slug={project.slug}>
        {decisions && <DecisionsSection project={project.slug} pair={pair} decisions={decisions} />}
        {talk && <ConversationSection project={project.slug} pair={pair} conversation={talk} />}
      </PairView>
      <Pagination
        label={t('title')}
        previousHref={hrefOf(pair.previous)}
        nextHref={hrefOf(pair.next)}
        previousLabel={t('detail.previous')}
        nextLabel={t('detail.next')}
      />
    </>
  );
}
