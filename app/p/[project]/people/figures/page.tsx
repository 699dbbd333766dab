import { getTranslations } from 'next-intl/server';
import { AgreementTable } from '@/lib/features/people/components/agreement-table';
import { FiguresFilter } from '@/lib/features/people/components/figures-filter';
import { FiguresTable } from '@/lib/features/people/components/figures-table';
import { PeopleTabs } from '@/lib/features/people/components/people-tabs';
import { WeeklyFigure } from '@/lib/features/people/components/weekly-figure';
import { projectFigures } from '@/lib/features/people/figures';
import { figuresQuery } from '@/lib/features/people/schemas';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Section } from '@/lib/ui/primitives/section';

export const generateMetadata = pageTitle('people.figures.title');

interface Props {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function FiguresPage({ params, searchParams }: Props) {
  const { ctx, project } = await projectPage('people:manage', (await params).project);
  const { period, team } = figuresQuery.parse(await searchParams);
  const [figures, t] = await Promise.all([
    projectFigures(ctx, { projectId: project.id, period, team }),
    getTranslations('people.figures'),
  ]);
  const query = new URLSearchParams({ period, ...(team === undefined ? {} : { team }) });
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('text')}
        action={
          <LinkButton href={`/api/p/${project.slug}/people/figures?${query}`} download>
            {t('download')}
          </LinkButton>
        }
      />
      <PeopleTabs project={project.slug} at="figures" />
      <FiguresFilter period={period} team={team} teams={figures.teams} />
      <FiguresTable people={figures.people} />
      <div className="mt-8">
        <WeeklyFigure weeks={figures.weeks} filename={`${project.slug}-weeks.csv`} />
      </div>
      <Section id="agreement" title={t('agreement')} description={t('agreementText')}>
        <AgreementTable agreement={figures.agreement} />
      </Section>
    </>
  );
}
