import { can } from '@/lib/domain/permissions';
import { auditTextsOfRun } from '@/lib/features/checks/audit-texts-of-run';
import { ChecksView } from '@/lib/features/checks/components/checks-view';
import {
  checkableStudies,
  checkResults,
  listCheckRuns,
  miniatureMiners,
} from '@/lib/features/checks/queries';
import { checksQuery } from '@/lib/features/checks/schemas';
import { DecideAgainDialog } from '@/lib/features/review/components/decide-again-dialog';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('checks.title');

interface ChecksPageProps {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const STATUS = { failed: 'FAILED', unavailable: 'UNAVAILABLE', passed: 'PASSED' } as const;

export default async function ChecksPage({ params, searchParams }: ChecksPageProps) {
  const { ctx, project } = await projectPage('checks:view', (await params).project);
  const query = checksQuery.parse(await searchParams);
  const scope = { projectId: project.id };
  const [runs, studies, miniature] = await Promise.all([
    listCheckRuns(ctx, scope),
    checkableStudies(ctx, scope),
    miniatureMiners(ctx, scope),
  ]);
  const run = runs.find((one) => one.id === query.run) ?? runs[0] ?? null;
  const [page, texts] = run
    ? await Promise.all([
        checkResults(ctx, {
          ...scope,
          checkRunId: run.id,
          ...(query.show === 'all' ? {} : { status: STATUS[query.show] }),
          ...(query.after === undefined ? {} : { after: query.after }),
        }),
        auditTextsOfRun(ctx, { ...scope, checkRunId: run.id }),
      ])
    : [{ rows: [], next: null }, null];
  return (
    <ChecksView
      project={project.slug}
      studies={studies}
      runs={runs}
      run={run}
      show={query.show}
      page={page}
      texts={texts}
      miniature={miniature}
      mayRun={can(ctx.actor, 'checks:run', project.id)}
      mayRelease={can(ctx.actor, 'release:make', project.id)}
      Reopen={can(ctx.actor, 'pair:manage', project.id) ? DecideAgainDialog : undefined}
    />
  );
}
