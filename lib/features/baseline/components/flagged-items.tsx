import { CircleCheck } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { AMBIGUOUS_BELOW, FLAG_ANSWERS, type ItemFlag } from '@/lib/domain/statistics/item-flags';
import { ITEM_REST_RATERS } from '@/lib/domain/statistics/items';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { Section } from '@/lib/ui/primitives/section';
import { PairStatusLabel } from '@/lib/ui/primitives/pair-status';
import { Badge, Status } from '@/lib/ui/primitives/status';
import { shareText } from '@/lib/ui/share-text';
import type { FlaggedPair, FlaggedPairs } from '../flagged-pairs';
import { FlaggedItemView } from './flagged-item';
import { VariantsTable } from './variants-table';

interface FlaggedItemsProps {
  /** Slug of the project. */
  project: string;
  flagged: FlaggedPairs;
  /** What may be decided about a pair; it belongs to another feature. */
  decisions: Readonly<Record<string, ReactNode>>;
}

/** Pairs whose answers speak against them: evidence, both images, and the way to decide. */
export function FlaggedItems({ project, flagged, decisions }: FlaggedItemsProps) {
  const t = useTranslations('analysis.items');
  if (flagged.pairs.length === 0) {
    return (
      <EmptyState
        icon={<CircleCheck aria-hidden />}
        title={t(flagged.flaggable.judged === 0 ? 'noneJudged' : 'none')}
        description={t('noneHint', {
          ...flagged.flaggable,
          least: FLAG_ANSWERS,
          share: 100 * AMBIGUOUS_BELOW,
          raters: ITEM_REST_RATERS,
        })}
      />
    );
  }
  return (
    <>
      <p className="mb-4 num">{t('count', { count: flagged.pairs.length })}</p>
      <ul className="divide-y divide-line border-y border-line">
        {flagged.pairs.map((pair) => (
          <li key={pair.id} className="py-6">
            <Pair project={project} pair={pair} decision={decisions[pair.id]} />
          </li>
        ))}
      </ul>
      {flagged.variants.length > 1 && (
        <Section title={t('baselines')}>
          <VariantsTable variants={flagged.variants} finished={null} />
        </Section>
      )}
    </>
  );
}

interface PairProps {
  project: string;
  pair: FlaggedPair;
  decision: ReactNode;
}

function Pair({ project, pair, decision }: PairProps) {
  const t = useTranslations('analysis.items');
  return (
    <article aria-labelledby={`pair-${pair.number}`}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id={`pair-${pair.number}`} className="font-semibold num">
          <Link href={`/p/${project}/pairs/${pair.number}`} className="text-accent underline">
            {t('pair', { number: pair.number })}
          </Link>
        </h2>
        <PairStatusLabel status={pair.status} />
        {!pair.current && <Badge>{t('replaced')}</Badge>}
        <div className="ml-auto flex gap-2">{decision}</div>
      </div>
      <ul className="mt-2 grid gap-1">
        {pair.flags.map((flag) => (
          <li key={`${flag.kind}-${'side' in flag ? flag.side : ''}`}>
            <Status
              tone={flag.severity === 'critical' ? 'danger' : 'warning'}
              className="whitespace-normal"
            >
              <Evidence flag={flag} />
            </Status>
          </li>
        ))}
      </ul>
      <p className="mt-3 measure font-medium">{pair.question}</p>
      <div className="mt-3 grid gap-6 sm:grid-cols-2">
        {pair.items.map((item) => (
          <FlaggedItemView
            key={item.side}
            project={project}
            number={pair.number}
            options={pair.options}
            item={item}
          />
        ))}
      </div>
    </article>
  );
}

function Evidence({ flag }: { flag: ItemFlag }) {
  const t = useTranslations('analysis.items.kind');
  const format = useFormatter();
  switch (flag.kind) {
    case 'both-inverted':
      return t(flag.kind, {
        againstA: flag.against.A,
        againstB: flag.against.B,
        a: flag.answers.A,
        b: flag.answers.B,
      });
    case 'majority-against-key':
      return t(flag.kind, { side: flag.side, against: flag.against, answers: flag.answers });
    case 'ambiguous':
      return t(flag.kind, {
        side: flag.side,
        share: shareText(flag.share),
        lower: shareText(flag.lower),
        upper: shareText(flag.upper),
      });
    case 'good-raters-wrong':
      return t(flag.kind, {
        side: flag.side,
        correlation: format.number(flag.correlation, { maximumFractionDigits: 2 }),
        raters: flag.raters,
      });
  }
}
