'use client';

import { ChevronsUpDown, Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Menu, MenuItem, MenuSeparator } from '../primitives/menu';

export interface ProjectSwitchProps {
  projects: readonly { slug: string; name: string; href: string }[];
  currentProject?: string | undefined;
  allProjects?: { href: string; label: string } | undefined;
}

export function ProjectSwitch({ projects, currentProject, allProjects }: ProjectSwitchProps) {
  const t = useTranslations('shell');
  const current = projects.find(({ slug }) => slug === currentProject);
  const trigger = (
    <button
      type="button"
      className="flex h-8 touch-target w-full items-center gap-2 rounded border border-line bg-bg px-2 text-left transition-colors hover:border-line-strong"
    >
      <span className="min-w-0 flex-1 truncate font-medium">
        <span className="sr-only">{t('project')}: </span>
        {current?.name ?? t('allProjects')}
      </span>
      <ChevronsUpDown size={14} aria-hidden className="shrink-0 text-ink-2" />
    </button>
  );
  return (
    <Menu trigger={trigger} label={t('project')} align="start">
      {projects.map((project) => (
        <MenuItem
          key={project.slug}
          href={project.href}
          icon={
            project.slug === currentProject ? <Check aria-hidden /> : <span className="size-4" />
          }
        >
          {project.name}
        </MenuItem>
      ))}
      {allProjects !== undefined && (
        <>
          <MenuSeparator />
          <MenuItem href={allProjects.href} icon={<span className="size-4" />}>
            {allProjects.label}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
