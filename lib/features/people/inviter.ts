/**
 * An invitation is worth what its maker's right to invite is worth: it dies with that right. Otherwise
 * somebody who is removed could keep a link in a drawer and come back by it.
 */
export const INVITER = {
  select: {
    id: true,
    name: true,
    disabledAt: true,
    instanceAdmin: true,
    memberships: { where: { role: 'ADMIN' }, select: { projectId: true } },
  },
} as const;

interface Inviter {
  disabledAt: Date | null;
  instanceAdmin: boolean;
  memberships: readonly { projectId: string }[];
}

/** `projectId` is null for an invitation to the instance. */
export function mayStillInvite(inviter: Inviter, projectId: string | null): boolean {
  if (inviter.disabledAt !== null) return false;
  if (inviter.instanceAdmin) return true;
  return projectId !== null && inviter.memberships.some((own) => own.projectId === projectId);
}
