'use client';

import {
  Check,
  CircleCheck,
  CircleX,
  Eye,
  Gauge,
  Hand,
  MessageSquareWarning,
  PackageCheck,
  PencilLine,
  Pickaxe,
  Scale,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { PairStatus } from '@/lib/domain/item-lifecycle';
import { Status, type Tone } from './status';

const LOOK: Record<PairStatus, [Tone, LucideIcon]> = {
  MINED: ['neutral', Pickaxe],
  CLAIMED: ['neutral', Hand],
  DRAFTED: ['neutral', PencilLine],
  IN_REVIEW: ['info', Eye],
  IN_ADJUDICATION: ['warning', Scale],
  APPROVED: ['ok', Check],
  CHANGES_REQUESTED: ['warning', MessageSquareWarning],
  REJECTED: ['danger', CircleX],
  IN_STUDY: ['info', Users],
  MEASURED: ['info', Gauge],
  CHECKED: ['ok', CircleCheck],
  RELEASED: ['ok', PackageCheck],
};

export function PairStatusLabel({ status }: { status: PairStatus }) {
  const t = useTranslations('common.pairStatus');
  const [tone, Icon] = LOOK[status];
  return (
    <Status tone={tone} icon={<Icon />}>
      {t(status)}
    </Status>
  );
}
