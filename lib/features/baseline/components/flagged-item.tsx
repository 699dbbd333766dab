import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { imageSrc, sourceSet } from '@/lib/ui/compare/image-sources';
import { ImageFrame } from '@/lib/ui/primitives/image-frame';
import { IntervalValue } from '@/lib/ui/primitives/interval-value';
import type { FlaggedItem } from '../flagged-pairs';

interface FlaggedItemViewProps {
  project: string;
  /** Of the pair. */
  number: number;
  options: [string, string];
  item: FlaggedItem;
}

/** One image of a flagged pair, with how its question was answered. */
export function FlaggedItemView({ project, number, options, item }: FlaggedItemViewProps) {
  const t = useTranslations('analysis.items');
  const format = useFormatter();
  const { side, image, key, statistics } = item;
  const { shareRight, majority, entropy, activeMs, meanConfidence, right, answers } = statistics;
  const { one, two, cantTell } = majority.votes;
  const decimal = (value: number) => format.number(value, { maximumFractionDigits: 2 });
  const rows: [string, ReactNode][] = [
    [
      t('shareRight'),
      <IntervalValue
        key="right"
        estimate={shareRight?.estimate ?? null}
        low={shareRight?.lower ?? null}
        high={shareRight?.upper ?? null}
        n={`${right}/${answers}`}
      />,
    ],
    [
      t('votes'),
      <ul key="votes">
        {options.map((option, at) => (
          <li key={at}>
            {option}
            {at + 1 === key && <strong>{` (${t('key')})`}</strong>}: {at === 0 ? one : two}
          </li>
        ))}
        <li>
          {t('cantTell')}: {cantTell}
        </li>
      </ul>,
    ],
    [
      t('entropy'),
      entropy.defined ? t('bits', { bits: Math.round(100 * entropy.bits) / 100 }) : '–',
    ],
    [
      t('time'),
      activeMs.defined ? t('seconds', { seconds: decimal(activeMs.median / 1000) }) : '–',
    ],
    [
      t('confidence'),
      meanConfidence === null
        ? '–'
        : t('confidenceOf', { value: decimal(meanConfidence), least: 1, most: 3 }),
    ],
  ];
  const { src } = sourceSet({ src: imageSrc(project, image.id), ...image });
  return (
    <div className="min-w-0">
      <h3 className="mb-1 text-sm text-ink-2">{t('side', { side })}</h3>
      <ImageFrame
        src={src}
        alt={t('image', { side, number })}
        width={image.width}
        height={image.height}
        className="aspect-[4/3] w-full"
      />
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-2">{name}</dt>
            <dd className="min-w-0 break-words num">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
