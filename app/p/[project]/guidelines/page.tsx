import { getTranslations } from 'next-intl/server';
import { GuidelineMeta } from '@/lib/features/guidelines/components/guideline-meta';
import { GuidelineView } from '@/lib/features/guidelines/components/guideline-view';
import { MarkReadButton } from '@/lib/features/guidelines/components/mark-read-button';
import { guidelineNews } from '@/lib/features/guidelines/queries';
import { patternAnchor } from '@/lib/domain/guidelines';
import { PATTERNS } from '@/lib/domain/patterns';
import { can } from '@/lib/domain/permissions';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { PatternIcon } from '@/lib/ui/primitives/pattern-icon';

export const generateMetadata = pageTitle('guidelines.title');

export default async function GuidelinesPage({ params }: { params: Promise<{ project: string }> }) {
  const { ctx, project } = await projectPage('guidelines:view', (await params).project);
  const [{ guideline, readVersion }, t, patterns] = await Promise.all([
    guidelineNews(ctx, { projectId: project.id }),
    getTranslations('guidelines'),
    getTranslations('patterns'),
  ]);
  const base = `/p/${project.slug}/guidelines`;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        meta={
          <>
            <GuidelineMeta {...guideline} />
            {readVersion === guideline.version ? (
              <span>{t('isRead')}</span>
            ) : (
              <MarkReadButton project={project.slug} version={guideline.version} />
            )}
          </>
        }
        action={
          <div className="flex flex-wrap gap-2">
            <LinkButton href={`${base}/history`}>{t('history')}</LinkButton>
            {can(ctx.actor, 'guidelines:edit', project.id) && (
              <LinkButton href={`${base}/edit`} variant="primary">
                {t('edit')}
              </LinkButton>
            )}
          </div>
        }
      />
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_15rem]">
        <GuidelineView guideline={guideline} />
        <nav aria-label={t('patterns')} className="self-start max-lg:-order-1 lg:sticky lg:top-6">
          <ul className="flex flex-wrap gap-x-4 gap-y-1 lg:flex-col">
            {PATTERNS.map(({ id }) => (
              <li key={id}>
                <a
                  href={`#${patternAnchor(id)}`}
                  className="flex touch-target items-center gap-2 py-0.5 text-ink-2 hover:text-ink"
                >
                  <PatternIcon pattern={id} /> {patterns(`${id}.short`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </>
  );
}
