import { useTranslations } from 'next-intl';
import { Definition } from '@/lib/ui/primitives/definition';

/** Both cosines in their fixed colours and words, and the gap between them. */
export function Cosines({ semantic, visual }: { semantic: number; visual: number }) {
  const t = useTranslations('mining');
  const td = useTranslations('common.definitions');
  return (
    <dl className="flex flex-wrap gap-x-4 text-sm num">
      <div className="flex gap-1 text-semantic">
        <dt>
          <Definition term={t('semantic')} definition={td('semanticCosine')} />
        </dt>
        <dd className="font-medium">{semantic.toFixed(3)}</dd>
      </div>
      <div className="flex gap-1 text-visual">
        <dt>
          <Definition term={t('visual')} definition={td('visualCosine')} />
        </dt>
        <dd className="font-medium">{visual.toFixed(3)}</dd>
      </div>
      <div className="flex gap-1 text-ink-2">
        <dt>
          <Definition term={t('gap')} definition={td('gap')} />
        </dt>
        <dd>{(semantic - visual).toFixed(3)}</dd>
      </div>
    </dl>
  );
}
