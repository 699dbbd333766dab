'use client';

import { useTranslations } from 'next-intl';
import { ROLES, type Role } from '@/lib/domain/permissions';
import { Select } from '@/lib/ui/primitives/select';
import { useAct } from '@/lib/ui/session/use-act';
import { changeRoleAction } from '../actions';
import { useHydrated } from './use-hydrated';

interface RoleSelectProps {
  project: string;
  userId: string;
  name: string;
  role: Role;
  /** False once the person may have seen pairs: rating is not offered. */
  mayRate: boolean;
}

/** Changes a member's role at once. From rater there is no way back, and the hint says so. */
export function RoleSelect({ project, userId, name, role, mayRate }: RoleSelectProps) {
  const t = useTranslations('people');
  const roles = useTranslations('common.roles');
  const [pending, act] = useAct();
  const hydrated = useHydrated();

  const change = (to: Role) => {
    if (role === 'RATER' && !window.confirm(t('confirmUnblind', { name }))) return;
    act((as) => changeRoleAction({ project, userId, role: to }, as), t('roleChanged', { name }));
  };

  return (
    <Select
      className="min-w-32"
      aria-label={t('roleOf', { name })}
      value={role}
      disabled={pending || !hydrated}
      onChange={(event) => change(event.target.value as Role)}
    >
      {ROLES.map((option) => (
        <option key={option} value={option} disabled={option === 'RATER' && !mayRate}>
          {roles(option)}
        </option>
      ))}
    </Select>
  );
}
