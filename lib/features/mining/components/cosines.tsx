import { useTranslations } from 'next-intl';
import { cosine } from '@/lib/ui/charts/scale';
import { Definition } from '@/lib/ui/primitives/definition';

/**
 * Both cosines in their fixed colours and words, and the gap between them. Where many stand on one page,
 * `CosineTerms` explains the words once for all of them.
 */
export function Cosines({
  semantic,
  visual,
  explained = true,
}: {
  /** Null for an imported pair that no run has found. */
  semantic: number | null;
  visual: number | null;
  /** Each word says what it means. */
  explained?: boolean;
}) {
  return (
    <dl className="flex flex-wrap gap-x-4 text-sm num">
      <div className="flex gap-1 text-semantic">
        <dt>
          <Term name="semantic" explained={explained} />
        </dt>
        <dd className="font-medium">{cosine(semantic)}</dd>
      </div>
      <div className="flex gap-1 text-visual">
        <dt>
          <Term name="visual" explained={explained} />
        </dt>
        <dd className="font-medium">{cosine(visual)}</dd>
      </div>
      <div className="flex gap-1 text-ink-2">
        <dt>
          <Term name="gap" explained={explained} />
        </dt>
        <dd>{cosine(semantic === null || visual === null ? null : semantic - visual)}</dd>
      </div>
    </dl>
  );
}

/** What the three words below the pairs of a list mean; `lead` says where they stand. */
export function CosineTerms({ lead }: { lead: string }) {
  return (
    <p className="flex flex-wrap gap-x-4 text-sm text-ink-2">
      {lead}
      <span className="text-semantic">
        <Term name="semantic" explained />
      </span>
      <span className="text-visual">
        <Term name="visual" explained />
      </span>
      <Term name="gap" explained />
    </p>
  );
}

const DEFINITIONS = { semantic: 'semanticCosine', visual: 'visualCosine', gap: 'gap' } as const;

function Term({ name, explained }: { name: keyof typeof DEFINITIONS; explained: boolean }) {
  const t = useTranslations('mining');
  const td = useTranslations('common.definitions');
  if (!explained) return t(name);
  return <Definition term={t(name)} definition={td(DEFINITIONS[name])} />;
}
