import { FolderOpen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/lib/ui/primitives/status';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import type { MyProject } from '../queries';
import { CreateProjectDialog } from './create-project-dialog';

interface ProjectChooserProps {
  projects: MyProject[];
  /** The person rates in some project, too. */
  rates: boolean;
  admin: boolean;
}

export function ProjectChooser({ projects, rates, admin }: ProjectChooserProps) {
  const t = useTranslations('people');
  const roles = useTranslations('common.roles');
  const create = admin ? <CreateProjectDialog /> : undefined;
  if (projects.length === 0 && !rates) {
    return (
      <EmptyState
        icon={<FolderOpen />}
        title={t('noProject')}
        description={admin ? t('noProjectAdmin') : t('noProjectYet')}
        action={create}
      />
    );
  }
  return (
    <>
      <PageHeader title={t('projects')} action={create} />
      <ul className="max-w-2xl divide-y divide-line border-y border-line">
        {projects.map(({ slug, name, role }) => (
          <Entry key={slug} href={`/p/${slug}`} name={name} badge={role ? roles(role) : null} />
        ))}
        {rates ? <Entry href="/rate" name={t('myStudies')} badge={roles('RATER')} /> : null}
      </ul>
    </>
  );
}

function Entry({ href, name, badge }: { href: string; name: string; badge: string | null }) {
  return (
    <li>
      <a
        href={href}
        className="flex min-h-12 items-center justify-between gap-4 px-2 hover:bg-hover"
      >
        <span className="min-w-0 break-words">{name}</span>
        {badge ? <Badge>{badge}</Badge> : null}
      </a>
    </li>
  );
}
