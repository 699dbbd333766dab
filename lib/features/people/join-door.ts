/** What an open link says to whoever holds it; the page and the joining ask the same. */
import type { Participant } from '@/lib/domain/participant';
import type { DbOrTx } from '@/lib/infra/db/client';
import { freePlaces } from '@/lib/infra/study-places';
import { joinedBy } from './join-link';
import { hashToken } from './tokens';

/** Why nobody comes in. An unknown address and one that was renewed are the same. */
export type Shut = 'unknown' | 'off' | 'expired' | 'closed' | 'full';

export interface Door {
  studyId: string;
  projectId: string;
  participantsOnly: boolean;
  screenOutCode: string | null;
  shut: Exclude<Shut, 'unknown'> | null;
}

/**
 * Null for a token that no study has. It is found by its SHA-256, so how long that takes tells nothing of
 * it, and one that is nearly right finds nothing.
 */
export async function doorOf(db: DbOrTx, token: string, now: Date): Promise<Door | null> {
  const link = await db.joinLink.findUnique({
    where: { tokenHash: hashToken(token) },
    select: {
      studyId: true,
      participantsOnly: true,
      screenOutCode: true,
      maxRaters: true,
      expiresAt: true,
      switchedOffAt: true,
      study: {
        select: { projectId: true, status: true, project: { select: { archivedAt: true } } },
      },
    },
  });
  if (!link) return null;
  const { studyId, participantsOnly, screenOutCode, study } = link;
  const door = { studyId, participantsOnly, screenOutCode, projectId: study.projectId };
  if (study.status !== 'OPEN' || study.project.archivedAt) return { ...door, shut: 'closed' };
  if (link.switchedOffAt) return { ...door, shut: 'off' };
  if (link.expiresAt && link.expiresAt <= now) return { ...door, shut: 'expired' };
  const full =
    (link.maxRaters !== null && (await joinedBy(db, studyId, now)) >= link.maxRaters) ||
    (await freePlaces(db, studyId, now)) === 0;
  return { ...door, shut: full ? 'full' : null };
}

/** Recognises a participant of a project without storing who it is. */
export const participantHash = (projectId: string, { platform, id }: Participant): string =>
  hashToken(`${projectId}/${platform}/${id}`);
