import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { Section } from '@/lib/ui/primitives/section';
import type { NextWork } from '../queries';

const TARGET: Record<Exclude<NextWork['kind'], 'nothing'>, string> = {
  'add-images': '/images/add',
  mine: '/pairs',
  'changes-requested': '/bench',
  skipped: '/bench',
  'continue-draft': '/bench',
  write: '/bench',
  review: '/review',
  study: '/studies/new',
  check: '/checks',
  release: '/releases',
  results: '/results',
};

/** A draft is opened by name: the person may hold another pair, as yet untouched. */
const targetOf = (slug: string, work: Exclude<NextWork, { kind: 'nothing' }>): string =>
  `/p/${slug}${TARGET[work.kind]}${'pair' in work ? `?pair=${work.pair}` : ''}`;

/** My next piece of work as one large button; the others as quiet links under it. */
export function NextWorkPanel({ slug, work }: { slug: string; work: NextWork[] }) {
  const t = useTranslations('home');
  const [first, ...rest] = work;
  if (!first || first.kind === 'nothing') {
    return (
      <Section title={t('next')}>
        <p className="measure text-ink-2">{t('work.nothing')}</p>
      </Section>
    );
  }
  const count = 'count' in first ? first.count : 0;
  return (
    <Section title={t('next')}>
      <p className="mb-4 measure text-ink-2">{t(`why.${first.kind}`, { count })}</p>
      <LinkButton variant="primary" size="lg" href={targetOf(slug, first)} icon={<ArrowRight />}>
        {t(`work.${first.kind}`, { count })}
      </LinkButton>
      {rest.length > 0 ? (
        <ul className="mt-6 grid gap-2">
          {rest.map((item) =>
            item.kind === 'nothing' ? null : (
              <li key={item.kind}>
                <Link
                  className="text-accent underline underline-offset-4"
                  href={targetOf(slug, item)}
                >
                  {t(`work.${item.kind}`, { count: 'count' in item ? item.count : 0 })}
                </Link>
              </li>
            ),
          )}
        </ul>
      ) : null}
    </Section>
  );
}
