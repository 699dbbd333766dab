'use client';
import { useMemo, useState } from 'react';
import { ENCODER_ROLES, type EncoderRole } from '@/lib/domain/encoders';
import type { LensEye } from '@/lib/domain/lens/lens';
import { middleOf, neighbourOf, patchAt, type SeenBox } from '@/lib/domain/lens/seen-box';
import { summaryOf } from '@/lib/domain/lens/token-match';
import { useLens, type LensState } from './use-lens';

export type Side = 'A' | 'B';
export type ReadyEye = Extract<LensEye, { state: 'ready' }>;

/** A point of an image, in fractions of its sides. */
export interface Spot {
  side: Side;
  x: number;
  y: number;
}

/** What one encoder says of the patch under a spot. */
export interface Found {
  role: EncoderRole;
  eye: ReadyEye;
  patch: number;
  /** At the same place of the other image. */
  distance: number;
  /** The best matching patch of the other image. */
  match: number;
  cosine: number;
}

export interface LensView extends LensState {
  active: boolean;
  eyes: Readonly<Record<EncoderRole, LensEye | null>>;
  /** The end of both colour scales: the largest distance that either encoder has. */
  most: number;
  opacity: number;
  fade: (opacity: number) => void;
  spot: Spot | null;
  found: readonly Found[];
  point: (spot: Spot) => void;
  /** Moves the spot by one patch. */
  step: (side: Side, by: { row: number; column: number }) => void;
  /** Goes to the largest distance of an encoder. */
  toLargest: (role: EncoderRole) => void;
}

export const boxFor = (eye: ReadyEye, side: Side): SeenBox => (side === 'A' ? eye.boxA : eye.boxB);

/** The state of a viewer's lens: what was computed, and the patch that is looked at. */
export function useLensView(address: string | null, active: boolean): LensView {
  const state = useLens(address, active);
  const { lens } = state;
  const [opacity, fade] = useState(85);
  const [spot, setSpot] = useState<Spot | null>(null);
  const eyes = useMemo(
    () => ({ semantic: lens?.eyes.semantic ?? null, visual: lens?.eyes.visual ?? null }),
    [lens],
  );
  const ready = useMemo(
    () =>
      ENCODER_ROLES.flatMap((role) => {
        const eye = eyes[role];
        return eye?.state === 'ready' ? [{ role, eye }] : [];
      }),
    [eyes],
  );
  const most = useMemo(
    () => Math.max(0, ...ready.map(({ eye }) => summaryOf(eye.match).largest)),
    [ready],
  );
  const found = useMemo(
    () => (spot ? ready.flatMap(({ role, eye }) => patchUnder(role, eye, spot)) : []),
    [ready, spot],
  );

  /** A pointer that stays within its patches renders nothing. */
  const point = (next: Spot): void =>
    setSpot((now) =>
      now?.side === next.side &&
      ready.every(({ eye }) => {
        const box = boxFor(eye, next.side);
        return patchAt(eye.match, box, now) === patchAt(eye.match, box, next);
      })
        ? now
        : next,
    );
  const goTo = (eye: ReadyEye, side: Side, patch: number): void =>
    point({ side, ...middleOf(eye.match, boxFor(eye, side), patch) });
  return {
    ...state,
    active,
    eyes,
    most,
    opacity,
    fade,
    spot,
    found,
    point,
    step: (side, by) => {
      // One step is a patch of the visual encoder where there is one, else of the other.
      const eye = ready.at(-1)?.eye;
      if (!eye) return;
      const box = boxFor(eye, side);
      const at = spot?.side === side ? patchAt(eye.match, box, spot) : null;
      // The first press shows where one is: at the largest difference.
      goTo(eye, side, at === null ? summaryOf(eye.match).at : neighbourOf(eye.match, at, by));
    },
    toLargest: (role) => {
      const eye = eyes[role];
      if (eye?.state === 'ready') goTo(eye, 'A', summaryOf(eye.match).at);
    },
  };
}

function patchUnder(role: EncoderRole, eye: ReadyEye, spot: Spot): Found[] {
  const { match } = eye;
  const patch = patchAt(match, boxFor(eye, spot.side), spot);
  if (patch === null) return [];
  const [to, cosines] =
    spot.side === 'A' ? [match.inB, match.inBCosine] : [match.inA, match.inACosine];
  return [
    {
      role,
      eye,
      patch,
      distance: match.distance[patch] ?? 0,
      match: to[patch] ?? 0,
      cosine: cosines[patch] ?? 0,
    },
  ];
}
