import { useTranslations } from 'next-intl';
import { cosine } from '@/lib/ui/charts/scale';
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
        <dd className="font-medium">{cosine(semantic)}</dd>
      </div>
      <div className="flex gap-1 text-visual">
        <dt>
          <Definition term={t('visual')} definition={td('visualCosine')} />
        </dt>
        <dd className="font-medium">{cosine(visual)}</dd>
      </div>
      <div className="flex gap-1 text-ink-2">
        <dt>
          <Definition term={t('gap')} definition={td('gap')} />
        </dt>
        <dd>{cosine(semantic - visual)}</dd>
      </div>
    </dl>
  );
}
